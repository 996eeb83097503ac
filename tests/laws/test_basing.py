"""Laws of bases: a run with a base finds what comparing everything with that base finds."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any
from unittest import mock

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from based import Run, afresh, with_base
from cohortmatch.bases.base import Base
from cohortmatch.blocking import based as based_blocking
from cohortmatch.types import RawList
from laws.strategies import CELLS, family_lists, law, raw_lists
from laws.test_normalising import shuffled
from laws.test_pipeline import said
from people_lists import a_list

Row = dict[str, str]
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
@law(150)
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
    after = likely(with_base(first.base, *lists, *more))
    assert {pair: after.get(pair) for pair in likely(first)} == likely(first)


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
