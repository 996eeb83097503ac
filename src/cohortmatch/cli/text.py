"""What `run` and `demo` print, and errors: plain text, no colour, no value from a list."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from cohortmatch.core.plurals import count
from cohortmatch.services.all_panels_answer import EditionsAnswer
from cohortmatch.services.answers import DemoAnswer, NotUsable, RunAnswer


def error_text(each: NotUsable) -> str:
    """Why a list cannot be used, in one line with its address and the remedy."""
    row = f" row {each.row}" if each.row else ""
    column = f", column “{each.column}”" if each.column else ""
    return f"{each.list}{row}{column}: {each.problem}. Remedy: {each.remedy}"


def run_text(
    answer: RunAnswer, sentences: Sequence[str], out: Path, told: Iterable[str] = ()
) -> Iterator[str]:
    """What `run` prints: the counts, what needs a person, what is `told` of decisions, where the
    report is and what is kept."""
    every = "every pair was compared" if answer.every_pair_compared else "likely pairs compared"
    yield f"{count(answer.listings or 0, 'listing')} on {count(answer.lists or 0, 'list')}; {every}"
    yield from (sentence.rstrip(".") for sentence in sentences if sentence)
    if answer.audience is not None:
        yield f"The edition for {answer.audience} is not to be passed on to others"
    elif answer.pairs_to_review:
        need = "pair needs" if answer.pairs_to_review == 1 else "pairs need"
        where = f"{shlex.join(_review(answer, out))}  (or the sheet “To review”)"
        yield f"{answer.pairs_to_review:,} {need} a person to decide → {where}"
    else:
        yield "No pair needs a person to decide"
    yield from answer.notes
    yield from told
    yield from _before(answer)
    yield f"Written: {answer.written[0]} and .html"
    yield from kept_lines(answer, answer.delete_by)


def _review(answer: RunAnswer, out: Path) -> list[str]:
    """The command for clerical review of a report, where decisions will be kept."""
    words = ["cohortmatch", "review", str(out)]
    return words if answer.remembered is not None else [*words, "--decisions", "decisions.csv"]


def _before(answer: RunAnswer) -> Iterator[str]:
    """What was done with what people had written in the report before."""
    if answer.taken_in:
        yield f"{count(answer.taken_in, 'decision')} taken in from the workbook as it was"
    for each in answer.set_aside:
        yield f"Changed since it was written, and set aside: {each}"


def kept_lines(answer: RunAnswer | EditionsAnswer, delete_by: str | None) -> Iterator[str]:
    """What is kept for the next run, until when, and how to keep nothing."""
    if answer.trial:
        yield "On trial: nothing is kept, and ids of new people are not reserved for them"
    elif answer.not_kept is not None:
        yield f"Nothing is kept for next month: {answer.not_kept}"
    elif answer.kept_in is not None:
        yield (
            f"Kept for next month: {answer.kept_in} and its audit log, to be erased by "
            f"{delete_by} (--no-store keeps nothing)"
        )


def demo_text(answer: DemoAnswer) -> Iterator[str]:
    """What `demo` prints: what was written and what to run next."""
    folder = f'"{answer.folder}"' if " " in answer.folder else answer.folder
    listings = count(answer.listings, "invented listing")
    people = count(answer.people, "person", "people")
    yield f"{listings} of {people} on {count(len(answer.files), 'list')} in {folder}"
    yield "Now try:"
    yield f"  cohortmatch check {folder}"
    yield f"  cohortmatch run {folder} -o report"
