"""A list that was sent without headings.

Policy: nobody knows what such columns are, so a sheet is read only where little can go wrong. Its
file is named for a panel or register of nominals that holds nobody else. Every row but a title
above is a listing. One column holds whole names, or two hold one part each. One column and no other
holds dates of birth, or one holds numbers that only one person has. No cell says a role or names
anybody else. Only names, dates of birth, sexes, postcodes and such numbers are read; any other
column is left out and told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cohortmatch.core.findings import Finding
from cohortmatch.core.plurals import count
from cohortmatch.reading.columns.confirming import by_values
from cohortmatch.reading.columns.named_cells import is_persons_name
from cohortmatch.reading.columns.ranks import has_rank
from cohortmatch.reading.columns.shapes import Shape, shape_of
from cohortmatch.reading.columns.unnamed import are_plainly_names, name_fields
from cohortmatch.reading.formats.sheets import Sheet
from cohortmatch.reading.heading_rows import Headings
from cohortmatch.reading.listing_rows import holds_a_person
from cohortmatch.reading.panels import Panel
from cohortmatch.reading.tables import Table, table_under
from cohortmatch.values.fields import CHECKED
from cohortmatch.values.role_sides import is_others_side
from cohortmatch.values.roles import Role

__all__ = ["headless_table"]

LEAST, CELLS = 3, 3
"""The fewest listings, and the fewest cells of each."""
NUMBERS = frozenset((*CHECKED, "pnc", "crn", "cro", "prison_number"))
READ = NUMBERS | {"name", "surname", "forename", "date_of_birth", "sex", "postcode"}
MOSTLY, NAMED = 0.6, 0.3
"""The shares of cells with dates of birth or officers' ranks that tell a column, and of those with
persons' names from which another column may be other people's."""


def headless_table(sheets: Sequence[Sheet], panel: Panel | None) -> Table | None:
    """The table of the one sheet of a file that lists people without headings; None where it is not
    sure who they are. `panel` is the one that the file's name gives."""
    filled = [sheet for sheet in sheets if sheet.rows and not sheet.marks.is_hidden]
    if len(filled) != 1 or panel is None or not _is_of_nominals(panel):
        return None
    (sheet,) = filled
    first = _first_listing(sheet)
    if first is None or not _are_listings(sheet.rows[first:]):
        return None
    table = table_under(sheet, Headings((), first, first, 0))
    fields = _fields(table)
    return _with_these(table, fields) if fields else None


def _is_of_nominals(panel: Panel) -> bool:
    """Whether lists of a panel surely hold nominals and nobody else."""
    return panel.role is Role.subject and panel.is_sure and not panel.is_mixed


def _first_listing(sheet: Sheet) -> int | None:
    """The position of the first row with several cells; None where one before is no title."""
    held = [sum(bool(cell.strip()) for cell in row) for row in sheet.rows]
    return next((place for place, cells in enumerate(held) if cells > 1), None)


def _are_listings(rows: Sequence[Sequence[str]]) -> bool:
    return len(rows) >= LEAST and all(holds_a_person(row, CELLS) for row in rows)


def _fields(table: Table) -> dict[str, str]:
    """The fields of the columns that are read, by heading; none where it is not sure whose they
    are."""
    shapes = {h: shape_of(table.frame[h]) for h in table.frame.columns}
    if any(is_others_side(cell) for shape in shapes.values() for cell in shape.cells):
        return {}
    if sum(shape.birth_years >= MOSTLY for shape in shapes.values()) > 1:
        return {}
    fields = dict(_by_values(shapes))
    left = {h: s for h, s in shapes.items() if h not in fields and not _is_of_officers(s)}
    names = name_fields(left, is_of_people=True)
    others = [h for h, shape in left.items() if h not in names and _may_name_people(shape)]
    is_whole = set(names.values()) in ({"name"}, {"surname", "forename"})
    is_told = not (NUMBERS | {"date_of_birth"}).isdisjoint(fields.values())
    return {**fields, **names} if is_whole and is_told and not others else {}


def _by_values(shapes: dict[str, Shape]) -> Iterator[tuple[str, str]]:
    taken: set[str] = set()
    for heading, shape in shapes.items():
        field = by_values(shape, taken, heading)
        if field in READ:
            taken.add(field)
            yield heading, field


def _is_of_officers(shape: Shape) -> bool:
    return shape.share_of(has_rank) >= MOSTLY


def _may_name_people(shape: Shape) -> bool:
    return shape.share_of(is_persons_name) >= NAMED or are_plainly_names(shape)


def _with_these(table: Table, fields: dict[str, str]) -> Table:
    """The table with only the columns that are read, and what was left out told."""
    left = [heading for heading in table.frame.columns if heading not in fields]
    told = [
        Finding("headings-missing", "", detail=count(len(fields), "column") + " read"),
        *(Finding("column-without-heading", "", heading) for heading in left),
    ]
    return replace(
        table,
        frame=table.frame.drop(columns=left),
        findings=(*table.findings, *told),
        headings_row=None,
    )
