"""A report on invented lists, and its workbook filled in, for the tests of decisions."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pandas as pd
from click.testing import Result

from decided import some_lists
from running import AS_OF, Command

STEP = re.compile(
    r"(?<!`)\bcohortmatch ((?:check|run|review|decide|decisions|audit|demo)\b[^\n`]*)"
)
"""A command that is printed as the next step."""


def small_lists(folder: Path) -> Path:
    """Two panels as CSV files, with some pairs that need a person."""
    folder.mkdir()
    for name, frame in some_lists().items():
        frame.to_csv(folder / f"{name}.csv", index=False)
    return folder


def a_report(cohortmatch: Command, lists: Path, *options: object) -> None:
    """The lists copied to `lists` in the current folder, and the report on them in `june`."""
    shutil.copytree(lists, "lists")
    told = cohortmatch("run", "lists", "-o", "june", "--as-of", AS_OF, *options)
    assert told.exit_code == 0, told.stderr


def again(cohortmatch: Command, *options: object, out: str = "june") -> str:
    """The report written again; what was told on stdout."""
    told = cohortmatch("run", "lists", "-o", out, "--as-of", AS_OF, *options)
    assert told.exit_code == 0, told.stderr
    return str(told.stdout)


def fill_in(answers: Sequence[str | None] = (), reason: str = "") -> list[str]:
    """Write answers on the sheet "To review" of the report, as somebody with a spreadsheet would;
    where none are given, what the report itself takes for likelier. The pairs."""
    path = Path("june/cross-reference.xlsx")
    book = openpyxl.load_workbook(path)
    page = book["To review"]
    heads: list[object] = []
    pairs: list[str] = []
    likelier = _Likelier()
    for row in page.iter_rows():
        values = [cell.value for cell in row]
        if "Pair" in values and "Decision" in values:
            heads = values
        elif heads and " | " in str(values[heads.index("Pair")]):
            number = len(pairs)
            pair = str(values[heads.index("Pair")])
            given = (*answers, *[None] * 999)[number] if answers else likelier[pair]
            row[heads.index("Decision")].value = given
            row[heads.index("Reason")].value = reason or None
            pairs.append(pair)
    book.save(path)
    return pairs


class _Likelier(dict[str, str]):
    """For each pair whether the report takes the two for one person: answers that agree."""

    def __init__(self) -> None:
        super().__init__()
        table = pd.read_csv("june/memberships.csv", dtype=str)
        self._person = dict(zip(table["listing_id"], table["person_id"], strict=True))

    def __missing__(self, pair: str) -> str:
        left, right = pair.split(" | ")
        one = self._person[left] == self._person[right]
        return "Same person" if one else "Different people"


def sort_backwards() -> None:
    """Turn the rows of the sheet "To review" round, and its reasons with them."""
    path = Path("june/cross-reference.xlsx")
    book = openpyxl.load_workbook(path)
    page = book["To review"]
    rows = [row for row in page.iter_rows() if " | " in str(row[0].value)]
    values = [[cell.value for cell in row] for row in rows]
    for row, turned in zip(rows, values[::-1], strict=True):
        for cell, value in zip(row, turned, strict=True):
            cell.value = value
    book.save(path)


def steps(told: Result) -> list[list[str]]:
    """The commands that were printed, without what stands behind them in brackets."""
    found = STEP.findall(told.output)
    return [shlex.split(re.sub(r"  \(or .*\)$", "", each)) for each in found]
