"""Parts of names are not people, and a column is the same on every list of a run."""

from __future__ import annotations

from itertools import permutations

import pandas as pd
import pytest
from tests.reading.formats.books import codes, fields, only

import cohortmatch as cm
from cohortmatch.reading import read_all

GIVEN = ["Ivor", "Gus", "Tamsin", "Lorcan", "Odette", "Rufus"]
FAMILY = ["Quarmby", "Yardley", "Okwuosa", "Penhaligon", "Fairweather", "Tamblyn"]
SECOND = ["Max", "", "", "Lee", "", ""]
SECOND_SURNAME = ["", "", "Roe", "", "", ""]
BORN = ["03/04/1979", "22/07/1972", "01/02/1983", "14/05/1990", "30/11/1988", "09/09/1995"]
WHOLE = [f"{given} {family}" for given, family in zip(GIVEN, FAMILY, strict=True)]
IN_PARTS = {
    "fname_c1": GIVEN,
    "fname_c2": SECOND,
    "lname_c1": FAMILY,
    "lname_c2": SECOND_SURNAME,
    "dob": BORN,
}


@pytest.mark.parametrize("order", [*permutations(IN_PARTS)][::17])
def test_numbered_parts_of_a_name_are_one_person_in_any_order(order: tuple[str, ...]) -> None:
    raw = only({"list": pd.DataFrame({heading: IN_PARTS[heading] for heading in order})})
    found = fields(raw)
    assert len(raw.rows) == 6 and "several-people-a-row" not in codes(raw)
    assert (found["fname_c1"], found["fname_c2"]) == ("forename", "middle")
    assert found["lname_c"] == "surname" and raw.frame["lname_c"][2] == "Okwuosa Roe"


def test_numbered_names_of_one_word_are_one_whole_name() -> None:
    names = {"PERNAME1": GIVEN, "INITIAL": ["L", "", "", "M", "", ""], "PERNAME2": FAMILY}
    born = {"DOB_DAY": list("312498"), "DOB_MON": list("479582"), "DOB_YEAR": ["1979"] * 6}
    raw = only({"list": pd.DataFrame({**names, **born, "SEX": ["M"] * 6})})
    assert len(raw.rows) == 6 and "several-people-a-row" not in codes(raw)
    assert fields(raw)["PERNAME"] == "name" and list(raw.frame["PERNAME"]) == WHOLE
    assert "1979-04" in next(iter(raw.frame["Date of birth"]))


def test_numbered_whole_names_stay_people() -> None:
    names = {"Name 1": WHOLE, "Name 2": WHOLE[::-1]}
    raw = only({"list": pd.DataFrame({**names, "DOB": BORN})})
    assert len(raw.rows) == 12 and "several-people-a-row" in codes(raw)


def test_numbered_people_stay_people() -> None:
    both = {"Forename 1": GIVEN, "Surname 1": FAMILY, "Forename 2": GIVEN[::-1]}
    raw = only(
        {"list": pd.DataFrame({**both, "Surname 2": FAMILY[::-1], "Postcode": ["RM1 3BD"] * 6})}
    )
    assert len(raw.rows) == 12 and "several-people-a-row" in codes(raw)


PARTS = [
    ({"first_and_surname": WHOLE, "surname": FAMILY}, "first_and_surname", "name"),
    ({"surname": FAMILY, "first_and_surname": WHOLE}, "first_and_surname", "name"),
    ({"full name": WHOLE, "Surname": FAMILY, "Forename": GIVEN}, "full name", "other"),
    ({"Surname": FAMILY, "Forename": GIVEN, "full name": WHOLE}, "full name", "other"),
    ({"raw_name_first": GIVEN, "raw_name_last": FAMILY}, "raw_name_last", "surname"),
    ({"raw_inventor_name_first": GIVEN, "sn": FAMILY}, "raw_inventor_name_first", "forename"),
    ({"PRIMARY_NAME_LAST": FAMILY, "PRIMARY_NAME_FIRST": GIVEN}, "PRIMARY_NAME_LAST", "surname"),
    ({"gname": GIVEN, "sname": FAMILY}, "gname", "forename"),
    ({"given": GIVEN, "family": FAMILY, "nick": GIVEN}, "nick", "street_name"),
    ({"personFirstName": GIVEN, "personLastName": FAMILY}, "personFirstName", "forename"),
]  # fmt: skip


@pytest.mark.parametrize(("names", "heading", "field"), PARTS)
def test_parts_of_names_under_a_machines_headings(
    names: dict[str, list[str]], heading: str, field: str
) -> None:
    found = fields(only({"list": pd.DataFrame({**names, "DOB": BORN})}))
    assert (found[heading], found["DOB"]) == (field, "date_of_birth")


ALONE = "IOM nominal|MAPPA nominal|Gang member|Probation client|Level 2 offender|Tier 1 offender"
ALONE += "|Prolific offender|Licence offender|YOT client|Drug client|Tagged offender|Ward nominal"
ALONE += "|Member|Perp|Detainee|Accused|PoP|SU|Pupil"


@pytest.mark.parametrize("heading", ALONE.split("|"))
def test_a_word_for_the_nominal_is_a_name_without_a_date_beside_it(heading: str) -> None:
    raw = only({"list": pd.DataFrame({"Ward": ["Mawney", "Heaton"] * 3, heading: WHOLE})})
    assert fields(raw)[heading] == "name" and codes(raw) == set()


@pytest.mark.parametrize(
    "cells",
    [
        ["Y", "N", "Y", "Y", "N", "Y"],
        ["Statutory", "Non-statutory"] * 3,
        ["In Custody", "High Risk", "Low Risk", "Released", "Tier One", "Tier Two"],
    ],
)
def test_a_word_for_the_nominal_over_no_names_is_carried_along(cells: list[str]) -> None:
    table = {"Name": WHOLE, "DOB": BORN, "Prolific offender": cells}
    assert fields(only({"list": pd.DataFrame(table)}))["Prolific offender"] == "status"


def test_a_heading_that_says_nothing_is_what_the_cells_of_another_list_told() -> None:
    known = pd.DataFrame(
        {"xnm1": ["Daniel", "Grace", "Piotr"], "xnm2": ["Walker", "Patel", "Khan"]}
    )
    rare = pd.DataFrame({"xnm2": ["Vrook", "Jarn", "Plim"], "xnm1": ["Quill", "Zarn", "Obb"]})
    for lists in ({"A": known, "B": rare}, {"B": rare, "A": known}):
        read = read_all(lists)
        assert read.errors == ()
        for raw in read.lists:
            assert fields(raw)["xnm1"] == "forename" and fields(raw)["xnm2"] == "surname"
            assert codes(raw) == {"column-by-values"}


def test_an_e_mail_address_is_read_and_shown_and_not_compared() -> None:
    frames = {
        name: pd.DataFrame({"Name": WHOLE, "DOB": BORN, "E-mail": [f"{n}@Example.org"] * 6})
        for n, name in enumerate(("IOM", "SGV"))
    }
    listings = cm.read_lists(frames)
    assert listings.field("email").of(0) == ("0@example.org",)
    result = cm.match(frames)
    assert len(result.people) == 6 and "email" not in result.links.columns
