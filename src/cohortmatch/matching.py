"""From candidate pairs to people: compare, weigh, learn, resolve.

Pairs ──▶ Evidence ──▶ Scored ──▶ (learn, weigh again) ──▶ People
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from cohortmatch import clustering, scoring
from cohortmatch.arrays import Floats, Int32s, Int64s
from cohortmatch.bases.content import content_numbers
from cohortmatch.comparing import Brought, Comparers
from cohortmatch.explanations import Explanation
from cohortmatch.model import Model
from cohortmatch.pairs import Band, Decisions, Pairs, People, Scored
from cohortmatch.types import Listings

LINK = -6.0
"""Bits from which a pair joins a component: below `check`, so that a listing's other pairs can
speak for it, and high enough that components stay small."""
KEPT = LINK - 6.0
"""Bits from which a pair is kept while learning may still raise its weight."""
SAMPLE = 400_000
"""Pairs drawn at random to count chance agreement where not every pair is compared."""
MANY_REPEATS = 0.1
"""Share of a list's rows that repeat others from which it is no list of different people."""
SEED = 20261101
CORES = min(os.cpu_count() or 1, 4)
"""Batches compared side by side."""

T = TypeVar("T")
V = TypeVar("V")


class Matcher:
    """One table of listings with everything that comparing any two of them needs.

    `more` are comparisons that are brought along, by name.
    """

    def __init__(
        self,
        listings: Listings,
        model: Model,
        *,
        prior: Floats | None = None,
        comparers: Comparers | None = None,
        more: Mapping[str, Brought] | None = None,
    ) -> None:
        self.listings = listings
        self._comparers = comparers or Comparers(listings, model, more)
        self.model = model = self._comparers.model if comparers is None else model
        self.sizes = np.bincount(listings.list_code, minlength=len(listings.lists))
        self.prior = scoring.prior_bits(self.sizes, model) if prior is None else prior
        self._weigher = scoring.Weigher(model, self.prior, listings.list_code)

    def score(self, pairs: Pairs) -> Scored:
        """The pairs with their evidence and weight in bits."""
        return self._weigher.weigh(self._comparers.compare(pairs))

    def weigh_again(self, scored: Scored) -> Scored:
        """Pairs weighed by another matcher of the same listings, with this one's weights."""
        return self._weigher.weigh(scored)

    def with_weights(self, model: Model, prior: Floats) -> Matcher:
        """The same listings and comparisons, with other weights and another prior."""
        return Matcher(self.listings, model, prior=prior, comparers=self._comparers)

    @property
    def rival_lists(self) -> Int32s:
        """Each listing's list; where a list was found to repeat people, one of the listing's own.

        A list that holds many people twice does not tell its listings apart.
        """
        code, n = self.listings.list_code.astype(np.int32), len(self.sizes)
        many = scoring.repeats(self.prior, self.sizes)[code] >= MANY_REPEATS
        return np.where(many, n + np.arange(len(code), dtype=np.int32), code)

    @property
    def comparers(self) -> Comparers:
        """The comparisons, made ready for the listings."""
        return self._comparers

    @property
    def cores(self) -> int:
        """How many batches may be compared side by side: one where comparisons were brought."""
        return 1 if self._comparers.brought else CORES

    def looked_at_whole(self, batch: Pairs) -> _Looked:
        """The likely pairs of a batch, and the level counts of all of them."""
        scored = self.score(batch)
        counts = _level_counts(scored, self.model)
        seen = scoring.Coincidences.of(scored, self.model)
        return _Looked(len(batch), scoring.select(scored, scored.weight >= KEPT), counts, seen)

    def looked_at_briefly(self) -> Callable[[Pairs], _Looked]:
        """Answers the likely pairs of a batch; pairs that cannot be likely are compared in part."""
        bound = self._comparers.bound(self.model)

        def look(batch: Pairs) -> _Looked:
            most = bound(batch) + self._weigher.prior(batch)
            worth = np.flatnonzero(most >= KEPT)
            scored = self.score(Pairs(batch.left[worth], batch.right[worth]))
            return _Looked(len(batch), scoring.select(scored, scored.weight >= KEPT))

        return look

    def explain(self, left: int, right: int, person: Int32s) -> Explanation:
        """Why two listings, by their positions, weigh what they weigh.

        `person` (int32) is each listing's person.
        """
        scored = self.score(_pairs([min(left, right)], [max(left, right)]))
        ids = (self.listings.id_of(left), self.listings.id_of(right))
        prior = float(self._weigher.prior(scored)[0])
        one_person = bool(person[left] == person[right])
        told = scoring.explain(scored, prior, self.model, ids, one_person=one_person)
        rival, weight = self._rival(left, right, person)
        return told if rival is None else replace(told, rival=rival, behind=told.weight - weight)

    def explain_each(self, pairs: Pairs, person: Int32s) -> list[Explanation]:
        """Why each of some pairs weighs what it weighs, without looking for rivals."""
        scored = self.score(pairs)
        ids = self.listings.id_of
        return [
            scoring.explain(
                scoring.select(scored, np.array([place])),
                prior,
                self.model,
                (ids(left), ids(right)),
                one_person=bool(person[left] == person[right]),
            )
            for place, (left, right, prior) in enumerate(
                zip(scored.left, scored.right, self._weigher.prior(scored).tolist(), strict=True)
            )
        ]

    def _rival(self, left: int, right: int, person: Int32s) -> tuple[str | None, float]:
        """The listing on the list of `right`, of another person than it, that fits `left` best."""
        code = self.listings.list_code
        others = np.flatnonzero((code == code[right]) & (person != person[right]))
        others = others[others != left]
        if not len(others):
            return None, 0.0
        low, high = np.minimum(others, left), np.maximum(others, left)
        weight = self.score(Pairs(low.astype(np.int32), high.astype(np.int32))).weight
        best = int(np.argmax(np.round(weight, 6)))
        return self.listings.id_of(int(others[best])), float(weight[best])


@dataclass(frozen=True, eq=False, repr=False)
class _Looked:
    """What one batch held: the likely pairs and, where every pair is looked at, counts."""

    compared: int
    likely: Scored
    counts: Floats | None = None
    seen: scoring.Coincidences | None = None


@dataclass(frozen=True, eq=False, repr=False)
class Gathered:
    """The pairs worth keeping, how many were compared, and how often levels occur by chance."""

    likely: Scored
    compared: int
    counts: scoring.Counts


def abreast(look: Callable[[T], V], items: Iterator[T], cores: int) -> Iterator[V]:
    """`look` of each item in turn, several looked at side by side; few are held at a time."""
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

    Where every pair is compared the counts are exact; otherwise they are scaled up from pairs drawn
    at random, because candidates agree more than chance. Without `counting` there are none: nothing
    is to be learnt.
    """
    kept, compared = [matcher.score(_pairs([], []))], 0
    counts, seen = np.zeros(matcher.model.weights.shape), scoring.Coincidences.none()
    whole = every_pair and counting
    look = matcher.looked_at_whole if whole else matcher.looked_at_briefly()
    for found in abreast(look, batches, matcher.cores):
        compared += found.compared
        kept.append(found.likely)
        if found.counts is not None and found.seen is not None:
            counts += found.counts
            seen += found.seen
    if counting and not every_pair:
        counts, seen = _sampled_counts(matcher)
    lists = _list_pairs(matcher.sizes)
    return Gathered(_joined(kept), compared, scoring.Counts(counts, lists, seen))


def learn(matcher: Matcher, gathered: Gathered) -> tuple[Matcher, scoring.Learned]:
    """A matcher with weights and prior learnt from what was gathered."""
    learnt = scoring.learn(
        matcher.model,
        matcher.prior,
        gathered.counts,
        gathered.likely,
        matcher.listings.list_code,
    )
    return matcher.with_weights(learnt.model, learnt.prior), learnt


def resolve(matcher: Matcher, likely: Scored, decisions: Decisions | None = None) -> People:
    """People out of the likely pairs, and the band of each pair that is not `different`.

    Decisions are absolute: a pair decided `same` is one person's and in band `same`, a pair decided
    otherwise is two people's and in no band. They must not contradict each other.
    """
    n, cut = len(matcher.listings), matcher.model.cut_offs
    lists = matcher.rival_lists
    likely = matcher.weigh_again(likely)
    linked = likely.weight >= LINK
    left, right, weight = likely.left[linked], likely.right[linked], likely.weight[linked]
    if decisions is not None:
        left = np.concatenate([left, decisions.left[decisions.same]])
        right = np.concatenate([right, decisions.right[decisions.same]])
        decided = np.full(int(decisions.same.sum()), clustering.DECIDED)
        weight = np.concatenate([weight, decided])
    component = clustering.small_components(n, left, right, weight)
    within = matcher.score(clustering.pairs_within(component))
    ruled = clustering.ruled(within, decisions)
    told = replace(ruled, weight=clustering.heard(matcher.model, ruled))
    contested = clustering.contested(component, told, lists)
    order = clustering.content_order(matcher.listings, contested)
    person = clustering.resolve(component, told, lists, order)
    doubtful = clustering.doubtful(matcher.model, ruled, lists)
    band = clustering.bands(person, ruled, cut, lists, doubtful)
    band[ruled.weight <= -clustering.DECIDED] = Band.different
    said = band > Band.different
    return People(person, scoring.select(within, said), band[said])


def expect(matcher: Matcher, people: People, likely: Scored) -> scoring.Expectation | None:
    """How many links are expected to be wrong or missed; None for a model without calibration."""
    links = people.links
    others = ~np.isin(_keys(likely), _keys(links))
    weight = matcher.weigh_again(likely).weight[others]
    return scoring.expect(matcher.model, links.weight, people.band, weight)


def _keys(pairs: Pairs) -> Int64s:
    """One number for each pair."""
    return pairs.left.astype(np.int64) << 32 | pairs.right


def _level_counts(scored: Scored, model: Model) -> Floats:
    counts = np.zeros(model.weights.shape)
    counts[:, 0] = len(scored)
    for place in np.flatnonzero(scored.levels.any(axis=0)):
        counts[place] = np.bincount(scored.levels[:, place], minlength=model.weights.shape[1])
    return counts


def _sampled_counts(matcher: Matcher) -> tuple[Floats, scoring.Coincidences]:
    """Level counts scaled to all pairs, and the coincidences of the sample."""
    n = len(matcher.listings)
    sample = _sample(matcher.listings) if n else _pairs([], [])
    scored = matcher.score(sample)
    scale = n * (n - 1) / 2 / max(len(scored), 1)
    seen = scoring.Coincidences.of(scored, matcher.model)
    return _level_counts(scored, matcher.model) * scale, seen


def _sample(listings: Listings) -> Pairs:
    """Pairs drawn at random, the same ones in whatever order the rows stand."""
    order = np.argsort(content_numbers(listings), kind="stable").astype(np.int32)
    size = min(SAMPLE, len(order) ** 2)
    draw = np.random.default_rng(SEED).integers(0, len(order), size=(2, size))
    a, b = order[draw]
    differ = a != b
    return Pairs(np.minimum(a, b)[differ], np.maximum(a, b)[differ])


def _list_pairs(sizes: Int64s) -> Int64s:
    pairs: Int64s = np.outer(sizes, sizes).astype(np.int64)
    np.fill_diagonal(pairs, sizes * (sizes - 1) // 2)
    return pairs


def _pairs(left: list[int], right: list[int]) -> Pairs:
    return Pairs(np.array(left, dtype=np.int32), np.array(right, dtype=np.int32))


def _joined(parts: list[Scored]) -> Scored:
    return Scored(
        *(
            np.concatenate([getattr(part, name) for part in parts])
            for name in ("left", "right", "levels", "rarity", "weight")
        )
    )
