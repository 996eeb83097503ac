"""The result of linkage: the listings, their people, and an explanation of any two listings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from cohortmatch.core.accepting import a_whole_number
from cohortmatch.core.arrays import Floats, Int32s
from cohortmatch.core.errors import SettingsError
from cohortmatch.core.types import INSTITUTION, OUTCODE, Listings
from cohortmatch.linkage.explanations import (
    COMMON,
    TOO_FEW,
    WHY_NO_EVIDENCE,
    Explanation,
    with_addresses_aside,
)
from cohortmatch.linkage.matcher import Matcher
from cohortmatch.linkage.model import Model
from cohortmatch.linkage.pairs import Pairs, People
from cohortmatch.values.common_names import forename_share, surname_share

BATCH = 250_000
"""Pairs that are looked at together."""
ADDRESSES = tuple(
    before + name for before in ("", INSTITUTION) for name in ("address", "postcode", OUTCODE)
)
"""The fields that say where somebody lives, evidence or not."""
PHONES = ("phone", INSTITUTION + "phone")
OTHER_BEARERS = 2
"""Other people here who must bear a name that is called common."""
SHARES: Mapping[str, Callable[[str], float]] = {
    "surname": surname_share,
    "forename": forename_share,
}
NAME_PARTS = tuple(SHARES)
TIE = 1e-6
"""Bits within which two weights are one."""


@dataclass(frozen=True, eq=False, repr=False)
class Outcome:
    """The people found among listings, and the matcher that weighs any pair of these.

    Listings are named by their positions.
    """

    matcher: Matcher
    people: People

    @property
    def listings(self) -> Listings:
        """The listings that were matched."""
        return self.matcher.listings

    @property
    def model(self) -> Model:
        """The weights that the people were found with."""
        return self.matcher.model

    def explain(self, left: int, right: int) -> Explanation:
        """The explanation of two listings, by their positions, with the next best candidate.

        SettingsError for what is no position of a listing.
        """
        left, right = (self._position(each) for each in (left, right))
        told = self.matcher.explain(left, right, self.people.person)
        return self._with_addresses(told, left, right)

    def _position(self, given: int) -> int:
        position = a_whole_number("a listing's position", given)
        if position >= len(self.listings):
            raise SettingsError(f"a listing's position: must be below {len(self.listings)}")
        return position

    def explain_each(self, pairs: Sequence[tuple[int, int]]) -> list[Explanation]:
        """The explanation of each pair, in the order of its two listings as given."""
        sides = np.array(pairs, dtype=np.int32).reshape(-1, 2)
        told = self.matcher.explain_each(_ordered(sides[:, 0], sides[:, 1]), self.people.person)
        turned = [
            replace(each, left=each.right, right=each.left) if left > right else each
            for each, (left, right) in zip(told, pairs, strict=True)
        ]
        return [self._with_addresses(e, *sides) for e, sides in zip(turned, pairs, strict=True)]

    def weights(self, listings: Sequence[int]) -> Floats:
        """The weight of every pair of some listings in bits, as a square; 0 on the diagonal."""
        one, other = np.triu_indices(len(listings), 1)
        at = np.array(listings, dtype=np.int32)
        square = np.zeros((len(at), len(at)))
        if len(one):
            bits = self.matcher.score(_ordered(at[one], at[other])).weight
            square[one, other] = square[other, one] = bits
        return square

    def nearest(self, listings: Sequence[int]) -> list[tuple[int, int]]:
        """The pairs of one of these listings and one of another person that weigh most: more than
        one where they tie, none where nobody comes near (`matcher.KEPT` bits)."""
        own = np.array(listings, dtype=np.int32)
        others = np.flatnonzero(~np.isin(self.people.person, self.people.person[own]))
        look = self.matcher.looked_at_briefly()
        best, found = -np.inf, list[tuple[int, int]]()
        for one in own.tolist():
            for batch in _against(one, others.astype(np.int32)):
                likely = look(batch).likely
                most = float(likely.weight.max(initial=-np.inf))
                if not len(likely) or most < best - TIE:
                    continue
                best, found = max(best, most), found if most <= best + TIE else []
                top = np.flatnonzero(likely.weight >= best - TIE)
                sides = likely.left[top] + likely.right[top] - one
                found += [(one, int(other)) for other in sides.tolist()]
        return found

    def _with_addresses(self, told: Explanation, left: int, right: int) -> Explanation:
        """The addresses that are no evidence told apart from those that are missing."""
        lists, row, code = self.listings.lists, self.listings.row, self.listings.list_code
        noticed = [
            self._noticed_of_addresses.get((lists[code[i]].name, row[i]), ()) for i in (left, right)
        ]
        recorded = [self._has(ADDRESSES, i) for i in (left, right)]
        told = self._without_phones(self._with_names(told, left, right), left, right)
        return self._with_scripts(with_addresses_aside(told, noticed, recorded), left, right)

    def _with_scripts(self, told: Explanation, left: int, right: int) -> Explanation:
        """Names that both have, in two scripts, told apart from those that are missing."""
        model = self.matcher.model
        names = [name for name in NAME_PARTS if name in told.unknown]
        apart = [
            model.comparison(name).words
            for name in names
            if all(self._has_name(name, listing) for listing in (left, right))
        ]
        rest = tuple(each for each in told.missing if each.partition(":")[0] not in apart)
        return replace(told, missing=rest, in_two_scripts=tuple(apart))

    def _has_name(self, part: str, listing: int) -> bool:
        """Whether any form of a listing's name has a surname or forename."""
        names = self.listings.names
        codes = names.surname if part == "surname" else names.given
        return bool((codes[names.offsets[listing] : names.offsets[listing + 1]] >= 0).any())

    def _with_names(self, told: Explanation, left: int, right: int) -> Explanation:
        """Names called common only where they are: in the country, or of other people here."""
        reasons = tuple(
            replace(each, words=TOO_FEW)
            if each.kind == "rarity"
            and each.words == COMMON
            and each.comparison in SHARES
            and not self._is_common(each.comparison, left, right)
            else each
            for each in told.reasons
        )
        return replace(told, reasons=reasons)

    def _is_common(self, part: str, left: int, right: int) -> bool:
        """Whether a surname or forename of the two is well known to be common, or is borne by two
        other people at least."""
        names, person = self.listings.names, self.people.person
        codes = names.surname if part == "surname" else names.given
        mine = [codes[names.offsets[i] : names.offsets[i + 1]] for i in (left, right)]
        both = {int(code) for code in np.concatenate(mine) if code >= 0}
        if any(SHARES[part](names.words[code]) for code in both):
            return True
        owners = np.repeat(np.arange(len(names)), np.diff(names.offsets))
        bearers = set(person[owners[np.isin(codes, list(both))]].tolist())
        return len(bearers - {int(person[left]), int(person[right])}) >= OTHER_BEARERS

    def _without_phones(self, told: Explanation, left: int, right: int) -> Explanation:
        """Phones that both have and that are no evidence are not among what is missing."""
        both = all(self._has(PHONES, i) for i in (left, right))
        if "phone" not in told.unknown or not both:
            return told
        at = told.unknown.index("phone")
        return replace(told, missing=(*told.missing[:at], *told.missing[at + 1 :]))

    def _has(self, names: Sequence[str], listing: int) -> bool:
        return any(self.listings.field(name).of(listing) for name in names)

    @cached_property
    def _noticed_of_addresses(self) -> dict[tuple[str, object], list[str]]:
        """The findings that say why an address is no evidence, by list and row."""
        noticed: dict[tuple[str, object], list[str]] = {}
        for each in self.listings.noticed:
            if each.code in WHY_NO_EVIDENCE:
                for row in each.rows:
                    noticed.setdefault((each.list_name, row), []).append(each.code)
        return noticed

    def __repr__(self) -> str:
        return f"<Outcome: {self.people!r}>"


def _against(one: int, others: Int32s) -> Iterator[Pairs]:
    for start in range(0, len(others), BATCH):
        some = others[start : start + BATCH]
        yield _ordered(np.full(len(some), one, dtype=np.int32), some)


def _ordered(one: npt.NDArray[np.int32], other: npt.NDArray[np.int32]) -> Pairs:
    return Pairs(np.minimum(one, other), np.maximum(one, other))
