"""`cohortmatch decide`: take in the decisions that were written on the sheet "To review"."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cohortmatch.cli.options import (
    KEEPING,
    json_option,
    keeping_options,
    passwords_option,
    settings_option,
    verbose_option,
)

if TYPE_CHECKING:
    from cohortmatch.cli.keeping import Home, Keeping
    from cohortmatch.cli.repeating import Report
    from cohortmatch.contents import Contents

__all__ = ["decide"]

CHANGED = (
    "{}: not what the report was made from, so a row there may be somebody else now; nothing was "
    "taken in. Say where the lists are as they were (--lists FOLDER), or write the report again"
)
OTHERS = (
    "{}: the workbook of another report, made from other lists{}, so a row there may be somebody "
    "else here; nothing was taken in. Say which report it belongs to (--report FOLDER), or fill in "
    "this report's own workbook"
)


@click.command()
@click.argument("workbook", type=click.Path(path_type=Path), metavar="OUT/cross-reference.xlsx")
@click.option(
    "report_folder",
    "--report",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the report, when the workbook is elsewhere.",
)
@click.option(
    "lists",
    "--lists",
    type=click.Path(path_type=Path),
    help="Folder of the lists, when they are no longer where they were.",
)
@keeping_options
@settings_option
@passwords_option
@json_option
@verbose_option
def decide(workbook: Path, report_folder: Path | None, lists: Path | None, **options: Any) -> None:
    """Take in the decisions written on the workbook's sheet “To review”.

    Only the pair and the decision, its reason and its note are read, so the sheet may be sorted and
    left part filled. A CSV file with the columns pair and decision does as well. Every decision
    that cannot be read is told, and then none is taken in.
    """
    from cohortmatch.cli.keeping import kept_for, now
    from cohortmatch.cli.kept_answers import DecideAnswer
    from cohortmatch.cli.kept_text import decide_text
    from cohortmatch.cli.printing import print_answer
    from cohortmatch.cli.repeating import load_report
    from cohortmatch.reviewing import entries_of, read_workbook

    report = load_report(report_folder or _folder(workbook))
    flags = {name: options[name] for name in KEEPING}
    inputs = [each.path for each in report.manifest.inputs]
    kept = kept_for(inputs, options["settings"], flags, report.manifest)
    file = workbook / "cross-reference.xlsx" if workbook.is_dir() else workbook
    _refuse_others(file, report)
    answers = read_workbook(file)
    with kept.home() as home:
        known = _Known(report, home, lists, options)
        added = home.add(
            lambda ledger: entries_of(
                answers, known.under(ledger.key), ledger, by=kept.by, at=now()
            )
        )
        kept_in = str(home.path)
    tally = {
        name: sum(e.answer == name for e in added) for name in ("same", "different", "not sure")
    }
    if added:
        log_decisions(kept, report, {"decisions": len(added)}, "decide")
    answer = DecideAnswer(
        same=tally["same"],
        different=tally["different"],
        not_sure=tally["not sure"],
        known_already=len(answers) - len(added),
        kept_in=kept_in,
    )
    print_answer(answer, decide_text(answer), options["as_json"])


def _folder(workbook: Path) -> Path:
    return workbook if workbook.is_dir() else workbook.parent


def _refuse_others(file: Path, report: Report) -> None:
    """AnswersError when the workbook is known not to be this report's."""
    from cohortmatch.errors import AnswersError
    from cohortmatch.people.details import spoken
    from cohortmatch.reporting.stamp import stamp, stamped

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
) -> None:
    """Log that decisions about the people of a report were added, or these people looked at."""
    if kept.audit is None:
        return
    from cohortmatch.auditing import Input

    inputs = tuple(Input(e.list, e.sha256, e.rows_read) for e in report.manifest.inputs)
    kept.log(kind, command, inputs=inputs, counts=counts)


class _Known:
    """What the listings of a report said: from the store where it knows, else read again."""

    def __init__(
        self, report: Report, home: Home, lists: Path | None, options: Mapping[str, Any]
    ) -> None:
        from cohortmatch.remembering import Store

        self._report, self._lists, self._options = report, lists, options
        self._store = home if isinstance(home, Store) and lists is None else None
        self._found: Contents | None = None
        if self._store is not None:
            hashes = {each.list: each.sha256 for each in report.manifest.inputs}
            self._found = self._store.contents_of(hashes)
        if self._found is None:
            self._listings = self._read()

    def under(self, key: str) -> Contents:
        """The contents under a key."""
        from cohortmatch.contents import contents

        return self._found if self._found is not None else contents(self._listings, key)

    def _read(self) -> Any:
        from cohortmatch.cli.options import ask_password
        from cohortmatch.cli.repeating import read_again
        from cohortmatch.errors import AnswersError

        again = read_again(
            self._report,
            lists=self._lists,
            settings=self._options["settings"],
            passwords=ask_password if self._options["ask_passwords"] else None,
        )
        if again.changed:
            raise AnswersError([CHANGED.format(file) for file in again.changed])
        return again.listings
