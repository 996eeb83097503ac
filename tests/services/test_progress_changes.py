"""What was typed about the rows of a list, beside what next month's list says."""

from __future__ import annotations

import pandas as pd
import pytest

import cohortmatch as cm
from cohortmatch.services.own_list import OwnList, own_list
from cohortmatch.services.progress_changes import TypedText, found_again, reconciled, same_text

KEY = "0123456789abcdef" * 2
ROWS = {
    "Name": ["Ivor Quarmby", "Una Tindall", "Rex Osgood"],
    "DOB": ["03/04/1989", "12/11/1991", "21/07/1985"],
    "Post Code": ["RM1 3BD", "RM2 6AA", "RM7 7AA"],
    "RAG": ["Red", "Amber", "Green"],
    "Last contact": ["01/05/2026", "", ""],
}


def a_list(**columns: list[str]) -> OwnList:
    frame = pd.DataFrame({**ROWS, **columns})
    return own_list(cm.read_lists({"IOM": frame}), 0, KEY)


def typed(heading: str, before: str, text: str) -> TypedText:
    """Something typed about Ivor Quarmby, the first row of June's list."""
    return TypedText("1", a_list().rows[0].content, heading, before, text)


TABLE = [
    # heading, the list then, what was typed, the list now, outcome
    ("RAG", "Red", "Amber", "Amber", "taken in"),
    ("RAG", "Red", "Amber", "A", "taken in"),
    ("RAG", "Red", "Amber", "AMBER ", "taken in"),
    ("RAG", "Red", "Amber", "Red", "still to do"),
    ("RAG", "Red", "Amber", "R", "still to do"),
    ("RAG", "Red", "Amber", "Green", "both changed"),
    ("RAG", "Red", "Amber", "", "both changed"),
    ("RAG", "Red", "", "", "taken in"),
    ("Last contact", "01/05/2026", "2026-06-09", "9 Jun 2026", "taken in"),
    ("Last contact", "01/05/2026", "2026-06-09", "2026-05-01", "still to do"),
    ("Last contact", "01/05/2026", "2026-06-09", "10/06/2026", "both changed"),
]


@pytest.mark.parametrize(("heading", "before", "text", "now", "outcome"), TABLE)
def test_what_becomes_of_what_was_typed(
    heading: str, before: str, text: str, now: str, outcome: str
) -> None:
    july = a_list(**{heading: [now, *ROWS[heading][1:]]})
    (found,) = reconciled([typed(heading, before, text)], july)
    assert found.outcome == outcome
    assert found.says == july.rows[0].cells[heading]


def test_a_column_that_the_list_did_not_have_waits_until_it_has_it() -> None:
    (found,) = reconciled([typed("Note", "", "call back")], a_list())
    assert found.outcome == "still to do"
    (found,) = reconciled([typed("Note", "", "call back")], a_list(Note=["Call back", "", ""]))
    assert found.outcome == "taken in"


def test_a_column_that_is_gone_is_told() -> None:
    frame = pd.DataFrame(ROWS).drop(columns="RAG")
    july = own_list(cm.read_lists({"IOM": frame}), 0, KEY)
    (found,) = reconciled([typed("RAG", "Red", "Amber")], july)
    assert found.outcome == "not on the list"


CHANGED = [
    # what changed of the row, whether it is found again
    ({}, True),
    ({"Post Code": ["RM5 2AA", "RM2 6AA", "RM7 7AA"]}, True),
    ({"DOB": ["04/03/1989", "12/11/1991", "21/07/1985"]}, True),
    ({"Name": ["Nell Farrow", "Una Tindall", "Rex Osgood"]}, False),
    ({"Name": ["Nell Farrow"] * 3, "DOB": ["09/09/1990"] * 3}, False),
]


@pytest.mark.parametrize(("columns", "is_found"), CHANGED)
def test_whose_row_it_is_is_seen_by_what_the_row_says(
    columns: dict[str, list[str]], is_found: bool
) -> None:
    ivor = a_list().rows[0].content
    found = found_again([ivor], a_list(**columns))
    assert (ivor.digest in found) == is_found
    assert not is_found or found[ivor.digest].listing == "IOM:0"


def test_rows_in_another_order_keep_what_was_typed_about_them() -> None:
    frame = pd.DataFrame(ROWS).iloc[::-1].reset_index(drop=True)
    july = own_list(cm.read_lists({"IOM": frame}), 0, KEY)
    (found,) = reconciled([typed("RAG", "Red", "Amber")], july)
    assert (found.outcome, found.row and found.row.listing) == ("still to do", "IOM:2")


def test_a_number_is_no_date() -> None:
    assert not same_text("Risk score", "16", "17")
    assert same_text("Lead officer", "PC  Bell", "pc bell")


def test_the_apostrophe_that_guards_a_cell_is_no_change() -> None:
    assert same_text("Notes", "=call", "'=call") and same_text("Notes", "'til May", "''til May")
