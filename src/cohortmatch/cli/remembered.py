"""What `run` tells of decisions: how many stand, what is asked again, what contradicts itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cohortmatch.counting import count
from cohortmatch.ledger import Entry, Reviewed
from cohortmatch.services.answers import AskedAgain, DecisionTold, Remembered

__all__ = ["remembered", "remembered_text"]

SHOWN = 10
"""Decisions asked again that are named before the rest is only counted."""


def remembered(reviewed: Reviewed | None, ids: Sequence[str]) -> Remembered | None:
    """What is told of decisions; `ids` are the listings'. None where none were brought."""
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


def remembered_text(told: Remembered | None) -> Iterator[str]:
    """The same, line by line."""
    if told is None:
        return
    if told.applied:
        yield f"{count(told.applied, 'pair')} already decided by your team"
    if told.asked_again:
        yield f"{count(len(told.asked_again), 'decision')} asked again (details changed)"
        for each in told.asked_again[:SHOWN]:
            pair = f"{each.decision.left} | {each.decision.right}"
            yield f"  {pair}  {'; '.join(each.changed)}"
        if len(told.asked_again) > SHOWN:
            yield f"  and {len(told.asked_again) - SHOWN:,} more"
    for found in told.contradictions:
        yield "Decisions that cannot all be true; none of them is applied:"
        for decision in found:
            day = decision.at.partition("T")[0]
            words = "the same person" if decision.answer == "same" else "different people"
            told_by = ", ".join(filter(None, (decision.by, day)))
            told_by = f" ({told_by})" if told_by else ""
            yield f"  {decision.number}  {decision.left} | {decision.right}: {words}{told_by}"
        yield "  → take one back: cohortmatch decisions undo NUMBER"
