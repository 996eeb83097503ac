"""The ledger of one report, for a door that has no lists at hand: what is decided, add, take back.

Policy: it is the same ledger that `decide`, `review` and the workbook write to, found in the
report's `run.json`, so a decision of one appears in all. Each change is in the report's own audit
log before it is in the ledger. Nothing is added over a decision that was made meanwhile: whoever
decides has to see it first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cohortmatch.core.errors import AnswersError
from cohortmatch.decisions import undo
from cohortmatch.decisions.ledger import Entry, Ledger
from cohortmatch.services.blind_answers import Settled
from cohortmatch.services.decide import log_decisions
from cohortmatch.services.kept_pairs import digest_of_key, pair_of, sides_of
from cohortmatch.services.places import Home, Keeping, kept_for, now
from cohortmatch.services.run_again import Report, load_report

__all__ = ["DecidedMeanwhile", "ReportLedger", "report_ledger"]

EXCHANGED = "the report's decisions are kept in another file or store than when it was published"
MEANWHILE = "the pair was decided elsewhere meanwhile; look at that decision first"


class DecidedMeanwhile(AnswersError):
    """The pair has a decision that whoever answers has not seen."""

    def __init__(self) -> None:
        super().__init__([MEANWHILE])


@dataclass(frozen=True, repr=False)
class ReportLedger:
    """Where the decisions about a report are kept, and who acts."""

    report: Report
    kept: Keeping

    def decided(self, pairs: Mapping[str, Mapping[str, Any]]) -> dict[str, Entry]:
        """The decision in force about each of some pairs, by the names that these are given by; a
        pair without one is left out. `pairs` gives the `sides` of each.

        AnswersError where the ledger cannot be read, StoreError where the store cannot.
        """
        with self._home() as home:
            in_force = {entry.pair: entry for entry in home.ledger().in_force}
        return {
            name: entry
            for name, sides in pairs.items()
            if (entry := _found(in_force, sides)) is not None
        }

    def enter(self, sides: Mapping[str, Any], key_digest: str, answer: Settled) -> Entry:
        """Add a decision about a pair without one; returns its entry.

        DecidedMeanwhile where it has one that says something else, the one in force where it says
        the same; AnswersError, OutputError or StoreError where it cannot be kept.
        """
        before: list[Entry] = []

        def make(ledger: Ledger, home: Home) -> list[Entry]:
            if digest_of_key(ledger.key) != key_digest:
                raise AnswersError([EXCHANGED])
            in_force = {entry.pair: entry for entry in ledger.in_force}
            if (found := _found(in_force, sides)) is not None:
                before.append(found)
                return []
            self._log("portal review", home)
            left, right = sorted(sides_of(sides), key=lambda c: (c.digest, c.listing))
            told = (answer.by, now(), answer.reason, answer.note)
            return [Entry(ledger.next_number, answer.answer, left, right, *told)]

        added = self._add(make)
        if before and before[0].answer != answer.answer:
            raise DecidedMeanwhile
        return added[0] if added else before[0]

    def take_back(self, number: int, sides: Mapping[str, Any]) -> None:
        """Undo the decision of a number, where it is still the one in force about the pair;
        DecidedMeanwhile where another is, or it was undone."""

        def make(ledger: Ledger, home: Home) -> list[Entry]:
            found = _found({entry.pair: entry for entry in ledger.in_force}, sides)
            if found is None or found.number != number:
                raise DecidedMeanwhile
            self._log("portal review undo", home)
            return [undo(ledger, number, by=self.kept.by, at=now())]

        self._add(make)

    def _add(self, make: Callable[[Ledger, Home], list[Entry]]) -> tuple[Entry, ...]:
        with self._home() as home:
            return home.add(lambda ledger: make(ledger, home))

    def _home(self) -> AbstractContextManager[Home]:
        """Where decisions are kept: a store must be there already, a file is made when missing."""
        return self.kept.home(existing=self.kept.decisions is None)

    def _log(self, command: str, home: Home) -> None:
        log_decisions(self.kept, self.report, {"decisions": 1}, command, home=home)

    def __repr__(self) -> str:
        return "<ReportLedger>"


def report_ledger(folder: Path, by: str, purpose: str = "") -> ReportLedger:
    """The ledger of the report in a folder; `by` is who acts, `purpose` what for, for its log.

    FileError where there is no report, SettingsError where it names no place for decisions.
    """
    report = load_report(folder, tidy=False)
    inputs = [each.path for each in report.manifest.inputs]
    flags = {"by": by} | ({"purpose": purpose} if purpose else {})
    return ReportLedger(report, kept_for(inputs, None, flags, report.manifest))


def _found(in_force: Mapping[frozenset[str], Entry], sides: Mapping[str, Any]) -> Entry | None:
    """The decision about a pair: about its contents, or in a ledger made by hand about its rows."""
    rows = frozenset(str(sides[side]["listing"]) for side in ("left", "right"))
    names: Iterable[frozenset[str]] = (pair_of(sides), rows)
    return next((in_force[name] for name in names if name in in_force), None)
