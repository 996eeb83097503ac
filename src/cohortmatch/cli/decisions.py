"""`cohortmatch decisions`: list decisions, undo one, or write the ledger to a file."""

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
from cohortmatch.cli.screen import say

if TYPE_CHECKING:
    from cohortmatch.services.places import Keeping

__all__ = ["decisions"]


@click.group()
def decisions() -> None:
    """The team's decisions: list them, undo one, or write them to a file."""


def _kept(options: dict[str, Any]) -> Keeping:
    from cohortmatch.services.default_store import kept_here

    return kept_here(options["settings"], {name: options[name] for name in KEEPING})


@decisions.command("list")
@click.option("whole", "--all", is_flag=True, help="Show replaced and undone decisions too.")
@keeping_options
@settings_option
@json_option
@verbose_option
def list_(whole: bool, **options: Any) -> None:
    """List the decisions in force, by number; listings are named as they stood when decided."""
    from cohortmatch.cli.kept_text import decisions_text
    from cohortmatch.cli.printing import print_answer
    from cohortmatch.services.decisions import list_decisions

    answer = list_decisions(_kept(options), whole=whole)
    print_answer(answer, decisions_text(answer), options["as_json"])


@decisions.command()
@click.argument("number", type=int)
@click.option("--reason", default="", help="Why the decision is undone.")
@keeping_options
@settings_option
@json_option
@verbose_option
def undo(number: int, reason: str, **options: Any) -> None:
    """Undo the decision with a number; the undo is added and nothing is removed."""
    from cohortmatch.cli.kept_text import undo_text
    from cohortmatch.cli.printing import print_answer
    from cohortmatch.services.decisions import undo as taken_back

    answer = taken_back(_kept(options), number, reason=reason)
    print_answer(answer, undo_text(answer), options["as_json"])


@decisions.command()
@click.option(
    "out", "-o", "--out", default="-", metavar="FILE", help="File to write; - for stdout."
)
@click.option(
    "--without-key",
    is_flag=True,
    help="For reading only: leave out the digests that identify listings.",
)
@keeping_options
@settings_option
@verbose_option
def export(out: str, without_key: bool, **options: Any) -> None:
    """Write every decision as CSV, for example for run --decisions."""
    from cohortmatch.services.decisions import export_decisions

    write_out(out, export_decisions(_kept(options), with_key=not without_key))


def write_out(out: str, content: bytes) -> None:
    """Write a file whole, or not at all and an OutputError; "-" is stdout."""
    from cohortmatch.reporting.files import write_files

    if out == "-":
        say(content.decode(), nl=False)
    else:
        write_files(Path(out).parent, {Path(out).name: content})
