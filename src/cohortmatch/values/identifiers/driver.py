"""Driver number of Great Britain, which encodes surname, date of birth and sex.

Policy: 16 characters (two issue digits after them are dropped): five of the surname padded with 9
(Mac becomes Mc), decade digit, month (50 more for women), day, year digit, two initials (9 where
there is none), a digit, two computer characters. The check characters cannot be computed, so only
the form is tested. The number repeats surname, date and sex, so agreement adds nothing to theirs;
disagreement is a sign of a wrong cell.
Source: the published explanations of the DVLA driver number.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from cohortmatch.values.cell_texts import takes_any_cell_too
from cohortmatch.values.identifiers.check_letter import as_digits
from cohortmatch.values.identifiers.identifier import UNCONFIRMED, Identifier, compact
from cohortmatch.values.text import squash

SHAPE = re.compile(
    r"((?=[A-Z])[A-Z]{1,5}9{0,4})([0-9])([0156][0-9])([0-3][0-9])([0-9])"
    r"([A-Z][A-Z9]|99)([0-9A-Z])([0-9A-Z]{2})"
)


class Birth(NamedTuple):
    """The birth in the number: the year within its century, month and day."""

    year: int
    month: int
    day: int


@dataclass(frozen=True, eq=False, repr=False)
class DriverNumber(Identifier):
    """A driver number, `MORGA657054SM9IJ`."""

    kind: ClassVar[str] = "driver_number"

    @classmethod
    @takes_any_cell_too
    def parse(cls, text: str) -> DriverNumber:
        """Read a driver number; never raises."""
        bare = compact(text)
        if len(bare) == 18 and bare[16:].isdigit():
            bare = bare[:16]
        meant = bare[:5] + as_digits(bare[5:11]) + bare[11:]
        if not SHAPE.fullmatch(meant) or len(meant) != 16:
            return cls(why_not="not in the form of a driver number")
        if not _is_date(int(meant[6:8]) % 50, int(meant[8:10])):
            return cls(meant, why_not="the date in it cannot be a date")
        if meant != bare:
            return cls(meant, repaired=True, why_not=UNCONFIRMED)
        return cls(meant, True)

    @property
    def surname(self) -> str:
        """The first five letters of the surname, lower case, fewer when it is shorter."""
        return self.canonical[:5].rstrip("9").lower()

    @property
    def sex(self) -> str:
        """'M' or 'F'; '' when there is no number."""
        if not self.canonical:
            return ""
        return "F" if int(self.canonical[6:8]) > 12 else "M"

    @property
    def born(self) -> Birth | None:
        """The birth it encodes; None when there is no valid number."""
        if not self.is_valid:
            return None
        year = int(self.canonical[5] + self.canonical[10])
        return Birth(year, int(self.canonical[6:8]) % 50, int(self.canonical[8:10]))

    def fits_birth(self, year: int | None, month: int | None, day: int | None) -> bool:
        """Whether a date of birth is the one it encodes, as far as the date is known."""
        born = self.born
        if born is None:
            return False
        of_year = year is None or year % 100 == born.year
        return of_year and month in (None, born.month) and day in (None, born.day)

    def fits_surname(self, surname: str) -> bool:
        """Whether the number encodes this surname."""
        bare = re.sub(r"^mac", "mc", squash(surname))
        return bool(bare) and bare[:5] == self.surname


def _is_date(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(2000, month)[1]
