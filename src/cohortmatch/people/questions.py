"""The review queue: the pairs for clerical review, those that change most first.

Order: pairs that would put somebody on more than one panel, or take them off again; then other
pairs of two lists; then pairs within one list; within each, the nearest to even odds first, because
an answer tells most there. A pair already held together, by certain links or by a pair asked before
it, comes after all of these. A decided pair is not in the queue, nor one answered “Not sure yet”
while both rows are as they were.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cohortmatch.core.types import Listings
from cohortmatch.linkage.pairs import Band, Decisions, People
from cohortmatch.people.persons import PersonGroups


class Question(NamedTuple):
    """One pair to decide: its row in the links, its listings in the order of ids, its weight."""

    link: int
    left: int
    right: int
    weight: float


def questions(
    listings: Listings,
    people: People,
    rank: Sequence[int],
    decisions: Decisions | None,
    unsure: Iterable[tuple[int, int]] = (),
) -> list[Question]:
    """Every pair in band `check` that is not answered; `rank` is each listing's place in the order
    of ids, `unsure` the pairs about which somebody is not sure yet."""
    decided = answered(decisions) | {frozenset(pair) for pair in unsure}
    open_pairs = [
        question
        for question in _in_check(people, rank)
        if frozenset((question.left, question.right)) not in decided
    ]
    kinds = [info.kind for info in listings.lists]
    codes = listings.list_code.tolist()

    def key(question: Question) -> tuple[int, float, int, int]:
        left, right = codes[question.left], codes[question.right]
        use = 2 if left == right else int(kinds[left] == "register" or kinds[right] == "register")
        return use, abs(question.weight), rank[question.left], rank[question.right]

    return _settled_last(sorted(open_pairs, key=key), people)


def answered(decisions: Decisions | None) -> set[frozenset[int]]:
    """The pairs that the team has decided, either way."""
    if decisions is None:
        return set()
    pairs = zip(decisions.left.tolist(), decisions.right.tolist(), strict=True)
    return {frozenset(pair) for pair in pairs}


def _in_check(people: People, rank: Sequence[int]) -> list[Question]:
    links = people.links
    rows = zip(
        links.left.tolist(),
        links.right.tolist(),
        links.weight.tolist(),
        (people.band == Band.check).tolist(),
        strict=True,
    )
    return [
        Question(link, *by_rank(left, right, rank), weight)
        for link, (left, right, weight, asked) in enumerate(rows)
        if asked
    ]


def by_rank(left: int, right: int, rank: Sequence[int]) -> tuple[int, int]:
    """Two listings in the order of their ids."""
    return (left, right) if rank[left] < rank[right] else (right, left)


def _settled_last(ordered: list[Question], people: People) -> list[Question]:
    """The same questions, with those last that an earlier answer or a certain link may settle."""
    links = people.links
    groups = PersonGroups(range(len(people.person)))
    sure = people.band == Band.same
    for left, right in zip(links.left[sure].tolist(), links.right[sure].tolist(), strict=True):
        groups.join(left, right)
    needed: list[Question] = []
    later: list[Question] = []
    for question in ordered:
        opens = groups.join(question.left, question.right)
        (needed if opens else later).append(question)
    return needed + later
