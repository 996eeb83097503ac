"""Name cells to the forms under which the person may stand on another list."""

from __future__ import annotations

import pytest

from cohortmatch.core.types import NameKind
from cohortmatch.normalising.names import person_forms
from cohortmatch.values.names import NameForm
from laws.test_normalising import forms_of
from people_lists import Row, a_list, listings_of

SMITH = ("john", "smith", "recorded")

FORMS = [
    pytest.param({"forename": "John", "surname": "Smith"}, [SMITH], id="two columns"),
    pytest.param({"name": "SMITH, John"}, [SMITH], id="one column"),
    pytest.param(
        {"forename": "John Paul", "surname": "Smith"},
        [SMITH, ("paul", "smith", "middle")],
        id="a middle name may be the forename elsewhere",
    ),
    pytest.param(
        {"forename": "Anne-Marie", "surname": "Smith"},
        [
            ("anne", "smith", "recorded"),
            ("marie", "smith", "middle"),
            ("annemarie", "smith", "middle"),
        ],
        id="a given name of two words may be one word elsewhere",
    ),
    pytest.param(
        {"forename": "John", "middle": "Paul", "surname": "Smith"},
        [SMITH, ("paul", "smith", "middle")],
        id="a middle name in a column of its own",
    ),
    pytest.param(
        {"forename": "John P", "surname": "Smith"}, [SMITH], id="an initial is no forename"
    ),
    pytest.param(
        {"forename": "Gurpreet Singh", "surname": "Gill"},
        [("gurpreet", "gill", "recorded")],
        id="Singh is no forename",
    ),
    pytest.param(
        {"forename": "Anna", "surname": "Jones", "previous_surname": "Smith"},
        [("anna", "jones", "recorded"), ("anna", "smith", "previous")],
        id="an earlier surname",
    ),
    pytest.param(
        {"forename": "John", "surname": "Smith", "alias": "Peter Brown"},
        [SMITH, ("peter", "brown", "alias")],
        id="an alias",
    ),
    pytest.param(
        {"forename": "John", "surname": "Smith", "alias": "SMITH, John"},
        [SMITH],
        id="an alias that is the name itself",
    ),
    pytest.param(
        {"forename": "Ya Nan", "surname": "Chen"},
        [("ya", "chen", "recorded"), ("nan", "chen", "middle"), ("yanan", "chen", "middle")],
        id="syllables apart",
    ),
    pytest.param(
        {"forename": "Ya-Nan", "surname": "Smith"},
        [("ya", "smith", "recorded"), ("nan", "smith", "middle")],
        id="not of a Chinese family",
    ),
    pytest.param({"forename": "", "surname": "Smith"}, [("", "smith", "recorded")], id="surname"),
    pytest.param({"forename": "N/K", "surname": "Unknown"}, [], id="placeholders"),
]


@pytest.mark.parametrize(("row", "forms"), FORMS)
def test_forms_of_a_name(row: Row, forms: list[tuple[str, str, str]]) -> None:
    listings = listings_of(a_list("A", {**row, "crn": "X987001"}))
    assert forms_of(listings.names, 0) == forms


def test_street_names_and_middle_names_are_kept_apart() -> None:
    row = {"forename": "John Paul", "surname": "Smith", "street_name": "Biggz"}
    names = listings_of(a_list("A", row)).names
    assert (names.middle.of(0), names.street.of(0)) == (("paul",), ("biggz",))


def test_no_more_than_two_middle_names_stand_as_forenames() -> None:
    names = listings_of(a_list("A", {"forename": "A Bob Carl Dave", "surname": "Smith"})).names
    kinds = [kind for _, _, kind in forms_of(names, 0)]
    assert kinds.count("middle") == 2
    assert names.middle.of(0) == ("bob", "carl", "dave")


def test_an_alias_takes_the_part_it_lacks_from_the_recorded_name() -> None:
    recorded = NameForm("recorded", ("john",), "smith")
    known_as = person_forms([recorded, NameForm("alias", ("jj",), "")])
    assert known_as.forms[1] == ("jj", "smith", NameKind.alias)
    born = person_forms([recorded, NameForm("previous", (), "brown")])
    assert born.forms[1] == ("john", "brown", NameKind.previous)


def test_words_are_numbered_once_for_all_lists() -> None:
    smith = {"forename": "John", "surname": "Smith"}
    names = listings_of(a_list("A", smith, smith), a_list("B", smith)).names
    assert names.words == ("smith", "john") or names.words == ("john", "smith")
    assert len(names) == 3 and len(names.given) == 3


def test_what_was_noticed_is_told_once_for_a_column() -> None:
    rows = [{"forename": "N/K", "surname": f"Ole{letter}"} for letter in "abc"]
    found = [f for f in listings_of(a_list("A", *rows)).noticed if f.code == "name-placeholder"]
    assert [(f.column, f.rows) for f in found] == [("forename", (2, 3, 4))]
