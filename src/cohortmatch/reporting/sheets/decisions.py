"""Decisions in force: what the team decided about which pair, who decided, when and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cohortmatch.core.plurals import count
from cohortmatch.decisions.ledger import ANSWER_WORDS, Entry
from cohortmatch.disclosure.redacted import Redacted
from cohortmatch.people.words import NOT_RECORDED
from cohortmatch.reporting.sheet import Cell, ReportSheet, SheetColumn, SheetTable, columns
from cohortmatch.reporting.tables import reference

YES, AGAIN, AGAINST = "Yes", "Asked again", "Contradicts another"
BOTH_LISTED = "No: both are on the lists"
WORDS = {
    AGAIN: "asked again because details changed",
    AGAINST: "that cannot all be true",
    BOTH_LISTED: "about two ids that are both on the lists",
}
NONE_KEPT = "No decision was given to this run."


def decisions(view: Redacted) -> ReportSheet:
    """The sheet of decisions about people of this run, and whether they count."""
    rows = [row for _, row in sorted(_rows(view), key=lambda each: each[0])]
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
        SheetColumn("Counts now", 12),
    )
    return ReportSheet(
        title="Decisions in force",
        sentence=_sentence(view),
        table=SheetTable("Decisions_in_force", head, rows, "No decision is in force"),
    )


def _rows(view: Redacted) -> Iterator[tuple[int, list[Cell]]]:
    """Every decision about somebody who is here, by its number."""
    reviewed = view.reviewed
    if reviewed is None:
        return
    for each in (*reviewed.standing, *reviewed.unsure):
        yield each.entry.number, _of_rows(view, each.entry, each.left, each.right, YES)
    for again in reviewed.reopened:
        yield again.entry.number, _of_rows(view, again.entry, *again.pair, AGAIN)
    against = [each for found in reviewed.contradictions for each in found.decisions]
    about_ids = {entry.number for entry in reviewed.persons}
    for each in (each for each in against if each.entry.number not in about_ids):
        yield each.entry.number, _of_rows(view, each.entry, each.left, each.right, AGAINST)
    contradicted = {each.entry.number for each in against}
    for entry in reviewed.persons if view.own is None else ():
        yield entry.number, _of_persons(view, entry, is_contradicted=entry.number in contradicted)


def _sentence(view: Redacted) -> str:
    """How many decisions there are, and how many of them count now: all that the ledger lists."""
    if view.reviewed is None:
        return NONE_KEPT
    counts = Counter(state for state, _ in {(str(row[-1]), n) for n, row in _rows(view)})
    told = f"{count(counts.pop(YES, 0), 'decision')} of your team in force"
    more = [f"{number:,} {WORDS[state]}" for state, number in sorted(counts.items())]
    if view.reviewed.gone:
        gone = count(view.reviewed.gone, "more decision")
        more.append(f"{gone} about rows that are no longer on a list")
    return f"{'; '.join([told, *more])}."


def _of_rows(view: Redacted, entry: Entry, left: int, right: int, counts: str) -> list[Cell]:
    names = [view.written.name(i).text or NOT_RECORDED for i in (left, right)]
    return _row(entry, reference(view, left, right), names, counts)


def _of_persons(view: Redacted, entry: Entry, *, is_contradicted: bool) -> list[Cell]:
    """A decision about two ids, which says of no rows whose they are."""
    known = {**(view.since.names if view.since else {}), **view.facts.names}
    ids = [side.listing for side in (entry.left, entry.right)]
    names = [known.get(each, NOT_RECORDED) for each in ids]
    both_listed = view.memory is not None and any(
        set(ids) == set(b) for b in view.memory.both_listed
    )
    counts = AGAINST if is_contradicted else BOTH_LISTED if both_listed else YES
    return _row(entry, " | ".join(ids), names, counts)


def _row(entry: Entry, pair: str, names: list[str], counts: str) -> list[Cell]:
    return [
        str(entry.number),
        pair,
        *names,
        ANSWER_WORDS[entry.answer],
        entry.by or NOT_RECORDED,
        entry.at[:10] or NOT_RECORDED,
        entry.reason or NOT_RECORDED,
        entry.note,
        counts,
    ]
