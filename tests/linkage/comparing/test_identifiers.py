"""Numbers of one kind: equal, equal but wrong on both, a slip apart, several a person."""

from __future__ import annotations

import pytest

from linkage.comparing.evidence_of import levels_of
from people_lists import a_cro, a_pnc

NUMBERS = [
    # kind, one cell, another, level, because
    ("pnc", a_pnc(73319), a_pnc(73319), "same", "one number"),
    ("pnc", "2002/0073319Z", "02/73319Z", "same", "long and short form of one number"),
    ("pnc", "2002/0073319Z", "02/733l9Z", "same", "l read as 1: the check letter then agrees"),
    ("pnc", "02/73319A", "2002/0073319A", "same_unchecked", "one number, wrong letter on both"),
    ("pnc", "2002/0073319Z", "02/73319", "same_unchecked", "the letter was left out once"),
    ("pnc", "2002/0073319Z", "2002/0073319A", "slip", "the letter mistyped once"),
    ("pnc", "2002/0073319Z", "2002/0073391Z", "slip", "two digits exchanged"),
    ("pnc", "2002/0073319Z", "2002/0073318Z", "slip", "a digit wrong"),
    ("pnc", "2002/0073319Z", a_pnc(900001), "different", "two numbers"),
    ("pnc", "2002/0073319Z", "", "missing", "not recorded on one"),
    ("pnc", "000000/00Z", "000000/00Z", "missing", "a placeholder on both is no number"),
    ("cro", "65656/91H", "065656/91H", "same", "with and without leading nought"),
    ("cro", a_cro(77), a_cro(91827), "different", "two numbers"),
    ("crn", "X987001", "x 987001", "same", "capitals and spaces are nothing"),
    ("crn", "X987001", "X987010", "slip", "two digits exchanged"),
    ("crn", "X987001; X981234", "X981234", "same", "of several the best pair speaks"),
    ("crn", "X987001; X981234", "X123789", "different", "none of several"),
    ("nino", "AB123456C", "AB123456", "same", "the suffix is often missing"),
    ("nhs_number", "943 476 5919", "9434765919", "same", "spaces are nothing"),
]


@pytest.mark.parametrize(("kind", "one", "other", "expected", "because"), NUMBERS)
def test_numbers(kind: str, one: str, other: str, expected: str, because: str) -> None:
    a, b = ({"forename": "Jo", "surname": "Bloggs", kind: text} for text in (one, other))
    assert levels_of(a, b)[kind] == expected, because


def test_a_number_in_the_wrong_column_is_compared_as_what_it_is() -> None:
    a = {"surname": "Bloggs", "cro": a_pnc(73319)}
    b = {"surname": "Bloggs", "pnc": a_pnc(73319)}
    found = levels_of(a, b)
    assert (found["pnc"], found["cro"]) == ("same", "missing")


def test_numbers_in_two_columns_of_one_kind_are_one_set() -> None:
    a = {"surname": "Bloggs", "pnc": a_pnc(1), "pnc 2": a_pnc(900001)}
    assert levels_of(a, {"surname": "Bloggs", "pnc": a_pnc(900001)})["pnc"] == "same"
