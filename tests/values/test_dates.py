"""Dates of birth: what is written, what is read, what is noted. The day is 1 June 2026."""

from __future__ import annotations

from datetime import date

import pytest

from cohortmatch.values.date_shapes import serial_date
from cohortmatch.values.dates import DateOfBirth, parse_date_of_birth

AS_OF = date(2026, 6, 1)
READ = """
12/05/1990              | 1990-05-12 |
12/5/1990               | 1990-05-12 |
 12 / 05 / 1990         | 1990-05-12 |
12.05.1990              | 1990-05-12 |
12-05-1990              | 1990-05-12 |
12 05 1990              | 1990-05-12 |
12\\05\\1990            | 1990-05-12 |
12.5.90                 | 1990-05-12 | dob-two-digit-year
12-May-1990             | 1990-05-12 |
12-May-90               | 1990-05-12 | dob-two-digit-year
12 May 90               | 1990-05-12 | dob-two-digit-year
12 May '90              | 1990-05-12 | dob-two-digit-year
12May1990               | 1990-05-12 |
12th May 1990           | 1990-05-12 |
12th of May, 1990       | 1990-05-12 |
May 12 1990             | 1990-05-12 |
May 12, 1990            | 1990-05-12 |
1990 May 12             | 1990-05-12 |
Sat 12 May 1990         | 1990-05-12 |
Saturday, 12 May 1990   | 1990-05-12 |
14 Sept 1990            | 1990-09-14 |
14 February 1990        | 1990-02-14 |
1990-05-12              | 1990-05-12 |
1990/05/12              | 1990-05-12 |
1990-05-12 00:00:00     | 1990-05-12 |
1990-05-12T00:00:00     | 1990-05-12 |
1990-05-12T00:00:00.000Z | 1990-05-12 |
12/05/1990 00:00        | 1990-05-12 |
12/05/1990 12:00 AM     | 1990-05-12 |
19900512                | 1990-05-12 |
12051990                | 1990-05-12 |
5121990                 | 1990-12-05 |
120590                  | 1990-05-12 | dob-two-digit-year
DOB: 12/05/1990         | 1990-05-12 |
born 12/05/1990         | 1990-05-12 |
12/05/1990 (36)         | 1990-05-12 |
12/05/1990 (36 yrs)     | 1990-05-12 |
12/05/1990 aged 36      | 1990-05-12 |
12/05/1990 - 36         | 1990-05-12 |
1990-05-12 36 yrs       | 1990-05-12 |
12/05/1990 DOB          | 1990-05-12 |
12//05/1990             | 1990-05-12 |
12/O5/1990              | 1990-05-12 | dob-repaired
l2/05/l990              | 1990-05-12 | dob-repaired
12/05/1990, 13/05/1990  | 1990-05-12 1990-05-13 | dob-several
32874                   | 1990-01-01 | dob-serial-number dob-first-of-january
32874.0                 | 1990-01-01 | dob-serial-number dob-first-of-january
33005                   | 1990-05-12 | dob-serial-number
33005.5                 | 1990-05-12 | dob-serial-number
9999.5                  | 1927-05-17 | dob-serial-number
1990                    | 1990       | dob-partial
1990.0                  | 1990       | dob-partial
May 1990                | 1990-05    | dob-partial
May-90                  | 1990-05    | dob-partial dob-two-digit-year
05/1990                 | 1990-05    | dob-partial
1990-05                 | 1990-05    | dob-partial
??/05/1990              | 1990-05    | dob-partial
xx/05/1990              | 1990-05    | dob-partial
00/05/1990              | 1990-05    | dob-partial
?/?/1990                | 1990       | dob-partial
00/00/1990              | 1990       | dob-partial
12/??/1990              | 1990       | dob-partial
c. 1990                 | 1990       | dob-partial dob-approximate
circa 1990              | 1990       | dob-partial dob-approximate
12/05/1990?             | 1990-05-12 | dob-approximate
01/01/1990              | 1990-01-01 | dob-first-of-january
01/01/2000              | 2000-01-01 | dob-first-of-january
05/25/1990              | 1990-05-25 | dob-other-order
1990-25-05              | 1990-05-25 | dob-other-order
29/02/2000              | 2000-02-29 |
31/05/2026              | 2026-05-31 |
02/06/1906              | 1906-06-02 |
12/05/1990 or 13/05/1991 | 1990-05-12 1991-05-13 | dob-several
12/05/1990 / 13/05/1991 | 1990-05-12 1991-05-13 | dob-several
12/05/1990; 12/05/1990  | 1990-05-12 |
12/05/1990\\n13/05/1991 | 1990-05-12 1991-05-13 | dob-several
12/05/1990 or unknown   | 1990-05-12 | dob-placeholder
1985/03                 | 1985-03    | dob-partial
Mar 1985                | 1985-03    | dob-partial
03/85                   | 1985-03    | dob-partial dob-two-digit-year
198503                  | 1985-03    | dob-partial
200503                  | 2003-05-20 | dob-two-digit-year
14/03                   | XXXX-03-14 | dob-without-year
03/14                   | XXXX-03-14 | dob-without-year
14 March                | XXXX-03-14 | dob-without-year
14-Mar                  | XXXX-03-14 | dob-without-year
14/03/                  | XXXX-03-14 | dob-without-year
14/03/????              | XXXX-03-14 | dob-without-year
05/03/xxxx              | XXXX-03-05 | dob-without-year
14/03/0000              | XXXX-03-14 | dob-without-year
XXXX-03-14              | XXXX-03-14 | dob-without-year
29/02                   | XXXX-02-29 | dob-without-year
1994-11-75              | 1994-11    | dob-impossible-part
19941175                | 1994-11    | dob-impossible-part
45/03/1985              | 1985-03    | dob-impossible-part
31/02/1990              | 1990       | dob-impossible-part
29/02/1990              | 1990       | dob-impossible-part
32/13/1990              | 1990       | dob-impossible-part
31 Feb 1990             | 1990       | dob-impossible-part
30/02/2068              | 1968       | dob-impossible-part dob-wrong-century
12/05/1890              | XXXX-05-12 | dob-too-old
2068-07-16              | 1968-07-16 | dob-wrong-century
16/07/2068              | 1968-07-16 | dob-wrong-century
2085                    | 1985       | dob-wrong-century
07/06/1905              | 1985       | dob-year-as-day
1905-06-07              | 1985       | dob-year-as-day
1905-06-07 00:00:00     | 1985       | dob-year-as-day
09/05/1905              | 1956       | dob-year-as-day
"""
REFUSED = """
01/01/1900   | dob-placeholder
1900-01-01   | dob-placeholder
01/01/1970   | dob-placeholder
1970-01-01 00:00:00 | dob-placeholder
25569        | dob-placeholder
01/01/1901   | dob-placeholder
11/11/1111   | dob-placeholder
31/12/9999   | dob-placeholder
09/09/9999   | dob-placeholder
01/01/1800   | dob-placeholder
00/01/1900   | dob-placeholder
00/00/0000   | dob-placeholder
99/99/9999   | dob-placeholder
0            | dob-placeholder
unknown      | dob-placeholder
N/K          | dob-placeholder
n/a          | dob-placeholder
None         | dob-placeholder
?            | dob-placeholder
#REF!        | dob-spreadsheet-error
#VALUE!      | dob-spreadsheet-error
########     | dob-spreadsheet-error
TRUE         | dob-not-a-date
FALSE        | dob-not-a-date
1/12         | dob-not-a-date
9.43E+09     | dob-not-a-date
12/05/190    | dob-not-a-date
Smith        | dob-not-a-date
34           | dob-age-instead
34 yrs       | dob-age-instead
aged 34      | dob-age-instead
Age: 34      | dob-age-instead
34 years old | dob-age-instead
34.0         | dob-age-instead
60           | dob-age-instead
01/06/2026   | dob-future
02/06/2026   | dob-future
2030         | dob-future
31/12/2099   | dob-placeholder
"""


def rows(text: str) -> list[list[str]]:
    return [[cell.strip() for cell in row.split("|")] for row in text.strip().splitlines()]


@pytest.mark.parametrize(("written", "expected", "notes"), rows(READ))
def test_a_date_is_read(written: str, expected: str, notes: str) -> None:
    parsed = parse_date_of_birth(written.replace("\\n", "\n"), AS_OF)
    assert " ".join(map(str, parsed.values)) == expected
    assert parsed.notes == tuple(notes.split())


@pytest.mark.parametrize(("written", "note"), rows(REFUSED))
def test_what_is_no_date_of_birth_is_said(written: str, note: str) -> None:
    assert parse_date_of_birth(written, AS_OF) == ((), (note,))


@pytest.mark.parametrize(
    ("year", "full"),
    [
        ("65", 1965),
        ("27", 1927),
        ("26", 1926),
        ("25", 2025),
        ("17", 2017),
        ("16", 2016),
        ("00", 2000),
        ("99", 1999),
    ],
)
def test_a_two_digit_year_makes_an_age_of_10_to_100(year: str, full: int) -> None:
    """A hundred and none is a hundred; one to nine is a child, who cannot be over a hundred."""
    assert parse_date_of_birth(f"12/05/{year}", AS_OF).values == (DateOfBirth(full, 5, 12),)


def test_a_two_digit_year_may_be_a_placeholder() -> None:
    assert parse_date_of_birth("01/01/70", AS_OF) == ((), ("dob-placeholder",))


def test_the_caller_may_say_that_the_month_comes_first() -> None:
    may = parse_date_of_birth("05/12/1990", AS_OF, day_first=False)
    assert may == ((DateOfBirth(1990, 5, 12),), ())
    turned = parse_date_of_birth("25/12/1990", AS_OF, day_first=False)
    assert turned == ((DateOfBirth(1990, 12, 25),), ("dob-other-order",))
    iso = parse_date_of_birth("1990-05-12", AS_OF, day_first=False)
    assert iso.values == (DateOfBirth(1990, 5, 12),)


@pytest.mark.parametrize(
    ("serial", "expected"),
    [
        (1, date(1900, 1, 1)),
        (59, date(1900, 2, 28)),
        (60, None),
        (61, date(1900, 3, 1)),
        (25569, date(1970, 1, 1)),
        (29221, date(1980, 1, 1)),
        (32874, date(1990, 1, 1)),
        (36526, date(2000, 1, 1)),
        (43831, date(2020, 1, 1)),
        (-1, None),
        (10**9, None),
    ],
)
def test_serials_know_the_leap_day_that_was_none(serial: int, expected: date | None) -> None:
    assert serial_date(serial) == expected


def test_serials_of_the_1904_system_are_1462_days_later() -> None:
    assert serial_date(32874 - 1462, date1904=True) == date(1990, 1, 1)
    parsed = parse_date_of_birth("31543", AS_OF, date1904=True)
    assert parsed.values == (DateOfBirth(1990, 5, 12),)


@pytest.mark.parametrize("text", ["1990", "1990-05", "1990-05-12", "XXXX-05-12", "0987-01-02"])
def test_a_date_of_birth_is_read_from_what_it_writes(text: str) -> None:
    assert str(DateOfBirth.from_text(text)) == text


def test_dates_of_birth_are_ordered_partial_ones_first() -> None:
    dates = [
        DateOfBirth(None, 5, 12),
        DateOfBirth(1990),
        DateOfBirth(1990, 5),
        DateOfBirth(1990, 5, 12),
        DateOfBirth(1991),
    ]
    assert sorted([*dates[3:], *dates[:3]]) == dates
    assert [value.is_partial for value in dates] == [True, True, True, False, True]
    assert max(dates) == DateOfBirth(1991)
