"""Encoded lists and the unit that links them: what a file holds, and who is found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

import cohortmatch as cm
from between.exchanging import keys_of_people
from cohortmatch.between.encoded_header import EncodedHeader
from cohortmatch.between.encoding import (
    REFERENCE,
    ROW,
    SLOTS,
    EncodedPeople,
    decoded,
    encoded_body,
)
from cohortmatch.between.keys import KINDS, MatchKeys, match_keys
from cohortmatch.between.shared_key import DIGEST, SharedKey, new_key_words
from cohortmatch.between.terms import ExchangeTerms
from cohortmatch.between.unit import UnitMatch, linked

WORDS = " ".join(new_key_words())
DAY = date(2026, 6, 1)
BOROUGHS = ("Havering", "Barking", "Redbridge")
COLUMNS = ["Surname", "Forename", "DOB", "PNC ID", "Postcode"]
IVOR = ("Quarmby", "Ivor", "03/04/1989", "2087/0000001Z", "RM1 3BD")
UNA = ("Odell", "Una", "17/11/1975", "", "RM2 5QT")
TWIN = ("Quarmby", "Ivan", "03/04/1989", "", "RM1 3BD")


def _header(who: str, people: int, on: date = DAY, agreement: str = "") -> EncodedHeader:
    terms = ExchangeTerms(us=who, them="others", most=1000, agreement=agreement)
    others = [each for each in BOROUGHS if each != who]
    key = SharedKey.read(WORDS)
    return EncodedHeader.made_by(terms, others, "Unit", key, people, on)


def _encoded(keys: MatchKeys, who: str, words: str = WORDS, **about: object) -> EncodedPeople:
    header = _header(who, keys.people, **about)  # type: ignore[arg-type]
    body, _ = encoded_body(keys, header, SharedKey.read(words))
    return decoded(memoryview(body), header)


def _keys(*rows: Sequence[str]) -> MatchKeys:
    listings = cm.read_lists({"IOM": pd.DataFrame(list(rows), columns=COLUMNS)})
    return match_keys(listings, np.arange(len(rows)))


def _linked(*boroughs: Sequence[Sequence[str]]) -> list[UnitMatch]:
    made = zip(boroughs, BOROUGHS, strict=False)
    return linked([_encoded(_keys(*rows), who) for rows, who in made])


def test_persons_are_found_across_three_boroughs() -> None:
    found = _linked((IVOR, UNA), (IVOR,), (UNA, IVOR))
    assert {each.band for each in found} == {"same"}
    between = sorted((each.left[0], each.right[0]) for each in found)
    assert between == [(0, 1), (0, 2), (0, 2), (1, 2)]
    assert len({each.persons[0] for each in found}) == 2
    assert all(each.is_certain for each in found)
    assert any("PNC ID" in each.words for each in found)


def test_two_people_of_one_borough_stay_two() -> None:
    """Twins share keys; each borough has said that its own are two people."""
    found = _linked((IVOR, TWIN), (IVOR, TWIN))
    assert len({person for each in found for person in each.persons}) <= 4
    sure = [each for each in found if each.is_certain]
    assert all(sum(one.left == other.left for other in sure) == 1 for one in sure)
    assert any("PNC ID" in each.words for each in sure)


def test_strangers_are_not_linked() -> None:
    other = ("Ashworth", "Bryn", "12/06/1991", "2087/0000007F", "IG1 1AA")
    assert _linked((IVOR,), (other,)) == []


@pytest.mark.parametrize("about", [{"on": date(2026, 7, 1)}, {"agreement": "EAST"}])
def test_another_month_or_agreement_finds_nobody(about: dict[str, object]) -> None:
    keys = _keys(IVOR, UNA)
    assert len(linked([_encoded(keys, "Havering"), _encoded(keys, "Barking")])) == 2
    assert linked([_encoded(keys, "Havering"), _encoded(keys, "Barking", **about)]) == []


def test_another_key_finds_nobody() -> None:
    keys, other = _keys(IVOR, UNA), " ".join(new_key_words())
    assert linked([_encoded(keys, "Havering"), _encoded(keys, "Barking", other)]) == []


def test_the_order_of_boroughs_does_not_matter() -> None:
    keys = [_keys(IVOR, UNA), _keys(IVOR), _keys(UNA)]
    lists = [_encoded(each, who) for each, who in zip(keys, BOROUGHS, strict=True)]

    def pairs(order: Sequence[int]) -> set[frozenset[tuple[int, int]]]:
        found = linked([lists[place] for place in order])
        return {frozenset((order[c], r) for c, r in (m.left, m.right)) for m in found}

    assert pairs((0, 1, 2)) == pairs((2, 0, 1)) and len(pairs((0, 1, 2))) == 2


def test_sizes_tell_only_a_round_number() -> None:
    """A list of nobody in particular, and one of seventy people with many keys."""
    few, many = keys_of_people(["a"]), keys_of_people(*([f"{n}"] for n in range(70)))
    sizes = {
        len(encoded_body(k, _header("Havering", k.people), SharedKey.read(WORDS))[0])
        for k in (few, many)
    }
    assert sizes == {100 * ROW} and ROW == REFERENCE + SLOTS * DIGEST
    assert sum(kind.each for kind in KINDS) == SLOTS


def test_every_byte_is_as_random_as_any() -> None:
    """Bytes of people with keys and of those without: no value is far from its share."""
    keys = _keys(*[(f"Surname{n}x", "Ivor", "03/04/1989", "", "RM1 3BD") for n in range(60)])
    body, _ = encoded_body(keys, _header("Havering", 100), SharedKey.read(WORDS))
    table = np.frombuffer(body, dtype=np.uint8).reshape(100, ROW)[:, REFERENCE:]
    counts = np.bincount(table.ravel(), minlength=256)
    expected = table.size / 256
    assert (np.abs(counts - expected) < 6 * np.sqrt(expected)).all()


def test_how_many_keys_somebody_has_is_not_seen() -> None:
    """The same person with one key and with all: each place holds another value every time."""
    keys = _keys(IVOR)
    less = replace(
        keys, text=keys.text[:1], kind=keys.kind[:1], key=keys.key[:1], person=keys.person[:1]
    )
    for each in (keys, less):
        people = _encoded(each, "Havering")
        values = people.digests.reshape(-1, DIGEST)
        assert len(np.unique(values, axis=0)) == len(values) == 100 * SLOTS
        assert values.any(axis=1).all()


def test_references_and_their_order_are_random() -> None:
    keys = keys_of_people(*([f"{n}"] for n in range(50)))
    drawn = [
        encoded_body(keys, _header("Havering", 50), SharedKey.read(WORDS))[1] for _ in range(2)
    ]
    assert not {*drawn[0]} & {*drawn[1]} or len({*drawn[0]} & {*drawn[1]}) < 3
    assert drawn[0] != sorted(drawn[0]) and len({*drawn[0]}) == 50


def test_nothing_prints_a_digest() -> None:
    people = _encoded(_keys(IVOR), "Havering")
    assert repr(people) == "<EncodedPeople: 100>"
