"""Dates known in part, in whole runs: what each is worth, and what is said of the pair."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import NamedTuple

import pandas as pd
import pytest

import cohortmatch as cm

AS_OF = date(2026, 6, 1)
TWELVE = "Yardley Ashdown Pellow Tregear Nance Odgers Rowse Spargo Vivian Uren Trott Sleep"
CALLED = "Gus Bram Colm Denzil Ewart Floyd Garth Hugh Ivan Jory Kit Les"
SURNAMES = TWELVE.split()
FORENAMES = CALLED.split()
IOM = [f"{10 + n}/0{n % 9 + 1}/{1970 + n}" for n in range(12)]


class Pair(NamedTuple):
    level: str
    band: str
    bits: float
    why: str


def a_list(born: str, others: list[str], start: int, postcode: str) -> pd.DataFrame:
    """Ivor Quarmby, born so and living there, and others."""
    end = start + len(others)
    return pd.DataFrame(
        {
            "Surname": ["Quarmby", *SURNAMES[start:end]],
            "Forename": ["Ivor", *FORENAMES[start:end]],
            "DOB": [born, *others],
            "Postcode": [postcode, *[""] * len(others)],
        }
    )


@cache
def pair(one: str, other: str, *, postcode: str = "", others: tuple[str, ...] = ()) -> Pair:
    """What is said of Ivor Quarmby on two lists; `others` are the other dates of the second."""
    second = list(others) or IOM[3:]
    lists = {
        "IOM": a_list(one, IOM[:3], 0, postcode),
        "MAPPA": a_list(other, second, 3, postcode),
    }
    result = cm.match(lists, as_of=AS_OF)
    told = result.why("IOM:0", "MAPPA:0")
    born = [r.words for r in told.reasons if r.comparison == "date_of_birth" and r.kind == "level"]
    level = born[0].removeprefix("date of birth: ") if born else ""
    return Pair(level, told.band.name, told.weight, str(told))


BORN = "14/03/1985"
ALONE = [
    # the other list gives   what is said of the dates                                       band
    ("14/03/1985", "the same", "same"),
    ("03/1985", "only month and year can be compared, and they agree", "check"),
    ("Mar 1985", "only month and year can be compared, and they agree", "check"),
    ("1985", "only the year can be compared, and it agrees", "check"),
    ("04/1985", "only month and year can be compared, and the months differ", "check"),
    ("14/03", "only day and month can be compared, and they agree", "check"),
    ("14/03/1885", "only day and month can be compared, and they agree", "check"),
    ("15/03", "only day and month can be compared, and they differ", "check"),
    ("1985-03-75", "only month and year can be compared, and they agree", "check"),
    ("31/02/1985", "only the year can be compared, and it agrees", "check"),
    ("14/03/2085", "the same", "same"),
    ("07/06/1905", "only the year can be compared, and it agrees", "check"),
]


@pytest.mark.parametrize(("other", "level", "band"), ALONE)
def test_a_name_and_a_date_in_part(other: str, level: str, band: str) -> None:
    found = pair(BORN, other)
    assert (found.level, found.band) == (level, band)


def test_the_more_of_a_date_agrees_the_more_it_is_worth() -> None:
    known = ["04/1985", "1985", "03/1985", "14/03", BORN]
    bits = [pair(BORN, other, postcode="RM1 3BD").bits for other in known]
    assert bits == sorted(bits)
    month, year = (pair(BORN, each, postcode="RM1 3BD").bits for each in ("03/1985", "1985"))
    assert month - year == pytest.approx(3.6, abs=0.1), "log2(12), less a month mistyped"


def test_a_month_that_differs_counts_as_a_month() -> None:
    """It costs what an error in a month is rare, and is not a difference of the whole date."""
    differs, year, other = (
        pair(BORN, each, postcode="RM1 3BD").bits for each in ("04/1985", "1985", "09/1996")
    )
    assert differs - year == pytest.approx(-5.6, abs=0.1)
    assert other < differs - 6


@pytest.mark.parametrize("other", ["03/1985", "14/03", "14/03/1885"])
def test_with_a_home_what_is_known_of_a_date_is_enough(other: str) -> None:
    assert pair(BORN, other, postcode="RM1 3BD").band == "same"


FIRSTS = tuple(f"01/{n:02}/{1970 + n}" for n in range(4, 13))


def test_a_column_of_firsts_is_compared_by_month_and_year() -> None:
    found = pair(BORN, "01/03/1985", others=FIRSTS)
    assert found.level == "only month and year can be compared, and they agree"
    assert "+7.2  date of birth: only month and year can be compared, and they agree" in found.why


@pytest.fixture(scope="module")
def family() -> cm.CrossReference:
    """Two of one home and surname, born in one month: twins, or one person under two names."""
    rows = {"Surname": ["Quarmby"], "Postcode": ["RM1 3BD"], "Address": ["12 High Road"]}
    one = pd.DataFrame(rows | {"Forename": ["Ivor"], "DOB": ["14/03/1985"]})
    other = pd.DataFrame(rows | {"Forename": ["Giles"], "DOB": ["03/1985"]})
    return cm.match({"IOM": one, "MAPPA": other}, as_of=AS_OF)


def test_twins_of_whom_one_has_month_and_year_are_never_certain(family: cm.CrossReference) -> None:
    told = family.why("IOM:0", "MAPPA:0")
    assert told.band.name != "same"
    assert "could be twins" in str(told)


def test_files_say_what_is_known_of_a_date() -> None:
    for text, iso in (
        ("14/03", "XXXX-03-14"),
        ("03/1985", "1985-03"),
        ("1885-03-14", "XXXX-03-14"),
    ):
        lists = {
            "IOM": a_list(text, IOM[:3], 0, "RM1 3BD"),
            "MAPPA": a_list(text, IOM[3:], 3, "RM1 3BD"),
        }
        people = cm.match(lists, as_of=AS_OF).people
        assert people["date_of_birth"].tolist() == [iso]
