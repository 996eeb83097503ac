"""Weights learnt from the lists: near the shipped ones on few, and never further than allowed."""

from __future__ import annotations

import numpy as np
import pytest

from cohortmatch.linkage.blocking import every_pair
from cohortmatch.linkage.gathering import gather, learn
from cohortmatch.linkage.matcher import Matcher
from cohortmatch.linkage.model import shipped
from cohortmatch.linkage.scoring import Learned
from people_lists import Row, a_list, listings_of, strangers

MODEL = shipped()


def learnt(shared: int, alone: int = 30, *, change: Row | None = None) -> tuple[Matcher, Learned]:
    """What two lists teach that share so many people, some cells of the second list changed."""
    both = strangers(shared, "both")
    second = [{**row, **(change or {})} for row in both]
    listings = listings_of(
        a_list("A", *both, *strangers(alone, "A")), a_list("B", *second, *strangers(alone, "B"))
    )
    matcher = Matcher(listings, MODEL)
    gathered = gather(matcher, every_pair(len(listings), 10_000), every_pair=True)
    return learn(matcher, gathered)


def test_short_lists_leave_the_shipped_weights_nearly_alone() -> None:
    matcher, found = learnt(20)
    assert found.converged
    assert np.abs(matcher.model.weights - MODEL.weights).max() < 0.5


def test_lists_that_share_more_people_have_a_higher_prior() -> None:
    few, many = (learnt(shared, 60 - shared)[0] for shared in (2, 50))
    assert many.prior[0, 1] > few.prior[0, 1]
    assert many.prior[0, 1] == many.prior[1, 0]


def test_how_names_line_up_is_not_learnt() -> None:
    matcher, _ = learnt(20)
    assert matcher.model.comparison("name_order") == MODEL.comparison("name_order")


@pytest.mark.parametrize("shared", [0, 20, 60])
def test_what_relatives_and_namesakes_take_off_is_never_turned_into_evidence(shared: int) -> None:
    matcher, _ = learnt(shared)
    assert all(level.bits <= 0 for level in matcher.model.comparison("relation").levels)


def household_bits(*, families: bool) -> float:
    """What one surname at one address comes to weigh, four people to a home and to a surname.

    The four of one surname live together, or each elsewhere.
    """
    streets = [row["surname"] for row in strangers(30, "streets")]
    rows = [
        {**row, "address": f"{i} {streets[i // 4]} Road"}
        for i, row in enumerate(strangers(120, "people"))
    ]
    surnames = [row["surname"] for row in strangers(30, "surnames")]
    rows = [
        {**row, "surname": surnames[i // 4 if families else i % 30]} for i, row in enumerate(rows)
    ]
    listings = listings_of(a_list("A", *rows[::2]), a_list("B", *rows[1::2]))
    matcher = Matcher(listings, MODEL)
    gathered = gather(matcher, every_pair(len(listings), 10_000), every_pair=True)
    relation = learn(matcher, gathered)[0].model.comparison("relation")
    return relation.levels[relation.position("household")].bits


def test_families_on_the_lists_make_surname_and_address_worth_less() -> None:
    assert household_bits(families=True) < household_bits(families=False) <= 0


def test_what_moved_is_told_before_and_after() -> None:
    matcher, found = learnt(40)
    for comparison, level, before, after in found.moved:
        assert before == pytest.approx(
            next(x.bits for x in MODEL.comparison(comparison).levels if x.name == level), abs=0.01
        )
        learnt_level = matcher.model.comparison(comparison).levels
        assert after == pytest.approx(
            next(x.bits for x in learnt_level if x.name == level), abs=0.01
        )
        assert abs(after - before) >= 0.49


def test_lists_that_share_nobody_teach_nothing_wild() -> None:
    matcher, found = learnt(0)
    assert found.converged
    assert np.isfinite(matcher.model.weights).all() and np.isfinite(matcher.prior).all()
    assert matcher.prior[0, 1] <= Matcher(matcher.listings, MODEL).prior[0, 1]


def test_nobody_at_all_teaches_nothing() -> None:
    matcher, found = learnt(0, 0)
    assert found.converged and found.moved == ()
    np.testing.assert_allclose(matcher.model.weights, MODEL.weights, atol=1e-9)


def test_a_weight_is_counted_on_pairs_that_are_sure_without_it() -> None:
    """Namesakes with dates of birth two parts of which agree do not teach that such dates slip."""
    people = strangers(60, "people")
    names = [{key: row[key] for key in ("forename", "surname")} for row in people]
    near = [{**row, "date_of_birth": f"12/05/{1960 + i % 9}"} for i, row in enumerate(names)]
    far = [{**row, "date_of_birth": f"12/05/{1960 + (i + 4) % 9}"} for i, row in enumerate(names)]
    listings = listings_of(a_list("A", *near, *people[:30]), a_list("B", *far, *people[:30]))
    matcher = Matcher(listings, MODEL)
    gathered = gather(matcher, every_pair(len(listings), 10_000), every_pair=True)
    found = learn(matcher, gathered)[0].model.comparison("date_of_birth")
    before = MODEL.comparison("date_of_birth")
    place = before.position("two_parts")
    assert found.levels[place].m == pytest.approx(before.levels[place].m, rel=0.1)


def test_a_list_that_repeats_many_tells_nobody_apart() -> None:
    people = strangers(400)
    once = Matcher(listings_of(a_list("A", *people)), MODEL)
    twice = Matcher(listings_of(a_list("A", *people, *people)), MODEL)
    for matcher, rivals in ((once, True), (twice, False)):
        n = len(matcher.listings)
        gathered = gather(matcher, every_pair(n, 10_000), every_pair=True)
        lists = learn(matcher, gathered)[0].rival_lists
        assert (len(np.unique(lists)) == 1) is rivals


@pytest.mark.parametrize(("column", "cut"), [("forename", 1), ("surname", 1)])
def test_a_list_that_writes_initials_does_not_make_them_weigh_more(column: str, cut: int) -> None:
    people = [{**row, "crn": f"X{100_000 + i}"} for i, row in enumerate(strangers(80, "both"))]
    short = [{**row, column: row[column][:cut]} for row in people]
    listings = listings_of(a_list("A", *people), a_list("B", *short, *strangers(30, "B")))
    matcher = Matcher(listings, MODEL)
    gathered = gather(matcher, every_pair(len(listings), 10_000), every_pair=True)
    before, after = (
        each.model.comparison(column) for each in (matcher, learn(matcher, gathered)[0])
    )
    place = before.position("initial")
    assert after.levels[place].m > 1.5 * before.levels[place].m
    assert after.levels[place].bits == pytest.approx(before.levels[place].bits)
