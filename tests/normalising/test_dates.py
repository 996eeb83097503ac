"""Which way round a column's days and months stand, told from the whole column."""

from __future__ import annotations

import pytest

from cohortmatch.normalising.dates import ENOUGH, DateOrder, date_order, turn
from people_lists import a_list, listings_of

DAYS = range(13, 13 + ENOUGH + 1)
DAY_FIRST = [f"{day}/05/1985" for day in DAYS]
MONTH_FIRST = [f"05/{day}/1985" for day in DAYS]
REAL_LOW = [f"1985-{month:02}-05" for month in range(1, ENOUGH + 1)]
REAL_ANY = [f"1985-05-{day}" for day in DAYS]

COLUMNS = [
    pytest.param(DAY_FIRST, DateOrder.day_first, id="days above 12 come first"),
    pytest.param(MONTH_FIRST, DateOrder.month_first, id="days above 12 come second"),
    pytest.param(MONTH_FIRST[:2], DateOrder.day_first, id="too few to believe it"),
    pytest.param(MONTH_FIRST[:8], DateOrder.month_first, id="eight, none against"),
    pytest.param(
        [*MONTH_FIRST[:8], *(f"0{n}/05/1985" for n in range(1, 9))],
        DateOrder.month_first,
        id="eight that prove it, eight that fit both",
    ),
    pytest.param(
        [f"1985-{day}-05" for day in DAYS], DateOrder.year_day_month, id="year, day, month"
    ),
    pytest.param(
        [*REAL_LOW, *MONTH_FIRST],
        DateOrder.real_dates_turned,
        id="the same fault of a list from overseas opened here",
    ),
    pytest.param(
        [f"{month:02}/01/{1970 + month}" for month in range(1, 13)],
        DateOrder.month_first,
        id="firsts of every month, month first",
    ),
    pytest.param(
        [f"{day:02}/01/{1970 + day}" for day in range(1, 20)],
        DateOrder.day_first,
        id="days of January",
    ),
    pytest.param(
        [*MONTH_FIRST, "13/05/1985"], DateOrder.day_first, id="both ways: a person typed day first"
    ),
    pytest.param(
        [*REAL_LOW, *DAY_FIRST],
        DateOrder.real_dates_turned,
        id="every real date has a day up to 12 and every text one above",
    ),
    pytest.param([*REAL_ANY, *DAY_FIRST], DateOrder.day_first, id="real dates of any day"),
    pytest.param(
        [*REAL_LOW, *DAY_FIRST, "05/06/1985"], DateOrder.day_first, id="a text with a low day"
    ),
    pytest.param(REAL_LOW, DateOrder.day_first, id="real dates alone tell nothing"),
    pytest.param([], DateOrder.day_first, id="an empty column"),
    pytest.param(["", "unknown", "age 30"], DateOrder.day_first, id="no dates"),
]


@pytest.mark.parametrize(("texts", "order"), COLUMNS)
def test_date_order(texts: list[str], order: DateOrder) -> None:
    assert date_order(texts) is order
    assert date_order(texts[::-1]) is order


@pytest.mark.parametrize(
    ("text", "turned"),
    [
        ("1990-04-03", "1990-03-04"),
        ("1990-04-03 00:00:00", "1990-03-04"),
        ("25/03/1990", "25/03/1990"),
        ("", ""),
    ],
)
def test_only_real_dates_are_turned(text: str, turned: str) -> None:
    assert turn(text) == turned


CODES = {"dob-month-first", "dob-real-dates-turned", "dob-year-day-month"}


@pytest.mark.parametrize(
    ("texts", "code", "first"),
    [
        (MONTH_FIRST, "dob-month-first", "1985-05-13"),
        ([*REAL_LOW, *DAY_FIRST], "dob-real-dates-turned", "1985-05-01"),
        (DAY_FIRST, None, "1985-05-13"),
        (["1985-03-04", *(f"1985-{day}-05" for day in DAYS)], "dob-year-day-month", "1985-04-03"),
        (["03/04/1985", *MONTH_FIRST[:8]], "dob-month-first", "1985-03-04"),
        (["03/04/1985", *MONTH_FIRST[:2]], "dob-month-first", "1985-03-04"),
        (["03/04/1985", "05/06/1990", MONTH_FIRST[0]], "dob-month-first", "1985-03-04"),
        (["03/04/1985", MONTH_FIRST[0], DAY_FIRST[0]], None, "1985-04-03"),
        (["03/04/1985", MONTH_FIRST[0]], None, "1985-04-03"),
    ],
)
def test_a_turned_column_is_read_as_it_was_meant_and_told(
    texts: list[str], code: str | None, first: str
) -> None:
    rows = [{"surname": f"Ole{chr(97 + i)}", "date_of_birth": t} for i, t in enumerate(texts)]
    listings = listings_of(a_list("A", *rows))
    assert str(listings.field("date_of_birth").of(0)[0]) == first
    told = {f.code for f in listings.noticed} & CODES
    assert told == ({code} if code else set())
