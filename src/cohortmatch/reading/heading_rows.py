"""Which row of a sheet holds the headings, and headings that take up two rows.

Policy: of the top rows, the one with the most known headings holds the headings; of equal rows, the
first. A row of group titles directly above ("Nominal", "Offender manager", each over several
columns) is put in front of the headings below it, so that "Offender manager / Name" is not read as
the nominal's name. Headings whose words go on in the row below ("Date of", "birth") are joined.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from cohortmatch.reading.columns.headings import field_of, listed_field
from cohortmatch.reading.columns.person_words import label_of
from cohortmatch.reading.formats.sheets import Sheet
from cohortmatch.reading.listing_rows import (
    LOOKED_BELOW,
    PERSONAL,
    Meanings,
    is_a_name,
    reads_as_listing,
    speaks_of_people,
)

__all__ = ["Headings", "find_headings", "letters_of", "lies_sideways"]

SEARCHED_ROWS = 100
"""How many of a sheet's top rows may come before the headings."""
TELLING = {"name": 3, "surname": 3, "forename": 3, "date_of_birth": 2, "pnc": 2, "crn": 2}
LONGEST_HEADING = 120
SURE = 7
"""A score that title rows and listings do not reach."""
SIDEWAYS = 3
"""How many headings about a person, one below the other, make a form."""
SESSION = re.compile(
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]* )?"
    r"\d{1,2}(?:st|nd|rd|th)?[/. -](?:\d{1,2}|[a-z]{3,9})(?:[/. -]\d{2}(?:\d{2})?)?",
    re.I,
)
"""A day on which a group met, as the heading of who came."""
LONGEST_LABEL = 40
WHO = ("offender", "own", "other")
LONGEST_END = 20
"""How long the end of a heading is that stands in the row below its beginning."""
NO_END = re.compile(r"\d|^[(\[]")
"""What the end of a heading is not: a value, or a remark on how to fill the column in."""
LOOK_ON = 3
"""How many rows are examined after one that certainly holds the headings."""


@dataclass(frozen=True)
class Headings:
    """The headings of a sheet: one text for each column, and the rows (positions) they take up.

    `score` says how many of them are known; `first` is the position of the row that follows.
    """

    texts: tuple[str, ...]
    top: int
    first: int
    score: int


def find_headings(sheet: Sheet, told: frozenset[str] = frozenset()) -> Headings | None:
    """The sheet's headings; None when no row can be them.

    `told` are headings, as `plain_heading` leaves them, that the caller says some list has.
    """
    scores = _scores(sheet.rows, Meanings(told, listed_only=True))
    if max(scores, default=0) < SURE:
        scores = _scores(sheet.rows, Meanings(told))
    best = max(scores, default=0)
    if best < 2 or lies_sideways(sheet):
        return None
    at = scores.index(best)
    lower, first = _in_full(sheet, at)
    if at and (groups := _groups_above(sheet, at)):
        texts = _joined(groups, lower)
        return Headings(texts, at - 1, first, best)
    if first > at + 1:
        return Headings(tuple(lower), at, first, best)
    if at and (begun := _in_full(sheet, at - 1))[1] == at + 1:
        return Headings(tuple(begun[0]), at - 1, at + 1, best)
    if at + 1 < len(sheet.rows) and _is_second_row(sheet, at):
        below = [_one_line(cell) for cell in sheet.rows[at + 1]]
        texts = _joined(_spread(sheet, at, lower, below), below, lower)
        return Headings(texts, at, at + 2, best)
    return Headings(tuple(lower), at, at + 1, best)


def _in_full(sheet: Sheet, at: int) -> tuple[list[str], int]:
    """The headings of a row, each with its end where that stands in the row below ("Date of",
    "birth"), and the position of the row that follows."""
    upper = [_one_line(cell) for cell in sheet.rows[at]]
    after = sheet.rows[at + 1 : at + 2]
    below = [_one_line(cell) for row in after for cell in row]
    whole = [f"{one} {end}".strip() for one, end in zip_longest(upper, below, fillvalue="")]
    ends = [end for end in below if end]
    if len(ends) < 2 or any(len(end) > LONGEST_END or NO_END.search(end) for end in ends):
        return upper, at + 1
    both = zip_longest(upper, below, whole, fillvalue="")
    fields = [listed_field(text) for one, end, text in both if one and end]
    made = [field for field in fields if field]
    if len(made) < 2 or PERSONAL.isdisjoint(made) or len(made) * 2 < len(fields):
        return upper, at + 1
    return whole, at + 2


def lies_sideways(sheet: Sheet) -> bool:
    """Whether the headings are one below the other in the first column, as in a form."""
    first = [next((cell for cell in row if cell.strip()), "") for row in sheet.rows[:SEARCHED_ROWS]]
    fields, others = list[str](), 0
    for cell in first:
        field = "" if is_a_name(cell) else labelled(cell)
        fields += [field] if field else []
        others += not field
        if others * 2 > len(first):
            return False  # Most of a list's rows need no look.
    return len(set(fields) & PERSONAL) >= SIDEWAYS


def labelled(cell: str) -> str:
    """The field of a heading exactly as it is listed, also behind a word for a person ("Perpetrator
    DOB"); '' for any other."""
    field = listed_field(cell)
    if field or len(cell) > LONGEST_LABEL:
        return field
    label = label_of(cell)
    return listed_field(label.rest) if label.rest and label.kind in WHO else ""


def letters_of(column: int) -> str:
    """A spreadsheet's name for a column: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _one_line(cell: str) -> str:
    return " ".join(cell.split())


def _scores(rows: Sequence[Sequence[str]], meanings: Meanings) -> list[int]:
    """The top rows' scores, up to a few rows after the first that certainly holds the headings."""
    scores: list[int] = []
    for place, row in enumerate(rows[:SEARCHED_ROWS]):
        score = _score(row, meanings)
        below = rows[place + 1 : place + 1 + LOOKED_BELOW]
        scores.append(score if score < 2 or _may_be_headings(row, below, meanings) else 0)
        if len(scores) > LOOK_ON and scores[-LOOK_ON - 1] >= SURE:
            break
    return scores


def _may_be_headings(
    row: Sequence[str], below: Sequence[Sequence[str]], meanings: Meanings
) -> bool:
    return speaks_of_people(row, below, meanings) and not reads_as_listing(row, below, meanings)


def _score(row: Sequence[str], meanings: Meanings) -> int:
    """How much a row reads like known headings; each field counts once, other headings a little."""
    held = [cell for cell in row if cell.strip() and len(cell) <= LONGEST_HEADING]
    worded = [cell for cell in held if sum(map(str.isdigit, cell)) < 3]
    dated = sum(SESSION.fullmatch(cell.strip()) is not None for cell in held)
    if not worded or len(worded) * 2 < len(held) - (dated if dated > 1 else 0):
        return 0
    fields = [meanings.of(cell) for cell in worded]
    known = {each for each in fields if each}
    if not known:
        return 0
    return sum(TELLING.get(each, 1) for each in known) + min(max(fields.count("status") - 1, 0), 3)


def _groups_above(sheet: Sheet, at: int) -> list[str] | None:
    """The group title over each column, when the row above the headings holds group titles."""
    if sheet.numbers[at] - sheet.numbers[at - 1] != 1:
        return None
    upper = [_one_line(cell) for cell in sheet.rows[at - 1]]
    lower = [_one_line(cell) for cell in sheet.rows[at]]
    spans = _spans(sheet, at - 1)
    wide = [span for span in spans if span[1] - span[0] + 1 < max(2, len(lower) - 1)]
    if not wide and not (not spans and _needs_groups(upper, lower)):
        return None
    return _spread(sheet, at - 1, upper, lower)


def _spans(sheet: Sheet, position: int) -> list[tuple[int, int]]:
    """The merged ranges of one row that reach over several columns."""
    number = sheet.numbers[position]
    return [(a, b) for top, a, end, b in sheet.merged if top <= number <= end and b > a]


def _needs_groups(upper: list[str], lower: list[str]) -> bool:
    """Whether the row above tells apart headings that occur twice or are missing."""
    held = [cell for cell in upper if cell]
    dated = any(sum(map(str.isdigit, cell)) > 2 for cell in held)
    if len(held) < 2 or dated or max(map(len, held)) > 40:
        return False
    texts = [cell.casefold() for cell in lower if cell]
    repeated = len(set(texts)) < len(texts)
    filled = any(u and not (lower[i] if i < len(lower) else "") for i, u in enumerate(upper))
    return repeated or (filled and any(field_of(cell) for cell in held))


def _spread(sheet: Sheet, position: int, upper: list[str], lower: list[str]) -> list[str]:
    """Each group title repeated over the columns below it."""
    width = max(len(upper), len(lower))
    upper = upper + [""] * (width - len(upper))
    spans = _spans(sheet, position)
    if spans:
        for first, last in spans:
            for column in range(first + 1, min(last + 1, width)):
                upper[column] = upper[column] or upper[first]
        return upper
    for column in range(1, width):
        if not upper[column] and column < len(lower) and lower[column]:
            upper[column] = upper[column - 1]
    return upper


def _joined(
    groups: Sequence[str], lower: Sequence[str], alone: Sequence[str] = ()
) -> tuple[str, ...]:
    """The headings of two rows as one text per column; a title over one column stands alone."""
    out = []
    for column in range(max(len(groups), len(lower))):
        group = groups[column] if column < len(groups) else ""
        own = lower[column] if column < len(lower) else ""
        out.append(f"{group} / {own}" if group and own and group != own else own or group)
    return tuple(out)


def _opens_group(upper: list[str], lower: list[str], column: int) -> bool:
    """Whether a title spans this column and, by the blank beside it, the next."""
    after = column + 1
    beside = upper[after].strip() if after < len(upper) else ""
    return not beside and after < len(lower) and bool(lower[after].strip())


def _is_second_row(sheet: Sheet, at: int) -> bool:
    """Whether the row below the headings completes them: it is under merged or blank ones."""
    if sheet.numbers[at + 1] - sheet.numbers[at] != 1:
        return False
    upper, lower = sheet.rows[at], sheet.rows[at + 1]
    spans = _spans(sheet, at)
    held = [column for column, cell in enumerate(lower) if cell.strip()]
    under = {column for first, last in spans for column in range(first, last + 1)}
    for column in held:
        head = upper[column] if column < len(upper) else ""
        fits = column in under or not head.strip() or _opens_group(upper, lower, column)
        if not fits or any(map(str.isdigit, lower[column])) or len(lower[column]) > 40:
            return False
    open_ones = any(not (upper[c].strip() if c < len(upper) else "") for c in held)
    known = sum(bool(field_of(lower[column])) for column in held)
    return bool(held) and (bool(under) or open_ones) and known * 2 >= len(held) and len(held) > 1
