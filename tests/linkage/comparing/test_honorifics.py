"""A forename that brothers share is no forename: the name after it is."""

from __future__ import annotations

import pytest

from linkage.comparing.evidence_of import levels_of
from people_lists import Row

HASSAN: Row = {"name": "Mohammed Hassan Ali", "date_of_birth": "03/04/1990"}


@pytest.mark.parametrize(
    ("other", "forename", "middle"),
    [
        ("Mohammed Reza Ali", "different", "missing"),
        ("Muhammad Hasan Ali", "variant", "same"),
        ("Md Hassan Ali", "variant", "same"),
        ("Mohammed Ali", "same", "missing"),
        ("Mohammed H Ali", "same", "initial"),
    ],
)
def test_the_name_after_an_honorific_tells_brothers_apart(
    other: str, forename: str, middle: str
) -> None:
    found = levels_of(HASSAN, {**HASSAN, "name": other})
    assert (found["forename"], found["middle_name"]) == (forename, middle)


def test_brothers_of_one_birth_with_one_honorific_could_be_twins() -> None:
    found = levels_of(HASSAN, {**HASSAN, "name": "Mohammed Reza Ali"})
    assert found["relation"] == "twins"


def test_other_forenames_are_not_replaced() -> None:
    paul = {**HASSAN, "name": "John Paul Ali"}
    found = levels_of(paul, {**paul, "name": "John David Ali"})
    assert (found["forename"], found["middle_name"]) == ("same", "different")
