"""Asking on the terminal what only a person can say of the lists; see services/check_questions."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from cohortmatch.cli.screen import complain, line

if TYPE_CHECKING:
    from cohortmatch.services.check_questions import ListQuestion

__all__ = ["answers_to", "is_terminal"]

CHOICES = {"y": "yes", "yes": "yes", "n": "no", "no": "no", "": ""}
AGAIN = "Type y or n, or Enter to leave it as it is."


def is_terminal() -> bool:
    """Whether somebody can answer."""
    return sys.stdin.isatty()


def answers_to(questions: Iterable[ListQuestion]) -> dict[ListQuestion, str]:
    """The answers, without those that are left open; a column on several lists is asked once."""
    given: dict[ListQuestion, str] = {}
    of_column: dict[str, str] = {}
    for each in questions:
        if each.column not in of_column:
            answer = _headings(each) if each.headings else _yes_or_no(each)
            of_column |= {each.column: answer} if each.column else {}
        given[each] = of_column.get(each.column, answer)
    return {question: answer for question, answer in given.items() if answer}


def _typed(words: str) -> str:
    text: str = click.prompt(line(words), default="", show_default=False, err=True)
    return text.strip()


def _yes_or_no(question: ListQuestion) -> str:
    while (typed := _typed(f"{question.words} (y/n)").casefold()) not in CHOICES:
        complain(AGAIN)
    return CHOICES[typed]


def _headings(question: ListQuestion) -> str:
    """One heading, or surname's and forename's in two lines, chosen by their numbers."""
    for number, heading in enumerate(question.headings, 1):
        complain(line(f"  {number}  {heading}"))
    told = "its number, or two: surname and forename; Enter to leave it"
    while True:
        chosen = _chosen(_typed(f"{question.words} ({told})"), question.headings)
        if chosen is not None:
            return "\n".join(chosen)
        complain(f"Type one or two numbers from 1 to {len(question.headings)}, or Enter.")


def _chosen(typed: str, headings: tuple[str, ...]) -> list[str] | None:
    """The headings of the numbers; None where what was typed is no answer."""
    words = typed.replace(",", " ").split()
    if len(words) > 2 or not all(each.isdigit() for each in words):
        return None
    numbers = [int(each) for each in words]
    if len(set(numbers)) < len(numbers) or not all(1 <= n <= len(headings) for n in numbers):
        return None
    return [headings[number - 1] for number in numbers]
