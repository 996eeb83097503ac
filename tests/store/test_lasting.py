"""Person ids that last: who keeps which, in tables; and that rows' order does not matter."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cohortmatch.core.fingerprints import Content, Contents
from cohortmatch.store.earlier_runs import PersonChange
from cohortmatch.store.lasting import KnownPersons, Lasting, lasting
from decided import KEY


def content(letter: str) -> Content:
    """A listing; "x" gives a number."""
    fields = {"name": letter} | ({"pnc": letter} if letter == "x" else {})
    return Content(f"L:{letter}", "L", f"digest {letter}", f"written {letter}", fields)


def contents(letters: str) -> Contents:
    return Contents(KEY, tuple(map(content, letters)))


def known(*people: str) -> KnownPersons:
    """What was known of people numbered from 1, each given as the letters of their listings."""
    number = {letter: n for n, letters in enumerate(people, 1) for letter in letters}
    last = contents("".join(people))
    by_content = {(f"digest {letter}", "L"): n for letter, n in number.items()}
    return KnownPersons(by_content, last, list(number.values()), len(people) + 1)


def found(before: KnownPersons, *people: str) -> Lasting:
    letters = "".join(people)
    person = [n for n, each in enumerate(people) for _ in each]
    order = sorted(range(len(letters)), key=lambda place: letters[place])
    return lasting(contents(letters), person, order, before)


TABLE: list[tuple[str, tuple[str, ...], tuple[str, ...], list[int], list[PersonChange]]] = [
    ("nothing before", (), ("ab", "c"), [1, 1, 2], []),
    ("the same people", ("ab", "c"), ("ab", "c"), [1, 1, 2], []),
    ("one more listing", ("ab", "c"), ("abd", "c"), [1, 1, 1, 2], []),
    ("somebody new", ("ab", "c"), ("ab", "c", "d"), [1, 1, 2, 3], []),
    ("somebody gone", ("ab", "c"), ("c",), [2], []),
    ("two joined", ("ab", "c"), ("abc",), [1, 1, 1], [PersonChange("join", "P0001", ("P0002",))]),
    (
        "two joined, the larger keeps its id",
        ("a", "bc"),
        ("abc",),
        [2, 2, 2],
        [PersonChange("join", "P0002", ("P0001",))],
    ),
    ("one split", ("abc",), ("ab", "c"), [1, 1, 2], [PersonChange("split", "P0001", ("P0002",))]),
    (
        "a split into equal parts: the first listing keeps the id",
        ("ab",),
        ("b", "a"),
        [2, 1],
        [PersonChange("split", "P0001", ("P0002",))],
    ),
    (
        "of two with as many listings, the one with a number",
        ("ax",),
        ("a", "x"),
        [2, 1],
        [PersonChange("split", "P0001", ("P0002",))],
    ),
    (
        "a listing moved to somebody else",
        ("abc", "de"),
        ("ab", "cde"),
        [1, 1, 2, 2, 2],
        [PersonChange("split", "P0001", ("P0002",))],
    ),
]


@pytest.mark.parametrize(
    ("before", "now", "numbers", "changes"), [row[1:] for row in TABLE], ids=[r[0] for r in TABLE]
)
def test_who_keeps_which_id(
    before: tuple[str, ...],
    now: tuple[str, ...],
    numbers: list[int],
    changes: list[PersonChange],
) -> None:
    result = found(known(*before), *now)
    assert list(result.numbers) == numbers
    assert list(result.changes) == changes


PARTITIONS = st.lists(st.integers(0, 4), min_size=1, max_size=10)


def people(labels: list[int]) -> list[str]:
    groups: dict[int, str] = {}
    for place, label in enumerate(labels):
        groups[label] = groups.get(label, "") + "abcdefghij"[place]
    return list(groups.values())


@settings(deadline=None)
@given(PARTITIONS, PARTITIONS)
def test_every_person_has_one_id_and_every_id_one_person(before: list[int], now: list[int]) -> None:
    result = found(known(*people(before)), *people(now))
    person = [n for n, each in enumerate(people(now)) for _ in each]
    assert len(set(zip(person, result.numbers, strict=True))) == len(set(person))
    assert len(set(result.numbers)) == len(set(person))
    assert min(result.new, default=99) > len(people(before))


@settings(deadline=None)
@given(PARTITIONS, PARTITIONS, st.randoms())
def test_the_order_of_rows_does_not_matter(
    before: list[int], now: list[int], random: object
) -> None:
    groups = people(now)
    shuffled = groups.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    ids = []
    for each in (groups, shuffled):
        result = found(known(*people(before)), *each)
        ids.append(dict(zip("".join(each), result.numbers, strict=True)))
    assert ids[0] == ids[1]


@settings(deadline=None)
@given(PARTITIONS)
def test_nothing_changed_changes_nothing(labels: list[int]) -> None:
    groups = people(labels)
    result = found(known(*groups), *groups)
    assert (result.new, result.changes) == ((), ())
