"""What `run` says about decisions: how many stand, what is asked again, what is contradictory."""

from __future__ import annotations

from collections.abc import Sequence

from cohortmatch.decisions.ledger import Entry, Reviewed
from cohortmatch.services.answers import AskedAgain, DecisionTold, Remembered

__all__ = ["remembered"]


def remembered(reviewed: Reviewed | None, ids: Sequence[str]) -> Remembered | None:
    """The answer about decisions; `ids` are the listings' ids. None where none were given."""
    if reviewed is None:
        return None
    return Remembered(
        applied=len(reviewed.standing),
        asked_again=tuple(
            AskedAgain(decision=_told(e.entry, ids[e.left], ids[e.right]), changed=e.changed)
            for e in reviewed.reopened
        ),
        contradictions=tuple(
            tuple(_told(s.entry, ids[s.left], ids[s.right]) for s in each.decisions)
            for each in reviewed.contradictions
        ),
        not_sure=len(reviewed.unsure),
        gone=reviewed.gone,
    )


def _told(entry: Entry, left: str, right: str) -> DecisionTold:
    return DecisionTold(
        number=entry.number, left=left, right=right, answer=entry.answer, by=entry.by, at=entry.at
    )
