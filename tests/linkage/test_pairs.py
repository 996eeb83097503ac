"""Pairs, decisions and people: nothing in them can be changed, and they say how many they are."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from itertools import pairwise

import numpy as np
import pytest

from cohortmatch.linkage.pairs import Band, Decisions, Pairs
from matched import answer
from people_lists import Row, a_list

KOFI: Row = {"forename": "Kofi", "surname": "Quillan", "date_of_birth": "12/05/1985"}


def one_pair() -> Pairs:
    return Pairs(np.zeros(1, dtype=np.int32), np.ones(1, dtype=np.int32))


def test_no_array_of_a_result_can_be_written_to() -> None:
    found = answer(a_list("A", KOFI), a_list("B", KOFI))
    links = found.resolved.links
    arrays = [found.resolved.person, found.resolved.band]
    arrays += [links.left, links.right, links.levels, links.rarity, links.weight]
    assert not any(array.flags.writeable for array in arrays)
    with pytest.raises(ValueError, match="read-only"):
        links.weight[0] = 0
    decisions = Decisions(*(np.zeros(1, dtype=np.int32) for _ in range(2)), np.ones(1, dtype=bool))
    assert not any(a.flags.writeable for a in (decisions.left, decisions.right, decisions.same))


def test_the_fields_of_a_frozen_value_cannot_be_set() -> None:
    pairs = one_pair()
    with pytest.raises(FrozenInstanceError):
        pairs.left = pairs.right  # type: ignore[misc]
    assert len(pairs) == 1


def test_a_repr_counts_and_names_nobody() -> None:
    assert repr(one_pair()) == "<Pairs: 1 pair>"
    found = answer(a_list("A", KOFI), a_list("B", KOFI))
    assert repr(found.resolved) == "<People: 2 listings, 1 person>"
    assert repr(found.resolved.links) == "<Scored: 1 pair>"


def test_bands_are_ordered_and_named_as_in_the_links_file() -> None:
    assert [band.name for band in sorted(Band)] == ["different", "check", "same"]
    assert all(a < b for a, b in pairwise(sorted(Band)))
