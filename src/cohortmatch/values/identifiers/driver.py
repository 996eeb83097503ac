"""Driver number of Great Britain, which encodes surname, date of birth and sex.

Policy: 16 characters (two issue digits after them are dropped): five of the surname padded with 9
(Mac becomes Mc), decade digit, month (50 more for women), day, year digit, two initials (9 where
there is none), a digit, two computer characters. The check characters cannot be computed, so the
form is all that is tested. Because it repeats surname, date and sex, agreement adds nothing to
theirs; disagreement is a sign of a wrong cell.
Source: the published explanations of the DVLA driver number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from cohortmatch.values.identifiers.identifier import Identifier, compact
from cohortmatch.values.text import squash

SHAPE = re.compile(
    r"([A-Z9]{5})(\d)([0156]\d)(\d\d)(\d)([A-Z9]{2})([A-Z0-9])([A-Z]{2})(\d\d)?", re.ASCII
)
DIGITS = str.maketrans("OIS", "015")


@dataclass(frozen=True, eq=False, repr=False)
class DriverNumber(Identifier):
    """A driver number, `MORGA657054SM9IJ`."""

    kind: ClassVar[str] = "driver_number"

    @classmethod
    def parse(cls, text: str) -> DriverNumber:
        """Read a driver number; never raises."""
        bare = compact(text).replace("/", "")
        meant = bare[:5] + bare[5:11].translate(DIGITS) + bare[11:]
        found = SHAPE.fullmatch(meant)
        if not found or not re.fullmatch(r"[A-Z]+9*", found[1]):
            return cls(why_not="not in the form of a driver number")
        month, day = int(found[3]) % 50, int(found[4])
        if not (1 <= month <= 12 and 1 <= day <= 31):
            return cls(meant[:16], why_not="the date in it cannot be a date")
        return cls(meant[:16], True, meant != bare)

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
    def born(self) -> tuple[int, int, int] | None:
        """Year of the century, month and day of birth; None when there is no valid number."""
        if not self.is_valid:
            return None
        year = int(self.canonical[5] + self.canonical[10])
        return year, int(self.canonical[6:8]) % 50, int(self.canonical[8:10])

    def fits_surname(self, surname: str) -> bool:
        """Whether a surname would be written in this number as it is."""
        bare = re.sub(r"^mac", "mc", squash(surname))
        return bare[:5] == self.surname
