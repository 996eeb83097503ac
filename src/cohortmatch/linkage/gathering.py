"""Gathering likely pairs from batches of candidate pairs, and learning weights from them by EM.

Batches are compared in parallel; only a few are in memory at a time.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from cohortmatch.core.arrays import Int64s
from cohortmatch.core.types import Listings
from cohortmatch.linkage import scoring
from cohortmatch.linkage.comparing.kinds import kind_of
from cohortmatch.linkage.listing_hashes import content_numbers
from cohortmatch.linkage.matcher import Looked, Matcher, pairs_of
from cohortmatch.linkage.pair_tally import PairTally, PlainPairs
from cohortmatch.linkage.pairs import Pairs, Scored, in_parts, pair_keys

SAMPLE = 400_000
"""Pairs drawn at random to count chance agreement where not every pair is compared."""
PART = 50_000
"""Pairs of the sample compared at a time."""
SEED = 20261101

T = TypeVar("T")
V = TypeVar("V")


@dataclass(frozen=True, eq=False, repr=False)
class Gathered:
    """The likely pairs, how many were compared, and how often levels occur by chance.

    `plain` are the plain pairs where every pair was compared and counted, else None.
    """

    likely: Scored
    compared: int
    counts: scoring.PairCounts
    plain: PlainPairs | None = None


def abreast(look: Callable[[T], V], items: Iterator[T], cores: int) -> Iterator[V]:
    """`look` of each item in turn, several in parallel; only a few are in memory at a time."""
    if cores == 1:
        yield from map(look, items)
        return
    with ThreadPoolExecutor(cores) as pool:
        looking: deque[Future[V]] = deque()
        for item in items:
            looking.append(pool.submit(look, item))
            if len(looking) > cores:
                yield looking.popleft().result()
        while looking:
            yield looking.popleft().result()


def gather(
    matcher: Matcher, batches: Iterator[Pairs], *, every_pair: bool, counting: bool = True
) -> Gathered:
    """Compare the candidate pairs batch by batch; keep the likely ones and count levels.

    Where every pair is compared, the counts are exact. Otherwise they are scaled up from pairs
    drawn at random, because candidate pairs agree more often than chance. Without `counting` there
    are no counts and nothing is learnt.
    """
    if every_pair and counting:
        return gather_whole(matcher, batches)
    kept, compared = [_nothing(matcher)], 0
    for found in abreast(matcher.looked_at_briefly(), batches, matcher.cores):
        compared += found.compared
        kept.append(found.likely)
    tally = _sampled(matcher) if counting else PairTally.none(matcher.model)
    return Gathered(_joined(kept), compared, _counts_of(tally, matcher))


def gather_whole(
    matcher: Matcher, batches: Iterator[Pairs], known: PairTally | None = None
) -> Gathered:
    """Compare the pairs batch by batch; keep the likely ones, and count levels of them all.

    `known` is the tally of pairs that are not compared, and of which none is likely.
    """
    kept, compared = [_nothing(matcher)], 0
    tally = PairTally.none(matcher.model) if known is None else known
    plain = PlainPairs(PairTally.none(matcher.model), ())
    for found in abreast(matcher.looked_at_whole, batches, matcher.cores):
        assert found.tally is not None and found.plain is not None
        compared += found.compared
        kept.append(found.likely)
        tally, plain = tally + found.tally, plain + found.plain
    return Gathered(_joined(kept), compared, _counts_of(tally, matcher), plain)


def gathered_of(matcher: Matcher, parts: Iterable[Looked], *, every_pair: bool) -> Gathered:
    """The results of all batches together, in whatever order they come: the likely pairs stand in
    the order of their listings, as they do where batches are compared in their order."""
    kept, compared = [_nothing(matcher)], 0
    tally = PairTally.none(matcher.model)
    for found in parts:
        compared += found.compared
        kept.append(found.likely)
        tally = tally if found.tally is None else tally + found.tally
    likely = _joined(kept)
    likely = scoring.select(likely, np.argsort(pair_keys(likely.left, likely.right)))
    tally = tally if every_pair else _sampled(matcher)
    return Gathered(likely, compared, _counts_of(tally, matcher))


def _nothing(matcher: Matcher) -> Scored:
    return matcher.score(pairs_of([], []))


def _counts_of(tally: PairTally, matcher: Matcher) -> scoring.PairCounts:
    return scoring.PairCounts(tally.counts, _list_pairs(matcher.sizes), tally.seen)


def learn(matcher: Matcher, gathered: Gathered) -> tuple[Matcher, scoring.Learned]:
    """A matcher with weights and prior learnt from the gathered pairs."""
    learnt = scoring.learn(
        matcher.model,
        matcher.prior,
        gathered.counts,
        gathered.likely,
        matcher.listings.list_code,
    )
    return matcher.with_weights(learnt.model, learnt.prior), learnt


def _sampled(matcher: Matcher) -> PairTally:
    """The tally of a sample, its level counts scaled to all pairs."""
    n = int(matcher.sizes.sum())
    sample = _sample(matcher) if n else pairs_of([], [])
    tally = PairTally.none(matcher.model)
    # Part by part: all at once, the sample would take more memory than the run itself.
    for found in map(matcher.looked_at_whole, in_parts(sample, PART)):
        assert found.tally is not None
        tally += found.tally
    counts = tally.counts * (n * (n - 1) / 2 / max(len(sample), 1))
    for place, name in enumerate(matcher.model.names):
        kind = kind_of(name)
        if kind.equal_values:
            counts[place, : len(kind.levels)] = _equal_value_counts(matcher.listings, kind.fields)
    return PairTally(counts, tally.seen)


def _equal_value_counts(listings: Listings, fields: Sequence[str]) -> tuple[float, float, float]:
    """How many of all pairs lack a value, differ and have an equal one.

    A pair of a sample stands for thousands: of a value that nobody shares by chance, a few in it
    are one person's, and would pass for strangers'.
    """
    values = listings.field(*fields)
    n = np.array([len(listings), np.count_nonzero(values.counts), *np.bincount(values.codes)])
    every, both, *equal = (n * (n - 1) / 2).tolist()
    same = min(sum(equal), both)
    return every - both, both - same, same


def _sample(matcher: Matcher) -> Pairs:
    """Pairs drawn at random, the same ones in whatever order the rows stand."""
    which = matcher.copies.compared(len(matcher.listings))
    order = which[np.argsort(content_numbers(matcher.listings)[which], kind="stable")]
    size = min(SAMPLE, len(order) ** 2)
    draw = np.random.default_rng(SEED).integers(0, len(order), size=(2, size))
    a, b = order[draw]
    differ = a != b
    return Pairs(np.minimum(a, b)[differ], np.maximum(a, b)[differ])


def _list_pairs(sizes: Int64s) -> Int64s:
    pairs: Int64s = np.outer(sizes, sizes).astype(np.int64)
    np.fill_diagonal(pairs, sizes * (sizes - 1) // 2)
    return pairs


def _joined(parts: list[Scored]) -> Scored:
    return Scored(
        *(
            np.concatenate([getattr(part, name) for part in parts])
            for name in ("left", "right", "levels", "rarity", "weight")
        )
    )
