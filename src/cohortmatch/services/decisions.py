"""The ledger of decisions: list it, undo a decision, export it."""

from __future__ import annotations

import shlex

from cohortmatch.core.accepting import a_flag, a_text, a_whole_number, accepting
from cohortmatch.decisions import ledger_bytes
from cohortmatch.decisions import undo as taken_back
from cohortmatch.decisions.ledger import Entry, Ledger
from cohortmatch.services.commands import place_words
from cohortmatch.services.kept_answers import DecisionsAnswer, ledger_line
from cohortmatch.services.places import Keeping, a_keeping, now

__all__ = ["export_decisions", "list_decisions", "undo"]


@accepting(kept=a_keeping, whole=a_flag)
def list_decisions(kept: Keeping, *, whole: bool = False) -> DecisionsAnswer:
    """The decisions in force, by number; with `whole`, also those replaced or undone.

    SettingsError where no place for decisions is named, AnswersError or StoreError where they
    cannot be read.
    """
    with kept.home(existing=True) as home:
        ledger = home.ledger()
    in_force = {entry.number for entry in ledger.in_force}
    shown = [entry for entry in ledger if whole or entry.number in in_force]
    return DecisionsAnswer(decisions=tuple(ledger_line(each, ledger) for each in shown))


@accepting(kept=a_keeping, number=a_whole_number, reason=a_text)
def undo(kept: Keeping, number: int, *, reason: str = "") -> DecisionsAnswer:
    """Undo a decision by its number: an entry is added, none is removed. Returns the decision as it
    then stands, and the one that counts for its pair then; AnswersError when there is no decision
    of that number, or it was undone already.
    """
    said: dict[str, str] = {"by": kept.by, "at": now(), "reason": reason, "see": _list(kept)}
    with kept.home(existing=True) as home:

        def make(ledger: Ledger) -> list[Entry]:
            entry = taken_back(ledger, number, **said)
            kept.log("alteration", "decisions undo", home, counts={"decisions": 1})
            return [entry]

        home.add(make)
        ledger = home.ledger()
    entry = ledger.numbered(number)
    if entry is None:
        return DecisionsAnswer(decisions=())
    counting = next((each for each in ledger.in_force if each.pair == entry.pair), None)
    return DecisionsAnswer(
        decisions=(ledger_line(entry, ledger),),
        counts_now=None if counting is None else ledger_line(counting, ledger),
    )


def _list(kept: Keeping) -> str:
    return shlex.join(["cohortmatch", "decisions", "list", *place_words(kept)])


@accepting(kept=a_keeping, with_key=a_flag)
def export_decisions(kept: Keeping, *, with_key: bool = True) -> bytes:
    """Every decision as CSV; without the key it is for reading only."""
    with kept.home(existing=True) as home:
        ledger = home.ledger()
    kept.log("disclosure", "decisions export", counts={"decisions": len(ledger)})
    return ledger_bytes(ledger, with_key=with_key)
