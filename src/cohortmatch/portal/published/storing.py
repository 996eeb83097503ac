"""Publication → rows of the database, within the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from cohortmatch.portal.models import (
    PublishedCounts,
    PublishedEdition,
    PublishedFile,
    PublishedList,
    PublishedPair,
    PublishedPerson,
    PublishedRow,
    PublishedRun,
    PublishedSheet,
)
from cohortmatch.services.publication import (
    EditionContent,
    Publication,
    SheetContent,
    unique_slug,
)
from cohortmatch.values.text import fold

__all__ = ["keep_counts", "store"]

AT_ONCE = 500
"""Rows of one statement."""


def store(content: Publication, reviewers: int) -> PublishedRun:
    """Store a run that is not current yet; `reviewers` is how many answers a pair needs."""
    agreement, version, digest = content.agreement
    run = PublishedRun.objects.create(
        as_of=content.as_of,
        published_by=content.by,
        agreement_id=agreement,
        agreement_version=version,
        agreement_hash=digest,
        agreement_expires=content.agreement_expires,
        agreement_words=dict(content.agreement_words),
        delete_by=content.delete_by,
        report_folder=content.report_folder,
        product_version=content.product_version,
        content_version=content.content_version,
        reviewers=reviewers,
    )
    taken: set[str] = set()
    for each in content.editions:
        _store_edition(run, each, unique_slug(each.label, taken))
    _store_pairs(run, content)
    _store_lists(run, content)
    return run


def _store_edition(run: PublishedRun, content: EditionContent, slug: str) -> None:
    edition = PublishedEdition.objects.create(
        run=run,
        reader=content.reader,
        label=content.label,
        slug=slug,
        panel=content.panel,
        own_list=content.own_list,
        purpose=content.purpose,
        headline=content.headline,
        lines=list(content.lines),
        closed_words=list(content.closed_words),
        delete_by=content.delete_by,
        marking=content.marking,
        recipient=content.recipient,
    )
    people = PublishedPerson.objects.bulk_create(
        (
            PublishedPerson(
                edition=edition,
                ref=each.ref,
                name=each.names[0] if each.names else "",
                words=fold(" ".join(each.names)),
                own_listings=list(each.own_listings),
            )
            for each in content.persons
        ),
        AT_ONCE,
    )
    by_ref = {each.ref: each for each in people}
    for position, sheet in enumerate(content.sheets):
        _store_sheet(edition, sheet, position, by_ref)
    PublishedFile.objects.bulk_create(
        PublishedFile(
            edition=edition, name=each.name, media_type=each.media_type, content=each.content
        )
        for each in content.files
    )


def _store_sheet(
    edition: PublishedEdition,
    content: SheetContent,
    position: int,
    people: Mapping[str, PublishedPerson],
) -> None:
    sheet = PublishedSheet.objects.create(
        edition=edition,
        position=position,
        slug=content.slug,
        title=content.title,
        sentence=content.sentence,
        lines=list(content.lines),
        notes=[list(each) for each in content.notes],
        columns=[list(each) for each in content.columns],
        empty=content.empty,
    )
    PublishedRow.objects.bulk_create(
        (
            PublishedRow(
                sheet=sheet, position=number, person=people.get(row.ref), cells=list(row.cells)
            )
            for number, row in enumerate(content.rows)
        ),
        AT_ONCE,
    )


def _store_pairs(run: PublishedRun, content: Publication) -> None:
    PublishedPair.objects.bulk_create(
        (
            PublishedPair(
                run=run,
                position=position,
                card=dict(each.card),
                after=dict(each.after),
                sides=dict(each.sides),
                key_digest=each.key_digest,
            )
            for position, each in enumerate(content.pairs)
        ),
        AT_ONCE,
    )


def _store_lists(run: PublishedRun, content: Publication) -> None:
    """Store the lists that readers keep, each under the label of its keeper's edition."""
    labels = dict(_labels(content.editions))
    for each in content.lists:
        if each.name in labels:
            PublishedList.objects.create(
                run=run,
                name=each.name,
                label=labels[each.name],
                file_name=each.file,
                sheet=each.sheet,
                content=each.content,
                rows=dict(each.rows),
            )


def _labels(editions: Iterable[EditionContent]) -> Iterator[tuple[str, str]]:
    """Each list with the label of its keeper's edition, the first where it has several."""
    for each in reversed(tuple(editions)):
        if each.own_list:
            yield each.own_list, each.label


def keep_counts(content: Publication) -> None:
    """Keep how many rows each sheet of people has, for the trends of later runs."""
    for each in content.editions:
        counts = {sheet.title: len(sheet.rows) for sheet in each.sheets if sheet.is_of_people}
        PublishedCounts.objects.update_or_create(
            label=each.label,
            as_of=content.as_of,
            defaults={
                "purpose": each.purpose,
                "agreement_hash": content.agreement[2],
                "counts": counts,
                "delete_by": each.delete_by,
            },
        )
