"""Counts that everybody may read go by the settings' rule unless an agreement says otherwise."""

from __future__ import annotations

from datetime import date

import pytest

from cohortmatch.disclosure.counts_for_everybody import rule_under
from cohortmatch.disclosure.sharing_agreement import SharingAgreement
from cohortmatch.disclosure.sharing_agreement.reading import digest_of
from cohortmatch.disclosure.small_counts import AS_THEY_ARE, SHIPPED, SmallCounts
from disclosure.agreeing import agreement as an_agreement

ON = date(2026, 6, 1)


def agreement(**about: object) -> SharingAgreement:
    return an_agreement((), **about)


@pytest.mark.parametrize("usual", [SHIPPED, SmallCounts(10, 5)], ids=str)
@pytest.mark.parametrize(
    ("about", "is_shown"),
    [
        ({}, False),
        ({"small_counts": "suppress"}, False),
        ({"small_counts": "show"}, True),
        ({"small_counts": "show", "signed": None}, False),
        ({"small_counts": "show", "expires": date(2026, 5, 1)}, False),
    ],
    ids=str,
)
def test_only_an_agreement_in_force_loosens_it(
    about: dict[str, object], is_shown: bool, usual: SmallCounts
) -> None:
    assert rule_under(agreement(**about), ON, usual) == (AS_THEY_ARE if is_shown else usual)
    assert rule_under(None, ON, usual) == usual


def test_an_agreement_that_says_the_default_is_the_same_agreement() -> None:
    plain, said, shown = (
        digest_of(agreement(**about).file)
        for about in ({}, {"small_counts": "suppress"}, {"small_counts": "show"})
    )
    assert plain == said != shown


@pytest.mark.parametrize(
    ("rule", "shown", "words"),
    [
        (
            SHIPPED,
            ["0", "1–4", "1–4", "5", "10", "1,205"],
            "1 to 4, and those that would give one back, are not shown; o",
        ),
        (SmallCounts(10, 10), ["0", "1–9", "1–9", "1–9", "1–9", "1,200"], "rounded to 10."),
        (
            SmallCounts(2, 1),
            ["0", "1", "4", "5", "8", "1,204"],
            "would give one back, are not shown.",
        ),
        (AS_THEY_ARE, ["0", "1", "4", "5", "8", "1,204"], ""),
    ],
    ids=str,
)
def test_how_a_board_shows_counts(rule: SmallCounts, shown: list[str], words: str) -> None:
    assert [rule.in_words(rule.shown(n)) for n in (0, 1, 4, 5, 8, 1204)] == shown
    assert words in rule.words and rule.changes_nothing == (rule.words == "")
