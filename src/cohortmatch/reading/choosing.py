"""Which sheets of a workbook are the list.

Policy: hidden sheets and sheets of people who were removed are not read, and this is reported.
Sheets named for different panels are different lists. Otherwise the list is the sheet with the most
known headings, together with the sheets that have the same headings ("Current", "Custody"). Of
monthly copies only the latest is read. Every unread sheet that could be a list is named.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from cohortmatch.core.findings import Finding
from cohortmatch.reading.as_at import as_at_of
from cohortmatch.reading.columns.headings import field_of, plain_heading
from cohortmatch.reading.columns.wide import fields_of
from cohortmatch.reading.formats.sheets import Sheet
from cohortmatch.reading.listing_rows import people_in
from cohortmatch.reading.panels import Panel, panel_named
from cohortmatch.reading.second_headings import labelled_field
from cohortmatch.reading.stacked import table_of
from cohortmatch.reading.tables import Table
from cohortmatch.reading.unlike_sheets import under_headings_of
from cohortmatch.reading.wordlists import mentions, plain_words, removed_word, words_of
from cohortmatch.values.fields import PERSONAL
from cohortmatch.values.roles import Role
from cohortmatch.values.sections import section_role

__all__ = ["Chosen", "choose_tables", "gone"]

NAMING = frozenset(("name", "surname", "forename"))
SURELY_LIST = 5
"""The score of headings from which even a sheet called Lookups may be a list."""
OF_OTHERS = "on a sheet of victims, witnesses, families or other people"
GANGS = ("sgv", "matrix")
"""The types of panels that list gangs."""
ALIKE = 0.6
"""The share of headings two sheets must have in common to be one list."""


@dataclass(frozen=True, eq=False)
class Chosen:
    """The tables that make one list, the panel that their sheet is named for, and the findings."""

    tables: tuple[Table, ...]
    panel: Panel | None
    findings: tuple[Finding, ...]

    def __repr__(self) -> str:
        return f"<Chosen: {len(self.tables)} sheets>"


def choose_tables(
    sheets: Iterable[Sheet],
    file_panel: Panel | None = None,
    *,
    named: bool = False,
    told: frozenset[str] = frozenset(),
) -> list[Chosen]:
    """The lists among a workbook's sheets; none when no sheet has usable headings.

    `file_panel` is the panel that the file's name gives; sheets named for other panels are not on
    its list. `named` means that the caller chose the sheet, so it is read whatever its name is.
    `told` are headings that the caller says some list has.
    """
    sorted_ = _sorted(sheets, named, told, file_panel)
    people = [table for table in sorted_.lists if _names_people(table)]
    if not people:
        best = max(sorted_.lists, key=lambda table: table.score, default=None)
        return [Chosen((best,), None, ())] if best and not sorted_.gone else []
    groups = _by_panel(people, file_panel) or [_one_list(people, file_panel)]
    aside = [t for t in sorted_.aside if t.score >= SURELY_LIST and _surely_names_people(t)]
    unnamed = [t for t in sorted_.lists if not _names_people(t) and _is_about_people(t)]
    found = (*sorted_.gone, *_not_read([*people, *aside, *unnamed], groups))
    first, *others = groups
    tables = _with_others(first.tables, sorted_.aside, file_panel)
    return [Chosen(tables, first.panel, (*found, *first.findings)), *others]


def _with_others(
    tables: tuple[Table, ...], aside: list[Table], file_panel: Panel | None
) -> tuple[Table, ...]:
    """The tables of a list; people on sheets of other people are counted as left out of it."""
    others = (
        t for t in aside if is_of_others(t, file_panel) or _is_of_victims(t.sheet, file_panel)
    )
    left_out = sum(len(table.rows) for table in others)
    if not left_out:
        return tables
    main, *more = tables
    return (replace(main, left_out={**main.left_out, OF_OTHERS: left_out}), *more)


def is_of_others(table: Table, file_panel: Panel | None = None) -> bool:
    """Whether a sheet's name, or the title above its headings, says that it lists victims,
    witnesses, families or associates; on a list of families those are listed."""
    own = {Role.subject}
    if file_panel is not None and file_panel.role is Role.family:
        own.add(Role.family)
    if (role := section_role(table.sheet)) is not None:
        return role not in own and not (is_of_nominals(file_panel) and role is Role.associate)
    said = {section_role(text) for text in table.title} - {None}
    return bool(said) and own.isdisjoint(said)


def is_of_nominals(panel: Panel | None) -> bool:
    """Whether lists of a kind are of nominals, so that a sheet of associates adds listings."""
    return panel is None or panel.role is Role.subject


class _Sorted(NamedTuple):
    """A workbook's tables: lists, those set aside by sheet name, findings of sheets not read."""

    lists: list[Table]
    aside: list[Table]
    gone: list[Finding]


def _sorted(
    sheets: Iterable[Sheet], named: bool, told: frozenset[str], file_panel: Panel | None
) -> _Sorted:
    out = _Sorted([], [], [])
    for sheet in sheets:
        table = table_of(sheet, told, of_gangs=file_panel is not None and file_panel.key in GANGS)
        if table is None:
            out.gone.extend(_without_headings(sheet))
            continue
        if not named and (code := gone(sheet)):
            out.gone.extend([_of_sheet(code, table)] if _names_people(table) else [])
        else:
            is_aside = _is_aside(table, file_panel) or _is_of_victims(table.sheet, file_panel)
            (out.aside if is_aside else out.lists).append(table)
    if any(_names_people(table) or _is_about_people(table) for table in out.lists):
        return out
    return _Sorted([*out.lists, *out.aside], [], out.gone)


def _without_headings(sheet: Sheet) -> list[Finding]:
    """A finding on a sheet of people without headings, such as one that continues another."""
    people = people_in(sheet.rows)
    if not people:
        return []
    detail = f"“{sheet.name}”, {people} rows"
    return [Finding(gone(sheet) or "sheet-without-headings", "", detail=detail)]


def gone(sheet: Sheet) -> str:
    """Why a sheet's people are not matched, as a finding's code; '' when they are matched."""
    if sheet.marks.is_hidden:
        return "sheet-hidden"
    return "sheet-removed" if removed_word(sheet.name) else ""


def _is_aside(table: Table, file_panel: Panel | None) -> bool:
    """Whether a sheet's name says it is not of nominals: look-ups, notes, copies, victims."""
    name = table.sheet
    if is_of_others(table, file_panel):
        return True
    return bool(mentions(name, "lookups") or mentions(name, "copies")) and not panel_named(name)


def _is_of_victims(name: str, file_panel: Panel | None) -> bool:
    """Whether a sheet named for the conference about victims, or for who is exploited or missing,
    is in another panel's file."""
    of_victims = plain_words(name) in words_of("sheets_of_victims")
    return of_victims and file_panel is not None and file_panel.key not in ("", "asb")


def _of_sheet(code: str, table: Table) -> Finding:
    return Finding(code, "", detail=f"“{table.sheet}”, {len(table.rows)} rows")


def _names_people(table: Table) -> bool:
    """Whether a table has a column of names, or may have one that only its values reveal."""
    some = any("name" in plain_heading(heading) for heading in table.frame.columns)
    return _surely_names_people(table) or some or table.score == 0


def _surely_names_people(table: Table) -> bool:
    fields = set(fields_of(list(table.frame.columns)))
    return not fields.isdisjoint(NAMING)


def _is_about_people(table: Table) -> bool:
    """Whether a table without a known column of names has another column about a person."""
    return not PERSONAL.isdisjoint(fields_of(list(table.frame.columns)))


def _by_panel(tables: list[Table], file_panel: Panel | None) -> list[Chosen]:
    """One list for each panel, when the sheets are named for two panels or more."""
    named: dict[str, list[Table]] = {}
    panels: dict[str, Panel] = {}
    for table in tables:
        if panel := panel_named(table.sheet):
            named.setdefault(panel.name, []).append(table)
            panels[panel.name] = panel
    if len(named) < 2:
        return []
    if file_panel and file_panel.name in named:
        named = {file_panel.name: named[file_panel.name]}
    chosen = []
    for name, own in named.items():
        one = _one_list(own, panels[name])
        chosen.append(Chosen(one.tables, panels[name], one.findings))
    return chosen


def _one_list(tables: list[Table], panel: Panel | None) -> Chosen:
    """The best table and those that continue it, under its headings or their own; of monthly
    copies, the latest."""
    of_nominals = [table for table in tables if section_role(table.sheet) is not Role.associate]
    main = max(of_nominals or tables, key=lambda table: (table.score, len(table.rows)))
    alike = [each for table in tables if (each := _going_on(table, main, panel)) is not None]
    dated = [(day, table) for table in alike if (day := as_at_of([table.sheet]))]
    if len(dated) < 2:
        return Chosen(tuple(alike), None, ())
    latest = max(dated, key=lambda each: each[0])[1]
    older = [table for _, table in dated if table is not latest]
    kept = tuple(table for table in alike if table is latest or table not in older)
    return Chosen(kept, None, tuple(_of_sheet("sheet-older", table) for table in older))


def _going_on(table: Table, main: Table, panel: Panel | None) -> Table | None:
    """A table that is the main one, or goes on with it, under the main one's headings."""
    if table is main:
        return table
    if _has_headings_of(table, main) and _naming(table) <= _naming(main):
        return None if _is_copy(table, main) else table
    return under_headings_of(table, main, panel)


def _naming(table: Table) -> set[str]:
    """The headings of names in plain words; a sheet with others names other people, perhaps."""
    headings = list(table.frame.columns)
    said = {plain_heading(h) for h in headings if labelled_field(h)[1] in NAMING}
    return said | {plain_heading(h) for h in headings if field_of(h) in NAMING}


def _has_headings_of(table: Table, main: Table) -> bool:
    """Whether a table has most of the main one's headings."""
    mine = {plain_heading(heading) for heading in table.frame.columns}
    its = {plain_heading(heading) for heading in main.frame.columns}
    return len(mine & its) >= max(2.0, ALIKE * min(len(mine), len(its)))


def _is_copy(table: Table, main: Table) -> bool:
    common = [heading for heading in table.frame.columns if heading in main.frame.columns]
    mine = set(table.frame[common].itertuples(index=False, name=None))
    its = set(main.frame[common].itertuples(index=False, name=None))
    return len(mine) > 0 and len(mine & its) >= 0.8 * len(mine)


def _why_not_read(table: Table) -> str:
    of_associates = section_role(table.sheet) is Role.associate
    return "sheet-of-others" if of_associates or is_of_others(table) else "sheet-not-read"


def _not_read(tables: list[Table], groups: list[Chosen]) -> list[Finding]:
    said = {table.sheet for chosen in groups for table in chosen.tables}
    told = {finding.detail for chosen in groups for finding in chosen.findings}
    unread = [t for t in tables if t.sheet not in said and len(t.rows)]
    found = [_of_sheet(_why_not_read(table), table) for table in unread]
    return [finding for finding in found if finding.detail not in told]
