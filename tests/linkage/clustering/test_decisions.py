"""Decisions outweigh all evidence."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from cohortmatch.core.types import RawList
from cohortmatch.linkage.blocking import every_pair
from cohortmatch.linkage.gathering import gather
from cohortmatch.linkage.matcher import Matcher
from cohortmatch.linkage.model import shipped
from cohortmatch.linkage.pairs import Decisions
from cohortmatch.linkage.people import resolve
from matched import Answer
from people_lists import Row, a_list, a_pnc, listings_of, strangers

KOFI: Row = {"forename": "Kofi", "surname": "Quillan", "date_of_birth": "12/05/1985"}
OTHER: Row = {"forename": "Ines", "surname": "Marotta", "date_of_birth": "30/11/1999"}


def decided(*answers: tuple[str, str, bool], lists: tuple[RawList, ...]) -> Answer:
    """The lists resolved under decisions about pairs of ids."""
    listings = listings_of(*lists)
    place = {name: at for at, name in enumerate(listings.ids)}
    left, right = (
        np.array([place[answer[side]] for answer in answers], dtype=np.int32) for side in (0, 1)
    )
    matcher = Matcher(listings, shipped())
    n = len(listings)
    gathered = gather(matcher, every_pair(n, 1_000), every_pair=True)
    same = np.array([answer[2] for answer in answers], dtype=bool)
    decisions = Decisions(left, right, same)
    return Answer(listings, matcher, resolve(matcher, gathered.likely, decisions))


def two_lists(a: Row, b: Row) -> tuple[RawList, ...]:
    return (a_list("A", a, *strangers(30, "A")), a_list("B", b, *strangers(30, "B")))


def test_two_people_who_were_said_to_be_one_are_one() -> None:
    found = decided(("A:2", "B:2", True), lists=two_lists(KOFI, OTHER))
    assert found.one_person("A:2", "B:2")
    assert found.band("A:2", "B:2") == "same"


def test_one_person_who_was_said_to_be_two_is_two_and_not_asked_again() -> None:
    one = {**KOFI, "pnc": a_pnc(4711)}
    assert decided(lists=two_lists(one, one)).band("A:2", "B:2") == "same"
    found = decided(("B:2", "A:2", False), lists=two_lists(one, one))
    assert not found.one_person("A:2", "B:2")
    assert found.band("A:2", "B:2") == "different"


def test_a_person_cut_in_two_takes_along_who_belongs_to_whom() -> None:
    one = {**KOFI, "pnc": a_pnc(4711)}
    third = a_list("C", one, *strangers(30, "C"))
    answers = [("A:2", "C:2", True), ("A:2", "B:2", False), ("B:2", "C:2", False)]
    found = decided(*answers, lists=(*two_lists(one, one), third))
    assert found.one_person("A:2", "C:2")
    assert not found.one_person("A:2", "B:2")
    assert found.band("A:2", "C:2") == "same"


def test_one_same_person_joins_what_each_of_the_two_is_joined_to() -> None:
    """Two on two panels each, all four under one name; each two agree cell for cell."""
    one, other = (
        {
            "forename": "Johan",
            "surname": "Smithers",
            "date_of_birth": born,
            "pnc": a_pnc(serial),
            "postcode": postcode,
        }
        for born, serial, postcode in (
            ("01/02/1990", 4711, "RM7 7HH"),
            ("15/11/1971", 5822, "E1 1AA"),
        )
    )
    panels = (("IOM", one), ("MAPPA", one), ("SGV", other), ("DIP", other))
    lists = tuple(a_list(name, row, *strangers(6, name)) for name, row in panels)
    alone = decided(lists=lists)
    assert alone.band("IOM:2", "MAPPA:2") == alone.band("SGV:2", "DIP:2") == "same"
    found = decided(("IOM:2", "SGV:2", True), lists=lists)
    four = [f"{name}:2" for name, _ in panels]
    assert found.one_person(*four)
    assert {found.band(a, b) for a, b in combinations(four, 2)} == {"same"}


def test_a_decision_that_overrules_the_lists_leaves_alone_of_whom_it_does_not_speak() -> None:
    """A family at one address, two of them on two panels each; somebody else is taken for one."""
    home = {"surname": "Quillan", "address": "10 High Street, Romford RM1 3BD"}
    kofi = {**home, "forename": "Kofi", "date_of_birth": "12/05/1985", "pnc": a_pnc(4711)}
    ines = {**home, "forename": "Ines", "date_of_birth": "30/11/1999", "pnc": a_pnc(5822)}
    lists = (
        a_list("A", kofi, ines, *strangers(30, "A")),
        a_list("B", kofi, ines, *strangers(30, "B")),
        a_list("C", kofi, *strangers(30, "C")),
    )
    found = decided(("A:2", "C:2", False), ("A:2", "B:3", True), lists=lists)
    assert found.band("A:3", "B:3") == "same"
    assert found.one_person("A:2", "B:3", "A:3")
    assert not found.one_person("A:2", "C:2")


def test_a_decision_about_one_pair_says_nothing_of_others() -> None:
    plain = decided(lists=two_lists(KOFI, KOFI))
    found = decided(("A:3", "B:3", False), lists=two_lists(KOFI, KOFI))
    assert found.band("A:2", "B:2") == plain.band("A:2", "B:2") == "same"
