"""A source to drafts: lists with a name, before their columns are understood."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from cohortmatch.core.arrays import FEW, Bools
from cohortmatch.core.errors import ColumnsError, FileError, ListError
from cohortmatch.core.findings import Finding
from cohortmatch.core.guarding import without_formula
from cohortmatch.core.plurals import count
from cohortmatch.reading.as_at import NO_DAY, AsAt, day_of
from cohortmatch.reading.choosing import Chosen, choose_tables, gone
from cohortmatch.reading.columns.headings import unique_headings
from cohortmatch.reading.columns.wide import spread_out
from cohortmatch.reading.formats.files import file_bytes, is_workbook_by_name_alone, read_bytes
from cohortmatch.reading.formats.frames import (
    NestedColumn,
    cut_short,
    heading_texts,
    text_columns,
)
from cohortmatch.reading.formats.passwords import Passwords
from cohortmatch.reading.formats.sheets import Sheet
from cohortmatch.reading.heading_rows import lies_sideways
from cohortmatch.reading.headless import headless_table
from cohortmatch.reading.list_roles import role_of_list
from cohortmatch.reading.listing_rows import Meanings, reads_as_listing, speaks_of_people
from cohortmatch.reading.month_words import without_month
from cohortmatch.reading.not_lists import own_file
from cohortmatch.reading.own_files import is_own_sheet, is_own_table
from cohortmatch.reading.panels import Panel, panel_named, panel_of, unknown_panel
from cohortmatch.reading.sideways import turned
from cohortmatch.reading.sources import Source
from cohortmatch.reading.stacked import table_of
from cohortmatch.reading.tables import Table
from cohortmatch.values.roles import Role

__all__ = ["SHEET", "Draft", "drafts_of"]

SHEET = "Sheet"
"""The heading of the column that says which sheet a listing is on, where several are read."""
LOOKED_AT = 50
OR_SAY = ", or say in cohortmatch.toml which heading of the list holds what"


@dataclass(frozen=True, eq=False)
class Draft:
    """A list with a name and a frame of text, whose columns are not understood yet.

    `repeated` are the headings that were used before, as numbered. `carried` are columns made here
    (section, sheet, person in the row); they are a status whatever their heading looks like.
    `person_roles` and `sources` tell of several people in a row, as `Wide` does.
    """

    source: Source
    panel: Panel
    frame: pd.DataFrame
    rows: tuple[object, ...]
    sheet: str = ""
    sha256: str = ""
    as_at: AsAt = NO_DAY
    date1904: bool = False
    rows_in: int = 0
    headings_row: int | None = None
    title: tuple[str, ...] = field(default=(), repr=False)
    between: tuple[str, ...] = field(default=(), repr=False)
    repeated: tuple[str, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    is_one_of_several: bool = False
    person_roles: Mapping[str, Role] = field(default_factory=dict)
    sources: Mapping[str, tuple[tuple[str, str, str], ...]] = field(default_factory=dict)

    @property
    def own_name(self) -> str:
        """The list's name where no panel gives one: its file's name, with its sheet's name where
        the file holds several lists."""
        path = self.source.path
        stem = _own_name(path.stem if path else self.source.label)
        return f"{stem} {_own_name(self.sheet)}" if self.is_one_of_several else stem

    def __repr__(self) -> str:
        return f"<Draft {self.panel.name}: {len(self.rows)} rows>"


def drafts_of(
    source: Source, passwords: Passwords = None, told: frozenset[str] = frozenset()
) -> list[Draft]:
    """The lists in a source: one, or one for each panel in a workbook that holds several.

    `told` are headings, in plain words, that the caller says some list has. None for a file that
    cohortmatch wrote itself. Raises ListError when there is no list that can be used.
    """
    if source.frame is not None:
        return [_from_frame(source, source.frame, _labels(source.frame))]
    if source.path is None:
        raise FileError(source.label, "neither a file nor a table was given", "give one of them")
    data = file_bytes(source.path, source.label)
    digest = hashlib.sha256(data).hexdigest()
    read, noticed = read_bytes(data, source.path, source.label, passwords)
    if isinstance(read, pd.DataFrame) and is_own_table(heading_texts(read)):
        return []
    if isinstance(read, pd.DataFrame):
        drafts = [_from_frame(source, read, tuple(range(2, len(read) + 2)))]
    elif others := [sheet for sheet in read if not is_own_sheet(sheet)]:
        drafts = _from_sheets(source, others, told)
        noticed = (*noticed, *_own_sheets(read))
    else:
        return []
    return [replace(d, sha256=digest, findings=(*noticed, *d.findings)) for d in drafts]


def _own_sheets(sheets: Sequence[Sheet]) -> Iterator[Finding]:
    """A finding on each sheet of a report that somebody put into a list's workbook."""
    return (own_file("", f"sheet “{each.name}”") for each in sheets if is_own_sheet(each))


def _from_frame(source: Source, frame: pd.DataFrame, rows: tuple[object, ...]) -> Draft:
    headings, repeated = unique_headings(heading_texts(frame))
    if not headings:
        raise ColumnsError(source.label, "the table has no columns", "give it columns")
    text = _texts(source, frame)
    if any(isinstance(label, str) for label in frame.columns):
        _refuse_listing(source, headings, text)
    text.columns = pd.Index(headings)
    panel = _panel(source, (), headings)
    as_at = day_of([source.path.stem]) if source.path else NO_DAY
    text, cut = cut_short(text)
    found = (Finding("cell-too-long", "", rows=tuple(rows[place] for place in cut)),) if cut else ()
    draft = Draft(source, panel, text, rows, as_at=as_at, repeated=repeated, findings=found)
    return _finished(draft)


def _texts(source: Source, frame: pd.DataFrame) -> pd.DataFrame:
    """The cells as text. Made of arrays: series would be aligned by their labels first."""
    try:
        return pd.DataFrame(dict(enumerate(column.array for column in text_columns(frame))))
    except NestedColumn as nested:
        problem = "its cells hold records or lists of lists"
        remedy = "give each part a column of its own, or leave the column out"
        raise ColumnsError(source.label, problem, remedy, column=str(nested)) from None


def _refuse_listing(source: Source, headings: list[str], text: pd.DataFrame) -> None:
    """Raise ColumnsError where a program used the first listing as the column labels."""
    below = text.head(LOOKED_AT).to_numpy(dtype=object).tolist()
    if reads_as_listing(headings, below) and not speaks_of_people(headings, below, Meanings()):
        problem = "the labels of its columns are a listing, not headings"
        remedy = "read the table again without headings (header=None) and name its columns"
        raise ColumnsError(source.label, problem, remedy)


def _labels(frame: pd.DataFrame) -> tuple[object, ...]:
    """The rows' labels; a label used before is numbered, so that every listing has its own. Labels
    of several levels are written one after the other."""
    labels: list[object] = frame.index.tolist()
    if isinstance(frame.index, pd.MultiIndex):
        labels = [" ".join(map(str, each)) for each in frame.index.tolist()]
    if len(set(labels)) == len(labels):
        return tuple(labels)
    times: dict[object, int] = {}
    taken = set(map(str, labels))
    out: list[object] = []
    for label in labels:
        times[label] = times.get(label, 0) + 1
        own = label
        while times[label] > 1 and str(own) in taken:
            own = f"{label} ({times[label]})"
            times[label] += str(own) in taken
        taken.add(str(own))
        out.append(own)
    return tuple(out)


def _from_sheets(source: Source, sheets: Sequence[Sheet], told: frozenset[str]) -> list[Draft]:
    file_panel = panel_named(source.path.stem) if source.path else None
    if source.sheet:
        sheets = _named_sheet(source, sheets)
    sheets = [turned(sheet) for sheet in sheets]
    lists = choose_tables(sheets, file_panel, named=bool(source.sheet), told=told)
    if not lists and (headless := headless_table(sheets, _of_nominals(source, file_panel))):
        lists = [Chosen((headless,), None, ())]
    if not lists:
        raise _no_list(source, sheets)
    return [_from_tables(source, chosen, alone=len(lists) == 1) for chosen in lists]


def _of_nominals(source: Source, file_panel: Panel | None) -> Panel | None:
    """The panel that names a file's list, None where its name says that others are listed."""
    panel = panel_named(source.name) if source.name else file_panel
    stem = source.path.stem if source.path else source.name
    return panel if panel and role_of_list(stem, panel) is None else None


def _named_sheet(source: Source, sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheet that the caller named, even if it is hidden."""
    wanted = source.sheet.casefold().strip()
    found = [sheet for sheet in sheets if sheet.name.casefold().strip() == wanted]
    if not found:
        names = ", ".join(f"“{sheet.name}”" for sheet in sheets)
        problem = f"the settings name a sheet “{source.sheet}” that is not there"
        raise FileError(source.label, problem, f"the sheets are {names}")
    return [replace(each, marks=replace(each.marks, is_hidden=False)) for each in found]


def _no_list(source: Source, sheets: Sequence[Sheet]) -> ListError:
    if not any(sheet.rows for sheet in sheets):
        return FileError(source.label, "the file holds no rows", "export the list again")
    if any(gone(sheet) and table_of(sheet) for sheet in sheets):
        problem = "the sheets that hold people are hidden, or named as removed or archived"
        return FileError(source.label, problem, "unhide or rename the sheet that holds the list")
    if any(map(lies_sideways, sheets)):
        problem = "it lies on its side: the headings stand below each other"
        return ColumnsError(
            source.label, problem, "give each person a row (Paste special, Transpose)"
        )
    remedy = "put headings such as Surname, Forename, Date of birth above the listings"
    if any(reads_as_listing(row) for sheet in sheets for row in sheet.rows[:1]):
        problem = "it begins with a listing: there is no row of headings"
        return ColumnsError(source.label, problem, remedy)
    if source.path and is_workbook_by_name_alone(source.path):
        problem = "it is named as a workbook and is none; its text holds no list"
        return FileError(
            source.label, problem, "open it in the program that made it, and export it"
        )
    problem = "no row of headings with a name column was found"
    return ColumnsError(source.label, problem, remedy + OR_SAY)


def _from_tables(source: Source, chosen: Chosen, *, alone: bool) -> Draft:
    table = _joined(chosen.tables)
    places = (*(each.sheet for each in chosen.tables), *table.title)
    panel = _panel(source, places, list(table.frame.columns))
    if chosen.panel and not (source.name and alone):
        name = f"{source.name} {chosen.panel.name}".strip()
        is_sure = chosen.panel.is_sure or bool(source.name)
        panel = replace(chosen.panel, name=name, is_sure=is_sure)
    stem = source.path.stem if source.path else ""
    draft = Draft(
        *(source, panel, table.frame, table.rows, table.sheet),
        as_at=day_of([stem, *places]),
        date1904=table.date1904,
        headings_row=table.headings_row if len(chosen.tables) == 1 else None,
        title=table.title,
        between=table.between,
        repeated=table.repeated,
        left_out=table.left_out,
        findings=(*chosen.findings, *table.findings),
        is_one_of_several=not alone,
        sources=table.sources,
    )
    return _finished(draft)


def _joined(tables: Sequence[Table]) -> Table:
    """The tables of several sheets as one; its rows are then labelled "Sheet!14"."""
    if len(tables) == 1:
        return tables[0]
    frames = [table.frame.assign(**{SHEET: table.sheet}) for table in tables]
    frame = pd.concat(frames, ignore_index=True).fillna("").astype(str)
    left_out: dict[str, int] = {}
    for table in tables:
        for reason, rows in table.left_out.items():
            left_out[reason] = left_out.get(reason, 0) + rows
    return Table(
        ", ".join(table.sheet for table in tables),
        frame,
        tuple(f"{table.sheet}!{row}" for table in tables for row in table.rows),
        tuple(text for table in tables for text in table.title),
        max(table.score for table in tables),
        tuple(dict.fromkeys(heading for table in tables for heading in table.repeated)),
        left_out,
        tuple(_on_sheet(each, table.sheet) for table in tables for each in table.findings),
        any(table.date1904 for table in tables),
        between=tuple(text for table in tables for text in table.between),
        sources=_sources(tables),
    )


def _sources(tables: Sequence[Table]) -> dict[str, tuple[tuple[str, str, str], ...]]:
    """The headings of all sheets of the columns that stand under one of them."""
    found: dict[str, tuple[tuple[str, str, str], ...]] = {}
    for table in tables:
        for heading, own in table.sources.items():
            found[heading] = (*found.get(heading, ((heading, "", ""),)), *own)
    return found


def _on_sheet(finding: Finding, sheet: str) -> Finding:
    return replace(finding, rows=tuple(f"{sheet}!{row}" for row in finding.rows))


def _finished(draft: Draft) -> Draft:
    """The draft without blank rows, one listing for each person, with a finding if it is empty."""
    held = _with_content(draft.frame)
    if not held.all():
        kept = tuple(row for row, holds in zip(draft.rows, held, strict=True) if holds)
        draft = replace(draft, frame=draft.frame[held].reset_index(drop=True), rows=kept)
    of_families = draft.panel.role == Role.family
    if wide := spread_out(draft.frame, draft.rows, of_families=of_families):
        several = [Finding("several-people-a-row", "")]
        for heading in wide.unclear:
            told = count(int(draft.frame[heading].ne("").sum()), "cell")
            several.append(Finding("column-whose-unclear", "", heading, detail=told))
        draft = replace(
            draft,
            frame=wide.frame,
            rows=wide.labels,
            findings=(*draft.findings, *several),
            person_roles=wide.roles,
            sources={**draft.sources, **wide.sources},
        )
    found = draft.findings if draft.rows else (*draft.findings, Finding("list-empty", ""))
    rows_in = len(draft.rows) + sum(draft.left_out.values())
    return replace(draft, rows_in=rows_in, findings=found)


def _with_content(frame: pd.DataFrame) -> Bools:
    """Which rows say something."""
    if len(frame) > FEW:
        return np.asarray((frame != "").any(axis=1), dtype=bool)
    return np.asarray(frame.to_numpy(dtype=object).astype(bool).any(axis=1), dtype=bool)


def _panel(source: Source, places: Sequence[str], headings: Sequence[str]) -> Panel:
    if source.name:
        found = panel_named(source.name)
        return replace(found or unknown_panel(source.name), name=source.name, is_sure=True)
    stem = source.path.stem if source.path else "list"
    return panel_of(stem, places, headings) or unknown_panel(without_month(_own_name(stem)))


def _own_name(stem: str) -> str:
    """A file's name as a list's name: without a colon, which separates list and row in a listing's
    id, and without anything that a spreadsheet or a terminal would execute."""
    return without_formula(stem.replace(":", " ")) or "list"
