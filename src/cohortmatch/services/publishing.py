"""Publishing: a report's lists matched again, and every reader's edition made for a portal.

Policy: what is published is what `run --for` would write now: the lists must be as they were when
the report was made, decisions taken since count, and the sharing agreement must be in force for the
day of the report and today. Each edition is logged and kept in the store as one that is written, so
that the next one tells what is new. A reader whose edition is refused has none; the others have
theirs.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from cohortmatch.core.errors import SettingsError
from cohortmatch.core.fingerprints import new_key
from cohortmatch.core.types import Listings, Passwords
from cohortmatch.disclosure.misspelt import refuse_misspelt
from cohortmatch.disclosure.sharing_agreement import SharingAgreement
from cohortmatch.disclosure.sharing_agreement.recipients import parties
from cohortmatch.reporting import CrossReference
from cohortmatch.services.accepted_agreements import changed_since
from cohortmatch.services.agreement_page import agreement_words
from cohortmatch.services.agreements import agreement_for, log_refusal, stated
from cohortmatch.services.content_version import CONTENT_VERSION
from cohortmatch.services.foreign_store import refuse_foreign
from cohortmatch.services.kept_pairs import KeptPair, kept_pairs
from cohortmatch.services.log_names import inputs_of, log_names
from cohortmatch.services.manifest import delete_by
from cohortmatch.services.own_list import own_list
from cohortmatch.services.pipeline import run as match
from cohortmatch.services.places import Keeping, kept_for
from cohortmatch.services.publication import (
    ANALYST,
    EditionContent,
    KeptList,
    Publication,
    analyst_content,
    edition_content,
)
from cohortmatch.services.recall import Recalled, new_run
from cohortmatch.services.run_again import Report, load_report, read_again
from cohortmatch.settings.file import find_file, load_settings
from cohortmatch.settings.plan import Plan
from cohortmatch.store import Store
from cohortmatch.version import __version__

__all__ = ["published_content"]

COMMAND = "portal publish"
OTHER_VERSION = (
    "{}: the report was written by version {} and this is version {}; write it again with "
    "cohortmatch run. Nothing was published"
)
CHANGED = (
    "{}: has changed since the report was written; write the report again with cohortmatch run. "
    "Nothing was published"
)
OURS = "its edition would be called “{}”, as the whole report is here; name the list otherwise"
EXPIRED = "{}; renew it in agreement.toml. Nothing was published"
Watch = Callable[[str, float | None], None]


class EditionToMake(NamedTuple):
    """An edition to make: by what name and for which purpose `run --for` makes it, for whom, and
    the day by which it must be erased."""

    name: str
    purpose: str
    recipient: str
    delete_by: date


@contextlib.contextmanager
def published_content(
    folder: Path,
    portal: Path,
    *,
    lists: Path | None = None,
    settings: Path | None = None,
    kept_in: Mapping[str, str | None] | None = None,
    passwords: Passwords | None = None,
    watch: Watch | None = None,
    lists_key: str = "",
    today: date | None = None,
) -> Iterator[Publication]:
    """The content of the report in `folder`, for the portal in the folder `portal`; `lists_key` is
    the key of the digests by which the portal knows rows again, by default a new one.

    What is done inside puts the content where people can see it: the lines of the audit log are
    written before it, and the store counts the editions as made only when it is done. FileError
    where there is no report, SettingsError for a report of another version, for lists that have
    changed since and for an agreement that is not in force, and what `run` raises.
    """
    report = load_report(folder)
    if report.manifest.version != __version__:
        told = OTHER_VERSION.format(folder, report.manifest.version, __version__)
        raise SettingsError(told)
    inputs = [each.path for each in report.manifest.inputs]
    kept = kept_for(inputs, settings, dict(kept_in or {}), report.manifest)
    again = read_again(report, lists=lists, settings=settings, passwords=passwords, watch=watch)
    if again.changed:
        raise SettingsError(*(CHANGED.format(file) for file in again.changed))
    plan = _with_terms(again.plan, report, lists, settings, kept, today or date.today())
    with kept.opened() as store:
        kept.check_log(store)
        recalled = kept.recall(again.listings, store)
        refuse_foreign(recalled)
        result = match(again.listings, plan, again.seconds, recalled)
        making = _Making(result, plan, kept, store, recalled, report, portal, again.listings)
        making = replace(making, lists_key=lists_key or new_key())
        yield from making.publication()


def _with_terms(
    plan: Plan,
    report: Report,
    lists: Path | None,
    settings: Path | None,
    kept: Keeping,
    today: date,
) -> Plan:
    """The report's plan with what decides who may see what: the sharing agreement that stands with
    the lists or the settings, and the borough's choices."""
    files = [lists] if lists else [Path(each.path) for each in report.manifest.inputs]
    loaded = load_settings(settings or find_file(files))
    agreement = agreement_for(files, loaded)
    if agreement is not None:
        changed_since(agreement, kept)
        _refuse_not_in_force(agreement, (plan.as_of or today, today))
    said = report.manifest.settings
    return replace(
        plan,
        report=loaded.plan.report,
        agreement=agreement,
        marking=said.marking,
        keep_months=said.keep_months,
    )


def _refuse_not_in_force(agreement: SharingAgreement, days: tuple[date, date]) -> None:
    for day in days:
        if why := agreement.not_in_force(day):
            raise SettingsError(EXPIRED.format(why[:1].upper() + why[1:]))


@dataclass(frozen=True, eq=False, repr=False)
class _Making:
    """A report that was matched again, to be published."""

    result: CrossReference
    plan: Plan
    kept: Keeping
    store: Store | None
    recalled: Recalled | None
    report: Report
    portal: Path
    listings: Listings
    lists_key: str = ""

    def publication(self) -> Iterator[Publication]:
        """Yields the content once, after it is logged; then the store counts its editions as
        made."""
        made: list[EditionContent] = []
        runs: list[int] = []
        refused: list[tuple[str, str]] = []
        day = delete_by(self.listings, self.plan)
        for asked in self._asked():
            try:
                edition = edition_content(self.result, asked.name, asked.purpose, asked.delete_by)
                _refuse_our_label(edition)
            except SettingsError as error:
                log_refusal(self.kept, self.plan.agreement, asked.name, f"{COMMAND}, refused")
                refused.append((asked.name, _why(asked.name, error)))
                continue
            runs += self._begun(asked)
            made.append(edition)
        content = self._content(made, refused, day)
        for edition in made:
            self._log(edition)
        yield content
        for run in runs:
            assert self.store is not None
            self.store.finish(run)

    def _asked(self) -> Iterator[EditionToMake]:
        """The editions to make: of every recipient that answers for a panel, for each purpose, or
        of every panel where there is no agreement."""
        agreement, lists = self.plan.agreement, self.result.listings.lists
        if agreement is None:
            refuse_misspelt(lists, self.plan.report)
            for info in lists:
                if info.kind == "panel":
                    yield EditionToMake(info.name, "", info.name, self._day(info.name))
            return
        every = [each for each in parties(agreement) if each.panel]
        panels: dict[str, set[str]] = {}
        for each in every:
            panels.setdefault(each.recipient, set()).add(each.panel)
        for each in every:
            several = len(panels[each.recipient]) > 1
            name = each.panel if several else each.recipient
            yield EditionToMake(name, each.purpose, each.recipient, self._day(each.recipient))

    def _day(self, recipient: str) -> date:
        return delete_by(self.listings, self.plan, recipient)

    def _begun(self, asked: EditionToMake) -> list[int]:
        """The number of the store's run for an edition, not finished yet; none where no store is
        kept."""
        if self.recalled is None or self.store is None or self.kept.read_only:
            return []
        edition = self.result.edition(asked.name, asked.purpose)
        run = new_run(
            self.result,
            self.recalled,
            who=self.kept.by,
            purpose=asked.purpose,
            out=str(self.portal.resolve()),
            delete_by=asked.delete_by,
            editions=[edition.kept(self.store.key)],
        )
        return [self.store.begin(run)]

    def _log(self, edition: EditionContent) -> None:
        """Log to whom an edition is shown from now on, and of how many."""
        names = log_names(info.name for info in self.result.listings.lists)
        agreement = self.plan.agreement
        recipients = () if agreement is None else agreement.member_of
        known = names | {each: each for each in recipients}
        self.kept.log(
            "disclosure",
            COMMAND,
            self.store,
            inputs=inputs_of((i.name, i.sha256, i.listings) for i in self.result.listings.lists),
            counts={"people": len(edition.persons)},
            recipients=(known[edition.reader],),
            agreement=stated(agreement),
        )

    def _content(
        self, made: list[EditionContent], refused: list[tuple[str, str]], day: date
    ) -> Publication:
        agreement, today = self.plan.agreement, self.result.listings.as_of or date.today()
        about = None if agreement is None else agreement.file.agreement
        digest = "" if agreement is None else agreement.digest
        return Publication(
            as_of=today,
            by=self.kept.by,
            agreement=(about.id, about.version, digest) if about else ("", "", ""),
            agreement_expires=about.expires if about else None,
            delete_by=min([day, *(each.delete_by for each in made)]),
            report_folder=str(self.report.folder.resolve()),
            product_version=__version__,
            content_version=CONTENT_VERSION,
            editions=(analyst_content(self.result, day), *made),
            pairs=tuple(self._pairs()),
            lists=tuple(self._lists()),
            refused=tuple(refused),
            agreement_words={} if agreement is None else agreement_words(agreement),
        )

    def _pairs(self) -> list[KeptPair]:
        """The pairs to decide; none where no place keeps decisions."""
        return [] if self.recalled is None else kept_pairs(self.result, self.recalled.ledger.key)

    def _lists(self) -> Iterator[KeptList]:
        """The lists whose file holds no other list, as they were read."""
        lists = self.result.listings.lists
        places = [info.path for info in lists]
        for code, info in enumerate(lists):
            file = Path(info.path)
            if places.count(info.path) > 1 or not info.path or not file.is_file():
                continue
            content = file.read_bytes()
            if hashlib.sha256(content).hexdigest() == info.sha256:
                rows = own_list(self.result.listings, code, self.lists_key).to_json()
                yield KeptList(info.name, file.name, info.sheet, content, rows)


def _refuse_our_label(edition: EditionContent) -> None:
    """Raise SettingsError for an edition whose readers would have the whole report's rights."""
    if edition.label.casefold() == ANALYST:
        raise SettingsError(OURS.format(edition.label))


def _why(name: str, error: SettingsError) -> str:
    """Why an edition is refused, without the option that nobody typed."""
    return str(error).removeprefix(f"--for {name}: ").replace("\n", "; ")
