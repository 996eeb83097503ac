"""`cohortmatch run`: the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cohortmatch.cli.check import again_with
from cohortmatch.cli.engine import engine_named
from cohortmatch.cli.failures import FAILED, FOUND
from cohortmatch.cli.options import (
    KEEPING,
    as_of_option,
    engine_option,
    given_by,
    keeping_options,
    lists_argument,
    marking_option,
    memory_option,
    no_store_option,
    reading_options,
    repeats_option,
    report_option,
)
from cohortmatch.cli.publishing import publish_report, refuse_publishing
from cohortmatch.cli.screen import complain, line, say

if TYPE_CHECKING:
    from cohortmatch.reporting import CrossReference
    from cohortmatch.reporting.edition import Edition
    from cohortmatch.services.all_panels_answer import EditionsAnswer
    from cohortmatch.services.answers import Noticed, RunAnswer
    from cohortmatch.services.pipeline import Seconds
    from cohortmatch.services.places import Keeping
    from cohortmatch.services.sources import Given

__all__ = ["run"]

FLAGS = ("as_of", "marking", "base", "memory")


@click.command()
@lists_argument
@report_option
@as_of_option
@marking_option
@click.option(
    "audience",
    "--for",
    "--to",
    metavar="RECIPIENT",
    help="Write the edition of one panel, or of a recipient of the sharing agreement, with its "
    "people only, instead of the whole report.",
)
@click.option(
    "--meeting",
    metavar="NAME",
    help="With --for: the meeting for which the chair's page is, as cohortmatch.toml names it. "
    "Default: everyone on the panel's list.",
)
@click.option(
    "--all-panels",
    is_flag=True,
    help="Write the edition of every panel, or of every recipient that answers for one, each into "
    "a folder of its own inside OUT. Exits with 1 when one of them is refused.",
)
@click.option(
    "--base",
    metavar="FILE",
    help="Saved state for incremental linkage: the next run compares only what has changed.",
)
@click.option("--fresh-base", is_flag=True, help="Make a full run and replace the base.")
@memory_option
@engine_option
@repeats_option
@no_store_option
@click.option(
    "--trial",
    is_flag=True,
    help="Compare with what is kept and keep nothing: for lists or a day of your own.",
)
@click.option(
    "--parquet",
    is_flag=True,
    help="Write the tables as Parquet too, with tidy tables of evidence and statuses.",
)
@click.option(
    "--publish",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Publish the report in the portal of this folder: each reader sees their edition there. "
    "Exits with 1 when one of them is refused.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["review", "findings"]),
    help="Exit with 3 when pairs are left to review, or when there are findings to look at.",
)
@keeping_options
@reading_options
@click.pass_context
def run(ctx: click.Context, /, lists: tuple[str, ...], out: Path, **options: Any) -> None:
    """Match the lists and write the report: a workbook, a page and the tables behind them.

    LISTS are files or folders: CSV, TSV, Excel, OpenDocument, Parquet, tables in Word; - is
    standard input. The report is written whole or not at all.
    """
    _run(ctx, lists, out, options)


def _run(ctx: click.Context, lists: tuple[str, ...], out: Path, options: Mapping[str, Any]) -> None:
    from cohortmatch.cli.progress import Progress
    from cohortmatch.services.commands import place_words
    from cohortmatch.services.default_store import passed_over
    from cohortmatch.services.pipeline import Seconds
    from cohortmatch.services.run import run as done
    from cohortmatch.services.sources import not_read_line

    verbose, as_json = options["verbose"], options["as_json"]
    if options["all_panels"]:
        _refuse_beside_all(options)
    if options["publish"] is not None:
        refuse_publishing(options["publish"], options)
    what, kept = _given(lists, out, options)
    if kept.decisions is not None and not kept.decisions.exists():
        say(f"{kept.decisions}: not there yet, so nothing is decided.", err=True)
    if unused := passed_over(kept, what.lists, out):
        say(f"{unused}: not used, because {kept.store} is named and is a new store.", err=True)
    check = again_with(lists, options["panels"], options["settings"], options["ask_passwords"])
    if options["all_panels"]:
        _run_all(ctx, what, out, kept, options, check)
        return
    with engine_named(options["engine"], what) as what, Progress() as progress:
        seconds = Seconds(watch=progress)
        ran = done(
            what,
            out,
            kept,
            panel=options["audience"],
            meeting=options["meeting"],
            repeats=options["repeats"],
            fresh_base=options["fresh_base"],
            trial=options["trial"],
            parquet=options["parquet"],
            seconds=seconds,
        )
    if ran.result is None:
        _tell_failure(ran.answer, as_json)
        ctx.exit(FAILED)
    _tell(ran.answer, ran.result, out, as_json, ran.edition, place_words(kept))
    if unread := not_read_line(ran.found.listings.noticed):
        say(line(unread), err=True)
    _tell_base(ran.result.manifest.get("base"), len(ran.found.listings))
    _tell_more(ran.answer.findings, seconds, check, verbose)
    found = _is_found(ran.answer.findings, ran.answer.pairs_to_review, options["fail_on"])
    whole = options["publish"] is None or publish_report(
        options["publish"], out, options, what.passwords
    )
    ctx.exit(FAILED if not whole else FOUND if found else 0)


def _refuse_beside_all(options: Mapping[str, Any]) -> None:
    from cohortmatch.core.errors import SettingsError
    from cohortmatch.services.run import NO_TABLES

    for option, name in (("--for", "audience"), ("--meeting", "meeting")):
        if options[name] is not None:
            raise SettingsError(
                f"{option}: not beside --all-panels, which writes every panel's edition; give one "
                "of the two"
            )
    if options["parquet"]:
        raise SettingsError(NO_TABLES)


def _run_all(
    ctx: click.Context,
    what: Given,
    out: Path,
    kept: Keeping,
    options: Mapping[str, Any],
    check: str,
) -> None:
    """Write every panel's edition, and say which were and which were not."""
    from cohortmatch.cli.all_panels_text import all_panels_text
    from cohortmatch.cli.printing import print_answer
    from cohortmatch.cli.progress import Progress
    from cohortmatch.services.all_panels import run_all_panels
    from cohortmatch.services.pipeline import Seconds

    with engine_named(options["engine"], what) as what, Progress() as progress:
        seconds = Seconds(watch=progress)
        how = {name: options[name] for name in ("repeats", "fresh_base", "trial")}
        ran = run_all_panels(what, out, kept, seconds=seconds, **how)
    answer = ran.answer
    if ran.result is None:
        _tell_failure(answer, options["as_json"])
        ctx.exit(FAILED)
    for words in dict.fromkeys(words for each in ran.editions for words in each.closed_words):
        say(words, err=True)
    print_answer(answer, all_panels_text(answer), options["as_json"])
    for each in answer.refused:
        complain(line(f"Not written for {each.audience}: {each.why}"))
    _tell_more(answer.findings, seconds, check, options["verbose"])
    pairs = ran.result.counts.to_review
    found = _is_found(answer.findings, pairs, options["fail_on"])
    ctx.exit(FAILED if answer.refused else FOUND if found else 0)


def _given(lists: tuple[str, ...], out: Path, options: Mapping[str, Any]) -> tuple[Given, Keeping]:
    from cohortmatch.services.default_store import kept_by_default

    flags = {name: options[name] for name in (*FLAGS, *KEEPING)}
    what = given_by(lists, options, flags)
    refused = options["no_store"]
    return what, kept_by_default(what.settings, what.lists, out, flags, refused=refused)


def _tell_failure(answer: RunAnswer | EditionsAnswer, as_json: bool) -> None:
    """Why nothing was written, and what was noticed in the lists that can be used."""
    from cohortmatch.cli.printing import print_answer, print_errors, print_findings

    print_answer(answer, (), as_json)
    print_findings(answer.findings)
    print_errors(answer.errors)
    complain("Nothing was matched and nothing was written.")


def _tell(
    answer: RunAnswer,
    result: CrossReference,
    out: Path,
    as_json: bool,
    edition: Edition | None = None,
    place: Sequence[str] = (),
) -> None:
    from cohortmatch.cli.printing import print_answer
    from cohortmatch.cli.remembered_text import remembered_text
    from cohortmatch.cli.text import run_text
    from cohortmatch.people.words import sentence

    nobody = (sentence(info.nobody_matched) for info in result.view.listings.lists)
    counts = result.counts
    sentences: tuple[str, ...] = (counts.headline, counts.second, result.since, *nobody)
    if edition is not None:
        tonight = edition.chair if answer.meeting is not None else None
        sentences = (edition.headline, tonight.headline if tonight and tonight.people else "")
        for words in edition.closed_words:
            say(words, err=True)
    without = "--trial" if answer.trial else "--for" if edition is not None else ""
    told = remembered_text(answer.remembered, place, str(out), without=without)
    print_answer(answer, run_text(answer, sentences, out, told), as_json)


def _tell_base(used: Mapping[str, Any] | None, listings: int) -> None:
    """What was compared where the run began from a base, and where the next one is."""
    if used is None:
        return
    if used["made"] is None:
        told = "the next run can start from it"
    else:
        new = used["new_or_changed"]
        words = "is new or has changed" if new == 1 else "are new or have changed"
        told = f"{new:,} of {listings:,} listings {words}; weights are those of {used['made']}"
    say(f"{used['file']}: {told}.", err=True)


def _tell_more(findings: Sequence[Noticed], seconds: Seconds, check: str, verbose: bool) -> None:
    """What was noticed: how much of it, or with -v all of it and how long each stage took."""
    from cohortmatch.cli.printing import print_findings, print_seconds
    from cohortmatch.core.findings import to_look_at
    from cohortmatch.core.plurals import count

    if verbose:
        print_findings(findings, whole=True)
        print_seconds(seconds.stages)
        return
    if points := to_look_at(each.severity for each in findings):
        say(f"{count(points, 'point')} to look at in the lists: {check}", err=True)


def _is_found(findings: Sequence[Noticed], pairs: int | None, fail_on: str | None) -> bool:
    from cohortmatch.core.findings import to_look_at

    if fail_on == "review":
        return bool(pairs)
    return fail_on == "findings" and to_look_at(each.severity for each in findings) > 0
