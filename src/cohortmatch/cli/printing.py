"""Printing answers: the result to stdout, errors and remarks to stderr."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import click

from cohortmatch.cli.text import error_text, findings_text, table
from cohortmatch.services.answers import Answer, Noticed, NotUsable


def print_answer(answer: Answer, lines: Iterable[str], as_json: bool) -> None:
    """Print an answer as JSON, or its lines."""
    if as_json:
        click.echo(answer.model_dump_json(indent=1))
        return
    for line in lines:
        click.echo(line)


def print_errors(errors: Iterable[NotUsable]) -> None:
    """Say on stderr why lists cannot be used, one line each."""
    for each in errors:
        click.echo(error_text(each), err=True)


def print_findings(findings: Sequence[Noticed], *, whole: bool = False) -> None:
    """Say on stderr what was noticed in the lists; notes in brief unless the whole is asked for."""
    for line in findings_text(findings, whole=whole):
        click.echo(line, err=True)


def print_seconds(stages: Mapping[str, float]) -> None:
    """Say on stderr how long each stage took."""
    for line in table([(stage, f"{spent:.2f} s") for stage, spent in stages.items()], right=(1,)):
        click.echo(line, err=True)
