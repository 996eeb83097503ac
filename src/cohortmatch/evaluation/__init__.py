"""Evaluation against known truth: precision, recall, calibration, and what blocking missed."""

from cohortmatch.evaluation.groups import rates_by_group, with_shares
from cohortmatch.evaluation.links import best_cut_off, best_people, calibration, links_quality
from cohortmatch.evaluation.pairs import (
    PairSet,
    blocking_completeness,
    pairs_from_people,
)
from cohortmatch.evaluation.partitions import Quality, b_cubed, pairwise_quality

__all__ = [
    "PairSet",
    "Quality",
    "b_cubed",
    "best_cut_off",
    "best_people",
    "blocking_completeness",
    "calibration",
    "links_quality",
    "pairs_from_people",
    "pairwise_quality",
    "rates_by_group",
    "with_shares",
]
