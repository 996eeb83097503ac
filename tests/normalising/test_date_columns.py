"""What a whole column of dates of birth says of each of them, and what `check` says of it."""

from __future__ import annotations

import pytest

from cohortmatch.core.types import Listings
from people_lists import a_list, listings_of

ABOUT_COLUMNS = {"dob-month-and-year", "dob-midnight-in-britain", "dob-historical"}


def column(*texts: str) -> Listings:
    rows = [{"surname": f"Ole{chr(97 + n)}", "date_of_birth": t} for n, t in enumerate(texts)]
    return listings_of(a_list("A", *rows))


def born(listings: Listings) -> list[str]:
    field = listings.field("date_of_birth")
    return [" ".join(map(str, field.of(place))) for place in range(len(listings))]


def told(listings: Listings) -> set[str]:
    return {found.code for found in listings.noticed} & ABOUT_COLUMNS


MONTHS = ["Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep"]
FIRSTS = [f"01/{month:02}/{1970 + month}" for month in range(1, 11)]


def test_a_column_of_firsts_of_a_month_is_month_and_year() -> None:
    found = column(*FIRSTS)
    assert born(found)[:3] == ["1971-01", "1972-02", "1973-03"]
    assert told(found) == {"dob-month-and-year"}
    assert "dob-first-of-january" not in {each.code for each in found.noticed}


@pytest.mark.parametrize(
    ("texts", "first", "because"),
    [
        ([f"{1970 + n}-{n:02}-01" for n in range(1, 11)], "1971-01", "real dates"),
        ([f"1 {month} 1985" for month in MONTHS], "1985-02", "names"),
        ([f"{n:02}/01/{1970 + n}" for n in range(1, 13)], "1971-01", "month first"),
        ([*FIRSTS, "14/03/1980"], "1971-01", "one whole date among eleven"),
    ],
)
def test_however_firsts_are_written(texts: list[str], first: str, because: str) -> None:
    assert born(column(*texts))[0] == first, because


def test_the_whole_dates_of_such_a_column_stay_whole() -> None:
    assert born(column(*FIRSTS, "14/03/1980"))[-1] == "1980-03-14"


def test_six_firsts_of_four_months_are_enough() -> None:
    short = [FIRSTS[place] for place in (0, 1, 1, 2, 3, 4, 5)]
    assert told(column(*short))
    assert all(len(each) == len("1985-03") for each in born(column(*short)))


@pytest.mark.parametrize(
    ("texts", "because"),
    [
        (FIRSTS[1:6], "five are too few"),
        ([*FIRSTS, "14/03/1980", "15/03/1980"], "two whole dates among twelve"),
        ([f"01/01/{1971 + n}" for n in range(12)], "all 1 January: these are years"),
        ([f"01/03/{1970 + n}" for n in range(12)], "one month only"),
    ],
)
def test_what_is_no_column_of_months(texts: list[str], because: str) -> None:
    found = column(*texts)
    assert not told(found), because
    assert all(len(each) == len("1985-03-01") for each in born(found))


STAMPS = [
    # as exported                 the day         because
    ("1985-06-13T23:00:00Z", "1985-06-14", "British summer: midnight is 23:00 in UTC"),
    ("1985-06-13T23:00:00.000Z", "1985-06-14", "with fractions of a second"),
    ("1985-06-13T23:00:00+00:00", "1985-06-14", "with an offset of nothing"),
    ("1985-06-13 23:00:00", "1985-06-14", "without a zone"),
    ("13/06/1985 23:00", "1985-06-14", "as Excel shows it"),
    ("13/06/1985 11:00:00 PM", "1985-06-14", "in twelve hours"),
    ("1985-06-13 22:59:59.999000", "1985-06-14", "a fraction short of it"),
    ("31211.9583333333", "1985-06-14", "a spreadsheet's number of day and hour"),
    ("1985-12-13T00:00:00Z", "1985-12-13", "British winter"),
    ("1970-01-19T23:00:00Z", "1970-01-20", "the winters of 1968 to 1971 kept summer time"),
    ("1984-12-31", "1984-12-31", "no time"),
    ("1985-06-14T00:00:00+01:00", "1985-06-14", "an offset that says the day"),
    ("1985-05-31T23:00:00Z", "1985-06-01", "into the next month"),
]


def test_midnights_of_summer_births_are_the_day_in_britain() -> None:
    found = column(*(text for text, _, _ in STAMPS))
    assert born(found) == [day for _, day, _ in STAMPS]
    assert told(found) == {"dob-midnight-in-britain"}


@pytest.mark.parametrize(
    ("text", "day", "because"), [pytest.param(*each, id=each[2]) for each in STAMPS]
)
def test_one_time_stamp_alone(text: str, day: str, because: str) -> None:
    assert born(column(text)) == [day]


@pytest.mark.parametrize(
    ("texts", "because"),
    [
        (["1985-06-13T00:00:00", "1985-12-13T00:00:00"], "midnights as they stand"),
        (["1985-12-13T23:00:00Z"], "23:00 in winter is no midnight"),
        (["1985-06-13 23:00", "1985-06-14 09:40", "1985-07-02 14:15"], "times of day"),
        (["1985-06-13 12:00", "1985-07-13 12:00"], "noon"),
    ],
)
def test_other_times_move_no_day(texts: list[str], because: str) -> None:
    found = column(*texts)
    days = [text[:10] for text in texts]
    assert (born(found), told(found)) == (days, set()), because


def test_a_column_of_people_long_dead_keeps_its_dates() -> None:
    texts = [f"{n + 10}/03/{1840 + 3 * n}" for n in range(10)]
    found = column(*texts, "14/03/1931", "07/06/1905")
    assert born(found)[0] == "1840-03-10"
    assert born(found)[-2:] == ["1931-03-14", "1905-06-07"]
    assert told(found) == {"dob-historical"}
    assert "dob-too-old" not in {each.code for each in found.noticed}


def test_one_old_date_among_others_keeps_day_and_month() -> None:
    texts = [f"{n + 10}/03/{1960 + 3 * n}" for n in range(10)]
    found = column(*texts, "14/03/1854")
    assert born(found)[-1] == "XXXX-03-14"
    assert not told(found)
    assert [(each.code, each.rows) for each in found.noticed] == [("dob-too-old", (12,))]


def test_rows_of_people_who_are_not_matched_say_nothing_of_a_column() -> None:
    rows = [
        {"surname": "Oxley", "date_of_birth": "13/06/1985 23:00", "role": "Victim"},
        {"surname": "Pell", "date_of_birth": "14/06/1985 09:30", "role": "Offender"},
    ]
    found = listings_of(a_list("A", *rows))
    assert (born(found), told(found)) == (["1985-06-14"], set())
