"""Comparison of addresses: postcode, house and street.

Levels, weakest first: different district; district (outcode); sector; street; postcode; household
(house number and street or postcode; the two postcodes may be a typing slip apart). A prison's
postcode counts for nothing. Normalising has already removed other institutions and no fixed abode.
Where only half a postcode is known, its district is compared, and its sector where it says one.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from cohortmatch.core.arrays import Floats, Int8s, Int32s, Int64s, Places
from cohortmatch.core.districts import districts
from cohortmatch.core.types import ABSENT, OUTCODE, Field, Listings
from cohortmatch.linkage.comparing import term_frequency
from cohortmatch.linkage.comparing.kinds import Agreement, ComparisonKind
from cohortmatch.linkage.comparing.value_pairs import SetPairs
from cohortmatch.linkage.model import Model
from cohortmatch.values.addresses import Address
from cohortmatch.values.postcodes import is_prison, outcode, sector
from cohortmatch.values.variants import surname_class

LEVELS = ("missing", "different", "district", "sector", "street", "postcode", "household")
_AT = {name: np.int8(position) for position, name in enumerate(LEVELS)}
KIND = ComparisonKind(
    "address",
    LEVELS,
    is_joint=True,
    fields=("address", "postcode", OUTCODE),
    agrees={Agreement.more_than_name: "street", Agreement.beside_home: "postcode"},
    is_essential=True,
    of_household=True,
)


class AddressPairs:
    """Compares the addresses of pairs of listings.

    `postcode_bits` (float64) are the bits of rarity of each postcode; counted where none are given.
    """

    def __init__(
        self, listings: Listings, model: Model, postcode_bits: Floats | None = None
    ) -> None:
        halves: Field[str] = listings.field(OUTCODE)
        postcodes: Field[str] = listings.field("postcode")
        streets = listings.field("address")
        self._number = _codes(streets, lambda address: address.number)
        self._street = _codes(streets, lambda address: address.street)
        shared = np.array([is_prison(value) for value in postcodes.values], dtype=bool)
        self._postcodes = _without(postcodes, shared)
        self._outcode = _number_by(self._postcodes.values, outcode)
        self._sector = _number_by(self._postcodes.values, sector)
        self._by_postcode = SetPairs(self._postcodes, self._postcode_levels)
        self._in_shared = postcodes.all_of(shared[postcodes.codes])
        self._district = districts(self._postcodes, halves).first
        self._half = halves.counts > 0
        self._known_sector = _known_sectors(self._postcodes, halves)
        self._first = self._postcodes.first
        self._texts = np.array([*self._postcodes.values, ""], dtype=object)
        if postcode_bits is None:
            postcode_bits = _postcode_bits(self._postcodes, _first_surnames(listings), model)
        self.postcode_bits = postcode_bits

    def __call__(self, left: Places, right: Places) -> tuple[Int8s, Floats]:
        """Levels (int8) and bits of rarity (float64) of each pair of listings."""
        levels = self._by_postcode(left, right)
        self._by_half(left, right, levels)
        number = _agree(self._number, left, right)
        street = _agree(self._street, left, right)
        near = (levels == _AT["missing"]) | (levels >= _AT["district"])
        near |= self._mistyped(left, right, number & street & ~near)
        levels[street & near] = np.maximum(levels[street & near], _AT["street"])
        levels[number & (levels == _AT["postcode"])] = _AT["household"]
        levels[number & street & near] = _AT["household"]
        levels[self._in_shared[left] | self._in_shared[right]] = _AT["missing"]
        return levels, self._rarities(left, right, levels)

    def _by_half(self, left: Places, right: Places, levels: Int8s) -> None:
        """Compare districts, in place, where half a postcode is all that either side has."""
        half = np.flatnonzero((levels == _AT["missing"]) & (self._half[left] | self._half[right]))
        a, b = self._district[left[half]], self._district[right[half]]
        known = (a >= 0) & (b >= 0)
        levels[half[known]] = np.where(a == b, _AT["district"], _AT["different"])[known]
        same = _agree(self._known_sector, left[half], right[half])
        levels[half[same & known]] = _AT["sector"]

    def _mistyped(
        self, left: Places, right: Places, where: npt.NDArray[np.bool_]
    ) -> npt.NDArray[np.bool_]:
        """Where one house has two postcodes one typing slip apart."""
        at = np.flatnonzero(where)
        a, b = self._first[left[at]], self._first[right[at]]
        apart = cpdist(self._texts[a], self._texts[b], scorer=OSA.distance, dtype=np.int32)
        out = np.zeros(len(where), dtype=bool)
        out[at] = np.asarray(apart) == 1
        return out

    def _postcode_levels(self, a: Int32s, b: Int32s) -> Int8s:
        out = np.full(len(a), _AT["different"], dtype=np.int8)
        out[self._outcode[a] == self._outcode[b]] = _AT["district"]
        out[self._sector[a] == self._sector[b]] = _AT["sector"]
        out[a == b] = _AT["postcode"]
        out[(a < 0) | (b < 0)] = _AT["missing"]
        return out

    def _rarities(self, left: Places, right: Places, levels: Int8s) -> Floats:
        out = np.zeros(len(levels))
        at = np.flatnonzero(levels >= _AT["postcode"])
        a, b = self._first[left[at]], self._first[right[at]]
        both = (a >= 0) & (b >= 0)
        out[at[both]] = np.minimum(self.postcode_bits[a[both]], self.postcode_bits[b[both]])
        return out


def _agree(codes: Int32s, left: Places, right: Places) -> npt.NDArray[np.bool_]:
    a, b = codes[left], codes[right]
    result: npt.NDArray[np.bool_] = (a == b) & (a >= 0)
    return result


def _number_by(values: tuple[str, ...], key: object) -> Int32s:
    numbers: dict[str, int] = {}
    found = [numbers.setdefault(key(value), len(numbers)) for value in values]  # type: ignore[operator]
    return np.array([*found, ABSENT], dtype=np.int32)


def _known_sectors(postcodes: Field[str], halves: Field[str]) -> Int32s:
    """Each listing's code for the sector of its postcode, or that half a postcode says."""
    numbers: dict[str, int] = {}
    whole = [numbers.setdefault(sector(value), len(numbers)) for value in postcodes.values]
    half = [
        numbers.setdefault(value, len(numbers)) if " " in value else ABSENT
        for value in halves.values
    ]
    first = np.array([*whole, ABSENT], dtype=np.int32)[postcodes.first]
    second = np.array([*half, ABSENT], dtype=np.int32)[halves.first]
    result: Int32s = np.where(first == ABSENT, second, first)
    return result


def _codes(field: Field[Address], part: object) -> Int32s:
    """Each listing's code for one part of its first address, ABSENT where that part is blank."""
    numbers: dict[str, int] = {}
    parts = [part(value) for value in field.values]  # type: ignore[operator]
    of = np.array(
        [numbers.setdefault(p, len(numbers)) if p else ABSENT for p in parts] + [ABSENT],
        dtype=np.int32,
    )
    result: Int32s = of[field.first]
    return result


def _first_surnames(listings: Listings) -> Int32s:
    """A code for each listing's recorded surname, ABSENT where there is none.

    Spellings of one surname have one code: they make no unrelated people.
    """
    names = listings.names
    first = np.full(len(names), ABSENT, dtype=np.int32)
    has = np.diff(names.offsets) > 0
    first[has] = names.surname[names.offsets[:-1][has]]
    return _number_by(names.words, surname_class)[first]


def _surnames_at(field: Field[str], surnames: Int32s) -> Int64s:
    """How many different surnames stand at each postcode."""
    known = surnames[field.owners] >= 0
    people = field.codes[known].astype(np.int64) << 32 | surnames[field.owners][known]
    return np.bincount(pd.unique(people) >> 32, minlength=len(field.values))


def _without(field: Field[str], shared: npt.NDArray[np.bool_]) -> Field[str]:
    """The field without the values marked."""
    return field.only(~shared[field.codes])


def _postcode_bits(field: Field[str], surnames: Int32s, model: Model) -> Floats:
    people = np.maximum(_surnames_at(field, surnames), 1)
    average = model.chance("address", "postcode")
    return term_frequency.bits(
        term_frequency.frequency(people, int(people.sum()), average), average
    )
