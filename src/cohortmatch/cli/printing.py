"""Printing answers: the result to stdout, errors and remarks to stderr."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from cohortmatch.cli.findings_text import findings_text
from cohortmatch.cli.layout import table, terminal_width
from cohortmatch.cli.screen import complain, line, say
from cohortmatch.cli.text import error_text
from cohortmatch.services.answers import Answer, Noticed, NotUsable


def print_answer(answer: Answer, lines: Iterable[str], as_json: bool) -> None:
    """Print an answer as JSON, or its lines."""
    if as_json:
        say(answer.model_dump_json(indent=1))
        return
    for each in lines:
        say(line(each))


def print_errors(errors: Iterable[NotUsable]) -> None:
    """Say on stderr why lists cannot be used, one line each."""
    for each in errors:
        complain(line(error_text(each)))


def print_findings(findings: Sequence[Noticed], *, whole: bool = False) -> None:
    """Say on stderr what was noticed in the lists; notes in brief unless the whole is asked for."""
    for each in findings_text(findings, whole=whole, width=terminal_width()):
        say(line(each), err=True)


def print_seconds(stages: Mapping[str, float]) -> None:
    """Say on stderr how long each stage took."""
    for each in table([(stage, f"{spent:.2f} s") for stage, spent in stages.items()], right=(1,)):
        say(each, err=True)
