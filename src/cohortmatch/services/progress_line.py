"""The line that tells how far a run is: the stage in words, a bar, an estimate of the time left."""

from __future__ import annotations

__all__ = ["WORDS", "line"]

WIDTH = 24
TOLD = 0.02
"""The share that must be done before the rest is estimated."""
WORDS = {
    "read": "Reading the lists",
    "normalise": "Reading the lists",
    "block": "Choosing the pairs to compare",
    "compare": "Comparing the pairs",
    "score": "Scoring: what each agreement is worth",
    "cluster": "Clustering: who is who",
    "report": "Writing the report",
}


def line(stage: str, done: float | None, seconds: float, in_stage: float) -> str:
    """The line shown: the stage in words and, where the share done is known, a bar and an estimate.

    `seconds` have passed since the beginning, `in_stage` since that of the stage. A stage that is
    none of a run names itself.
    """
    words = WORDS.get(stage, stage or "Working")
    if done is None:
        return f"{words}, {_time(seconds)} so far"
    full = round(done * WIDTH)
    bar = f"{words} [{'#' * full}{'.' * (WIDTH - full)}] {done:.0%}"
    if done < TOLD:
        return f"{bar}, {_time(seconds)} so far"
    return f"{bar}, about {_time(max(in_stage * (1 - done) / done, 1))} left"


def _time(seconds: float) -> str:
    """Seconds as people say them."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
