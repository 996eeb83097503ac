"""Why a pair weighs what it weighs, in words a person can read."""

from __future__ import annotations

import pytest

from cohortmatch.linkage.explanations import Explanation
from cohortmatch.linkage.pairs import Band
from matched import answer
from people_lists import Row, a_list, a_pnc, strangers

KOFI: Row = {"forename": "Kofi", "surname": "Quillan", "date_of_birth": "12/05/1985"}


def why(one: Row, other: Row) -> Explanation:
    lists = [a_list(name, row, *strangers(50, name)) for name, row in (("A", one), ("B", other))]
    return answer(*lists).why("A:2", "B:2")


def test_what_agrees_and_what_differs_is_told_apart() -> None:
    told = why({**KOFI, "sex": "M"}, {**KOFI, "sex": "F"})
    assert {"surname", "forename", "date_of_birth"} <= {r.comparison for r in told.supporting}
    assert {"sex", "prior"} <= {r.comparison for r in told.against}


def test_every_reason_has_words_and_the_prior_comes_first() -> None:
    told = why(KOFI, KOFI)
    assert all(reason.words for reason in told.reasons)
    assert [r.kind for r in told.reasons].index("prior") == 0


def test_what_is_missing_is_named_and_weighs_nothing() -> None:
    told = why({**KOFI, "pnc": a_pnc(1)}, KOFI)
    assert any(words.startswith("PNC") for words in told.missing)
    assert "pnc" not in {reason.comparison for reason in told.reasons}


def test_a_rarity_has_a_line_of_its_own() -> None:
    told = why(KOFI, KOFI)
    rarities = [reason for reason in told.reasons if reason.kind == "rarity"]
    assert {reason.comparison for reason in rarities} >= {"surname"}
    for reason in rarities:
        assert ("rare" if reason.bits > 0 else "common") in reason.words


def test_what_could_not_be_compared_is_named_by_its_comparison_too() -> None:
    told = why({**KOFI, "pnc": a_pnc(1)}, KOFI)
    assert len(told.unknown) == len(told.missing)
    assert {"pnc", "address"} <= set(told.unknown)
    assert "relation" not in told.unknown


def test_the_cut_offs_are_told_beside_the_weight() -> None:
    told = why(KOFI, KOFI)
    assert told.check_from < told.same_from < told.weight
    assert (told.by_weight, told.band) == (Band.same, Band.same)


HOME = "10 High Street, Romford RM1 3BD"
KIN: dict[str, tuple[Row, str]] = {
    "brother": ({"forename": "Yaw", "date_of_birth": "30/11/1988"}, "household"),
    "twin": ({"forename": "Yaw"}, "twins_one_address"),
    "son": ({"date_of_birth": "01/02/2007"}, "parent_child"),
    "lodger": (
        {"forename": "Ines", "surname": "Marotta", "date_of_birth": "30/11/1999"},
        "household",
    ),
    "stranger": (
        {"forename": "Ines", "surname": "Marotta", "date_of_birth": "30/11/1999", "address": ""},
        "",
    ),
}


@pytest.mark.parametrize("who", KIN)
def test_what_two_people_may_be_to_each_other_is_told(who: str) -> None:
    changes, relation = KIN[who]
    lived = {**KOFI, "address": HOME}
    assert why(lived, {**lived, **changes}).relation == relation


def test_an_explanation_holds_no_value_of_a_list() -> None:
    told = repr(why({**KOFI, "pnc": a_pnc(7654321)}, {**KOFI, "pnc": a_pnc(7654321)})).casefold()
    assert not [value for value in ("kofi", "quillan", "1985", "7654321") if value in told]


def test_the_next_best_candidate_is_named_with_how_far_it_is_behind() -> None:
    brother = {**KOFI, "forename": "Yaw", "date_of_birth": "03/02/1988"}
    lists = [
        a_list("A", KOFI, *strangers(50, "A")),
        a_list("B", KOFI, brother, *strangers(50, "B")),
    ]
    found = answer(*lists)
    told = found.why("A:2", "B:2")
    assert told.rival == "B:3"
    assert told.behind == pytest.approx(told.weight - found.weight("A:2", "B:3"))
    assert found.why("A:2", "B:3").behind < 0


def test_a_list_with_nobody_else_has_no_next_best_candidate() -> None:
    assert answer(a_list("A", KOFI), a_list("B", KOFI)).why("A:2", "B:2").rival == ""
