"""`cohortmatch audit`: who did what, when and why; whether the log is intact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from cohortmatch.cli.failures import FAILED
from cohortmatch.cli.options import (
    json_option,
    settings_option,
    verbose_option,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from cohortmatch.services.places import Keeping

__all__ = ["audit"]


@click.group()
def audit() -> None:
    """The log of every run, review, disclosure and erasure; it holds no names."""


def _options(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        verbose_option,
        settings_option,
        click.option("--audit", metavar="FILE", help="Audit log. Default: beside the store."),
        click.option("--store", metavar="FILE", help="Store that the log belongs to (.db)."),
    ):
        command = option(command)
    return command


def _kept(options: dict[str, Any], **further: str | None) -> Keeping:
    from cohortmatch.services.default_store import kept_here

    flags = {name: options[name] for name in ("store", "audit")} | further
    return kept_here(options["settings"], flags, log_only=True)


@audit.command()
@click.option("--last", type=click.IntRange(1), help="Show only the latest so many.")
@_options
@json_option
def show(last: int | None, as_json: bool, **options: Any) -> None:
    """Show what was done, when, by whom and how many."""
    from cohortmatch.cli.kept_text import audit_text
    from cohortmatch.cli.printing import print_answer
    from cohortmatch.services.audit import show_log

    answer = show_log(_kept(options), last)
    print_answer(answer, audit_text(answer), as_json)


@audit.command()
@click.option(
    "--anchor",
    metavar="NUMBER:HASH",
    help="A line that the log must hold, as printed by an earlier verify.",
)
@_options
@json_option
@click.pass_context
def verify(ctx: click.Context, /, anchor: str | None, as_json: bool, **options: Any) -> None:
    """Check that nothing in the log was changed, moved or removed; exit with 1 if it was.

    Keep the printed number and hash elsewhere, for example in the panel's minutes. Given back with
    --anchor, they also show whether lines were cut off at the end.
    """
    from cohortmatch.cli.kept_text import verify_text
    from cohortmatch.cli.printing import print_answer
    from cohortmatch.services.audit import verify_log

    answer = verify_log(_kept(options), anchor)
    print_answer(answer, verify_text(answer), as_json)
    ctx.exit(0 if answer.whole else FAILED)


@audit.command()
@click.option(
    "out", "-o", "--out", default="-", metavar="FILE", help="File to write; - for stdout."
)
@_options
def export(out: str, **options: Any) -> None:
    """Check the log and write it as JSON lines, for example for an auditor."""
    from cohortmatch.cli.decisions import write_out
    from cohortmatch.services.audit import export_log

    write_out(out, export_log(_kept(options)))


@audit.command()
@click.option("--because", required=True, metavar="TEXT", help="Why; it stays in the log for good.")
@click.option("--by", metavar="NAME", help="Who does it. Default: the user who is logged in.")
@_options
@json_option
def restart(because: str, by: str | None, as_json: bool, **options: Any) -> None:
    """Begin the log again where it was cut, changed or lost, and nothing can be added to it.

    The old log is kept beside the new one under a dated name. The new one's first line holds the
    last line known and the reason, and verify reports it ever after.
    """
    from cohortmatch.cli.kept_text import restart_text
    from cohortmatch.cli.printing import print_answer
    from cohortmatch.services.audit import restart_log

    answer = restart_log(_kept(options, by=by), because)
    print_answer(answer, restart_text(answer), as_json)
