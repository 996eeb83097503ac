"""Which pairs are never `same` by themselves, whatever they weigh, and why, in words.

Each rule is what two people often share, or a difference that mostly tells two; many need a number,
or a date of birth, that agrees. A decision of the team overrules them all. A pair that several
rules fit is told by the first of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from cohortmatch.arrays import Int8s
from cohortmatch.model import Model
from cohortmatch.values.identifiers import KINDS

Bools = npt.NDArray[np.bool_]

TWINS = ("twins", "twins_two_addresses", "twins_one_address")
"""Relations of one surname and date of birth with forenames that differ or are only similar."""
NUMBERS = dict.fromkeys(KINDS, "slip")
"""The level of each comparison of numbers from which one agrees."""
ANCHORS = NUMBERS | {"date_of_birth": "swapped"}
"""The level of each comparison from which two rows of one list may be one person's: on all others
father and son of one name agree too."""
MORE_THAN_NAMES = ANCHORS | {
    "date_of_birth": "year_slip",
    "address": "street",
    "phone": "home",
    "street_name": "same",
}
"""The level of each comparison from which there is more than names to go by."""


@dataclass(frozen=True)
class Doubt:
    """One rule.

    It fits pairs that stand at one of the levels `at` each comparison named there, and on one list
    where it asks for that, unless something agrees from the level that `unless` gives it; of a
    column that was learnt from the lists only full agreement counts.
    """

    why: str
    at: Mapping[str, Sequence[str]] = field(default_factory=dict)
    one_list: bool = False
    unless: Mapping[str, str] | None = None

    def fits(self, model: Model, levels: Int8s, one_list: Bools) -> Bools:
        """Which pairs, by their levels (int8, pairs by comparisons), it fits."""
        found = one_list.copy() if self.one_list else np.ones(len(levels), dtype=bool)
        for name, fitting in self.at.items():
            places = [model.comparison(name).position(level) for level in fitting]
            found &= np.isin(levels[:, model.index(name)], places)
        if self.unless is not None:
            found &= ~agrees(model, levels, self.unless)
        return found


BARE_NAME = Doubt(
    "There is nothing but a name to go by, which is never enough.", {"relation": ("name_only",)}
)
COMMON_NAME = Doubt(
    "There is nothing but a common name and the date of birth, which two people may share.",
    {"relation": ("common_name",)},
)
TWO_NUMBERS = Doubt(
    "A number of theirs differs and none agrees, so one name is never enough.",
    {"relation": ("two_numbers",)},
)
TWO_KINDS = Doubt(
    "Two numbers of theirs differ and none agrees, so one name is never enough.",
    {"relation": ("two_kinds",)},
)
NAMESAKES = Doubt(
    "Their PNC or CRO numbers differ, so one name and date of birth are never enough.",
    {"relation": ("namesakes",)},
)
AGES_APART = Doubt(
    "Their ages are further apart than an age may be out of date, and neither a date of birth nor "
    "a number of theirs agrees.",
    {"age": ("different",)},
    unless=ANCHORS,
)
DIFFER_SO = Doubt(
    "Those who differ so are mostly two people, and no number of theirs agrees.",
    {"relation": ("parent_child", "relatives")},
    unless=NUMBERS,
)
PERHAPS_TWINS = Doubt(
    "Twins share a surname and a date of birth too, and no number of theirs agrees.",
    # What is similar and begins alike is mostly mistyped.
    {"relation": TWINS, "forename": ("different", "rhyme")},
    unless=NUMBERS,
)
ONE_LIST = Doubt(
    "One list rarely names anybody twice, and neither a date of birth nor a number of theirs "
    "agrees.",
    one_list=True,
    unless=ANCHORS,
)
ONLY_NAMES = Doubt(
    "Nothing but names agrees, and at the best a date of birth with a slip in it, which is never "
    "enough.",
    unless=MORE_THAN_NAMES,
)
DOUBTS = (
    BARE_NAME,
    COMMON_NAME,
    TWO_NUMBERS,
    TWO_KINDS,
    NAMESAKES,
    AGES_APART,
    DIFFER_SO,
    PERHAPS_TWINS,
    ONE_LIST,
    ONLY_NAMES,
)


def doubted(model: Model, levels: Int8s, one_list: Bools) -> Bools:
    """Which pairs some rule fits.

    `levels` (int8, pairs by comparisons) are the pairs' levels; `one_list` (bool) says whose two
    listings stand on one list.
    """
    found = np.zeros(len(levels), dtype=bool)
    for doubt in DOUBTS:
        found |= doubt.fits(model, levels, one_list)
    return found


def doubt_of(model: Model, levels: Mapping[str, str], *, one_list: bool) -> Doubt | None:
    """The first rule that fits one pair, by the names of its levels above “missing”."""
    row = np.zeros((1, len(model.comparisons)), dtype=np.int8)
    for name, level in levels.items():
        row[0, model.index(name)] = model.comparison(name).position(level)
    fitting = (each for each in DOUBTS if each.fits(model, row, np.array([one_list]))[0])
    return next(fitting, None)


def numbers_differ(model: Model, levels: Int8s) -> Bools:
    """Whether some number of two listings differs and none agrees."""
    differ = np.zeros(len(levels), dtype=bool)
    for name in NUMBERS:
        place = model.comparison(name).position("different")
        differ |= levels[:, model.index(name)] == place
    return differ & ~agrees(model, levels, NUMBERS)


def agrees(model: Model, levels: Int8s, starts: Mapping[str, str]) -> Bools:
    """Whether some comparison agrees from the level on that a table such as ANCHORS gives it."""
    found = np.zeros(len(levels), dtype=bool)
    for place, comparison in enumerate(model.comparisons):
        first = comparison.first_of(starts)
        if first is not None:
            found |= levels[:, place] >= first
    return found
