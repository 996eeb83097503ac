"""Laws of blocking: it equals brute force, produces a pair once, and more rules lose none."""

from __future__ import annotations

from itertools import combinations
from unittest import mock

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cohortmatch.core.types import Field, Listings
from cohortmatch.linkage.blocking import every_pair, plan
from cohortmatch.linkage.blocking import union as union_module
from cohortmatch.linkage.blocking.keys import Keys, value_part
from cohortmatch.linkage.blocking.listing_rules import Recipe
from cohortmatch.linkage.blocking.plan import plan_within, within_budget
from cohortmatch.linkage.blocking.rules import Rule, made_by_any
from cohortmatch.linkage.blocking.union import union
from cohortmatch.linkage.incremental.changed_pairs import based_plan
from cohortmatch.linkage.incremental.state import KeyGroups
from cohortmatch.linkage.pairs import Pairs
from laws.strategies import all_listings, fields, law

Pair = tuple[int, int]
batches = st.integers(1, 40)
N = 8

key_parts = st.lists(
    st.tuples(st.integers(0, N - 1), st.integers(-1, 3), st.integers(-1, 2)), max_size=24
)
"""Who has which two-part key; a part of -1 is not known."""


def keys_of(parts: list[tuple[int, int, int]]) -> Keys:
    owner, first, second = (np.array([p[i] for p in parts], dtype=np.int64) for i in range(3))
    return Keys.of(N, owner, first, second)


def rules_of(keys: list[list[tuple[int, int, int]]]) -> list[Rule]:
    return [Rule(f"rule {number}", keys_of(parts)) for number, parts in enumerate(keys)]


def sharing(parts: list[tuple[int, int, int]]) -> set[Pair]:
    """The slow twin: pairs of listings that have a wholly known key in common."""
    known = {(owner, (a, b)) for owner, a, b in parts if a >= 0 and b >= 0}
    return {(i, j) for (i, k) in known for (j, m) in known if i < j and k == m}


def listed(pairs: list[Pairs]) -> list[Pair]:
    return [
        (a, b)
        for batch in pairs
        for a, b in zip(batch.left.tolist(), batch.right.tolist(), strict=True)
    ]


@given(st.integers(0, 30), batches)
@law(150)
def test_every_pair_comes_once(n: int, batch: int) -> None:
    made = list(every_pair(n, batch))
    assert listed(made) == list(combinations(range(n), 2))
    assert all(0 < len(pairs) <= max(batch, n - 1) for pairs in made)


@given(st.lists(key_parts, max_size=4), batches, st.sampled_from([1, 5, 1_000]))
@law(150)
def test_a_union_of_rules_equals_brute_force(
    keys: list[list[tuple[int, int, int]]], batch: int, slice_: int
) -> None:
    with (
        mock.patch.object(union_module, "SLICE", slice_),
        mock.patch.object(union_module, "STEP", 3),
    ):
        made = list(union(rules_of(keys), batch))
    assert all(0 < len(pairs) <= batch for pairs in made)
    pairs = listed(made)
    assert len(pairs) == len(set(pairs)), "a pair came twice"
    assert set(pairs) == set().union(*(sharing(parts) for parts in keys))
    assert all(left < right for left, right in pairs)


@given(st.lists(key_parts, max_size=3), key_parts, st.integers(0, 3))
@law(100)
def test_one_more_rule_never_loses_a_pair(
    keys: list[list[tuple[int, int, int]]], more: list[tuple[int, int, int]], place: int
) -> None:
    longer = [*keys[:place], more, *keys[place:]]
    assert set(listed(list(union(rules_of(keys), 10)))) <= set(
        listed(list(union(rules_of(longer), 10)))
    )


@given(st.lists(key_parts, max_size=4))
@law(80)
def test_a_rule_knows_its_cost_and_which_pairs_it_finds(
    keys: list[list[tuple[int, int, int]]],
) -> None:
    left, right = np.triu_indices(N, 1)
    every = list(zip(left.tolist(), right.tolist(), strict=True))
    expected = set().union(*(sharing(parts) for parts in keys))
    hits = made_by_any(rules_of(keys), left, right).tolist()
    assert {pair for pair, hit in zip(every, hits, strict=True) if hit} == expected
    for rule, parts in zip(rules_of(keys), keys, strict=True):
        assert rule.cost >= len(sharing(parts))


@given(key_parts, st.integers(0, 30))
@law(120)
def test_a_rule_within_a_budget_leaves_out_its_largest_groups_only(
    parts: list[tuple[int, int, int]], budget: int
) -> None:
    whole = Rule("a rule", keys_of(parts))
    cut = whole.within(budget)
    assert cut.cost <= max(budget, 0) or cut.cost == whole.cost == 0
    groups = [g for g in groups_of(parts).values() if len(g) > 1]
    kept = [g for g in groups if len(g) <= cut.most or not cut.beyond]
    expected = {pair for group in kept for pair in combinations(sorted(group), 2)}
    assert set(listed(list(union([cut], 10)))) == expected
    assert cut.beyond == sum(map(len, groups)) - sum(map(len, kept))


def groups_of(parts: list[tuple[int, int, int]]) -> dict[Pair, set[int]]:
    """Who has each wholly known key."""
    groups: dict[Pair, set[int]] = {}
    for owner, a, b in parts:
        if a >= 0 and b >= 0:
            groups.setdefault((a, b), set()).add(owner)
    return groups


@given(st.lists(key_parts, min_size=1, max_size=4), st.integers(0, 60))
@law(100)
def test_rules_within_a_budget_stay_within_it_and_name_what_was_left_out(
    keys: list[list[tuple[int, int, int]]], budget: int
) -> None:
    rules = rules_of(keys)
    taken, skipped = within_budget(rules, budget)
    assert sum(rule.cost for rule in taken) <= budget
    whole = {rule.words: rule.cost for rule in rules if len(rule.keys.key)}
    assert {rule.words for rule in (*taken, *skipped)} == set(whole)
    assert all(rule.beyond > 0 for rule in taken if rule.cost < whole[rule.words])


@given(fields())
@law(80)
def test_listings_that_share_a_value_share_a_key(field: Field[int]) -> None:
    pairs = set(listed(list(union([field_rule(field)], 10))))
    of = [set(field.of(i)) for i in range(len(field))]
    assert pairs == {(i, j) for i, j in combinations(range(len(field)), 2) if of[i] & of[j]}


def field_rule(field: Field[int]) -> Rule:
    return Recipe("", len(field), field.owners, (value_part(field),)).rule()


@given(all_listings(rows=6), batches)
@law(60)
def test_a_plan_of_rules_finds_some_of_every_pair_once(listings: Listings, batch: int) -> None:
    small, large = plan(listings), plan(listings, every_pair_up_to=0)
    every = listed(list(small.batches(batch)))
    assert small.every_pair and len(every) == small.all_pairs
    pairs = listed(list(large.batches(batch)))
    assert len(pairs) == len(set(pairs))
    assert set(pairs) <= set(every)


@given(all_listings(rows=6), batches, st.integers(0, 60))
@law(60)
def test_the_share_done_ends_at_the_whole(listings: Listings, batch: int, budget: int) -> None:
    changed = np.arange(len(listings)) % 2 == 0
    everything = plan(listings), plan_within(listings, budget)
    for each in (*everything, based_plan(listings, KeyGroups(), "0" * 32, changed)):
        told: list[int] = []
        assert sum(map(len, each.batches(batch, told.append))) <= sum(told)
        assert sum(told) == each.cost


@given(all_listings(rows=6))
@law(60)
def test_a_number_two_listings_share_is_always_found(listings: Listings) -> None:
    pairs = set(listed(list(plan(listings, every_pair_up_to=0).batches())))
    for kind in ("pnc", "cro", "crn"):
        field = listings.field(kind)
        keys = [{value.key for value in field.of(i)} for i in range(len(field))]
        shared = {(i, j) for i, j in combinations(range(len(field)), 2) if keys[i] & keys[j]}
        assert shared <= pairs
