"""`cohortmatch purge`: erase reports, and the store's data on them, after their delete-by date."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from cohortmatch.cli.failures import FAILED
from cohortmatch.cli.options import (
    KEEPING,
    json_option,
    keeping_options,
    settings_option,
    verbose_option,
)
from cohortmatch.cli.screen import complain, say

__all__ = ["purge"]


@click.command()
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path), metavar="[OUT...]")
@click.option("--today", metavar="DATE", help="Day to use as today, such as 2027-06-01.")
@click.option("--dry-run", is_flag=True, help="Only list what is past its delete-by date.")
@click.option(
    "--base",
    metavar="FILE",
    help="Base of runs on large lists, erased keep_months after it was made.",
)
@keeping_options
@settings_option
@json_option
@verbose_option
@click.pass_context
def purge(
    ctx: click.Context,
    /,
    folders: tuple[Path, ...],
    today: str | None,
    dry_run: bool,
    **options: Any,
) -> None:
    """Erase what is past its delete-by date, and log the erasure.

    OUT are folders of reports, or folders that hold such folders. With a store, purge also erases
    the reports of its runs and what it remembers of them; with a base, also the base. Where only
    OUT is named, the reports say which store remembers them. Without any of them purge looks into
    cohortmatch.db in this folder. Only files that a run wrote are erased.
    What has such a name and is not known to be a run's, and what is behind a symbolic link, stays
    and is named; then, and where something cannot be erased, the exit code is 1.
    """
    from cohortmatch.cli.kept_text import purge_text, stays_text
    from cohortmatch.cli.printing import print_answer
    from cohortmatch.services.default_store import kept_here
    from cohortmatch.services.places import keeping
    from cohortmatch.services.purge import purge as purged
    from cohortmatch.settings.file import find_file, load_settings

    flags = {name: options[name] for name in (*KEEPING, "base")}
    settings = load_settings(options["settings"] or find_file([]), flags=flags)
    base = settings.path_of("base")
    if base is not None and not base.exists():
        say(f"{base}: there is no such base, so nothing to erase", err=True)
    named = folders or base is not None
    answer = purged(
        keeping(settings, flags=flags) if named else kept_here(options["settings"], flags),
        _day(today),
        folders,
        base=base,
        keep_months=settings.plan.keep_months,
        dry_run=dry_run,
    )
    print_answer(answer, purge_text(answer), options["as_json"])
    for each in stays_text(answer):
        complain(each) if answer.erased else say(each, err=True)
    ctx.exit(FAILED if answer.erased and answer.stays else 0)


def _day(text: str | None) -> date:
    try:
        return date.fromisoformat(text) if text else date.today()
    except ValueError:
        raise click.BadParameter(
            "must be a date such as 2027-06-01", param_hint="--today"
        ) from None
