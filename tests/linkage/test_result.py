"""What a run found, asked by positions: any two listings, all of some, who comes nearest."""

from __future__ import annotations

from typing import cast

import numpy as np
import pytest

from cohortmatch.linkage import result
from cohortmatch.linkage.result import Outcome
from matched import answer
from people_lists import Row, a_list, strangers

KOFI: Row = {"forename": "Kofi", "surname": "Quillan", "date_of_birth": "12/05/1985"}
TWIN: Row = {**KOFI, "forename": "Yaw"}


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    """Kofi is on both lists (0 and 22), his twin on the second (23)."""
    found = answer(
        a_list("A", KOFI, *strangers(21, "A")), a_list("B", KOFI, TWIN, *strangers(20, "B"))
    )
    return Outcome(found.matcher, found.resolved)


def test_pairs_are_told_the_way_round_they_are_given(outcome: Outcome) -> None:
    there, back = outcome.explain_each([(0, 22), (22, 0)])
    assert (there.left, there.right) == ("A:2", "B:2") == (back.right, back.left)
    assert there.reasons == back.reasons
    assert there.weight == outcome.explain(0, 22).weight
    assert there.rival == "" != outcome.explain(0, 22).rival


def test_weights_are_a_square_of_what_the_pairs_weigh(outcome: Outcome) -> None:
    some = [22, 0, 23]
    square = outcome.weights(some)
    assert np.array_equal(square, square.T) and not square.diagonal().any()
    for a, b in ((0, 1), (0, 2), (1, 2)):
        assert square[a, b] == pytest.approx(outcome.explain(some[a], some[b]).weight)
    assert outcome.weights([5]).tolist() == [[0.0]]


def test_the_nearest_is_of_another_person_and_the_strongest(
    outcome: Outcome, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert outcome.nearest([0, 22]) == [(0, 23)]
    assert outcome.explain(0, 23).weight > outcome.explain(22, 23).weight
    monkeypatch.setattr(result, "BATCH", 3)
    assert outcome.nearest([22, 0]) == [(0, 23)]


def test_all_that_tie_are_told() -> None:
    found = answer(a_list("A", KOFI, *strangers(30)), a_list("B", TWIN, TWIN))
    assert Outcome(found.matcher, found.resolved).nearest([0]) == [(0, 31), (0, 32)]


def test_nobody_near_is_nobody() -> None:
    found = answer(a_list("A", KOFI), a_list("B", strangers(1)[0]))
    assert Outcome(found.matcher, found.resolved).nearest([0]) == []


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("HMP Thameside", "in custody, or a prison's"),
        ("Night shelter, 4 Sorrel Way, RM99 9AB", "a hostel's, or an office's"),
        ("NFA", "no fixed abode"),
        ("c/o 7 Fennel Row, RM99 9AA", "care of somebody else"),
    ],
)
def test_an_address_that_is_no_evidence_is_said_to_be_kept_out(address: str, why: str) -> None:
    one, other = {**KOFI, "address": address}, {**KOFI, "address": "9 Teasel Close, RM99 9AC"}
    found = answer(a_list("A", one, *strangers(5)), a_list("B", other))
    told, turned = (Outcome(found.matcher, found.resolved).explain(*p) for p in ((0, 6), (6, 0)))
    assert told.aside == turned.aside == (f"A:2 ({why})",)
    assert not any(each.startswith("address") for each in told.missing)
    assert "address" in told.unknown
    (again,) = Outcome(found.matcher, found.resolved).explain_each([(0, 6)])
    assert (again.aside, again.missing) == (told.aside, told.missing)


def test_an_address_of_one_side_only_is_missing() -> None:
    one, other = {**KOFI, "address": "NFA"}, {**KOFI, "address": ""}
    found = answer(a_list("A", one, *strangers(5)), a_list("B", other))
    told = Outcome(found.matcher, found.resolved).explain(0, 6)
    assert told.aside == ("A:2 (no fixed abode)",)
    assert any(each.startswith("address") for each in told.missing)


def test_its_repr_holds_no_value(outcome: Outcome) -> None:
    assert "quillan" not in cast(str, repr(outcome)).casefold()
