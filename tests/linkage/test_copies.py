"""Rows that repeat one listing very often are compared twice, and the others follow."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

import cohortmatch as cm
from cohortmatch.core.errors import BaseError
from cohortmatch.linkage.copies import MANY, Copies
from cohortmatch.linkage.pairs import Band

AS_OF = date(2026, 6, 1)

SAM = {"Surname": "Okafor", "Forename": "Sam", "Date of birth": "3/4/1985", "Postcode": "RM1 3BD"}
GRACE = {"Surname": "Mensah", "Forename": "Grace", "Date of birth": "28/2/1979", "Postcode": ""}


def rows(*people: dict[str, str], times: int) -> pd.DataFrame:
    return pd.DataFrame([*people, *[SAM] * times])


@pytest.mark.parametrize("times", [2, 10, MANY, MANY + 1, 3_000])
def test_however_often_a_row_stands_it_is_one_person(times: int) -> None:
    found = cm.match({"IOM": rows(GRACE, times=times)}, as_of=AS_OF)
    persons = pd.Series(found.view.resolved.person)
    assert persons.nunique() == 2
    assert persons.value_counts().max() == times


def test_a_person_on_several_lists_has_all_rows_of_each() -> None:
    lists = {"IOM": rows(GRACE, times=100), "MAPPA": rows(times=200), "DIP": rows(GRACE, times=1)}
    person = cm.match(lists, as_of=AS_OF).view.resolved.person
    assert pd.Series(person).value_counts().tolist() == [301, 2]


@pytest.mark.parametrize("times", [MANY, MANY + 1, 5_000])
def test_bare_names_are_never_certain_however_many_there_are(times: int) -> None:
    found = cm.match({"IOM": rows(times=times)[["Surname", "Forename"]]}, as_of=AS_OF)
    assert not (found.view.resolved.band == Band.same).any()


def test_up_to_fifty_rows_are_all_compared() -> None:
    listings = cm.read_lists({"IOM": rows(times=MANY)})
    assert len(Copies.among(listings).place) == 0


def test_of_more_two_are_compared_on_every_list() -> None:
    lists = {"IOM": rows(GRACE, times=MANY), "MAPPA": rows(times=3), "DIP": rows(times=1)}
    copies = Copies.among(cm.read_lists(lists))
    assert len(copies.compared(MANY + 5)) == 1 + 2 + 2 + 1
    assert copies.first.tolist() == [1] * (MANY - 2) + [MANY + 1]
    assert copies.second.tolist() == [2] * (MANY - 2) + [MANY + 2]


def test_a_decision_about_a_copy_counts() -> None:
    frame = rows(times=100)
    ids = pd.DataFrame({"left": ["IOM:0"], "right": ["IOM:99"], "answer": ["different"]})
    result = cm.match({"IOM": frame}, decisions=ids, as_of=AS_OF)
    person = result.view.resolved.person
    assert person[0] != person[99]


def test_a_base_is_not_made_of_copies() -> None:
    result = cm.match({"IOM": rows(times=100)}, as_of=AS_OF)
    with pytest.raises(BaseError, match="dozens of rows say the same"):
        result.base()
