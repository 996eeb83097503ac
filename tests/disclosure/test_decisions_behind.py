"""What the team decides about a row that a reader may not see forms nobody in the edition."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import cohortmatch as cm
from disclosed import without_known_to

BORN = "21/03/1967"
IOM = pd.DataFrame(
    {
        "Name": ["Jasper Ashcombe", "Jaspar Ashcombe", "Kyle Osei"],
        "DOB": [BORN, "21/03/1976", "07/08/1993"],
        "CRN": ["X645336", "", ""],
    }
)
HIDDEN = pd.DataFrame(
    {
        "Name": ["Jasper Ashcombe", "Solomon Grundy"],
        "DOB": [BORN, "04/05/1977"],
        "CRN": ["X645336", ""],
        "Role": ["Associate", "Nominal"],
    }
)
SGV = pd.DataFrame({"Name": ["Jasper Ashcombe", "Kyle Osei"], "DOB": [BORN, "07/08/1993"]})
LISTS = {
    "a closed list": {"IOM": IOM, "MAPPA": HIDDEN.drop(columns="Role"), "SGV": SGV},
    "a row of an open list that only its own panel may learn of": {
        "IOM": IOM,
        "DIP": HIDDEN,
        "SGV": SGV,
    },
}
Answers = list[tuple[str, str, str]]


def _behind(lists: dict[str, pd.DataFrame], answer: str) -> Answers:
    """The answer to each pair with a row of the list in the middle."""
    (name,) = set(lists) - {"IOM", "SGV"}
    rows = [f"{each}:{row}" for each in lists for row in range(len(lists[each]))]
    pairs = [pair for pair in combinations(rows, 2) if any(s.startswith(name) for s in pair)]
    return [(*pair, answer) for pair in pairs if all(side[-1] != "2" for side in pair)]


def _edition(lists: dict[str, pd.DataFrame], decided: Answers | Path | None) -> list[Any]:
    """What IOM's edition says but for who is known to closed lists."""
    if isinstance(decided, list):
        table = pd.DataFrame(decided, columns=["left", "right", "answer"])
        result = cm.match(lists, plan=_PLAN, decisions=table)
    else:
        result = cm.match(lists, plan=_PLAN, decisions=decided)
    edition = result.edition("IOM")
    return [edition.stem, edition.headline, *map(without_known_to, edition.sheets)]


_PLAN = cm.Plan(as_of=date(2026, 6, 1))


@pytest.mark.parametrize("answer", ["same", "different"])
@pytest.mark.parametrize("where", LISTS)
def test_a_decision_about_a_hidden_row_forms_nobody(where: str, answer: str) -> None:
    lists = LISTS[where]
    pairs = [each for each in _behind(lists, answer) if "1" not in each[0][-1] + each[1][-1]]
    more = [("IOM:1", f"{_hidden(lists)}:0", answer), (f"{_hidden(lists)}:0", "SGV:0", answer)]
    for decided in (pairs, more):
        assert decided and _edition(lists, decided) == _edition(lists, None)


@pytest.mark.parametrize("answer", ["same", "different"])
def test_nor_where_the_closed_list_is_not_read_this_month(answer: str, tmp_path: Path) -> None:
    lists = LISTS["a closed list"]
    for number, decided in enumerate(_chains(answer)):
        path = tmp_path / f"{number}.csv"
        cm.decide(cm.match(lists, plan=_PLAN), decided, path, by="sam")
        left = {name: lists[name] for name in ("IOM", "SGV")}
        assert _edition(left, path) == _edition(left, None)


def _chains(answer: str) -> Iterator[pd.DataFrame]:
    columns = ["left", "right", "answer"]
    for own in ("IOM:0", "IOM:1"):
        rows = [(own, "MAPPA:0", answer), ("MAPPA:0", "SGV:0", answer)]
        yield pd.DataFrame(rows, columns=columns)


@pytest.mark.parametrize("answer", ["same", "different"])
def test_a_decision_about_rows_that_the_reader_sees_does(answer: str) -> None:
    lists = LISTS["a closed list"]
    decided = [("IOM:1", "SGV:0", answer), ("IOM:0", "SGV:0", answer)]
    assert _edition(lists, decided) != _edition(lists, None)


def _hidden(lists: dict[str, pd.DataFrame]) -> str:
    (name,) = set(lists) - {"IOM", "SGV"}
    return name
