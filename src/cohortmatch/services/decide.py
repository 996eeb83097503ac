"""Clerical review in the workbook: read the decisions on the sheet "To review"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cohortmatch.core.accepting import a_path, accepting, mapping_of, of_kind, some_passwords
from cohortmatch.core.errors import AnswersError, ListErrors, StoreError
from cohortmatch.core.fingerprints import Contents, contents
from cohortmatch.core.own_names import WORKBOOK
from cohortmatch.core.types import Listings, Passwords
from cohortmatch.decisions import entries_of, read_workbook
from cohortmatch.decisions.ledger import Entry, Ledger
from cohortmatch.people.details import spoken
from cohortmatch.reporting.stamp import stamp, stamped
from cohortmatch.services.commands import run_again
from cohortmatch.services.kept_answers import DecideAnswer
from cohortmatch.services.log_names import inputs_of
from cohortmatch.services.places import Home, Keeping, kept_for, kept_in_report, now
from cohortmatch.services.run_again import Report, load_report, other_lists, read_again
from cohortmatch.store import Store

__all__ = ["decide", "log_decisions", "new_answers", "take_in"]

CHANGED = (
    "{}: not what the report was made from, so a row there may be somebody else now; no decision "
    "was added. Say where the unchanged lists are (--lists FOLDER), or write the report again"
)
OTHERS = (
    "{}: the workbook of another report, made from other lists{}, so a row there may be somebody "
    "else here; no decision was added. Say which report it belongs to (--report FOLDER), or fill "
    "in this report's own workbook"
)


@accepting(
    workbook=a_path,
    report_folder=a_path,
    lists=a_path,
    settings=a_path,
    passwords=some_passwords,
    kept_in=mapping_of("{option: text}", of_kind("text or a path", str, Path, type(None))),
)
def decide(
    workbook: Path,
    *,
    report_folder: Path | None = None,
    lists: Path | None = None,
    settings: Path | None = None,
    kept_in: Mapping[str, str | None] | None = None,
    passwords: Passwords | None = None,
) -> DecideAnswer:
    """Read the decisions of a workbook, or of a CSV file with the columns pair and decision.

    `workbook` may be the report's folder; `report_folder` is where the report is when the workbook
    is elsewhere, `lists` where the lists are now, `settings` the settings file, `kept_in` overrides
    the settings (`decisions`, `store`, `audit`, `by`, `purpose`), `passwords` opens protected
    files. AnswersError lists every decision that cannot be read, and then none is added; FileError
    where there is no report; SettingsError where no place for decisions is named.
    """
    report = load_report(report_folder or _folder(workbook))
    inputs = [each.path for each in report.manifest.inputs]
    kept = kept_for(inputs, settings, dict(kept_in or {}), report.manifest)
    file = workbook / WORKBOOK if workbook.is_dir() else workbook
    return take_in(report, file, kept, lists=lists, settings=settings, passwords=passwords)


def take_in(
    report: Report,
    file: Path,
    kept: Keeping,
    *,
    lists: Path | None = None,
    settings: Path | None = None,
    passwords: Passwords | None = None,
    command: str = "decide",
) -> DecideAnswer:
    """Keep the decisions in a file about a report; errors as `decide`. `command` is for the log."""
    _refuse_others(file, report)
    answers = read_workbook(file)
    with kept.home() as home:
        known = _Known(report, home, lists, passwords)
        since = _saved(file) if command != "decide" else None

        def make(ledger: Ledger) -> list[Entry]:
            found = entries_of(answers, known.under(ledger.key), ledger, by=kept.by, at=now())
            found = not_taken_in(found, ledger, since)
            log_decisions(kept, report, {"decisions": len(found)}, command, home=home)
            return found

        added = home.add(make)
        place = str(home.path)
    return decide_answer(report, kept, place, added, len(answers))


def decide_answer(
    report: Report, kept: Keeping, kept_in: str, added: Sequence[Entry], given: int
) -> DecideAnswer:
    """What is told of entries that were `added` about a report, of so many answers `given`."""
    tally = Counter(entry.answer for entry in added)
    return DecideAnswer(
        same=tally["same"],
        different=tally["different"],
        not_sure=tally["not sure"],
        known_already=given - len(added),
        kept_in=kept_in,
        run_again=run_again(report, kept),
        lists_changed=other_lists(report.manifest),
    )


def new_answers(report: Report, file: Path) -> int:
    """How many decisions in a file are not kept where the report says; all where it names no place,
    or its lists cannot be read any more. Nothing is written.
    """
    answers, place = read_workbook(file), report.manifest.kept_in
    kept = kept_in_report(place)
    if kept is None:
        return len(answers)
    try:
        with kept.home(existing=True) as home:
            ledger = home.ledger()
            known = _Known(report, home, None, None).under(ledger.key)
        found = entries_of(answers, known, ledger, by="", at="")
        return len(not_taken_in(found, ledger, _saved(file)))
    except (AnswersError, ListErrors, StoreError):
        return len(answers)


def not_taken_in(found: Sequence[Entry], ledger: Ledger, since: str | None) -> list[Entry]:
    """The entries without those that were taken in after the workbook was saved: what was undone or
    decided otherwise since then stands. `since` is when it was saved, None to leave none out.
    """
    if since is None:
        return list(found)
    said = {_said(each) for each in ledger if each.undoes is None and each.at >= since}
    new = [each for each in found if _said(each) not in said]
    return [replace(each, number=ledger.next_number + n) for n, each in enumerate(new)]


def _said(entry: Entry) -> tuple[object, ...]:
    return entry.pair, entry.answer, entry.reason, entry.note


def _saved(file: Path) -> str:
    """When a file was saved, to the second, as entries have their time."""
    saved = datetime.fromtimestamp(int(file.stat().st_mtime), UTC)
    return saved.strftime("%Y-%m-%dT%H:%M:%SZ")


def _folder(workbook: Path) -> Path:
    return workbook if workbook.is_dir() else workbook.parent


def _refuse_others(file: Path, report: Report) -> None:
    """AnswersError when the workbook is known not to be this report's."""
    own = stamp((each.list, each.sha256) for each in report.manifest.inputs)
    found = stamped(file)
    if not found.is_of(own, report.manifest.as_of):
        day = f" ({spoken(found.day)})" if found.day else ""
        raise AnswersError([OTHERS.format(file.name, day)])


def log_decisions(
    kept: Keeping,
    report: Report,
    counts: Mapping[str, int],
    command: str,
    kind: str = "alteration",
    home: Home | None = None,
    **further: Any,
) -> None:
    """Log that decisions about a report's people are added, or that these people are viewed, before
    it is so; nothing where the counts are 0. `home` is where decisions are kept, where it is open;
    `further` are entries of the line.
    """
    if kept.audit is None or not any(counts.values()):
        return
    inputs = inputs_of((e.list, e.sha256, e.rows_read) for e in report.manifest.inputs)
    kept.log(kind, command, home, inputs=inputs, counts=counts, **further)


@dataclass
class _Known:
    """The contents of a report's listings: from the store where it has them, else read again."""

    report: Report
    home: Home
    lists: Path | None
    passwords: Passwords | None

    def __post_init__(self) -> None:
        self._found = self._remembered()
        self._listings = self._read() if self._found is None else None

    def under(self, key: str) -> Contents:
        """The contents under a key."""
        if self._found is not None:
            return self._found
        assert self._listings is not None
        return contents(self._listings, key)

    def _remembered(self) -> Contents | None:
        if not isinstance(self.home, Store) or self.lists is not None:
            return None
        return self.home.contents_of({e.list: e.sha256 for e in self.report.manifest.inputs})

    def _read(self) -> Listings:
        again = read_again(self.report, lists=self.lists, passwords=self.passwords, to_match=False)
        if again.changed:
            raise AnswersError([CHANGED.format(file) for file in again.changed])
        return again.listings
