"""What `run` prints about decisions: how many stand, what is asked again, contradictions."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence

from cohortmatch.core.plurals import count
from cohortmatch.decisions.ledger import unsure_words
from cohortmatch.services.answers import DecisionTold, Remembered

__all__ = ["remembered_text"]

SHOWN = 10
"""Decisions asked again that are named before the rest is only counted."""


def remembered_text(
    told: Remembered | None, place: Sequence[str] = (), out: str = "OUT", *, without: str = ""
) -> Iterator[str]:
    """The same, line by line; `place` are the options that name where decisions are kept, `out` is
    the report's folder. `without` is the option, --trial or --for, with which there is no report
    in which a new id can be answered."""
    if told is None:
        return
    if told.applied:
        yield f"{count(told.applied, 'pair')} already decided by your team"
    if told.not_sure:
        yield f"{unsure_words(told.not_sure)}, and still to check"
    if told.waiting:
        yield told.waiting
    if told.asked_again:
        yield f"{count(len(told.asked_again), 'decision')} asked again (details changed)"
        for each in told.asked_again[:SHOWN]:
            pair = f"{each.decision.left} | {each.decision.right}"
            yield f"  {pair}  {'; '.join(each.changed)}"
        if len(told.asked_again) > SHOWN:
            yield f"  and {len(told.asked_again) - SHOWN:,} more"
    yield from _perhaps(told, ["cohortmatch", "decide", out], place, without)
    for found in told.contradictions:
        yield "Decisions that cannot all be true; none of them is applied:"
        yield from _against(found, place)
    for parted in told.overruled:
        pair = f"{parted.left} and {parted.right}"
        yield f"Decisions that part {pair}, which the lists make certainly one person:"
        yield from _against(parted.decisions, place)


def _against(found: Sequence[DecisionTold], place: Sequence[str]) -> Iterator[str]:
    """Decisions of which one may be wrong, and how to take one back."""
    for decision in found:
        day = decision.at.partition("T")[0]
        words = "the same person" if decision.answer == "same" else "different people"
        told_by = ", ".join(filter(None, (decision.by, day)))
        told_by = f" ({told_by})" if told_by else ""
        yield f"  {decision.number}  {decision.left} | {decision.right}: {words}{told_by}"
    last = str(max(decision.number for decision in found))
    command = shlex.join(["cohortmatch", "decisions", "undo", last, *place])
    yield f"  → take one back, for example: {command}"


def _perhaps(
    told: Remembered, decide: Sequence[str], place: Sequence[str], without: str
) -> Iterator[str]:
    """Who has a new id and may be somebody known before, and how to say so."""
    for each in told.perhaps[:SHOWN]:
        words = f"{each.person} may be {' or '.join(each.earlier)}, known before;"
        if without:
            yield f"{words} run without {without} to say so"
            continue
        command = [*decide, "--same", each.person, each.earlier[0], *place]
        yield f"{words} say so, or put --different for --same → {shlex.join(command)}"
    if len(told.perhaps) > SHOWN:
        yield f"  and {len(told.perhaps) - SHOWN:,} more: see the sheet “Changes”"
