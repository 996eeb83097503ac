"""Answers as plain text: small tables, counts, rows of a list. No colour, no value from a list."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from textwrap import wrap

from cohortmatch.cli.screen import line
from cohortmatch.core.findings import NOT_READ, UNKNOWN_COLUMN
from cohortmatch.core.plurals import count
from cohortmatch.core.types import PART_OF
from cohortmatch.services.all_panels_answer import EditionsAnswer
from cohortmatch.services.answers import (
    CheckAnswer,
    ColumnAnswer,
    DemoAnswer,
    ListRead,
    Noticed,
    NotUsable,
    PairsToCompare,
    RuleToCompare,
    RunAnswer,
)
from cohortmatch.values.fields import NUMBERS

SHOWN_ROWS = 8
"""Rows of one finding that are named before the rest is only counted."""
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
WIDEST = 34


def check_text(answer: CheckAnswer, again: str, *, whole: bool = False) -> Iterator[str]:
    """What `check` prints, line by line; `again` is the command that was given."""
    failed = {each.list for each in answer.errors}
    usable = [each for each in answer.lists if each.list not in failed]
    yield f"Reading {count(len(usable) + len(failed), 'list')}"
    rows = [_list_row(each) for each in usable]
    rows += [(each.list, f"NOT READ: {each.problem}", "") for each in answer.errors]
    yield from table(rows, right=(2,))
    yield from answer.notes
    yield from not_read(answer.findings)
    yield from left_out(answer.lists)
    yield from understood(answer.lists)
    yield from carried(answer.lists)
    yield from not_known(answer.findings)
    told = [each for each in answer.findings if each.code not in (*NOT_READ, UNKNOWN_COLUMN)]
    yield from findings_text(told, whole=whole)
    yield from to_compare_text(answer.to_compare)
    yield ""
    if answer.saved:
        yield f"Nothing was matched. How columns were understood is kept in {answer.saved}"
    else:
        yield "Nothing was matched and nothing was written."
        if answer.lists:
            yield f"To keep how columns were understood: {again} --save"


def not_read(findings: Iterable[Noticed]) -> Iterator[str]:
    """The files and sub-folders that are no lists, and what to do where they hold one."""
    found = [each for each in findings if each.code in NOT_READ]
    if not found:
        return
    yield ""
    yield "Not read"
    yield from table([(each.list, each.detail or each.title) for each in found])
    for remedy in dict.fromkeys(each.remedy for each in found if each.severity != "note"):
        yield f"    → {remedy}"


def to_compare_text(pairs: PairsToCompare | None) -> Iterator[str]:
    """The candidate pairs of a run, where that is not every pair."""
    if pairs is None or pairs.every_pair:
        return
    yield ""
    yield (
        f"These lists are long: a run compares up to {pairs.pairs:,} of {pairs.possible:,} pairs, "
        "those that share"
    )
    yield from table([(f"{each.pairs:,}", each.rule, _missed(each)) for each in pairs.rules])
    if pairs.skipped:
        yield f"Left to finer rules altogether: {', '.join(pairs.skipped)}"


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


def left_out(lists: Iterable[ListRead]) -> Iterator[str]:
    """The rows that are not matched, and why."""
    rows = [(each.list, f"{n:,}", why) for each in lists for why, n in each.excluded.items()]
    if rows:
        yield ""
        yield "Left out of the matching"
        yield from table(rows, right=(1,))


def understood(lists: Iterable[ListRead]) -> Iterator[str]:
    """The small table of how columns were understood, by the headings that the lists have."""
    rows = [(each.list, *_understood_cells(each)) for each in lists]
    if not rows:
        return
    used = [0, *(i for i in range(1, len(UNDERSTOOD) + 1) if any(row[i] for row in rows))]
    heads = ("How columns were understood", *(name for name, _ in UNDERSTOOD))
    yield ""
    yield from table([[row[i] for i in used] for row in [heads, *rows]], indent="", body="  ")


def not_known(findings: Iterable[Noticed]) -> Iterator[str]:
    """The columns that are carried along with a heading that is not known, and what to do."""
    found = [each for each in findings if each.code == UNKNOWN_COLUMN]
    if not found:
        return
    by_list: dict[str, list[str]] = {}
    for each in found:
        by_list.setdefault(each.list, []).append(each.column)
    yield ""
    yield "Of these, headings that are not known (shown as “Also on the list”)"
    yield from table([(name, ", ".join(headings)) for name, headings in by_list.items()])
    first, *more = wrap(found[0].remedy, 72)
    yield f"    → {first}"
    yield from (f"      {text}" for text in more)


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
        cells.append(shortened(", ".join(found)))
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


def carried(lists: Sequence[ListRead]) -> Iterator[str]:
    """The columns that the table does not show: also used, carried along, or not used."""
    rows = [(each.list, ", ".join(_also_used(each))) for each in lists]
    if any(headings for _, headings in rows):
        yield ""
        yield "Also understood"
        yield from table([row for row in rows if row[1]])
    yield from _second_people(lists)
    for title, fields, use in BESIDE_THE_TABLE:
        rows = [(each.list, _headings(each, fields, use)) for each in lists]
        if any(headings for _, headings in rows):
            yield ""
            yield title
            yield from table([row for row in rows if row[1]])


def _second_people(lists: Sequence[ListRead]) -> Iterator[str]:
    """The people of a row beside its own, each with the headings of their columns."""
    rows = [
        (each.list, f"{who}: {', '.join(c.heading for c in each.columns if c.person == who)}")
        for each in lists
        for who in dict.fromkeys(column.person for column in each.columns if column.person)
    ]
    if rows:
        yield ""
        yield "People of one row, each a listing of their own"
        yield from table(rows)


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


def findings_text(findings: Sequence[Noticed], *, whole: bool = False) -> Iterator[str]:
    """The findings by kind, worst first: what to look at, then what is for information.

    The latter are shortened unless `whole`.
    """
    notable = [each for each in findings if each.severity != "note"]
    notes = [each for each in findings if each.severity == "note"]
    if notable:
        yield ""
        yield f"Please look at ({len(notable)})"
        yield from _by_kind(notable)
    if notes:
        yield ""
        yield f"For information ({len(notes)})"
        yield from _by_kind(notes) if whole else _in_brief(notes)


def _in_brief(notes: Iterable[Noticed]) -> Iterator[str]:
    """One line a kind, with the lists and how many rows of each."""
    kinds: dict[tuple[str, str], dict[str, int]] = {}
    for each in notes:
        lists = kinds.setdefault((each.title, each.done), {})
        lists[each.list] = lists.get(each.list, 0) + len(each.rows)
    for (title, done), lists in kinds.items():
        where = ", ".join(
            f"{name} {number:,}" if number else name for name, number in lists.items()
        )
        yield f"  {title}: {done} ({where})"


def _by_kind(findings: Iterable[Noticed]) -> Iterator[str]:
    kinds: dict[tuple[str, str, str], list[Noticed]] = {}
    for each in findings:
        kinds.setdefault((each.title, each.done, each.remedy), []).append(each)
    for (title, done, remedy), found in kinds.items():
        yield f"  {title}: {done}"
        yield from table([_place(each) for each in found], indent="    ")
        if remedy != "nothing to do":
            first, *lines = remedy.splitlines()
            yield f"    → {first}"
            yield from (f"        {line}" for line in lines)


def _place(each: Noticed) -> tuple[str, str, str]:
    column = f"“{each.column}”" if each.column else ""
    rows = rows_text(each.rows)
    return each.list, column, f"{rows}  {each.detail}".strip()


def rows_text(rows: Sequence[str]) -> str:
    """ "row 14", "rows 3, 9 and 12", "rows 2, 3, 4, 5, 6, 7, 8, 9 and 81 more"."""
    if not rows:
        return ""
    if len(rows) == 1:
        return f"row {rows[0]}"
    if len(rows) > SHOWN_ROWS + 1:
        return f"rows {', '.join(rows[:SHOWN_ROWS])} and {len(rows) - SHOWN_ROWS:,} more"
    return f"rows {', '.join(rows[:-1])} and {rows[-1]}"


def error_text(each: NotUsable) -> str:
    """Why a list cannot be used, in one line with its address and the remedy."""
    row = f" row {each.row}" if each.row else ""
    column = f", column “{each.column}”" if each.column else ""
    return f"{each.list}{row}{column}: {each.problem}. Remedy: {each.remedy}"


def run_text(
    answer: RunAnswer, sentences: Sequence[str], out: Path, told: Iterable[str] = ()
) -> Iterator[str]:
    """What `run` prints: the counts, what needs a person, what is `told` of decisions, where the
    report is and what is kept."""
    every = "every pair was compared" if answer.every_pair_compared else "likely pairs compared"
    yield f"{count(answer.listings or 0, 'listing')} on {count(answer.lists or 0, 'list')}; {every}"
    yield from (sentence.rstrip(".") for sentence in sentences if sentence)
    if answer.audience is not None:
        yield f"The edition for {answer.audience} is not to be passed on to others"
    elif answer.pairs_to_review:
        need = "pair needs" if answer.pairs_to_review == 1 else "pairs need"
        where = f"{shlex.join(_review(answer, out))}  (or the sheet “To review”)"
        yield f"{answer.pairs_to_review:,} {need} a person to decide → {where}"
    else:
        yield "No pair needs a person to decide"
    yield from answer.notes
    yield from told
    yield from _before(answer)
    yield f"Written: {answer.written[0]} and .html"
    yield from kept_lines(answer, answer.delete_by)


def _review(answer: RunAnswer, out: Path) -> list[str]:
    """The command for clerical review of a report, where decisions will be kept."""
    words = ["cohortmatch", "review", str(out)]
    return words if answer.remembered is not None else [*words, "--decisions", "decisions.csv"]


def _before(answer: RunAnswer) -> Iterator[str]:
    """What was done with what people had written in the report before."""
    if answer.taken_in:
        yield f"{count(answer.taken_in, 'decision')} taken in from the workbook as it was"
    for each in answer.set_aside:
        yield f"Changed since it was written, and set aside: {each}"


def kept_lines(answer: RunAnswer | EditionsAnswer, delete_by: str | None) -> Iterator[str]:
    """What is kept for the next run, until when, and how to keep nothing."""
    if answer.trial:
        yield "On trial: nothing is kept, and ids of new people are not reserved for them"
    elif answer.not_kept is not None:
        yield f"Nothing is kept for next month: {answer.not_kept}"
    elif answer.kept_in is not None:
        yield (
            f"Kept for next month: {answer.kept_in} and its audit log, to be erased by "
            f"{delete_by} (--no-store keeps nothing)"
        )


def demo_text(answer: DemoAnswer) -> Iterator[str]:
    """What `demo` prints: what was written and what to run next."""
    folder = f'"{answer.folder}"' if " " in answer.folder else answer.folder
    listings = count(answer.listings, "invented listing")
    people = count(answer.people, "person", "people")
    yield f"{listings} of {people} on {count(len(answer.files), 'list')} in {folder}"
    yield "Now try:"
    yield f"  cohortmatch check {folder}"
    yield f"  cohortmatch run {folder} -o report"


def shortened(text: str, width: int = WIDEST) -> str:
    """The text, cut with an ellipsis where it is too wide for a table."""
    return text if len(text) <= width else f"{text[: width - 1].rstrip(' ,')}…"


def table(
    rows: Sequence[Sequence[str]], *, right: Sequence[int] = (), indent: str = "  ", body: str = ""
) -> Iterator[str]:
    """Rows with their columns aligned; `right` are the columns that end together.

    `body`, when given, indents all rows but the first.
    """
    safe = [[line(cell) for cell in row] for row in rows]
    shown = [[(body if i and body else "") + row[0], *row[1:]] for i, row in enumerate(safe)]
    widths = [max(map(len, column)) for column in zip(*shown, strict=True)]
    for row in shown:
        cells = [
            text.rjust(width) if place in right else text.ljust(width)
            for place, (text, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield (indent + "  ".join(cells)).rstrip()
