"""The audit log: show it, verify that nothing was changed, export it, begin it again."""

from __future__ import annotations

from cohortmatch.audit import Anchor, Event, Noted, read_log
from cohortmatch.audit import verify as checked
from cohortmatch.audit.set_aside import aside
from cohortmatch.core.accepting import a_text, a_whole_number, accepting
from cohortmatch.core.errors import SettingsError, StoreError
from cohortmatch.services.kept_answers import (
    AuditAnswer,
    LogRestarted,
    RestartAnswer,
    VerifyAnswer,
    logged,
)
from cohortmatch.services.log_line import begin_again
from cohortmatch.services.places import Keeping, a_keeping

__all__ = ["export_log", "restart_log", "show_log", "verify_log"]

NOT_NEEDED = "{}: the log is as it was written, and goes on; there is no reason to begin it again"
NO_LOG = "{}: there is no such log, and no store noted one; the next run begins it"


@accepting(kept=a_keeping, last=a_whole_number)
def show_log(kept: Keeping, last: int | None = None) -> AuditAnswer:
    """The logged events, oldest first, or only the `last` so many. StoreError for a log that was
    changed, SettingsError where no log is named.
    """
    lines = read_log(kept.log_file)
    return AuditAnswer(events=tuple(map(logged, lines[-(last or len(lines)) :])))


@accepting(kept=a_keeping, anchor=a_text)
def verify_log(kept: Keeping, anchor: str | None = None) -> VerifyAnswer:
    """Verify that nothing in the log was changed, moved or removed. `anchor` is a line that it must
    hold, as an earlier answer gave it (`number:hash`). SettingsError for any other text.
    """
    said = [] if anchor is None else [_anchor(anchor)]
    found = checked(kept.log_file, said, _noted(kept))
    number, digest = found.anchor or (0, "")
    return VerifyAnswer(
        whole=found.is_whole,
        lines=found.lines,
        number=number,
        hash=digest,
        faults=found.faults,
        restarts=tuple(LogRestarted(**vars(each)) for each in found.restarts),
        unfinished=found.unfinished,
    )


@accepting(kept=a_keeping, because=a_text)
def restart_log(kept: Keeping, because: str) -> RestartAnswer:
    """Begin the log again where it is not what it was: the old one is set aside under a dated name
    beside it, and the first line of the new one holds the last line known and the reason.

    SettingsError where no reason is given; StoreError where the log is whole, or there is none.
    """
    because = " ".join(because.split())
    if not because:
        raise SettingsError("because: say in a few words why the log is begun again")
    file = kept.log_file
    _refuse_needless(kept)
    event = Event("alteration", "audit restart", kept.by, kept.purpose)
    with kept.opened() as store:
        begin_again(file, event, because, store)
    (line,) = read_log(file)
    again = line.restart
    name = again and again.set_aside
    old = str(aside(file, name)) if name else None
    return RestartAnswer(
        log=str(file), set_aside=old, number=line.number, hash=line.hash, because=because
    )


def _refuse_needless(kept: Keeping) -> None:
    file, noted = kept.log_file, _noted(kept)
    if not file.exists() and not noted:
        raise StoreError(NO_LOG.format(file))
    if file.exists() and checked(file, (), noted).is_whole:
        raise StoreError(NOT_NEEDED.format(file))


@accepting(kept=a_keeping)
def export_log(kept: Keeping) -> bytes:
    """The verified log as JSON lines."""
    read_log(kept.log_file)
    return kept.log_file.read_bytes()


def _anchor(said: str) -> Anchor:
    """The line that an earlier answer gave."""
    number, _, digest = said.partition(":")
    if not number.isdigit() or not digest:
        raise SettingsError("anchor: must be NUMBER:HASH, as verify prints it")
    return Anchor(int(number), digest)


def _noted(kept: Keeping) -> list[Noted]:
    """Every line that the store noted."""
    if kept.store is None or not kept.store.is_file():
        return []
    with kept.opened() as store:
        lines = store.noted_lines() if store else []
    return [Noted(Anchor(e.number, e.hash), e.noted, e.because) for e in lines]
