"""The audit log: show it, verify that nothing was changed, export it."""

from __future__ import annotations

from collections.abc import Iterator

from cohortmatch.audit import Anchor, read_log
from cohortmatch.audit import verify as checked
from cohortmatch.core.errors import SettingsError
from cohortmatch.services.kept_answers import AuditAnswer, VerifyAnswer, logged
from cohortmatch.services.places import Keeping

__all__ = ["export_log", "show_log", "verify_log"]


def show_log(kept: Keeping, last: int | None = None) -> AuditAnswer:
    """The logged events, oldest first, or only the `last` so many. StoreError for a log that was
    changed, SettingsError where no log is named.
    """
    lines = read_log(kept.log_file)
    return AuditAnswer(events=tuple(map(logged, lines[-(last or len(lines)) :])))


def verify_log(kept: Keeping, anchor: str | None = None) -> VerifyAnswer:
    """Verify that nothing in the log was changed, moved or removed. `anchor` is a line that it must
    hold, as an earlier answer gave it (`number:hash`). SettingsError for any other text.
    """
    found = checked(kept.log_file, list(_anchors(kept, anchor)))
    number, digest = found.anchor or (0, "")
    return VerifyAnswer(
        whole=found.is_whole, lines=found.lines, number=number, hash=digest, faults=found.faults
    )


def export_log(kept: Keeping) -> bytes:
    """The verified log as JSON lines."""
    read_log(kept.log_file)
    return kept.log_file.read_bytes()


def _anchors(kept: Keeping, said: str | None) -> Iterator[Anchor]:
    """The lines that the log must hold: the one that was said, and the one the store noted."""
    if said:
        number, _, digest = said.partition(":")
        if not number.isdigit() or not digest:
            raise SettingsError("--anchor: must be NUMBER:HASH, as verify prints it")
        yield Anchor(int(number), digest)
    if kept.store is not None and kept.store.is_file():
        with kept.opened() as store:
            noted = store.noted_log() if store else None
        if noted:
            yield Anchor(*noted)
