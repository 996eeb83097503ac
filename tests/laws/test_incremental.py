"""Laws of bases: a run with a base finds what comparing everything with that base finds."""

from __future__ import annotations

import tempfile
from itertools import zip_longest
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from based import Run, afresh, with_base
from cohortmatch.core.types import Listings, RawList
from cohortmatch.linkage.blocking import union as union_module
from cohortmatch.linkage.blocking.plan import BlockingPlan, plan_within
from cohortmatch.linkage.incremental import changed_pairs as based_blocking
from cohortmatch.linkage.incremental.changed_pairs import (
    BasedPlan,
    based_plan,
    groups_of,
    still_candidates,
    with_outgrown,
)
from cohortmatch.linkage.incremental.state import Base, KeyGroups
from cohortmatch.linkage.listing_hashes import listing_numbers
from cohortmatch.linkage.pairs import Pairs
from laws.strategies import CELLS, family_lists, law, raw_lists
from laws.test_normalising import shuffled
from laws.test_pipeline import said
from people_lists import a_list, listings_of

Row = dict[str, str]
KEY = "0123456789abcdef" * 2
some_lists = st.one_of(raw_lists(rows=5), family_lists())
budgets = st.sampled_from([None, 0, 1, 2, 3, 5, 8, 20, 1_000])
"""Pairs that the rules of a base may make; None for every pair."""


@st.composite
def months(draw: st.DrawFn) -> list[tuple[RawList, ...]]:
    """The same lists month after month: rows go, change and come, and so do whole lists."""
    found = [draw(some_lists)]
    for month in range(draw(st.integers(1, 2))):
        now = [_edited(draw, each, f"m{month}") for each in found[-1] if draw(st.integers(0, 5))]
        if not draw(st.integers(0, 4)) or not now:
            (new,) = draw(raw_lists(lists=1, rows=4))
            now.append(_edited(draw, new, f"n{month}", name=f"new {month}"))
        found.append(tuple(now))
    return found


def _edited(draw: st.DrawFn, raw: RawList, mark: str, name: str = "") -> RawList:
    rows: list[Row] = raw.frame.to_dict("records")
    left = [row for row in rows if draw(st.integers(0, 4))]
    for row in left:
        if row and not draw(st.integers(0, 3)):
            column = draw(st.sampled_from(sorted(row)))
            row[column] = draw(CELLS[column])
    if rows and draw(st.booleans()):
        left.append(dict(draw(st.sampled_from(rows))))
    labels = [f"{mark} {place}" for place in range(len(left))]
    return a_list(name or raw.info.name, *left, labels=labels)


def taken(months: list[tuple[RawList, ...]], budget: int | None) -> list[tuple[Run, Run]]:
    """Each later month's run with the base of the month before: with reuse, and without."""
    base, found = afresh(*months[0], budget=budget).base, []
    for lists in months[1:]:
        runs = with_base(base, *lists), with_base(base, *lists, reuse=False)
        found.append(runs)
        base = runs[0].base
    return found


@given(months(), budgets, st.randoms(use_true_random=False))
@law(80)
def test_a_run_with_a_base_finds_what_comparing_everything_finds(
    months: list[tuple[RawList, ...]], budget: int | None, dice: Any
) -> None:
    months = [months[0], *(shuffled(lists, dice) for lists in months[1:])]
    with mock.patch.object(based_blocking, "USUAL", 1):
        for reused, compared in taken(months, budget):
            assert said(reused.answer) == said(compared.answer)
            assert likely(reused) == likely(compared)


@given(some_lists, budgets)
@law(80)
def test_a_base_answers_for_its_own_lists_what_it_was_made_of(
    lists: tuple[RawList, ...], budget: int | None
) -> None:
    first = afresh(*lists, budget=budget)
    again = with_base(first.base, *lists)
    assert said(again.answer) == said(first.answer)
    assert likely(again) == likely(first)
    assert again.found.compared == 0


@given(some_lists, some_lists, budgets)
@law(80)
def test_listings_that_have_not_changed_weigh_what_they_weighed(
    lists: tuple[RawList, ...], others: tuple[RawList, ...], budget: int | None
) -> None:
    first = afresh(*lists, budget=budget)
    more = [a_list(f"more {n}", *rows(each)) for n, each in enumerate(others)]
    again = with_base(first.base, *lists, *more)
    assert again.begun.changed is not None
    ids = again.answer.listings.ids
    same = {name for name, changed in zip(ids, again.begun.changed, strict=True) if not changed}
    before = {pair: weight for pair, weight in likely(first).items() if same.issuperset(pair)}
    after = likely(again)
    assert {pair: after.get(pair) for pair in before} == before


@given(some_lists, some_lists)
@law(60)
def test_lists_that_are_all_new_are_all_compared(
    lists: tuple[RawList, ...], others: tuple[RawList, ...]
) -> None:
    base = afresh(*lists).base
    renamed = [a_list(f"other {n}", *rows(each)) for n, each in enumerate(others)]
    found = with_base(base, *renamed)
    assert found.begun.known is not None and len(found.begun.known) == 0
    assert found.found.compared == found.begun.candidates.all_pairs


@given(some_lists, budgets)
@law(40)
def test_a_base_is_the_same_when_it_comes_back_from_its_file(
    lists: tuple[RawList, ...], budget: int | None
) -> None:
    first = afresh(*lists, budget=budget)
    with tempfile.TemporaryDirectory() as folder:
        again = Base.load(first.base.save(Path(folder) / "month.base"))
    assert said(with_base(again, *lists).answer) == said(first.answer)


CROWD = {
    "forename": st.sampled_from(["John", "Jon", "Anna", "Martin"]),
    "surname": st.sampled_from(["Smith", "Jones"]),
    "date_of_birth": st.sampled_from(["01/02/1985", "03/04/1990", ""]),
    "crn": st.sampled_from(["X987001", "X987010", "", ""]),
}
crowds = st.lists(st.fixed_dictionaries(CROWD), min_size=2, max_size=12)
"""People so alike that every rule makes large groups."""


@given(crowds, st.lists(st.tuples(crowds, st.lists(st.booleans())), max_size=3), st.integers(0, 60))
@law(60)
def test_the_same_pairs_are_looked_at_and_none_that_an_earlier_run_has_looked_at(
    first: list[Row], later: list[tuple[list[Row], list[bool]]], budget: int
) -> None:
    """Pairs are known by what their listings say, counted where several say the same."""
    people = first
    listings = listings_of(a_list("A", *people))
    plan = plan_within(listings, budget)
    groups = groups_of(listings, plan, KEY)
    numbers, looked_at = listing_numbers(listings, KEY), pairs_of(plan, listings)
    with (
        mock.patch.object(based_blocking, "USUAL", 1),
        mock.patch.object(union_module, "SLICE", 25),
    ):
        for more, stays in later:
            people = [each for each, stay in zip_longest(people, stays, fillvalue=True) if stay]
            people = [*more, *(each for each in people if each is not True)]
            listings = listings_of(a_list("A", *people))
            before, numbers = numbers, listing_numbers(listings, KEY)
            changed = ~(numbers[:, None] == before[None]).all(axis=2).any(axis=1)
            reused = based_plan(listings, groups, KEY, changed)
            full = based_plan(listings, groups, KEY, changed, reuse=False)
            known = still_made(listings, reused, groups, looked_at)
            assert not known & pairs_of(reused, listings)
            assert known | pairs_of(reused, listings) == pairs_of(full, listings)
            assert reused.cost >= len(pairs_of(reused, listings))
            looked_at, groups = pairs_of(full, listings), with_outgrown(groups, reused)


def pairs_of(plan: BlockingPlan, listings: Listings) -> set[frozenset[bytes]]:
    """The pairs that a plan makes, by their listings' numbers; each must come once."""
    numbers = [each.tobytes() for each in listing_numbers(listings, KEY)]
    made = [
        frozenset((numbers[a], numbers[b]))
        for pairs in plan.batches(7)
        for a, b in zip(pairs.left, pairs.right, strict=True)
    ]
    assert len(made) == len(set(made))
    return set(made)


def still_made(
    listings: Listings, plan: BasedPlan, groups: KeyGroups | None, looked_at: set[frozenset[bytes]]
) -> set[frozenset[bytes]]:
    """The pairs looked at before whose listings are still there, but for outgrown groups."""
    place = {each.tobytes(): at for at, each in enumerate(listing_numbers(listings, KEY))}
    there = [pair for pair in looked_at if all(each in place for each in pair)]
    sides = np.array([sorted(place[each] for each in pair) for pair in there], dtype=np.int32)
    pairs = Pairs(*sides.reshape(-1, 2).T)
    stays = still_candidates(listings, plan, groups, KEY, pairs)
    return {pair for pair, stay in zip(there, stays, strict=True) if stay}


def rows(raw: RawList) -> list[Row]:
    frame: pd.DataFrame = raw.frame
    return frame.to_dict("records")


def likely(run: Run) -> dict[tuple[str, ...], float]:
    """The likely pairs by their ids, with their weights as they stand after learning."""
    matcher = run.found.matcher
    weighed = matcher.weigh_again(run.found.likely)
    name = matcher.listings.id_of
    return {
        tuple(sorted((name(a), name(b)))): weight
        for a, b, weight in zip(weighed.left, weighed.right, weighed.weight, strict=True)
    }
