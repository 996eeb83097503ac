"""`cohortmatch agreement`: begin, check, show, explain and accept the sharing agreement."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cohortmatch.cli.failures import FAILED
from cohortmatch.cli.options import (
    KEEPING,
    as_of_option,
    given_by,
    json_option,
    keeping_options,
    lists_argument,
    out_option,
    reading_options,
    settings_option,
    verbose_option,
)

if TYPE_CHECKING:
    from cohortmatch.services.pipeline import Survey
    from cohortmatch.settings.plan import Plan

__all__ = ["agreement"]

file_argument = click.argument(
    "file", required=False, type=click.Path(path_type=Path, dir_okay=False)
)
file_option = click.option(
    "file",
    "--agreement",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The agreement. Default: agreement.toml here.",
)


@click.group()
def agreement() -> None:
    """The sharing agreement (agreement.toml), which every edition obeys."""


@agreement.command()
@lists_argument
@click.option(
    "out",
    "-o",
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write it. Default: agreement.toml beside LISTS, where every run finds it.",
)
@reading_options
@click.pass_context
def init(ctx: click.Context, /, lists: tuple[str, ...], out: Path | None, **options: Any) -> None:
    """Begin an agreement for LISTS: nobody sees more than that somebody is known to a list.

    It is not signed, so nothing is written for others until you complete it.
    """
    from cohortmatch.cli.agreement_text import init_text
    from cohortmatch.cli.printing import print_answer
    from cohortmatch.services.agreement import init as begin

    found, _ = _read(ctx, lists, options)
    answer = begin(found, tuple(map(Path, lists)), out)
    print_answer(answer, init_text(answer), options["as_json"])


@agreement.command()
@file_argument
@json_option
@verbose_option
def check(file: Path | None, as_json: bool, verbose: bool) -> None:
    """Say what the agreement FILE lacks, what expires when, and what to ask before sharing.

    Faults are reported with their place (exit code 2).
    """
    from cohortmatch.cli.agreement_text import check_text
    from cohortmatch.cli.printing import print_answer
    from cohortmatch.services.agreement import agreement_at
    from cohortmatch.services.agreement import check as checked

    answer = checked(agreement_at(file))
    print_answer(answer, check_text(answer), as_json)


@agreement.command()
@file_argument
@click.option(
    "page",
    "--page",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write it as a page to print and sign, too.",
)
@json_option
@verbose_option
def show(file: Path | None, page: Path | None, as_json: bool, verbose: bool) -> None:
    """Show who sees what of which list under the agreement FILE, for a DPO to read and sign."""
    from cohortmatch.cli.agreement_text import show_text
    from cohortmatch.cli.printing import print_answer
    from cohortmatch.services.agreement import agreement_at
    from cohortmatch.services.agreement import show as shown
    from cohortmatch.services.agreement_page import write_page

    found = agreement_at(file)
    answer = shown(found)
    if page is not None:
        write_page(found, page)
        answer = answer.model_copy(update={"written": str(page)})
    print_answer(answer, show_text(answer), as_json)


@agreement.command()
@click.option("list_name", "--list", required=True, metavar="LIST", help="Whose item it is.")
@click.option("--item", required=True, metavar="ITEM", help="The item, such as risk.")
@click.option("--to", required=True, metavar="RECIPIENT", help="Who would see it.")
@file_option
@json_option
@verbose_option
def why(
    list_name: str, item: str, to: str, file: Path | None, as_json: bool, verbose: bool
) -> None:
    """Say whether a recipient may see an item of a list today, by which rule, and why."""
    from cohortmatch.cli.agreement_text import why_text
    from cohortmatch.cli.printing import print_answer
    from cohortmatch.services.agreement import agreement_at
    from cohortmatch.services.agreement import why as asked

    answer = asked(agreement_at(file), list_name, item, to)
    print_answer(answer, why_text(answer), as_json)


@agreement.command()
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="[OLD] NEW",
    type=click.Path(path_type=Path, dir_okay=False),
)
@click.option("accepts", "--accept", is_flag=True, help="Accept NEW, so that it is used.")
@keeping_options
@settings_option
@json_option
@verbose_option
def diff(files: tuple[Path, ...], accepts: bool, **options: Any) -> None:
    """Say who gains and who loses what from the agreement OLD to NEW.

    Without OLD, NEW is compared with the agreement that was accepted in its place. That NEW is
    accepted is logged, where an audit log is named or stands here or beside NEW.
    """
    from cohortmatch.cli.agreement_text import diff_text
    from cohortmatch.cli.printing import print_answer
    from cohortmatch.core.own_names import accepted_beside
    from cohortmatch.services.agreement import accept, agreement_at, compare
    from cohortmatch.services.default_store import kept_here

    if len(files) > 2:
        raise click.UsageError("give OLD and NEW, or NEW alone")
    new = agreement_at(files[-1])
    before = files[0] if len(files) == 2 else accepted_beside(files[-1])
    old = agreement_at(before) if len(files) == 2 or before.is_file() else None
    answer = compare(old, new)
    if accepts:
        flags = {name: options[name] for name in KEEPING}
        answer = accept(new, answer, kept_here(options["settings"], flags, log_only=True))
    print_answer(answer, diff_text(answer), options["as_json"])


@agreement.command()
@lists_argument
@out_option("Where to write it, such as annex.md.")
@as_of_option
@reading_options
@click.pass_context
def annex(
    ctx: click.Context, /, lists: tuple[str, ...], out: Path, as_of: str | None, **options: Any
) -> None:
    """Write the facts that an impact or equality assessment asks for, from LISTS and the agreement.

    Lists, flows, counts by age and sex, retention, errors to expect. Nothing is kept.
    """
    from cohortmatch.cli.printing import print_answer
    from cohortmatch.services.agreement import write_annex

    found, plan = _read(ctx, lists, options, {"as_of": as_of})
    answer = write_annex(found, plan, out)
    print_answer(answer, [f"Written: {answer.written}"], options["as_json"])


def _read(
    ctx: click.Context,
    lists: tuple[str, ...],
    options: dict[str, Any],
    flags: dict[str, Any] | None = None,
) -> tuple[Survey, Plan]:
    """The lists of a command, read, and its plan; where any cannot be used, it says why and ends
    with exit code 1."""
    from cohortmatch.cli.printing import print_errors
    from cohortmatch.services.answers import not_usable
    from cohortmatch.services.pipeline import Seconds

    what = given_by(lists, options, flags)
    found = what.survey(Seconds())
    if found.errors or not found.raw:
        print_errors(not_usable(found.errors))
        ctx.exit(FAILED)
    return found, what.plan
