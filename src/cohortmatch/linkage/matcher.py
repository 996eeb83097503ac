"""The matcher: weighs and explains any two listings of one table."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from cohortmatch.core.arrays import Floats, Int32s
from cohortmatch.core.types import Listings
from cohortmatch.linkage import scoring
from cohortmatch.linkage.comparing import CallersComparison, Comparers
from cohortmatch.linkage.copies import Copies
from cohortmatch.linkage.explanations import Explanation
from cohortmatch.linkage.model import Model
from cohortmatch.linkage.pair_tally import PairTally, PlainPairs
from cohortmatch.linkage.pairs import Pairs, Scored

LINK = -6.0
"""Bits from which a pair joins a component: below `check`, so that a listing's other pairs can
speak for it, and high enough that components stay small."""
KEPT = LINK - 6.0
"""Bits from which a pair is kept while learning may still raise its weight."""
FAR = KEPT - 6.0
"""Bits from which a pair may be likely among fewer listings, where the prior is higher."""
MANY_REPEATS = 0.1
"""Share of a list's rows that repeat others from which it is no list of different people."""
CORES = min(os.cpu_count() or 1, 4)
"""Batches compared side by side."""


class Matcher:
    """One table of listings with everything needed to compare any two of them.

    `more` are the caller's comparisons, by name; `copies` are the listings that follow others;
    `known` are comparisons of a table that the listings are a part of.
    """

    def __init__(
        self,
        listings: Listings,
        model: Model,
        *,
        prior: Floats | None = None,
        comparers: Comparers | None = None,
        more: Mapping[str, CallersComparison] | None = None,
        copies: Copies | None = None,
        known: Comparers | None = None,
    ) -> None:
        self.listings = listings
        self.copies = copies or Copies.none()
        self._comparers = comparers or Comparers(listings, model, more, known=known)
        self.model = model = self._comparers.model if comparers is None else model
        compared = listings.list_code[self.copies.compared(len(listings))]
        self.sizes = np.bincount(compared, minlength=len(listings.lists))
        self.prior = scoring.prior_bits(self.sizes, model) if prior is None else prior
        self._weigher = scoring.Weigher(model, self.prior, listings.list_code)

    def score(self, pairs: Pairs) -> Scored:
        """The pairs with their evidence and match weight in bits."""
        return scoring.by_rows(self._scored(pairs))

    def _scored(self, pairs: Pairs) -> Scored:
        """The same with each comparison's column lying together, which is quicker to count."""
        return self._weigher.weigh(self._comparers.compare(pairs))

    def weigh_again(self, scored: Scored) -> Scored:
        """Pairs weighed by another matcher of the same listings, with this one's weights."""
        return self._weigher.weigh(scored)

    def with_weights(self, model: Model, prior: Floats) -> Matcher:
        """The same listings and comparisons, with other weights and another prior."""
        return Matcher(
            self.listings, model, prior=prior, comparers=self._comparers, copies=self.copies
        )

    @property
    def rival_lists(self) -> Int32s:
        """Each listing's list; a separate one for each listing of a list that repeats people.

        A list that holds many people twice does not tell its listings apart.
        """
        code, n = self.listings.list_code.astype(np.int32), len(self.sizes)
        many = scoring.repeats(self.prior, self.sizes)[code] >= MANY_REPEATS
        return np.where(many, n + np.arange(len(code), dtype=np.int32), code)

    @property
    def comparers(self) -> Comparers:
        """The comparisons, prepared for the listings."""
        return self._comparers

    @property
    def cores(self) -> int:
        """How many batches may be compared in parallel; one with the caller's comparisons."""
        return 1 if self._comparers.has_callers else CORES

    def looked_at_whole(self, batch: Pairs) -> Looked:
        """The likely pairs of a batch, the tally of all its pairs, and its plain pairs."""
        evidence, agrees = self._comparers.compare_and_tell(batch)
        scored = self._weigher.weigh(evidence)
        tally = PairTally.of(scored, self.model)
        others = scoring.select(scored, np.flatnonzero(agrees | (scored.weight >= FAR)))
        plain = tally - PairTally.of(others, self.model)
        return Looked(
            len(batch),
            scoring.select(others, others.weight >= KEPT),
            tally,
            PlainPairs(plain, (Pairs(others.left, others.right),)),
        )

    def looked_at_briefly(self) -> Callable[[Pairs], Looked]:
        """The likely pairs of a batch; pairs that cannot be likely are compared only in part."""
        bound = self._comparers.bound(self.model)

        def look(batch: Pairs) -> Looked:
            most = bound(batch) + self._weigher.prior(batch)
            worth = np.flatnonzero(most >= KEPT)
            scored = self._scored(Pairs(batch.left[worth], batch.right[worth]))
            return Looked(len(batch), scoring.select(scored, scored.weight >= KEPT))

        return look

    def explain(self, left: int, right: int, person: Int32s) -> Explanation:
        """The explanation of two listings, by their positions.

        `person` (int32) is each listing's person.
        """
        scored = self.score(pairs_of([min(left, right)], [max(left, right)]))
        ids = (self.listings.id_of(left), self.listings.id_of(right))
        prior = float(self._weigher.prior(scored)[0])
        one_person = bool(person[left] == person[right])
        told = scoring.explain(scored, prior, self.model, ids, one_person=one_person)
        rival, weight = self._rival(left, right, person)
        return told if rival is None else replace(told, rival=rival, behind=told.weight - weight)

    def explain_each(self, pairs: Pairs, person: Int32s) -> list[Explanation]:
        """The explanation of each pair, without a search for rivals."""
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
class Looked:
    """The result of one batch: the likely pairs and, where every pair is compared, the tally of all
    its pairs and of the plain ones."""

    compared: int
    likely: Scored
    tally: PairTally | None = None
    plain: PlainPairs | None = None


def pairs_of(left: list[int], right: list[int]) -> Pairs:
    """Pairs by the positions of their listings."""
    return Pairs(np.array(left, dtype=np.int32), np.array(right, dtype=np.int32))
