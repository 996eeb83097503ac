"""Quality of a clustering of the listings into people, by pairs and by listing (B-cubed)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cohortmatch.evaluation.pairs import PairSet


class Quality(NamedTuple):
    """Precision, recall and their harmonic mean, each from 0 to 1."""

    precision: float
    recall: float
    f1: float

    @classmethod
    def of(cls, right: float, claimed: float, true: float) -> Quality:
        """Quality from counts: right claims, claims made, and claims that could be made."""
        precision = right / claimed if claimed else 1.0
        recall = right / true if true else 1.0
        both = precision + recall
        return cls(precision, recall, 2 * precision * recall / both if both else 0.0)


def pair_quality(claimed: PairSet, truth: PairSet) -> Quality:
    """The quality of a set of pairs."""
    return Quality.of(claimed.common(truth), len(claimed), len(truth))


def pairwise_quality(labels: npt.ArrayLike, truth: npt.ArrayLike) -> Quality:
    """The pairwise quality of one labelling of the listings against another.

    Counted from the sizes of people and their overlaps, never pair by pair.
    """
    mine, theirs, joint = _sizes(labels, truth)
    return Quality.of(_pairs(joint), _pairs(mine), _pairs(theirs))


def b_cubed(labels: npt.ArrayLike, truth: npt.ArrayLike) -> Quality:
    """B-cubed quality (Bagga and Baldwin 1998): the mean over listings, so that nobody's large
    number of listings counts by its square."""
    a, b = _codes(labels), _codes(truth)
    joint, inverse, overlap = np.unique(
        a * (b.max(initial=0) + 1) + b, return_inverse=True, return_counts=True
    )
    if not len(joint):
        return Quality(1.0, 1.0, 1.0)
    together = overlap[inverse]
    precision = float((together / np.bincount(a)[a]).mean())
    recall = float((together / np.bincount(b)[b]).mean())
    return Quality(precision, recall, 2 * precision * recall / (precision + recall))


def _codes(labels: npt.ArrayLike) -> npt.NDArray[np.int64]:
    return np.unique(np.asarray(labels), return_inverse=True)[1].astype(np.int64)


def _sizes(
    labels: npt.ArrayLike, truth: npt.ArrayLike
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    a, b = _codes(labels), _codes(truth)
    joint = np.unique(a * (b.max(initial=0) + 1) + b, return_counts=True)[1]
    return np.bincount(a), np.bincount(b), joint


def _pairs(sizes: npt.NDArray[np.int64]) -> float:
    return float((sizes * (sizes - 1) // 2).sum())
