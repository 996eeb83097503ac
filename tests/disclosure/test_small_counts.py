"""What may be shown of one count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohortmatch.disclosure.small_counts import SmallCounts

SHOWN = [
    (None, "[x]", "a list that was not delivered"),
    (0, "0", "nobody is nobody"),
    (1, "[c]", "suppressed"),
    (4, "[c]", "suppressed"),
    (5, "5", "the first that is shown"),
    (7, "5", "rounded down"),
    (8, "10", "rounded up"),
    (12, "10", "rounded down"),
    (1_238, "1,240", "rounded up"),
]


@pytest.mark.parametrize(("count", "text", "because"), SHOWN)
def test_one_count(count: int | None, text: str, because: str) -> None:
    assert SmallCounts().shown(count).text == text, because


RULES = st.builds(SmallCounts, st.integers(1, 12), st.integers(1, 12))


@given(RULES, st.integers(0, 200))
def test_the_true_number_is_within_what_is_said_of_it(rule: SmallCounts, count: int) -> None:
    shown = rule.shown(count)
    assert shown.least <= count <= shown.most
    assert shown.is_suppressed == (0 < count < rule.suppress_below)
    for other in range(shown.least, min(shown.most, 300) + 1):
        assert rule.shown(other) == shown, "the numbers within a range are shown alike"


@given(RULES, st.integers(0, 200))
def test_a_shown_number_is_the_nearest_multiple(rule: SmallCounts, count: int) -> None:
    value = rule.shown(count).value
    if value is not None:
        assert value % rule.round_to == 0
        assert abs(value - count) <= rule.round_to / 2


@pytest.mark.parametrize(("below", "base"), [(0, 5), (5, 0), (-1, 1)])
def test_a_rule_that_cannot_be(below: int, base: int) -> None:
    with pytest.raises(ValueError, match="1 or more"):
        SmallCounts(below, base)


def test_the_rule_in_words() -> None:
    assert SmallCounts().sentence == (
        "[c] stands for 1 to 4 people, or hides a number that would tell. "
        "Other numbers are rounded to the nearest 5."
    )
    assert SmallCounts(1, 1).sentence == "Every number is shown as it is."
