"""Which decisions cannot all be true, however they are ordered."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cohortmatch.decisions.contradictions import without_contradictions
from decided import Row, standing


def told(*rows: Row) -> tuple[list[int], list[list[int]]]:
    """The numbers of the decisions that are kept, and of those in each contradiction."""
    kept, found = without_contradictions(standing(*rows))
    return sorted(s.entry.number for s in kept), [
        [s.entry.number for s in c.decisions] for c in found
    ]


TABLE: list[tuple[str, list[Row], list[int], list[list[int]]]] = [
    ("nothing decided", [], [], []),
    ("same and same", [(0, 1, "same"), (1, 2, "same")], [1, 2], []),
    ("different twice", [(0, 1, "different"), (1, 2, "different")], [1, 2], []),
    ("same then different from a third", [(0, 1, "same"), (1, 2, "different")], [1, 2], []),
    (
        "A is B, B is C, A is not C",
        [(0, 1, "same"), (1, 2, "same"), (0, 2, "different")],
        [],
        [[1, 2, 3]],
    ),
    (
        "a fourth beside it stands",
        [(0, 1, "same"), (1, 2, "same"), (0, 2, "different"), (2, 3, "same")],
        [4],
        [[1, 2, 3]],
    ),
    (
        "the shorter way is the one told",
        [(0, 1, "same"), (1, 2, "same"), (0, 3, "same"), (3, 4, "same"), (4, 2, "same"),
         (0, 2, "different")],
        [3, 4, 5],
        [[1, 2, 6]],
    ),
    (
        "two contradictions",
        [(0, 1, "same"), (1, 2, "same"), (0, 2, "different"),
         (5, 6, "same"), (6, 7, "same"), (5, 7, "different")],
        [],
        [[1, 2, 3], [4, 5, 6]],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "kept", "found"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_which_stand_and_which_do_not(
    rows: list[Row], kept: list[int], found: list[list[int]]
) -> None:
    assert told(*rows) == (kept, found)


DECISIONS = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 5), st.sampled_from(("same", "different"))).filter(
        lambda row: row[0] != row[1]
    ),
    max_size=14,
    unique_by=lambda row: frozenset(row[:2]),
)


@settings(deadline=None)
@given(DECISIONS)
def test_what_is_kept_never_contradicts_itself(rows: list[Row]) -> None:
    """The slow twin: join everything that is the same, then no two apart may be joined."""
    kept, found = without_contradictions(standing(*rows))
    group = list(range(6))
    for each in kept:
        if each.entry.answer == "same":
            group = [group[each.left] if g == group[each.right] else g for g in group]
    apart = [each for each in kept if each.entry.answer == "different"]
    assert all(group[each.left] != group[each.right] for each in apart)
    assert len(kept) + sum(len(each.decisions) for each in found) == len(rows)


@settings(deadline=None)
@given(DECISIONS, st.randoms())
def test_the_order_of_decisions_does_not_matter(rows: list[Row], random: object) -> None:
    there = standing(*rows)
    shuffled = list(there)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert without_contradictions(shuffled)[0] == without_contradictions(there)[0]


def test_a_contradiction_ends_with_the_answer_that_they_are_different() -> None:
    for order in itertools.permutations([(0, 1, "same"), (1, 2, "same"), (0, 2, "different")]):
        _, (found,) = without_contradictions(standing(*order))  # type: ignore[arg-type]
        assert [s.entry.answer for s in found.decisions] == ["same", "same", "different"]
