"""Who the people of some listings are to each other: what may relate one to others at a place."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from cohortmatch.core.arrays import Int32s, Int64s
from cohortmatch.core.types import ABSENT, Listings
from cohortmatch.normalising.households import Resident
from cohortmatch.values.variants import surname_class


class Residents:
    """The people of all listings, worked out of what they have in common once."""

    def __init__(self, listings: Listings) -> None:
        self._listings = listings
        self._columns: dict[tuple[int, str], npt.NDArray[Any]] = {}

    @cached_property
    def surnames(self) -> Int32s:
        """A code for each listing's recorded surname, one for all spellings; ABSENT for none."""
        names = self._listings.names
        numbers: dict[str, int] = {}
        codes = [numbers.setdefault(surname_class(word), len(numbers)) for word in names.words]
        first = np.full(len(names), ABSENT, dtype=np.int32)
        has = np.diff(names.offsets) > 0
        first[has] = names.surname[names.offsets[:-1][has]]
        result: Int32s = np.array([*codes, ABSENT], dtype=np.int32)[first]
        return result

    def of(self, which: Int64s) -> Iterator[Resident]:
        """The people of some listings, by their positions."""
        names, born = self._listings.names, self._listings.field("date_of_birth")
        for listing in which.tolist():
            forms = slice(names.offsets[listing], names.offsets[listing + 1])
            surnames = names.surname[forms].tolist()
            own = [names.words[code] for code in surnames if code != ABSENT]
            given = [names.words[code] for code in names.given[forms][:1] if code != ABSENT]
            yield Resident(
                own[0] if surnames[:1] != [ABSENT] and own else "",
                frozenset(own),
                (*given, *names.middle.of(listing)),
                next((each for each in born.of(listing) if each.day), None),
                self._family(listing),
            )

    def _family(self, listing: int) -> tuple[int, str] | None:
        """The family or case under which the list puts the listing; None where it gives none."""
        code = int(self._listings.list_code[listing])
        for use in self._listings.lists[code].columns:
            if use.field == "reference":
                cell = self._column(code, use.heading)[self._listings.position[listing]]
                if text := str(cell).strip():
                    return code, text
        return None

    def _column(self, code: int, heading: str) -> npt.NDArray[Any]:
        """A list's column as an array: a cell of a frame takes twenty times as long."""
        if (code, heading) not in self._columns:
            column = self._listings.raw[code][heading]
            self._columns[code, heading] = column.to_numpy(dtype=object)
        return self._columns[code, heading]
