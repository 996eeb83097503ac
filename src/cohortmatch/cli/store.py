"""`cohortmatch store`: the runs that are kept, and forgetting one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from cohortmatch.cli.failures import FAILED
from cohortmatch.cli.options import json_option, settings_option, verbose_option
from cohortmatch.cli.screen import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from cohortmatch.services.places import Keeping

__all__ = ["store"]


@click.group()
def store() -> None:
    """The runs that are kept from month to month."""


def _options(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        verbose_option,
        json_option,
        settings_option,
        click.option("--store", metavar="FILE", help="Store of earlier runs (.db)."),
    ):
        command = option(command)
    return command


def _kept(options: dict[str, Any], **further: str | None) -> Keeping:
    from cohortmatch.services.default_store import kept_here

    return kept_here(options["settings"], {"store": options["store"], **further})


@store.command("list")
@_options
def list_(as_json: bool, **options: Any) -> None:
    """Show the runs that are kept: day, lists, listings, delete-by date."""
    from cohortmatch.cli.kept_text import store_list_text
    from cohortmatch.cli.printing import print_answer
    from cohortmatch.services.kept_runs import list_runs

    answer = list_runs(_kept(options))
    print_answer(answer, store_list_text(answer), as_json)


@store.command()
@click.argument("run", metavar="RUN")
@click.option("--audit", metavar="FILE", help="Audit log. Default: beside the store.")
@click.option("--by", metavar="NAME", help="Who runs the command. Default: the logged-in user.")
@click.option("--purpose", metavar="TEXT", help="Purpose, for the audit log.")
@_options
@click.pass_context
def forget(ctx: click.Context, /, run: str, as_json: bool, **options: Any) -> None:
    """Erase what is remembered of one run, and log that first.

    RUN is the run's day as `store list` shows it, such as 2026-06-01. Later runs are then compared
    with the run before it. Ids that were given stay given, decisions stay, and the report stays
    until its delete-by date.
    """
    from cohortmatch.cli.kept_text import store_forget_text
    from cohortmatch.cli.printing import print_answer
    from cohortmatch.services.kept_runs import forget_run

    told = {name: options[name] for name in ("audit", "by", "purpose")}
    answer = forget_run(_kept(options, **told), run)
    print_answer(answer, store_forget_text(answer), as_json)
    if answer.stays:
        say(answer.stays, err=True)
    ctx.exit(FAILED if answer.stays else 0)
