"""The one check that would settle a pair, and what else the two may be, on every sheet of pairs."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from cohortmatch.people.suggested_check import ASK, suggested_check
from cohortmatch.reporting import CrossReference
from cohortmatch.reporting.sheets.review import to_review
from sketches import SAME_NAME, Sketch, answer

COLUMNS = {"N": "name", "PNC": "pnc", "Born": "date_of_birth", "Home": "postcode"}
A_PNC, A_DAY, A_HOME = "2087/0000001A", "1990-03-04", "ZZ1 1AA"
EVERYTHING = ("pnc", "cro", "date_of_birth", "address")


def two(
    left: tuple[str, ...], right: tuple[str, ...], levels: Mapping[str, str] = SAME_NAME
) -> CrossReference:
    """One pair to check: its PNC, date of birth and postcode on either side."""
    lists = [Sketch("a", COLUMNS, {2: ("Ann ARDEN", *left)})]
    lists += [Sketch("b", COLUMNS, {2: ("Ann ARDEN", *right)})]
    return answer(lists, [], {("a:2", "b:2"): (1.0, "check", levels)})


@pytest.mark.parametrize(
    ("left", "right", "settled"),
    [
        (("", "", ""), ("", "", ""), ("PNC ID", ("a:2", "b:2"))),
        ((A_PNC, "", ""), ("", "", ""), ("PNC ID", ("b:2",))),
        (("", A_DAY, ""), ("", "", ""), ("date of birth", ("b:2",))),
        ((A_PNC, A_DAY, ""), ("", "", ""), ("PNC ID", ("b:2",))),
        (("", "", A_HOME), ("", "", ""), ("PNC ID", ("a:2", "b:2"))),
        ((A_PNC, A_DAY, A_HOME), (A_PNC, A_DAY, A_HOME), ("CRO number", ("a:2", "b:2"))),
    ],
)
def test_what_to_look_up_and_for_whom(
    left: tuple[str, ...], right: tuple[str, ...], settled: tuple[str, tuple[str, ...]]
) -> None:
    assert suggested_check(two(left, right).view, EVERYTHING, (0, 1)) == settled


def test_where_everything_is_known_a_person_is_asked() -> None:
    view = two((A_PNC, A_DAY, A_HOME), (A_PNC, A_DAY, A_HOME)).view
    assert suggested_check(view, (), (0, 1)) == (ASK, ())
    assert suggested_check(view, ("pnc",), (0, 1)) == (ASK, ())  # recorded, but not to be compared


def test_the_queue_the_sheet_and_the_page_say_what_to_look_up() -> None:
    result = two((A_PNC, "", ""), ("", "", ""))
    assert result.review_queue()["settle"].tolist() == ["Look up the PNC ID of b:2"]
    row = to_review(result.view).table.rows[0]
    assert str(row[8]).endswith("\nLook up the PNC ID of b:2")
    assert "Look up the PNC ID of b:2" in result._page().decode()
    assert result.why("a:2", "b:2").to_settle == "the PNC ID of b:2"


def test_the_queue_the_sheet_and_the_page_say_what_else_the_two_may_be() -> None:
    twins = {"surname": "same", "date_of_birth": "same", "relation": "twins"}
    result = two(("", A_DAY, ""), ("", A_DAY, ""), twins)
    assert result.review_queue()["perhaps"].tolist() == ["perhaps twins"]
    row = to_review(result.view).table.rows[0]
    assert row[1] == "Probably the same, check: perhaps twins"
    assert "Probably the same, check: perhaps twins" in result._page().decode()


def test_what_the_two_say_stands_one_above_the_other() -> None:
    row = to_review(two(("", A_DAY, ""), ("", "", "")).view).table.rows[0]
    assert row[2:4] == ["A: Ann ARDEN\nB: Ann ARDEN", f"A: {A_DAY}\nB: Not recorded"]
