"""What people have done to a report before it is written again: nothing of it is lost.

    decisions on "To review"    taken in, as `decide` does; without a memory the run stops
    any other change            set aside under a dated name, and told

A file that was only opened and saved is not changed: see `reporting.digests`.
"""

from __future__ import annotations

import shlex
from pathlib import Path

from cohortmatch.core.errors import AnswersError, FileError, OutputError
from cohortmatch.core.own_names import WORKBOOK
from cohortmatch.reporting.changed import has_answers
from cohortmatch.services.decide import new_answers, take_in
from cohortmatch.services.places import Keeping
from cohortmatch.services.run_again import Report, load_report
from cohortmatch.services.sources import Given

__all__ = ["take_in_typed"]

UNTAKEN = (
    "{file}: decisions were written in it that are kept nowhere yet, and this run keeps nothing. "
    "Nothing was matched and nothing was written. Take them in first: {command}"
)
UNREADABLE = (
    "{file}: holds decisions, so it is not written over. Nothing was matched and nothing was "
    "written. Mend it, or move it to another folder"
)


def take_in_typed(what: Given, folder: Path, kept: Keeping) -> int:
    """Take in the decisions on the sheet "To review" of a report that is about to be written again,
    by a run on `what`; how many are new. AnswersError with every one that cannot be read, and then
    none is taken in; OutputError where there are new ones and no place to keep them.
    """
    file = folder / WORKBOOK
    if not has_answers(file):
        return 0
    try:
        report = load_report(folder)
    except FileError:
        return 0  # it is set aside: without the manifest nobody knows who is in its rows
    try:
        if (kept.decisions or kept.store) and not kept.read_only:
            return _taken_in(what, report, file, kept)
        if new_answers(report, file):
            raise OutputError(UNTAKEN.format(file=file, command=_decide(report)))
    except AnswersError as error:
        raise AnswersError([*error.faults, UNREADABLE.format(file=file)]) from None
    return 0


def _taken_in(what: Given, report: Report, file: Path, kept: Keeping) -> int:
    said, passwords = what.settings.file, what.passwords
    answer = take_in(report, file, kept, settings=said, passwords=passwords, command="run")
    return answer.same + answer.different + answer.not_sure


def _decide(report: Report) -> str:
    """The command that takes the decisions in, where it has a place for them."""
    words = ["cohortmatch", "decide", str(report.folder)]
    known = report.manifest.kept_in
    place = known is not None and (known.decisions or known.store)
    return shlex.join(words if place else [*words, "--decisions", "decisions.csv"])
