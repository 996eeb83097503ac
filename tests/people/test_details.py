"""Dates for people and for files, ages, and what differs."""

from __future__ import annotations

from datetime import date

import pytest

from cohortmatch.people.details import age, as_date, iso, spoken
from cohortmatch.reporting import CrossReference
from cohortmatch.values.dates import DateOfBirth


@pytest.mark.parametrize(
    ("born", "in_files", "for_people"),
    [
        (DateOfBirth(1990, 3, 4), "1990-03-04", "4 Mar 1990"),
        (DateOfBirth(1990, 3), "1990-03", "Mar 1990"),
        (DateOfBirth(1990), "1990", "1990"),
    ],
)
def test_dates(born: DateOfBirth, in_files: str, for_people: str) -> None:
    assert (iso(born), spoken(born)) == (in_files, for_people)


@pytest.mark.parametrize(
    ("born", "years"),
    [
        (DateOfBirth(2008, 6, 1), 18),
        (DateOfBirth(2008, 6, 2), 17),
        (DateOfBirth(2008), None),
        (DateOfBirth(2030, 1, 1), None),
    ],
)
def test_age_in_whole_years(born: DateOfBirth, years: int | None) -> None:
    assert age(born, date(2026, 6, 1)) == years


def test_a_partial_date_is_no_date() -> None:
    assert as_date(DateOfBirth(1990, 3)) is None


def test_differences_say_which_list_holds_what(result: CrossReference) -> None:
    otto = result.view.reported[2]
    told = [result.view.details.in_words(d) for d in result.view.details.differences(otto.listings)]
    assert told == ["date of birth: 2 Jan 1985 (IOM), 1 Feb 1985 (MAPPA)"]


def test_what_is_not_recorded_does_not_differ(result: CrossReference) -> None:
    """Mary's date of birth is blank on NPS; her postcode is another there."""
    mary = result.view.reported[0]
    fields = [d.field for d in result.view.details.differences(mary.listings)]
    assert fields == ["postcode"]


def test_under_18_is_marked(result: CrossReference) -> None:
    ages = [result.view.age_words(person) for person in result.view.reported]
    assert ages == ["36", "16, under 18", "41", "54"]
