"""Undoing a decision, by a further entry."""

from __future__ import annotations

from cohortmatch.core.errors import AnswersError
from cohortmatch.decisions.ledger import Entry, Ledger

__all__ = ["undo"]

LIST = "cohortmatch decisions list"


def undo(
    ledger: Ledger, number: int, *, by: str, at: str, reason: str = "", see: str = LIST
) -> Entry:
    """The entry that undoes the decision with a number; the earlier decision about the pair, if
    any, counts again. AnswersError when there is no such decision, or it was already undone; `see`
    is the command that lists them.
    """
    entry = ledger.numbered(number)
    if entry is None:
        raise AnswersError([f"decision {number}: there is none; see: {see}"])
    if entry.undoes is not None:
        remedy = "decide the pair again instead"
        raise AnswersError([f"decision {number}: is itself an undo; {remedy}"])
    if number in ledger.undone:
        raise AnswersError([f"decision {number}: was taken back already"])
    next_one = ledger.next_number
    sides = entry.left, entry.right
    return Entry(next_one, entry.answer, *sides, by=by, at=at, reason=reason, undoes=number)
