"""How many people bear each name, as far as names and dates of birth tell people apart.

People are counted, not rows, because somebody on many lists would make their own name look common:
a full name counts once for each date of birth it stands with, and once where it stands with none.
Spellings of one name are one name.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pandas as pd

from cohortmatch.core.arrays import Int32s, Int64s
from cohortmatch.core.types import NameKind, Names
from cohortmatch.values.variants import surname_class, variant_class


class Bearers:
    """Counts of the bearers of each name in one table of listings.

    `births` (int32) is each listing's date of birth as a code, negative where it is not known.
    `givens` and `surnames` are the classes of the `words` (int64), which number spellings of one
    name alike; `full` (int64) numbers each form's full name, -1 where it has not both parts.
    """

    def __init__(self, names: Names, births: Int32s) -> None:
        self.words = names.words
        self.givens = _classes(names.words, variant_class)
        self.surnames = _classes(names.words, surname_class)
        given = np.append(self.givens, -1)[names.given]
        surname = np.append(self.surnames, -1)[names.surname]
        self.full, self._parts = _full_names(given, surname)
        listing = np.repeat(np.arange(len(names)), np.diff(names.offsets))
        counted = (names.kind == NameKind.recorded) & (self.full >= 0)
        full, born = self.full[counted], births[listing[counted]]
        self._dated = pd.unique(full[born >= 0] << 32 | born[born >= 0]) >> 32
        undated = np.setdiff1d(full[born < 0], self._dated)
        self._people = np.concatenate([self._dated, undated])

    def __len__(self) -> int:
        return len(self._people)

    def of_full_names(self) -> Int64s:
        """How many people with a date of birth bear each full name."""
        return np.bincount(self._dated, minlength=len(self._parts[0]))

    def of_surnames(self) -> Int64s:
        """How many people bear each class of surnames."""
        return _counted(self._parts[1][self._people], self.surnames)

    def of_givens(self) -> Int64s:
        """How many people bear each class of forenames."""
        return _counted(self._parts[0][self._people], self.givens)


def _full_names(given: Int64s, surname: Int64s) -> tuple[Int64s, tuple[Int64s, Int64s]]:
    """The number of each form's full name, and the parts of each number."""
    whole = (given >= 0) & (surname >= 0)
    codes, distinct = pd.factorize(given[whole] << 32 | surname[whole])
    full = np.full(len(given), -1, dtype=np.int64)
    full[whole] = codes
    return full, (distinct >> 32, distinct & 0xFFFFFFFF)


def _counted(people: Int64s, classes: Int64s) -> Int64s:
    return np.bincount(people, minlength=int(classes.max(initial=-1)) + 1)


def _classes(words: tuple[str, ...], class_of: Callable[[str], str]) -> npt.NDArray[np.int64]:
    numbers: dict[str, int] = {}
    return np.array(
        [numbers.setdefault(class_of(word), len(numbers)) for word in words], dtype=np.int64
    )
