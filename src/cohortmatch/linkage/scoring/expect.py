"""Expected errors: how many links of a run are expected to be wrong, and how many missed.

A match weight is a claim about odds. The model's calibration says how far to believe it, as
measured on invented lists with known truth. Sums over this run's pairs give the expected errors,
which are as good as those lists resemble these.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cohortmatch.core.arrays import Floats, Int8s
from cohortmatch.linkage.model import Model, Points
from cohortmatch.linkage.pairs import Band

MISSED_OF_CHECK = 0.08
"""Pairs missed for each pair to check, at the least. Lists that are hard to match ask more and miss
more: on lists and tables of three other hands, from 0.05 to 0.25 (docs/how-to/outputs.md), where
the weights of the likely pairs alone told a half to a fifteenth of what was missed.
"""


@dataclass(frozen=True)
class Expectation:
    """Expected counts of pairs (float), None where the model has no calibration.

    `wrong` of the links called certain are two people's; `right` of the links to check are one
    person's; `missed` pairs of one person are in neither.
    """

    wrong: float
    right: float
    missed: float


def expect(model: Model, links: Floats, band: Int8s, others: Floats) -> Expectation | None:
    """The expected errors of a run.

    `links` (bits) have their `band`; `others` are the weights of the likely pairs in no band.
    """
    calibration = model.calibration
    if calibration is None:
        return None
    certain = band == Band.same
    same = probability(links[certain], calibration.same)
    check = probability(links[~certain], calibration.check)
    beneath = probability(others, calibration.different)
    found = same.sum() + check.sum()
    missed = float(beneath.sum() + calibration.unseen * found)
    return Expectation(
        wrong=float((1 - same).sum()),
        right=float(check.sum()),
        missed=max(missed, MISSED_OF_CHECK * len(check)),
    )


def probability(bits: Floats, points: Points) -> Floats:
    """The measured probability of weights, linear between the measured points."""
    at, share = np.array(points).T
    result: Floats = np.interp(bits, at, share)
    return result
