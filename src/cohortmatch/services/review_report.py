"""Clerical review of a report, pair by pair, in a session that keeps each answer at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from cohortmatch.core.accepting import (
    a_function,
    a_path,
    accepting,
    mapping_of,
    of_kind,
    some_passwords,
)
from cohortmatch.core.types import Passwords
from cohortmatch.linkage.clustering import rule_in_words
from cohortmatch.services.commands import run_again
from cohortmatch.services.decide import log_decisions
from cohortmatch.services.kept_answers import ReviewAnswer
from cohortmatch.services.places import Home, Keeping, kept_for
from cohortmatch.services.recall import recall
from cohortmatch.services.review import Session
from cohortmatch.services.review_cards import cards
from cohortmatch.services.run_again import Repeated, Report, load_report, read_again, repeat
from cohortmatch.store import Store

__all__ = ["Review", "review"]

Watch = Callable[[str, float | None], None]


class ReviewLog:
    """What the audit log gets of a review: once that its pairs are looked at, then each change."""

    def __init__(self, kept: Keeping, report: Report, pairs: int) -> None:
        self._kept, self._report, self._pairs = kept, report, pairs
        self._is_shown = False

    def shown(self) -> None:
        """Log that the pairs are looked at, where that is not logged yet."""
        if not self._is_shown:
            counts = {"pairs_shown": self._pairs}
            log_decisions(self._kept, self._report, counts, "review", kind="consultation")
            self._is_shown = True

    def changed(self, command: str, home: Home) -> None:
        """Log that a decision is added or undone, before the ledger `home` has it."""
        log_decisions(self._kept, self._report, {"decisions": 1}, command, home=home)


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
)
def review(
    out: Path,
    *,
    lists: Path | None = None,
    settings: Path | None = None,
    kept_in: Mapping[str, str | None] | None = None,
    passwords: Passwords | None = None,
    watch: Watch | None = None,
) -> Review:
    """Begin a review of the report in the folder `out`.

    The lists are read again (from `lists` where they have moved) and matched with all present
    decisions; `kept_in` beats the settings as in `decide`. FileError where there is no report,
    ListErrors with every list that cannot be read, SettingsError where no place for decisions is
    named.
    """
    report = load_report(out)
    inputs = [each.path for each in report.manifest.inputs]
    kept = kept_for(inputs, settings, dict(kept_in or {}), report.manifest)
    again = _matched(report, kept, lists, settings, passwords, watch)
    pairs = cards(again.result)
    marking = report.manifest.settings.marking
    rule = rule_in_words(again.result.view.model.cut_offs)
    log = ReviewLog(kept, report, len(pairs))
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


def _matched(
    report: Report,
    kept: Keeping,
    lists: Path | None,
    settings: Path | None,
    passwords: Passwords | None,
    watch: Watch | None,
) -> Repeated:
    """The report's lists matched again, with all present decisions."""
    with kept.home() as home:
        ledger = home.ledger()
    read = read_again(report, lists=lists, settings=settings, passwords=passwords, watch=watch)
    with kept.home() as home:
        rows = home if isinstance(home, Store) else None
        recalled = recall(ledger, read.listings, rows=rows)
    return repeat(read, recalled)
