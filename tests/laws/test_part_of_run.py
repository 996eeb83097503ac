"""Laws of parts: linkage of some of a run's listings is that of these alone, to the bit."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import cohortmatch as cm
from cohortmatch.core.arrays import Bools
from cohortmatch.core.types import Listings, RawList
from cohortmatch.linkage import linking
from cohortmatch.linkage.gathering import Gathered
from cohortmatch.linkage.incremental import part_of_run
from cohortmatch.linkage.incremental.part_of_run import WholeRun
from cohortmatch.linkage.incremental.prepared import PreparedLinkage
from cohortmatch.linkage.model import shipped
from cohortmatch.linkage.people import resolve
from cohortmatch.normalising import read_institutions
from cohortmatch.services.pipeline import normalised
from cohortmatch.synthetic import invent
from laws.strategies import family_lists, law, raw_lists
from people_lists import AS_OF


def prepared(listings: Listings, whole: WholeRun | None = None) -> PreparedLinkage:
    return linking.prepare(
        listings,
        shipped(),
        every_pair_up_to=10_000_000,
        candidates=None,
        more={},
        base=None,
        whole=whole,
    )


def whole_run(listings: Listings) -> WholeRun | None:
    begun = prepared(listings)
    return begun.whole(begun.gathered(begun.batches()))


def part_of(listings: Listings, closed: frozenset[str], kept: Bools) -> Listings:
    """The listings without some lists, and without the rows that are not kept (by position)."""
    ids = {each for each, stays in zip(listings.ids, kept, strict=True) if stays}
    assert listings.without is not None
    return listings.without(closed, lambda some: np.flatnonzero([each in ids for each in some.ids]))


def agree(one: Gathered, other: Gathered) -> None:
    """Nothing differs, in any bit."""
    assert one.compared == other.compared
    assert np.array_equal(one.counts.levels, other.counts.levels)
    assert np.array_equal(one.counts.lists, other.counts.lists)
    for name in ("names", "homes"):
        seen = (getattr(each.counts.coincidences, name) for each in (one, other))
        assert np.array_equal(*seen)
    for name in ("left", "right", "levels", "rarity", "weight"):
        mine, theirs = getattr(one.likely, name), getattr(other.likely, name)
        assert mine.dtype == theirs.dtype and np.array_equal(mine, theirs), name


def check(whole: WholeRun, part: Listings) -> bool:
    """Link a part from the run and alone; whether the run could help."""
    alone, helped = prepared(part), prepared(part, whole)
    found, expected = helped.gathered_as_part(whole, None), alone.gathered(alone.batches())
    agree(helped.gathered(helped.batches()), expected)
    if found is not None:
        agree(found, expected)
        one, other = helped.learnt(found), alone.learnt(expected)
        mine, theirs = (resolve(each.matcher, each.likely) for each in (one, other))
        assert np.array_equal(mine.person, theirs.person)
        assert np.array_equal(mine.band, theirs.band)
        assert np.array_equal(mine.links.weight, theirs.links.weight)
    return found is not None


@law(60)
@given(st.one_of(raw_lists(rows=6), family_lists()), st.data())
def test_a_part_of_any_lists(lists: tuple[RawList, ...], data: st.DataObject) -> None:
    listings = normalised(lists, AS_OF, read_institutions(None))
    whole = whole_run(listings)
    assume(whole is not None)
    assert whole is not None
    names = sorted({each.info.name for each in lists})
    closed = data.draw(st.frozensets(st.sampled_from(names), max_size=len(names) - 1))
    n = len(listings)
    out = data.draw(st.sets(st.integers(0, max(n - 1, 0)), max_size=4))
    check(whole, part_of(listings, closed, ~np.isin(np.arange(n), list(out))))


@cache
def borough() -> tuple[Listings, WholeRun]:
    listings = cm.read_lists(invent(3, people=900).frames, as_of=AS_OF)
    whole = whole_run(listings)
    assert whole is not None
    return listings, whole


@pytest.mark.parametrize(
    ("closed", "share"),
    [(("MAPPA",), 1.0), ((), 0.9), (("MAPPA", "Matrix"), 0.95), (("IOM",), 0.3)],
)
def test_a_part_of_a_borough(closed: tuple[str, ...], share: float) -> None:
    listings, whole = borough()
    kept = np.random.default_rng(7).random(len(listings)) < share
    assert check(whole, part_of(listings, frozenset(closed), kept))


def test_few_pairs_of_a_part_are_compared_again(monkeypatch: pytest.MonkeyPatch) -> None:
    listings, whole = borough()
    compared = []

    def counting(part, batches, tally):  # type: ignore[no-untyped-def]
        pairs = list(batches)
        compared.append(sum(map(len, pairs)))
        return part_of_run_gather(part, iter(pairs), tally)

    part_of_run_gather = part_of_run.gather_whole
    monkeypatch.setattr(part_of_run, "gather_whole", counting)
    part = part_of(listings, frozenset({"MAPPA"}), np.ones(len(listings), dtype=bool))
    assert check(whole, part)
    assert compared[0] < 0.2 * len(part) * (len(part) - 1) / 2
