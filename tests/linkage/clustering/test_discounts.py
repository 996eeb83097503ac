"""What a pair may say beside its weight: silence is no opposition, and some agreement no proof."""

from __future__ import annotations

import numpy as np
import pytest

from cohortmatch.linkage.clustering import DECIDED, doubtful, weights_after_discounts
from cohortmatch.linkage.model import shipped
from cohortmatch.linkage.never_certain import DIFFER_SO, TWINS
from cohortmatch.linkage.pairs import Scored

MODEL = shipped()


def a_pair(weight: float, **levels: str) -> Scored:
    """One pair at some levels, of a weight."""
    row = [MODEL.comparison(name).position(levels.get(name, "missing")) for name in MODEL.names]
    one = np.array([0], dtype=np.int32)
    rarity = np.zeros((1, len(row)))
    return Scored(one, one + 1, np.array([row], dtype=np.int8), rarity, np.array([weight]))


SURNAME, NAME = {"surname": "same"}, {"surname": "same", "forename": "same"}
HOME = {**NAME, "address": "household"}


@pytest.mark.parametrize(
    ("weight", "levels", "bits"),
    [
        (-5.0, NAME, 0.0),
        (-5.0, {**NAME, "relation": "name_only"}, 0.0),
        (-5.0, {**NAME, "date_of_birth": "different"}, -5.0),
        (-5.0, {**NAME, "age": "different"}, -5.0),
        (-5.0, {**NAME, "age": "near"}, 0.0),
        (-5.0, {**SURNAME, "forename": "different"}, -5.0),
        (5.0, NAME, 5.0),
        (-DECIDED, NAME, -DECIDED),
    ],
)
def test_only_what_differs_speaks_against_a_pair(
    weight: float, levels: dict[str, str], bits: float
) -> None:
    assert weights_after_discounts(MODEL, a_pair(weight, **levels)).tolist() == [bits]


TWO_LISTS, ONE_LIST = np.array([0, 1]), np.array([0, 0])


NEVER_ENOUGH = ("name_only", "common_name", "two_numbers", "namesakes", "two_kinds")


@pytest.mark.parametrize("relation", NEVER_ENOUGH)
def test_what_two_people_often_share_is_no_proof(relation: str) -> None:
    agreed = {**NAME, "relation": relation}
    assert doubtful(MODEL, a_pair(20.0, **agreed), TWO_LISTS).alone.tolist() == [True]
    assert doubtful(MODEL, a_pair(DECIDED, **agreed), TWO_LISTS).alone.tolist() == [False]


def test_families_are_judged_by_their_weight() -> None:
    for relation in ("missing", "household"):
        one = a_pair(20.0, **NAME, date_of_birth="same", relation=relation)
        assert doubtful(MODEL, one, TWO_LISTS).alone.tolist() == [False]


@pytest.mark.parametrize("relation", TWINS)
@pytest.mark.parametrize(
    ("more", "doubted"),
    [
        ({}, True),
        ({"forename": "different"}, True),
        ({"forename": "similar"}, True),
        ({"crn": "different"}, True),
        ({"pnc": "same"}, False),
        ({"crn": "slip"}, False),
    ],
)
def test_possible_twins_need_a_number(relation: str, more: dict[str, str], doubted: bool) -> None:
    levels = {"surname": "same", "forename": "rhyme", "date_of_birth": "same", **more}
    one = a_pair(20.0, **levels, address="household", relation=relation)
    assert doubtful(MODEL, one, TWO_LISTS).alone.tolist() == [doubted]


@pytest.mark.parametrize(
    ("levels", "doubted"),
    [
        (NAME, True),
        ({**NAME, "middle_name": "same", "sex": "same"}, True),
        ({"surname": "slip", "forename": "same"}, True),
        ({**NAME, "date_of_birth": "slip"}, True),
        ({**NAME, "age": "same"}, True),
        ({**NAME, "phone": "same"}, True),
        ({**NAME, "address": "street"}, True),
        ({**NAME, "phone": "same", "middle_name": "initial"}, False),
        ({**NAME, "date_of_birth": "two_parts", "address": "sector"}, True),
        ({**NAME, "date_of_birth": "year_slip"}, True),
        ({**NAME, "date_of_birth": "year_slip", "address": "street"}, False),
        ({**NAME, "date_of_birth": "same"}, False),
        ({**NAME, "address": "postcode"}, False),
        ({**NAME, "street_name": "same"}, False),
        ({"surname": "same", "crn": "slip"}, False),
    ],
)
def test_names_alone_are_never_enough(levels: dict[str, str], doubted: bool) -> None:
    assert doubtful(MODEL, a_pair(20.0, **levels), TWO_LISTS).alone.tolist() == [doubted]
    assert doubtful(MODEL, a_pair(DECIDED, **levels), TWO_LISTS).alone.tolist() == [False]


@pytest.mark.parametrize(
    ("levels", "doubted"),
    [
        ({**HOME, "middle_name": "same", "sex": "same"}, True),
        ({**HOME, "date_of_birth": "slip"}, True),
        ({**HOME, "age": "same", "phone": "home"}, True),
        ({**HOME, "date_of_birth": "same"}, False),
        ({**HOME, "date_of_birth": "swapped"}, False),
        ({**SURNAME, "crn": "slip"}, False),
        ({"pnc": "same"}, False),
    ],
)
def test_one_list_needs_a_date_of_birth_or_a_number_to_name_somebody_twice(
    levels: dict[str, str], doubted: bool
) -> None:
    assert doubtful(MODEL, a_pair(20.0, **levels), ONE_LIST).alone.tolist() == [doubted]
    assert doubtful(MODEL, a_pair(20.0, **levels), TWO_LISTS).alone.tolist() == [False]
    assert doubtful(MODEL, a_pair(DECIDED, **levels), ONE_LIST).alone.tolist() == [False]


def test_a_number_that_differs_is_never_outweighed_by_a_home() -> None:
    for lists in (ONE_LIST, TWO_LISTS):
        told = doubtful(MODEL, a_pair(20.0, **HOME, date_of_birth="same", crn="different"), lists)
        assert told.alone.tolist() == [True]


def test_ages_that_differ_are_never_one_person_s_without_a_number() -> None:
    unlike = {**NAME, "address": "household", "age": "different"}
    assert doubtful(MODEL, a_pair(20.0, **unlike), TWO_LISTS).alone.tolist() == [True]
    assert doubtful(MODEL, a_pair(20.0, **unlike, pnc="same"), TWO_LISTS).alone.tolist() == [False]
    assert doubtful(MODEL, a_pair(20.0, **{**unlike, "age": "near"}), TWO_LISTS).alone.tolist() == [
        False
    ]


@pytest.mark.parametrize("relation", DIFFER_SO.at["relation"])
@pytest.mark.parametrize(("more", "doubted"), [({}, True), ({"crn": "slip"}, False)])
def test_a_generation_apart_needs_a_number(
    relation: str, more: dict[str, str], doubted: bool
) -> None:
    one = a_pair(20.0, **{**HOME, "date_of_birth": "swapped", "relation": relation, **more})
    assert doubtful(MODEL, one, TWO_LISTS).alone.tolist() == [doubted]
