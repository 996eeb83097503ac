"""Quality of scored links: at one cut-off, at the best one, and calibration by bins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pandas as pd

from cohortmatch.core.arrays import Bools, Floats, Int64s
from cohortmatch.evaluation.partitions import Quality


def links_quality(scores: Floats, right: Bools, true_pairs: int, cut_off: float) -> Quality:
    """Precision and recall of the links that score at least `cut_off`.

    `right` says of each link whether it is true; `true_pairs` counts all there are to find, linked
    or not.
    """
    chosen = scores >= cut_off
    return Quality.of(float(right[chosen].sum()), float(chosen.sum()), true_pairs)


def best_cut_off(scores: Floats, right: Bools, true_pairs: int) -> tuple[float, Quality]:
    """The cut-off with the highest F1, chosen with the truth in hand, and its quality."""
    if not len(scores):
        return float("inf"), Quality.of(0, 0, true_pairs)
    order = np.argsort(-scores, kind="stable")
    ranked = scores[order]
    found = np.cumsum(right[order])
    f1 = 2 * found / (np.arange(1, len(ranked) + 1) + true_pairs)
    last_of_tie = np.append(ranked[1:] != ranked[:-1], True)
    at = int(np.argmax(np.where(last_of_tie, f1, -1.0)))
    return float(ranked[at]), Quality.of(float(found[at]), at + 1, true_pairs)


def calibration(
    probability: Floats, right: Bools, edges: tuple[float, ...] = (0, 0.1, 0.5, 0.9, 0.99, 0.999, 1)
) -> pd.DataFrame:
    """For each bin of predicted probability: pairs, mean predicted, share that are true.

    The last bin holds its upper edge. One row a bin, in order; an empty bin has NaN shares.
    """
    bins = np.clip(np.searchsorted(edges, probability, side="right") - 1, 0, len(edges) - 2)
    counts = np.bincount(bins, minlength=len(edges) - 1)
    with np.errstate(invalid="ignore"):
        predicted = np.bincount(bins, probability, minlength=len(edges) - 1) / counts
        observed = np.bincount(bins, right.astype(float), minlength=len(edges) - 1) / counts
    return pd.DataFrame(
        {"from": edges[:-1], "to": edges[1:], "pairs": counts}
        | {"predicted": predicted, "observed": observed}
    )


def best_people(
    left: Int64s, right: Int64s, scores: Floats, truth: npt.ArrayLike
) -> tuple[float, Quality]:
    """The cut-off with the best connected components, and their quality in pairs.

    Links are added from the strongest down, and people that a link joins are counted together, so
    that every cut-off is tried in one pass. `truth` labels every listing.
    """
    person = np.unique(np.asarray(truth), return_inverse=True)[1]
    true_pairs = _pairs_of(Counter(person.tolist()).values())
    forest = _Forest(person.tolist())
    best = (float("inf"), Quality.of(0, 0, true_pairs))
    order = np.argsort(-scores, kind="stable")
    for at, link in enumerate(order):
        forest.join(int(left[link]), int(right[link]))
        if at + 1 < len(order) and scores[order[at + 1]] == scores[link]:
            continue
        quality = Quality.of(forest.right, forest.claimed, true_pairs)
        if quality.f1 > best[1].f1:
            best = (float(scores[link]), quality)
    return best


class _Forest:
    """People growing together, with their claimed and right pairs counted as they do."""

    def __init__(self, person: list[int]) -> None:
        self.parent = list(range(len(person)))
        self.members = [Counter([one]) for one in person]
        self.claimed = 0
        self.right = 0

    def root(self, listing: int) -> int:
        while self.parent[listing] != listing:
            self.parent[listing] = self.parent[self.parent[listing]]
            listing = self.parent[listing]
        return listing

    def join(self, a: int, b: int) -> None:
        a, b = self.root(a), self.root(b)
        if a == b:
            return
        if len(self.members[a]) < len(self.members[b]):
            a, b = b, a
        large, small = self.members[a], self.members[b]
        self.claimed += large.total() * small.total()
        self.right += sum(count * large[one] for one, count in small.items())
        large.update(small)
        self.members[b] = Counter()
        self.parent[b] = a


def _pairs_of(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)
