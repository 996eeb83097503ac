"""Run: match the lists, write the report or one panel's edition, and update the store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cohortmatch.core.accepting import a_flag, a_path, a_text, accepting, of_kind
from cohortmatch.core.errors import SettingsError
from cohortmatch.core.findings import NOT_READ, Finding
from cohortmatch.core.own_names import has_parquet, is_copy
from cohortmatch.reporting import CrossReference
from cohortmatch.reporting.changed import ChangedOutputs, changed_outputs
from cohortmatch.reporting.edition import Edition
from cohortmatch.reporting.set_aside import noted, set_aside, set_aside_names
from cohortmatch.reporting.sheets.planted import planted_lines
from cohortmatch.services.accepted_agreements import changed_since, refuse_lost
from cohortmatch.services.agreements import (
    log_refusal,
    look_alikes_told,
    party_for,
    warnings_of,
)
from cohortmatch.services.answers import Overlap, RunAnswer, not_usable, noticed
from cohortmatch.services.changed_outputs import take_in_typed
from cohortmatch.services.commands import run_words
from cohortmatch.services.completing import complete_folder
from cohortmatch.services.days import day_notes, kept_days
from cohortmatch.services.default_store import left_only_after_a_run, on_trial, writable
from cohortmatch.services.empty_lists import only_empty, passing_over_empty
from cohortmatch.services.manifest import delete_by
from cohortmatch.services.meetings import meeting_notes, refuse_meeting, refuse_without_panel
from cohortmatch.services.pipeline import Seconds, Survey
from cohortmatch.services.places import Keeping
from cohortmatch.services.recognised_lists import recognised
from cohortmatch.services.remembered import remembered
from cohortmatch.services.run_report import edition_for, refuse_request, write_report
from cohortmatch.services.sources import NO_LIST, Given, not_read_line
from cohortmatch.services.stale_editions import stale_editions
from cohortmatch.services.watched_files import Watched
from cohortmatch.settings.plan import Plan

__all__ = [
    "NO_TABLES",
    "Ran",
    "apart",
    "plan_for",
    "refuse_among_lists",
    "refuse_own_lists",
    "refuse_too_few",
    "refuse_unusable_agreement",
    "run",
    "store_in_use",
    "without_closed_rows",
]

ONE_LIST = (
    "Only one list was given, and nobody can be on two. Add the other lists, "
    "or add --repeats to look for people who stand on this one twice."
)


NO_TABLES = "--parquet: an edition has no tables; leave it out, or write the whole report"


@dataclass(frozen=True, eq=False, repr=False)
class Ran:
    """A run: what was read, the `answer` for programs and, where every list could be used, the
    `result` and the `edition` of one panel if requested.
    """

    found: Survey
    answer: RunAnswer
    result: CrossReference | None = None
    edition: Edition | None = None

    def __repr__(self) -> str:
        return f"<Ran: {self.result!r}>"


@accepting(
    what=of_kind("what given() answers", Given),
    out=a_path,
    kept=of_kind("what keeping() answers", Keeping),
    panel=a_text,
    meeting=a_text,
    repeats=a_flag,
    fresh_base=a_flag,
    trial=a_flag,
    parquet=a_flag,
    watched=of_kind("what watch saw", Watched, type(None)),
)
def run(
    what: Given,
    out: Path,
    kept: Keeping,
    *,
    panel: str | None = None,
    meeting: str | None = None,
    repeats: bool = False,
    fresh_base: bool = False,
    trial: bool = False,
    parquet: bool = False,
    watched: Watched | None = None,
    seconds: Seconds | None = None,
) -> Ran:
    """Match the lists and write the report into the folder `out`: whole or not at all.

    With a `panel`, by its list's name, its edition is written in place of the whole report; with a
    `meeting` of that panel, the chair's page is for that one. `kept` says where decisions, persons
    and the audit log are kept. `repeats` accepts one list alone; `fresh_base` makes a new base. A
    `trial` knows what is kept, and keeps nothing itself: no run, no id, no base. With `parquet` the
    tables are written as Parquet too, as they are where the folder has such. `watched` is what
    `watch` saw of the lists, which must be as they were seen (ListsChangedMeanwhile). Where some
    lists cannot be used, nothing is matched or written, and `answer.errors` says why. Raises
    SettingsError for a request that cannot be met (no list, a folder among the lists, a panel or a
    meeting that does not exist), and OutputError, StoreError, AnswersError and BaseError.
    """
    seconds = seconds or Seconds()
    kept = on_trial(kept) if trial else kept
    complete_folder(out)
    refuse_own_lists(out, what.lists)
    refuse_among_lists(kept, what.lists)
    refuse_without_panel(meeting, panel, what.settings.meetings)
    if parquet and panel is not None:
        raise SettingsError(NO_TABLES)
    unaccepted = refuse_unusable_agreement(what, kept, panel)
    found = what.survey(seconds)
    if watched is not None:
        watched.confirm(found.raw)
    refuse_too_few(found, repeats=repeats)
    what, found, taken = recognised(what, found, kept, seconds)
    plan = plan_for(what, fresh=fresh_base)
    empty: tuple[str, ...] = ()
    own, who, label = panel, panel, panel
    if panel is not None and only_empty(found) and plan.agreement is not None:
        agreed, own = party_for(found.listings.lists, plan.agreement, plan, panel, kept)
        who, label = agreed.party.recipient, agreed.label
        kept = replace(kept, purpose=agreed.party.purpose)
    if own is not None:
        found, empty = passing_over_empty(found, own, plan)
    if found.errors:
        errors = not_usable(found.errors)
        return Ran(found, RunAnswer(findings=noticed(found.listings.noticed), errors=errors))
    refuse_request(found, plan, out, label)
    _refuse_meeting(found, plan, kept, panel, own, meeting)
    asked = _Request(
        what, found, plan, out, panel, repeats, trial, watched, who or "", meeting, parquet
    )
    try:
        with left_only_after_a_run(kept):
            kept, not_kept = writable(kept, shared=plan.report.shared_folder)
            runs = kept_days(kept)
            result, written, more = _write(asked, kept, seconds)
    except SettingsError:
        if plan.agreement is not None and panel is not None:
            log_refusal(kept, plan.agreement, panel)
        raise
    edition = edition_for(result, plan, panel, kept, meeting) if panel else None
    answer = _answer(found, result, written, edition)
    notes = (
        *(each.words for each in taken),
        *empty,
        *(() if edition is None else meeting_notes(edition)),
        *day_notes(result, runs, watched=watched is not None),
        *warnings_of(plan),
        *unaccepted,
        *planted_lines(result.view),
        *stale_editions(kept, plan, out, (*written, *map(Path, more["set_aside"]))),
    )
    more |= {"not_kept": not_kept, "notes": notes}
    return Ran(found, answer.model_copy(update=more), result, edition)


def _refuse_meeting(
    found: Survey,
    plan: Plan,
    kept: Keeping,
    panel: str | None,
    own: str | None,
    meeting: str | None,
) -> None:
    """Refuse a meeting that cannot be; under an agreement that is logged, as every refusal is."""
    try:
        refuse_meeting(found, plan, own, meeting)
    except SettingsError:
        if plan.agreement is not None and panel is not None:
            log_refusal(kept, plan.agreement, panel)
        raise


def refuse_unusable_agreement(what: Given, kept: Keeping, panel: str | None) -> tuple[str, ...]:
    """What is to be said of an agreement that nobody accepted, and of files that look like one;
    SettingsError where it cannot be used, which for an edition is logged."""
    found = None
    try:
        found = what.agreement
        if found is None:
            refuse_lost(what.lists, what.settings, kept)
            return ()
        return (*changed_since(found, kept), *look_alikes_told(what.lists, what.settings))
    except SettingsError:
        if panel is not None:
            log_refusal(kept, found or what.stated_agreement, panel)
        raise


@dataclass(frozen=True, eq=False, repr=False)
class _Request:
    """A run that was asked for, with its lists read."""

    what: Given
    found: Survey
    plan: Plan
    out: Path
    panel: str | None
    repeats: bool
    trial: bool
    watched: Watched | None
    recipient: str = ""
    meeting: str | None = None
    parquet: bool = False


def _write(
    asked: _Request, kept: Keeping, seconds: Seconds
) -> tuple[CrossReference, tuple[Path, ...], dict[str, Any]]:
    """Write the report, after what people typed into an earlier one is taken in or set aside; the
    result, the paths written, and what the answer says of where things were kept."""
    out, whole, shared = asked.out, asked.panel is None, asked.plan.report.shared_folder
    changed = changed_outputs(out) if whole else ChangedOutputs(out)
    taken_in = take_in_typed(asked.what, out, kept) if whole else 0
    copies = set_aside_names(out, changed.names)
    flags = {"repeats": asked.repeats, "trial": asked.trial, "parquet": asked.parquet}
    words = run_words(asked.what, **flags)
    told: dict[str, Any] = {"command": list(words), **noted(out, copies)}
    told |= {"watched": asked.watched.digest} if asked.watched is not None else {}
    told["delete_by"] = str(delete_by(asked.found.listings, asked.plan, asked.recipient))
    with set_aside(out, copies, shared=shared):
        how = (asked.found, asked.plan, seconds, out, kept, asked.panel)
        logged = asked.watched.logged if asked.watched is not None else {}
        parquet = whole and (asked.parquet or has_parquet(out))
        more: dict[str, Any] = {"meeting": asked.meeting, "logged": logged, "parquet": parquet}
        result, written = write_report(*how, told=told, changed=changed, **more)
    written, of_edition = apart(written)
    aside = tuple(map(str, (*(out / each for each in copies.values()), *of_edition)))
    more = {"kept_in": store_in_use(kept), "taken_in": taken_in, "set_aside": aside}
    more |= {"trial": asked.trial}
    return result, written, more


def apart(written: Iterable[Path]) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """The files of a report or an edition, and the copies of an edition's that were set aside."""
    copies = tuple(each for each in written if is_copy(each.name))
    return tuple(each for each in written if each not in copies), copies


def store_in_use(kept: Keeping) -> str | None:
    """The store that the run was kept in."""
    return None if kept.store is None or kept.read_only else str(kept.store)


def plan_for(what: Given, *, fresh: bool) -> Plan:
    """The run asked for; SettingsError where it is to make a fresh base and has no file for it."""
    if fresh and what.plan.base is None:
        raise SettingsError("--fresh-base: say in which file the base is: --base FILE")
    return replace(what.plan, begin_afresh=fresh)


def refuse_own_lists(out: Path, lists: Iterable[Path]) -> None:
    """Raise SettingsError where the report would stand among the lists, to be read as one."""
    for each in lists:
        folder = each if each.is_dir() else each.parent
        if folder.resolve() == out.resolve():
            raise SettingsError(f"{out}: the lists are in it; give the report its own folder")


def refuse_among_lists(kept: Keeping, lists: Iterable[Path]) -> None:
    """Raise SettingsError where the file of decisions would be read as a list."""
    for each in lists:
        if kept.decisions and each.resolve() in (kept.decisions.resolve(), _home(kept.decisions)):
            raise SettingsError(f"{kept.decisions}: the lists are in its folder; keep it apart")


def _home(file: Path) -> Path:
    return file.resolve().parent


def refuse_too_few(found: Survey, *, repeats: bool) -> None:
    """Raise SettingsError when there is no list at all, or one only and it was not asked for."""
    if found.errors:
        return
    if not found.raw:
        raise SettingsError(*filter(None, (NO_LIST, not_read_line(found.listings.noticed))))
    if len(found.raw) == 1 and not repeats:
        raise SettingsError(ONE_LIST)


def _answer(
    found: Survey, result: CrossReference, written: Iterable[Path], edition: Edition | None
) -> RunAnswer:
    counts = result.counts
    on_panels, with_register, repeated = (
        Overlap(certain=tally.certain, to_check=tally.to_check)
        for tally in (counts.on_panels, counts.with_register, counts.repeated)
    )
    memory = result.view.memory
    changes = () if memory is None else memory.changes
    return RunAnswer(
        headline=counts.headline,
        listings=counts.listings,
        lists=len(counts.lists),
        every_pair_compared=result.manifest["pairs"]["every_pair"],
        on_several_panels=on_panels,
        on_a_panel_and_a_register=with_register,
        repeated_within_a_list=repeated,
        pairs_to_review=counts.to_review,
        remembered=remembered(result.view.reviewed, result.view.ids, changes),
        delete_by=result.manifest["delete_by"],
        audience=None if edition is None else edition.name,
        meeting=None if edition is None or edition.meeting is None else edition.meeting.name,
        people_for_audience=None if edition is None else edition.size,
        closed=() if edition is None else edition.closed,
        findings=noticed(without_closed_rows(found.listings.noticed, [edition] if edition else [])),
        written=tuple(map(str, written)),
    )


def without_closed_rows(
    findings: Iterable[Finding], editions: Sequence[Edition]
) -> Iterator[Finding]:
    """What was noticed, beside editions without the rows of the lists closed to their panels and
    without files that are no lists: the answer may be kept beside the edition. `check` tells
    them."""
    closed = {name for each in editions for name in each.closed}
    for each in findings:
        if editions and each.code in NOT_READ:
            continue
        yield replace(each, rows=(), detail="") if each.list_name in closed else each
