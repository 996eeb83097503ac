"""A pair's explanation says itself: the same words in a terminal and in a notebook."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cohortmatch.linkage.clustering import rule_in_words
from cohortmatch.linkage.explanations import Explanation, Reason
from cohortmatch.linkage.explanations.phrases import spoken
from cohortmatch.linkage.model import CutOffs
from cohortmatch.linkage.pairs import Band

REASONS = (
    Reason("prior", "prior", "", "to start with", -8.5),
    Reason("level", "surname", "same", "surname: the same", 8.2),
    Reason("rarity", "surname", "same", "but it is a common one", -2.0),
    Reason("level", "sex", "different", "sex: different", -3.0),
    Reason("level", "forename", "same", "forename: the same", 5.0),
)
PAIR = Explanation(
    left="A:1",
    right="B:2",
    weight=-0.3,
    by_weight=Band.check,
    one_person=True,
    reasons=REASONS,
    missing=("address: not recorded on both",),
    unknown=("address",),
    same_from=6.5,
    check_from=-4.0,
)


def test_each_comparison_is_told_once_with_all_it_found() -> None:
    assert [(r.words, r.bits) for r in PAIR.agrees] == [
        ("surname: the same, but it is a common one", pytest.approx(6.2)),
        ("forename: the same", 5.0),
    ]
    assert [r.words for r in PAIR.differs] == ["sex: different"]
    told = sum(r.bits for r in (*PAIR.agrees, *PAIR.differs)) + PAIR.before_looking
    assert told == pytest.approx(PAIR.weight)


def test_the_text_says_it_all() -> None:
    told = replace(
        PAIR, rival="B:9", behind=9.2, settle="PNC ID", look_up=("B:2",), because="So it is."
    )
    assert str(told).splitlines() == [
        "A:1 and B:2: possible, check",
        "",
        "What agrees",
        "  +6.2  surname: the same, but it is a common one",
        "  +5.0  forename: the same",
        "",
        "What differs",
        "  -3.0  sex: different",
        "",
        "Not recorded on both: address",
        "",
        "In bits, each of which doubles the odds: -8.5 to start with (any two rows of such "
        "lists), +8.2 from the evidence, -0.3 in all.",
        rule_in_words(CutOffs(same=6.5, check=-4.0)),
        "So it is.",
        "The next best candidate for A:1 on that list, B:9, is 9 bits behind.",
        "What would settle it: the PNC ID of B:2",
    ]


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({}, "possible, check"),
        ({"weight": 0.0}, "probably the same, check"),
        ({"relation": "twins"}, "possible, check: perhaps twins"),
        ({"stands": Band.same}, "same person (certain)"),
        ({"stands": Band.same, "relation": "household"}, "same person (certain)"),
        ({"stands": Band.same, "decided": True}, "same person (decided by your team)"),
        ({"stands": Band.different}, "not the same person"),
        (
            {"stands": Band.different, "relation": "household"},
            "not the same person: same household, different people",
        ),
        (
            {"stands": Band.different, "decided": True},
            "not the same person (decided by your team)",
        ),
    ],
)
def test_the_verdict(changes: dict[str, object], verdict: str) -> None:
    assert replace(PAIR, **changes).verdict == verdict  # type: ignore[arg-type]


def test_a_candidate_that_fits_better_is_said_to() -> None:
    assert "B:9 fits A:1 better, by 4 bits." in str(replace(PAIR, rival="B:9", behind=-4.0))


def test_what_only_a_person_can_settle_names_no_listing() -> None:
    told = replace(PAIR, settle="a person who knows them")
    assert told.to_settle == "a person who knows them"
    both = replace(PAIR, settle="PNC ID", look_up=("A:1", "B:2"))
    assert both.to_settle == "the PNC ID of A:1 and B:2"


def test_the_card_says_what_the_text_says() -> None:
    card = PAIR._repr_html_()
    assert "A:1 and B:2: possible, check" in card
    assert card.index("What agrees") < card.index("surname: the same")
    assert card.index("What differs") < card.index("sex: different")
    assert "Not recorded on both: address." in card
    assert "-8.5 to start with" in card and "-0.3 in all" in card


def test_an_address_kept_out_is_told_beside_what_is_missing() -> None:
    told = replace(PAIR, missing=(), aside=("A:1 (no fixed abode)",))
    line = "Address not used: it does not identify a person: A:1 (no fixed abode)"
    assert line in str(told).splitlines()
    assert f"{line}." in told._repr_html_()
    assert "Not recorded" not in str(told) + told._repr_html_()


def test_an_explanation_puts_the_strongest_reasons_first() -> None:
    bits = [-7.0, 8.0, 0.0, -9.0, 12.0]
    reasons = tuple(Reason("level", f"c{i}", "l", "words", b) for i, b in enumerate(bits))
    why = Explanation("A:2", "B:2", sum(bits), Band.check, False, reasons)
    assert [r.bits for r in why.supporting] == [12.0, 8.0]
    assert [r.bits for r in why.against] == [-9.0, -7.0]


def test_an_average_value_is_not_worth_a_word() -> None:
    level = Reason("level", "surname", "same", "surname: the same", 8.2)
    for bits, words in ((0.04, "surname: the same"), (-0.4, "surname: the same, but it is")):
        told = spoken([level, Reason("rarity", "surname", "same", "but it is", bits)])
        assert [(each.words, each.bits) for each in told] == [(words, 8.2 + bits)]
