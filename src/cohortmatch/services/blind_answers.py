"""The rule of two reviewers: each answers without seeing the other's answer, and a third decides
where they disagree.

| answers so far | who is asked | what counts |
|---|---|---|
| none | anybody | nothing yet |
| one | anybody else | nothing yet (with one reviewer: it counts) |
| two that are equal | nobody | that answer |
| two that differ | anybody else, who sees both answers and reasons | nothing yet |
| three | nobody | the third's answer |

"Not sure yet" is an answer as the others: two that are not sure agree. The third may decide
otherwise than both. Nobody answers twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from cohortmatch.core.errors import AnswersError
from cohortmatch.decisions.ledger import ANSWER_WORDS, Answer

__all__ = ["BlindAnswer", "Settled", "is_asked", "seen_by", "settled", "stage_of"]

Stage = Literal["first", "second", "third", "settled"]
TWICE = "somebody has answered this pair twice; the first answer stands"
LONGEST = 500
"""Characters of the reasons that are entered."""


@dataclass(frozen=True, repr=False)
class BlindAnswer:
    """One answer of one reviewer."""

    by: str
    answer: Answer
    reason: str = ""

    def __repr__(self) -> str:
        return f"<BlindAnswer {self.answer}>"


@dataclass(frozen=True, repr=False)
class Settled:
    """The answer that counts, as it is entered into the ledger; `by` names who gave it, and the
    reason says what those answered who gave another."""

    answer: Answer
    by: str
    reason: str
    note: str

    def __repr__(self) -> str:
        return f"<Settled {self.answer}>"


def stage_of(given: Sequence[BlindAnswer], reviewers: int = 2) -> Stage:
    """Whose answer is missing; AnswersError where somebody answered twice."""
    if len({each.by for each in given}) < len(given):
        raise AnswersError([TWICE])
    if not given:
        return "first"
    if reviewers < 2 or len(given) > 2:
        return "settled"
    if len(given) == 1:
        return "second"
    return "settled" if given[0].answer == given[1].answer else "third"


def is_asked(given: Sequence[BlindAnswer], by: str, reviewers: int = 2) -> bool:
    """Whether somebody is asked for an answer."""
    answered = any(each.by == by for each in given)
    return not answered and stage_of(given, reviewers) != "settled"


def seen_by(given: Sequence[BlindAnswer], by: str, reviewers: int = 2) -> tuple[BlindAnswer, ...]:
    """The answers of others that somebody may see before answering: only the third sees any."""
    is_third = is_asked(given, by, reviewers) and stage_of(given, reviewers) == "third"
    return tuple(given) if is_third else ()


def settled(given: Sequence[BlindAnswer], reviewers: int = 2) -> Settled | None:
    """The answer that counts; None while one is missing."""
    if stage_of(given, reviewers) != "settled":
        return None
    counts = given[: 1 if reviewers < 2 else 3]
    answer = counts[-1].answer
    reasons = dict.fromkeys(_reason(each, answer) for each in counts)
    note = ("", "two reviewers agreed", "a third reviewer decided")[len(counts) - 1]
    names = ", ".join(each.by for each in counts if each.answer == answer)
    return Settled(answer, names, "; ".join(filter(None, reasons))[:LONGEST], note)


def _reason(given: BlindAnswer, answer: Answer) -> str:
    """The reason of one answer; of another answer than counts, who gave which."""
    if given.answer == answer:
        return given.reason
    why = f" ({given.reason})" if given.reason else ""
    return f"{given.by} answered {ANSWER_WORDS[given.answer]}{why}"
