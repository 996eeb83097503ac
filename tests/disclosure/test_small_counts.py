"""The one rule for counts that everybody may read."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohortmatch.disclosure.sharing_agreement import SharingAgreement
from cohortmatch.disclosure.sharing_agreement.reading import digest_of
from cohortmatch.disclosure.small_counts import AS_THEY_ARE, SUPPRESSED, CountRule, rule_under
from disclosure.agreeing import agreement as an_agreement

ON = date(2026, 6, 1)


def agreement(**about: object) -> SharingAgreement:
    return an_agreement((), **about)


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0, "0"), (1, "1–4"), (4, "1–4"), (5, "5"), (7, "5"), (8, "10"), (12, "10"), (1204, "1,205")],
)
def test_small_counts_are_suppressed_and_others_rounded(number: int, shown: str) -> None:
    assert SUPPRESSED.shown(number) == shown


@given(st.integers(1, 4), st.integers(1, 4))
def test_no_two_small_counts_can_be_told_apart(one: int, other: int) -> None:
    assert SUPPRESSED.shown(one) == SUPPRESSED.shown(other)


@given(st.integers(5, 10**6))
def test_any_other_count_is_off_by_at_most_two(number: int) -> None:
    shown = int(SUPPRESSED.shown(number).replace(",", ""))
    assert shown % 5 == 0 and abs(shown - number) <= 2


@given(st.integers(0, 10**6))
def test_a_rule_that_changes_nothing_shows_every_count(number: int) -> None:
    assert AS_THEY_ARE.shown(number) == f"{number:,}"
    assert AS_THEY_ARE.words == ""


def test_the_rule_can_be_another() -> None:
    assert [CountRule(9, 10).shown(n) for n in (0, 9, 10, 16)] == ["0", "1–9", "10", "20"]


@pytest.mark.parametrize(
    ("about", "rule"),
    [
        ({}, SUPPRESSED),
        ({"small_counts": "suppress"}, SUPPRESSED),
        ({"small_counts": "show"}, AS_THEY_ARE),
        ({"small_counts": "show", "signed": None}, SUPPRESSED),
        ({"small_counts": "show", "expires": date(2026, 5, 1)}, SUPPRESSED),
    ],
    ids=str,
)
def test_only_an_agreement_in_force_loosens_it(about: dict[str, object], rule: CountRule) -> None:
    assert rule_under(agreement(**about), ON) == rule
    assert rule_under(None, ON) == SUPPRESSED


def test_an_agreement_that_says_the_default_is_the_same_agreement() -> None:
    plain, said, shown = (
        digest_of(agreement(**about).file)
        for about in ({}, {"small_counts": "suppress"}, {"small_counts": "show"})
    )
    assert plain == said != shown
