"""Which pairs are never `same` by themselves, whatever their match weight, and why, in words.

Each rule names what two people often share, or a difference that mostly means two people; for many
rules an agreeing number or date of birth lifts the doubt. A person's other listings may still vouch
for such a pair, unless they could belong to either of the two: to father or son, or to either of
two entries of one list. A decision of the team overrules every rule. Where several rules fit a
pair, the first one explains it.

What a better agreement makes doubtful, no worse agreement makes certain: where a rule fits a pair,
some rule fits every pair that agrees less, by the order of the levels in the model. So a rule names
the lowest levels of a comparison, and never a level alone that better ones surround.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from cohortmatch.core.arrays import Bools, Int8s
from cohortmatch.linkage.comparing.kinds import DIFFERENT, KINDS, Agreement, starts
from cohortmatch.linkage.model import MISSING, Model

TWINS = ("twins", "twins_two_addresses", "twins_one_address")
"""Relations of one surname and date of birth with forenames that differ or are only similar, or
with two numbers of one kind and forenames that are nearly the same."""

ALIKE = ("different", "rhyme", "similar")
"""Levels of forenames that brothers and sisters have."""


@dataclass(frozen=True)
class Doubt:
    """One rule of the table.

    It fits a pair when each comparison named in `at` stands at one of the levels given there, when
    a comparison that tells people apart differs (where `differ` asks for that), and when both
    listings are on one list (where `one_list` asks for that). It does not fit when some comparison
    agrees as `unless` says (kinds.py); a column learnt from the lists must agree in full. No other
    listing can vouch for a pair of a `rival` rule. A comparison that the model leaves out neither
    differs nor agrees.
    """

    why: str
    at: Mapping[str, Sequence[str]] = field(default_factory=dict)
    differ: bool = False
    one_list: bool = False
    unless: Agreement | None = None
    rival: bool = False

    def fits(self, model: Model, levels: Int8s, one_list: Bools) -> Bools:
        """Which pairs the rule fits, by their levels (int8, pairs by comparisons)."""
        found = one_list.copy() if self.one_list else np.ones(len(levels), dtype=bool)
        for name, fitting in self.at.items():
            found &= model.stands(levels, name, fitting)
        if self.differ:
            found &= _differs(model, levels)
        if self.unless is not None:
            found &= ~agrees(model, levels, self.unless)
        return found


BARE_NAME = Doubt(
    "There is nothing but a name to go by, which is never enough.", {"relation": ("name_only",)}
)
COMMON_NAME = Doubt(
    "So common a name and what is known of the date of birth are what two people may share, and no "
    "number, address or phone number agrees.",
    {"relation": ("common_name",)},
)
TWO_NUMBERS = Doubt(
    "A number of theirs differs and none agrees, so one name is never enough.",
    differ=True,
    unless=Agreement.number,
)
TWO_KINDS = Doubt(
    "Two numbers of theirs differ and none agrees, so one name is never enough.",
    {"relation": ("two_kinds",)},
)
NAMESAKES = Doubt(
    "Their PNC or CRO numbers differ, so one name and date of birth are never enough.",
    {"relation": ("namesakes",)},
)
TWO_ENTRIES = Doubt(
    "One list names them with differing numbers, and no number of theirs agrees.",
    differ=True,
    one_list=True,
    unless=Agreement.number,
    rival=True,
)
TWO_MEMBERS = Doubt(
    "One list names them as two members of one family.",
    {"family": ("another_member",)},
    unless=Agreement.number,
    rival=True,
)
GENERATIONS = Doubt(
    "One is named junior and the other senior, as son and father are, and no number of theirs "
    "agrees.",
    {"generation": (DIFFERENT,)},
    unless=Agreement.number,
    rival=True,
)
AGES_APART = Doubt(
    "Their ages are further apart than an age may be out of date, and no number of theirs agrees.",
    {"age": ("different",)},
    unless=Agreement.number,
)
DIFFER_SO = Doubt(
    "Those who differ so are mostly two people, and no number of theirs agrees.",
    {"relation": ("parent_child", "relatives")},
    unless=Agreement.number,
    rival=True,
)
PERHAPS_TWINS = Doubt(
    "Twins share a surname and a date of birth too, and no number of theirs agrees.",
    # The last four are twins' only where their numbers differ.
    {"relation": TWINS, "forename": ("different", "rhyme", "initial", "slip", "short", "variant")},
    unless=Agreement.number,
)
ONE_LIST = Doubt(
    "One list rarely names anybody twice, and neither a date of birth nor a number of theirs "
    "agrees.",
    one_list=True,
    unless=Agreement.anchor,
    rival=True,
)
LETTER_ON_ONE_LIST = Doubt(
    "One list names them with forenames a letter apart or an initial, as twins' may be, and no "
    "number of theirs agrees.",
    {"forename": (*ALIKE, "initial", "slip")},
    one_list=True,
    unless=Agreement.twins_differ,
    rival=True,
)
OTHER_FORENAMES = Doubt(
    "Their forenames differ or are only alike, as those of brothers and sisters are, and no number "
    "of theirs agrees.",
    {"forename": ALIKE},
    unless=Agreement.number,
)
ANOTHER_SURNAME = Doubt(
    "Their surnames differ or are only similar, and nothing but a forename and a date of birth "
    "agrees, which two people may share.",
    {"surname": ("different", "initial", "similar")},
    unless=Agreement.beside_birth,
)
BORN_APART = Doubt(
    "Their dates of birth differ by more than a slip, and no number of theirs agrees.",
    {"date_of_birth": ("different", "near")},
    unless=Agreement.number,
)
NAME_AND_HOME = Doubt(
    "A date of birth is not known of both, and beside names no more than a street or a phone "
    "number agrees, which relatives and namesakes share.",
    {"date_of_birth": (MISSING,)},
    unless=Agreement.beside_home,
)
ONLY_NAMES = Doubt(
    "Nothing but names agrees, and at the best a date of birth with a slip in it, which is never "
    "enough.",
    unless=Agreement.more_than_name,
)
DOUBTS = (
    BARE_NAME,
    COMMON_NAME,
    TWO_KINDS,
    NAMESAKES,
    TWO_ENTRIES,
    TWO_NUMBERS,
    TWO_MEMBERS,
    GENERATIONS,
    AGES_APART,
    DIFFER_SO,
    PERHAPS_TWINS,
    ONE_LIST,
    LETTER_ON_ONE_LIST,
    OTHER_FORENAMES,
    ANOTHER_SURNAME,
    BORN_APART,
    NAME_AND_HOME,
    ONLY_NAMES,
)


BORN_OTHERWISE = Doubt(
    "Their dates of birth are quite different, and neither a number nor a middle name agrees.",
    {"date_of_birth": ("different",)},
    unless=Agreement.despite_birth,
)
TOLD_APART = (BORN_OTHERWISE, TWO_KINDS, TWO_MEMBERS)
"""What tells two people apart so well that nobody is asked whether they are one."""


class Doubted(NamedTuple):
    """What the rules say of some pairs (bool, one a pair).

    `alone`: never `same` by themselves. `rival`: not even if other listings vouch for them.
    `apart`: not asked about if they belong to two people. `numbered`: some number agrees.
    """

    alone: Bools
    rival: Bools
    apart: Bools
    numbered: Bools


def doubted(model: Model, levels: Int8s, one_list: Bools) -> Doubted:
    """What the rules say of pairs.

    `levels` (int8, pairs by comparisons) are the pairs' levels; `one_list` (bool) says which pairs
    are of one list.
    """
    alone, rival, apart = np.zeros((3, len(levels)), dtype=bool)
    for doubt in DOUBTS:
        fits = doubt.fits(model, levels, one_list)
        alone |= fits
        rival |= fits & doubt.rival
    for doubt in TOLD_APART:
        apart |= doubt.fits(model, levels, one_list)
    return Doubted(alone, rival, apart, agrees(model, levels, Agreement.number))


def doubts_of(
    model: Model, levels: Mapping[str, str], *, one_list: bool, among: Sequence[Doubt] = DOUBTS
) -> list[Doubt]:
    """The rules that fit one pair, by the names of its levels above “missing”."""
    row = np.zeros((1, len(model.comparisons)), dtype=np.int8)
    for name, level in levels.items():
        row[0, model.index(name)] = model.comparison(name).position(level)
    return [each for each in among if each.fits(model, row, np.array([one_list]))[0]]


def agrees(model: Model, levels: Int8s, what: Agreement) -> Bools:
    """Whether some comparison agrees in this way."""
    first_levels = starts(what)
    found = np.zeros(len(levels), dtype=bool)
    for place, comparison in enumerate(model.comparisons):
        first = comparison.first_of(first_levels)
        if first is not None:
            found |= levels[:, place] >= first
    return found


def _differs(model: Model, levels: Int8s) -> Bools:
    """Whether some number differs that tells two entries of one list apart."""
    found = np.zeros(len(levels), dtype=bool)
    for name, kind in KINDS.items():
        if kind.tells_apart:
            found |= model.stands(levels, name, (DIFFERENT,))
    return found
