"""All panels: the edition of each panel, in a folder of its own, from one matching.

Policy: the lists are read and matched once, and each edition is then made, kept, logged and written
as `run --for` does it: whole or not at all. An edition that is refused is told and the others are
written. Under a sharing agreement each recipient that answers for a panel has its edition, for the
purpose that was given or the only one that it has. A register does not meet: its keeper has an
edition only where a rule of the agreement names it, and without an agreement there is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cohortmatch.core.accepting import a_flag, a_path, accepting, of_kind
from cohortmatch.core.errors import CohortmatchError, OutputError, SettingsError
from cohortmatch.core.types import ListInfo
from cohortmatch.disclosure.misspelt import refuse_misspelt
from cohortmatch.disclosure.readers import list_named
from cohortmatch.disclosure.sharing_agreement.recipients import list_terms_of, parties
from cohortmatch.disclosure.sharing_agreement.terms import SharingAgreement
from cohortmatch.reporting import CrossReference
from cohortmatch.reporting.edition import Edition
from cohortmatch.services.agreements import log_refusal, party_for, warnings_of
from cohortmatch.services.all_panels_answer import EditionMade, EditionNotMade, EditionsAnswer
from cohortmatch.services.answers import not_usable, noticed
from cohortmatch.services.completing import complete_folder
from cohortmatch.services.days import day_notes, kept_days
from cohortmatch.services.default_store import left_only_after_a_run, on_trial, writable
from cohortmatch.services.empty_lists import passed_over_all
from cohortmatch.services.manifest import delete_by
from cohortmatch.services.pipeline import Seconds, Survey
from cohortmatch.services.places import Keeping
from cohortmatch.services.recognised_lists import recognised
from cohortmatch.services.run import (
    apart,
    plan_for,
    refuse_among_lists,
    refuse_own_lists,
    refuse_too_few,
    refuse_unusable_agreement,
    store_in_use,
    without_closed_rows,
)
from cohortmatch.services.run_report import (
    AskedEdition,
    WrittenEdition,
    refuse_request,
    write_editions,
)
from cohortmatch.services.sources import Given
from cohortmatch.services.stale_editions import stale_editions
from cohortmatch.settings.plan import Plan

__all__ = ["AllRan", "run_all_panels"]

EMPTY = "its list has headings but no rows; export it again"
NOBODY = "No panel's list was read, so there is no edition to write"


@dataclass(frozen=True, eq=False, repr=False)
class AllRan:
    """What was read, the `answer` for programs and, where every list could be used, the result and
    the editions that were written."""

    found: Survey
    answer: EditionsAnswer
    result: CrossReference | None = None
    editions: tuple[Edition, ...] = ()

    def __repr__(self) -> str:
        return f"<AllRan: {len(self.editions)} editions>"


@accepting(
    what=of_kind("what given() answers", Given),
    out=a_path,
    kept=of_kind("what keeping() answers", Keeping),
    repeats=a_flag,
    fresh_base=a_flag,
    trial=a_flag,
)
def run_all_panels(
    what: Given,
    out: Path,
    kept: Keeping,
    *,
    repeats: bool = False,
    fresh_base: bool = False,
    trial: bool = False,
    seconds: Seconds | None = None,
) -> AllRan:
    """Match the lists and write each panel's edition into a folder of its own inside `out`.

    The arguments are those of `run`. Where some lists cannot be used, nothing is matched or
    written, and `answer.errors` says why; `answer.refused` says which editions were not written.
    Raises SettingsError where none can be, with every reason, and what `run` raises for the lists,
    the store and the log.
    """
    seconds = seconds or Seconds()
    kept = on_trial(kept) if trial else kept
    refuse_own_lists(out, what.lists)
    refuse_among_lists(kept, what.lists)
    unaccepted = refuse_unusable_agreement(what, kept, "--all-panels")
    found = what.survey(seconds)
    refuse_too_few(found, repeats=repeats)
    what, found, taken = recognised(what, found, kept, seconds)
    plan = plan_for(what, fresh=fresh_base)
    found, empty, passed = passed_over_all(found)
    if found.errors:
        told = EditionsAnswer(
            findings=noticed(found.listings.noticed), errors=not_usable(found.errors)
        )
        return AllRan(found, told)
    asked, refused = _asked(_ListsRead(found, plan, kept, out, empty, what.lists))
    if not asked:
        raise SettingsError(*([f"{each.audience}: {each.why}" for each in refused] or [NOBODY]))
    with left_only_after_a_run(kept):
        kept, not_kept = writable(kept, shared=plan.report.shared_folder)
        runs = kept_days(kept)
        result, made, failed = write_editions(found, plan, seconds, out, kept, asked)
    refused += [_not_made(kept, plan, name, error) for name, error in failed]
    notes = (
        *(each.words for each in taken),
        *passed,
        *day_notes(result, runs),
        *warnings_of(plan),
        *unaccepted,
        *_stale(kept, plan, made),
    )
    answer = EditionsAnswer(
        listings=result.counts.listings,
        lists=len(result.counts.lists),
        every_pair_compared=result.manifest["pairs"]["every_pair"],
        editions=tuple(map(_made, made)),
        refused=tuple(refused),
        kept_in=store_in_use(kept),
        not_kept=not_kept,
        trial=trial,
        notes=notes,
        findings=noticed(without_closed_rows(found.listings.noticed, [e.edition for e in made])),
    )
    return AllRan(found, answer, result, tuple(each.edition for each in made))


@dataclass(frozen=True, eq=False, repr=False)
class _ListsRead:
    """What was read from which `sources`, how, and where editions go; `empty` are lists of headings
    alone."""

    found: Survey
    plan: Plan
    kept: Keeping
    out: Path
    empty: Sequence[str]
    sources: Sequence[Path]

    @property
    def infos(self) -> Sequence[ListInfo]:
        return self.found.listings.lists


def _asked(lists: _ListsRead) -> tuple[list[AskedEdition], list[EditionNotMade]]:
    """The editions to write, and those that are refused before anything is matched."""
    find = _panel if lists.plan.agreement is None else _party
    asked: list[AskedEdition] = []
    refused: list[EditionNotMade] = []
    folders: set[str] = set()
    if lists.plan.agreement is None:
        refuse_misspelt(lists.infos, lists.plan.report)
    for name in _names(lists):
        try:
            asked.append(_allowed(lists, find, name, folders))
        except (SettingsError, OutputError) as error:
            refused.append(EditionNotMade(audience=name, why=_why(name, error)))
    return asked, refused


def _names(lists: _ListsRead) -> Iterator[str]:
    """What `--for` names each edition by."""
    agreement = lists.plan.agreement
    if agreement is None:
        yield from (info.name for info in lists.infos if info.kind == "panel")
        return
    every = [(each.recipient, each.panel) for each in parties(agreement) if each.panel]
    both = [each for each in dict.fromkeys(every) if _is_due(lists, agreement, *each)]
    for recipient, panel in both:
        several = sum(who == recipient for who, _ in both) > 1
        yield panel if several else recipient


def _is_due(lists: _ListsRead, agreement: SharingAgreement, recipient: str, panel: str) -> bool:
    """Whether a recipient has an edition: for a panel always, for a register where a rule names
    the recipient."""
    own = [info for info in lists.infos if list_terms_of(agreement, info) == panel]
    is_register = any(info.kind == "register" for info in own)
    return not is_register or bool(agreement.purposes_of(recipient))


Found = tuple[str, str, str, str]
"""The reader's list, what its files are called after, its purpose, and the recipient."""


def _panel(lists: _ListsRead, name: str) -> Found:
    own = lists.infos[list_named(lists.infos, name, lists.plan.report)].name
    return own, own, lists.kept.purpose, own


def _party(lists: _ListsRead, name: str) -> Found:
    assert lists.plan.agreement is not None
    agreed, own = party_for(lists.infos, lists.plan.agreement, lists.plan, name, lists.kept)
    return own, agreed.label, agreed.party.purpose, agreed.party.recipient


def _allowed(
    lists: _ListsRead, find: Callable[[_ListsRead, str], Found], name: str, folders: set[str]
) -> AskedEdition:
    """An edition to write; SettingsError or OutputError where it cannot be."""
    own, label, purpose, recipient = find(lists, name)
    if own in lists.empty:
        raise SettingsError(EMPTY)
    out = lists.out / _folder(label, folders)
    refuse_own_lists(out, lists.sources)
    complete_folder(out)
    refuse_request(lists.found, lists.plan, out, label)
    day = delete_by(lists.found.listings, lists.plan, recipient)
    return AskedEdition(name, out, purpose, day)


def _folder(label: str, taken: set[str]) -> str:
    """A folder's name for an edition, another one than those `taken`."""
    plain = re.sub(r"[^\w-]+", "-", label).strip("-") or "list"
    name, number = plain, 1
    while name.casefold() in taken:
        number += 1
        name = f"{plain}-{number}"
    taken.add(name.casefold())
    return name


def _why(name: str, error: CohortmatchError) -> str:
    """Why an edition is refused, without the option that nobody typed."""
    return str(error).removeprefix(f"--for {name}: ").replace("\n", "; ")


def _not_made(kept: Keeping, plan: Plan, name: str, error: CohortmatchError) -> EditionNotMade:
    """An edition that was refused after the matching; under an agreement that is logged."""
    if plan.agreement is not None and isinstance(error, SettingsError):
        log_refusal(kept, plan.agreement, name)
    return EditionNotMade(audience=name, why=_why(name, error))


def _made(each: WrittenEdition) -> EditionMade:
    written, aside = apart(each.paths)
    return EditionMade(
        audience=each.edition.name,
        people=each.edition.size,
        headline=each.edition.headline,
        closed=each.edition.closed,
        delete_by=str(each.asked.delete_by),
        written=tuple(map(str, written)),
        set_aside=tuple(map(str, aside)),
    )


def _stale(kept: Keeping, plan: Plan, made: Sequence[WrittenEdition]) -> Iterator[str]:
    """What is told of editions that should not be used any more, each once."""
    every = [path for each in made for path in each.paths]
    told = (text for e in made for text in stale_editions(kept, plan, e.asked.out, every))
    yield from dict.fromkeys(told)
