"""`cohortmatch watch`: report and board are made again whenever a list changes."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cohortmatch.cli.failures import FAILED
from cohortmatch.cli.options import (
    KEEPING,
    as_of_option,
    ask_password,
    given,
    keeping_options,
    lists_argument,
    marking_option,
    memory_option,
    no_store_option,
    reading_options,
    repeats_option,
    report_option,
)
from cohortmatch.cli.screen import complain, line, say

if TYPE_CHECKING:
    from cohortmatch.services.places import Keeping
    from cohortmatch.services.sources import Given
    from cohortmatch.services.watch_answer import WatchAnswer

__all__ = ["watch"]

FLAGS = ("as_of", "marking", "memory")


@click.command()
@lists_argument
@report_option
@click.option(
    "board",
    "--board",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of its own for a board that everybody may read: counts and names of lists only, "
    "small counts suppressed. Other accounts of this computer can read it. Default: a board for "
    "you in OUT, with links into the report.",
)
@click.option("--once", is_flag=True, help="Look once and end: for cron or Task Scheduler.")
@as_of_option
@marking_option
@memory_option
@repeats_option
@no_store_option
@keeping_options
@reading_options
@click.pass_context
def watch(ctx: click.Context, /, lists: tuple[str, ...], out: Path, **options: Any) -> None:
    """Write the report and a board whenever a list changes.

    LISTS are files or folders, as for run. The board is one page for a wall screen and a phone. A
    change is taken when its file has been quiet for some seconds; what cannot be read leaves the
    last board, which then says so. Ctrl-C ends it.
    """
    if "-" in lists:
        raise click.BadParameter("- cannot be watched; give a file or a folder")
    from cohortmatch.services.watch import WatchRequest
    from cohortmatch.services.watch import watch as done

    read = partial(_given, lists, options, cache(ask_password))
    kept = partial(_kept, out, options)
    request = WatchRequest(read, kept, out, options["board"], options["repeats"])
    tell = partial(_tell, as_json=options["as_json"], once=options["once"])
    if not options["once"]:
        say(f"Watching {', '.join(map(line, lists))}. Ctrl-C ends it.", err=True)
    with contextlib.suppress(KeyboardInterrupt), _ended_by_signals():
        if not done(request, tell, once=options["once"]):
            ctx.exit(FAILED)


def _given(lists: tuple[str, ...], options: Mapping[str, Any], ask: Any, day: date | None) -> Given:
    flags = {name: options[name] for name in (*FLAGS, *KEEPING)}
    flags |= {"as_of": day.isoformat()} if day and not flags["as_of"] else {}
    found = given(lists, panels=options["panels"], settings=options["settings"], flags=flags)
    return replace(found, passwords=ask) if options["ask_passwords"] else found


def _kept(out: Path, options: Mapping[str, Any], what: Given) -> Keeping:
    from cohortmatch.services.default_store import kept_by_default

    flags = {name: options[name] for name in (*FLAGS, *KEEPING)}
    return kept_by_default(what.settings, what.lists, out, flags, refused=options["no_store"])


def _tell(answer: WatchAnswer, *, as_json: bool, once: bool) -> None:
    from cohortmatch.cli.text import error_text

    if as_json:
        say(answer.model_dump_json(indent=1 if once else None))
        return
    at = answer.at.partition("T")[2][:5]
    if answer.made:
        say(line(f"{at}  {answer.headline} Board: {answer.board}"))
    elif not answer.trouble:
        say(f"{at}  All is well again.", err=True)
    for text in answer.trouble:
        complain(line(f"{at}  {text}"))
    for text in answer.notes:
        say(line(f"{at}  {text}"), err=True)
    for each in answer.not_usable:
        complain(line(f"{at}  {error_text(each)}"))


@contextlib.contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Let the signal by which systems end a program end it as Ctrl-C does."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
