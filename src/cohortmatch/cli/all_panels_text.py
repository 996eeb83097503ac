"""The answer of `run --all-panels` as plain text: each edition with how many people it holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cohortmatch.cli.layout import table
from cohortmatch.cli.text import kept_lines
from cohortmatch.core.plurals import count
from cohortmatch.services.all_panels_answer import EditionsAnswer

__all__ = ["all_panels_text"]


def all_panels_text(answer: EditionsAnswer) -> Iterator[str]:
    """What `run --all-panels` prints, line by line."""
    every = "every pair was compared" if answer.every_pair_compared else "likely pairs compared"
    yield f"{count(answer.listings or 0, 'listing')} on {count(answer.lists or 0, 'list')}; {every}"
    yield f"{count(len(answer.editions), 'edition')}, none to be passed on to others:"
    rows = [
        (
            each.audience,
            count(each.people, "person", "people"),
            f"{Path(each.written[0])} and .html",
        )
        for each in answer.editions
    ]
    yield from table(rows, right=(1,))
    for each in answer.editions:
        yield from (
            f"Changed since it was written, and set aside: {path}" for path in each.set_aside
        )
    yield from answer.notes
    yield from kept_lines(answer, _first_day(answer))


def _first_day(answer: EditionsAnswer) -> str | None:
    """The day by which the first of the editions must be erased."""
    return min((each.delete_by for each in answer.editions), default=None)
