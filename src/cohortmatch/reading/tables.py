"""A sheet to its table: unique headings over columns of text, one row for each listing.

Policy: hidden rows and columns are left out and reported. A merged cell's text counts for every row
it spans. A column without a heading is named by its letter, and a heading used twice is numbered.
Cells beyond the last heading are kept in columns of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import itemgetter

import pandas as pd

from cohortmatch.core.findings import Finding
from cohortmatch.reading.columns.headings import unique_headings, unnamed_heading
from cohortmatch.reading.formats.colours import colour_findings
from cohortmatch.reading.formats.sheets import Sheet
from cohortmatch.reading.heading_rows import Headings, letters_of
from cohortmatch.reading.listing_rows import holds_a_person
from cohortmatch.reading.meeting_rows import opens_a_meeting
from cohortmatch.reading.rows import REASONS, Sorted, sort_rows

__all__ = ["SECTION", "Table", "table_under", "text_frame"]

SECTION = "Section"
"""The heading of the column that gives the section heading above each listing."""

MOST_COLUMNS, MOST_UNNAMED = 400, 50
"""The most columns, and the most columns without a heading, that a list of people has. A row with
more is one cell of very many values that fell apart, and takes minutes to examine."""


@dataclass(frozen=True, eq=False)
class Table:
    """One sheet's table.

    `frame` holds text only, `rows` the spreadsheet's row numbers, `title` the text above the
    headings, `between` the texts that stand alone among the listings, `repeated` the headings that
    were used twice (as numbered). `score` says how many of the headings are known, and `left_out`
    why and how many rows are not listings. `sources` are the sheet's own headings, with the person
    and the field, of columns that were put under another sheet's.
    """

    sheet: str
    frame: pd.DataFrame
    rows: tuple[object, ...]
    title: tuple[str, ...] = ()
    score: int = 0
    repeated: tuple[str, ...] = ()
    left_out: dict[str, int] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    date1904: bool = False
    headings_row: int | None = None
    between: tuple[str, ...] = field(default=(), repr=False)
    sources: dict[str, tuple[tuple[str, str, str], ...]] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<Table: {len(self.rows)} rows, {self.frame.shape[1]} columns>"


def table_under(sheet: Sheet, headings: Headings, title: str = "") -> Table:
    """The table under a sheet's headings; `title` names the section that holds all of it."""
    held = _columns(sheet, headings)
    columns = _read(held, headings)
    numbers = sheet.numbers[headings.first :]
    rows = _even(sheet.rows[headings.first :], max(columns, default=-1) + 1)
    _fill_merged(sheet, rows, numbers)
    texts, repeated = unique_headings(_texts(headings, columns))
    kept = _picked(rows, columns)
    above = _alone_above(sheet, headings)
    out = sort_rows(texts, kept, numbers, sheet.marks, above, title=title)
    for number in _met_above(sheet, headings):
        out.leave("meeting", number)
    frame = text_frame(texts, [kept[position] for position in out.listings])
    if any(out.sections):
        heading = SECTION if SECTION not in texts else f"{SECTION} heading"
        frame[heading] = pd.Series(out.sections, dtype=str)
    listed = tuple(numbers[position] for position in out.listings)
    return Table(
        *(sheet.name, frame, listed, _title(sheet, headings), headings.score, repeated),
        {REASONS[reason]: len(left) for reason, left in out.left_out.items()},
        (
            *sheet.findings,
            *_not_read(sheet, headings, held, columns),
            *_findings(sheet, headings, columns, out, listed),
        ),
        sheet.date1904,
        sheet.numbers[headings.top],
        tuple(dict.fromkeys(out.between)),
    )


def text_frame(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> pd.DataFrame:
    """Rows of equal width as a frame of text under the headings."""
    columns = {
        place: pd.Series(list(map(itemgetter(place), rows)), dtype=str)
        for place in range(len(headings))
    }
    frame = pd.DataFrame(columns)
    frame.columns = pd.Index(list(headings))
    return frame


def _even(rows: list[list[str]], width: int) -> list[list[str]]:
    """The rows, each padded to at least this width."""
    if all(len(row) >= width for row in rows):
        return rows
    return [row + [""] * (width - len(row)) for row in rows]


def _picked(rows: list[list[str]], columns: list[int]) -> list[list[str]]:
    """The rows with only these columns."""
    if columns == list(range(len(columns))) and all(len(row) == len(columns) for row in rows):
        return rows
    return [[row[column] for column in columns] for row in rows]


def _columns(sheet: Sheet, headings: Headings) -> list[int]:
    """The columns with a heading or something below it, hidden ones left out."""
    below = sheet.rows[headings.first :]
    width = max(map(len, below), default=0)
    held = {i for i, text in enumerate(headings.texts) if text}
    for column in set(range(width)) - held:
        if any(len(row) > column and row[column].strip() for row in below):
            held.add(column)
    return sorted(held - sheet.marks.hidden_columns)


def _read(columns: list[int], headings: Headings) -> list[int]:
    """The columns that are read: no more than a list of people has."""
    given = headings.texts
    blank = [column for column in columns if column >= len(given) or not given[column]]
    return sorted(set(columns) - set(blank[MOST_UNNAMED:]))[:MOST_COLUMNS]


def _not_read(
    sheet: Sheet, headings: Headings, held: list[int], columns: list[int]
) -> list[Finding]:
    """The finding that columns were left out, with the rows in which they hold something."""
    left = sorted(set(held) - set(columns))
    if not left:
        return []
    below = zip(sheet.rows[headings.first :], sheet.numbers[headings.first :], strict=True)
    rows = tuple(n for row, n in below if any(cell.strip() for cell in row[left[0] :]))
    return [Finding("columns-not-read", "", rows=rows, detail=f"{len(left):,} columns")]


def _texts(headings: Headings, columns: list[int]) -> list[str]:
    given = headings.texts
    return [
        (given[column] if column < len(given) else "") or unnamed_heading(letters_of(column))
        for column in columns
    ]


def _fill_merged(sheet: Sheet, rows: list[list[str]], numbers: list[int]) -> None:
    """Write a merged cell's text into every row it spans."""
    places = {number: position for position, number in enumerate(numbers)}
    for top, first, end, _ in sheet.merged:
        if end == top or top not in places or first >= len(rows[places[top]]):
            continue
        text = rows[places[top]][first]
        for number in range(top + 1, end + 1):
            if text and number in places:
                rows[places[number]][first] = rows[places[number]][first] or text


def _title(sheet: Sheet, headings: Headings) -> tuple[str, ...]:
    return tuple(cell.strip() for row in sheet.rows[: headings.top] for cell in row if cell.strip())


def _findings(
    sheet: Sheet,
    headings: Headings,
    columns: list[int],
    out: Sorted,
    listed: tuple[object, ...],
) -> list[Finding]:
    found = []
    if hidden := out.left_out.get("hidden"):
        found.append(Finding("rows-hidden", "", rows=tuple(hidden)))
    if removed := out.left_out.get("removed"):
        words = ", ".join(f"“{word}”" for word in out.removed_under)
        found.append(Finding("section-removed", "", rows=tuple(removed), detail=words))
    if out.not_understood:
        found.append(Finding("title-not-understood", "", rows=tuple(out.not_understood)))
    if nobody := out.left_out.get("nobody"):
        found.append(Finding("row-without-person", "", rows=tuple(nobody)))
    if met := out.left_out.get("meeting"):
        found.append(Finding("people-of-the-meeting", "", rows=tuple(met)))
    if form := out.left_out.get("template"):
        found.append(Finding("row-of-the-form", "", rows=tuple(form)))
    found += _above(sheet, headings)
    found += _hidden_columns(sheet, headings)
    found += _ragged(sheet, headings)
    return [*found, *colour_findings(sheet.marks, dict(_named(headings, columns)), listed)]


def _named(headings: Headings, columns: list[int]) -> list[tuple[int, str]]:
    return list(zip(columns, _texts(headings, columns), strict=True))


def _alone_above(sheet: Sheet, headings: Headings) -> str:
    """The text that is alone in the row right above the headings, '' for none."""
    row = sheet.rows[headings.top - 1] if headings.top else []
    held = [cell.strip() for cell in row if cell.strip()]
    return held[0] if len(held) == 1 else ""


def _above(sheet: Sheet, headings: Headings) -> list[Finding]:
    """Rows above the headings that hold people, as where two lists were pasted together."""
    above = zip(sheet.rows[: headings.top], sheet.numbers, strict=False)
    rows = tuple(number for row, number in above if holds_a_person(row))
    return [Finding("rows-above-headings", "", rows=rows)] if rows else []


def _met_above(sheet: Sheet, headings: Headings) -> list[int]:
    """The rows above the headings that name people of the meeting."""
    found = []
    for row, number in zip(sheet.rows[: headings.top], sheet.numbers, strict=False):
        held = [place for place, cell in enumerate(row) if cell.strip()]
        if held and opens_a_meeting(row, held, held):
            found.append(number)
    return found


def _hidden_columns(sheet: Sheet, headings: Headings) -> list[Finding]:
    texts = [t for i, t in enumerate(headings.texts) if t and i in sheet.marks.hidden_columns]
    return [Finding("column-hidden", "", column=text) for text in texts]


def _ragged(sheet: Sheet, headings: Headings) -> list[Finding]:
    """Rows with cells beyond the last heading."""
    width = max((i for i, text in enumerate(headings.texts) if text), default=-1) + 1
    below = zip(sheet.rows[headings.first :], sheet.numbers[headings.first :], strict=True)
    rows = tuple(n for row, n in below if len(row) > width and any(c.strip() for c in row[width:]))
    held = len(sheet.rows) - headings.first
    return [Finding("row-too-long", "", rows=rows)] if rows and len(rows) * 2 < held else []
