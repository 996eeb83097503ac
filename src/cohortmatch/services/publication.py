"""The content of a published run: what each reader's edition says, drawn as text.

A portal keeps this and shows nothing else, so that it can show no reader more than the edition of
`run --for` does. Each cell is the text that the edition's page has for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cohortmatch.disclosure.marking import Marking
from cohortmatch.people.meetings import meetings_of
from cohortmatch.reporting import CrossReference
from cohortmatch.reporting.edition import Edition
from cohortmatch.reporting.page import cell_text
from cohortmatch.reporting.sheet import ReportSheet
from cohortmatch.reporting.sheets.chair import TITLE as CHAIR
from cohortmatch.services.kept_pairs import KeptPair

__all__ = [
    "ANALYST",
    "EditionContent",
    "FileContent",
    "KeptList",
    "PersonContent",
    "Publication",
    "RowContent",
    "SheetContent",
    "analyst_content",
    "edition_content",
]

ANALYST = "analyst"
"""The reader of the whole report, and the label of that edition."""
REF = "Ref"
"""The heading of the column by which a row tells which person it is about."""
NAME = "Name"
"""The heading of the column with somebody's name."""
MEETING = "meeting-"
"""How the slug of a meeting's own chair's page begins."""
MEDIA = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}
OTHER = "application/octet-stream"


@dataclass(frozen=True, repr=False)
class RowContent:
    """One row: the reference of the person that it is about ('' for none), and its cells."""

    ref: str
    cells: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class SheetContent:
    """One sheet: `lines` stand between sentence and table, `notes` (a label and a text each) below;
    `columns` are heading and kind (text, number, share, date, entry); `empty` is said in place of
    rows. The chair's page of a meeting has a slug that begins with "meeting-"."""

    slug: str
    title: str
    sentence: str
    lines: tuple[str, ...]
    notes: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str, str], ...]
    rows: tuple[RowContent, ...]
    empty: str

    @property
    def is_of_people(self) -> bool:
        """Whether each of its rows is about somebody."""
        return not {REF, NAME}.isdisjoint(heading for heading, _ in self.columns)


@dataclass(frozen=True, repr=False)
class FileContent:
    """A file of an edition: its name, media type and bytes."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, repr=False)
class PersonContent:
    """A person of an edition: the reference there, the names that its sheets draw, and the ids of
    their rows on the reader's own list, those that are certain first (none for a reader who keeps
    no list)."""

    ref: str
    names: tuple[str, ...] = ()
    own_listings: tuple[str, ...] = ()


@dataclass(frozen=True, repr=False)
class EditionContent:
    """One reader's edition: `label` stays the same from run to run, so that rights can hang on it;
    `panel` is the list that it is about ('' for none), `own_list` the same where it is the reader's
    own organisation's and '' else, `delete_by` when it must be erased."""

    reader: str
    label: str
    panel: str
    own_list: str
    purpose: str
    headline: str
    lines: tuple[str, ...]
    closed_words: tuple[str, ...]
    delete_by: date
    sheets: tuple[SheetContent, ...]
    persons: tuple[PersonContent, ...]
    files: tuple[FileContent, ...]
    marking: str = ""
    """what stands on every printed page of it: the marking, for whom, until when"""
    recipient: str = ""
    """the recipient under the sharing agreement; '' where there is none"""

    def __repr__(self) -> str:
        return f"<EditionContent: {len(self.sheets)} sheets>"


@dataclass(frozen=True, repr=False)
class KeptList:
    """A list as its keeper sent it: its name, its file's name, the sheet, the file's bytes, and
    what is kept of its rows for typing (see `OwnList.to_json`)."""

    name: str
    file: str
    sheet: str
    content: bytes
    rows: Mapping[str, Any]


@dataclass(frozen=True, repr=False)
class Publication:
    """A run for a portal: its editions (the analyst's whole report first), the pairs to review, and
    the lists that came as files of their own.

    `by` is who publishes it, `delete_by` the earliest day by which any of it must be erased;
    `report_folder` is where its report is; `refused` are readers for whom there is no edition, each
    with why.
    """

    as_of: date
    by: str
    agreement: tuple[str, str, str]
    """id, version and digest; each '' where there is no agreement"""
    agreement_expires: date | None
    delete_by: date
    report_folder: str
    product_version: str
    content_version: int
    editions: tuple[EditionContent, ...]
    pairs: tuple[KeptPair, ...]
    lists: tuple[KeptList, ...]
    refused: tuple[tuple[str, str], ...]
    agreement_words: Mapping[str, Any] = field(default_factory=dict)
    """who sees what, as `services.agreement_page.agreement_words`; empty where there is none"""

    def __repr__(self) -> str:
        return f"<Publication: {len(self.editions)} editions>"


def edition_content(
    result: CrossReference, name: str, purpose: str, delete_by: date
) -> EditionContent:
    """What an edition says, with a chair's page for each meeting of its panel; `name` and `purpose`
    as of `CrossReference.edition`, which raises SettingsError."""
    edition = result.edition(name, purpose)
    view = edition.audience.view
    panel = "" if view.own is None else view.list_names[view.own]
    sheets = tuple(_sheets([*edition.sheets, *_meetings(result, edition, name, purpose)]))
    return EditionContent(
        reader=edition.name,
        label=edition.label,
        panel=panel,
        own_list=panel if view.keeps_own else "",
        purpose="" if view.agreed is None else view.agreed.party.purpose,
        headline=edition.headline,
        lines=edition.lines,
        closed_words=edition.closed_words,
        delete_by=delete_by,
        sheets=sheets,
        persons=tuple(_persons(sheets, _own_listings(edition))),
        files=tuple(_files(edition.files())),
        marking=_in_one_line(edition.marked),
        recipient="" if view.agreed is None else view.agreed.party.recipient,
    )


def analyst_content(result: CrossReference, delete_by: date) -> EditionContent:
    """What the whole report says."""
    sheets = tuple(_sheets(result.sheets))
    return EditionContent(
        reader=ANALYST,
        label=ANALYST,
        panel="",
        own_list="",
        purpose="",
        headline=result.headline,
        lines=(),
        closed_words=(),
        delete_by=delete_by,
        sheets=sheets,
        persons=tuple(_persons(sheets, {})),
        files=tuple(_files(result.files())),
        marking=_in_one_line(result.marking),
    )


def _in_one_line(marking: Marking) -> str:
    return ". ".join(filter(None, (marking.text, marking.dated)))


def _own_listings(edition: Edition) -> dict[str, tuple[str, ...]]:
    """The ids of everybody's rows on the reader's own list, by reference."""
    audience = edition.audience
    view = audience.view
    if view.own is None or not view.keeps_own:
        return {}
    return {
        audience.ref(each): tuple(view.ids[i] for i in audience.own(each))
        for each in audience.people
    }


def _persons(
    sheets: Iterable[SheetContent], own: Mapping[str, tuple[str, ...]]
) -> Iterator[PersonContent]:
    """The people in some sheets, each once, in the order of the sheets."""
    names: dict[str, dict[str, None]] = {}
    for sheet in sheets:
        heads = [heading for heading, _ in sheet.columns]
        place = heads.index(NAME) if NAME in heads else None
        for row in sheet.rows:
            known = names.setdefault(row.ref, {})
            if place is not None and row.cells[place]:
                known[row.cells[place]] = None
    for ref, known in names.items():
        if ref:
            yield PersonContent(ref, tuple(known), own.get(ref, ()))


def _meetings(
    result: CrossReference, edition: Edition, name: str, purpose: str
) -> Iterator[tuple[str, ReportSheet]]:
    """The chair's page for each meeting of a panel, with the meeting's name."""
    view = edition.audience.view
    if edition.chair is None or view.own is None:
        return
    for each in meetings_of(view.choices.meetings, view.listings.lists[view.own]):
        yield each.name, result.edition(name, purpose, each.name).sheets[0]


def _sheets(
    every: Iterable[ReportSheet | tuple[str, ReportSheet]],
) -> Iterator[SheetContent]:
    taken: set[str] = set()
    for each in every:
        meeting, sheet = each if isinstance(each, tuple) else ("", each)
        slug = unique_slug(f"{MEETING}{meeting}" if meeting else sheet.title, taken)
        title = f"{CHAIR}: {meeting}" if meeting else sheet.title
        yield _sheet(slug, title, sheet)


def unique_slug(text: str, taken: set[str]) -> str:
    """A short form of a text for an address: small letters, digits and hyphens, another one than
    those `taken`, to which it is added."""
    plain = re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-") or "other"
    slug, number = plain, 1
    while slug in taken:
        number += 1
        slug = f"{plain}-{number}"
    taken.add(slug)
    return slug


def _sheet(slug: str, title: str, sheet: ReportSheet) -> SheetContent:
    table = sheet.table
    heads = [column.heading for column in table.columns]
    place = heads.index(REF) if REF in heads else None
    kinds = [column.kind for column in table.columns]
    return SheetContent(
        slug=slug,
        title=title,
        sentence=sheet.sentence,
        lines=sheet.lines,
        notes=sheet.notes,
        columns=tuple((column.heading, column.kind) for column in table.columns),
        rows=tuple(_row(cells, kinds, place) for cells in table.rows),
        empty=table.empty,
    )


def _row(cells: Sequence[object], kinds: Sequence[str], place: int | None) -> RowContent:
    told = tuple(cell_text(c, k) for c, k in zip(cells, kinds, strict=True))  # type: ignore[arg-type]
    return RowContent("" if place is None else told[place], told)


def _files(files: dict[str, bytes]) -> Iterator[FileContent]:
    for name, content in files.items():
        yield FileContent(name, MEDIA.get(name.rpartition(".")[2], OTHER), content)
