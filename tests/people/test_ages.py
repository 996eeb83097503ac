"""Who is under 18, may be, or will soon no longer be."""

from __future__ import annotations

from datetime import date

import pytest

from cohortmatch.people.ages import AgeNow, age_now, birthday, months_later
from cohortmatch.reporting import CrossReference
from cohortmatch.reporting.sheets.ages import ages
from cohortmatch.values.dates import DateOfBirth

DAY = date(2026, 6, 1)
CASES = [
    ([DateOfBirth(1990, 3, 4)], AgeNow("adult"), "of age"),
    ([DateOfBirth(2008, 6, 1)], AgeNow("adult"), "18 today"),
    ([DateOfBirth(2008, 6, 2)], AgeNow("under 18", date(2026, 6, 2)), "18 tomorrow"),
    ([DateOfBirth(2008, 12, 1)], AgeNow("under 18", date(2026, 12, 1)), "18 in six months"),
    ([DateOfBirth(2008, 12, 2)], AgeNow("under 18"), "18 in more than six months"),
    ([], AgeNow("unknown"), "no date of birth"),
    ([DateOfBirth(2007, None, None)], AgeNow("adult"), "born 2007, surely 18"),
    ([DateOfBirth(2008, None, None)], AgeNow("unknown"), "born 2008, perhaps 17"),
    ([DateOfBirth(2009, None, None)], AgeNow("under 18"), "born 2009, surely 17 at most"),
    ([DateOfBirth(2008, 7, None)], AgeNow("under 18"), "born in July 2008, surely 17"),
    ([DateOfBirth(2008, 6, None)], AgeNow("unknown"), "born in June 2008, perhaps 18 today"),
    ([DateOfBirth(None, 6, 1)], AgeNow("unknown"), "no year"),
    (
        [DateOfBirth(1990, 3, 4), DateOfBirth(2011, None, None)],
        AgeNow("under 18"),
        "one list has the year of a child",
    ),
    ([DateOfBirth(2008, 5, None)], AgeNow("adult"), "born in May 2008, surely 18"),
    (
        [DateOfBirth(1990, 3, 4), DateOfBirth(2012, 3, 4)],
        AgeNow("under 18"),
        "one list says a child",
    ),
    ([DateOfBirth(1990, 3, 4), DateOfBirth(2008, None, None)], AgeNow("unknown"), "one may be"),
]


@pytest.mark.parametrize(("born", "told", "because"), CASES, ids=[c[2] for c in CASES])
def test_age_groups(born: list[DateOfBirth], told: AgeNow, because: str) -> None:
    assert age_now(born, DAY) == told, because


def test_without_a_day_no_age_is_known() -> None:
    assert age_now([DateOfBirth(1990, 3, 4)], None).group == "unknown"


def test_birthdays_of_leap_days_and_ends_of_months() -> None:
    assert birthday(date(2008, 2, 29), 18) == date(2026, 3, 1)
    assert months_later(date(2026, 8, 31), 6) == date(2027, 2, 28)


def test_the_sheet_holds_those_on_one_list_too(result: CrossReference) -> None:
    """Ada is 16 and on both panels; Sol, of age, is not told; everybody else is of age."""
    sheet = ages(result.view)
    assert [row[1] for row in sheet.table.rows] == ["Ada PENN"]
    assert sheet.sentence.startswith("1 person on a panel is under 18.")
