"""Who compares the pairs of a run where this process does not: the one door for other engines."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from cohortmatch.linkage.blocking.progress import Done
from cohortmatch.linkage.gathering import Gathered
from cohortmatch.linkage.incremental.prepared import PreparedLinkage

__all__ = ["Executor"]


@runtime_checkable
class Executor(Protocol):
    """Compares the candidate pairs of a prepared run, with the result that `prepared.gathered` has.

    partitioned.py makes and compares them part by part.
    """

    def gathered(self, prepared: PreparedLinkage, done: Done) -> Gathered:
        """The likely pairs and the counts of all; `done` gets each number of pairs done."""
        ...
