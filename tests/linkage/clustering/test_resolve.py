"""How listings fall into people, by the weights between them."""

from __future__ import annotations

import pytest

from linkage.clustering.matrices import Weighed

PEOPLE = [
    pytest.param(2, {"ab": 12.0}, ["ab"], id="a strong pair"),
    pytest.param(2, {"ab": 1.0}, ["ab"], id="a pair that is likelier one than two"),
    pytest.param(2, {"ab": -1.0}, ["a", "b"], id="a pair that is likelier two"),
    pytest.param(3, {"ab": 12.0, "bc": 12.0, "ac": 12.0}, ["abc"], id="three that agree"),
    pytest.param(
        3, {"ab": 12.0, "bc": 12.0, "ac": 0.0}, ["abc"], id="two that say nothing of each other"
    ),
    pytest.param(
        3, {"ab": 14.0, "bc": 12.0, "ac": -20.0}, ["ab", "c"], id="the weaker joint gives way"
    ),
    pytest.param(
        3, {"ab": 12.0, "bc": 14.0, "ac": -20.0}, ["a", "bc"], id="whichever end is weaker"
    ),
    pytest.param(
        4,
        {"ab": 12.0, "bc": 12.0, "cd": 12.0},
        ["ab", "cd"],
        id="a chain whose ends are strangers falls in two",
    ),
    pytest.param(
        4,
        {"ab": 14.0, "ac": 14.0, "bc": 14.0, "cd": 60.0},
        ["abc", "d"],
        id="one striking pair does not outvote the others",
    ),
    pytest.param(
        5,
        {"ab": 9.0, "bc": 12.0, "bd": 12.0, "be": 12.0, "cd": 12.0, "ce": 12.0, "de": 12.0},
        ["a", "bcde"],
        id="a listing goes where most say it belongs",
    ),
]


@pytest.mark.parametrize(("n", "weights", "people"), PEOPLE)
def test_people(n: int, weights: dict[str, float], people: list[str]) -> None:
    assert Weighed(n, weights, rest=-15.0).people == people


def test_two_rows_of_one_list_must_agree_better_than_two_of_different_lists() -> None:
    weak = {"ab": 2.0}
    assert Weighed(2, weak, rest=-15.0, lists="xy").people == ["ab"]
    assert Weighed(2, weak, rest=-15.0, lists="xx").people == ["a", "b"]
    assert Weighed(2, {"ab": 12.0}, rest=-15.0, lists="xx").people == ["ab"]


def test_nobody_hangs_together() -> None:
    assert Weighed(1, {}, rest=0.0).people == ["a"]
