"""By which fields people are formed for a reader.

Policy: in no edition does a column take part that the programme does not know (a diagnosis, the
colour of hair), for a reader could write a guess into its own row and see whether another list
agrees. Under a sharing agreement addresses, phone numbers and e-mail addresses take no part either.
"""

from __future__ import annotations

from enum import Enum

from cohortmatch.core.types import INSTITUTION, OUTCODE
from cohortmatch.values.fields import FIELDS, NUMBERS

__all__ = ["MatchedBy"]

IDENTITY = frozenset(("date_of_birth", "age", "sex", "postcode", OUTCODE, "identifier", *NUMBERS))


class MatchedBy(Enum):
    """By what people are formed, beside their names."""

    identity = "dates of birth, ages, sex, postcodes and identifiers"
    known_fields = "every field that the programme knows"

    def uses(self, field: str) -> bool:
        """Whether the field takes part."""
        if self is MatchedBy.identity:
            return field in IDENTITY
        return field == OUTCODE or field.removeprefix(INSTITUTION) in FIELDS
