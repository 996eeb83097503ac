"""The age group of each row, by what the row itself says; no date of birth is an unknown age.

Policy: what a reader's own list says of a person's age counts as well, where it protects more. What
other lists say does not: it would show in what is withheld.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from cohortmatch.core.arrays import Bools
from cohortmatch.core.types import Listings
from cohortmatch.disclosure.sharing_agreement.answer import AgeOf
from cohortmatch.people.ages import ADULT, age_now

__all__ = ["GROUPS", "UNDER_18", "ages_of", "of_young_persons", "strictest_of_persons"]

GROUPS: tuple[AgeOf, ...] = ("adult", "unknown", "under 18")
"""The age groups, each with its place; a later one is protected more."""
UNDER_18 = GROUPS.index("under 18")
Groups = npt.NDArray[np.int8]


def ages_of(listings: Listings) -> Groups:
    """The place of each listing's age group: the youngest of what its row says."""
    day = listings.as_of
    found = np.full(len(listings), -1, dtype=np.int8)
    born = listings.field("date_of_birth")
    of_dates = np.array([_place(each, day) for each in born.values] or [0], dtype=np.int8)
    np.maximum.at(found, born.owners, of_dates[born.codes])
    said = listings.field("age")
    of_ages = [2 if each.least < ADULT else 0 for each in said.values] or [0]
    np.maximum.at(found, said.owners, np.array(of_ages, dtype=np.int8)[said.codes])
    return np.where(found < 0, 1, found).astype(np.int8)


@lru_cache(maxsize=65536)
def _place(born: object, day: date | None) -> int:
    return GROUPS.index(age_now([born], day).group)


def of_young_persons(ages: Groups, person: npt.NDArray[np.int32], mine: object) -> Bools:
    """The rows whose person is under 18 as a reader's own rows say: that is what the reader knows,
    whatever date the rows of other lists have."""
    own = np.asarray(mine, dtype=bool)
    young = np.unique(person[own & (ages == UNDER_18)])
    found: Bools = np.isin(person, young)
    return found


def strictest_of_persons(ages: Groups, person: npt.NDArray[np.int32], mine: object) -> Groups:
    """The groups where a reader's own rows say that their person is under 18: then every row of
    that person is."""
    found: Groups = np.where(of_young_persons(ages, person, mine), UNDER_18, ages)
    return found.astype(np.int8)
