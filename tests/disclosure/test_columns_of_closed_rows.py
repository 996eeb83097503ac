"""Rows that are closed to a reader do not decide what a column is.

Each case fills one column of closed rows with values of another kind. IOM's edition is the same,
byte for byte, as with these cells blank. Rows that are left out of a list decide nothing for the
whole report either.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from closed_columns import Cells, Kind, edition, lists, result
from cohortmatch import normalising, reading
from cohortmatch.reading.sources import accepted
from cohortmatch.services import pipeline

SENTENCE = "She rang and says he shouted at her again on Tuesday"
WHAT = {
    "a sentence": SENTENCE,
    "a telephone number": "07700 9009{n:02}",
    "an age": "{n}",
    "a date": "{n}/05/1990",
}
CASES: list[tuple[Kind, str, str, int]] = [
    ("victims", "RAG", "a telephone number", 12),
    ("victims", "RAG", "a sentence", 11),
    ("victims", "Status", "a sentence", 11),
    ("victims", "Lead officer", "a sentence", 11),
    ("victims", "DOB", "an age", 8),
    ("victims", "DOB", "an age", 20),
    ("victims", "Phone", "a date", 12),
    ("victims", "Address", "a telephone number", 12),
    ("victims", "Zorb", "a telephone number", 12),
    ("associates", "RAG", "a sentence", 11),
    ("associates", "Lead officer", "a sentence", 11),
    ("associates", "DOB", "an age", 12),
    ("associates", "Zorb", "a date", 12),
    ("children", "RAG", "a sentence", 2),
    ("children", "RAG", "a sentence", 12),
    ("children", "RAG", "a telephone number", 12),
    ("children", "Lead officer", "a sentence", 12),
    ("children", "Zorb", "a date", 12),
]


def filled(column: str, what: str, number: int) -> list[Cells]:
    return [{column: WHAT[what].format(n=n + 10)} for n in range(number)]


@pytest.mark.parametrize(("kind", "column", "what", "number"), CASES)
def test_closed_rows_do_not_decide_what_a_column_is(
    kind: Kind, column: str, what: str, number: int
) -> None:
    blank: list[Cells] = [{} for _ in range(number)]
    assert edition(kind, filled(column, what, number)) == edition(kind, blank)


def test_rows_that_are_shown_do() -> None:
    """Else the table above would hold of columns that no row decides."""
    read = pipeline.read_lists(lists("victims", []))
    colours = {info.name: info.columns for info in read.lists}["ASB"]
    frames = lists("victims", [])
    frames["ASB"]["RAG"] = SENTENCE
    others = {info.name: info.columns for info in pipeline.read_lists(frames).lists}["ASB"]
    assert [use.field for use in colours if use.heading == "RAG"] == ["status"]
    assert [use.field for use in others if use.heading == "RAG"] == ["free_text"]


@pytest.mark.parametrize("number", [8, 20])
def test_ages_of_victims_take_no_perpetrator_his_date_of_birth(number: int) -> None:
    found = result("victims", filled("DOB", "an age", number)).listings
    assert found.field("date_of_birth").counts.tolist() == [1] * len(found)


def test_the_whole_report_is_the_same_whatever_stands_in_rows_that_are_left_out() -> None:
    blank, odd = (
        result("victims", closed) for closed in ([{}] * 12, filled("RAG", "a telephone number", 12))
    )
    pd.testing.assert_frame_equal(blank.people, odd.people)
    shown = [[sheet.table.rows for sheet in each.sheets][:2] for each in (blank, odd)]
    assert shown[0] == shown[1]


def test_left_out_rows_keep_their_place_and_their_count() -> None:
    """They are counted and told as before, though they decide nothing."""
    day = result("victims", []).listings.as_of
    assert day is not None
    frames = lists("victims", filled("RAG", "a telephone number", 12))
    raw = reading.read_all(accepted(frames)).lists
    told = pipeline.as_nominals_tell(raw, day)
    assert [each.rows for each in told] == [each.rows for each in raw]
    asb = next(each for each in told if each.info.name == "ASB")
    counted = normalising.normalise(told, day).lists[told.index(asb)]
    assert (counted.listings, sum(counted.excluded.values())) == (3, 12)


def test_a_list_without_closed_rows_is_not_read_again() -> None:
    frames = lists("children", [])
    raw = reading.read_all(accepted(frames)).lists
    day = result("children", []).listings.as_of
    assert day is not None
    assert all(a is b for a, b in zip(pipeline.as_nominals_tell(raw, day), raw, strict=True))


def test_a_surname_above_is_the_one_that_stands_there() -> None:
    """Though the row above decides nothing."""
    rows = [
        ("Pym", "Ada", "Perpetrator", "05/06/1977"),
        ("Odell", "Una", "Victim", "31/01/1990"),
        ("ditto", "Ivor", "Perpetrator", "03/04/1989"),
    ]
    frame = pd.DataFrame(rows, columns=["Surname", "Forename", "Role", "DOB"], dtype=str)
    found = pipeline.read_lists({"ASB": frame}).names
    assert [found.words[code] for code in found.surname.tolist()] == ["pym", "odell"]


def test_a_closed_list_does_not_say_what_a_column_of_another_is() -> None:
    """Its cells explain a heading that says nothing; to a reader it is closed to, they do not."""
    heads = ["Surname", "Forename", "Zorb"]
    own = pd.DataFrame([("Peake", "Jordan", "Male")], columns=heads)
    closed = [(f"Odell{c}", "Una", "Male" if c < "e" else "Female") for c in "abdefghj"]
    read = pipeline.read_lists({"IOM": own, "MAPPA": pd.DataFrame(closed, columns=heads)})
    assert read.without is not None
    left = read.without(frozenset({"MAPPA"}), lambda listings: np.arange(len(listings)))
    fields = [{u.heading: u.field for u in each.lists[0].columns}["Zorb"] for each in (read, left)]
    assert fields == ["sex", "other"]
