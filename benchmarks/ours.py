"""Runs cohortmatch with its defaults, in a process of its own so that its memory can be told."""

from __future__ import annotations

import multiprocessing
import resource
import time
from typing import Any

import numpy as np
import pandas as pd

from answers import Answer
from sets import Dataset


def ours(frames: dict[str, pd.DataFrame]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The one place that calls cohortmatch: its memberships and its links."""
    import cohortmatch as cm

    result = cm.match(frames)
    return result.memberships.reset_index(), result.links.reset_index()


def run_ours(dataset: Dataset, *, apart: bool = True) -> Answer:
    """Cohortmatch's answer for one set; in this process unless `apart`."""
    if apart:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            memberships, links, seconds, megabytes = pool.apply(measured, (dataset.frames,))
    else:
        memberships, links, seconds, megabytes = measured(dataset.frames)
    labels, position, left_out = places(memberships, dataset.truth)
    kept = in_truth(links, position)
    extra = len(memberships) - (len(dataset.truth) - left_out)
    return Answer("cohortmatch", labels, kept, seconds, megabytes, left_out, extra)


def measured(frames: dict[str, pd.DataFrame]) -> tuple[Any, ...]:
    """The answer, the seconds it took and the process's peak memory in MB."""
    start = time.perf_counter()
    memberships, links = ours(frames)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return memberships, links, seconds, peak


def places(
    memberships: pd.DataFrame, truth: pd.DataFrame
) -> tuple[np.ndarray[Any, np.dtype[np.int64]], dict[str, int], int]:
    """Labels in the truth's order, each listing id's position there, and how many are missing.

    A listing that was not matched is a person of its own.
    """
    keys = [f"{name}:{row}" for name, row in zip(truth["list"], truth["row"], strict=True)]
    position = {key: at for at, key in enumerate(keys)}
    person = dict(zip(memberships["listing_id"], memberships["person_id"], strict=True))
    found = [person.get(key, f"alone {key}") for key in keys]
    missing = sum(key not in person for key in keys)
    return pd.factorize(pd.Series(found))[0].astype(np.int64), position, missing


def in_truth(links: pd.DataFrame, position: dict[str, int]) -> pd.DataFrame:
    """The links between listings that are to be matched, by position."""
    kept = links[links["left"].isin(position) & links["right"].isin(position)]
    return pd.DataFrame(
        {
            "left": kept["left"].map(position).astype("int64"),
            "right": kept["right"].map(position).astype("int64"),
            "score": kept["weight"].astype(float),
            "band": kept["band"].astype(str),
        }
    ).reset_index(drop=True)
