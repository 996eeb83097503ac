"""What `run` says about decisions: how many stand, what is asked again, what is contradictory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cohortmatch.decisions.ledger import Entry, Reviewed
from cohortmatch.services.answers import (
    AskedAgain,
    DecisionTold,
    OverruledTold,
    PerhapsTold,
    Remembered,
)
from cohortmatch.store.earlier_runs import PersonChange

__all__ = ["remembered"]


def remembered(
    reviewed: Reviewed | None, ids: Sequence[str], changes: Iterable[PersonChange] = ()
) -> Remembered | None:
    """The answer about decisions and doubts; `ids` are the listings' ids, `changes` those of
    persons. None where no decisions were given."""
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
        perhaps=tuple(
            PerhapsTold(person=each.person, earlier=each.others)
            for each in changes
            if each.kind == "perhaps"
        ),
        overruled=tuple(
            OverruledTold(
                left=ids[each.left],
                right=ids[each.right],
                decisions=tuple(_told(s.entry, ids[s.left], ids[s.right]) for s in each.decisions),
            )
            for each in reviewed.overruled
        ),
    )


def _told(entry: Entry, left: str, right: str) -> DecisionTold:
    return DecisionTold(
        number=entry.number, left=left, right=right, answer=entry.answer, by=entry.by, at=entry.at
    )
