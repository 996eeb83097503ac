"""Dates of birth that would make an offender a child under ten.

Nobody under ten can be guilty of an offence in England and Wales (Children and Young Persons Act
1933, section 50). On a list of offenders such a date is the day of an arrest or of the typing, so
it is no evidence of who somebody is. Lists of families and of anti-social behaviour do name
children.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np

from cohortmatch.core.types import Listings
from cohortmatch.normalising.noticing import findings_by_list
from cohortmatch.values.dates import DateOfBirth
from cohortmatch.values.roles import Role

RESPONSIBLE = 10
"""The age in years from which somebody can be guilty of an offence."""
OFFENDERS = frozenset({"iom", "mappa", "sgv", "dip", "probation", "matrix"})
"""The kinds of lists whose subjects are offenders."""


def without_infants(listings: Listings) -> Listings:
    """The listings without dates of birth that an offender cannot have; these are reported."""
    births = listings.field("date_of_birth")
    lists = np.array([info.panel_type in OFFENDERS for info in listings.lists], dtype=bool)
    offender = lists[listings.list_code] & (listings.role == Role.subject)
    young = np.array([_is_too_young(each, listings.as_of) for each in births.values], dtype=bool)
    wrong = young[births.codes] & offender[births.owners]
    if not wrong.any():
        return listings
    fields = {**listings.fields, "date_of_birth": births.only(~wrong)}
    found = findings_by_list(listings, "dob-under-ten", births.any_of(wrong))
    return replace(listings, fields=fields, noticed=(*listings.noticed, *found))


def _is_too_young(born: DateOfBirth, as_of: date | None) -> bool:
    """Whether even somebody born on the first day that the date allows would be under ten."""
    if as_of is None or born.year is None:
        return False
    first = (born.year + RESPONSIBLE, born.month or 1, born.day or 1)
    return first > (as_of.year, as_of.month, as_of.day)
