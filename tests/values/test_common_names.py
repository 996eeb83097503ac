"""The country's commonest names, and how many Londoners can be mistaken for each other by them."""

from __future__ import annotations

from math import expm1

import pandas as pd
import pytest

import cohortmatch as cm
from cohortmatch.values.common_names import forename_share, surname_share
from cohortmatch.values.words import table

BORN_ON_A_DAY = 172
"""London men born on any given date: what one of them has for a full name, another may have too."""
COMMON = ["John Smith", "Paul Williams", "Sarah Jones", "Michael Brown", "David Taylor"]
RARER = ["Mark Davies", "John Quillan", "Zebedee Smith", "Zebedee Quillan", "Kofi Harris"]


def another(name: str) -> float:
    """The chance that somebody else of that name was born on the same day."""
    forename, surname = name.lower().split()
    return -expm1(-BORN_ON_A_DAY * forename_share(forename) * surname_share(surname))


@pytest.mark.parametrize(
    ("one", "other"), [("smith", "smyth"), ("taylor", "tayler"), ("ahmed", "ahmad")]
)
def test_spellings_of_one_surname_have_one_share(one: str, other: str) -> None:
    assert surname_share(one) == surname_share(other) > 0


@pytest.mark.parametrize(
    ("one", "other"), [("stephen", "steven"), ("mohammed", "md"), ("catherine", "kathryn")]
)
def test_spellings_of_one_forename_have_one_share(one: str, other: str) -> None:
    assert forename_share(one) == forename_share(other) > 0


def test_a_name_that_is_not_among_the_commonest_has_no_share() -> None:
    assert surname_share("quillan") == forename_share("zebedee") == 0


def test_shares_are_those_of_a_population() -> None:
    """No name is anybody's, and all common ones together leave room for the others."""
    for kind, share in (("surnames", surname_share), ("forenames", forename_share)):
        words = [word for line in table("common_names")[kind].values() for word in line.split()]
        assert len(words) == len(set(words))
        assert 0 < sum(map(share, words)) < (0.5 if kind == "surnames" else 2.0)


@pytest.mark.parametrize("name", COMMON)
def test_a_common_name_and_date_of_birth_are_asked_about_on_the_shortest_lists(name: str) -> None:
    assert another(name) > 0.02
    assert said(name) == "check"


@pytest.mark.parametrize("name", RARER)
def test_a_name_that_few_share_with_its_date_of_birth_is_enough(name: str) -> None:
    assert another(name) < 0.02
    assert said(name) == "same"


@pytest.mark.parametrize("name", ["Mohammed Khan", "Mohammed Ali", "Ahmed Ali", "Muhammad Hussain"])
def test_two_names_of_one_tradition_meet_more_often_than_chance(name: str) -> None:
    assert said(name) == "check"


def said(name: str) -> str:
    """What is said of two lists of one row each with that name and one date of birth."""
    row = pd.DataFrame({"Name": [name], "Date of birth": ["12/05/1985"]})
    return cm.match({"a": row, "b": row}).why("a:0", "b:0").band.name
