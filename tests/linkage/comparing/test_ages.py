"""An age against a date of birth or another age. The day is 1 June 2026."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from linkage.comparing.evidence_of import levels_between, levels_of
from people_lists import Row, a_list, listings_of

ADA: Row = {"forename": "Ada", "surname": "Pym"}
BORN: Row = {**ADA, "date_of_birth": "12/05/1985"}


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ("41", "same"),
        ("40", "same"),
        ("42", "same"),
        ("38", "near"),
        ("43", "near"),
        ("37", "different"),
        ("44", "different"),
        ("approx 37", "same"),
        ("40s", "same"),
        ("30s", "near"),
        ("20s", "different"),
        ("not known", "missing"),
    ],
)
def test_somebody_may_be_older_than_an_age_says_and_hardly_younger(said: str, level: str) -> None:
    assert levels_of(BORN, {**ADA, "age": said})["age"] == level


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [("30", "31", "same"), ("30", "33", "near"), ("30", "34", "different"), ("30", "30s", "same")],
)
def test_of_two_ages_either_may_be_out_of_date(one: str, other: str, level: str) -> None:
    assert levels_of({**ADA, "age": one}, {**ADA, "age": other})["age"] == level


def test_an_age_says_nothing_beside_two_dates_of_birth() -> None:
    assert levels_of({**BORN, "age": "20"}, {**BORN, "age": "70"})["age"] == "missing"
    assert levels_of({**BORN, "age": "20"}, {**ADA, "age": "41"})["age"] == "same"


def test_a_date_of_birth_in_part_is_all_that_it_may_be() -> None:
    assert levels_of({**ADA, "date_of_birth": "1985"}, {**ADA, "age": "39"})["age"] == "same"
    assert levels_of({**ADA, "date_of_birth": "1985"}, {**ADA, "age": "48"})["age"] == "different"


def test_an_age_where_the_date_of_birth_should_be_is_one() -> None:
    assert levels_of(BORN, {**ADA, "date_of_birth": "aged 41"})["age"] == "same"
    assert levels_of(BORN, {**ADA, "date_of_birth": "21"})["age"] == "different"


def test_an_age_was_true_on_the_list_s_own_day() -> None:
    old = a_list("B", {**ADA, "age": "31"})
    then = replace(old, info=replace(old.info, as_at=date(2016, 6, 1)))
    assert levels_between(listings_of(a_list("A", BORN), then), 0, 1)["age"] == "same"
    assert levels_between(listings_of(a_list("A", BORN), old), 0, 1)["age"] == "different"
