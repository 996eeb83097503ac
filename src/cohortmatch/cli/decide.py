"""`cohortmatch decide`: read the decisions on the workbook's sheet "To review"."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from cohortmatch.cli.options import (
    KEEPING,
    json_option,
    keeping_options,
    passwords_of,
    passwords_option,
    settings_option,
    verbose_option,
)

__all__ = ["decide"]


@click.command()
@click.argument("workbook", type=click.Path(path_type=Path), metavar="OUT/cross-reference.xlsx")
@click.option(
    "--same",
    nargs=2,
    multiple=True,
    metavar="NEW EARLIER",
    help="Somebody with a new id is this earlier person: --same P0008 P0007.",
)
@click.option(
    "--different",
    nargs=2,
    multiple=True,
    metavar="NEW EARLIER",
    help="Somebody with a new id is not this earlier person.",
)
@click.option(
    "--sure",
    is_flag=True,
    help="With --same: keep it though no report asked whether the two are one person.",
)
@click.option(
    "report_folder",
    "--report",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the report, if the workbook is elsewhere.",
)
@click.option(
    "lists",
    "--lists",
    type=click.Path(path_type=Path),
    help="Folder of the lists, if they have moved.",
)
@keeping_options
@settings_option
@passwords_option
@json_option
@verbose_option
def decide(workbook: Path, report_folder: Path | None, lists: Path | None, **options: Any) -> None:
    """Read the decisions on the workbook's sheet “To review”.

    Only the pair, the decision, its reason and its note are read, so the sheet may be sorted and
    filled in part. A CSV file with the columns pair and decision works too. If any decision cannot
    be read, all faults are reported and none is added.

    With --same or --different, which settle “Perhaps somebody known before” on the sheet “Changes”,
    the workbook is not read: cohortmatch decide OUT --same P0008 P0007.
    """
    from cohortmatch.cli.kept_text import decide_text
    from cohortmatch.cli.printing import print_answer
    from cohortmatch.services.decide import decide as taken_in
    from cohortmatch.services.decide_persons import decide_persons

    kept_in = {name: options[name] for name in KEEPING}
    if options["same"] or options["different"]:
        answer = decide_persons(
            report_folder or (workbook if workbook.is_dir() else workbook.parent),
            same=options["same"],
            different=options["different"],
            sure=options["sure"],
            settings=options["settings"],
            kept_in=kept_in,
        )
    else:
        answer = taken_in(
            workbook,
            report_folder=report_folder,
            lists=lists,
            settings=options["settings"],
            kept_in=kept_in,
            passwords=passwords_of(options),
        )
    print_answer(answer, decide_text(answer), options["as_json"])
