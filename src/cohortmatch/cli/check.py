"""`cohortmatch check`: how lists were understood, and what to look at."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from cohortmatch.cli.options import (
    given,
    lists_argument,
    reading_options,
)

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
    """Read lists, say how they were understood and what to look at; match nothing.

    LISTS are files or folders: CSV, TSV, Excel, OpenDocument, Parquet, tables in Word; - is
    standard input.
    """
    from cohortmatch.cli.failures import FAILED
    from cohortmatch.cli.printing import print_answer, print_errors
    from cohortmatch.cli.progress import Progress
    from cohortmatch.cli.text import check_text
    from cohortmatch.services.check import check as checked
    from cohortmatch.services.pipeline import Seconds

    what = given(
        lists, panels=panels, settings=settings, ask_passwords=ask_passwords, makes_settings=save
    )
    with Progress() as progress:
        answer = checked(what, save=save, seconds=Seconds(watch=progress))
    again = again_with(lists, panels, settings, ask_passwords)
    print_answer(answer, check_text(answer, again, whole=verbose), as_json)
    print_errors(answer.errors)
    ctx.exit(FAILED if answer.errors else 0)


def again_with(
    lists: tuple[str, ...],
    panels: dict[str, Path],
    settings: Path | None,
    ask_passwords: bool = False,
) -> str:
    """The command that reads the same lists in the same way."""
    words = ["cohortmatch", "check", *lists]
    for name, file in panels.items():
        words += ["--panel", f"{name}={file}"]
    words += ["--settings", str(settings)] if settings else []
    return shlex.join(words + (["--ask-passwords"] if ask_passwords else []))
