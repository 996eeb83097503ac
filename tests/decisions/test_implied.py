"""What follows from decisions about other pairs, and what is told where they part certain rows."""

from __future__ import annotations

import pandas as pd
import pytest

import cohortmatch as cm
from cohortmatch.decisions.implied import implied_decisions
from cohortmatch.linkage.pairs import Band
from cohortmatch.reporting import CrossReference
from cohortmatch.reporting.sheets.changes import OVERRULED, changes
from decided import Row, standing

TABLE: list[tuple[str, list[Row], dict[tuple[int, int], tuple[bool, list[int]]]]] = [
    ("one decision", [(1, 2, "same")], {}),
    ("a chain", [(1, 2, "same"), (2, 3, "same")], {(1, 3): (True, [1, 2])}),
    ("one and not the other", [(1, 2, "same"), (2, 3, "different")], {(1, 3): (False, [1, 2])}),
    ("two differ from a third", [(1, 2, "different"), (2, 3, "different")], {}),
    (
        "two people of two rows",
        [(1, 2, "same"), (3, 4, "same"), (1, 3, "different")],
        {(1, 4): (False, [2, 3]), (2, 3): (False, [1, 3]), (2, 4): (False, [1, 2, 3])},
    ),
    ("decided itself", [(1, 2, "same"), (2, 3, "different"), (1, 3, "different")], {}),
]


@pytest.mark.parametrize(("rows", "follows"), [row[1:] for row in TABLE], ids=[r[0] for r in TABLE])
def test_what_follows(
    rows: list[Row], follows: dict[tuple[int, int], tuple[bool, list[int]]]
) -> None:
    found = {
        (each.left, each.right): (each.same, [d.entry.number for d in each.decisions])
        for each in implied_decisions(standing(*rows))
    }
    assert found == follows


HEADINGS = ["Surname", "Forename", "DOB", "Postcode"]
ALI = ("Ali", "Mohammed", "05/06/1990", "RM7 7HH")
OTHERS = [("Ockford", "Brenda", "11/02/1980", "RM1 1AA"), ("Quist", "Dora", "13/04/1982", "E1 3AA")]
LISTS = {
    "IOM": pd.DataFrame([ALI, *OTHERS], columns=HEADINGS),
    "SGV": pd.DataFrame([ALI, *OTHERS], columns=HEADINGS),
    "MAPPA": pd.DataFrame([("Ali", "Mohammed", "05/06/1991", ""), *OTHERS], columns=HEADINGS),
}


def decided(*rows: tuple[str, str, str]) -> CrossReference:
    answers = pd.DataFrame(rows, columns=["left", "right", "answer"])
    return cm.match(LISTS, decisions=answers)


def test_decisions_that_part_equal_rows_are_told() -> None:
    result = decided(("IOM:0", "MAPPA:0", "same"), ("MAPPA:0", "SGV:0", "different"))
    lines = [list(map(str, row)) for row in changes(result.view).table.rows]
    (line,) = (line for line in lines if line[0] == OVERRULED)
    assert line[3] == "IOM:0 | SGV:0"
    assert line[4] == "IOM:0 | MAPPA:0: Same person\nSGV:0 | MAPPA:0: Different people"
    told = result.why("IOM:0", "SGV:0")
    assert told.stands == Band.different
    assert told.because == (
        "It follows from decisions 1 (IOM:0 and MAPPA:0: Same person) and 2 (SGV:0 and MAPPA:0: "
        "Different people)."
    )


@pytest.mark.parametrize(
    "rows",
    [
        [("IOM:0", "MAPPA:0", "same")],
        [("IOM:0", "MAPPA:0", "different"), ("MAPPA:0", "SGV:0", "different")],
        [
            ("IOM:0", "MAPPA:0", "same"),
            ("MAPPA:0", "SGV:0", "different"),
            ("IOM:0", "SGV:0", "different"),
        ],
    ],
    ids=["one answer", "both differ", "the pair itself is decided"],
)
def test_nothing_is_told_where_no_certain_rows_are_parted_unasked(
    rows: list[tuple[str, str, str]],
) -> None:
    reviewed = decided(*rows).view.reviewed
    assert reviewed is not None
    assert len(reviewed.standing) == len(rows)
    assert reviewed.overruled == ()
