"""`cohortmatch check`: what was read, how it was understood, and what to look at."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cohortmatch.cli.options import (
    given,
    lists_argument,
    reading_options,
)

if TYPE_CHECKING:
    from cohortmatch.services.answers import PairsToCompare
    from cohortmatch.types import Listings

__all__ = ["check"]


@click.command()
@lists_argument
@reading_options
@click.option("--save", is_flag=True, help="Keep how columns were understood in cohortmatch.toml.")
@click.pass_context
def check(
    ctx: click.Context,
    lists: tuple[str, ...],
    panels: dict[str, Path],
    settings: Path | None,
    ask_passwords: bool,
    as_json: bool,
    verbose: bool,
    save: bool,
) -> None:
    """Read lists and say how they were understood and what to look at; match nothing.

    LISTS are files or folders: CSV, TSV, Excel, OpenDocument, Parquet, tables in Word; - is
    standard input.
    """
    from cohortmatch.cli.failures import FAILED
    from cohortmatch.cli.printing import print_answer, print_errors
    from cohortmatch.cli.progress import Progress
    from cohortmatch.cli.text import check_text
    from cohortmatch.pipeline import Seconds
    from cohortmatch.services.answers import CheckAnswer, list_read, not_usable, noticed
    from cohortmatch.services.save_settings import save_understanding

    what = given(lists, panels=panels, settings=settings, ask_passwords=ask_passwords)
    with Progress() as progress:
        found = what.survey(Seconds(watch=progress))
    saved = save_understanding(found, what) if save else None
    answer = CheckAnswer(
        lists=tuple(
            list_read(raw, info) for raw, info in zip(found.raw, found.listings.lists, strict=True)
        ),
        findings=noticed(found.listings.noticed),
        errors=not_usable(found.errors),
        saved=None if saved is None else str(saved),
        to_compare=_to_compare(found.listings, what.plan.every_pair_up_to),
    )
    again = again_with(lists, panels, settings)
    print_answer(answer, check_text(answer, again, whole=verbose), as_json)
    print_errors(answer.errors)
    ctx.exit(FAILED if answer.errors else 0)


def _to_compare(listings: Listings, every_pair_up_to: int) -> PairsToCompare:
    from cohortmatch.blocking import plan
    from cohortmatch.services.answers import PairsToCompare, RuleToCompare

    found = plan(listings, every_pair_up_to)
    rules = tuple(
        RuleToCompare(
            rule=each.words,
            pairs=each.cost,
            groups_up_to=each.most,
            listings_beyond=each.beyond,
            listings_without=each.without,
        )
        for each in found.rules
    )
    return PairsToCompare(
        every_pair=found.every_pair,
        possible=found.all_pairs,
        pairs=found.cost,
        rules=rules,
        skipped=tuple(each.words for each in found.skipped),
    )


def again_with(lists: tuple[str, ...], panels: dict[str, Path], settings: Path | None) -> str:
    """The command that reads the same lists in the same way."""
    words = ["cohortmatch", "check", *lists]
    for name, file in panels.items():
        words += ["--panel", f"{name}={file}"]
    return shlex.join(words + (["--settings", str(settings)] if settings else []))
