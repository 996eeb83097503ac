"""Weights in bits: what list sizes say beforehand, and what evidence adds."""

from __future__ import annotations

import numpy as np
import pytest

from cohortmatch.linkage.matcher import Matcher
from cohortmatch.linkage.model import shipped
from cohortmatch.linkage.pairs import Pairs
from cohortmatch.linkage.scoring import prior_bits
from people_lists import Row, a_list, a_pnc, listings_of, strangers

MODEL = shipped()
KOFI: Row = {"forename": "Kofi", "surname": "Quillan", "date_of_birth": "12/05/1985"}


def priors(*sizes: int) -> np.ndarray:
    return prior_bits(np.array(sizes, dtype=np.int64), MODEL)


def test_a_bigger_list_makes_a_match_less_likely_beforehand() -> None:
    prior = priors(100, 100, 1000)
    assert prior[0, 2] < prior[0, 1] < 0
    assert prior[0, 2] == prior[2, 0]


def test_within_a_list_a_match_is_less_likely_still() -> None:
    prior = priors(100, 100)
    assert prior[0, 0] < prior[0, 1]


def test_shared_people_are_a_share_of_the_shorter_list() -> None:
    prior = priors(100, 400)
    odds = 2 ** prior[0, 1]
    expected = odds / (1 + odds) * 100 * 400
    assert expected == pytest.approx(MODEL.prior.overlap * 100, rel=0.02)


@pytest.mark.parametrize("sizes", [(0,), (1,), (0, 1), (1, 1)])
def test_lists_of_nobody_and_of_one_have_a_prior(sizes: tuple[int, ...]) -> None:
    assert np.isfinite(priors(*sizes)).all()


def weight(one: Row, other: Row) -> float:
    lists = [a_list(name, row, *strangers(50, name)) for name, row in (("A", one), ("B", other))]
    pair = Pairs(np.array([0], dtype=np.int32), np.array([51], dtype=np.int32))
    return float(Matcher(listings_of(*lists), MODEL).score(pair).weight[0])


def test_more_that_agrees_weighs_more() -> None:
    by_surname = weight({"surname": "Quillan"}, {"surname": "Quillan"})
    nameless = {**KOFI, "date_of_birth": ""}
    assert by_surname < weight(nameless, nameless) < weight(KOFI, KOFI)
    numbered = {**KOFI, "pnc": a_pnc(1)}
    assert weight(KOFI, KOFI) < weight(numbered, numbered)


def test_what_is_missing_counts_neither_for_nor_against() -> None:
    assert weight({**KOFI, "pnc": a_pnc(1)}, KOFI) == pytest.approx(weight(KOFI, KOFI))


def test_what_differs_counts_against() -> None:
    numbered = {**KOFI, "pnc": a_pnc(1)}
    assert weight(numbered, {**KOFI, "pnc": a_pnc(900001)}) < weight(KOFI, KOFI)
    assert weight(KOFI, {**KOFI, "date_of_birth": "30/11/1999"}) < weight(
        KOFI, {**KOFI, "date_of_birth": ""}
    )


def test_two_strangers_weigh_less_than_nothing() -> None:
    other = {"forename": "Ines", "surname": "Marotta", "date_of_birth": "30/11/1999"}
    assert weight(KOFI, other) < -10
