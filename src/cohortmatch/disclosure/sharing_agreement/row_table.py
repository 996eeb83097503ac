"""Which rows' items a reader may see: the answers of the agreement, as a mask over listings.

The one question is asked once for each list, role that may be shown, and age, and not for each row.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from cohortmatch.core.arrays import Bools
from cohortmatch.core.types import ListInfo, Listings
from cohortmatch.disclosure.sharing_agreement.ages_of_rows import GROUPS, Groups
from cohortmatch.disclosure.sharing_agreement.answer import AgeOf, SharingAnswer
from cohortmatch.disclosure.sharing_agreement.parties import ROLES
from cohortmatch.values.roles import Role

__all__ = ["Question", "RowTable"]

Question = Callable[[ListInfo, str, str, AgeOf], SharingAnswer]
"""May this item of this list be shown of somebody in this role and of this age?"""


@dataclass(frozen=True, eq=False, repr=False)
class RowTable:
    """The answers to one reader, `may`, for rows of lists."""

    may: Question
    _tables: dict[tuple[str, str], npt.NDArray[np.bool_]] = field(default_factory=dict)

    def allowed(self, item: str, listings: Listings, ages: Groups) -> Bools:
        """The listings of which an item may be shown."""
        table = np.array([self._table(item, info) for info in listings.lists])
        found: Bools = table[listings.list_code, listings.role, ages]
        return found

    def _table(self, item: str, info: ListInfo) -> npt.NDArray[np.bool_]:
        """The answers for an item of a list, by role and age group."""
        if (item, info.name) not in self._tables:
            made = np.zeros((len(Role), len(GROUPS)), dtype=bool)
            for name in ROLES:
                made[Role[name]] = [self.may(info, item, name, age).allowed for age in GROUPS]
            self._tables[item, info.name] = made
        return self._tables[item, info.name]

    def ever(self, item: str, info: ListInfo) -> bool:
        """Whether an item of a list may be shown of anybody at all."""
        return bool(self._table(item, info).any())

    def named(self, item: str, info: ListInfo) -> bool:
        """Whether a rule names an item of a list for the reader, also one that keeps it back."""
        return bool(self.may(info, item, Role.subject.name, "adult").rule)

    def withheld(self, item: str, info: ListInfo, role: int, age: int) -> SharingAnswer:
        """The answer for a cell that is not shown."""
        return self.may(info, item, Role(role).name, GROUPS[age])
