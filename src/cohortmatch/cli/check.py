"""`cohortmatch check`: how lists were understood, and what to look at."""

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
    from cohortmatch.services.answers import CheckAnswer
    from cohortmatch.services.check_questions import ListQuestion
    from cohortmatch.services.sources import Given

__all__ = ["check"]


@click.command()
@lists_argument
@reading_options
@click.option("--save", is_flag=True, help="Keep how columns were understood in cohortmatch.toml.")
@click.option(
    "interactive",
    "-i",
    "--interactive",
    is_flag=True,
    help="Ask, on a terminal, the few things that only you know, and keep the answers.",
)
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
    interactive: bool,
) -> None:
    """Read lists, say how they were understood and what to look at; match nothing.

    LISTS are files or folders: CSV, TSV, Excel, OpenDocument, Parquet, tables in Word; - is
    standard input.
    """
    from cohortmatch.cli.check_text import check_text
    from cohortmatch.cli.layout import terminal_width
    from cohortmatch.cli.printing import print_answer, print_errors
    from cohortmatch.cli.progress import Progress
    from cohortmatch.services.check import check as checked
    from cohortmatch.services.default_store import kept_by_default
    from cohortmatch.services.pipeline import Seconds

    what = given(
        lists,
        panels=panels,
        settings=settings,
        ask_passwords=ask_passwords,
        makes_settings=save or interactive,
    )
    if interactive:
        what, is_answered = _asked(what)
        save = save or is_answered
    kept = kept_by_default(what.settings, what.lists, Path("report"), {})
    with Progress() as progress:
        answer = checked(what, save=save, seconds=Seconds(watch=progress), kept=kept)
    again = again_with(lists, panels, settings, ask_passwords)
    lines = check_text(answer, again, whole=verbose, width=terminal_width())
    print_answer(answer, lines, as_json)
    print_errors(answer.errors)
    ctx.exit(_exit_code(answer))


def _exit_code(answer: CheckAnswer) -> int:
    """The command's exit code; where nothing was read, that is said."""
    from cohortmatch.cli.failures import FAILED, WRONG_USAGE
    from cohortmatch.cli.screen import complain
    from cohortmatch.services.sources import NO_LIST

    if answer.errors:
        return FAILED
    if not answer.lists:
        complain(NO_LIST)
        return WRONG_USAGE
    return 0


def _asked(what: Given) -> tuple[Given, bool]:
    """The lists with the settings that the answers make, and whether there are any answers."""
    from cohortmatch.cli.questions import answers_to, is_terminal
    from cohortmatch.cli.screen import say
    from cohortmatch.services.check_questions import open_questions, with_answers

    if not is_terminal():
        say("-i asks on a terminal only; what to write into the settings stands below.", err=True)
        return what, False
    answers: dict[ListQuestion, str] = {}
    asked: set[ListQuestion] = set()
    # A list whose names are known may raise a question of its own.
    while questions := [each for each in open_questions(what) if each not in asked]:
        new = answers_to(questions)
        asked.update(questions)
        answers |= new
        what = with_answers(what, new)
    if not asked:
        say("There is nothing to ask.", err=True)
    return what, bool(answers)


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
