"""Unrelated surnames at one address: a hostel has many, a family never does, however large."""

from __future__ import annotations

import pytest

from cohortmatch.normalising.households import Resident, unrelated

# Residents as "forename middle surname [+ earlier surname]", how many unrelated surnames, because
HOUSES = [
    ("Tom Bell; Raj Patel; Ian Hogg; Kofi Mensah", 4, "a hostel"),
    ("Tom Bell; Ann Bell; Joe Bell; Sue Bell; Ben Bell", 1, "a big family"),
    ("Tom Bell; Ann Bell; Ian Hogg; Sue Hogg", 2, "two families"),
    ("Jan Kowalski; Ewa Kowalska; Petras Kazlauskas; Rasa Kazlauskiene", 2, "by sex"),
    ("Tom Smith; Ann Smyth", 1, "spellings of one surname"),
    ("Tom Bell; Ann Hogg; Joe Bell Hogg", 1, "a child with both halves"),
    ("Tom Bell; Ann Bell + Hogg; Ian Hogg", 1, "an earlier surname"),
    ("Rahim Uddin; Rokeya Begum; Salma Khatun; Karim Miah; Ali Hussain", 1, "none is handed on"),
    ("Gurdev Singh; Harpreet Kaur; Simran Kaur", 1, "Singh and Kaur"),
    ("Warsame Farah; Ayaan Warsame; Hodan Warsame", 1, "a father's name"),
    ("Tom Bell; Raj Patel; Ian Hogg; Rahim Uddin; Salma Begum", 4, "a hostel all the same"),
]


def resident(text: str) -> Resident:
    own, _, earlier = text.strip().partition(" + ")
    forename, surname = own.lower().split(" ", 1)
    surnames = {surname, earlier.lower()} - {""}
    return Resident(surname, frozenset(surnames), (forename,))


@pytest.mark.parametrize(("house", "expected", "because"), HOUSES)
def test_unrelated_surnames_are_counted(house: str, expected: int, because: str) -> None:
    residents = [resident(text) for text in house.split(";")]
    assert unrelated(residents) == expected, because
    assert unrelated(reversed(residents)) == expected, "whatever the order"


def test_one_person_under_two_surnames_makes_no_two_families() -> None:
    ann = [
        Resident(name, frozenset({name}), ("ann",), born=(1990, 2, 3)) for name in ("bell", "pym")
    ]
    assert unrelated(ann) == 1
    assert unrelated([ann[0], ann[1]._replace(born=(1991, 2, 3))]) == 2


def test_one_family_reference_is_one_family() -> None:
    names = ("bell", "pym", "hogg", "mensah")
    assert unrelated(Resident(name, family="F12") for name in names) == 1
    assert unrelated(Resident(name, family=name) for name in names) == 4


def test_listings_without_a_surname_count_for_nothing() -> None:
    assert unrelated([Resident(""), Resident("", names=("tom",))]) == 0
