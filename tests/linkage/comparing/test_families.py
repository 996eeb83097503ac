"""Two rows of one family on a list of families: two members of it, or one of whom there is one."""

from __future__ import annotations

import pytest

from cohortmatch.values.roles import Role
from linkage.comparing.evidence_of import levels_between
from people_lists import Row, a_list, listings_of, strangers


def a_family(one: str, other: str, *, families: tuple[str, str] = ("SF1", "SF1")) -> str:
    """What is said of two rows of a list of families, by what they are in it."""
    rows: list[Row] = [
        {**person, "reference": family, "status": said}
        for person, family, said in zip(strangers(2), families, (one, other), strict=True)
    ]
    families_list = a_list("Families", *rows, role=Role.family)
    listings = listings_of(families_list, a_list("IOM", *strangers(3, "IOM")))
    return levels_between(listings, 0, 1)["family"]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Mother", "Father", "another_member"),
        ("Mother", "Child", "another_member"),
        ("Dad", "daughter", "another_member"),
        ("Mother", "Mother", "same_member"),
        ("Mum", "MOTHER ", "same_member"),
        ("Father", "Dad", "same_member"),
        ("Child", "Child", "missing"),
        ("Child", "Son", "missing"),
        ("Mother", "", "missing"),
        ("Mother", "Lodger", "missing"),
    ],
)
def test_what_two_are_in_one_family(one: str, other: str, expected: str) -> None:
    assert a_family(one, other) == a_family(other, one) == expected


@pytest.mark.parametrize("families", [("SF1", "SF2"), ("SF1", ""), ("", "")])
def test_nothing_is_said_of_two_who_are_not_in_one_family(families: tuple[str, str]) -> None:
    assert a_family("Mother", "Mother", families=families) == "missing"


def test_a_column_that_mostly_says_something_else_is_not_about_families() -> None:
    rows = [
        {**person, "reference": "C1", "status": said}
        for person, said in zip(
            strangers(5), ("Open", "Closed", "Mother", "Open", "Mother"), strict=True
        )
    ]
    cases = a_list("Cases", *rows, role=Role.family)
    listings = listings_of(cases, a_list("IOM", *strangers(3, "IOM")))
    assert levels_between(listings, 2, 4)["family"] == "missing"


def test_two_lists_say_nothing_of_one_family() -> None:
    row = {**strangers(1)[0], "reference": "SF1", "status": "Mother"}
    both = (a_list(name, row, role=Role.family) for name in "AB")
    assert levels_between(listings_of(*both), 0, 1)["family"] == "missing"
