"""`cohortmatch run`: the report."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cohortmatch.cli.check import again_with
from cohortmatch.cli.failures import FAILED, FOUND
from cohortmatch.cli.options import KEEPING, given, keeping_options, lists_argument, reading_options

if TYPE_CHECKING:
    from cohortmatch.pipeline import Plan, Seconds, Survey
    from cohortmatch.reporting import CrossReference
    from cohortmatch.reporting.edition import Edition
    from cohortmatch.services.answers import RunAnswer
    from cohortmatch.services.places import Keeping
    from cohortmatch.services.sources import Given

__all__ = ["run"]

FLAGS = ("as_of", "marking", "base", "memory")
ONE_LIST = (
    "Only one list was given, and nobody can be on two. Add the other lists, "
    "or add --repeats to look for people who stand on this one twice."
)

NO_LIST = (
    "No list was found. Give files or folders with CSV, TSV, Excel, OpenDocument or Parquet files, "
    "or Word documents with a table; sub-folders are not looked into."
)


@click.command()
@lists_argument
@click.option(
    "out",
    "-o",
    "--out",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the report. Only files of an earlier report are replaced.",
)
@click.option("--as-of", metavar="DATE", help="The day ages are counted from, as 2026-06-01.")
@click.option("--marking", metavar="TEXT", help="Handling marking on every page.")
@click.option(
    "audience",
    "--for",
    metavar="PANEL",
    help="Write, instead of the whole report, the agenda of one panel: its people only.",
)
@click.option(
    "--base",
    metavar="FILE",
    help="File that this run leaves for the next, which then compares only what has changed.",
)
@click.option("--fresh-base", is_flag=True, help="Begin afresh, and put a new base in its place.")
@click.option(
    "--memory",
    metavar="AMOUNT",
    help="Memory that may be taken, as 2GB: pairs are compared fewer at a time.",
)
@click.option("--repeats", is_flag=True, help="Accept one list: who stands on it twice?")
@click.option(
    "--fail-on",
    type=click.Choice(["review", "findings"]),
    help="Exit with 3 when pairs are left to decide, or when there is something to look at.",
)
@keeping_options
@reading_options
@click.pass_context
def run(ctx: click.Context, /, lists: tuple[str, ...], out: Path, **options: Any) -> None:
    """Match the lists and write the report: a workbook, a page and the tables behind them.

    LISTS are files or folders: CSV, TSV, Excel, OpenDocument, Parquet, tables in Word; - is
    standard input. The report is written whole or not at all.
    """
    with _seldom_collected():
        _run(ctx, lists, out, options)


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """With the collector of cycles at work seldom: it finds next to none in a run, and looks at
    every module and value again and again meanwhile, for a tenth of a borough's seconds."""
    before = gc.get_threshold()
    gc.set_threshold(1_000_000, 50, 1_000)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _run(ctx: click.Context, lists: tuple[str, ...], out: Path, options: Mapping[str, Any]) -> None:
    from cohortmatch.cli.progress import Progress
    from cohortmatch.pipeline import Seconds
    from cohortmatch.services.run_report import report

    verbose, as_json = options["verbose"], options["as_json"]
    what, kept = _given(lists, options)
    refuse_own_lists(out, what.lists)
    refuse_among_lists(kept, what.lists)
    if kept.decisions is not None and not kept.decisions.exists():
        click.echo(f"{kept.decisions}: not there yet, so nothing is decided.", err=True)
    plan = _plan(what, fresh=options["fresh_base"])
    with Progress() as progress:
        seconds = Seconds(watch=progress)
        found = what.survey(seconds)
        refuse_too_few(found, repeats=options["repeats"])
        result = (
            None if found.errors else report(found, plan, seconds, out, kept, options["audience"])
        )
    if result is None:
        _tell_failure(found, as_json)
        ctx.exit(FAILED)
    edition = result[0].edition(options["audience"]) if options["audience"] else None
    answer = _answer(found, *result, edition)
    _tell(answer, result[0], out, as_json, edition)
    _tell_base(result[0].manifest.get("base"), len(found.listings))
    _tell_more(answer, seconds, again_with(lists, options["panels"], options["settings"]), verbose)
    ctx.exit(FOUND if _is_found(answer, options["fail_on"]) else 0)


def _given(lists: tuple[str, ...], options: Mapping[str, Any]) -> tuple[Given, Keeping]:
    from cohortmatch.services.places import keeping

    flags = {name: options[name] for name in (*FLAGS, *KEEPING)}
    what = given(
        lists,
        panels=options["panels"],
        settings=options["settings"],
        ask_passwords=options["ask_passwords"],
        flags=flags,
    )
    return what, keeping(what.settings, flags=flags)


def _plan(what: Given, *, fresh: bool) -> Plan:
    """The run asked for; UsageError where it is to make a fresh base and has no file for it."""
    if fresh and what.plan.base is None:
        raise click.UsageError("--fresh-base: say in which file the base is: --base FILE")
    return replace(what.plan, begin_afresh=fresh)


def refuse_own_lists(out: Path, lists: Iterable[Path]) -> None:
    """Raise UsageError where the report would stand among the lists, to be read as one."""
    for each in lists:
        folder = each if each.is_dir() else each.parent
        if folder.resolve() == out.resolve():
            raise click.UsageError(f"{out}: the lists are in it; give the report its own folder")


def refuse_among_lists(kept: Keeping, lists: Iterable[Path]) -> None:
    """Raise UsageError where the file of decisions would be read as a list."""
    for each in lists:
        if kept.decisions and each.resolve() in (kept.decisions.resolve(), _home(kept.decisions)):
            raise click.UsageError(f"{kept.decisions}: the lists are in its folder; keep it apart")


def _home(file: Path) -> Path:
    return file.resolve().parent


def refuse_too_few(found: Survey, *, repeats: bool) -> None:
    """Raise UsageError when there is no list at all, or one only and it was not asked for."""
    if found.errors:
        return
    if not found.raw:
        raise click.UsageError(NO_LIST)
    if len(found.raw) == 1 and not repeats:
        raise click.UsageError(ONE_LIST)


def _tell_failure(found: Survey, as_json: bool) -> None:
    """Why nothing was written, and what was noticed in the lists that can be used."""
    from cohortmatch.cli.printing import print_answer, print_errors, print_findings
    from cohortmatch.services.answers import RunAnswer, not_usable, noticed

    answer = RunAnswer(findings=noticed(found.listings.noticed), errors=not_usable(found.errors))
    print_answer(answer, (), as_json)
    print_findings(answer.findings)
    print_errors(answer.errors)
    click.echo("Nothing was matched and nothing was written.", err=True)


def _answer(
    found: Survey, result: CrossReference, written: Iterable[Path], edition: Edition | None
) -> RunAnswer:
    from cohortmatch.cli.remembered import remembered
    from cohortmatch.services.answers import Overlap, RunAnswer, noticed

    counts = result.counts
    on_panels, with_register, repeated = (
        Overlap(certain=tally.certain, to_check=tally.to_check)
        for tally in (counts.on_panels, counts.with_register, counts.repeated)
    )
    return RunAnswer(
        headline=counts.headline,
        listings=counts.listings,
        lists=len(counts.lists),
        every_pair_compared=result.manifest["pairs"]["every_pair"],
        on_several_panels=on_panels,
        on_a_panel_and_a_register=with_register,
        repeated_within_a_list=repeated,
        pairs_to_review=counts.to_review,
        remembered=remembered(result.view.reviewed, result.view.ids),
        delete_by=result.manifest["delete_by"],
        audience=None if edition is None else edition.name,
        people_for_audience=None if edition is None else edition.size,
        closed=() if edition is None else edition.closed,
        findings=noticed(found.listings.noticed),
        written=tuple(map(str, written)),
    )


def _tell(
    answer: RunAnswer,
    result: CrossReference,
    out: Path,
    as_json: bool,
    edition: Edition | None = None,
) -> None:
    from cohortmatch.cli.printing import print_answer
    from cohortmatch.cli.remembered import remembered_text
    from cohortmatch.cli.text import run_text
    from cohortmatch.people.words import sentence

    nobody = (sentence(info.nobody_matched) for info in result.view.listings.lists)
    counts = result.counts
    sentences: tuple[str, ...] = (counts.headline, counts.second, result.since, *nobody)
    if edition is not None:
        sentences = (edition.headline,)
        for words in edition.closed_words:
            click.echo(words, err=True)
    told = remembered_text(answer.remembered)
    print_answer(answer, run_text(answer, sentences, out, told), as_json)


def _tell_base(used: Mapping[str, Any] | None, listings: int) -> None:
    """What was compared where the run began from a base, and where the next one is."""
    if used is None:
        return
    if used["made"] is None:
        told = "it has what the next run begins from"
    else:
        new = used["new_or_changed"]
        words = "is new or has changed" if new == 1 else "are new or have changed"
        told = f"{new:,} of {listings:,} listings {words}; weights are those of {used['made']}"
    click.echo(f"{used['file']}: {told}.", err=True)


def _tell_more(answer: RunAnswer, seconds: Seconds, check: str, verbose: bool) -> None:
    """What was noticed: how much of it, or with -v all of it and how long each stage took."""
    from cohortmatch.cli.printing import print_findings, print_seconds

    if verbose:
        print_findings(answer.findings, whole=True)
        print_seconds(seconds.stages)
        return
    notable = sum(each.severity != "note" for each in answer.findings)
    if notable:
        things = "thing" if notable == 1 else "things"
        click.echo(f"{notable} {things} to look at in the lists: {check}", err=True)


def _is_found(answer: RunAnswer, fail_on: str | None) -> bool:
    if fail_on == "review":
        return bool(answer.pairs_to_review)
    return fail_on == "findings" and any(each.severity != "note" for each in answer.findings)
