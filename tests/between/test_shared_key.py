"""The key that boroughs share: its words, its check value, the digests made with it."""

from __future__ import annotations

import copy
import hmac
import pickle
from math import log2

import pytest

from cohortmatch.between.shared_key import (
    DIGEST,
    ENTROPY,
    WORDS,
    SharedKey,
    key_words,
    new_key_words,
)
from cohortmatch.core.errors import ExchangeError

MADE = new_key_words()
SPOKEN = " ".join(MADE)
ABOUT = ("2026-11", "EAST-2026", "ab12", "2026-06")


def test_a_key_has_at_least_128_bits() -> None:
    assert len({*key_words()}) == len(key_words()) == 2048
    assert WORDS * log2(len(key_words())) == ENTROPY >= 128
    assert len(MADE) == WORDS + 1 and {*MADE} <= {*key_words()}


def test_words_are_told_apart_by_four_letters() -> None:
    assert len({word[:4] for word in key_words()}) == len(key_words())
    assert all(3 <= len(word) <= 8 and word.isascii() and word.islower() for word in key_words())


def test_keys_are_drawn_from_all_words_alike() -> None:
    """Of 400 keys no word comes more often than ten times (2.3 expected), and most come once."""
    drawn = [word for _ in range(400) for word in new_key_words()[:WORDS]]
    counts = {word: drawn.count(word) for word in {*drawn}}
    assert max(counts.values()) <= 14 and len(counts) > 1_700


HEARD = [
    # how the words may be written down
    SPOKEN.upper(),
    ", ".join(MADE),
    "\n".join(MADE),
    "-".join(MADE),
    " ".join(f"{n}. {word}" for n, word in enumerate(MADE, 1)),
    " ".join(word[:4] for word in MADE),
]


@pytest.mark.parametrize("heard", HEARD, ids=range(len(HEARD)))
def test_a_key_is_heard_in_any_writing(heard: str) -> None:
    assert SharedKey.read(heard).check_value == SharedKey.read(SPOKEN).check_value


def _other(word: str) -> str:
    return key_words()[(key_words().index(word) + 1) % len(key_words())]


def _wrong() -> list[tuple[str, str]]:
    changed = [(" ".join((_other(MADE[0]), *MADE[1:])), "no key"), ("", "these are 0")]
    unknown = " ".join((*MADE[:4], "zzzz", *MADE[5:]))
    longer = " ".join((*MADE[:4], f"{MADE[4]}x", *MADE[5:]))
    short = " ".join(MADE[:-1])
    return [*changed, (unknown, "word 5"), (longer, "word 5"), (short, "these are 12")]


@pytest.mark.parametrize(("heard", "told"), _wrong(), ids=range(5))
def test_a_word_heard_wrongly_is_noticed_and_not_repeated(heard: str, told: str) -> None:
    with pytest.raises(ExchangeError) as caught:
        # One in 2,048 changes keeps the check word: then the key is another, and its check value.
        if SharedKey.read(heard).check_value != SharedKey.read(SPOKEN).check_value:
            raise ExchangeError("no key")
    assert told in str(caught.value)
    assert not [
        each for each in heard.split() if f" {each} " in f" {caught.value} " and each != "a"
    ]


def test_each_agreement_and_month_has_digests_of_its_own() -> None:
    key = SharedKey.read(SPOKEN)
    texts = ("names_date\x1fquarmby", "names_date\x1fodell")
    made = {}
    for place in range(len(ABOUT)):
        about = tuple("other" if n == place else each for n, each in enumerate(ABOUT))
        derived = key.derived(*about)
        made[about] = (derived.check, *map(derived.digest, texts))
    again = key.derived(*ABOUT)
    made[ABOUT] = (again.check, *map(again.digest, texts))
    assert len({each for told in made.values() for each in told}) == 3 * len(made)
    assert again.digest(texts[0]) == key.derived(*ABOUT).digest(texts[0])
    assert len(again.digest(texts[0])) == DIGEST


def test_parts_of_what_names_a_key_do_not_run_into_each_other() -> None:
    key = SharedKey.read(SPOKEN)
    assert key.derived("ab", "c").check != key.derived("a", "bc").check


def test_a_digest_is_keyed() -> None:
    text = "names_date\x1fquarmby"
    one, other = (SharedKey.read(" ".join(new_key_words())).derived(*ABOUT) for _ in range(2))
    unkeyed = hmac.digest(b"", text.encode(), "sha256")[:DIGEST]
    assert len({one.digest(text), other.digest(text), unkeyed}) == 3
    assert one.check != other.check


def test_a_key_is_never_printed_copied_or_used_after_it_was_erased() -> None:
    key = SharedKey.read(SPOKEN)
    derived = key.derived(*ABOUT)
    for each in (key, derived):
        assert repr(each) == f"<{type(each).__name__}>" == str(each)
        for keep in (pickle.dumps, copy.copy, copy.deepcopy):
            with pytest.raises(TypeError, match="never pickled"):
                keep(each)
        each.erase()
    for use in (lambda: key.check_value, lambda: derived.check, lambda: derived.digest("x")):
        with pytest.raises(ExchangeError, match="was erased"):
            use()
