"""One date of birth with another: which mistakes a keyboard, an export or a clerk makes."""

from __future__ import annotations

import pytest

from linkage.comparing.evidence_of import levels_of
from people_lists import Row

DATES = [
    # one date       another        level         because
    ("12/05/1985", "12/05/1985", "same", "day, month and year"),
    ("12/05/1985", "1985-05-12", "same", "however it is written"),
    ("12/05/1985", "05/12/1985", "swapped", "day and month change places"),
    ("12/05/1985", "12/05/1986", "year_slip", "the year one out"),
    ("12/05/1985", "12/05/1995", "year_slip", "the year ten out"),
    ("12/05/1985", "13/05/1985", "slip", "one digit wrong"),
    ("12/05/1985", "21/05/1985", "slip", "two neighbouring digits exchanged"),
    ("12/05/1985", "12/05/1958", "slip", "two neighbouring digits of the year exchanged"),
    ("12/05/1985", "12/05/1935", "slip", "one digit of the year wrong"),
    ("12/05/1985", "12/09/1985", "slip", "one digit of the month wrong"),
    ("12/05/1985", "30/05/1985", "two_parts", "month and year agree"),
    ("12/05/1985", "12/11/1985", "two_parts", "day and year agree"),
    ("12/05/1985", "12/05/1991", "two_parts", "day and month agree, six years apart"),
    ("12/05/1985", "12/05/1963", "different", "one birthday, but a generation apart"),
    ("12/05/1985", "1985", "year", "only the year is known of one"),
    ("12/05/1985", "May 1985", "month", "month and year are known of one"),
    ("1985-05", "May 1985", "month", "month and year are known of both"),
    ("1985-01", "12/01/1985", "month", "January too, where it is no 1 January"),
    ("1985-01", "01/01/1985", "year", "1 January stands for no month"),
    ("12/05/1985", "1985-06", "other_month", "the year agrees, the months do not"),
    ("12/05/1985", "1986-05", "near", "a year out, and the day is not known"),
    ("12/05/1985", "1995-05", "different", "ten years out, and the day is not known"),
    ("14/03/1985", "14/03", "day_month", "the year is known of one"),
    ("14/03", "14 March", "day_month", "the year is known of neither"),
    ("14/03/1985", "15/03", "other_day", "another day, and the year is known of one"),
    ("14/03/1985", "14/04/0000", "other_day", "another month, and the year is known of one"),
    ("1985", "14/03", "missing", "a year alone and a day without one"),
    ("March 1985", "14/03", "missing", "a month alone and a day without its year"),
    ("01/01/1985", "14/03", "missing", "a 1 January stands for a year"),
    ("12/05/1985", "12/05/1885", "day_month", "nobody is 141: day and month are left"),
    ("12/11/1994", "1994-11-75", "month", "a day that no month has: month and year are left"),
    ("16/07/1968", "2068-07-16", "same", "a century too late"),
    ("16/07/1985", "07/06/1905", "year", "1985 typed into a cell of dates"),
    ("12/05/1985", "01/01/1985", "year", "1 January often stands for a year only"),
    ("01/01/1985", "01/01/1985", "year", "two of them agree on the year only"),
    ("12/05/1985", "June 1985", "other_month", "the year agrees, the months do not"),
    ("12/05/1985", "1986", "near", "a year out, and only the year is known"),
    ("12/05/1985", "1995", "different", "ten years out, and only the year is known"),
    ("12/05/1985", "23/11/1986", "near", "another day within two years"),
    ("12/05/1985", "23/11/1999", "different", "another day of another time"),
    ("12/05/1985", "", "missing", "not recorded"),
    ("12/05/1985", "01/01/1900", "missing", "a known placeholder is not recorded"),
    ("12/05/1985", "31/02/1985", "year", "no such day: the year is left"),
    ("12/05/1985", "31/02/85x", "missing", "no date at all"),
]


def born(text: str) -> Row:
    return {"forename": "Jo", "surname": "Bloggs", "date_of_birth": text}


@pytest.mark.parametrize(("one", "other", "expected", "because"), DATES)
def test_dates_of_birth(one: str, other: str, expected: str, because: str) -> None:
    assert levels_of(born(one), born(other))["date_of_birth"] == expected, because


def test_of_several_dates_the_best_pair_speaks() -> None:
    found = levels_of(born("12/05/1985 or 01/02/1990"), born("01/02/1990"))
    assert found["date_of_birth"] == "same"
