"""Laws of decisions: they are kept, they raise no question, and in the end nothing is asked."""

from __future__ import annotations

from itertools import combinations
from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cohortmatch.core.types import Listings, RawList
from cohortmatch.linkage.clustering import components
from cohortmatch.linkage.linking import link
from cohortmatch.linkage.pairs import Band, Decisions, People
from laws.strategies import law
from people_lists import a_list, a_pnc, listings_of

Pair = tuple[int, int]
ALIKE = {
    "forename": ["John", "Jon", "J", "James"],
    "surname": ["Smith", "Smyth", "Smith-Jones"],
    "date_of_birth": ["01/02/1985", "02/01/1985", "01/02/1955", ""],
    "pnc": [a_pnc(1234), a_pnc(1243), "", "", ""],
    "address": ["10 High Street, Romford RM1 3BD", "1 Mill Lane, IG11 7LU", ""],
}
"""Cells of people so alike that most lists of them leave something to a person."""
seeds = st.integers(0, 2**32)


def alike(dice: Random) -> tuple[RawList, ...]:
    """Two or three lists of such people."""
    found = []
    for number in range(dice.randint(2, 3)):
        rows = [
            {field: dice.choice(cells) for field, cells in ALIKE.items()}
            for _ in range(dice.randint(1, 4))
        ]
        labels = [f"r{place}" for place in range(len(rows))]
        found.append(a_list(f"list {number}", *rows, labels=labels))
    return tuple(found)


def asked(people: People) -> set[Pair]:
    """The pairs that a person is to decide."""
    check = people.band == Band.check
    links = people.links
    return set(zip(links.left[check].tolist(), links.right[check].tolist(), strict=True))


def told(answers: dict[Pair, bool]) -> Decisions:
    left, right = (np.array([pair[side] for pair in answers], dtype=np.int32) for side in (0, 1))
    return Decisions(left, right, np.array(list(answers.values()), dtype=np.bool_))


def answers_about(pairs: set[Pair], persons: list[int], unsure: set[Pair]) -> dict[Pair, bool]:
    """What somebody says who knows the persons, and is not sure of some pairs."""
    return {(a, b): persons[a] == persons[b] for a, b in sorted(pairs - unsure)}


def persons_of(listings: Listings, dice: Random) -> list[int]:
    """A person for each listing at random, so that no two answers contradict each other."""
    return [dice.randrange(max(len(listings) // 2, 1)) for _ in range(len(listings))]


def persons_beside(alone: People, dice: Random) -> list[int]:
    """Persons at random, where those of whom the lists are sure are one."""
    sure = alone.band == Band.same
    block = components(len(alone.person), alone.links.left[sure], alone.links.right[sure])
    number = {each: dice.randrange(max(len(block) // 2, 1)) for each in set(block.tolist())}
    return [number[each] for each in block.tolist()]


def bands(people: People) -> dict[Pair, int]:
    """The band of each pair that is in one."""
    links = people.links
    pairs = zip(links.left.tolist(), links.right.tolist(), strict=True)
    return dict(zip(pairs, people.band.tolist(), strict=True))


@given(seeds)
@law(40)
def test_when_everything_asked_is_answered_nothing_more_is_asked(seed: int) -> None:
    dice = Random(seed)
    lists = alike(dice)
    listings = listings_of(*lists)
    persons = persons_of(listings, dice)
    first = asked(link(listings).people)
    unsure = {pair for pair in sorted(first) if dice.random() < 0.2}
    answers = answers_about(first, persons, unsure)
    assert asked(link(listings, decisions=told(answers)).people) <= unsure


@given(seeds)
@law(25)
def test_some_answers_never_raise_a_question(seed: int) -> None:
    dice = Random(seed)
    lists = alike(dice)
    listings = listings_of(*lists)
    persons = persons_of(listings, dice)
    first = asked(link(listings).people)
    later = {pair for pair in sorted(first) if dice.random() < 0.5}
    answers = answers_about(first, persons, later)
    assert asked(link(listings, decisions=told(answers)).people) <= later


@given(seeds)
@law(25)
def test_answers_are_kept_and_what_was_sure_stands_where_no_answer_contradicts_it(
    seed: int,
) -> None:
    """Answers about any pairs, asked or not."""
    dice = Random(seed)
    lists = alike(dice)
    listings = listings_of(*lists)
    persons = persons_of(listings, dice)
    alone = link(listings).people
    n = len(listings)
    some = {(a, b) for a in range(n) for b in range(a + 1, n) if dice.random() < 0.3}
    answers = answers_about(some, persons, set())
    people = link(listings, decisions=told(answers)).people
    for (a, b), same in answers.items():
        assert (people.person[a] == people.person[b]) == same
    only_same = told({pair: same for pair, same in answers.items() if same})
    people = link(listings, decisions=only_same).people
    sure = alone.band == Band.same
    left, right = alone.links.left[sure], alone.links.right[sure]
    assert (people.person[left] == people.person[right]).all()


@given(seeds)
@law(40)
def test_a_true_answer_more_never_makes_another_true_pair_less_sure(seed: int) -> None:
    """Answers about any pairs, asked or not; what the lists alone are sure of is true."""
    dice = Random(seed)
    listings = listings_of(*alike(dice))
    alone = link(listings).people
    persons = persons_beside(alone, dice)
    pairs = list(combinations(range(len(listings)), 2))
    if not pairs:
        return
    some = set(dice.sample(pairs, min(dice.randint(0, 3), len(pairs))))
    more = some | {dice.choice(pairs)}
    before, after = (
        bands(link(listings, decisions=told(answers_about(each, persons, set()))).people)
        for each in (some, more)
    )
    for a, b in pairs:
        if persons[a] == persons[b]:
            assert after.get((a, b), 0) >= before.get((a, b), 0)


@given(seeds)
@law(15)
def test_how_rows_are_numbered_changes_nothing_of_what_decisions_do(seed: int) -> None:
    dice = Random(seed)
    lists = alike(dice)
    listings = listings_of(*lists)
    persons = persons_of(listings, dice)
    answers = answers_about(asked(link(listings).people), persons, set())
    people = link(listings, decisions=told(answers)).people
    turned = listings_of(*reversed(lists))
    place = {name: at for at, name in enumerate(names(turned))}
    here = [place[name] for name in names(listings)]
    moved = {
        (min(here[a], here[b]), max(here[a], here[b])): same for (a, b), same in answers.items()
    }
    again = link(turned, decisions=told(moved)).people
    for a in range(len(listings)):
        for b in range(a):
            one = people.person[a] == people.person[b]
            assert one == (again.person[here[a]] == again.person[here[b]])


def names(listings: Listings) -> list[tuple[str, object]]:
    """Each listing's list and row."""
    lists = [info.name for info in listings.lists]
    return [
        (lists[code], position)
        for code, position in zip(
            listings.list_code.tolist(), listings.position.tolist(), strict=True
        )
    ]
