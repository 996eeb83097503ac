"""`cohortmatch why`: why two listings are, or are not, one person; how a person holds together."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cohortmatch.cli.options import json_option, passwords_option, settings_option, verbose_option

if TYPE_CHECKING:
    from cohortmatch.explanations import PersonExplanation
    from cohortmatch.reporting import CrossReference

__all__ = ["why"]

MEMBERSHIPS = "memberships.csv"


@click.command()
@click.argument("out", type=click.Path(path_type=Path), metavar="OUT")
@click.argument("one", metavar="LISTING|PERSON")
@click.argument("other", metavar="[LISTING]", required=False)
@click.option(
    "lists",
    "--lists",
    type=click.Path(path_type=Path),
    help="Folder of the lists, when they are no longer where they were.",
)
@settings_option
@passwords_option
@json_option
@verbose_option
def why(
    out: Path,
    one: str,
    other: str | None,
    lists: Path | None,
    settings: Path | None,
    ask_passwords: bool,
    as_json: bool,
    verbose: bool,
) -> None:
    """Say why two listings are, or are not, one person: cohortmatch why june IOM:14 MAPPA:88. Or
    how the listings of one person hold together: cohortmatch why june P0012.

    OUT is the folder of a report; a listing is LIST:ROW, a person is named as in the report or by
    any of their listings. The lists are read again from where they were; nothing is written.
    """
    from cohortmatch.cli.options import ask_password
    from cohortmatch.cli.printing import print_answer
    from cohortmatch.cli.progress import Progress
    from cohortmatch.services.places import recalled_of
    from cohortmatch.services.run_again import load_report, read_again, repeat
    from cohortmatch.services.why_answers import person_answer, why_answer

    with Progress() as progress:
        report = load_report(out)
        read = read_again(
            report,
            lists=lists,
            settings=settings,
            passwords=ask_password if ask_passwords else None,
            watch=progress,
        )
        again = repeat(read, recalled_of(report.manifest, read.listings))
        if other is None:
            person = _person(again.result, one, _names(out))
        else:
            pair = again.result.why(one, other)
    for file in again.changed:
        click.echo(f"{file} has changed since the report; this is what it says now.", err=True)
    if other is None:
        print_answer(person_answer(person, again.changed), person.lines(), as_json)
    else:
        print_answer(why_answer(pair, again.changed), pair.lines(), as_json)


def _names(out: Path) -> dict[str, str]:
    """Each listing's person as the report names them; empty where it says nothing."""
    try:
        with (out / MEMBERSHIPS).open(encoding="utf-8", newline="") as stream:
            return {row["listing_id"]: row["person_id"] for row in csv.DictReader(stream)}
    except (OSError, KeyError, ValueError):
        return {}


def _person(result: CrossReference, one: str, names: Mapping[str, str]) -> PersonExplanation:
    """The person of an id of the report, or of a listing, under the report's names."""
    theirs = [name for name, person in names.items() if person.upper() == one.upper()]
    told = result.why(theirs[0] if theirs else one)
    apart = sorted(set(theirs) - set(told.listings))
    if apart:
        click.echo(
            f"In the report {one} has {', '.join(apart)} as well; what is known now takes them for "
            "somebody else.",
            err=True,
        )
    near = told.nearest
    if near is not None:
        near = replace(near, person=names.get(near.listing, near.person))
    return replace(told, person=names.get(told.listings[0], told.person), nearest=near)
