"""A ceiling: a classifier trained on the truth of other seeds, on our own evidence.

Gradient-boosted trees learn from the agreement levels and rarities of every plausible pair of eight
development sets; their links for another set are joined into people at the cut-off that is best
with the truth in hand. Nobody has such labels, which is why it is a ceiling.
"""

from __future__ import annotations

import tempfile
import time
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from answers import Answer
from cohortmatch.evaluation import best_people
from cohortmatch.linkage import blocking
from cohortmatch.linkage.pairs import Scored
from cohortmatch.services.pipeline import Matcher, read_lists
from cohortmatch.settings.plan import Plan
from peer_runs import timed
from sets import MAKERS, Dataset
from venvs import python_of

TRAINING_SEEDS = tuple(range(13, 21))
"""The eight development seeds that the ceiling learns from; measure it on other seeds."""
PLAUSIBLE = -15.0
"""Bits from which a pair is shown to the classifier; it counts as untrue below."""

Features = tuple[npt.NDArray[Any], pd.DataFrame]


def run_ceiling(dataset: Dataset) -> Answer:
    """The ceiling's answer for one set."""
    start = time.perf_counter()
    shown, pairs = evidence(dataset)
    train_x, train_y = training(dataset.kind, dataset.severity)
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "pairs.npz", Path(folder) / "scores.npy"
        np.savez(source, train_x=train_x, train_y=train_y, x=shown)
        script = Path(__file__).parent / "peers" / "trained_peer.py"
        _, megabytes, _ = timed([str(python_of("sklearn")), str(script), str(source), str(out)])
        pairs["score"] = np.load(out)
    person = dataset.truth["person"].to_numpy()
    left, right, score = (pairs[name].to_numpy() for name in ("left", "right", "score"))
    cut = best_people(left, right, score, person)[0]
    labels = components(len(person), pairs[pairs["score"] >= cut])
    return Answer("trained ceiling", labels, pairs, time.perf_counter() - start, megabytes)


@cache
def training(kind: str, severity: float) -> tuple[npt.NDArray[Any], npt.NDArray[np.bool_]]:
    """The evidence and the truth of every plausible pair of the training sets."""
    shown, true = [], []
    for seed in TRAINING_SEEDS:
        dataset = MAKERS[kind](seed, severity)
        features, pairs = evidence(dataset)
        person = dataset.truth["person"].to_numpy()
        shown.append(features)
        true.append(person[pairs["left"]] == person[pairs["right"]])
    return np.concatenate(shown), np.concatenate(true)


def evidence(dataset: Dataset) -> Features:
    """Levels and rarities of a set's plausible pairs, and those pairs' positions in the truth."""
    listings = read_lists(dataset.frames)
    matcher = Matcher(listings, Plan().model)
    batches = [plausible(matcher.score(pairs)) for pairs in blocking.plan(listings).batches()]
    left, right, shown = (np.concatenate(part) for part in zip(*batches, strict=True))
    position = dataset.places(listings.ids)
    known = (position[left] >= 0) & (position[right] >= 0)
    pairs = pd.DataFrame({"left": position[left], "right": position[right]})
    one_list = listings.list_code[left] == listings.list_code[right]
    return np.hstack([shown, one_list[:, None]])[known], pairs[known].reset_index(drop=True)


def plausible(scored: Scored) -> tuple[npt.NDArray[Any], npt.NDArray[Any], npt.NDArray[Any]]:
    """Left, right and evidence of the pairs that are plausible at all."""
    keep = scored.weight >= PLAUSIBLE
    shown = np.hstack([scored.levels[keep], scored.rarity[keep]])
    return scored.left[keep], scored.right[keep], shown


def components(count: int, links: pd.DataFrame) -> npt.NDArray[np.int64]:
    """People as the connected components of links."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    ones = np.ones(len(links), dtype=np.int8)
    graph = coo_matrix((ones, (links["left"], links["right"])), shape=(count, count))
    return connected_components(graph, directed=False)[1].astype(np.int64)
