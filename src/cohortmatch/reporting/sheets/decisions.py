"""Decisions in force: what the team decided about which pair, who decided, when and why."""

from __future__ import annotations

from collections.abc import Iterator

from cohortmatch.core.plurals import count
from cohortmatch.decisions.ledger import ANSWER_WORDS, CountedDecision
from cohortmatch.disclosure.redacted import Redacted
from cohortmatch.people.words import NOT_RECORDED
from cohortmatch.reporting.sheet import Cell, ReportSheet, SheetColumn, SheetTable, columns
from cohortmatch.reporting.tables import reference

NONE_KEPT = "No decision was given to this run."


def decisions(view: Redacted) -> ReportSheet:
    """The sheet of decisions that stand in this run."""
    rows = [_row(view, standing) for standing in _every(view)]
    head = columns(
        SheetColumn("Decision", 9),
        SheetColumn("Pair", 22),
        SheetColumn("Name (A)", 24),
        SheetColumn("Name (B)", 24),
        SheetColumn("Answer", 18),
        SheetColumn("Decided by", 18),
        SheetColumn("Decided on", 13),
        SheetColumn("Reason", 34),
        SheetColumn("Note", 30),
    )
    return ReportSheet(
        title="Decisions in force",
        sentence=_sentence(view, len(rows)),
        table=SheetTable("Decisions_in_force", head, rows, "No decision is in force"),
    )


def _every(view: Redacted) -> Iterator[CountedDecision]:
    if view.reviewed is not None:
        both = (*view.reviewed.standing, *view.reviewed.unsure)
        yield from sorted(both, key=lambda each: each.entry.number)


def _sentence(view: Redacted, number: int) -> str:
    if view.reviewed is None:
        return NONE_KEPT
    told = f"{count(number, 'decision')} of your team in force."
    if not view.reviewed.gone:
        return told
    gone = count(view.reviewed.gone, "more decision")
    return f"{told} {gone} about rows that are no longer on a list."


def _row(view: Redacted, standing: CountedDecision) -> list[Cell]:
    entry = standing.entry
    sides = standing.left, standing.right
    return [
        str(entry.number),
        reference(view, *sides),
        *(view.written.name(i).text or NOT_RECORDED for i in sides),
        ANSWER_WORDS[entry.answer],
        entry.by or NOT_RECORDED,
        entry.at[:10] or NOT_RECORDED,
        entry.reason or NOT_RECORDED,
        entry.note,
    ]
