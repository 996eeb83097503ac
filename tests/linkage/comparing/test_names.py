"""Whole names: every form of one against every form of the other, in either order."""

from __future__ import annotations

import pytest

from linkage.comparing.evidence_of import levels_of
from people_lists import Row

JOHN: Row = {"forename": "John", "surname": "Smith"}

LINE_UPS = [
    # one row, the other row, surname, forename, how they line up
    pytest.param(JOHN, JOHN, ("same", "same", "as_recorded"), id="as recorded"),
    pytest.param(
        JOHN,
        {"forename": "SMITH", "surname": "JOHN"},
        ("same", "same", "swapped"),
        id="forename and surname in each other's column",
    ),
    pytest.param(
        {"name": "SMITH, John"}, {"name": "John Smith"}, ("same", "same", "as_recorded"), id="comma"
    ),
    pytest.param(
        {"forename": "Anna", "surname": "Jones", "previous_surname": "Smith"},
        {"forename": "Anna", "surname": "Smith"},
        ("same", "same", "previous"),
        id="an earlier surname",
    ),
    pytest.param(
        {"forename": "Paul", "surname": "Brown", "alias": "John Smith"},
        JOHN,
        ("same", "same", "alias"),
        id="an alias",
    ),
    pytest.param(
        {"forename": "David John", "surname": "Smith"},
        JOHN,
        ("same", "same", "middle"),
        id="known by the middle name",
    ),
    pytest.param(
        {"forename": "John", "surname": ""}, JOHN, ("missing", "same", "as_recorded"), id="half"
    ),
    pytest.param(
        {"forename": "John", "surname": "O'Brien"},
        {"forename": "John", "surname": "OBRIEN"},
        ("same", "same", "as_recorded"),
        id="an apostrophe",
    ),
    pytest.param(
        {"forename": "Quillan", "surname": "Petrov"},
        {"forename": "Ivan", "surname": "Quillan"},
        ("same", "different", "swapped_partly"),
        id="one name stands as forename here and as surname there",
    ),
    pytest.param(
        JOHN,
        {"forename": "Peter", "surname": "Okafor"},
        ("different", "different", "as_recorded"),
        id="two people",
    ),
]


@pytest.mark.parametrize(("a", "b", "expected"), LINE_UPS)
def test_names_line_up(a: Row, b: Row, expected: tuple[str, str, str]) -> None:
    found = levels_of(a, b)
    assert (found["surname"], found["forename"], found["name_order"]) == expected


def test_a_name_that_neither_part_is_known_of_is_missing() -> None:
    found = levels_of({"surname": "N/K", "pnc": "02/73319Z"}, JOHN)
    assert {found[name] for name in ("surname", "forename", "name_order")} == {"missing"}


def test_a_middle_name_used_as_the_forename_is_not_counted_twice() -> None:
    found = levels_of(
        {"forename": "David John", "surname": "Smith"},
        {"forename": "John David", "surname": "Smith"},
    )
    assert found["name_order"] == "middle"
    assert found["middle_name"] == "missing"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Paul", "Paul", "same"),
        ("Paul", "P", "initial"),
        ("Paul", "Peter", "different"),
        ("Stephen", "Steven", "same"),
        ("Paul James", "James", "same"),
        ("Paul", "", "missing"),
    ],
)
def test_middle_names(one: str, other: str, expected: str) -> None:
    a, b = ({**JOHN, "middle": middle} for middle in (one, other))
    assert levels_of(a, b)["middle_name"] == expected


@pytest.mark.parametrize(
    ("field", "one", "other", "expected"),
    [
        ("sex", "M", "male", "same"),
        ("sex", "M", "F", "different"),
        ("sex", "M", "not known", "missing"),
        ("street_name", "Biggz", "BIGGZ", "same"),
        ("street_name", "Biggz", "Lil T", "different"),
        ("street_name", "Biggz", "", "missing"),
    ],
)
def test_sex_and_street_names(field: str, one: str, other: str, expected: str) -> None:
    assert levels_of({**JOHN, field: one}, {**JOHN, field: other})[field] == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Smith Jnr", "Smith Snr", "different"),
        ("Smith Jnr", "Smith (Jr)", "missing"),
        ("Smith Jnr", "Smith", "missing"),
        ("Smith", "Smith", "missing"),
    ],
)
def test_junior_and_senior(one: str, other: str, expected: str) -> None:
    a, b = ({**JOHN, "surname": surname} for surname in (one, other))
    assert levels_of(a, b)["generation"] == expected


@pytest.mark.parametrize(
    ("listed", "called", "expected"),
    [
        ("Smokes", "Smokes", "same"),
        ("Smokes", "Biggz", "different"),
        ("Smokes", "Lil T", "different"),
        ("John", "Smokes", "same"),
    ],
)
def test_a_street_name_in_the_place_of_the_forename_agrees_with_it(
    listed: str, called: str, expected: str
) -> None:
    a, b = {**JOHN, "forename": listed}, {**JOHN, "street_name": called}
    assert levels_of(a, b)["forename"] == expected


def test_two_who_share_no_more_than_a_street_name_have_different_forenames() -> None:
    a, b = ({**JOHN, "forename": name, "street_name": "Smokes"} for name in ("Kofi", "John"))
    found = levels_of(a, b)
    assert (found["forename"], found["street_name"]) == ("different", "same")
