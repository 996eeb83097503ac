"""A person's explanation says itself: links, doubts, the weakest place, the nearest other."""

from __future__ import annotations

from dataclasses import replace

from cohortmatch.linkage.explanations import (
    Explanation,
    Nearest,
    PersonExplanation,
    Reason,
    Weakest,
)
from cohortmatch.linkage.pairs import Band

FOR = Reason("level", "pnc", "same", "PNC ID: the same", 20.0)
AGAINST = Reason("level", "sex", "different", "sex: different", -3.0)


def pair(left: str, right: str, weight: float, *reasons: Reason) -> Explanation:
    band = Band.same if weight > 6 else Band.check
    return Explanation(left, right, weight, band, True, reasons, stands=band)


STRONG = pair("A:2", "B:2", 20.0, FOR)
WEAK = pair("B:2", "C:2", 1.5, FOR, AGAINST)
ODD = pair("A:2", "C:2", -3.0, AGAINST)
APART = Explanation(
    "B:3", "C:2", -9.0, Band.different, False, (), relation="household", stands=Band.different
)
PERSON = PersonExplanation(
    person="P0012",
    listings=("A:2", "B:2", "C:2"),
    how_sure="Probably the same, check",
    links=(STRONG, WEAK),
    weak=(ODD, WEAK),
    weaker=2,
    weakest=Weakest(("A:2", "B:2"), ("C:2",), (WEAK,), 1),
    nearest=Nearest("P0044", "B:3", "C:2", APART, 10.5),
    settle="the PNC ID of C:2",
)


def test_what_differs_is_told_of_a_certain_link_too() -> None:
    sure = pair("A:2", "B:2", 12.0, FOR, AGAINST)
    lines = list(replace(PERSON, listings=("A:2", "B:2"), links=(sure,), weak=()).lines())
    assert "  +12.0  A:2 and B:2  PNC ID: the same; but sex: different" in lines


def test_the_text_says_it_all() -> None:
    assert str(PERSON).splitlines() == [
        "P0012: 3 listings, probably the same, check",
        "  A:2, B:2, C:2",
        "",
        "What holds them together",
        "  +20.0  A:2 and B:2  PNC ID: the same",
        "   +1.5  B:2 and C:2  to check; PNC ID: the same",
        "",
        "What is weak or speaks against it",
        "  -3.0  A:2 and C:2  to check; sex: different",
        "  +1.5  B:2 and C:2  to check; sex: different",
        "",
        "Without the link B:2 and C:2 (+1.5 bits) it would be two people: A:2 and B:2; and C:2. "
        "1 pair speaks against it.",
        "The nearest other person is P0044 (B:3): with C:2 it has -9.0 bits, 10 bits less than "
        "the weakest link above (same household, different people).",
        "What would settle it: the PNC ID of C:2",
    ]


def test_what_the_team_decided_is_said_to_be_decided() -> None:
    decided = replace(WEAK, stands=Band.same, decided=True)
    told = str(replace(PERSON, links=(decided,), weakest=Weakest(("A:2",), ("B:2",), (decided,))))
    assert "+1.5  B:2 and C:2  decided by your team; PNC ID: the same" in told
    assert "Without the link B:2 and C:2 (decided by your team) it would be two" in told


def test_several_links_across_the_weakest_place_are_counted() -> None:
    told = str(Weakest(("A:2", "B:2"), ("C:2",), (WEAK, ODD), 0))
    assert told == (
        "It is weakest between C:2 on one side and A:2 and B:2 on the other: without the 2 links "
        "there, the strongest B:2 and C:2 (+1.5 bits), it would be two people."
    )


def test_parts_that_no_single_link_holds() -> None:
    told = str(Weakest(("A:2",), ("C:2",), (), 2))
    assert told == "Only all pairs taken together hold these two parts: A:2; and C:2."


def test_many_weak_pairs_are_counted_after_the_first() -> None:
    lines = str(replace(PERSON, weak=(ODD,) * 9, weaker=1200)).splitlines()
    assert "  and 1,194 more such pairs" in lines
    assert sum("A:2 and C:2" in line for line in lines) == 6


def test_one_listing_alone() -> None:
    told = str(PersonExplanation("P0002", ("A:5",), ""))
    assert told.splitlines() == [
        "P0002: 1 listing, not taken for one person with any other",
        "  A:5",
        "",
        "Nobody else comes near.",
    ]


def test_the_pairs_are_a_table() -> None:
    table = PERSON.pairs
    assert table["part"].tolist() == ["holds", "holds", "weak"]
    assert table[["left", "right"]].to_numpy().tolist()[-1] == ["A:2", "C:2"]
    assert table["band"].tolist() == ["same", "check", "check"]
    assert table["differs"].tolist() == ["", "sex: different", "sex: different"]
    assert PersonExplanation("P0002", ("A:5",), "").pairs.empty


def test_the_card_says_what_the_text_says() -> None:
    card = PERSON._repr_html_()
    for line in ("P0012: 3 listings", "What holds them together", "+20.0", "sex: different"):
        assert line in card
    assert card.index("Without the link") < card.index("The nearest other person is P0044")
