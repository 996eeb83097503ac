"""People are counted once, however many lists they are on; full names by who bears them."""

from __future__ import annotations

import numpy as np
import pytest

from cohortmatch.core.types import Listings
from cohortmatch.linkage.comparing.bearers import Bearers
from cohortmatch.linkage.comparing.full_names import FullNames
from cohortmatch.linkage.comparing.term_frequency import NameFigures, NameRarity
from cohortmatch.linkage.model import shipped
from linkage.comparing.evidence_of import a_pair, rarity_of
from people_lists import Row, a_list, listings_of, strangers

PIOTR: Row = {"forename": "Piotr", "surname": "Nowak", "date_of_birth": "12/05/1985"}


def born(*days: str) -> list[Row]:
    return [{**PIOTR, "date_of_birth": day} for day in days]


def bearers_of(*rows: Row) -> Bearers:
    listings = listings_of(a_list("A", *rows))
    return Bearers(listings.names, listings.field("date_of_birth").first)


@pytest.mark.parametrize(
    ("rows", "people"),
    [
        (born("12/05/1985", "12/05/1985"), 1),
        (born("12/05/1985", "13/06/1990"), 2),
        (born("12/05/1985", "13/06/1990", ""), 2),
        (born("", ""), 1),
        ([*born("12/05/1985"), {**PIOTR, "surname": "Kowalski"}], 2),
    ],
)
def test_people_are_told_apart_by_full_name_and_date_of_birth(rows: list[Row], people: int) -> None:
    assert len(bearers_of(*rows)) == people


def test_spellings_of_one_name_are_one_name() -> None:
    one = {**PIOTR, "forename": "Mohammed"}
    assert len(bearers_of(one, {**one, "forename": "Md"})) == 1


def with_namesakes(count: int) -> Listings:
    """Two listings of one man, and so many others of his full name."""
    days = [f"{1 + i:02}/03/1979" for i in range(count)]
    return listings_of(a_list("A", PIOTR), a_list("B", PIOTR), a_list("C", *born(*days), *REST))


REST = strangers(150, "rest")


def test_a_full_name_that_several_bear_weighs_less() -> None:
    weights = [rarity_of(with_namesakes(n), 0, 1) for n in (0, 2, 10)]
    bits = [each["forename"] for each in weights]
    assert bits[0] > bits[1] + 1 > bits[2] + 2


def test_the_two_looked_at_do_not_make_their_own_name_common() -> None:
    alone = rarity_of(listings_of(a_list("A", PIOTR), a_list("B", PIOTR, *REST)), 0, 1)
    often = [a_list(name, PIOTR) for name in "BCDE"]
    assert rarity_of(listings_of(a_list("A", PIOTR), *often, a_list("F", *REST)), 0, 1) == alone


def test_a_date_a_slip_apart_is_no_namesake() -> None:
    apart = listings_of(a_list("A", PIOTR), a_list("B", *born("12/05/1986")), a_list("C", *REST))
    namesake = with_namesakes(1)
    assert rarity_of(apart, 0, 1)["forename"] > rarity_of(namesake, 0, 1)["forename"] + 0.5


def test_no_pair_of_forms_comes_to_more_than_the_most() -> None:
    listings = with_namesakes(3)
    births = listings.field("date_of_birth").first
    figures = NameFigures.counted(Bearers(listings.names, births), shipped())
    full = FullNames(listings.names, births, figures, NameRarity(figures, shipped()))
    most = full.most()
    for a, b in ((0, 1), (0, 2), (2, 3)):
        form = listings.names.offsets[[a, b]]
        bits = full(form[:1], form[1:], a_pair(a, b))
        assert bits[0] <= np.maximum(most[form[0]], most[form[1]])
