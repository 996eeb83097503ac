"""`cohortmatch decisions`: what was decided, taking one back, and the ledger as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cohortmatch.cli.options import (
    KEEPING,
    json_option,
    keeping_options,
    settings_option,
    verbose_option,
)

if TYPE_CHECKING:
    from cohortmatch.cli.keeping import Keeping

__all__ = ["decisions"]


@click.group()
def decisions() -> None:
    """What the team decided: list it, take a decision back, write it to a file."""


def _kept(options: dict[str, Any]) -> Keeping:
    from cohortmatch.cli.keeping import kept_for

    return kept_for([], options["settings"], {name: options[name] for name in KEEPING})


@decisions.command("list")
@click.option("whole", "--all", is_flag=True, help="Those replaced or taken back as well.")
@keeping_options
@settings_option
@json_option
@verbose_option
def list_(whole: bool, **options: Any) -> None:
    """List the decisions in force, by number; listings are named as they stood when decided."""
    from cohortmatch.cli.kept_answers import DecisionsAnswer, ledger_line
    from cohortmatch.cli.kept_text import decisions_text
    from cohortmatch.cli.printing import print_answer

    with _kept(options).home(existing=True) as home:
        ledger = home.ledger()
    in_force = {entry.number for entry in ledger.in_force}
    shown = [entry for entry in ledger if whole or entry.number in in_force]
    answer = DecisionsAnswer(decisions=tuple(ledger_line(each, ledger) for each in shown))
    print_answer(answer, decisions_text(answer), options["as_json"])


@decisions.command()
@click.argument("number", type=int)
@click.option("--reason", default="", help="Why it is taken back.")
@keeping_options
@settings_option
@json_option
@verbose_option
def undo(number: int, reason: str, **options: Any) -> None:
    """Take the decision of a number back; nothing is removed, the undo is added."""
    from cohortmatch.cli.keeping import now
    from cohortmatch.cli.kept_answers import DecisionsAnswer, ledger_line
    from cohortmatch.cli.kept_text import undo_text
    from cohortmatch.cli.printing import print_answer
    from cohortmatch.reviewing import undo as taken_back

    kept = _kept(options)
    with kept.home(existing=True) as home:
        home.add(lambda led: [taken_back(led, number, by=kept.by, at=now(), reason=reason)])
        ledger = home.ledger()
    kept.log("alteration", "decisions undo", counts={"decisions": 1})
    entry = ledger.numbered(number)
    answer = DecisionsAnswer(decisions=(ledger_line(entry, ledger),) if entry else ())
    print_answer(answer, undo_text(answer), options["as_json"])


@decisions.command()
@click.option(
    "out", "-o", "--out", default="-", metavar="FILE", help="File to write; - for stdout."
)
@click.option(
    "--without-key",
    is_flag=True,
    help="For reading only: without the digests by which listings are known again.",
)
@keeping_options
@settings_option
@verbose_option
def export(out: str, without_key: bool, **options: Any) -> None:
    """Write every decision as CSV; the file can be given to run as --decisions."""
    from cohortmatch.reviewing import ledger_bytes

    kept = _kept(options)
    with kept.home(existing=True) as home:
        ledger = home.ledger()
    content = ledger_bytes(ledger, with_key=not without_key)
    if out == "-":
        click.echo(content.decode(), nl=False)
    else:
        write_whole(Path(out), content)
    kept.log("disclosure", "decisions export", counts={"decisions": len(ledger)})


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole, or not at all and an OutputError."""
    from cohortmatch.reporting.files import write_files

    write_files(path.parent, {path.name: content})
