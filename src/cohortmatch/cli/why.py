"""`cohortmatch why`: why two listings are, or are not, one person; how a person holds together."""

from __future__ import annotations

from pathlib import Path

import click

from cohortmatch.cli.options import json_option, passwords_option, settings_option, verbose_option
from cohortmatch.cli.screen import say

__all__ = ["why"]


@click.command()
@click.argument("out", type=click.Path(path_type=Path), metavar="OUT")
@click.argument("one", metavar="LISTING|PERSON")
@click.argument("other", metavar="[LISTING]", required=False)
@click.option(
    "lists",
    "--lists",
    type=click.Path(path_type=Path),
    help="Folder of the lists, if they have moved.",
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
    any of their listings. The lists are read again from their old place; nothing is written.
    """
    from cohortmatch.cli.options import ask_password
    from cohortmatch.cli.printing import print_answer
    from cohortmatch.cli.progress import Progress
    from cohortmatch.services.why import why as explained

    with Progress() as progress:
        found = explained(
            out,
            one,
            other,
            lists=lists,
            settings=settings,
            passwords=ask_password if ask_passwords else None,
            watch=progress,
        )
    if found.apart:
        say(
            f"In the report {one} has {', '.join(found.apart)} as well; what is known now takes "
            "them for somebody else.",
            err=True,
        )
    for file in found.changed:
        say(f"{file} has changed since the report; this is what it says now.", err=True)
    print_answer(found.answer, found.explanation.lines(), as_json)
