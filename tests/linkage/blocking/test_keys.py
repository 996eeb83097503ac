"""The keys pairs are found by: what must not keep two listings of one person apart."""

from __future__ import annotations

import numpy as np
import pytest

from cohortmatch.linkage.blocking.keys import Keys, NameParts, initial, sound, value_part
from people_lists import a_list, listings_of

KEY = "0123456789abcdef" * 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("smith", "smyth"),
        ("obrien", "obrian"),
        ("kowalski", "kowalska"),
        ("mcdonald", "macdonald"),
        ("philips", "phillips"),
        ("smith jones", "smith"),
    ],
)
def test_surnames_that_sound_alike_have_one_key(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize("word", ["ng", "o", "ʻ", "de souza", "smith", "ó", "李"])
def test_any_surname_has_some_key(word: str) -> None:
    assert sound(word) == sound(word)


def test_an_initial_is_that_of_the_name_s_class() -> None:
    assert initial("john") == initial("j") == "j"
    assert initial("mohammed") == initial("md") == initial("muhammad")


def test_a_key_of_several_parts_is_equal_only_where_all_are() -> None:
    owner = np.array([0, 1, 2, 3], dtype=np.int64)
    first, second = np.array([5, 5, 6, 5]), np.array([1, 1, 1, 2])
    key = Keys.of(4, owner, first, second).key
    assert key[0] == key[1]
    assert len(set(key.tolist())) == 3


def test_a_part_that_is_not_known_makes_no_key() -> None:
    owner = np.array([0, 1, 2], dtype=np.int64)
    keys = Keys.of(3, owner, np.array([5, -1, 5]), np.array([1, 1, -1]))
    assert keys.owner.tolist() == [0]


def test_no_listing_has_a_key_twice() -> None:
    keys = Keys.of(2, np.array([0, 0, 1], dtype=np.int64), np.array([3, 3, 3]))
    assert keys.owner.tolist() == [0, 1]


def test_names_in_each_other_s_column_have_one_key() -> None:
    rows = [{"forename": "John", "surname": "Smith"}, {"forename": "Smith", "surname": "John"}]
    low, high = NameParts(listings_of(a_list("A", *rows))).either_order()
    for part in (low, high):
        assert part.codes[0] == part.codes[1]
        assert part.stable(KEY)[0] == part.stable(KEY)[1]


def test_a_listing_has_a_key_for_each_value() -> None:
    row = {"surname": "Ole", "crn": "X987001; X981234"}
    numbers = listings_of(a_list("A", row)).field("crn")
    part = value_part(numbers)
    assert Keys.of(1, numbers.owners, part.codes).owner.tolist() == [0, 0]
