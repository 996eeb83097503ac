"""From sources to raw lists: the order of the steps, and every error kept whole."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from cohortmatch.errors import ColumnsError, FileError, ListError
from cohortmatch.findings import Finding
from cohortmatch.reading.files import file_bytes, read_bytes
from cohortmatch.reading.frames import heading_texts, text_columns
from cohortmatch.reading.headings import field_of, nearest_headings
from cohortmatch.reading.layout import table_of
from cohortmatch.reading.panels import Panel, panel_of, unknown_panel
from cohortmatch.reading.sheets import Sheet
from cohortmatch.reading.sources import Source, Sources, sources_of
from cohortmatch.types import ColumnUse, ListInfo, RawList

__all__ = ["Reading", "read_all"]

Passwords = Callable[[str], str | None] | Mapping[str, str] | None
Columns = Mapping[str, Mapping[str, str | list[str]]]


@dataclass(frozen=True, eq=False)
class Reading:
    """Every list that can be used, and why each of the others cannot."""

    lists: tuple[RawList, ...]
    errors: tuple[ListError, ...] = ()

    def __repr__(self) -> str:
        return f"<Reading: {len(self.lists)} lists, {len(self.errors)} not usable>"


@dataclass(frozen=True, eq=False)
class Draft:
    """A list on its way: its table as text columns, before its columns are understood."""

    source: Source
    frame: pd.DataFrame
    rows: tuple[object, ...]
    panel: Panel
    sheet: str = ""
    sha256: str = ""
    date1904: bool = False
    findings: tuple[Finding, ...] = ()
    left_out: Mapping[str, int] | None = None


def read_all(
    sources: Sources,
    *,
    columns: Columns | None = None,
    panels: Mapping[str, str | Path] | None = None,
    passwords: Passwords = None,
) -> Reading:
    """Every usable list of the sources and an error for each of the others.

    Takes what `read_lists` takes and raises nothing for a list that cannot be used.
    """
    found, errors = sources_of(sources, panels)
    drafts: list[Draft] = []
    for source in found:
        try:
            drafts.extend(_drafts(source))
        except ListError as error:
            errors.append(error)
    drafts, claims = _one_each(drafts)
    errors.extend(claims)
    lists: list[RawList] = []
    for draft in drafts:
        try:
            lists.append(_raw_list(draft, _override(draft.panel.name, columns)))
        except ListError as error:
            errors.append(error)
    return Reading(tuple(lists), tuple(errors))


def _drafts(source: Source) -> list[Draft]:
    if source.frame is not None:
        return [_frame_draft(source, source.frame)]
    assert source.path is not None
    data = file_bytes(source.path, source.label)
    digest = hashlib.sha256(data).hexdigest()
    read = read_bytes(data, source.path, source.label)
    if isinstance(read, pd.DataFrame):
        return [replace(_frame_draft(source, read), sha256=digest)]
    return [replace(_sheet_draft(source, read), sha256=digest)]


def _frame_draft(source: Source, frame: pd.DataFrame) -> Draft:
    headings = heading_texts(frame)
    text = pd.concat(text_columns(frame), axis=1) if headings else pd.DataFrame()
    text.columns = pd.Index(headings)
    rows = tuple(frame.index) if source.path is None else tuple(range(2, len(frame) + 2))
    return Draft(source, text, rows, _panel(source, (), headings))


def _sheet_draft(source: Source, sheets: Sequence[Sheet]) -> Draft:
    tables = [table for sheet in sheets if not sheet.is_hidden and (table := table_of(sheet))]
    if not tables:
        raise _no_table(source, sheets)
    table = max(tables, key=lambda each: each.score)
    columns = list(zip(*table.rows, strict=True)) or [()] * len(table.headings)
    frame = pd.DataFrame(dict(enumerate(columns)), dtype=str)
    frame.columns = pd.Index(table.headings)
    places = (table.sheet, *table.title)
    panel = _panel(source, places, table.headings)
    return Draft(
        *(source, frame, tuple(table.numbers), panel, table.sheet, ""),
        *(table.date1904, table.findings, table.left_out),
    )


def _no_table(source: Source, sheets: Iterable[Sheet]) -> ListError:
    headings = [cell for sheet in sheets for row in sheet.rows[:5] for cell in row if cell.strip()]
    if not headings:
        return FileError(source.label, "the file holds no rows", "export the list again")
    problem = "no row of headings with a name column was found"
    return ColumnsError(
        source.label, problem, "give the columns headings such as Surname, Forename"
    )


def _panel(source: Source, places: Sequence[str], headings: Sequence[str]) -> Panel:
    if source.name:
        found = panel_of(source.name)
        return replace(found or unknown_panel(source.name), name=source.name)
    assert source.path is not None
    return panel_of(source.path.stem, places, headings) or unknown_panel(source.path.stem)


def _one_each(drafts: list[Draft]) -> tuple[list[Draft], list[ListError]]:
    """The lists that alone claim their name, and an error for each of the others."""
    claims: dict[str, list[Draft]] = {}
    for draft in drafts:
        claims.setdefault(draft.panel.name.casefold(), []).append(draft)
    errors: list[ListError] = []
    for rivals in claims.values():
        files = " and ".join(f"“{draft.source.label}”" for draft in rivals)
        for draft in rivals if len(rivals) > 1 else ():
            problem = f"{files} all look like the {draft.panel.name} list"
            remedy = f"leave out all but one, or name them: --panel NAME={draft.source.label}"
            errors.append(ListError(draft.source.label, problem, remedy))
    return [rivals[0] for rivals in claims.values() if len(rivals) == 1], errors


def _override(name: str, columns: Columns | None) -> Mapping[str, str | list[str]]:
    folded = {key.casefold(): value for key, value in (columns or {}).items()}
    return folded.get(name.casefold(), {})


def _raw_list(draft: Draft, override: Mapping[str, str | list[str]]) -> RawList:
    uses = _uses(draft, override)
    if not any(use.field in ("name", "surname", "forename") for use in uses):
        raise _no_name(draft)
    info = ListInfo(
        draft.panel.name,
        draft.panel.kind,
        draft.panel.key,
        draft.source.path.name if draft.source.path else "",
        str(draft.source.path or ""),
        draft.sheet,
        draft.sha256,
        rows_in=len(draft.rows),
        listings=len(draft.rows),
        excluded=dict(draft.left_out or {}),
        columns=uses,
    )
    found = tuple(replace(each, list_name=info.name) for each in draft.findings)
    return RawList(info, draft.frame, draft.rows, draft.panel.role, {}, draft.date1904, found)


def _uses(draft: Draft, override: Mapping[str, str | list[str]]) -> tuple[ColumnUse, ...]:
    said = {
        heading: field
        for field, headings in override.items()
        for heading in ([headings] if isinstance(headings, str) else headings)
    }
    return tuple(
        ColumnUse(heading, said[heading], "settings")
        if heading in said
        else ColumnUse(heading, field_of(heading) or "other", "heading")
        for heading in draft.frame.columns
    )


def _no_name(draft: Draft) -> ColumnsError:
    near = nearest_headings(list(draft.frame.columns), ("name", "surname", "forename"))
    remedy = "rename the column that holds the names, or name it in cohortmatch.toml"
    if near:
        remedy += f" (nearest: {', '.join(f'“{each}”' for each in near)})"
    return ColumnsError(draft.panel.name, "no column of names was recognised", remedy)
