"""Clerical review of a report, pair by pair, in a session that keeps each answer at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

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

__all__ = ["Review", "review"]

Watch = Callable[[str, float | None], None]


@dataclass(frozen=True, eq=False, repr=False)
class Review:
    """A review of a report: `session` takes the answers; `changed` are files that changed since the
    report, so that the pairs come from their present content.
    """

    session: Session
    pairs: int
    changed: tuple[str, ...]
    _kept: Keeping
    _report: Report

    def log_shown(self) -> None:
        """Log that the pairs are looked at."""
        counts = {"pairs_shown": self.pairs}
        log_decisions(self._kept, self._report, counts, "review", kind="consultation")

    @property
    def answer(self) -> ReviewAnswer:
        """How many pairs there are, and how many were answered how."""
        tally = self.session.tally
        return ReviewAnswer(
            pairs=self.pairs,
            same=tally.get("same", 0),
            different=tally.get("different", 0),
            not_sure=tally.get("not sure", 0),
            run_again=run_again(self._report.manifest.command, self._report.folder, self._kept),
        )

    def __repr__(self) -> str:
        return f"<Review of {self.pairs} pairs>"


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

    def log(command: str, home: Home) -> None:
        log_decisions(kept, report, {"decisions": 1}, command, home=home)

    session = Session(pairs, again.result.listings, kept.home, kept.by, marking, rule, log)
    return Review(session, len(pairs), again.changed, kept, report)


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
    return repeat(read, recall(ledger, read.listings))
