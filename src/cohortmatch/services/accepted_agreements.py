"""What the audit log says of the agreement that was accepted last, whatever copy stands beside it.

Policy: once the log has a line that an agreement was accepted, only the one accepted last under
its id is used, so that to remove the accepted copy, or to change both files, changes nothing; nor
does it to name another log than the one beside the agreement, or to remove the agreement with its
copy. Where none was ever accepted, it is told that the agreement is another than at the run before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from cohortmatch.core.errors import SettingsError
from cohortmatch.core.own_names import STORE, log_beside
from cohortmatch.disclosure.sharing_agreement import SharingAgreement
from cohortmatch.services.agreements import is_changed, places_of, stated
from cohortmatch.services.default_store import kept_beside
from cohortmatch.services.places import Keeping
from cohortmatch.settings.file import Settings

__all__ = ["ACCEPTS", "changed_since", "not_used", "refuse_lost"]

ACCEPTS = "agreement diff --accept"
"""The command as the log has it."""
RUNS = ("run", "run --for")
NOT_ACCEPTED = (
    "{}: is not the agreement that was accepted last, as the audit log {} has it, so it is not "
    "used. See who gains and who loses what: cohortmatch agreement diff {}; to accept it, add "
    "--accept --audit {}. Nothing was written"
)
LOST = (
    "{}: has that a sharing agreement was accepted, and none is here. Put agreement.toml back "
    "where it stood: one that has expired can stay, for the analyst's report is written with it. "
    "Nothing was written"
)
CHANGED = (
    "The sharing agreement is another than at the run before, and nobody has accepted it. See what "
    "it changes, and accept it: cohortmatch agreement diff OLD {} --accept"
)


def changed_since(agreement: SharingAgreement, kept: Keeping) -> tuple[str, ...]:
    """A sentence where the agreement is another than at the run before and none was ever accepted;
    SettingsError where it is not the one that was accepted last."""
    assert agreement.path is not None
    own = kept if kept.audit else kept_beside(agreement.path, kept)
    return tuple(
        dict.fromkeys(each for log in _logs(agreement, own) for each in _since(agreement, log))
    )


def refuse_lost(lists: Sequence[Path], settings: Settings, kept: Keeping) -> None:
    """SettingsError where there is no agreement and a log has that one was accepted: the log that
    is named, the one in the place that a run chooses itself, and those that stand where an
    agreement is looked for."""
    beside = (log_beside(each.with_name(STORE)) for each in places_of(lists, settings))
    logs = (each for each in (kept.audit, kept.usual_log, *beside) if each is not None)
    for log in dict.fromkeys(each.absolute() for each in logs):
        if log.is_file() and any(command == ACCEPTS for command, _ in _stated(log)):
            raise SettingsError(LOST.format(log))


def not_used(agreement: SharingAgreement, on: date) -> Iterator[str]:
    """Why nothing can be written for others under an agreement on a day, whatever its rules say."""
    if why := agreement.not_in_force(on):
        yield why
    if is_changed(agreement):
        yield "it has changed since it was accepted"
    elif any(_is_another(agreement, log) for log in _logs(agreement, Keeping())):
        yield "it is not the agreement that was accepted last, as the audit log beside it has it"


def _logs(agreement: SharingAgreement, kept: Keeping) -> Iterator[Path]:
    """The audit log of a run, the one in the place that a run chooses itself, and the one beside
    the agreement: to name another log changes nothing in what was accepted."""
    if agreement.path is None:
        return
    logs = (kept.audit, kept.usual_log, log_beside(agreement.path.with_name(STORE)))
    there = dict.fromkeys(each.absolute() for each in logs if each is not None)
    yield from (each for each in there if each.is_file())


def _since(agreement: SharingAgreement, log: Path) -> tuple[str, ...]:
    assert agreement.path is not None
    if _is_another(agreement, log):
        path = agreement.path
        raise SettingsError(NOT_ACCEPTED.format(path.name, log, path, log))
    lines = list(_stated(log))
    before = [said for command, said in lines if command in RUNS]
    accepted = any(command == ACCEPTS for command, _ in lines)
    is_new = before and not accepted and _digest(before[-1]) != _digest(stated(agreement))
    return (CHANGED.format(agreement.path.name),) if is_new else ()


def _is_another(agreement: SharingAgreement, log: Path) -> bool:
    """Whether another agreement than this was accepted last, as a log has it."""
    accepted = [said for command, said in _stated(log) if command == ACCEPTS]
    of_id = [said for said in accepted if _id(said) == agreement.file.agreement.id]
    return bool(accepted) and (not of_id or _digest(of_id[-1]) != agreement.digest)


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
