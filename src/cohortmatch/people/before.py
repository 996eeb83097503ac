"""What is known before a run: the team's decisions and the results of earlier runs."""

from __future__ import annotations

from dataclasses import dataclass

from cohortmatch.decisions.ledger import Reviewed
from cohortmatch.store.earlier_runs import Memory


@dataclass(frozen=True, repr=False)
class Before:
    """What is known before a run: `reviewed` are the decisions and whether they stand, `memory` is
    what is kept of earlier runs; None where nothing is kept.
    """

    reviewed: Reviewed | None = None
    memory: Memory | None = None

    def __repr__(self) -> str:
        return f"<Before: {self.reviewed!r}>"
