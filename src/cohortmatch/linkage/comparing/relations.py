"""Correction for relatives, twins and namesakes: who else could two agreeing listings be?

Agreements are not independent: inside a family surname and address agree, twins share a date of
birth too, and common names recur. Each level takes back what was counted twice, or names a likelier
cause of the agreement. Only the first that fits applies:

    parent_child         one name and home, born 14 years apart or more
    relatives            one name in one house, but quite another date of birth or age
    two_kinds            one surname, forenames not different, but numbers of two kinds differ
    twins_one_address    one surname, date of birth and address, forenames different or only similar
                         (or nearly the same, where their PNC or CRO numbers differ)
    twins_two_addresses  the same at two addresses
    twins                the same, where an address is not known
    undated_household    one surname (or a slip apart) and home, dates of birth not both known
    household            one surname (or a slip apart) and home
    namesakes            one name and date of birth, but their PNC or CRO numbers differ
    two_numbers          one surname, forenames not different, but some number of theirs differs
    common_name          a name so common, in part or in full, or a surname's initial, and the date
                         of birth as far as it is known agree, and nothing else does
    far_birth            one name agrees, nothing else does, and the date of birth is quite another
    other_birth          the same, and the dates of birth are alike
    name_only            one name agrees, and at most the year of birth

A home is an address, or a phone number: a household shares both, and a father and son of one name
have one phone. So one name with a phone, and no date of birth or anything else, is a bare name.

The national service forces possible twins to -5 bits; here they are left to a person. Most of these
are never certain by themselves, whatever they weigh (never_certain.py). A name is common
(term_frequency.py) in every form of it: of a name that one Londoner in 7,000 or more bears, two
such people with one date of birth are expected among Londoners at odds of 40 to 1 or less (172
London men are born on a given date). A day without its year fits 45 times as many (the years in
which people of such lists were born), so a name must be rarer by as much; so must it beside a month
and year, and a day and month that change places.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from cohortmatch.core.arrays import Bools, Floats, Int8s, Int64s
from cohortmatch.linkage.comparing import addresses, ages, dates, phones, words
from cohortmatch.linkage.comparing.kinds import (
    DIFFERENT,
    KINDS,
    Agreement,
    ComparisonKind,
    starts,
)
from cohortmatch.linkage.comparing.term_frequency import COMMON

LEVELS = (
    "missing",
    "name_only",
    "other_birth",
    "far_birth",
    "common_name",
    "household",
    "undated_household",
    "two_numbers",
    "namesakes",
    "two_kinds",
    "twins",
    "twins_two_addresses",
    "twins_one_address",
    "relatives",
    "parent_child",
)
KIND = ComparisonKind("relation", LEVELS, is_joint=True, corrects=True, missed=False)
GENERATION = 14
"""Years between parent and child at the least."""
IN_YEARS = np.log2(45)
"""Bits by which more people share a day without its year than share a date of birth."""
NEARLY = ("initial", "slip", "short", "variant")
"""Levels of forenames that twins may have, where their numbers say that they are two."""
_ALIKE = np.array(
    [
        place >= words.SURNAME.index("half") or level in ("initial", "slip")
        for place, level in enumerate(words.SURNAME)
    ]
)
"""Levels of the surname beside which any of these can apply."""
_HARDLY = [dates.LEVELS.index(level) for level in ("other_day", "other_month", "year")]
"""Levels of dates that next to nothing can be said of."""
_MORE_SHARE = np.zeros(len(dates.LEVELS))
# No worse date may make certain what a day without its year leaves in doubt.
_MORE_SHARE[dates.LEVELS.index("month") : dates.LEVELS.index("swapped")] = IN_YEARS


def alike(surname: Int8s) -> Int64s:
    """The pairs, by their surname's levels, that can have one of these levels: where surnames are
    nothing to one another nothing is taken back."""
    return np.flatnonzero(_ALIKE.take(surname))


def relation_levels(
    levels: Mapping[str, Int8s],
    years_apart: npt.NDArray[np.int32],
    name_rarity: Floats,
    more: Bools,
) -> Int8s:
    """Levels (LEVELS) from the other comparisons' levels.

    `years_apart` (int32) is the difference of the years of birth, or what two ages leave of it at
    the least, 0 where neither is known; `name_rarity` (bits) the rarity of
    surname and forename together, in full even where they agree in part; `more` says where
    something else agrees that has no comparison here.
    """
    out = _levels(levels, years_apart, name_rarity, more)
    out[~_ALIKE.take(levels["surname"])] = 0
    return out


def _levels(
    levels: Mapping[str, Int8s],
    years_apart: npt.NDArray[np.int32],
    name_rarity: Floats,
    more: Bools,
) -> Int8s:
    surname = levels["surname"] >= words.SURNAME.index("half")
    forename = levels["forename"]
    other_name = _is(forename, ("different", "rhyme", "similar"))
    one_name = surname & (forename >= words.FORENAME.index("short"))
    born_together = levels["date_of_birth"] >= dates.LEVELS.index("month")
    home = levels["address"] >= addresses.LEVELS.index("street")
    phone = levels["phone"] >= phones.LEVELS.index("home")
    away = levels["address"] == addresses.LEVELS.index("different")
    out = np.zeros(len(surname), dtype=np.int8)
    undated = levels["date_of_birth"] == 0
    hardly = undated | np.isin(levels["date_of_birth"], _HARDLY)
    far = ~undated & (levels["date_of_birth"] <= dates.LEVELS.index("near"))
    initials = (levels["surname"] == words.SURNAME.index("initial")) & ~other_name
    maybe_one = surname & ~other_name
    nothing_else = ~_agrees(levels, Agreement.beside_name) & ~home & ~more
    alone = one_name & nothing_else & ~phone
    called = (maybe_one | initials) & nothing_else & phone & undated
    one_home = home | (phone & ~called)
    other_age = levels["age"] == ages.LEVELS.index("different")
    differing = _differing(levels, [kind for kind in KINDS.values() if kind.tells_apart])
    unique = _differing(levels, [kind for kind in KINDS.values() if kind.is_unique])
    _set(out, (alone & hardly) | called, "name_only")
    _set(out, alone & ~hardly & ~born_together, "other_birth")
    _set(out, alone & far, "far_birth")
    common = (name_rarity <= _common_from(levels["date_of_birth"])) & ~other_name & (forename > 0)
    common |= initials
    _set(out, common & born_together & nothing_else & ~phone, "common_name")
    _set(out, maybe_one & (differing > 0), "two_numbers")
    _set(out, one_name & born_together & (unique > 0), "namesakes")
    slip = levels["surname"] == words.SURNAME.index("slip")
    _set(out, (surname | slip) & one_home, "household")
    _set(out, (surname | slip) & one_home & undated, "undated_household")
    _set(out, maybe_one & (differing >= 2), "two_kinds")
    twins = (surname | slip) & other_name & born_together
    nearly = (surname | slip) & _is(forename, NEARLY) & born_together & (unique > 0)
    nearly &= out != LEVELS.index("two_kinds")
    _set(out, twins | (nearly & ~one_name), "twins")
    _set(out, (twins | (nearly & ~one_name)) & away, "twins_two_addresses")
    _set(out, (twins | nearly) & home, "twins_one_address")
    house = levels["address"] == addresses.LEVELS.index("household")
    _set(out, one_name & (house | phone) & (far | other_age), "relatives")
    _set(out, one_name & (home | phone) & (years_apart >= GENERATION), "parent_child")
    return out


def _common_from(births: Int8s) -> Floats:
    """The bits of rarity from which a full name is common beside such dates of birth."""
    return COMMON + _MORE_SHARE.take(births)


def _is(forename: Int8s, among: Sequence[str]) -> Bools:
    """Where the forename stands at one of some levels."""
    found: Bools = np.isin(forename, [words.FORENAME.index(level) for level in among])
    return found


def _set(out: Int8s, where: Bools, level: str) -> None:
    out[where] = LEVELS.index(level)


def _agrees(levels: Mapping[str, Int8s], what: Agreement) -> Bools:
    """Whether some comparison agrees so."""
    found = np.zeros(len(levels["surname"]), dtype=bool)
    for name, level in starts(what).items():
        if name in levels:
            found |= levels[name] >= KINDS[name].levels.index(level)
    return found


def _differing(levels: Mapping[str, Int8s], kinds: Sequence[ComparisonKind]) -> Int8s:
    """How many of these kinds of numbers differ; none where any number agrees."""
    differ = np.zeros(len(levels["surname"]), dtype=np.int8)
    for kind in kinds:
        if kind.name in levels:
            differ += levels[kind.name] == kind.levels.index(DIFFERENT)
    differ[_agrees(levels, Agreement.sure_number)] = 0
    return differ
