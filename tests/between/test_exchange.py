"""The protocol: who learns what, what no file shows, and every made-up file refused."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable
from itertools import combinations, pairwise
from math import log2

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from between.exchanging import (
    TERMS,
    answered_header,
    exchanged,
    keys_of_people,
    offered,
    offered_header,
)
from cohortmatch.between.answer import TAG, make_answer, new_references
from cohortmatch.between.group import POINT, Scalar, hash_to_group, is_point
from cohortmatch.between.keys import MOST
from cohortmatch.between.offer import OfferSecret, make_offer
from cohortmatch.between.opening import open_answer
from cohortmatch.between.terms import padded
from cohortmatch.core.errors import ExchangeError

people = st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=3, unique=True), max_size=4)


@settings(max_examples=15)
@given(people, people)
def test_the_offering_side_learns_which_keys_agree_and_nothing_else(
    ours: list[list[str]], theirs: list[list[str]]
) -> None:
    refs = new_references(len(theirs))
    found = exchanged(keys_of_people(*ours), keys_of_people(*theirs), refs)
    agree = {
        (i, refs[j]) for i, a in enumerate(ours) for j, b in enumerate(theirs) if set(a) & set(b)
    }
    assert {(each.person, each.reference) for each in found} == agree


def _entries(body: bytes) -> list[bytes]:
    return [body[i : i + POINT] for i in range(0, len(body), POINT)]


def test_an_offer_is_sorted_points_of_fixed_number_whatever_it_holds() -> None:
    header = offered_header()
    for keys in (keys_of_people("a"), keys_of_people("abcd", "cdefg", "ah")):
        body, _ = make_offer(keys, header)
        entries = _entries(body)
        assert len(entries) == header.entries == MOST
        assert all(map(is_point, entries)) and all(a < b for a, b in pairwise(entries))


def test_two_offers_of_the_same_people_share_no_entry() -> None:
    keys = keys_of_people("abc", "cd")
    one, other = (set(_entries(make_offer(keys, offered_header())[0])) for _ in range(2))
    assert not one & other


def test_how_many_people_share_a_key_is_not_seen() -> None:
    """Multiplicity: a key that several people have is one entry and one row like any other."""
    header = offered_header()
    body, _ = make_offer(keys_of_people("a", "a", "a"), header)
    reply = answered_header(header)
    answer = make_answer(memoryview(body), reply, keys_of_people("a", "a"), [1, 2])
    for entries in (_entries(body), _entries(answer)):
        assert max(Counter(entries).values()) == 1
        assert max(Counter(each[:TAG] for each in entries).values()) == 1


def test_sizes_tell_only_a_round_number() -> None:
    assert [padded(n) for n in (1, 100, 101, 499, 501, 1300, 5001, 99_000, 100_001)] == [
        *(100, 100, 200, 500, 1000, 2000, 10_000, 100_000, 200_000)
    ]
    assert TERMS.offered(101, offered_header().made).people == padded(200)


def test_a_dictionary_without_the_secret_finds_nothing() -> None:
    """Whoever has the files and every possible key, but neither scalar, finds no entry."""
    header = offered_header()
    body, _ = make_offer(keys_of_people("abc"), header)
    reply = answered_header(header)
    answer = make_answer(memoryview(body), reply, keys_of_people("bcd"), [7])
    guesses = {hash_to_group(each.encode(), header.domain) for each in "abcdefgh"}
    scalars = [Scalar.random() for _ in range(20)]
    guesses |= {scalar.times(each) for scalar in scalars for each in guesses}
    assert not guesses & {*_entries(body), *_entries(answer)}


def test_frequencies_tell_nothing_for_no_entry_repeats() -> None:
    """Frequency: a name that half of all people bear makes one entry; ranks have nothing to align.
    Entries are ranked by their bytes; the common key's rank is as random as any other's."""
    ranks = []
    for _ in range(40):
        body, secret = make_offer(keys_of_people(*["a"] * 3, "b", "c", "d"), offered_header())
        ranks.append(int(secret.entry[0]))
        assert len(set(_entries(body))) == MOST
    assert len(set(ranks)) > 10 and 4 < sum(ranks) / len(ranks) < 15


def _bits(data: bytes) -> float:
    """The entropy of the bytes, in bits for each."""
    counts = Counter(data)
    return -sum(n / len(data) * log2(n / len(data)) for n in counts.values())


def test_every_byte_of_a_body_is_as_random_as_a_point_is() -> None:
    header = offered_header(people=100)
    body, _ = make_offer(keys_of_people("abc"), header)
    reply = answered_header(header, people=100)
    answer = make_answer(memoryview(body), reply, keys_of_people("bcd"), [7])
    for place in range(POINT):
        for each in (body, answer[: len(body)], answer[len(body) :]):
            column = each[place::POINT]
            least = 6.7 if place in (0, POINT - 1) else 7.7
            assert _bits(column) > least, place
    assert not any(text in body + answer for text in (b"abc", b"bcd", header.domain))


def test_rows_of_unmatched_people_cannot_be_opened() -> None:
    """No key of ours opens a row but that of the same key, and references differ each time."""
    first, second = (new_references(50) for _ in range(2))
    assert len(set(first)) == 50 and 0 not in first and first != second
    found = exchanged(keys_of_people("x"), keys_of_people("a", "b", "c"), [1, 2, 3])
    assert found == []


def test_an_active_cheat_learns_its_guesses_and_no_more_than_it_has_room_for() -> None:
    """What the pages name: guesses planted on one's own list are answered, one entry each."""
    guesses = [[f"guess {n}"] for n in range(MOST)]
    theirs = keys_of_people(["guess 3"], ["guess 9"], ["somebody else"])
    found = exchanged(keys_of_people(*guesses), theirs, [5, 6, 7])
    assert [(each.person, each.reference) for each in found] == [(3, 5), (9, 6)]
    with pytest.raises(ExchangeError, match="more keys than the file has room"):
        exchanged(keys_of_people(*guesses, ["one more"]), theirs, [5, 6, 7])


Change = Callable[[list[bytes]], list[bytes]]
MADE_UP: list[tuple[str, Change, str]] = [
    ("repeated", lambda e: [e[0], e[0], *e[2:]], "holds an entry twice"),
    ("in another order", lambda e: [e[1], e[0], *e[2:]], "order that every side writes"),
    ("not on the curve", lambda e: [*e[:-1], b"\xff" * POINT], "no valid point"),
    ("the identity", lambda e: [bytes(POINT), *e[1:]], "no valid point"),
]


@pytest.mark.parametrize(("what", "change", "words"), MADE_UP)
def test_a_made_up_offer_is_refused(what: str, change: Change, words: str) -> None:
    header = offered_header()
    body, _ = offered(keys_of_people("abc"), header)
    bad = b"".join(change(_entries(body)))
    with pytest.raises(ExchangeError, match=words):
        make_answer(memoryview(bad), answered_header(header), keys_of_people("a"), [1])


IN_ANSWER: list[tuple[str, Change, str]] = [
    ("a point repeated", lambda e: [e[0], e[0], *e[2:]], "holds an entry twice"),
    ("not on the curve", lambda e: [b"\xff" * POINT, *e[1:]], "no valid point"),
    ("the identity", lambda e: [bytes(POINT), *e[1:]], "no valid point"),
    ("a row repeated", lambda e: [*e[:-1], e[-2]], "holds an entry twice"),
    ("rows in another order", lambda e: [*e[:-2], e[-1], e[-2]], "order that every side"),
]


@pytest.mark.parametrize(("what", "change", "words"), IN_ANSWER)
def test_a_made_up_answer_is_refused(what: str, change: Change, words: str) -> None:
    header = offered_header()
    body, secret = offered(keys_of_people("abc"), header)
    reply = answered_header(header)
    answer = make_answer(memoryview(body), reply, keys_of_people("bc"), [1])
    bad = b"".join(change(_entries(answer)))
    with pytest.raises(ExchangeError, match=words):
        open_answer(memoryview(bad), reply, secret)


def test_an_answer_to_another_offer_tells_nothing() -> None:
    """Swapped and replayed: last month's answer finds no row, for its scalar was another."""
    keys, header = keys_of_people("abc"), offered_header()
    (old, _), (_, secret) = (make_offer(keys, header) for _ in range(2))
    reply = answered_header(header)
    answer = make_answer(memoryview(old), reply, keys, [1])
    assert open_answer(memoryview(answer), reply, secret) == []


def test_another_agreement_or_month_finds_nobody() -> None:
    header, keys = offered_header(), keys_of_people("abc")
    for change in ({"agreement": "B"}, {"month": "2026-07"}, {"digest": "00"}):
        body, secret = make_offer(keys, header)
        other = answered_header(header).model_copy(update=change)
        answer = make_answer(memoryview(body), other, keys, [1])
        assert open_answer(memoryview(answer), answered_header(header), secret) == [], change


def test_a_secret_comes_back_from_its_bytes_and_damage_is_told() -> None:
    header = offered_header()
    _, secret = make_offer(keys_of_people("abc", "c"), header)
    data = secret.packed()
    again = OfferSecret.unpacked(data, header.entries)
    for name in ("entry", "kind", "key", "person"):
        assert getattr(again, name).tolist() == getattr(secret, name).tolist()
    assert secrets.token_hex(4) not in repr(secret)
    for bad in (data[:20], data[:-1], data + b"\0", data[:60] + b"\xff" * 4 + data[64:]):
        with pytest.raises(ExchangeError, match="damaged"):
            OfferSecret.unpacked(bad, header.entries)
    with pytest.raises(ExchangeError, match="damaged"):
        OfferSecret.unpacked(data, 1)


def test_rows_of_two_answers_to_one_offer_share_nothing() -> None:
    header = offered_header()
    body, _ = make_offer(keys_of_people("abc"), header)
    reply = answered_header(header)
    made = [make_answer(memoryview(body), reply, keys_of_people("abc"), [1]) for _ in range(3)]
    for one, other in combinations(made, 2):
        assert not {*_entries(one)} & {*_entries(other)}
