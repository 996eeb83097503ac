"""What two people who agree may be to each other: told only where something points to it."""

from __future__ import annotations

import pytest

from cohortmatch.linkage.explanations import perhaps, relation
from cohortmatch.linkage.explanations.relations import DIFFERENT, PERHAPS, different
from cohortmatch.linkage.model import shipped


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ({}, ""),
        ({"address": "missing", "relation": "missing"}, ""),
        ({"address": "household", "relation": "missing"}, "household"),
        ({"address": "postcode", "relation": "missing"}, ""),
        ({"address": "postcode", "relation": "household"}, "household"),
        ({"address": "household", "relation": "undated_household"}, "household"),
        ({"address": "street", "relation": "household"}, "street"),
        ({"address": "household", "relation": "twins_one_address"}, "twins_one_address"),
        ({"address": "missing", "relation": "twins"}, "twins"),
        ({"address": "household", "relation": "parent_child"}, "parent_child"),
        ({"address": "different", "relation": "namesakes"}, "namesakes"),
        ({"address": "different", "relation": "name_only"}, ""),
    ],
)
def test_what_they_may_be(levels: dict[str, str], expected: str) -> None:
    assert relation(levels) == expected


def test_every_relation_has_words_for_an_open_and_for_a_settled_pair() -> None:
    assert set(PERHAPS) == set(DIFFERENT)
    for found in PERHAPS:
        assert perhaps(found).startswith("perhaps ")
        assert "different people" in different(found)
    assert perhaps("") == different("") == ""


def test_the_levels_are_those_of_the_shipped_model() -> None:
    model = shipped()
    known = {level.name for level in model.comparison("relation").levels}
    assert {"household", "undated_household"} | (set(PERHAPS) - {"street"}) <= known
    assert {"household", "postcode"} <= {level.name for level in model.comparison("address").levels}


def test_one_phone_is_one_household_s_where_no_more_is_known() -> None:
    assert relation({"phone": "same", "relation": "undated_household"}) == "household"
    assert relation({"address": "street", "relation": "undated_household"}) == "street"
