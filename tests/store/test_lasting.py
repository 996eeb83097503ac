"""Person ids that last: who keeps which, in tables; and that rows' order does not matter."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cohortmatch.core.fingerprints import Content, Contents
from cohortmatch.linkage.recognising import Recognised
from cohortmatch.store.earlier_runs import PersonChange
from cohortmatch.store.lasting import KnownPersons, Lasting, PeopleOfRun, lasting
from decided import KEY


def list_of(letter: str) -> str:
    return "M" if letter in "yz" else "L"


def content(letter: str) -> Content:
    """A listing; "x" gives a number, "y" and "z" are on another list."""
    fields = {"name": letter} | ({"pnc": letter} if letter == "x" else {})
    name = list_of(letter)
    return Content(f"{name}:{letter}", name, f"digest {letter}", f"written {letter}", fields)


def contents(letters: str) -> Contents:
    return Contents(KEY, tuple(map(content, letters)))


def known(*people: str) -> KnownPersons:
    """What was known of people numbered from 1, each given as the letters of their listings."""
    number = {letter: n for n, letters in enumerate(people, 1) for letter in letters}
    last = contents("".join(people))
    by_content = {(f"digest {letter}", list_of(letter)): n for letter, n in number.items()}
    shown = {n: n for n in number.values()}
    return KnownPersons(by_content, last, list(number.values()), len(people) + 1, shown=shown)


def found(before: KnownPersons, *people: str) -> Lasting:
    letters = "".join(people)
    person = [n for n, each in enumerate(people) for _ in each]
    order = sorted(range(len(letters)), key=lambda place: letters[place])
    return lasting(contents(letters), PeopleOfRun(person, person, order), before)


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


FORMERLY: list[tuple[str, dict[str, tuple[int, ...]], tuple[str, ...], list[int]]] = [
    ("taken for one for a while, apart again", {"c": (3,)}, ("ab", "c"), [1, 1, 3]),
    ("still one", {"c": (3,)}, ("abc",), [1, 1, 1]),
    ("the earlier id is somebody else's now", {"c": (2,)}, ("ab", "c", "d"), [1, 1, 4, 2]),
    ("the one before that", {"c": (2, 3)}, ("ab", "c", "d"), [1, 1, 3, 2]),
]


@pytest.mark.parametrize(
    ("formerly", "now", "numbers"), [row[1:] for row in FORMERLY], ids=[r[0] for r in FORMERLY]
)
def test_who_was_known_under_an_earlier_id(
    formerly: dict[str, tuple[int, ...]], now: tuple[str, ...], numbers: list[int]
) -> None:
    before = known("abc", "d")
    earlier = {(f"digest {letter}", "L"): ids for letter, ids in formerly.items()}
    result = found(replace(before, next_number=4, formerly=earlier), *now)
    assert list(result.numbers) == numbers


@pytest.mark.parametrize(
    ("first_day", "now", "numbers"),
    [
        ({}, ("a", "yz"), [2, 1, 1]),
        ({"L": "2026-01-31", "M": "2026-02-28"}, ("a", "yz"), [1, 2, 2]),
        ({"L": "2026-01-31", "M": "2026-01-31"}, ("a", "yz"), [2, 1, 1]),
        ({"L": "2026-02-28", "M": "2026-01-31"}, ("x", "y"), [2, 1]),
    ],
    ids=["no days", "who came later goes", "both from the first day", "a number beside"],
)
def test_who_was_known_first_keeps_the_id(
    first_day: dict[str, str], now: tuple[str, ...], numbers: list[int]
) -> None:
    days = {(1, name): day for name, day in first_day.items()}
    result = found(replace(known("axyz"), first_day=days), *now)
    assert list(result.numbers) == numbers


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


def maybe(earlier: int) -> Callable[..., list[Recognised]]:
    """Everybody without a number may be the person of an earlier number."""

    def recognise(places: Sequence[int], taken: Set[int]) -> list[Recognised]:
        return [] if earlier in taken else [Recognised(place, earlier, False) for place in places]

    return recognise


def doubts(before: KnownPersons, **how: Callable[..., list[Recognised]]) -> list[PersonChange]:
    """What is in doubt of one new row beside nobody."""
    told = lasting(contents("c"), PeopleOfRun([0], [0], [0]), before, **how)
    return [each for each in told.changes if each.kind == "perhaps"]


def test_a_doubt_is_about_somebody_whom_an_earlier_day_showed() -> None:
    assert doubts(known("a"), recognise=maybe(1)) == [PersonChange("perhaps", "P0002", ("P0001",))]


def test_nobody_is_asked_about_a_number_that_no_earlier_day_showed() -> None:
    before = known("a")
    only_later = replace(before, next_number=3, later={("digest b", "L"): 2})
    assert not doubts(only_later, recognise_later=maybe(2))
    told_before = replace(before, next_number=3, doubts={1: {2}})
    kept = lasting(contents("a"), PeopleOfRun([0], [0], [0]), told_before)
    assert not kept.changes


def test_a_doubt_told_before_names_the_number_by_which_that_person_goes_now() -> None:
    before = replace(known("a", "b", "z"), shown={1: 1, 2: 3, 3: 3}, doubts={1: {2}})
    kept = lasting(contents("a"), PeopleOfRun([0], [0], [0]), before)
    assert [*kept.changes] == [PersonChange("perhaps", "P0001", ("P0003",))]
