"""Changes since the last run: people, decisions asked again, and the lists themselves."""

from __future__ import annotations

from collections.abc import Sequence

from cohortmatch.core.plurals import count
from cohortmatch.decisions.ledger import ANSWER_WORDS, CountedDecision, Entry
from cohortmatch.disclosure.redacted import Redacted
from cohortmatch.people.changes import KINDS, PERHAPS, Change, Since
from cohortmatch.people.details import spoken
from cohortmatch.people.words import sentence
from cohortmatch.reporting.sheet import Cell, ReportSheet, SheetColumn, SheetTable, columns
from cohortmatch.reporting.tables import reference

FIRST = "This is the first run that is kept, so there is nothing to compare it with."
ALONE = "Nothing is kept from run to run, so there is nothing to compare this one with."
ON_TRIAL = "Run without --trial to say which"
CERTAIN, TO_CHECK = "Certain", "To check"
AGAIN, STILL = "Decision asked again", "Decision still asked again"
CONTRADICTS = "Decisions contradict each other"
OVERRULED = "Decisions separate rows that are certainly one person by the lists"
OVERRULED_WHY = "They are applied. If the two are one person, one decision is wrong: undo it"


def changes(view: Redacted) -> ReportSheet:
    """The sheet of changes since the last run."""
    rows = [*_decisions(view), *(_row(view, view.since, c) for c in _told(view) if view.since)]
    head = columns(
        SheetColumn("What changed", 30),
        SheetColumn("Ref", 8),
        SheetColumn("Name", 24),
        SheetColumn("List", 22),
        SheetColumn("Before", 30),
        SheetColumn("Now", 30),
        SheetColumn("Why", 48),
        SheetColumn("How sure", 10),
    )
    return ReportSheet(
        title="Changes",
        sentence=_sentence(view, len(rows)),
        table=SheetTable(
            "Changes", head, rows, "Nothing changed" if view.since else "No earlier run"
        ),
    )


def _told(view: Redacted) -> tuple[Change, ...]:
    return view.since.changes if view.since else ()


def _sentence(view: Redacted, number: int) -> str:
    if view.since is None:
        return first_sentence(view)
    day = view.since.before.as_of
    when = f" of {spoken(day)}" if day else ""
    read = f", and {view.since.last_read}" if view.since.last_read else ""
    return f"{count(number, 'change')} since the last run{when}{read}."


def first_sentence(view: Redacted) -> str:
    """Why there is no earlier run: this is the first that is kept, or none is."""
    return ALONE if view.memory is None else FIRST


def _row(view: Redacted, since: Since, change: Change) -> list[Cell]:
    name = since.names.get(change.person, "")
    is_trial = "--trial" in view.manifest.get("command", ())
    why = ON_TRIAL if is_trial and change.what == PERHAPS else sentence(change.why)
    told = [change.what, change.person, name, change.list_name, change.before, change.now, why]
    return [*told, TO_CHECK if change.to_check else CERTAIN if change.what in KINDS else ""]


def _decisions(view: Redacted) -> list[list[Cell]]:
    """Decisions that are asked again, with what changed, and those that contradict each other."""
    if view.reviewed is None:
        return []
    rows: list[list[Cell]] = []
    for again in view.reviewed.reopened:
        is_new = again in view.asked_again_now
        pair = reference(view, again.left, again.right)
        what = "; ".join(again.changed)
        told = [pair, _answer(again.entry), "To review", f"Changed: {what}"]
        rows.append([AGAIN if is_new else STILL, "", "", *told, ""])
    for found in view.reviewed.contradictions:
        why = "They cannot all be true; none of them is applied"
        lines = _lines(view, found.decisions)
        rows.append([CONTRADICTS, "", "", "", lines, "To review", why, ""])
    for follows in view.reviewed.overruled:
        pair, lines = reference(view, follows.left, follows.right), _lines(view, follows.decisions)
        rows.append([OVERRULED, "", "", pair, lines, "Two people", OVERRULED_WHY, ""])
    return rows


def _lines(view: Redacted, decisions: Sequence[CountedDecision]) -> str:
    """Decisions as they were made, one a line."""
    told = (f"{reference(view, s.left, s.right)}: {_answer(s.entry)}" for s in decisions)
    return "\n".join(told)


def _answer(entry: Entry) -> str:
    return ANSWER_WORDS[entry.answer]
