"""People who agree and are two all the same: twins, parents and children, families, namesakes."""

from __future__ import annotations

import pytest

from linkage.comparing.evidence_of import levels_between, levels_of
from people_lists import Row, a_list, a_pnc, listings_of

HOME = "10 High Street, RM1 3BD"
KOFI: Row = {
    "forename": "Kofi",
    "surname": "Osei",
    "date_of_birth": "12/05/1985",
    "address": HOME,
}

RELATIONS = [
    pytest.param(
        {**KOFI, "forename": "Daniel", "address": ""}, "twins", id="one surname and date of birth"
    ),
    pytest.param({**KOFI, "forename": "Daniel"}, "twins_one_address", id="twins at one address"),
    pytest.param(
        {**KOFI, "forename": "Daniel", "address": "4 Low Road, E17 4RH"},
        "twins_two_addresses",
        id="twins who live apart",
    ),
    pytest.param(
        {**KOFI, "forename": "Lofi", "address": ""}, "twins", id="twins whose names rhyme"
    ),
    pytest.param({**KOFI, "date_of_birth": "03/01/1961"}, "parent_child", id="father and son"),
    pytest.param(
        {**KOFI, "forename": "Daniel", "date_of_birth": "23/11/1999"}, "household", id="brothers"
    ),
    pytest.param(
        {**KOFI, "forename": "Daniel", "date_of_birth": ""},
        "undated_household",
        id="no date of birth",
    ),
    pytest.param(
        {**KOFI, "date_of_birth": "23/11/1999", "address": ""},
        "far_birth",
        id="one name, quite another date of birth",
    ),
    pytest.param(
        {**KOFI, "date_of_birth": "12/05/1986", "address": ""},
        "other_birth",
        id="one name, a date of birth a slip apart",
    ),
    pytest.param(KOFI, "household", id="himself: a family would share both"),
    pytest.param(
        {**KOFI, "surname": "Petrov", "forename": "Ivan", "date_of_birth": "01/02/1990"},
        "missing",
        id="another surname at one address",
    ),
    pytest.param(
        {**KOFI, "forename": "Ivan", "date_of_birth": "23/11/1999", "address": ""},
        "missing",
        id="one surname only",
    ),
    pytest.param(
        {**KOFI, "date_of_birth": "12/05/1998", "forename": "Daniel", "address": ""},
        "missing",
        id="one birthday, years apart",
    ),
]


@pytest.mark.parametrize(("other", "expected"), RELATIONS)
def test_relations(other: Row, expected: str) -> None:
    assert levels_of(KOFI, other)["relation"] == expected


TWO_NUMBERS = [
    ("Kofie", HOME, "twins_one_address"),
    ("Kof", HOME, "twins_one_address"),
    ("Koif", HOME, "twins_one_address"),
    ("Koif", "", "twins"),
    ("Koif", "4 Low Road, E17 4RH", "twins_two_addresses"),
    ("Kofie", "", "namesakes"),
    ("Kofi", "", "namesakes"),
    ("Kofi", HOME, "household"),
]
"""Forenames and addresses of one born with Kofi Osei, whose PNC ID is another."""


@pytest.mark.parametrize(("forename", "address", "expected"), TWO_NUMBERS)
def test_a_forename_that_is_nearly_the_same_is_a_twins_where_numbers_differ(
    forename: str, address: str, expected: str
) -> None:
    other = {**KOFI, "forename": forename, "address": address, "pnc": a_pnc(900001)}
    assert levels_of({**KOFI, "pnc": a_pnc(1)}, other)["relation"] == expected
    del other["pnc"]
    assert not levels_of({**KOFI, "pnc": a_pnc(1)}, other)["relation"].startswith("twins")


def test_ten_years_are_no_generation_but_relatives_have_one_name_too() -> None:
    cousin = {**KOFI, "date_of_birth": "23/11/1975"}
    assert levels_of(KOFI, cousin)["relation"] == "relatives"


def at_large(**cells: str) -> Row:
    """Kofi Osei without an address."""
    return {**KOFI, "address": "", **cells}


def test_one_name_and_date_of_birth_with_two_pncs_could_be_namesakes() -> None:
    one, other = at_large(pnc=a_pnc(1)), at_large(pnc=a_pnc(900001))
    assert levels_of(one, other)["relation"] == "namesakes"


def test_two_pncs_are_no_namesakes_when_another_number_agrees() -> None:
    one = at_large(pnc=a_pnc(1), crn="X987001")
    other = at_large(pnc=a_pnc(900001), crn="X987001")
    assert levels_of(one, other)["relation"] == "missing"


@pytest.mark.parametrize("forename", ["Kofi", "K", ""])
@pytest.mark.parametrize("birth", ["12/05/1985", ""])
def test_two_probation_numbers_of_one_name_are_told(forename: str, birth: str) -> None:
    """People do have several, so they are no proof of two people; nor is the name one of one."""
    one = at_large(crn="X987001")
    other = at_large(crn="X123789", forename=forename, date_of_birth=birth)
    assert levels_of(one, other)["relation"] == "two_numbers"


@pytest.mark.parametrize("address", ["", HOME])
@pytest.mark.parametrize("forename", ["Kofi", "K"])
def test_numbers_of_two_kinds_that_differ_are_told_in_one_house_too(
    address: str, forename: str
) -> None:
    one = {**KOFI, "address": address, "crn": "X987001", "pnc": a_pnc(1)}
    other = {**one, "forename": forename, "crn": "X123789", "pnc": a_pnc(900001)}
    assert levels_of(one, other)["relation"] == "two_kinds"
    assert levels_of(one, {**other, "crn": "X987001"})["relation"] != "two_kinds"


def test_two_probation_numbers_say_nothing_when_another_number_agrees() -> None:
    one, other = at_large(crn="X987001", pnc=a_pnc(1)), at_large(crn="X123789", pnc=a_pnc(1))
    assert levels_of(one, other)["relation"] == "missing"


def londoners(name: str) -> list[Row]:
    """Two hundred people, every other of whom bears one part of the name."""
    first, last = name.split()
    mixed = [{"forename": first, "surname": f"{letters}ovu"} for letters in two_letters(50)]
    mixed += [{"forename": f"{letters}elo", "surname": last} for letters in two_letters(50)]
    return mixed + [{"forename": f"{w}ina", "surname": f"{w}oru"} for w in two_letters(100)]


def two_letters(n: int) -> list[str]:
    consonants = "bcdfghjklmnprstvz"
    return [a + "u" + b + a for a in consonants for b in consonants][:n]


def test_a_common_name_and_a_date_of_birth_alone_are_said_to_be_just_that() -> None:
    rows = [at_large(forename="John", surname="Smith")] * 2
    listings = listings_of(a_list("A", rows[0]), a_list("B", rows[1], *londoners("John Smith")))
    assert levels_between(listings, 0, 1)["relation"] == "common_name"


@pytest.mark.parametrize(
    "more", [{"pnc": a_pnc(1)}, {"middle": "Paul"}, {"address": HOME}, {"crn": "X987001"}]
)
def test_a_common_name_is_no_more_than_a_name_once_something_else_agrees(more: Row) -> None:
    rows = [at_large(forename="John", surname="Smith", **more)] * 2
    listings = listings_of(a_list("A", rows[0]), a_list("B", rows[1], *londoners("John Smith")))
    assert levels_between(listings, 0, 1)["relation"] != "common_name"


def test_a_rare_name_is_not_said_to_be_common() -> None:
    rows = [at_large(forename="Zebedee", surname="Quillan")] * 2
    listings = listings_of(a_list("A", rows[0]), a_list("B", rows[1], *londoners("John Smith")))
    assert levels_between(listings, 0, 1)["relation"] == "missing"


@pytest.mark.parametrize(
    ("more", "relation"), [({}, "common_name"), ({"crn": "X987001"}, "missing")]
)
def test_initials_and_a_date_of_birth_alone_are_a_common_name(more: Row, relation: str) -> None:
    whole = at_large(forename="Zebedee", surname="Quillan", **more)
    short = at_large(forename="Z", surname="Q", **more)
    listings = listings_of(a_list("A", whole), a_list("B", short, *londoners("John Smith")))
    found = levels_between(listings, 0, 1)
    assert (found["surname"], found["forename"]) == ("initial", "initial")
    assert found["relation"] == relation


CALLED = {"forename": "Kofi", "surname": "Osei", "phone": "07700 900252"}
RELATED_BY_PHONE_OR_AGE = [
    ({}, {}, "name_only", "one name and a phone: father and son have both"),
    ({}, {"forename": "Daniel"}, "undated_household", "brothers"),
    ({"middle": "Paul"}, {"middle": "Paul"}, "undated_household", "a middle name too"),
    ({"age": "52"}, {"age": "21"}, "parent_child", "a generation apart by their ages"),
    ({"age": "52"}, {"age": "44"}, "relatives", "two ages, and less than a generation"),
    ({"age": "38"}, {"age": "22"}, "relatives", "sixteen years by ages, which may be old"),
    ({"age": "39"}, {"age": "22"}, "parent_child", "seventeen years by ages"),
    ({"age": "39"}, {"age": "38"}, "name_only", "one age"),
    ({"age": "52", "crn": "X987001"}, {"age": "52", "crn": "X123789"}, "two_numbers", "two CRNs"),
]


@pytest.mark.parametrize(("one", "other", "expected", "why"), RELATED_BY_PHONE_OR_AGE)
def test_a_phone_is_shared_like_a_home_and_an_age_tells_generations(
    one: Row, other: Row, expected: str, why: str
) -> None:
    assert levels_of({**CALLED, **one}, {**CALLED, **other})["relation"] == expected, why


def test_father_and_son_at_one_address_are_told_by_an_age_and_a_date_of_birth() -> None:
    son = {**KOFI, "date_of_birth": "", "age": "19"}
    assert levels_of(KOFI, son)["relation"] == "parent_child"
    assert levels_of(KOFI, {**son, "age": "41"})["relation"] == "undated_household"
