"""Clerical review of a report, pair by pair, in a session that keeps each answer at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cohortmatch.core.accepting import (
    a_function,
    a_path,
    a_text,
    accepting,
    mapping_of,
    of_kind,
    some_passwords,
)
from cohortmatch.core.errors import SettingsError
from cohortmatch.core.types import Passwords
from cohortmatch.disclosure.audience import Audience
from cohortmatch.disclosure.stated import watermark
from cohortmatch.linkage.clustering import rule_in_words
from cohortmatch.reporting import CrossReference
from cohortmatch.services.accepted_agreements import changed_since, refuse_lost
from cohortmatch.services.agreements import agreement_for, log_refusal, stated
from cohortmatch.services.commands import run_again
from cohortmatch.services.decide import log_decisions
from cohortmatch.services.kept_answers import ReviewAnswer
from cohortmatch.services.log_names import log_names
from cohortmatch.services.places import Home, Keeping, kept_for
from cohortmatch.services.reader_cards import decided_pairs, reader_cards
from cohortmatch.services.recall import recall
from cohortmatch.services.review import Session
from cohortmatch.services.review_cards import ReviewCard, cards
from cohortmatch.services.run_again import Repeated, Report, load_report, read_again, repeat
from cohortmatch.settings.file import find_file, load_settings
from cohortmatch.settings.plan import Plan
from cohortmatch.store import Store

__all__ = ["Review", "review"]

Watch = Callable[[str, float | None], None]


class ReviewLog:
    """What the audit log gets of a review: once that its pairs are looked at, then each change."""

    def __init__(
        self, kept: Keeping, report: Report, pairs: int, whom: Mapping[str, Any] | None = None
    ) -> None:
        self._kept, self._report, self._pairs = kept, report, pairs
        self._whom = whom or {}
        self._is_shown = False

    def shown(self) -> None:
        """Log that the pairs are looked at, where that is not logged yet."""
        if not self._is_shown:
            counts = {"pairs_shown": self._pairs}
            kind = "disclosure" if self._whom else "consultation"
            log_decisions(self._kept, self._report, counts, "review", kind, **self._whom)
            self._is_shown = True

    def changed(self, command: str, home: Home) -> None:
        """Log that a decision is added or undone, before the ledger `home` has it."""
        log_decisions(self._kept, self._report, {"decisions": 1}, command, home=home, **self._whom)


@dataclass(frozen=True, eq=False, repr=False)
class Review:
    """A review of a report: `session` takes the answers, `changed` are files that changed since the
    report, so that the pairs come from their present content.

    The audit log gets its lines by itself: one when pairs are first shown or answered, one for each
    decision that is added or undone.
    """

    session: Session
    pairs: int
    changed: tuple[str, ...]
    _log: ReviewLog
    _again: str

    def log_shown(self) -> None:
        """Log at once that the pairs are looked at, before anything is shown."""
        self._log.shown()

    @property
    def answer(self) -> ReviewAnswer:
        """How many pairs there are, and how many were answered how."""
        tally = self.session.tally
        return ReviewAnswer(
            pairs=self.pairs,
            same=tally.get("same", 0),
            different=tally.get("different", 0),
            not_sure=tally.get("not sure", 0),
            run_again=self._again,
        )

    def __repr__(self) -> str:
        return f"<Review of {self.pairs} pairs>"


@accepting(
    out=a_path,
    lists=a_path,
    settings=a_path,
    passwords=some_passwords,
    kept_in=mapping_of("{option: text}", of_kind("text or a path", str, Path, type(None))),
    watch=a_function,
    reader=a_text,
)
def review(
    out: Path,
    *,
    reader: str = "",
    lists: Path | None = None,
    settings: Path | None = None,
    kept_in: Mapping[str, str | None] | None = None,
    passwords: Passwords | None = None,
    watch: Watch | None = None,
) -> Review:
    """Begin a review of the report in the folder `out`.

    The lists are read again (from `lists` where they have moved) and matched with all present
    decisions; `kept_in` beats the settings as in `decide`. With a `reader`, a panel or a recipient
    of the sharing agreement (its purpose is among `kept_in`), only the pairs and cells that it may
    see are shown. FileError where there is no report,
    ListErrors with every list that cannot be read, SettingsError where no place for decisions is
    named.
    """
    report = load_report(out)
    inputs = [each.path for each in report.manifest.inputs]
    kept = kept_for(inputs, settings, dict(kept_in or {}), report.manifest)
    again = _matched(report, kept, lists, settings, passwords, watch, is_for_others=bool(reader))
    pairs, marking, whom = _shown(again.result, report, kept, reader)
    kept = replace(kept, purpose=whom.pop("purpose", kept.purpose))
    rule = "" if reader else rule_in_words(again.result.view.model.cut_offs)
    log = ReviewLog(kept, report, len(pairs), whom)
    session = Session(
        pairs,
        again.result.listings,
        kept.home,
        kept.by,
        marking,
        rule=rule,
        on_shown=log.shown,
        log=log.changed,
    )
    repeat_with = run_again(report, kept)
    return Review(session, len(pairs), again.changed, log, repeat_with)


def _shown(
    result: CrossReference, report: Report, kept: Keeping, reader: str
) -> tuple[list[ReviewCard], str, dict[str, Any]]:
    """The cards that a reader may see (the analyst, for ''), the marking of the page, and what the
    log says of the reader. A refusal is logged before it is raised."""
    marking = report.manifest.settings.marking
    if not reader:
        return cards(result), marking, {}
    agreement = result.gate.agreement
    try:
        view = result.gate.panel(reader, kept.purpose if agreement else "")
    except SettingsError:
        log_refusal(kept, agreement, reader, "review --for, refused")
        raise
    pairs = reader_cards(view, decided_pairs(result.view))
    who = Audience(view).reader
    name = who if agreement else log_names(view.list_names)[who]
    told = [marking, f"for {who}"]
    told += [watermark(view.agreed, view.listings.as_of)] if view.agreed else []
    whom: dict[str, Any] = {"recipients": (name,), "agreement": stated(agreement)}
    whom |= {"purpose": view.agreed.party.purpose} if view.agreed else {}
    return pairs, ": ".join(filter(None, told)), whom


def _matched(
    report: Report,
    kept: Keeping,
    lists: Path | None,
    settings: Path | None,
    passwords: Passwords | None,
    watch: Watch | None,
    *,
    is_for_others: bool,
) -> Repeated:
    """The report's lists matched again, with all present decisions; for others than the analyst
    under the sharing agreement that stands with them."""
    with kept.home() as home:
        ledger = home.ledger()
    read = read_again(report, lists=lists, settings=settings, passwords=passwords, watch=watch)
    if is_for_others:
        read = replace(read, plan=_with_terms(read.plan, report, lists, settings, kept))
    with kept.home() as home:
        rows = home if isinstance(home, Store) else None
        recalled = recall(ledger, read.listings, rows=rows)
    return repeat(read, recalled)


def _with_terms(
    plan: Plan, report: Report, lists: Path | None, settings: Path | None, kept: Keeping
) -> Plan:
    """The plan with what decides who may see what: the sharing agreement that stands with the
    lists or the settings, and the borough's choices."""
    files = [lists] if lists else [Path(each.path) for each in report.manifest.inputs]
    loaded = load_settings(settings or find_file(files))
    agreement = agreement_for(files, loaded)
    if agreement is None:
        refuse_lost(files, loaded, kept)
    else:
        changed_since(agreement, kept)
    return replace(plan, report=loaded.plan.report, agreement=agreement)
