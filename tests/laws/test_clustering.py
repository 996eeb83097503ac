"""Laws of clustering: people partition the listings, and numbering is irrelevant."""

from __future__ import annotations

from itertools import combinations, permutations
from typing import Any
from unittest.mock import patch

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cohortmatch.core.arrays import Floats, Int32s
from cohortmatch.linkage.clustering import (
    bands,
    components,
    content_order,
    pairs_within,
    resolve,
    small_components,
)
from cohortmatch.linkage.clustering.ambiguous import LEAD
from cohortmatch.linkage.clustering.resolve import limited
from cohortmatch.linkage.clustering.weak_links import STRONG
from cohortmatch.linkage.model import CutOffs
from cohortmatch.linkage.pairs import Band, Scored
from laws.strategies import all_listings, law, weight_matrices
from linkage.clustering.slow_people import people

CUT = CutOffs(same=7.0, check=-2.0)
Partition = set[frozenset[int]]


def scored(weights: Floats, component: Int32s) -> Scored:
    """Every pair of each component with its weight from the matrix, and no evidence."""
    pairs = pairs_within(component)
    none = np.zeros((len(pairs), 0))
    weight = weights[pairs.left, pairs.right]
    return Scored(pairs.left, pairs.right, none.astype(np.int8), none, weight)


def on_lists(n: int, kinds: int) -> np.ndarray:
    return (np.arange(n) % kinds).astype(np.int16)


def parts(person: Int32s) -> Partition:
    numbers = person.tolist()
    return {frozenset(i for i, p in enumerate(numbers) if p == number) for number in set(numbers)}


@given(st.lists(st.integers(0, 3), max_size=12))
@law(80)
def test_every_pair_within_a_component_comes_once(labels: list[int]) -> None:
    pairs = pairs_within(np.array(labels, dtype=np.int32))
    listed = list(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True))
    assert len(listed) == len(set(listed))
    assert set(listed) == {
        (i, j) for i, j in combinations(range(len(labels)), 2) if labels[i] == labels[j]
    }


links = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=10)


@given(links)
@law(80)
def test_components_are_what_links_reach(pairs: list[tuple[int, int]]) -> None:
    left, right = (np.array([p[side] for p in pairs], dtype=np.int32) for side in (0, 1))
    reached = {i: {i} for i in range(8)}
    for _ in range(8):
        for a, b in pairs:
            reached[a] = reached[b] = reached[a] | reached[b]
            for each in reached[a]:
                reached[each] = reached[a]
    assert parts(components(8, left, right)) == set(map(frozenset, reached.values()))


weighed_links = st.lists(
    st.tuples(st.integers(0, 11), st.integers(0, 11), st.sampled_from([-6.0, -3.5, 0.0, 8.0, 1e4])),
    max_size=24,
)


@given(weighed_links, st.integers(1, 6))
@law(150)
def test_small_components_are_components_less_the_weakest_links_of_large_ones(
    links: list[tuple[int, int, float]], most: int
) -> None:
    left, right = (np.array([link[side] for link in links], dtype=np.int32) for side in (0, 1))
    weight = np.array([link[2] for link in links], dtype=float)
    with patch("cohortmatch.linkage.clustering.components.MOST", most):
        small = parts(small_components(12, left, right, weight))
    for whole in parts(components(12, left, right)):
        pieces = [part for part in small if part <= whole]
        assert frozenset().union(*pieces) == whole, "a piece lies across two components"
        if len(whole) <= most:
            assert pieces == [whole]
    heaviest = [(a, b) for a, b, w in links if w == 1e4]
    assert all(any({a, b} <= part for part in small) for a, b in heaviest)


@given(weight_matrices(), st.integers(1, 4))
@law(120)
def test_people_partition_each_component(weights: Floats, kinds: int) -> None:
    n = len(weights)
    component = components(n, *(axis.astype(np.int32) for axis in np.nonzero(weights > -9)))
    person = resolve(component, scored(weights, component), on_lists(n, kinds), np.arange(n))
    assert sorted(i for part in parts(person) for i in part) == list(range(n))
    assert all(len({int(component[i]) for i in part}) == 1 for part in parts(person))
    firsts = [person.tolist().index(number) for number in range(person.max() + 1)]
    assert firsts == sorted(firsts), "people are numbered by their first listings"


@given(st.lists(weight_matrices(most=4), min_size=1, max_size=4), st.integers(1, 9))
@law(150)
def test_components_side_by_side_fall_into_the_people_each_falls_into_alone(
    blocks: list[Floats], kinds: int
) -> None:
    component = np.repeat(np.arange(len(blocks)), [len(b) for b in blocks]).astype(np.int32)
    weights = np.zeros((len(component), len(component)))
    lists, slow = on_lists(len(component), kinds), set()
    for number, block in enumerate(blocks):
        here = np.flatnonzero(component == number)
        weights[np.ix_(here, here)] = block
        slow |= {frozenset(here[g].tolist()) for g in people(limited(block), lists[here])}
    within = scored(weights, component)
    assert parts(resolve(component, within, lists, np.arange(len(component)))) == slow


@given(weight_matrices(), st.integers(1, 4), st.randoms(use_true_random=False))
@law(150)
def test_how_listings_are_numbered_is_irrelevant(weights: Floats, kinds: int, dice: Any) -> None:
    n = len(weights)
    moved = np.array(dice.sample(range(n), n))
    together = np.zeros(n, dtype=np.int32)
    lists, order = on_lists(n, kinds), np.arange(n)
    person = resolve(together, scored(weights, together), lists, order)
    within = scored(weights[np.ix_(moved, moved)], together)
    again = resolve(together, within, lists[moved], order[moved])
    assert {frozenset(moved[list(part)].tolist()) for part in parts(again)} == parts(person)
    said = said_of(person, scored(weights, together), lists)
    turned = said_of(again, within, lists[moved])
    assert {frozenset(moved[list(p)].tolist()): band for p, band in turned.items()} == said


def said_of(person: Int32s, within: Scored, lists: np.ndarray) -> dict[frozenset[int], int]:
    band = bands(person, within, CUT, lists)
    pairs = map(frozenset, zip(within.left.tolist(), within.right.tolist(), strict=True))
    return dict(zip(pairs, band.tolist(), strict=True))


@given(weight_matrices(), st.integers(1, 4))
@law(120)
def test_same_is_only_said_within_a_person_and_of_whom_little_contradicts(
    weights: Floats, kinds: int
) -> None:
    n = len(weights)
    together, lists = np.zeros(n, dtype=np.int32), on_lists(n, kinds)
    within = scored(weights, together)
    person = resolve(together, within, lists, np.arange(n))
    for pair, band in said_of(person, within, lists).items():
        a, b = sorted(pair)
        one_person = person[a] == person[b]
        assert not (band == Band.same and not one_person)
        assert not (band == Band.different and one_person)
        assert not (band == Band.same and weights[a, b] < STRONG)


@given(weight_matrices(), st.integers(1, 4))
@law(120)
def test_a_strong_pair_is_the_same_unless_it_is_torn_or_the_weak_link_of_a_chain(
    weights: Floats, kinds: int
) -> None:
    n = len(weights)
    together, lists = np.zeros(n, dtype=np.int32), on_lists(n, kinds)
    within = scored(weights, together)
    person = resolve(together, within, lists, np.arange(n))
    said = said_of(person, within, lists)
    torn = {i for i in range(n) if second_thoughts(weights, parts(person), i)}
    for pair, band in said.items():
        doubtful = bool(torn & pair) or weaker_link(weights, parts(person), pair)
        strong = weights[tuple(pair)] >= CUT.same
        one_person = any(pair <= part for part in parts(person))
        assert not (band == Band.same and doubtful)
        assert not (one_person and strong and not doubtful and band != Band.same)


def weaker_link(weights: Floats, people: Partition, pair: frozenset[int]) -> bool:
    """The slow twin: whether the pair is the weaker half of a chain whose ends conflict."""
    (own,) = (part for part in people if min(pair) in part)
    return pair <= own and any(
        weights[end, far] < STRONG and weights[end, middle] <= weights[far, middle] + LEAD
        for end, middle in permutations(pair)
        for far in own - pair
    )


def second_thoughts(weights: Floats, people: Partition, listing: int) -> bool:
    """The slow twin: whether another person fits the listing as well as its own, or nearly."""

    def fit(part: frozenset[int]) -> float:
        return float(np.mean([weights[listing, i] for i in part if i != listing]))

    (own,) = (part for part in people if listing in part)
    others = [fit(part) for part in people if part != own]
    return len(own) > 1 and any(f >= max(fit(own) - LEAD, CUT.check) for f in others)


@given(weight_matrices(most=5))
@law(60)
def test_pairs_that_all_agree_are_one_person_and_that_all_disagree_are_not(weights: Floats) -> None:
    n, lists = len(weights), on_lists(len(weights), 9)
    together, off = np.zeros(n, dtype=np.int32), 1 - np.eye(n)
    friends = scored((np.abs(weights) + 1) * off, together)
    assert len(parts(resolve(together, friends, lists, np.arange(n)))) == 1
    strangers = scored(-(np.abs(weights) + 1) * off, together)
    assert len(parts(resolve(together, strangers, lists, np.arange(n)))) == n


@given(all_listings(lists=2, rows=5))
@law(40)
def test_the_order_of_contents_is_the_order_of_list_and_cells(listings: Any) -> None:
    n = len(listings)
    place = content_order(listings, np.ones(n, dtype=bool))
    assert sorted(place.tolist()) == list(range(n))
    cells = [contents(listings, int(at)) for at in np.argsort(place)]
    assert cells == sorted(cells)


def contents(listings: Any, at: int) -> tuple[str, ...]:
    """The list's name and the listing's cells by heading."""
    code = listings.list_code[at]
    row = listings.raw[code].iloc[listings.position[at]]
    return (listings.lists[code].name, *(row[heading] for heading in sorted(row.index)))
