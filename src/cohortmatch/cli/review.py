"""`cohortmatch review`: clerical review pair by pair, on a page that only this machine can open."""

from __future__ import annotations

import contextlib
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
from cohortmatch.cli.screen import say

if TYPE_CHECKING:
    from cohortmatch.services.review_report import Review

__all__ = ["review"]


@click.command()
@click.argument("out", type=click.Path(path_type=Path), metavar="OUT")
@click.option(
    "lists",
    "--lists",
    type=click.Path(path_type=Path),
    help="Folder of the lists, if they have moved.",
)
@click.option("--no-browser", is_flag=True, help="Only print the address of the page.")
@keeping_options
@settings_option
@passwords_option
@json_option
@verbose_option
def review(out: Path, lists: Path | None, no_browser: bool, **options: Any) -> None:
    """Review pair by pair on a page in the browser; OUT is the folder of a report.

    Only this machine can open the page, and only once. Every answer is saved at once. Keys: s same
    person, d different people, n not sure, r reason, u undo.
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
            settings=options["settings"],
            kept_in={name: options[name] for name in KEEPING},
            passwords=passwords_of(options),
            watch=progress,
        )
    for file in found.changed:
        say(f"{file} has changed since the report; this is what it says now.", err=True)
    if found.pairs:
        _serve(found, no_browser)
    print_answer(found.answer, review_text(found.answer), options["as_json"])


def _serve(review: Review, no_browser: bool) -> None:
    """Serve the page until the review is finished or interrupted."""
    from cohortmatch.cli.review_server import ReviewServer

    review.log_shown()
    with ReviewServer(review.session) as server:
        say(f"Open {server.address}", err=True)
        say("It can be opened once. To finish: the page's Finish, or Ctrl-C here.", err=True)
        if not no_browser:
            _open(server.address)
        with contextlib.suppress(KeyboardInterrupt):
            server.serve_forever(poll_interval=0.05)


def _open(address: str) -> None:
    """Open the page in the browser where there is one."""
    import webbrowser

    with contextlib.suppress(webbrowser.Error, OSError):
        webbrowser.open(address)
