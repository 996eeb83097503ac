"""The parser of dates of birth under the package's public name: its day may be text."""

from __future__ import annotations

from datetime import date

from cohortmatch.core.accepting import a_day
from cohortmatch.values.dates import DateOfBirth
from cohortmatch.values.dates import parse_date_of_birth as parse_on
from cohortmatch.values.parsed import Parsed

__all__ = ["parse_date_of_birth"]


def parse_date_of_birth(
    text: object,
    as_of: date | str | None = None,
    day_first: bool = True,
    date1904: bool = False,
    historical: bool = False,
) -> Parsed[DateOfBirth]:
    """The date of birth in a cell; several when the cell gives several.

    `text` may be any value of a column: None and a number that is none are blank. `as_of` is the
    day on which the list was made, a date or text such as 2026-06-01 (today when None);
    `day_first` whether 3/4 is 3 April, `date1904` whether day numbers count from 1904, `historical`
    whether people were born more than 120 years ago. Notes are the `dob-…` codes of the findings.
    Raises SettingsError for an `as_of` that is no day, and nothing for any cell.
    """
    day = None if as_of is None else a_day("as_of", as_of)
    return parse_on(text, day, day_first, date1904, historical)
