"""Runs cohortmatch with its defaults, in a process of its own so that its memory can be told."""

from __future__ import annotations

import multiprocessing
import resource
import time
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from answers import Answer
from sets import Dataset

if TYPE_CHECKING:
    from cohortmatch.reporting import CrossReference


def ours(frames: dict[str, pd.DataFrame], as_of: date | None = None) -> CrossReference:
    """What cohortmatch finds with its defaults; imported late, since its time and memory count."""
    import cohortmatch as cm

    return cm.match(frames, as_of=as_of)


def run_ours(dataset: Dataset, *, apart: bool = True) -> Answer:
    """Cohortmatch's answer for one set; in this process unless `apart`."""
    given = (dataset.frames, dataset.as_of)
    if apart:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            memberships, links, seconds, megabytes = pool.apply(measured, given)
    else:
        memberships, links, seconds, megabytes = measured(*given)
    labels, left_out = labelled(memberships, dataset)
    extra = len(memberships) - (len(dataset.truth) - left_out)
    kept = in_truth(links, dataset)
    return Answer("cohortmatch", labels, kept, seconds, megabytes, left_out, extra)


def measured(frames: dict[str, pd.DataFrame], as_of: date | None) -> tuple[Any, ...]:
    """The answer, the seconds it took and the process's peak memory in MB."""
    start = time.perf_counter()
    result = ours(frames, as_of)
    memberships, links = result.memberships.reset_index(), result.links.reset_index()
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return memberships, links, seconds, peak


def labelled(
    memberships: pd.DataFrame, dataset: Dataset
) -> tuple[np.ndarray[Any, np.dtype[np.int64]], int]:
    """Labels in the truth's order, and how many listings are missing.

    A listing that was not matched is a person of its own.
    """
    person = dict(zip(memberships["listing_id"], memberships["person_id"], strict=True))
    found = [person.get(key, f"alone {key}") for key in dataset.ids]
    missing = sum(key not in person for key in dataset.ids)
    return pd.factorize(pd.Series(found))[0].astype(np.int64), missing


def in_truth(links: pd.DataFrame, dataset: Dataset) -> pd.DataFrame:
    """The links between listings that are to be matched, by their places in the truth."""
    left, right = dataset.places(links["left"]), dataset.places(links["right"])
    table = pd.DataFrame(
        {
            "left": left,
            "right": right,
            "score": links["weight"].to_numpy(dtype=float),
            "band": links["band"].astype(str).to_numpy(),
        }
    )
    return table[(left >= 0) & (right >= 0)].reset_index(drop=True)
