"""The day of an event in a case, from a cell's text."""

from __future__ import annotations

from datetime import date

import pytest

from cohortmatch.people.progress import contact_words
from cohortmatch.values.case_dates import case_day, case_day_beside, month_first

READ = [
    ("31/01/2026", date(2026, 1, 31), "day before month"),
    ("31.1.26", date(2026, 1, 31), "a year of two digits is of this century"),
    ("2026-01-31", date(2026, 1, 31), "ISO"),
    ("2026-01-31 00:00:00", date(2026, 1, 31), "a time counts for nothing"),
    ("31/01/2026 10:30", date(2026, 1, 31), "a time"),
    ("31/01/2026 at 2.30pm", date(2026, 1, 31), "a time in words"),
    ("Sat 31 Jan 2026", date(2026, 1, 31), "with a weekday"),
    ("3rd June 2026", date(2026, 6, 3), "an ordinal"),
    ("06/13/2026", date(2026, 6, 13), "no other order can be"),
    ("46053", date(2026, 1, 31), "a spreadsheet's day number"),
    ("29/02/2028", date(2028, 2, 29), "a leap year"),
    ("31/02/2026", None, "no such day"),
    ("June 2026", None, "a month is no day"),
    ("2026", None, "a year is no day"),
    ("3 June", None, "without a year"),
    ("01/01/1900", None, "a placeholder of another century"),
    ("soon", None, "words"),
    ("", None, "nothing"),
]


@pytest.mark.parametrize(("text", "day", "because"), READ)
def test_the_day_of_a_cell(text: str, day: date | None, because: str) -> None:
    assert case_day(text) == day, because


def test_a_column_with_the_month_first_is_read_so() -> None:
    assert month_first(["04/13/2026", "03/04/2026", "tbc"])
    assert not month_first(["04/13/2026", "13/04/2026"])
    assert not month_first(["03/04/2026", ""])
    assert case_day("03/04/2026", is_month_first=True) == date(2026, 3, 4)


BESIDE = [
    ("15/12/2025 (home visit)", date(2025, 12, 15), "how the contact was made"),
    ("16/12/25 phone", date(2025, 12, 16), "the same without brackets"),
    ("Seen 14/03/2026", date(2026, 3, 14), "a word before the day"),
    ("Phone call - 3rd June 2026 10:30", date(2026, 6, 3), "a long date"),
    ("F2F: 1.6.26", date(2026, 6, 1), "a short form"),
    ("w/c 09/03/2026", None, "a week is no day"),
    ("12/03/26?", None, "in doubt"),
    ("DNA 12/03/26", None, "no contact"),
    ("Not seen since 12/03/26", None, "no contact"),
    ("phone 12/03/26 no reply", None, "no contact"),
    ("12/03/26 and 14/03/26", None, "two days"),
    ("12/03/26 PC Quarmby", None, "a name may be anybody's"),
    ("home visit", None, "no day"),
]


@pytest.mark.parametrize(("text", "day", "because"), BESIDE)
def test_how_a_contact_was_made_may_stand_beside_its_day(
    text: str, day: date | None, because: str
) -> None:
    assert case_day_beside(text, contact_words()) == day, because
    assert case_day(text) is None
