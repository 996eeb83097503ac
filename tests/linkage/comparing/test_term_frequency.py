"""A rare name says more than a common one; being on many lists does not make a name common."""

from __future__ import annotations

import numpy as np
import pytest

from cohortmatch.core.types import Listings
from cohortmatch.linkage.comparing import term_frequency
from linkage.comparing.evidence_of import rarity_of
from linkage.comparing.test_relations import londoners, two_letters
from people_lists import Row, a_list, listings_of

KOFI: Row = {"forename": "Kofi", "surname": "Osei"}


def among(pair: tuple[Row, Row], others: list[Row]) -> Listings:
    return listings_of(a_list("A", pair[0]), a_list("B", pair[1]), a_list("C", *others))


def test_a_common_name_weighs_less_than_a_rare_one() -> None:
    others = londoners("John Smith")
    john = {"forename": "John", "surname": "Smith"}
    common = rarity_of(among((john, john), others), 0, 1)
    rare = rarity_of(among((KOFI, KOFI), others), 0, 1)
    for part in ("surname", "forename"):
        assert common[part] < 0 <= rare[part]


def test_spellings_of_one_name_are_common_together() -> None:
    spellings = ["Mohammed", "Muhammad", "Mohamed", "Md"]
    others = [{"forename": spellings[i % 4], "surname": f"{w}"} for i, w in enumerate(SURNAMES)]
    md = {"forename": "Md", "surname": "Osei"}
    one_in_four = [o if i % 4 == 3 else {**o, "forename": f"F{i}x"} for i, o in enumerate(others)]
    together = rarity_of(among((md, md), others), 0, 1)["forename"]
    assert together < rarity_of(among((md, md), one_in_four), 0, 1)["forename"]


SURNAMES = [f"{a}{b}ole" for a in "bcdfghjklm" for b in "aeiou"]


def test_a_person_on_five_lists_does_not_make_their_own_name_common() -> None:
    others = londoners("John Smith")
    twice = rarity_of(listings_of(a_list("A", KOFI), a_list("B", KOFI, *others)), 0, 1)
    lists = [a_list(name, KOFI) for name in "ABCD"]
    often = rarity_of(listings_of(*lists, a_list("E", KOFI, *others)), 0, 1)
    for part in ("surname", "forename"):
        assert often[part] == pytest.approx(twice[part])


def test_on_short_lists_nearly_all_names_weigh_alike() -> None:
    others = [{"forename": "Jarek", "surname": name} for name in ("Dulny", "Osa", "Dulny")]
    jareks = rarity_of(among((others[0], others[0]), others), 0, 1)
    kofis = rarity_of(among((KOFI, KOFI), others), 0, 1)
    assert abs(jareks["surname"] - kofis["surname"]) < 2
    assert abs(jareks["forename"] - kofis["forename"]) < 2


def test_what_everybody_knows_to_be_common_is_so_on_the_shortest_lists() -> None:
    john = {"forename": "John", "surname": "Smith"}
    johns, kofis = (rarity_of(among((one, one), []), 0, 1) for one in (john, KOFI))
    assert johns["surname"] < -1.5 and abs(kofis["surname"]) < 0.5
    assert johns["forename"] < -1.5 and abs(kofis["forename"]) < 0.5


def test_lists_that_know_better_overrule_what_everybody_knows() -> None:
    john = {"forename": "John", "surname": "Smith"}
    others = [{"forename": f"{w}ina", "surname": f"{w}oru"} for w in two_letters(200)]
    few, many = (rarity_of(among((john, john), others[:n]), 0, 1) for n in (0, 200))
    for part in ("surname", "forename"):
        assert few[part] + 1 < many[part]


def test_names_that_one_tradition_shares_meet_more_often_than_chance() -> None:
    """The full name is what counts, however common its parts are on their own."""
    traditional, mixed = (
        sum(rarity_of(among((one, one), []), 0, 1).values())
        for one in (
            {"forename": "Mohammed", "surname": "Hussain"},
            {"forename": "Mohammed", "surname": "Harris"},
        )
    )
    assert traditional < mixed - 2


def test_names_that_differ_have_no_rarity() -> None:
    other = {"forename": "Daniel", "surname": "Petrov"}
    found = rarity_of(among((KOFI, other), londoners("John Smith")), 0, 1)
    assert not any(found.values())


def test_a_slip_counts_for_part_of_the_rarity() -> None:
    others = londoners("John Smith")
    one, slip = {"forename": "Quilla", "surname": "Smith"}, {"forename": "Quilla", "surname": "S"}
    mistyped = {**slip, "surname": "Smithh"}
    whole = rarity_of(among((one, one), others), 0, 1)["surname"]
    part = rarity_of(among((one, mistyped), others), 0, 1)["surname"]
    assert whole < part < 0


def test_frequencies_are_shrunk_towards_the_average_and_have_a_floor() -> None:
    people = np.array([1, 10, 100])
    few = term_frequency.frequency(people[:1], 10, 0.01)
    assert 0.005 < few[0] < 0.02
    many = term_frequency.frequency(people, 1_000_000, 1e-9)
    assert (many >= term_frequency.FLOOR).all()
    assert (np.diff(term_frequency.bits(many, 1e-4)) <= 0).all()
    assert term_frequency.bits(np.array([1.0]), 1e-9)[0] >= term_frequency.LEAST
    assert term_frequency.bits(np.array([1e-12]), 1.0)[0] <= term_frequency.MOST


def test_a_postcode_with_many_people_weighs_less() -> None:
    here = {"forename": "Kofi", "surname": "Osei", "postcode": "RM1 3BD"}
    busy = [{"forename": "Al", "surname": name, "postcode": "RM1 3BD"} for name in SURNAMES[:6]]
    elsewhere = [{**row, "postcode": "IG11 7LU"} for row in busy]
    quiet = rarity_of(among((here, here), elsewhere), 0, 1)["address"]
    assert rarity_of(among((here, here), busy), 0, 1)["address"] < quiet
