"""Statistics: the counts of a report that may be published, written into a folder of their own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from cohortmatch.core.accepting import a_path, accepting, mapping_of, of_kind
from cohortmatch.core.errors import FileError, OutputError, SettingsError
from cohortmatch.core.own_names import DATA_PACKAGE, EDITION, OUTPUTS
from cohortmatch.disclosure.marking import Marking
from cohortmatch.disclosure.published_counts import published
from cohortmatch.people.monthly_counts import MonthCounts, OfPanel
from cohortmatch.reporting.files import write_files
from cohortmatch.reporting.statistics import statistics_files
from cohortmatch.services.kept_answers import StatisticsAnswer
from cohortmatch.services.manifest_file import RunCounts
from cohortmatch.services.places import kept_for
from cohortmatch.services.public_names import public_names
from cohortmatch.services.run_again import load_report
from cohortmatch.settings.file import find_file, load_settings

__all__ = ["statistics"]

MARKING = "OFFICIAL"
"""The handling marking of counts that name nobody."""
NO_COUNTS = "says nothing of counts, because an earlier version wrote it"
RUN_AGAIN = "write the report again: cohortmatch run"
MIXED = (
    "{}: a report or an edition stands in it, and counts to publish must not stand beside people. "
    "Nothing was written. Choose a folder of its own with -o"
)


@accepting(
    report_folder=a_path,
    out=a_path,
    settings=a_path,
    kept_in=mapping_of("{option: text}", of_kind("text or a path", str, Path, type(None))),
)
def statistics(
    report_folder: Path,
    out: Path,
    *,
    settings: Path | None = None,
    kept_in: Mapping[str, str | None] | None = None,
) -> StatisticsAnswer:
    """Write what may be published of a report's counts into the folder `out`: a page, every figure
    as CSV, and the quarters as CSV; all of them or none.

    The rule for small counts is that of the settings, of `settings` or beside the report's lists;
    `kept_in` overrides where the log is and who acts. The lists are not read. FileError where there
    is no report or it has no counts; OutputError where `out` holds a report or cannot be
    written; SettingsError where the lists are in it.
    """
    report = load_report(report_folder)
    inputs = [each.path for each in report.manifest.inputs]
    if not report.manifest.counts:
        raise FileError(str(report_folder), NO_COUNTS, RUN_AGAIN)
    _refuse_report(out)
    _refuse_lists(out, inputs)
    chosen = load_settings(settings or find_file(inputs))
    rule, counted = chosen.statistics.small_counts, report.manifest.counts
    panels = (name for run in counted for name in run.panels)
    names = public_names([*(each.list for each in report.manifest.inputs), *panels], chosen.plan)
    shown = published([_month(each, names) for each in counted], rule)
    files = statistics_files(shown, rule, Marking(MARKING, report.manifest.as_of))
    suppressed = sum(each.is_suppressed for each in shown.values())
    counts = {"figures": len(shown), "suppressed": suppressed}
    kept = kept_for(inputs, settings, dict(kept_in or {}), report.manifest)
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    kept.log("disclosure", "statistics", counts=counts, outputs=digests)
    written = write_files(out, files)
    return StatisticsAnswer(
        figures=counts["figures"],
        suppressed=counts["suppressed"],
        runs=len(report.manifest.counts),
        suppress_below=rule.suppress_below,
        round_to=rule.round_to,
        written=tuple(map(str, written)),
    )


PEOPLE = frozenset(OUTPUTS) - {DATA_PACKAGE}
"""Files of a report; a data package may be any program's, and names nobody."""


def _refuse_report(out: Path) -> None:
    """OutputError where the files would stand beside people."""
    names = [each.name for each in out.iterdir()] if out.is_dir() else []
    if any(name in PEOPLE or EDITION.fullmatch(name) for name in names):
        raise OutputError(MIXED.format(out))


def _refuse_lists(out: Path, inputs: Iterable[str]) -> None:
    """SettingsError where the tables would stand among the lists, to be read as some."""
    if any(Path(each).parent.resolve() == out.resolve() for each in inputs if each):
        raise SettingsError(f"{out}: the lists are in it; give the counts their own folder")


def _month(run: RunCounts, names: Mapping[str, str]) -> MonthCounts:
    """A run's counts, its lists under the names that everybody may learn, in the order of these."""
    ordered = [(told, run.panels[name]) for name, told in names.items() if name in run.panels]
    panels = {name: OfPanel(**own.model_dump()) for name, own in ordered}
    return MonthCounts(run.day, panels, run.several)
