"""What the audit log says of the agreement that was accepted last, whatever copy stands beside it.

Policy: once the log has a line that an agreement was accepted, only the one accepted last under
its id is used, so that to remove the accepted copy, or to change both files, changes nothing. Where
none was ever accepted, it is told that the agreement is another than at the run before.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cohortmatch.core.errors import SettingsError
from cohortmatch.disclosure.sharing_agreement import SharingAgreement
from cohortmatch.services.agreements import stated
from cohortmatch.services.default_store import kept_beside
from cohortmatch.services.places import Keeping

__all__ = ["ACCEPTS", "changed_since"]

ACCEPTS = "agreement diff --accept"
"""The command as the log has it."""
RUNS = ("run", "run --for")
NOT_ACCEPTED = (
    "{}: is not the agreement that was accepted last, as the audit log {} has it, so it is not "
    "used. See who gains and who loses what: cohortmatch agreement diff {}; to accept it, add "
    "--accept --audit {}. Nothing was written"
)
CHANGED = (
    "The sharing agreement is another than at the run before, and nobody has accepted it. See what "
    "it changes, and accept it: cohortmatch agreement diff OLD {} --accept"
)


def changed_since(agreement: SharingAgreement, kept: Keeping) -> tuple[str, ...]:
    """A sentence where the agreement is another than at the run before and none was ever accepted;
    SettingsError where it is not the one that was accepted last."""
    assert agreement.path is not None
    log = (kept if kept.audit else kept_beside(agreement.path, kept)).audit
    if log is None or not log.is_file():
        return ()
    lines = list(_stated(log))
    accepted = [said for command, said in lines if command == ACCEPTS]
    now = stated(agreement)
    of_id = [said for said in accepted if _id(said) == agreement.file.agreement.id]
    if accepted and (not of_id or _digest(of_id[-1]) != agreement.digest):
        path = agreement.path
        raise SettingsError(NOT_ACCEPTED.format(path.name, log, path, log))
    before = [said for command, said in lines if command in RUNS]
    is_new = before and not accepted and _digest(before[-1]) != _digest(now)
    return (CHANGED.format(agreement.path.name),) if is_new else ()


def _stated(log: Path) -> Iterator[tuple[str, str]]:
    """The command and the agreement of each line of a log that names one; a log that was changed is
    refused where the run adds to it."""
    from cohortmatch.audit.lines import parsed_or_none, whole_lines

    try:
        content = log.read_bytes()
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        raise SettingsError(f"{log}: {reason}") from None
    lines = (raw for raw in whole_lines(content) if b'"agreement"' in raw)
    for line in filter(None, map(parsed_or_none, lines)):
        if said := line.event.get("agreement"):
            yield str(line.event.get("command", "")), str(said)


def _digest(said: str) -> str:
    """The hash in what a line says of an agreement: "ID version 3, HASH"."""
    return said.rpartition(", ")[2]


def _id(said: str) -> str:
    return said.rpartition(" version ")[0]
