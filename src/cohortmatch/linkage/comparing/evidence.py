"""All kinds of evidence of a batch of pairs, in the model's order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cohortmatch.core.arrays import Floats, Int8s, Places
from cohortmatch.core.errors import SettingsError
from cohortmatch.core.types import Listings
from cohortmatch.linkage.comparing import (
    addresses,
    ages,
    callers_comparisons,
    dates,
    families,
    honorifics,
    identifiers,
    names,
    others,
    phones,
    relations,
    unexplained_columns,
    words,
)
from cohortmatch.linkage.comparing.bound import Bound, Compares
from cohortmatch.linkage.comparing.term_frequency import NameFigures
from cohortmatch.linkage.comparing.value_pairs import SetPairs
from cohortmatch.linkage.model import Comparison, Model
from cohortmatch.linkage.pairs import Evidence, Pairs
from cohortmatch.values.identifiers import KINDS

LEVELS: dict[str, tuple[str, ...]] = {
    "surname": words.SURNAME,
    "forename": words.FORENAME,
    "name_order": names.ORDER,
    "middle_name": others.MIDDLE,
    "date_of_birth": dates.LEVELS,
    "age": ages.LEVELS,
    **dict.fromkeys(KINDS, identifiers.LEVELS),
    "address": addresses.LEVELS,
    "phone": phones.LEVELS,
    "sex": others.SEX,
    "street_name": others.STREET,
    "family": families.LEVELS,
    "relation": relations.LEVELS,
}
"""Every comparison this package can make, with the names of its levels."""


Columns = Sequence[tuple[unexplained_columns.Extra, Floats | None]]
"""Columns that nobody has explained, each with the bits of its values (float64) where there are."""


class Taken(NamedTuple):
    """What comparing takes from the whole of the lists, for one table of listings.

    `postcodes` (float64) are the bits of rarity of each postcode.
    """

    names: NameFigures
    postcodes: Floats
    columns: Columns


class Comparers:
    """The model's comparisons made ready for one table of listings.

    `model` is the model with a comparison added for each column that nobody has explained and each
    that is brought along as `more`, by name. Making it works out what depends on the listings only
    (vocabularies, frequencies, tables of levels); `compare` then costs look-ups. With what an
    earlier run has `taken` nothing is counted or added: the model is the one of that run. Raises
    SettingsError for a model whose comparisons or levels are not those of LEVELS.
    """

    def __init__(
        self,
        listings: Listings,
        model: Model,
        more: Mapping[str, callers_comparisons.CallersComparison] | None = None,
        taken: Taken | None = None,
    ) -> None:
        _check(model)
        columns = _uncounted(listings) if taken is None else taken.columns
        if taken is None:
            found = [unexplained_columns.comparison(each) for each, _ in columns]
            model = _extended(
                model, [*found, *map(callers_comparisons.comparison, sorted(more or {}))]
            )
        self.model = model
        self._callers = callers_comparisons.CallersPairs(more or {}, listings)
        self._extras = {
            each.name: unexplained_columns.ExtraPairs(each, model, bits) for each, bits in columns
        }
        births = listings.field("date_of_birth")
        self._names = names.NamePairs(listings.names, births.first, model, taken and taken.names)
        self._addresses = addresses.AddressPairs(listings, model, taken and taken.postcodes)
        self._sets = _set_pairs(listings)
        self._years = _birth_years(listings)
        self._ages = ages.AgePairs(listings)
        self._families = families.FamilyPairs(listings)
        self._honorifics = honorifics.Honorifics(listings.names)

    def compare(self, pairs: Pairs) -> Evidence:
        """The evidence for a batch of pairs; the same whichever listing stands left."""
        # Looking up by int32 is several times slower than by the machine's own width.
        left, right = pairs.left.astype(np.intp), pairs.right.astype(np.intp)
        name = self._names(left, right)
        address, address_rarity = self._addresses(left, right)
        levels = {key: compare(left, right) for key, compare in self._sets.items()}
        levels |= {
            "surname": name.surname,
            "forename": name.forename,
            "name_order": name.order,
            "address": address,
            "age": self._ages(left, right),
            "family": self._families(left, right),
            "phone": phones.beside_address(levels["phone"], address),
        }
        levels["middle_name"][name.order == names.ORDER.index("middle")] = 0
        self._honorifics.put_right(
            left, right, name.forename, name.forename_rarity, levels["middle_name"]
        )
        rarity: dict[str, Floats] = {}
        more = np.zeros(len(pairs), dtype=bool)
        for key, extra in self._extras.items():
            levels[key], rarity[key] = extra(left, right)
            more |= levels[key] == extra.same
        levels["relation"] = relations.relation_levels(
            levels,
            self._years_apart(left, right),
            name.surname_rarity + name.forename_rarity,
            more,
        )
        levels |= self._callers(pairs)
        rarity |= {
            "surname": name.surname_rarity,
            "forename": name.forename_rarity,
            "address": address_rarity,
        }
        return self._evidence(pairs, levels, rarity)

    @property
    def taken(self) -> Taken:
        """What was taken from the whole of the lists."""
        columns = [(each.extra, each.value_bits) for each in self._extras.values()]
        return Taken(self._names.figures, self._addresses.postcode_bits, columns)

    @property
    def has_callers(self) -> bool:
        """Whether the caller brought comparisons along."""
        return self._callers.any

    def bound(self, model: Model) -> Bound:
        """The most bits that pairs of these listings can come to with the model."""
        told: dict[str, Compares] = {"age": self._ages, "family": self._families, **self._sets}
        del told["middle_name"]
        return Bound(model, told, self._addresses, self._names.most(model))

    def _evidence(
        self, pairs: Pairs, levels: dict[str, Int8s], rarity: dict[str, Floats]
    ) -> Evidence:
        """Each comparison's column lies together: they are written and weighed one by one."""
        order = self.model.names
        bits = np.zeros((len(order), len(pairs)))
        for name, each in rarity.items():
            bits[self.model.index(name)] = each
        return Evidence(
            left=pairs.left,
            right=pairs.right,
            levels=np.stack([levels[key] for key in order]).T,
            rarity=bits.T,
        )

    def _years_apart(self, left: Places, right: Places) -> npt.NDArray[np.int32]:
        a, b = self._years[left], self._years[right]
        by_age = self._ages.years_apart(left, right)
        return np.where((a > 0) & (b > 0), np.abs(a - b), by_age)


def _uncounted(listings: Listings) -> Columns:
    """The columns worth comparing, before their values are counted."""
    return [(each, None) for each in unexplained_columns.extras(listings, taken=frozenset(LEVELS))]


def _set_pairs(listings: Listings) -> dict[str, SetPairs]:
    return {
        "date_of_birth": dates.date_pairs(listings.field("date_of_birth")),
        "middle_name": others.middle_pairs(listings.names.middle),
        "phone": phones.phone_pairs(listings.field("phone")),
        "sex": others.equal_pairs(listings.field("sex")),
        "street_name": others.equal_pairs(listings.names.street),
        **{k: identifiers.identifier_pairs(listings.field(k)) for k in KINDS},
    }


def _birth_years(listings: Listings) -> npt.NDArray[np.int32]:
    """Each listing's (first) year of birth, 0 where it is not known."""
    field = listings.field("date_of_birth")
    years = np.array([*(value.year for value in field.values), 0], dtype=np.int32)
    return years[field.first]


def _extended(model: Model, added: list[Comparison]) -> Model:
    """The model with the comparisons of these lists after all others.

    Of those it has learnt before, the ones of the same name and levels keep their figures; the
    others say nothing of these lists and are left out.
    """
    kept = tuple(each for each in model.comparisons if not each.learnt)
    learnt = {_shape(each): each for each in model.comparisons if each.learnt}
    names = [each.name for each in (*kept, *added)]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise SettingsError(f"comparison “{twice[0]}”: another one has that name")
    return model.with_comparisons((*kept, *(learnt.get(_shape(each), each) for each in added)))


def _shape(comparison: Comparison) -> tuple[str, ...]:
    return (comparison.name, *(level.name for level in comparison.levels))


def _check(model: Model) -> None:
    """The model's comparisons must be those that can be made here."""
    for name, levels in LEVELS.items():
        if name not in model.names:
            raise SettingsError(f"model “{model.name}”: comparison “{name}” is missing")
        found = tuple(level.name for level in model.comparison(name).levels)
        if found != levels:
            raise SettingsError(
                f"model “{model.name}”: the levels of “{name}” must be {', '.join(levels)}"
            )
    unknown = [each.name for each in model.comparisons if not (each.learnt or each.name in LEVELS)]
    if unknown:
        raise SettingsError(f"model “{model.name}”: no such comparison: {', '.join(unknown)}")
