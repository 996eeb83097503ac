"""Laws of the whole line: people partition the listings, and order is irrelevant."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from based import afresh
from cohortmatch.core.types import RawList
from laws.strategies import family_lists, law, raw_lists
from laws.test_normalising import shuffled
from matched import Answer, answer


@given(raw_lists(rows=5))
@law(60)
def test_people_partition_the_listings(lists: tuple[RawList, ...]) -> None:
    found = answer(*lists)
    named = [name for person in found.people for name in person]
    assert sorted(named) == sorted(found.listings.ids)
    assert len(found.people) == len(set(found.resolved.person.tolist()))


@given(st.one_of(raw_lists(rows=5), family_lists()), st.randoms(use_true_random=False))
@law(80)
def test_the_order_of_rows_and_lists_is_irrelevant(lists: tuple[RawList, ...], dice: Any) -> None:
    assert said(answer(*shuffled(lists, dice))) == said(answer(*lists))


@given(raw_lists(rows=5), st.integers(0, 20), st.randoms(use_true_random=False))
@law(40)
def test_the_order_is_irrelevant_where_rules_find_the_pairs(
    lists: tuple[RawList, ...], budget: int, dice: Any
) -> None:
    one, other = (afresh(*each, budget=budget) for each in (lists, shuffled(lists, dice)))
    assert said(one.answer) == said(other.answer)
    assert one.found.learning == other.found.learning


def said(found: Answer) -> tuple[Any, ...]:
    return found.people, found.bands, {pair: round(w, 6) for pair, w in found.weights.items()}
