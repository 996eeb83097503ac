"""Every likely pair of a run of ours: what it weighs, its band, and whether it is one person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cohortmatch.evaluation import pairs_from_people
from cohortmatch.linkage import blocking
from cohortmatch.linkage.incremental.prepared import PreparedLinkage
from cohortmatch.linkage.matcher import Matcher
from cohortmatch.linkage.pairs import Band, Pairs, People, Scored
from cohortmatch.linkage.people import resolve
from cohortmatch.linkage.scoring import select
from cohortmatch.services.pipeline import read_lists
from cohortmatch.settings.plan import Plan
from sets import Dataset


@dataclass(frozen=True, eq=False)
class Weighed:
    """The pairs of one run or of several: their bits, their `Band`, and whether each is `right`.

    `true_pairs` counts all there are to find, likely or not.
    """

    bits: npt.NDArray[np.float64]
    band: npt.NDArray[np.int8]
    right: npt.NDArray[np.bool_]
    true_pairs: int

    def of(self, band: Band) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
        """The bits and the truth of the pairs of one band."""
        chosen = self.band == band
        return self.bits[chosen], self.right[chosen]

    @property
    def unseen(self) -> float:
        """True pairs that are not even likely, as a share of those that are linked."""
        linked = int(self.right[self.band > Band.different].sum())
        return (self.true_pairs - int(self.right.sum())) / max(1, linked)


def together(runs: Sequence[Weighed]) -> Weighed:
    """The pairs of several runs."""
    return Weighed(
        np.concatenate([run.bits for run in runs]),
        np.concatenate([run.band for run in runs]),
        np.concatenate([run.right for run in runs]),
        sum(run.true_pairs for run in runs),
    )


def weigh(dataset: Dataset) -> Weighed:
    """Match as `cohortmatch.match` does with its defaults, but keep the pairs in no band too."""
    listings, plan = read_lists(dataset.frames), Plan()
    candidates = blocking.plan(listings, plan.every_pair_up_to)
    begun = PreparedLinkage(Matcher(listings, plan.model), candidates)
    found = begun.learnt(begun.gathered(begun.batches()))
    people = resolve(found.matcher, found.likely)
    others = beside(people, found.matcher.weigh_again(found.likely))
    return against_truth(dataset, dataset.places(listings.ids), people, others)


def beside(people: People, likely: Scored) -> Scored:
    """The likely pairs that are not linked."""
    linked = np.isin(keys(likely), keys(people.links))
    return select(likely, ~linked)


def against_truth(
    dataset: Dataset, place: npt.NDArray[np.int64], people: People, others: Scored
) -> Weighed:
    """The links and the other pairs, as far as the truth knows both listings.

    `place` is where each listing stands in the truth, -1 where it does not.
    """
    person, links = dataset.truth["person"].to_numpy(), people.links
    left = place[np.concatenate([links.left, others.left])]
    right = place[np.concatenate([links.right, others.right])]
    bits = np.concatenate([links.weight, others.weight])
    band = np.concatenate([people.band, np.full(len(others), Band.different, dtype=np.int8)])
    known = (left >= 0) & (right >= 0)
    one = person[left[known]] == person[right[known]]
    return Weighed(bits[known], band[known], one, len(pairs_from_people(person)))


def keys(pairs: Pairs) -> npt.NDArray[np.int64]:
    """One number for each pair."""
    return pairs.left.astype(np.int64) << 32 | pairs.right
