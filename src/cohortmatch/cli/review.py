"""`cohortmatch review`: clerical review pair by pair, on a page that only this machine can open."""

from __future__ import annotations

import contextlib
import shlex
from functools import partial
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
from cohortmatch.cli.screen import complain, say

if TYPE_CHECKING:
    from cohortmatch.services.review_report import Review

__all__ = ["review"]

CAN_BE_OPENED = (
    "It can be opened once. To finish: the page's Finish, or Ctrl-C here. It closes after {:.0f} "
    "minutes without anything done on the page."
)
CLOSED = (
    "Nothing was done on the page for {:.0f} minutes, so the review is closed. Every answer is "
    "kept. To go on: {}"
)


@click.command()
@click.argument("out", type=click.Path(path_type=Path), metavar="OUT")
@click.option(
    "lists",
    "--lists",
    type=click.Path(path_type=Path),
    help="Folder of the lists, if they have moved.",
)
@click.option(
    "reader",
    "--for",
    "--to",
    metavar="RECIPIENT",
    default="",
    help="Only the pairs that one panel, or a recipient of the sharing agreement, may decide, with "
    "only what it may see of them.",
)
@click.option("--no-browser", is_flag=True, help="Only print the address of the page.")
@keeping_options
@settings_option
@passwords_option
@json_option
@verbose_option
def review(out: Path, lists: Path | None, reader: str, no_browser: bool, **options: Any) -> None:
    """Review pair by pair on a page in the browser; OUT is the folder of a report.

    Only this machine can open the page, and only once. Every answer is saved at once. When nothing
    is done on the page for 15 minutes, the review is closed. Keys: s same person, d different
    people, n not sure, r reason, u undo.
    """
    from cohortmatch.cli.kept_text import review_text
    from cohortmatch.cli.options import passwords_of
    from cohortmatch.cli.printing import print_answer
    from cohortmatch.cli.progress import Progress
    from cohortmatch.services.review_report import review as begin_review

    with Progress() as progress:
        found = begin_review(
            out,
            lists=lists,
            reader=reader,
            settings=options["settings"],
            kept_in={name: options[name] for name in KEEPING},
            passwords=passwords_of(options),
            watch=progress,
        )
    for file in found.changed:
        say(f"{file} has changed since the report; this is what it says now.", err=True)
    if found.pairs:
        _serve(
            found,
            no_browser,
            shlex.join(["cohortmatch", "review", str(out), *(("--for", reader) if reader else ())]),
        )
    print_answer(found.answer, review_text(found.answer), options["as_json"])


def _serve(review: Review, no_browser: bool, again: str) -> None:
    """Serve the page until the review is finished, interrupted or nobody does anything."""
    from cohortmatch.cli.one_time_file import one_time_file
    from cohortmatch.cli.review_server import ReviewServer

    review.log_shown()
    with (
        one_time_file() as file,
        ReviewServer(review.session, opened=partial(_gone, file)) as server,
    ):
        complain(f"Open {server.address}")
        say(CAN_BE_OPENED.format(server.idle // 60), err=True)
        if not no_browser:
            _open(file, server.address)
        with contextlib.suppress(KeyboardInterrupt):
            server.serve_forever(poll_interval=0.05)
        if server.was_idle:
            say(CLOSED.format(server.idle // 60, again), err=True)


def _open(file: Path, address: str) -> None:
    """Open the page in the browser where there is one; its command line names the file only."""
    import webbrowser

    from cohortmatch.cli.one_time_file import write_address

    with contextlib.suppress(webbrowser.Error, OSError):
        write_address(file, address)
        webbrowser.open(file.as_uri())


def _gone(file: Path) -> None:
    with contextlib.suppress(OSError):
        file.unlink(missing_ok=True)
