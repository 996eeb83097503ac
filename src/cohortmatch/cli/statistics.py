"""`cohortmatch statistics`: the counts of a report that may be published."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from cohortmatch.cli.options import (
    KEEPING,
    json_option,
    keeping_options,
    settings_option,
    verbose_option,
)

__all__ = ["statistics"]


@click.command()
@click.argument("report", type=click.Path(path_type=Path), metavar="REPORT")
@click.option(
    "out",
    "-o",
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Folder of their own for the counts, such as stats.",
)
@keeping_options
@settings_option
@json_option
@verbose_option
def statistics(
    report: Path, out: Path, settings: Path | None, as_json: bool, verbose: bool, **options: Any
) -> None:
    """Write the counts of REPORT (its folder) that may be published: a page and CSV.

    Numbers from 1 to 4 are suppressed and the others rounded to 5, so that no total and no two
    months give a small number back; [statistics] in the settings has another rule. Nobody is named,
    and the lists are not read.
    """
    from cohortmatch.cli.kept_text import statistics_text
    from cohortmatch.cli.printing import print_answer
    from cohortmatch.services.statistics import statistics as write_counts

    kept_in = {name: options[name] for name in KEEPING}
    answer = write_counts(report, out, settings=settings, kept_in=kept_in)
    print_answer(answer, statistics_text(answer), as_json)
