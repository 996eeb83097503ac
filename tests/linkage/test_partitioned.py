"""Pairs made and compared part by part: in any order, the result is that of memory."""

from __future__ import annotations

from collections.abc import Iterator
from unittest import mock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohortmatch.core.types import Listings
from cohortmatch.linkage import partitioned
from cohortmatch.linkage.blocking.plan import BlockingPlan, plan
from cohortmatch.linkage.gathering import Gathered, gather
from cohortmatch.linkage.matcher import Looked, Matcher
from cohortmatch.linkage.model import shipped
from cohortmatch.linkage.pairs import Pairs
from cohortmatch.linkage.partitioned import Partitioned, key_rows
from cohortmatch.services.pipeline import read_lists
from cohortmatch.synthetic import invent
from laws.strategies import law
from laws.test_blocking import Pair, key_parts, listed, rules_of, sharing


def joined(plan: BlockingPlan) -> Iterator[tuple[int, int, Pair]]:
    """The slow twin of the join on (rule, key, salt): each pair with the rule and key it is of."""
    rows = key_rows(plan)
    each = list(
        zip(
            *(getattr(rows, name).tolist() for name in ("rule", "key", "owner", "salt")),
            strict=True,
        )
    )
    for rule, key, left, salt in each:
        for other, also, right, own in each:
            for copy in range(own + 1):
                if (rule, key, salt) == (other, also, copy) and left < right:
                    yield rule, key, (left, right)


@given(st.lists(key_parts, min_size=1, max_size=4), st.sampled_from([1, 2, 256]))
@law(100)
def test_a_join_with_any_salt_makes_each_pair_once_by_its_first_rule(
    keys: list[list[tuple[int, int, int]]], salt: int
) -> None:
    rules = tuple(rules_of(keys))
    chosen = BlockingPlan(8, rules, by_rules=True)
    with mock.patch.object(partitioned, "SALT", salt):
        made = list(joined(chosen))
    parts = Partitioned.__new__(Partitioned)
    parts.plan = chosen
    left, right = (np.array([p[i] for _, _, p in made], dtype=np.int32) for i in range(2))
    rule, key = (np.array([row[i] for row in made], dtype=np.int32) for i in range(2))
    pairs = Pairs(left, right)
    own = parts.made_first(rule, key, pairs)
    once = listed([Pairs(pairs.left[own], pairs.right[own])])
    assert len(once) == len(set(once)), "a pair came twice"
    wanted = [sharing(each) for each in keys]
    assert set(once) == set().union(*wanted)
    assert all(
        by == next(place for place, each in enumerate(wanted) if pair in each)
        for by, pair in zip(rule[own].tolist(), once, strict=True)
    )


@pytest.fixture(scope="module")
def listings() -> Listings:
    return read_lists(invent(9, people=250).frames, as_of="2026-06-01")


def in_parts(parts: Partitioned, size: int, seed: int) -> list[Looked]:
    """The results of all batches, in an order drawn at random."""
    if parts.plan.every_pair:
        found = [parts.look_at_rows(*rows) for rows in parts.slices()]
    else:
        rows = key_rows(parts.plan)
        made: dict[tuple[int, int], list[int]] = {}
        for rule, key, owner in zip(rows.rule, rows.key, rows.owner, strict=True):
            made.setdefault((int(rule), int(key)), []).append(int(owner))
        each = [(r, k, a, b) for (r, k), who in made.items() for a in who for b in who if a < b]
        table = np.array(each, dtype=np.int32)
        np.random.default_rng(seed).shuffle(table)
        found = [
            parts.look_at_joined(
                some[:, 0], some[:, 1], Pairs(some[:, 2].copy(), some[:, 3].copy())
            )
            for some in np.array_split(table, size)
        ]
    np.random.default_rng(seed).shuffle(found)
    return found


@pytest.mark.parametrize("up_to", [10_000_000, 0], ids=["every pair", "by rules"])
@pytest.mark.parametrize("size", [1, 4, 16])
def test_parts_in_any_order_give_what_memory_gives(
    listings: Listings, up_to: int, size: int
) -> None:
    chosen, matcher = plan(listings, up_to), Matcher(listings, shipped())
    here = gather(matcher, chosen.batches(), every_pair=chosen.every_pair)
    parts = Partitioned(matcher, chosen)
    assert_same(here, parts.gathered(in_parts(parts, size, seed=size)))


def assert_same(one: Gathered, other: Gathered) -> None:
    """The same pairs, evidence, weights and counts, to the last bit."""
    assert one.compared == other.compared
    for name in ("left", "right", "levels", "rarity", "weight"):
        a, b = getattr(one.likely, name), getattr(other.likely, name)
        assert a.dtype == b.dtype and a.tobytes() == b.tobytes(), name
    assert one.counts.levels.tobytes() == other.counts.levels.tobytes()
    assert one.counts.lists.tobytes() == other.counts.lists.tobytes()
    assert one.counts.coincidences.names.tobytes() == other.counts.coincidences.names.tobytes()
    assert one.counts.coincidences.homes.tobytes() == other.counts.coincidences.homes.tobytes()
