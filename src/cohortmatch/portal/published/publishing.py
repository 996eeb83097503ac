"""Publishing a report into the portal, and withdrawing what was published.

Policy: one run is shown at a time. The run before stays until the new one is whole, and goes in the
same transaction; only counts of it stay, for trends. Whoever began to publish before somebody else
was done is refused, so that nobody's run disappears unseen. The line of the audit log is written
before the change can be seen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import IntegrityError, transaction
from django.utils.dateformat import format as spoken_as

from cohortmatch.audit import Event
from cohortmatch.core.errors import SettingsError
from cohortmatch.core.types import Passwords
from cohortmatch.portal.looks import record_event
from cohortmatch.portal.models import Notice, PublishedCounts, PublishedRun
from cohortmatch.portal.places import PortalFolder
from cohortmatch.portal.published.erasing import forget_answers, overwrite
from cohortmatch.portal.published.storing import keep_counts, store
from cohortmatch.services.publication import CONTENT_VERSION, Publication
from cohortmatch.services.publishing import published_content

__all__ = ["Published", "publish", "put_in_place", "withdraw"]

NOBODY_READS = (
    "Nobody would have an edition of this run: {}. Nothing was published, and what was stays"
)
MEANWHILE = (
    "Somebody else published the run of {} while this one was made; look at it, and publish again "
    "if this one is to take its place. Nothing of this run was kept"
)
GONE_MEANWHILE = (
    "Somebody withdrew the run that was shown while this one was made; publish again if this one "
    "is to be shown. Nothing of this run was kept"
)
OTHER_CONTENT = (
    "The content has form {} and this portal shows form {}; publish with the version of "
    "cohortmatch that the portal has. Nothing was published"
)
NONE_SHOWN = "No run is published, so there is none to withdraw"
NEW_RUN = "A new run is published, of {}."
WITHDRAWN = "The run of {} was withdrawn. Nothing is shown until another is published."


@dataclass(frozen=True)
class Published:
    """What was published: the run's day, the editions' labels with how many people each has, the
    readers that have none and why, and what hinders the old run's erasure from the files."""

    as_of: date
    editions: tuple[tuple[str, int], ...]
    refused: tuple[tuple[str, str], ...]
    pairs: int
    delete_by: date
    not_erased: str

    def __repr__(self) -> str:
        return f"<Published: {len(self.editions)} editions>"


def publish(
    folder: PortalFolder,
    report: Path,
    *,
    reviewers: int = 1,
    lists: Path | None = None,
    settings: Path | None = None,
    kept_in: Mapping[str, str | None] | None = None,
    passwords: Passwords | None = None,
    watch: Callable[[str, float | None], None] | None = None,
) -> Published:
    """Publish the report in the folder `report`; `reviewers` is how many answers a pair needs. The
    other arguments are those of `published_content`, whose errors it raises; SettingsError where
    another run was published meanwhile."""
    before = shown_now()
    with published_content(
        report,
        folder.path,
        lists=lists,
        settings=settings,
        kept_in=kept_in,
        passwords=passwords,
        watch=watch,
    ) as content:
        put_in_place(content, before, reviewers)
    return Published(
        content.as_of,
        tuple((each.label, len(each.persons)) for each in content.editions),
        content.refused,
        len(content.pairs),
        content.delete_by,
        overwrite(),
    )


def shown_now() -> int | None:
    """The key of the run that is current; None where none is."""
    return PublishedRun.objects.filter(is_current=True).values_list("pk", flat=True).first()


def put_in_place(content: Publication, before: int | None, reviewers: int = 1) -> None:
    """Store a run and make it the one that is shown, where `before` still is; the one before goes.
    SettingsError where it is not, or where the portal cannot show the content."""
    _refuse_content(content)
    try:
        with transaction.atomic():
            old = _still_current(before)
            run = store(content, reviewers)
            _carry_over(run)
            if old is not None:
                old.delete()
            run.is_current = True
            run.save(update_fields=["is_current"])
            keep_counts(content)
            _notice(run, NEW_RUN.format(spoken(run.as_of)))
            record_event(_event("portal publish", run))
    except IntegrityError:
        # on PostgreSQL two first runs can be stored at once; then one of them is not current
        raise _refusal() from None


def withdraw() -> tuple[date, str]:
    """Take back the run that is shown: its pages, files, pairs, lists and counts; the day of it and
    what hinders its erasure from the files. SettingsError where none is shown."""
    with transaction.atomic():
        run = PublishedRun.objects.select_for_update().filter(is_current=True).first()
        if run is None:
            raise SettingsError(NONE_SHOWN)
        labels = run.editions.values_list("label", flat=True)
        _notice(run, WITHDRAWN.format(spoken(run.as_of)))
        PublishedCounts.objects.filter(as_of=run.as_of, label__in=list(labels)).delete()
        record_event(_event("portal withdraw", run))
        run.delete()
        forget_answers()
    return run.as_of, overwrite()


def spoken(day: date) -> str:
    """A day in words."""
    return spoken_as(day, "j F Y")


def _refuse_content(content: Publication) -> None:
    if content.content_version != CONTENT_VERSION:
        raise SettingsError(OTHER_CONTENT.format(content.content_version, CONTENT_VERSION))
    if len(content.editions) <= 1:
        why = "; ".join(f"{who}: {reason}" for who, reason in content.refused) or "no panel"
        raise SettingsError(NOBODY_READS.format(why))


def _still_current(before: int | None) -> PublishedRun | None:
    """The run that is shown, locked; SettingsError where it is another than it was."""
    old = PublishedRun.objects.select_for_update().filter(is_current=True).first()
    if (old.pk if old else None) != before:
        raise _refusal()
    return old


def _refusal() -> SettingsError:
    now = PublishedRun.objects.filter(is_current=True).first()
    return SettingsError(GONE_MEANWHILE if now is None else MEANWHILE.format(spoken(now.as_of)))


def _notice(run: PublishedRun, text: str) -> None:
    """Tell everybody who has an edition of the run."""
    labels = list(run.editions.values_list("label", flat=True))
    Notice.objects.filter(label__in=labels, user=None).delete()
    Notice.objects.bulk_create(Notice(label=label, text=text) for label in labels)


def _event(command: str, run: PublishedRun) -> Event:
    labels = tuple(run.editions.order_by("label").values_list("label", flat=True))
    return Event(
        "alteration",
        command,
        run.published_by,
        counts={"editions": len(labels)},
        recipients=labels,
        agreement=run.agreement,
    )


def _carry_over(run: PublishedRun) -> None:
    """Let the answers and the progress that people typed follow their people into the new run."""
    from cohortmatch.portal.carrying import carry_over

    carry_over(run)
