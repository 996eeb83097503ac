"""`cohortmatch review`: decide pair by pair, on a page that this machine alone can open."""

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

if TYPE_CHECKING:
    from cohortmatch.services.places import Keeping
    from cohortmatch.services.review import Session
    from cohortmatch.services.run_again import Repeated, Report

__all__ = ["review"]


@click.command()
@click.argument("out", type=click.Path(path_type=Path), metavar="OUT")
@click.option(
    "lists",
    "--lists",
    type=click.Path(path_type=Path),
    help="Folder of the lists, when they are no longer where they were.",
)
@click.option("--no-browser", is_flag=True, help="Only print the address of the page.")
@keeping_options
@settings_option
@passwords_option
@json_option
@verbose_option
def review(out: Path, lists: Path | None, no_browser: bool, **options: Any) -> None:
    """Decide pair by pair on a page in the browser; OUT is the folder of a report.

    The page is served by this machine to this machine and can be opened once. Every answer is kept
    at once. Keys: s same person, d different people, n not sure, r reason, u undo.
    """
    from cohortmatch.cli.kept_text import review_text
    from cohortmatch.cli.printing import print_answer
    from cohortmatch.services.kept_answers import ReviewAnswer
    from cohortmatch.services.places import kept_for
    from cohortmatch.services.review import Session
    from cohortmatch.services.review_cards import cards
    from cohortmatch.services.run_again import load_report

    report = load_report(out)
    inputs = [each.path for each in report.manifest.inputs]
    flags = {name: options[name] for name in KEEPING}
    kept = kept_for(inputs, options["settings"], flags, report.manifest)
    again = _matched(report, kept, lists, options)
    for file in again.changed:
        click.echo(f"{file} has changed since the report; this is what it says now.", err=True)
    pairs = cards(again.result)
    marking = report.manifest.settings.marking
    session = Session(pairs, again.result.listings, kept.home, kept.by, marking)
    if pairs:
        _serve(session, kept, report, no_browser)
    tally = session.tally
    answer = ReviewAnswer(
        pairs=len(pairs),
        same=tally.get("same", 0),
        different=tally.get("different", 0),
        not_sure=tally.get("not sure", 0),
    )
    print_answer(answer, review_text(answer), options["as_json"])


def _matched(
    report: Report, kept: Keeping, lists: Path | None, options: dict[str, Any]
) -> Repeated:
    """The report's lists matched again, with everything that is decided by now."""
    from cohortmatch.cli.options import ask_password
    from cohortmatch.cli.progress import Progress
    from cohortmatch.recalling import recall
    from cohortmatch.services.run_again import read_again, repeat

    with kept.home() as home:
        ledger = home.ledger()
    with Progress() as progress:
        read = read_again(
            report,
            lists=lists,
            settings=options["settings"],
            passwords=ask_password if options["ask_passwords"] else None,
            watch=progress,
        )
        return repeat(read, recall(ledger, read.listings))


def _serve(session: Session, kept: Keeping, report: Report, no_browser: bool) -> None:
    """Serve the page until the review is finished or interrupted."""
    from cohortmatch.cli.review_server import ReviewServer
    from cohortmatch.services.decide import log_decisions

    shown = len(session.state()["pairs"])
    log_decisions(kept, report, {"pairs_shown": shown}, "review", kind="consultation")
    with ReviewServer(session) as server:
        click.echo(f"Open {server.address}", err=True)
        click.echo("It can be opened once. To finish: the page's Finish, or Ctrl-C here.", err=True)
        if not no_browser:
            _open(server.address)
        try:
            with contextlib.suppress(KeyboardInterrupt):
                server.serve_forever(poll_interval=0.05)
        finally:
            answered = sum(session.tally.values())
            if answered:
                log_decisions(kept, report, {"decisions": answered}, "review")


def _open(address: str) -> None:
    """Open the page in the browser where there is one."""
    import webbrowser

    with contextlib.suppress(webbrowser.Error, OSError):
        webbrowser.open(address)
