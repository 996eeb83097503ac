"""Why a pair weighs what it weighs, in words a person can read."""

from __future__ import annotations

import pytest

from cohortmatch.explanations import Explanation
from cohortmatch.pairs import Band
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


def test_a_pair_to_check_names_the_one_thing_that_would_settle_it() -> None:
    unsure = {"forename": "Kofi", "surname": "Quillan"}
    told = why(unsure, {**unsure, "forename": "K"})
    assert told.band == Band.check
    assert told.settle == "PNC number"


@pytest.mark.parametrize("number", ["pnc"])
def test_what_is_recorded_on_both_would_settle_nothing_more(number: str) -> None:
    told = why({**KOFI, number: a_pnc(1)}, {**KOFI, number: a_pnc(900001)})
    if told.band == Band.check:
        assert told.settle != "PNC number"
    assert any(reason.comparison == number for reason in told.against)


def test_a_pair_that_is_settled_asks_for_nothing() -> None:
    numbered = {**KOFI, "pnc": a_pnc(1)}
    assert (why(numbered, numbered).band, why(numbered, numbered).settle) == (Band.same, "")
    stranger = {"forename": "Ines", "surname": "Marotta", "date_of_birth": "30/11/1999"}
    assert (why(KOFI, stranger).band, why(KOFI, stranger).settle) == (Band.different, "")


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
