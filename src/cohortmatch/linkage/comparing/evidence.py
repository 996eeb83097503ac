"""All comparisons for a batch of candidate pairs, in the model's order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from cohortmatch.core.arrays import Bools, Floats, Int8s, Places
from cohortmatch.core.errors import SettingsError
from cohortmatch.core.types import Field, Listings
from cohortmatch.linkage.comparing import (
    addresses,
    ages,
    callers_comparisons,
    dates,
    families,
    generations,
    honorifics,
    identifiers,
    names,
    others,
    phones,
    relations,
    unexplained_columns,
    words,
)
from cohortmatch.linkage.comparing.bound import Bound
from cohortmatch.linkage.comparing.callers_functions import as_compares, of_comparison
from cohortmatch.linkage.comparing.kinds import (
    DIFFERENT,
    KINDS,
    Compares,
    ComparisonKind,
    is_own,
    register_own,
)
from cohortmatch.linkage.comparing.left_out import without_left_out
from cohortmatch.linkage.comparing.levels import Levels
from cohortmatch.linkage.comparing.term_frequency import NameFigures
from cohortmatch.linkage.comparing.value_pairs import SetPairs
from cohortmatch.linkage.model import Comparison, Model
from cohortmatch.linkage.pairs import Evidence, Pairs

register_own(
    *names.KINDS,
    *others.KINDS,
    dates.KIND,
    ages.KIND,
    *identifiers.KINDS,
    addresses.KIND,
    phones.KIND,
    generations.KIND,
    families.KIND,
    relations.KIND,
)

Columns = Sequence[tuple[unexplained_columns.Extra, Floats | None]]
"""Columns that nobody has explained, each with the bits of its values (float64) where there are."""


class Taken(NamedTuple):
    """Frequencies and columns that comparing takes from the lists as a whole.

    `postcodes` (float64) are the bits of rarity of each postcode.
    """

    names: NameFigures
    postcodes: Floats
    columns: Columns


class Comparers:
    """The model's comparisons, prepared for one table of listings.

    `model` is the model plus a comparison for each unexplained column and each of the caller's
    (`more`, by name). Construction computes what depends on the listings only (vocabularies,
    frequencies, tables of levels); `compare` is then look-ups. With what an earlier run has
    `taken`, nothing is counted or added: the model is that run's. Raises SettingsError for a model
    whose comparisons or levels are not those of KINDS. Fields that the model leaves out are not
    compared; `listings`, which are compared, lack them. `known` are the comparisons of a table that
    these listings are a part of: values that it has compared are not compared again.
    """

    def __init__(
        self,
        listings: Listings,
        model: Model,
        more: Mapping[str, callers_comparisons.CallersComparison] | None = None,
        taken: Taken | None = None,
        known: Comparers | None = None,
    ) -> None:
        _check(model)
        self.listings = listings = without_left_out(listings, model)
        columns = _uncounted(listings) if taken is None else taken.columns
        if taken is None:
            found = [unexplained_columns.comparison(each) for each, _ in columns]
            model = _extended(
                model, [*found, *map(callers_comparisons.comparison, sorted(more or {}))]
            )
        if not model.comparisons:
            raise SettingsError(f"model “{model.name}”: there is no comparison to make")
        self.model = model
        self._callers = callers_comparisons.CallersPairs(more or {}, listings)
        self._extras = {
            each.name: unexplained_columns.ExtraPairs(each, model, bits) for each, bits in columns
        }
        births = listings.field("date_of_birth")
        figures, words_known = taken and taken.names, None if known is None else known._names
        self._names: names.NamePairs = names.NamePairs(
            listings.names, births.first, model, figures, words_known
        )
        self._addresses = addresses.AddressPairs(listings, model, taken and taken.postcodes)
        self._made: dict[str, Compares] = _made(
            listings, model, {} if known is None else known._made
        )
        self._years = _birth_years(listings)
        made_ages = self._made.get(ages.KIND.name)
        self._ages = made_ages if isinstance(made_ages, ages.AgePairs) else ages.AgePairs(listings)
        self._honorifics = honorifics.Honorifics(listings.names)

    def compare(self, pairs: Pairs) -> Evidence:
        """The evidence for a batch of pairs; the same whichever listing stands left."""
        return self.compare_and_tell(pairs)[0]

    def compare_and_tell(self, pairs: Pairs) -> tuple[Evidence, Bools]:
        """The evidence for a batch of pairs, and for which of them it depends on other listings,
        because something agrees that counts for more the rarer it is."""
        # Looking up by int32 is several times slower than by the machine's own width.
        left, right = pairs.left.astype(np.intp), pairs.right.astype(np.intp)
        name = self._names(left, right)
        address, address_rarity = self._addresses(left, right)
        levels = Levels(len(pairs))
        levels |= {key: compare(left, right) for key, compare in self._made.items()}
        levels |= {
            "surname": name.surname,
            "forename": name.forename,
            "name_order": name.order,
            "address": address,
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
        if relations.KIND.name in self.model.names:
            levels["relation"] = self._relation(left, right, levels, name, more)
        levels |= self._callers(pairs)
        rarity |= {
            "surname": name.surname_rarity,
            "forename": name.forename_rarity,
            "address": address_rarity,
        }
        agrees = name.weighed | more | (name.surname > words.SURNAME.index(DIFFERENT))
        agrees |= address >= addresses.KIND.levels.index("postcode")
        return self._evidence(pairs, levels, rarity), agrees

    @property
    def families(self) -> families.FamilyPairs | None:
        """The comparison of rows of one family, if the model has it."""
        made = self._made.get(families.KIND.name)
        return made if isinstance(made, families.FamilyPairs) else None

    @property
    def taken(self) -> Taken:
        """What was taken from the lists as a whole."""
        columns = [(each.extra, each.value_bits) for each in self._extras.values()]
        return Taken(self._names.figures, self._addresses.postcode_bits, columns)

    @property
    def has_callers(self) -> bool:
        """Whether the caller brought comparisons along."""
        return self._callers.any

    def bound(self, model: Model) -> Bound:
        """The upper bound in bits of pairs of these listings with the model."""
        told = {name: each for name, each in self._made.items() if KINDS[name].in_bound}
        return Bound(model, told, self._addresses, self._names.most(model))

    def _evidence(
        self, pairs: Pairs, levels: dict[str, Int8s], rarity: dict[str, Floats]
    ) -> Evidence:
        """Each comparison's column lies together: they are written and weighed one by one."""
        order = self.model.names
        bits = np.zeros((len(order), len(pairs)))
        for name, each in rarity.items():
            if name in order:
                bits[order.index(name)] = each
        return Evidence(
            left=pairs.left,
            right=pairs.right,
            levels=np.stack([levels[key] for key in order]).T,
            rarity=bits.T,
        )

    def _relation(
        self,
        left: Places,
        right: Places,
        levels: Levels,
        name: names.NameEvidence,
        more: Bools,
    ) -> Int8s:
        """The levels of the correction for relatives: of most pairs nothing else is looked at."""
        at = relations.alike(levels["surname"])
        out = np.zeros(len(left), dtype=np.int8)
        out[at] = relations.relation_levels(
            levels.among(at),
            self._years_apart(left[at], right[at]),
            self._names.rarity_in_full(name.among(at)),
            more[at],
        )
        return out

    def _years_apart(self, left: Places, right: Places) -> npt.NDArray[np.int32]:
        a, b = self._years[left], self._years[right]
        by_age = self._ages.years_apart(left, right)
        return np.where((a > 0) & (b > 0), np.abs(a - b), by_age)


def _uncounted(listings: Listings) -> Columns:
    """The columns worth comparing that nobody has explained, before their values are counted."""
    explained = {field for kind in KINDS.values() for field in kind.fields}
    found = unexplained_columns.extras(listings, frozenset(KINDS), explained)
    return [(each, None) for each in found]


def _made(listings: Listings, model: Model, known: Mapping[str, Compares]) -> dict[str, Compares]:
    """The model's comparisons that are made one by one, ready for the listings."""
    made = {
        name: _made_here(kind, listings, known.get(name))
        if is_own(name)
        else _made_by_caller(kind, listings)
        for name, kind in KINDS.items()
        if kind.make is not None and name in model.names
    }
    return {name: each if is_own(name) else _Checked(name, each) for name, each in made.items()}


def _made_here(kind: ComparisonKind, listings: Listings, known: Compares | None) -> Compares:
    """One of this package's own comparisons, by the values it has compared where that is known."""
    assert kind.make is not None
    found = known.of_part(_field_of(kind, listings)) if isinstance(known, SetPairs) else None
    return kind.make(listings) if found is None else found


def _field_of(kind: ComparisonKind, listings: Listings) -> Field[Any]:
    """The field that one comparison of sets of values looks at."""
    if kind.fields:
        return listings.field(kind.fields[0])
    return listings.names.middle if kind.name_part == "middle" else listings.names.street


def _made_by_caller(kind: ComparisonKind, listings: Listings) -> Compares:
    assert kind.make is not None
    with of_comparison(kind.name):
        made: Compares = as_compares(kind.name, kind.make(listings))
    return made


class _Checked:
    """A comparison of somebody else's, whose levels are looked at for faults."""

    def __init__(self, name: str, compare: Compares) -> None:
        self._kind, self._compare = KINDS[name], compare

    @property
    def is_empty(self) -> bool:
        """Whether it says something of nobody."""
        return getattr(self._compare, "is_empty", False)

    def __call__(self, left: Places, right: Places) -> Int8s:
        """The level of each pair of listings; SettingsError for what are no levels."""
        with of_comparison(self._kind.name):
            found = self._compare(left, right)
            return callers_comparisons.checked(self._kind.name, self._kind.levels, found, len(left))


def _birth_years(listings: Listings) -> npt.NDArray[np.int32]:
    """Each listing's (first) year of birth, 0 where it is not known."""
    field = listings.field("date_of_birth")
    years = np.array([*(value.year or 0 for value in field.values), 0], dtype=np.int32)
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
    for comparison in model.comparisons:
        kind = KINDS.get(comparison.name)
        if kind is not None and tuple(level.name for level in comparison.levels) != kind.levels:
            raise SettingsError(
                f"model “{model.name}”: the levels of “{kind.name}” must be "
                f"{', '.join(kind.levels)}"
            )
    unknown = [each.name for each in model.comparisons if not (each.learnt or each.name in KINDS)]
    if unknown:
        raise SettingsError(
            f"model “{model.name}”: no such comparison: {', '.join(unknown)}. "
            "One of your own must be registered before, which a program can do and a command cannot"
        )
