"""Columns nobody has explained: taken for what their values look like, and no more than that."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cohortmatch.core.types import Listings
from cohortmatch.linkage.comparing import Comparers
from cohortmatch.linkage.comparing.unexplained_columns import extras
from cohortmatch.linkage.matcher import Matcher
from cohortmatch.linkage.model import MOST_OF_GROUP, shipped
from linkage.comparing.evidence_of import a_pair
from people_lists import Row, a_list, listings_of, strangers

KINDS = [
    # what listing number i has, kind, because
    (lambda i: f"REF-{i:04}", "identifier", "nearly every value different, digits in it"),
    (lambda i: ("blue", "green", "brown")[i % 3], "category", "few values"),
    (lambda i: str(1000 + i % 50), "number", "many numbers, none of them rare"),
    (lambda i: f"some words {chr(97 + i % 26)}{chr(97 + i // 26)}", "text", "anything else"),
]


def with_column(value: Callable[[int], str], n: int = 200) -> Listings:
    """Two lists of strangers who all have another column."""
    rows = [{**row, "other": value(i)} for i, row in enumerate(strangers(n, "others"))]
    return listings_of(a_list("A", *rows[: n // 2]), a_list("B", *rows[n // 2 :]))


@pytest.mark.parametrize(("value", "kind", "because"), KINDS)
def test_a_column_is_taken_for_what_it_looks_like(
    value: Callable[[int], str], kind: str, because: str
) -> None:
    (found,) = extras(with_column(value))
    assert (found.name, found.kind) == ("other", kind), because


def test_a_column_that_says_the_same_of_everybody_or_of_nearly_nobody_is_left_alone() -> None:
    assert extras(with_column(lambda i: "yes")) == []
    assert extras(with_column(lambda i: f"REF-{i:04}" if i < 4 else "")) == []


def test_a_column_that_one_of_two_lists_has_is_no_evidence() -> None:
    row: Row = {"surname": "Ole", "other": "blue"}
    listings = listings_of(
        a_list("A", row, {**row, "other": "red"}), a_list("B", {"surname": "Ole"})
    )
    assert extras(listings) == []


def test_one_list_alone_is_searched_by_all_its_columns() -> None:
    rows = [{"surname": f"Ole{i}", "other": f"REF-{i % 45:04}"} for i in range(90)]
    (found,) = extras(listings_of(a_list("A", *rows)))
    assert found.name == "other"


def test_the_model_gets_a_comparison_after_its_own() -> None:
    comparers = Comparers(with_column(lambda i: ("blue", "green")[i % 2]), shipped())
    assert comparers.model.names == (*shipped().names, "other")
    assert comparers.model.comparisons[-1].learnt


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("REF-0001", "ref-0001", "same"),
        ("REF-0001", "REF-0010", "slip"),
        ("REF-0001", "", "missing"),
    ],
)
def test_identifiers_of_an_unexplained_kind(one: str, other: str, level: str) -> None:
    names = strangers(120, "identifiers")
    rows = [{**row, "other": f"REF-{1000 + i}"} for i, row in enumerate(names)]
    listings = listings_of(
        a_list("A", {**names[0], "other": one}, *rows),
        a_list("B", {**names[1], "other": other}, *rows),
    )
    comparers = Comparers(listings, shipped())
    place = comparers.model.index("other")
    found = comparers.compare(a_pair(0, len(rows) + 1)).levels[0, place]
    assert comparers.model.comparisons[place].levels[found].name == level


def test_columns_that_say_one_thing_twice_count_together_up_to_a_limit() -> None:
    towns = [f"town {chr(97 + i % 26)}{chr(97 + i // 26)}" for i in range(200)]
    columns = {f"other {c}": c for c in "abcdefgh"}
    rows = [
        {**row, **{heading: f"{towns[i]} {c}" for heading, c in columns.items()}}
        for i, row in enumerate(strangers(200, "towns"))
    ]
    listings = listings_of(a_list("A", *rows), a_list("B", *rows))
    matcher = Matcher(listings, shipped())
    why = matcher.explain(0, 200, person=listings.position.astype("int32"))
    of_columns = [
        r.bits for r in why.reasons if r.comparison.startswith("other") or r.kind == "group"
    ]
    assert sum(of_columns) == pytest.approx(MOST_OF_GROUP)


def test_nothing_unexplained_leaves_the_model_as_it_is() -> None:
    comparers = Comparers(listings_of(a_list("A", *strangers(3))), shipped())
    assert comparers.model.names == shipped().names
    assert comparers.compare(a_pair(0, 1)).levels.shape == (1, len(shipped().names))
