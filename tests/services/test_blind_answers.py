"""Two reviewers who do not see each other's answer, and a third where they disagree."""

from __future__ import annotations

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from cohortmatch.core.errors import AnswersError
from cohortmatch.decisions.ledger import ANSWER_WORDS
from cohortmatch.services.blind_answers import BlindAnswer, is_asked, seen_by, settled, stage_of

TABLE = [
    # answers in their order, reviewers, whose answer is missing, the answer that counts
    ("", 2, "first", None),
    ("same", 2, "second", None),
    ("same", 1, "settled", "same"),
    ("same same", 2, "settled", "same"),
    ("not-sure not-sure", 2, "settled", "not sure"),
    ("same different", 2, "third", None),
    ("same not-sure", 2, "third", None),
    ("same different different", 2, "settled", "different"),
    ("same different same", 2, "settled", "same"),
    ("same different not-sure", 2, "settled", "not sure"),
]


def some(answers: str) -> list[BlindAnswer]:
    """Answers of ann, ben and cat, in this order."""
    words = [each.replace("-", " ") for each in answers.split()]
    return [BlindAnswer(by, word) for by, word in zip(("ann", "ben", "cat"), words, strict=False)]  # type: ignore[arg-type]


@pytest.mark.parametrize(("answers", "reviewers", "stage", "answer"), TABLE)
def test_who_is_asked_and_what_counts(
    answers: str, reviewers: int, stage: str, answer: str | None
) -> None:
    found = settled(some(answers), reviewers)
    assert stage_of(some(answers), reviewers) == stage
    assert (found.answer if found else None) == answer


def test_the_second_sees_nothing_and_the_third_both_answers() -> None:
    assert seen_by(some("same"), "ben") == ()
    assert [each.answer for each in seen_by(some("same different"), "cat")] == ["same", "different"]
    assert seen_by(some("same different"), "ann") == ()


def test_nobody_is_asked_twice_and_nobody_after_the_end() -> None:
    assert not is_asked(some("same"), "ann")
    assert is_asked(some("same"), "ben")
    assert not is_asked(some("same different"), "ben")
    assert not is_asked(some("same same"), "cat")
    with pytest.raises(AnswersError):
        stage_of([BlindAnswer("ann", "same"), BlindAnswer("ann", "different")])


def test_the_decision_names_who_decided_so_and_keeps_every_reason() -> None:
    found = settled(
        [BlindAnswer("ann", "same", "one PNC"), BlindAnswer("ben", "same", "one address")]
    )
    assert found is not None
    assert (found.by, found.reason) == ("ann, ben", "one PNC; one address")
    assert found.note == "two reviewers agreed"
    other = BlindAnswer("ben", "different", "another age")
    again = settled([*some("same"), other, BlindAnswer("cat", "same", "asked probation")])
    assert again is not None
    assert (again.by, again.note) == ("ann, cat", "a third reviewer decided")
    assert again.reason == "ben answered Different people (another age); asked probation"


@examples(st.lists(st.sampled_from(list(ANSWER_WORDS)), max_size=6), st.integers(1, 2))
def test_answers_end_and_one_more_is_never_asked_for(answers: list[str], reviewers: int) -> None:
    given: list[BlindAnswer] = []
    for number, answer in enumerate(answers):
        if is_asked(given, f"r{number}", reviewers):
            given.append(BlindAnswer(f"r{number}", answer))  # type: ignore[arg-type]
    assert len(given) <= (1 if reviewers == 1 else 3)
    found = settled(given, reviewers)
    assert (found is None) == (stage_of(given, reviewers) != "settled")
    assert found is None or found.answer == given[-1].answer
