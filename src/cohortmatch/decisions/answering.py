"""Answers of clerical review: from the sheet "To review", a CSV file or a DataFrame.

Policy: only the pair and the answer (with reason and note) are read from a table, so a sheet may be
sorted, cut or filled in part. An unknown answer is a fault, reported with its row and the remedy.
All faults are reported at once, and then no answer is added.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from cohortmatch.core.errors import AnswersError
from cohortmatch.core.fingerprints import Content, Contents
from cohortmatch.core.guarding import csv_meant
from cohortmatch.core.regular_file import bytes_of
from cohortmatch.decisions.ledger import Answer, Entry, Ledger
from cohortmatch.decisions.ledger_file import answer_of
from cohortmatch.decisions.persons import is_person
from cohortmatch.values.text import fold, tidy

__all__ = ["SHEET", "Answered", "entries_of", "read_answers", "read_workbook"]

SHEET = "To review"
BETWEEN = " | "
"""What stands between the two ids of a pair's reference."""
NAMES = {
    "pair": ("pair",),
    "left": ("left",),
    "right": ("right",),
    "answer": ("decision", "answer"),
    "reason": ("reason",),
    "note": ("note",),
}
Sides = tuple[Content, Content]
REMEDY = "choose Same person, Different people or Not sure yet, or leave it blank"


@dataclass(frozen=True, repr=False)
class Answered:
    """One answer as given; `pair` is a reference or two ids, `where` its place in a message."""

    pair: str | tuple[str, str]
    answer: Answer
    where: str
    reason: str = ""
    note: str = ""


def read_workbook(path: Path) -> list[Answered]:
    """The answers on the sheet "To review" of a report's workbook, or in a CSV file.

    AnswersError with every fault when there is no such sheet or an answer is not known.
    """
    if path.suffix.casefold() == ".csv":
        return _answers(_csv_rows(path), path.name)
    return _answers(_sheet_rows(path), f"“{SHEET}”")


def read_answers(table: pd.DataFrame) -> list[Answered]:
    """The answers in a DataFrame: `left` and `right` (listing ids) or an index or column `pair`,
    and `answer` or `decision`; `reason` and `note` where they are. The table is not changed."""
    whole = table.reset_index() if table.index.name else table
    rows = [[str(name) for name in whole.columns]]
    rows += [["" if _is_blank(c) else str(c) for c in row] for row in whole.to_numpy().tolist()]
    return _answers(rows, "the answers", first=0)


def _is_blank(cell: Any) -> bool:
    return cell is None or (pd.api.types.is_scalar(cell) and bool(pd.isna(cell)))


def _csv_rows(path: Path) -> list[list[str]]:
    try:
        text = bytes_of(path).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise AnswersError([f"{path.name}: cannot be read as CSV in UTF-8"]) from None
    return [[csv_meant(cell) for cell in row] for row in csv.reader(text.splitlines())]


def _sheet_rows(path: Path) -> list[list[str]]:
    from python_calamine import CalamineError, CalamineWorkbook

    if not path.is_file():
        raise AnswersError([f"{path}: there is no such file; give the report's workbook"])
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            if SHEET not in book.sheet_names:
                raise AnswersError([f"{path.name}: there is no sheet “{SHEET}” in it"])
            cells = book.get_sheet_by_name(SHEET).to_python(skip_empty_area=False)
    except (CalamineError, OSError):
        remedy = "close it where it is open, or save it again as .xlsx"
        raise AnswersError([f"{path.name}: is no workbook that can be read; {remedy}"]) from None
    return [[str(cell) for cell in row] for row in cells]


def _answers(rows: Sequence[Sequence[str]], where: str, first: int = 1) -> list[Answered]:
    """The answers in the rows below the headings; `first` is the number of the first row."""
    start, places = _headings(rows)
    if not places:
        raise AnswersError([f"{where}: the columns Pair and Decision are not there"])
    found: dict[str | tuple[str, str], Answered] = {}
    faults: list[str] = []
    for number, row in enumerate(rows[start + 1 :], start + 1 + first):
        at = f"{where} row {number}"
        cells = {name: tidy(row[place]) for name, place in places.items() if place < len(row)}
        given = answer_of(cells.get("answer", ""))
        pair = cells.get("pair") or (cells.get("left", ""), cells.get("right", ""))
        if not cells.get("answer"):
            continue
        if given is None:
            faults.append(f"{at}: the decision is none of the three; {REMEDY}")
            continue
        before = found.get(pair)
        if before is not None and before.answer != given:
            faults.append(f"{at}: the pair of {before.where} is answered again, and differently")
        found[pair] = Answered(pair, given, at, cells.get("reason", ""), cells.get("note", ""))
    if faults:
        raise AnswersError(faults)
    return list(found.values())


def _headings(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    """The row of the headings, and the column of each thing that is read."""
    for number, row in enumerate(rows):
        plain = [fold(cell) for cell in row]
        places = {
            name: plain.index(heading)
            for name, headings in NAMES.items()
            for heading in headings[::-1]
            if heading in plain
        }
        if "answer" in places and ("pair" in places or {"left", "right"} <= set(places)):
            return number, places
    return 0, {}


def entries_of(
    answers: Iterable[Answered], known: Contents, ledger: Ledger, *, by: str, at: str
) -> list[Entry]:
    """New entries for answers that are new, numbered on from the ledger's last.

    `by` is who answered, `at` when (UTC). AnswersError with every pair that is not known.
    """
    pairs, faults = _located(answers, known)
    if faults:
        raise AnswersError(faults)
    in_force = {entry.pair: entry for entry in ledger.in_force}
    made: list[Entry] = []
    for each, sides in pairs:
        left, right = sorted(sides, key=lambda c: (c.digest, c.listing))
        number = ledger.next_number + len(made)
        entry = Entry(number, each.answer, left, right, by, at, each.reason, each.note)
        before = in_force.get(entry.pair)
        if before is None or _said(before) != _said(entry):
            made.append(entry)
    return made


def _said(entry: Entry) -> tuple[str, str, str]:
    return entry.answer, entry.reason, entry.note


def _located(
    answers: Iterable[Answered], known: Contents
) -> tuple[list[tuple[Answered, Sides]], list[str]]:
    found: list[tuple[Answered, Sides]] = []
    faults: list[str] = []
    for each in answers:
        places = _places(each.pair, known.by_id)
        persons = _persons(each.pair)
        if places is not None:
            found.append((each, (known.at(places[0]), known.at(places[1]))))
        elif persons is not None:
            found.append((each, persons))
        else:
            faults.append(f"{each.where}: the pair names no two listings of the run")
    return found, faults


def _persons(pair: str | tuple[str, str]) -> Sides | None:
    """Two persons, where the pair names their ids and no listings."""
    one, other = pair if isinstance(pair, tuple) else (pair.partition(BETWEEN)[::2])
    if one == other or not (is_person(one) and is_person(other)):
        return None
    return Content(one), Content(other)


def _places(pair: str | tuple[str, str], by_id: Mapping[str, int]) -> tuple[int, int] | None:
    """The positions of a pair's two listings; a list's own name may contain the separator."""
    tries = [pair] if isinstance(pair, tuple) else _splits(pair)
    for left, right in tries:
        if left in by_id and right in by_id and left != right:
            return by_id[left], by_id[right]
    return None


def _splits(reference: str) -> list[tuple[str, str]]:
    parts = reference.split(BETWEEN)
    return [(BETWEEN.join(parts[:cut]), BETWEEN.join(parts[cut:])) for cut in range(1, len(parts))]
