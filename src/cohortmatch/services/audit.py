"""The audit log: what was done, and whether anything in it was changed."""

from __future__ import annotations

from collections.abc import Iterator

from cohortmatch.audit import Anchor, read_log
from cohortmatch.audit import verify as checked
from cohortmatch.core.errors import SettingsError
from cohortmatch.services.kept_answers import AuditAnswer, VerifyAnswer, logged
from cohortmatch.services.places import Keeping

__all__ = ["export_log", "show_log", "verify_log"]


def show_log(kept: Keeping, last: int | None = None) -> AuditAnswer:
    """What was done, oldest first; only the `last` so many. StoreError for a log that was changed,
    SettingsError where nothing says where it is."""
    lines = read_log(kept.log_file)
    return AuditAnswer(events=tuple(map(logged, lines[-(last or len(lines)) :])))


def verify_log(kept: Keeping, anchor: str | None = None) -> VerifyAnswer:
    """Whether nothing in the log was changed, moved or taken out; `anchor` is a line that it must
    hold, as an earlier answer gave it (`number:hash`). SettingsError for another text."""
    found = checked(kept.log_file, list(_anchors(kept, anchor)))
    number, digest = found.anchor or (0, "")
    return VerifyAnswer(
        whole=found.is_whole, lines=found.lines, number=number, hash=digest, faults=found.faults
    )


def export_log(kept: Keeping) -> bytes:
    """The log, checked, as JSON lines."""
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
