"""`cohortmatch audit`: what was done, by whom and what for; whether the log is whole."""

from __future__ import annotations

from pathlib import Path
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

    from cohortmatch.cli.keeping import Keeping

__all__ = ["audit"]


@click.group()
def audit() -> None:
    """The log of every run, review, disclosure and erasure; it holds no names."""


def _options(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        verbose_option,
        settings_option,
        click.option("--audit", metavar="FILE", help="Audit log; else beside the store."),
        click.option("--store", metavar="FILE", help="Store that the log belongs to (.db)."),
    ):
        command = option(command)
    return command


def _kept(options: dict[str, Any]) -> Keeping:
    from cohortmatch.cli.keeping import kept_for

    flags = {name: options[name] for name in ("store", "audit")}
    return kept_for([], options["settings"], flags)


@audit.command()
@click.option("--last", type=click.IntRange(1), help="Only so many, the latest.")
@_options
@json_option
def show(last: int | None, as_json: bool, **options: Any) -> None:
    """Show what was done: when, by whom, what and how many."""
    from cohortmatch.auditing import read_log
    from cohortmatch.cli.kept_answers import AuditAnswer, logged
    from cohortmatch.cli.kept_text import audit_text
    from cohortmatch.cli.printing import print_answer

    lines = read_log(_kept(options).log_file)
    answer = AuditAnswer(events=tuple(map(logged, lines[-(last or len(lines)) :])))
    print_answer(answer, audit_text(answer), as_json)


@audit.command()
@click.option(
    "--anchor",
    metavar="NUMBER:HASH",
    help="A line that the log must hold, as verify printed it before.",
)
@_options
@json_option
@click.pass_context
def verify(ctx: click.Context, /, anchor: str | None, as_json: bool, **options: Any) -> None:
    """Check that nothing in the log was changed, moved or taken out; exit with 1 if it was.

    Keep what it prints somewhere else, such as the panel's minutes: with --anchor it also shows
    whether lines were cut off at the end.
    """
    from cohortmatch.auditing import verify as checked
    from cohortmatch.cli.kept_answers import VerifyAnswer
    from cohortmatch.cli.kept_text import verify_text
    from cohortmatch.cli.printing import print_answer

    kept = _kept(options)
    found = checked(kept.log_file, _anchors(kept, anchor))
    number, digest = found.anchor or (0, "")
    answer = VerifyAnswer(
        whole=found.is_whole, lines=found.lines, number=number, hash=digest, faults=found.faults
    )
    print_answer(answer, verify_text(answer), as_json)
    ctx.exit(0 if found.is_whole else FAILED)


def _anchors(kept: Keeping, said: str | None) -> list[Any]:
    """The lines that the log must hold: the one that was said, and the one the store noted."""
    from cohortmatch.auditing import Anchor

    anchors = []
    if said:
        number, _, digest = said.partition(":")
        if not number.isdigit() or not digest:
            raise click.BadParameter("must be NUMBER:HASH, as verify prints it")
        anchors.append(Anchor(int(number), digest))
    if kept.store is not None and kept.store.is_file():
        with kept.opened() as store:
            noted = store.noted_log() if store else None
        anchors += [Anchor(*noted)] if noted else []
    return anchors


@audit.command()
@click.option(
    "out", "-o", "--out", default="-", metavar="FILE", help="File to write; - for stdout."
)
@_options
def export(out: str, **options: Any) -> None:
    """Write the log, checked, as JSON lines for whoever must see it."""
    from cohortmatch.auditing import read_log
    from cohortmatch.cli.decisions import write_whole

    file = _kept(options).log_file
    read_log(file)
    content = file.read_bytes()
    if out == "-":
        click.echo(content.decode(), nl=False)
    else:
        write_whole(Path(out), content)
