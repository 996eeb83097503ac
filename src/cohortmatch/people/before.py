"""What is known from before: what the team decided, and what earlier runs found."""

from __future__ import annotations

from dataclasses import dataclass

from cohortmatch.decisions.ledger import Reviewed
from cohortmatch.store.earlier_runs import Memory


@dataclass(frozen=True, repr=False)
class Before:
    """What was recalled for a run: `reviewed` are the decisions and how they stand, `memory` is
    what is known of earlier runs; None where nothing is kept."""

    reviewed: Reviewed | None = None
    memory: Memory | None = None

    def __repr__(self) -> str:
        return f"<Before: {self.reviewed!r}>"
