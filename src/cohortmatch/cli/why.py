"""`cohortmatch why`: why two listings are, or are not, taken for one person."""

from __future__ import annotations

from pathlib import Path

import click

from cohortmatch.cli.options import json_option, passwords_option, settings_option, verbose_option

__all__ = ["why"]


@click.command()
@click.argument("out", type=click.Path(path_type=Path), metavar="OUT")
@click.argument("left")
@click.argument("right")
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
    left: str,
    right: str,
    lists: Path | None,
    settings: Path | None,
    ask_passwords: bool,
    as_json: bool,
    verbose: bool,
) -> None:
    """Say why two listings are, or are not, one person: cohortmatch why june IOM:14 MAPPA:88.

    OUT is the folder of a report; LEFT and RIGHT are listings, LIST:ROW. The lists are read again
    from where they were; nothing is written.
    """
    from cohortmatch.cli.answers import why_answer
    from cohortmatch.cli.keeping import recalled_of
    from cohortmatch.cli.options import ask_password
    from cohortmatch.cli.printing import print_answer
    from cohortmatch.cli.progress import Progress
    from cohortmatch.cli.repeating import load_report, read_again, repeat
    from cohortmatch.cli.why_text import why_text

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
        explanation = again.result.why(left, right)
    answer = why_answer(explanation, again.band(left, right), again.cut_offs, again.changed)
    for file in again.changed:
        click.echo(f"{file} has changed since the report; this is what it says now.", err=True)
    print_answer(answer, why_text(answer), as_json)
