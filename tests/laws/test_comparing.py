"""Laws of comparing: sides can change places, tables equal working out, fast equals slow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohortmatch.core.arrays import Int8s, Int32s
from cohortmatch.core.types import Field, Listings, NameKind, Names
from cohortmatch.linkage.comparing import Comparers, ages, value_pairs
from cohortmatch.linkage.comparing.bearers import Bearers
from cohortmatch.linkage.comparing.dates import date_pairs
from cohortmatch.linkage.comparing.full_names import FullNames
from cohortmatch.linkage.comparing.identifiers import identifier_pairs
from cohortmatch.linkage.comparing.names import ORDER, NamePairs
from cohortmatch.linkage.comparing.term_frequency import LEAST, MOST, NameFigures, NameRarity
from cohortmatch.linkage.comparing.value_pairs import SetPairs, ValuePairs, expand
from cohortmatch.linkage.comparing.words import FORENAME, SURNAME, forename_pairs, surname_pairs
from cohortmatch.linkage.model import shipped
from cohortmatch.linkage.pairs import Evidence, Pairs
from cohortmatch.values.dates import DateOfBirth
from cohortmatch.values.identifiers import KINDS, parse_identifiers
from laws.strategies import (
    CRNS,
    PNCS,
    all_listings,
    all_pairs,
    family_lists,
    fields,
    law,
    letters,
    vocabularies,
)
from people_lists import a_list, listings_of

MODEL = shipped()
DAYS = (date(2017, 1, 1), date(2026, 6, 1))
some_listings = st.one_of(all_listings(), family_lists().map(lambda lists: listings_of(*lists)))
Comparer = ValuePairs | SetPairs


def every_code_pair(n: int) -> tuple[Int32s, Int32s]:
    """Every ordered pair of codes, absent ones too."""
    codes = np.arange(-1, n, dtype=np.int32)
    return np.repeat(codes, n + 1), np.tile(codes, n + 1)


@contextmanager
def no_tables() -> Iterator[None]:
    """Every pair of values is worked out when it is asked for."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(value_pairs, "SMALL", 0)
        yield


@contextmanager
def no_candidates() -> Iterator[None]:
    """Tables are filled by trying every pair of values."""
    fill = ValuePairs._fill
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ValuePairs, "_fill", lambda self, _, otherwise: fill(self, None, otherwise))
        yield


def agree_however_made(make: Callable[[], Comparer], n: int) -> None:
    """Tables from candidates, tables from every pair, and no tables give the same levels."""
    left, right = every_code_pair(n)
    levels = make()(left, right)
    with no_candidates():
        np.testing.assert_array_equal(levels, make()(left, right))
    with no_tables():
        np.testing.assert_array_equal(levels, make()(left, right))
    np.testing.assert_array_equal(levels, make()(right, left))


@given(vocabularies)
@law(120)
def test_levels_of_forenames_are_the_same_however_worked_out(words: tuple[str, ...]) -> None:
    agree_however_made(lambda: forename_pairs(words), len(words))


@given(vocabularies)
@law(120)
def test_levels_of_surnames_are_the_same_however_worked_out(words: tuple[str, ...]) -> None:
    agree_however_made(lambda: surname_pairs(words), len(words))


@given(st.lists(letters, unique=True, max_size=12).map(tuple))
@law(120)
def test_no_slip_between_words_that_repeat_themselves_is_lost(words: tuple[str, ...]) -> None:
    agree_however_made(lambda: surname_pairs(words), len(words))


numbers = st.one_of(
    st.sampled_from([*PNCS, *CRNS]), st.from_regex(r"X98[01]{3}[0-2]", fullmatch=True)
)


@given(st.lists(numbers, max_size=12))
@law(80)
def test_levels_of_identifiers_are_the_same_however_worked_out(texts: list[str]) -> None:
    values = tuple(dict.fromkeys(v for text in texts for v in parse_identifiers(text).values))
    field = Field.single(values, np.arange(len(values), dtype=np.int32))
    agree_however_made(lambda: _without_absent(identifier_pairs(field)), len(values))


def _without_absent(compare: SetPairs) -> ValuePairs:
    """The values' own comparer: one listing holds one value."""
    return compare._levels_of  # type: ignore[return-value]


dates = st.builds(
    DateOfBirth,
    st.sampled_from([1975, 1984, 1985, 1986, 1995, 1958]),
    st.sampled_from([1, 2, 3, 12]),
    st.sampled_from([1, 2, 3, 12, 13, 21]),
)
partial_dates = st.one_of(dates, st.builds(DateOfBirth, st.sampled_from([1984, 1985]), st.none()))


@given(st.lists(partial_dates, unique=True, max_size=10))
@law(80)
def test_levels_of_dates_are_the_same_however_worked_out(values: list[DateOfBirth]) -> None:
    field = Field.single(values, np.arange(len(values), dtype=np.int32))
    agree_however_made(lambda: _without_absent(date_pairs(field)), len(values))


@given(fields(values=6), st.lists(st.integers(1, 9), min_size=36, max_size=36))
@law(80)
def test_sets_are_compared_by_their_best_pair(field: Field[int], table: list[int]) -> None:
    square = np.array(table, dtype=np.int8).reshape(6, 6)

    def levels_of(a: Int32s, b: Int32s) -> Int8s:
        out = square[np.minimum(a, b), np.maximum(a, b)]
        out[(a < 0) | (b < 0)] = 0
        return out

    def best(left: int, right: int) -> int:
        """The slow twin."""
        values = [(a - 100, b - 100) for a in field.of(left) for b in field.of(right)]
        return max((int(square[min(a, b), max(a, b)]) for a, b in values), default=0)

    left, right = all_pairs(len(field))
    expected = [best(a, b) for a, b in zip(left.tolist(), right.tolist(), strict=True)]
    assert SetPairs(field, levels_of)(left, right).tolist() == expected


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=8))
@law(60)
def test_every_combination_within_a_pair_is_tried_once(sizes: list[tuple[int, int]]) -> None:
    n_left, n_right = (np.array([s[side] for s in sizes], dtype=np.int64) for side in (0, 1))
    tried = [tuple(map(int, each)) for each in zip(*expand(n_left, n_right), strict=True)]
    assert tried == [
        (pair, i, j) for pair, (a, b) in enumerate(sizes) for i in range(a) for j in range(b)
    ]


def compared(listings: Listings, *, turned: bool = False) -> Evidence:
    left, right = all_pairs(len(listings))
    pairs = Pairs(right, left) if turned else Pairs(left, right)
    return Comparers(listings, MODEL).compare(pairs)


@given(some_listings)
@law(80)
def test_evidence_is_the_same_whichever_listing_stands_left(listings: Listings) -> None:
    there, back = compared(listings), compared(listings, turned=True)
    np.testing.assert_array_equal(there.levels, back.levels)
    np.testing.assert_allclose(there.rarity.sum(axis=1), back.rarity.sum(axis=1), atol=1e-9)


@given(some_listings)
@law(60)
def test_a_pair_s_evidence_does_not_depend_on_its_batch(listings: Listings) -> None:
    whole, comparers = compared(listings), Comparers(listings, MODEL)
    for place, (a, b) in enumerate(zip(whole.left, whole.right, strict=True)):
        alone = comparers.compare(Pairs(np.array([a]), np.array([b])))
        assert alone.levels[0].tolist() == whole.levels[place].tolist()
        assert alone.rarity[0].tolist() == whole.rarity[place].tolist()


@given(some_listings)
@law(40)
def test_rarity_is_bounded_and_says_nothing_of_what_is_missing(listings: Listings) -> None:
    found = compared(listings)
    # A forename's bits hold those of the full name too, which have the same limits.
    assert (found.rarity >= 2 * LEAST).all() and (found.rarity <= 2 * MOST).all()
    assert not found.rarity[found.levels == 0].any()


@given(some_listings)
@law(40)
def test_what_neither_listing_records_is_missing(listings: Listings) -> None:
    found = compared(listings)
    for kind in ("date_of_birth", "phone", "sex", *KINDS):
        has = listings.field(kind).counts > 0
        both = has[found.left] & has[found.right]
        assert ((found.levels[:, MODEL.index(kind)] > 0) == both).all()


@given(some_listings)
@law(40)
def test_an_age_speaks_where_not_both_have_a_date_of_birth(listings: Listings) -> None:
    found = compared(listings)
    dated, aged = (listings.field(name).counts > 0 for name in ("date_of_birth", "age"))
    known = (dated | aged)[found.left] & (dated | aged)[found.right]
    speaks = known & ~(dated[found.left] & dated[found.right])
    assert ((found.levels[:, MODEL.index("age")] > 0) == speaks).all()


@given(st.dates(date(1930, 1, 1), date(2016, 6, 1)), st.integers(0, 110), st.dates(*DAYS))
@law(150)
def test_an_age_is_compared_in_whole_years(born: date, written: int, on: date) -> None:
    """Birthdays are counted as people count them, leap days too."""
    one = a_list("A", {"surname": "Pym", "date_of_birth": f"{born:%d/%m/%Y}"})
    other = a_list("B", {"surname": "Pym", "age": str(written)})
    other = replace(other, info=replace(other.info, as_at=on))
    level = ages.AgePairs(listings_of(one, other))(*np.array([[0], [1]], dtype=np.int32))[0]
    true = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    expected = "same" if abs(true - written) <= 1 else "different"
    if expected == "different" and -2 <= true - written <= 3:
        expected = "near"
    assert ages.LEVELS[level] == expected


@given(some_listings)
@law(50)
def test_the_line_up_of_names_that_weighs_most_is_kept(listings: Listings) -> None:
    left, right = all_pairs(len(listings))
    births = listings.field("date_of_birth").first
    found = NamePairs(listings.names, births, MODEL)(left, right)
    kept = BITS["surname"][found.surname] + BITS["forename"][found.forename]
    kept = kept + BITS["name_order"][found.order] + found.surname_rarity + found.forename_rarity
    slow = SlowNames(listings.names, births)
    for place, (a, b) in enumerate(zip(left.tolist(), right.tolist(), strict=True)):
        assert kept[place] == pytest.approx(slow.heaviest(a, b), abs=0.01)


BITS = {name: MODEL.weights[MODEL.index(name)] for name in ("surname", "forename", "name_order")}


NEVER_BOTH = (NameKind.middle, NameKind.street)
"""Forms of names that are not tried with one another: they have comparisons of their own."""
Compared = tuple[int, float]
"""A level and bits of rarity."""


class SlowNames:
    """The slow twin: every form against every form, straight and swapped, one at a time."""

    def __init__(self, names: Names, births: Int32s) -> None:
        self.names = names
        self.surnames, self.forenames = surname_pairs(names.words), forename_pairs(names.words)
        figures = NameFigures.counted(Bearers(names, births), MODEL)
        self.rarity = NameRarity(figures, MODEL)
        self.full = FullNames(names, births, figures, self.rarity)

    def heaviest(self, left: int, right: int) -> float:
        at = self.names.offsets
        tries = [
            weight
            for a in range(at[left], at[left + 1])
            for b in range(at[right], at[right + 1])
            if self.names.kind[a] != self.names.kind[b] or self.names.kind[a] not in NEVER_BOTH
            for weight in self.straight_and_swapped(a, b, Pairs(*np.array([[left], [right]])))
        ]
        return max(tries, default=0.0)

    def straight_and_swapped(self, a: int, b: int, pair: Pairs) -> Iterator[float]:
        names = self.names
        kind = NameKind(max(names.kind[a], names.kind[b])).name
        order = {"recorded": "as_recorded", "street": "alias"}.get(kind, kind)
        last, first = self.levels(
            names.surname[a], names.surname[b], names.given[a], names.given[b]
        )
        whole = last[0] >= SURNAME.index("variant") and first[0] >= FORENAME.index("variant")
        more = float(self.full(np.array([a]), np.array([b]), pair)[0]) if whole else 0.0
        yield (self.weigh(last, first, order) + more)
        if self.agrees(last, SURNAME) and self.agrees(first, FORENAME):
            return
        for c, d in ((a, b), (b, a)):
            last, first = self.levels(
                names.surname[c], names.given[d], names.given[c], names.surname[d]
            )
            if self.agrees(last, SURNAME):
                both = self.agrees(first, FORENAME)
                yield self.weigh(last, first, "swapped" if both else "swapped_partly")

    @staticmethod
    def agrees(part: Compared, levels: tuple[str, ...]) -> bool:
        return part[0] >= levels.index("slip")

    def levels(self, *words: np.int32) -> tuple[Compared, Compared]:
        """Levels and bits of rarity of two surnames and of two forenames."""
        one, other, mine, yours = (np.array([word]) for word in words)
        s, f = self.surnames(one, other), self.forenames(mine, yours)
        return (
            (int(s[0]), float(self.rarity.surname(one, other, s)[0])),
            (int(f[0]), float(self.rarity.forename(mine, yours, f)[0])),
        )

    def weigh(self, last: Compared, first: Compared, order: str) -> float:
        """What a line-up weighs in bits."""
        levels = BITS["surname"][last[0]] + BITS["forename"][first[0]]
        return float(levels + BITS["name_order"][ORDER.index(order)] + last[1] + first[1])
