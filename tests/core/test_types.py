"""Coded lists: what each listing has of a field, kept unchanged and shown to nobody."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohortmatch.core.types import ABSENT, Field, Listings
from laws.strategies import all_listings, fields, law
from matched import answer
from people_lists import a_list, a_pnc, listings_of

CANARY = {
    "forename": "Zebedee",
    "surname": "Quillfeather",
    "date_of_birth": "13/11/1971",
    "pnc": a_pnc(7654321),
    "address": "77 Canary Wharf Lane, RM1 3BD",
}
PLAIN = (  # the canary's values in any spelling a repr could hold
    *("zebedee", "quillfeather", "1971", "7654321", "canary", "rm1 3bd"),
)


def of_codes(*codes: list[int]) -> Field[str]:
    """A field whose listings have these codes."""
    offsets = np.cumsum([0, *map(len, codes)]).astype(np.int64)
    flat = np.array([code for each in codes for code in each], dtype=np.int32)
    return Field(("a", "b", "c"), flat, offsets)


def test_a_field_says_what_each_listing_has() -> None:
    field = of_codes([0], [], [2, 1])
    assert [field.of(i) for i in range(len(field))] == [("a",), (), ("c", "b")]
    assert field.counts.tolist() == [1, 0, 2]
    assert field.first.tolist() == [0, ABSENT, 2]


def test_a_single_field_is_made_of_one_code_a_listing() -> None:
    field = Field.single(["a", "b"], np.array([1, ABSENT, 0], dtype=np.int32))
    assert [field.of(i) for i in range(3)] == [("b",), (), ("a",)]


@pytest.mark.parametrize("n", [0, 3])
def test_an_empty_field_has_nothing_for_anybody(n: int) -> None:
    field: Field[str] = Field.empty(n)
    assert len(field) == n
    assert [field.of(i) for i in range(n)] == [()] * n
    assert field.first.tolist() == [ABSENT] * n


@given(fields(), st.data())
@law(80)
def test_taking_some_listings_equals_looking_them_up_one_by_one(
    field: Field[int], data: st.DataObject
) -> None:
    which = data.draw(st.lists(st.integers(0, len(field) - 1), max_size=8))
    taken = field.take(np.array(which, dtype=np.intp))
    assert [taken.of(i) for i in range(len(taken))] == [field.of(i) for i in which]
    firsts = [field.of(i)[:1] for i in which]
    codes = [field.values.index(values[0]) if values else ABSENT for values in firsts]
    assert taken.first.tolist() == codes
    assert taken.counts.tolist() == [len(field.of(i)) for i in which]


@given(all_listings(lists=2))
@law(20)
def test_no_array_can_be_written_to(listings: Listings) -> None:
    arrays = [
        *(value for value in vars(listings).values() if isinstance(value, np.ndarray)),
        *(value for value in vars(listings.names).values() if isinstance(value, np.ndarray)),
        *(array for field in listings.fields.values() for array in (field.codes, field.offsets)),
    ]
    assert arrays
    assert not any(array.flags.writeable for array in arrays)


def test_no_repr_shows_anything_of_a_person() -> None:
    lists = [a_list("A", CANARY), a_list("B", CANARY)]
    found = answer(*lists)
    shown = [
        *(lists[0], found.listings, found.listings.names, found.resolved, found.resolved.links),
        *found.listings.fields.values(),
        *found.listings.lists,
        *found.listings.noticed,
    ]
    told = " ".join(map(repr, shown)).casefold()
    assert not [value for value in PLAIN if value in told]
    assert "2 listings on 2 lists" in told and "2 listings, 1 person" in told


def test_one_is_told_in_the_singular() -> None:
    listings = listings_of(a_list("A", CANARY))
    assert repr(listings).startswith("<Listings: 1 listing on 1 list, ")
    assert "1 listing on 1 list" in listings._repr_html_()
    assert repr(a_list("A", CANARY)) == "<RawList A: 1 row>"
    assert repr(listings.field("pnc")) == "<Field: 1 distinct value, recorded for 1 of 1>"


def test_a_listing_is_named_by_its_list_and_row() -> None:
    listings = listings_of(a_list("A", CANARY, CANARY), a_list("B", CANARY, labels=["x"]))
    assert listings.ids == ["A:2", "A:3", "B:x"]
    assert [listings.id_of(i) for i in range(3)] == listings.ids


def test_a_field_no_list_has_is_empty() -> None:
    listings = listings_of(a_list("A", CANARY))
    assert len(listings.field("visor")) == 1
    assert listings.field("visor").of(0) == ()
