"""The answers of the commands about decisions, the audit log and erasure; see `answers`."""

from __future__ import annotations

from typing import Literal

from cohortmatch.audit import Logged
from cohortmatch.decisions.ledger import Entry, Ledger
from cohortmatch.services.answers import Answer
from cohortmatch.version import __version__


class DecideAnswer(Answer):
    """What `cohortmatch decide --json` prints: how many decisions were added, how many of those
    given were in force already, where they are kept, and the command that writes the report again
    ('' where the report does not say, or other lists lie where its lists did: `lists_changed`)."""

    version: str = __version__
    same: int
    different: int
    not_sure: int
    known_already: int
    kept_in: str
    run_again: str = ""
    lists_changed: bool = False


class ReviewAnswer(Answer):
    """What `cohortmatch review --json` prints when the review is finished: how many pairs there
    were, how many were answered how, and the command that writes the report again ('' where the
    report does not say, or other lists lie where its lists did)."""

    version: str = __version__
    pairs: int
    same: int
    different: int
    not_sure: int
    run_again: str = ""


class StatisticsAnswer(Answer):
    """What `cohortmatch statistics --json` prints: how many figures of how many runs were written,
    how many of them suppressed, and by which rule."""

    version: str = __version__
    figures: int
    suppressed: int
    runs: int
    suppress_below: int
    round_to: int
    written: tuple[str, ...]


class LedgerLine(Answer):
    """One decision of the ledger; `state` says whether it counts."""

    number: int
    answer: Literal["same", "different", "not sure", "undo"]
    left: str
    right: str
    by: str
    at: str
    reason: str
    note: str
    undoes: int | None
    state: Literal["in force", "replaced", "taken back", "undo"]


class DecisionsAnswer(Answer):
    """What `cohortmatch decisions list --json` and `decisions undo --json` print. After an undo,
    `counts_now` is the decision that counts for the pair now, null where none does."""

    version: str = __version__
    decisions: tuple[LedgerLine, ...]
    counts_now: LedgerLine | None = None


class LoggedEvent(Answer):
    """One line of the audit log."""

    number: int
    at: str
    kind: str
    command: str
    by: str
    purpose: str
    lists: int
    counts: dict[str, int]
    recipients: tuple[str, ...]
    agreement: str = ""
    about: str = ""


class AuditAnswer(Answer):
    """What `cohortmatch audit show --json` prints."""

    version: str = __version__
    events: tuple[LoggedEvent, ...]


class LogRestarted(Answer):
    """That the audit log was begun again with line `number`; `lost` are the lines noted before it
    that are in no log any more."""

    number: int
    at: str
    because: str
    lost: tuple[int, ...]


class VerifyAnswer(Answer):
    """What `cohortmatch audit verify --json` prints; `number` and `hash` are of the last line,
    `unfinished` the places of lines that nobody finished and that the next line tells of."""

    version: str = __version__
    whole: bool
    lines: int
    number: int
    hash: str
    faults: tuple[str, ...]
    restarts: tuple[LogRestarted, ...] = ()
    unfinished: tuple[int, ...] = ()


class RestartAnswer(Answer):
    """What `cohortmatch audit restart --json` prints: the log, the file that the old one is now in
    (null where there was none), and the new log's first line."""

    version: str = __version__
    log: str
    set_aside: str | None
    number: int
    hash: str
    because: str


class DueRun(Answer):
    """One run that is past its delete-by date: its report's folder, the report's files there,
    which of them people have changed, and how many of its listings the store remembers.
    `delete_by` is empty for what a killed run left.
    """

    folder: str
    delete_by: str
    files: tuple[str, ...]
    listings: int
    changed: tuple[str, ...] = ()


class BaseDue(Answer):
    """One base that is past its delete-by date: its file, and the day it was made."""

    file: str
    made: str
    delete_by: str


class Staying(Answer):
    """A file or folder that purge left, and why."""

    file: str
    why: str


class PurgeAnswer(Answer):
    """What `cohortmatch purge --json` prints; `erased` is false after a dry run. `stays` is what
    could not or must not be erased: a person must look at it."""

    version: str = __version__
    erased: bool
    runs: tuple[DueRun, ...]
    bases: tuple[BaseDue, ...] = ()
    decisions: int
    stays: tuple[Staying, ...] = ()


class StoredRun(Answer):
    """The run that a store keeps of one day: the lists it read, their listings, the day by which
    what is remembered of it must be gone, and its report's folder."""

    day: str
    lists: tuple[str, ...]
    listings: int
    delete_by: str
    report: str


class StoreListAnswer(Answer):
    """What `cohortmatch store list --json` prints: the runs that are kept, oldest day first."""

    version: str = __version__
    runs: tuple[StoredRun, ...]


class RunForgotten(Answer):
    """A run that was forgotten; its report stays in its folder until `delete_by`. Both are empty
    where the run had not been finished. `reports` are the folders of all that was written of the
    day, editions too."""

    day: str
    listings: int
    report: str
    reports: tuple[str, ...] = ()
    delete_by: str


class StoreForgetAnswer(Answer):
    """What `cohortmatch store forget --json` prints; `stays` says why what was forgotten can still
    be read in the store's files, "" where it cannot."""

    version: str = __version__
    run: RunForgotten
    stays: str = ""


def ledger_line(entry: Entry, ledger: Ledger) -> LedgerLine:
    """The answer about one decision, and whether it counts."""
    in_force = any(each.number == entry.number for each in ledger.in_force)
    replaced = "taken back" if entry.number in ledger.undone else "replaced"
    state = "undo" if entry.undoes else "in force" if in_force else replaced
    return LedgerLine(
        number=entry.number,
        answer="undo" if entry.undoes else entry.answer,
        left=entry.left.listing,
        right=entry.right.listing,
        by=entry.by,
        at=entry.at,
        reason=entry.reason,
        note=entry.note,
        undoes=entry.undoes,
        state=state,  # type: ignore[arg-type]
    )


def logged(line: Logged) -> LoggedEvent:
    """The answer about one line of the audit log."""
    event = line.event
    return LoggedEvent(
        number=line.number,
        at=line.at,
        kind=event["kind"],
        command=event.get("command", ""),
        by=event.get("by", ""),
        purpose=event.get("purpose", ""),
        lists=len(event.get("inputs", ())),
        counts=event.get("counts", {}),
        recipients=tuple(event.get("recipients", ())),
        agreement=event.get("agreement", ""),
        about=event.get("about", ""),
    )
