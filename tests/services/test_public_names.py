"""What everybody learns that lists are called: no name that may be a person's, no letter of it."""

from __future__ import annotations

import pytest

from cohortmatch.services.public_names import public_names
from cohortmatch.settings.plan import Plan


@pytest.mark.parametrize("name", ["Imelda Crane", "Zelda Crane", "Aaron Crane"])
def test_a_list_that_may_be_named_after_somebody_is_a_number_and_stands_last(name: str) -> None:
    told = public_names(sorted(["SGV", "DIP", name, "IOM"]), Plan())
    assert list(told.items())[:3] == [("DIP", "DIP"), ("IOM", "IOM"), ("SGV", "SGV")]
    assert list(told.items())[3] == (name, "list 4")


def test_a_name_that_somebody_gave_stands() -> None:
    told = public_names(["Hub", "IOM"], Plan(), ["hub"])
    assert told == {"Hub": "Hub", "IOM": "IOM"}


def test_several_of_one_panel_are_told_apart() -> None:
    told = public_names(["ASB Imelda Crane", "IOM"], Plan())
    assert list(told) == ["IOM", "ASB Imelda Crane"]
    assert told["ASB Imelda Crane"] == "ASB (list 2)"
