"""One pair in words: the verdict, what agrees, what differs, what is missing, what settles it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cohortmatch.cli.answers import Speaks, WhyAnswer
from cohortmatch.cli.text import table

_OTHERS = {
    "same": "they vouch for these two being one",
    "check": "taken together they leave it open",
    "different": "taken together they speak against it",
}


def why_text(answer: WhyAnswer) -> Iterator[str]:
    """What `why` prints, line by line."""
    yield f"{answer.left} and {answer.right}: {verdict(answer)}"
    yield from _evidence("What agrees", answer.agrees)
    yield from _evidence("What differs", answer.differs)
    if answer.missing:
        yield ""
        yield f"Not recorded on both: {', '.join(_what(answer.missing))}"
    yield ""
    yield from _sum(answer)
    if answer.band != answer.band_by_itself:
        yield f"The two people's other listings decided: {_OTHERS[answer.band]}."
    if answer.rival:
        yield _rival(answer)
    if answer.settle and answer.band == "check":
        found = answer.settle if answer.settle.startswith("a ") else f"the {answer.settle} of both"
        yield f"What would settle it: {found}"


def _rival(answer: WhyAnswer) -> str:
    """How far the next best candidate is behind."""
    if answer.behind < 0:
        return f"{answer.rival} fits {answer.left} better, by {-answer.behind:.0f} bits."
    return (
        f"The next best candidate for {answer.left} on that list, {answer.rival}, is "
        f"{answer.behind:.0f} bits behind."
    )


def verdict(answer: WhyAnswer) -> str:
    """What is said of the pair."""
    words = {"same": "same person (certain)", "different": "not the same person"}
    if answer.band in words:
        return words[answer.band]
    return "probably the same, check" if answer.weight >= 0 else "possible, check"


def _evidence(title: str, lines: Iterable[Speaks]) -> Iterator[str]:
    rows = [(f"{each.bits:+.1f}", each.words) for each in lines]
    if rows:
        yield ""
        yield title
        yield from table(rows, right=(0,))


def _what(missing: Sequence[str]) -> list[str]:
    """What is missing, without the words for how it is missing."""
    return [words.partition(":")[0] for words in missing]


def _sum(answer: WhyAnswer) -> Iterator[str]:
    """The bits, each a doubling of the odds, and what they add up to."""
    evidence = answer.weight - answer.before_looking
    yield "In bits, each of which doubles the odds: " + (
        f"{answer.before_looking:+.1f} before looking (any two rows of such lists), "
        f"{evidence:+.1f} from what they say, {answer.weight:+.1f} in all."
    )
    yield (
        f"From {answer.same_from:+.1f} two rows are taken for one person; from "
        f"{answer.check_from:+.1f} a person is asked."
    )
