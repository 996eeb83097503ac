"""By which fields people are formed for a reader.

Policy: in no edition does a column take part that the programme does not know (a diagnosis, the
colour of hair), for a reader could write a guess into its own row and see whether another list
agrees. Under a sharing agreement addresses, phone numbers, e-mail addresses and street names take
no part either.
"""

from __future__ import annotations

from dataclasses import replace
from enum import Enum

import numpy as np

from cohortmatch.core.types import ABSENT, INSTITUTION, OUTCODE, Listings, NameKind, Names
from cohortmatch.values.fields import FIELDS, NUMBERS

__all__ = ["MatchedBy"]

IDENTITY = frozenset(("date_of_birth", "age", "sex", "postcode", OUTCODE, "identifier", *NUMBERS))


class MatchedBy(Enum):
    """By what people are formed, beside their names."""

    identity = "dates of birth, ages, sex, postcodes and identifiers"
    known_fields = "every field that the programme knows"

    def uses_all(self, listings: Listings) -> bool:
        """Whether all that the listings say takes part."""
        names = listings.names
        has_street = len(names.street.owners) or (names.kind == NameKind.street).any()
        uses_names = self is MatchedBy.known_fields or not has_street
        return uses_names and all(map(self.uses, listings.fields))

    def only(self, listings: Listings) -> Listings:
        """The listings with nothing but what takes part."""
        fields = {name: each for name, each in listings.fields.items() if self.uses(name)}
        names = (
            _without_street_names(listings.names) if self is MatchedBy.identity else listings.names
        )
        return replace(listings, fields=fields, names=names)

    def uses(self, field: str) -> bool:
        """Whether the field takes part."""
        if self is MatchedBy.identity:
            return field in IDENTITY
        return field == OUTCODE or field.removeprefix(INSTITUTION) in FIELDS


def _without_street_names(names: Names) -> Names:
    is_street = names.kind == NameKind.street
    return replace(
        names,
        given=np.where(is_street, ABSENT, names.given).astype(np.int32),
        surname=np.where(is_street, ABSENT, names.surname).astype(np.int32),
        street=names.street.only(np.zeros(len(names), dtype=bool)[names.street.owners]),
    )
