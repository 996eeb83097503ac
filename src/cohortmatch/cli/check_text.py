"""What `check` prints: how lists were read and understood, and what to look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cohortmatch.cli.findings_text import findings_text, remedy_text
from cohortmatch.cli.layout import NARROWEST, fitting, table, wrapped
from cohortmatch.core.findings import NOT_READ, UNKNOWN_COLUMN
from cohortmatch.core.plurals import count
from cohortmatch.core.types import PART_OF
from cohortmatch.services.answers import (
    CheckAnswer,
    ColumnAnswer,
    ListRead,
    Noticed,
    PairsToCompare,
    RuleToCompare,
)
from cohortmatch.values.fields import NUMBERS

__all__ = ["check_text"]

ABOVE = (*NOT_READ, UNKNOWN_COLUMN)
"""The kinds of finding that have a place of their own, above the others."""
HOW = "How columns were understood"
IDENTIFIERS = (*NUMBERS, "identifier")
UNDERSTOOD = (
    ("surname", ("name", "surname")),
    ("forename", ("forename",)),
    ("date of birth", ("date_of_birth", "age")),
    ("identifiers", IDENTIFIERS),
    ("address", ("address",)),
    ("postcode", ("postcode",)),
    ("phone", ("phone",)),
    ("role", ("role",)),
)
"""The columns of the table that says how columns were understood, and the fields in each."""
ALSO_USED = {
    "middle": "middle names",
    "title": "title",
    "alias": "other names",
    "street_name": "street name",
    "previous_surname": "previous surname",
    "sex": "sex",
    "reference": "the list's own reference",
}
"""Fields that the table has no column for, and what a column of each holds."""
IN_PARTS = (PART_OF, "taken apart")
"""How a column was understood whose cells are used in columns made of them."""
BESIDE_THE_TABLE = (
    ("Used in columns that were joined of them or taken out of them", ("other",), "in parts"),
    ("Compared though nobody has explained it", ("other",), "compared"),
    ("Carried along and shown, not compared", ("status", "email"), ""),
    ("Not compared; shown to the list's own panel only", ("other",), ""),
    ("Not used for matching and not shown", ("ignored", "free_text"), ""),
    ("About another person, not used and not shown", ("another_person",), ""),
)
"""What is said of columns that the table does not show: the fields, and how they are used."""
LEAST_WIDE = 14
"""Where the columns of the table would become narrower than this, it is a list instead."""


def check_text(
    answer: CheckAnswer, again: str, *, whole: bool = False, width: int = NARROWEST
) -> Iterator[str]:
    """What `check` prints, line by line, in `width` columns; `again` is the command that was given.

    Only a command, a line for the settings or a single word may be wider.
    """
    failed = {each.list for each in answer.errors}
    usable = [each for each in answer.lists if each.list not in failed]
    yield f"Reading {count(len(usable) + len(failed), 'list')}"
    rows = [_list_row(each) for each in usable]
    rows += [(each.list, f"NOT READ: {each.problem}", "") for each in answer.errors]
    yield from table(rows, right=(2,), width=width)
    for note in answer.notes:
        yield from wrapped(note, width)
    yield from not_read(answer.findings, width)
    yield from left_out(answer.lists, width)
    yield from understood(answer.lists, width)
    yield from carried(answer.lists, width)
    yield from not_known(answer.findings, width)
    yield from findings_text(answer.findings, whole=whole, width=width, above=ABOVE)
    yield from to_compare_text(answer.to_compare, width)
    yield ""
    if answer.saved:
        yield from wrapped(
            f"Nothing was matched. How columns were understood is kept in {answer.saved}", width
        )
    else:
        yield "Nothing was matched and nothing was written."
        if answer.lists:
            yield f"To keep how columns were understood: {again} --save"


def not_read(findings: Iterable[Noticed], width: int) -> Iterator[str]:
    """The files and sub-folders that are no lists, and what to do where they hold one."""
    found = [each for each in findings if each.code in NOT_READ]
    if not found:
        return
    yield ""
    yield "Not read"
    yield from table([(each.list, each.detail or each.title) for each in found], width=width)
    for remedy in dict.fromkeys(each.remedy for each in found if each.severity != "note"):
        yield from remedy_text(remedy, width)


def to_compare_text(pairs: PairsToCompare | None, width: int) -> Iterator[str]:
    """The candidate pairs of a run, where that is not every pair."""
    if pairs is None or pairs.every_pair:
        return
    yield ""
    yield from wrapped(
        f"These lists are long: a run compares up to {pairs.pairs:,} of {pairs.possible:,} pairs, "
        "those that share",
        width,
    )
    rows = [(f"{each.pairs:,}", each.rule, _missed(each)) for each in pairs.rules]
    yield from table(rows, width=width)
    if pairs.skipped:
        yield from wrapped(f"Left to finer rules altogether: {', '.join(pairs.skipped)}", width)


def _missed(rule: RuleToCompare) -> str:
    """Whom a rule cannot find, or leaves to finer ones."""
    told = []
    if rule.listings_without:
        told.append(f"{count(rule.listings_without, 'listing')} without")
    if rule.listings_beyond:
        beyond = count(rule.listings_beyond, "listing")
        told.append(f"{beyond} in groups of more than {rule.groups_up_to}, left to finer rules")
    return "; ".join(told)


def _list_row(each: ListRead) -> tuple[str, str, str]:
    place = []
    if each.sheet:
        place.append(f"sheet {each.sheet}")
    if each.headings_row and each.headings_row > 1:
        place.append(f"headings on row {each.headings_row}")
    if each.kind == "register":
        place.append("a register")
    if not each.listings and each.excluded:
        place.append(f"all {count(sum(each.excluded.values()), 'row')} left out")
    told = f"  ({'; '.join(place)})" if place else ""
    return each.list, f"{each.file or 'table'}{told}", count(each.listings, "listing")


def left_out(lists: Iterable[ListRead], width: int) -> Iterator[str]:
    """The rows that are not matched, and why."""
    rows = [(each.list, f"{n:,}", why) for each in lists for why, n in each.excluded.items()]
    if rows:
        yield ""
        yield "Left out of the matching"
        yield from table(rows, right=(1,), width=width)


def understood(lists: Iterable[ListRead], width: int) -> Iterator[str]:
    """How columns were understood, by the headings that the lists have: a table where it fits, else
    a line a list."""
    rows = [(each.list, *_understood_cells(each)) for each in lists]
    if not rows:
        return
    used = [0, *(i for i in range(1, len(UNDERSTOOD) + 1) if any(row[i] for row in rows))]
    heads = ("", *(name for name, _ in UNDERSTOOD))
    whole = [[row[i] for i in used] for row in (heads, *rows)]
    yield ""
    yield HOW
    longest = max(len(cell) for row in whole for cell in row)
    if fitting(whole, width) >= min(LEAST_WIDE, longest):
        yield from table(whole, width=width)
    else:
        yield from table([(row[0], _in_words(row[1:])) for row in rows], width=width)


def _in_words(cells: Sequence[str]) -> str:
    """ "surname: Last Name; date of birth: DOB"."""
    named = zip((name for name, _ in UNDERSTOOD), cells, strict=True)
    return "; ".join(f"{name}: {cell}" for name, cell in named if cell)


def not_known(findings: Iterable[Noticed], width: int) -> Iterator[str]:
    """The columns that are carried along with a heading that is not known, and what to do."""
    found = [each for each in findings if each.code == UNKNOWN_COLUMN]
    if not found:
        return
    by_list: dict[str, list[str]] = {}
    for each in found:
        by_list.setdefault(each.list, []).append(each.column)
    yield ""
    yield "Carried along with a heading that is not known (shown as “Also on the list”)"
    rows = [(name, ", ".join(headings)) for name, headings in by_list.items()]
    yield from table(rows, width=width)
    yield from remedy_text(found[0].remedy, width)


def _understood_cells(each: ListRead) -> list[str]:
    has_postcode = any(column.field == "postcode" for column in each.columns)
    cells = []
    for title, fields in UNDERSTOOD:
        columns = [column for column in each.columns if column.field in fields]
        found = [column.heading for column in _own(columns)]
        if title == "surname":
            found = [_name_heading(each, heading) for heading in found]
        if title == "postcode" and not has_postcode:
            address = [column.heading for column in each.columns if column.field == "address"]
            found = [f"in {address[0]}"] if address else []
        cells.append(", ".join(found))
    return cells


def _own(columns: Sequence[ColumnAnswer]) -> Sequence[ColumnAnswer]:
    """The columns of the row's own person; all, where several people share the row alike."""
    return [column for column in columns if not column.person] or columns


def _name_heading(each: ListRead, heading: str) -> str:
    whole = any(c.heading == heading and c.field == "name" for c in each.columns)
    if not whole:
        return heading
    order = "SURNAME, Forename" if heading in each.surname_first else "full name"
    return f"{heading} ({order})"


def carried(lists: Sequence[ListRead], width: int) -> Iterator[str]:
    """The columns that the table does not show: also used, carried along, or not used."""
    rows = [(each.list, ", ".join(_also_used(each))) for each in lists]
    if any(headings for _, headings in rows):
        yield ""
        yield "Also understood"
        yield from table([row for row in rows if row[1]], width=width)
    yield from _second_people(lists, width)
    for title, fields, use in BESIDE_THE_TABLE:
        rows = [(each.list, _headings(each, fields, use)) for each in lists]
        if any(headings for _, headings in rows):
            yield ""
            yield title
            yield from table([row for row in rows if row[1]], width=width)


def _second_people(lists: Sequence[ListRead], width: int) -> Iterator[str]:
    """The people of a row beside its own, each with the headings of their columns."""
    rows = [
        (each.list, f"{who}: {', '.join(c.heading for c in each.columns if c.person == who)}")
        for each in lists
        for who in dict.fromkeys(column.person for column in each.columns if column.person)
    ]
    if rows:
        yield ""
        yield "People of one row, each a listing of their own"
        yield from table(rows, width=width)


def _headings(each: ListRead, fields: Sequence[str], use: str) -> str:
    found = (c for c in each.columns if c.field in fields and _use_of(c) == use and not c.person)
    return ", ".join(column.heading for column in found)


def _use_of(column: ColumnAnswer) -> str:
    """Whether a column is used in one that was made of it, is compared, or neither ('')."""
    if column.how.startswith(IN_PARTS):
        return "in parts"
    return "compared" if column.compared else ""


def _also_used(each: ListRead) -> Iterator[str]:
    for field, words in ALSO_USED.items():
        headings = [c.heading for c in each.columns if c.field == field and not c.person]
        if headings:
            told = ", ".join(headings)
            yield told if told.casefold() == words else f"{told} ({words})"
