"""The key that boroughs share and the trusted unit does not have: words, a check value, digests.

Policy: a key is twelve words of 2,048, drawn by the system's source of randomness: 132 bits. A
thirteenth word is a check on the twelve, so that a word heard wrongly is noticed (all but one in
2,048 times). Four letters of a word are enough. From it comes another key for each agreement, what
the agreement says, and month; that one makes the digests, and a check value for the file, by which
the unit sees that all files were made with one key. Both are HMAC-SHA-256, so that a check value
helps nobody who does not guess all 132 bits.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from cohortmatch.core.errors import ExchangeError

__all__ = ["DIGEST", "ENTROPY", "DerivedKey", "SharedKey", "key_words", "new_key_words"]

WORDS = 12
ENTROPY = 132
"""Bits: twelve words of 2,048."""
LETTERS = 4
DIGEST = 16
"""Bytes of a digest: the first half of HMAC-SHA-256."""
CHECK = 8
SEPARATE = re.compile(r"[\s,.;:\-0-9]+")
MASTER, DERIVE = b"cohortmatch between 1: shared key", b"cohortmatch between 1: agreement and month"
SPOKEN, IN_FILE = (
    b"cohortmatch between 1: check, spoken",
    b"cohortmatch between 1: check, in a file",
)
NUMBER = f"a key is {WORDS + 1} words, and these are {{}}"
UNKNOWN = "word {} of the key is none of the list; have it said again"
WRONG = "these words are no key: one of them is another, or two changed places; compare them again"


@cache
def key_words() -> tuple[str, ...]:
    """The words of which keys are made, in order."""
    text = files("cohortmatch.between").joinpath("data/key_words.toml").read_text("utf-8")
    return tuple(tomllib.loads(text)["words"].split())


class _Secret:
    """Bytes that nothing prints, pickles or copies."""

    def __init__(self, data: bytes) -> None:
        self._data = bytearray(data)

    def _mac(self, *parts: bytes) -> bytes:
        if not any(self._data):
            raise ExchangeError("this key was erased")
        told = b"".join(len(each).to_bytes(4, "big") + each for each in parts)
        return hmac.digest(bytes(self._data), told, "sha256")

    def erase(self) -> None:
        """Overwrite it."""
        self._data[:] = bytes(len(self._data))

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    def __reduce__(self) -> Any:
        raise TypeError("a secret is never pickled or copied")


class DerivedKey(_Secret):
    """The key of one agreement and month."""

    def digest(self, text: str) -> bytes:
        """The digest (16 bytes) of a match key."""
        return self._mac(text.encode("utf-8", "surrogatepass"))[:DIGEST]

    @property
    def check(self) -> str:
        """The check value for a file: 16 hexadecimal digits."""
        return self._mac(IN_FILE)[:CHECK].hex()


class SharedKey(_Secret):
    """The key as boroughs agree it."""

    @classmethod
    def read(cls, text: str) -> SharedKey:
        """From its words, in any case, with commas, numbers or lines between; ExchangeError where
        they are none of a key, without any of the words."""
        said = [each for each in SEPARATE.split(text.casefold()) if each]
        if len(said) != WORDS + 1:
            raise ExchangeError(NUMBER.format(len(said)))
        numbers = [_number(place, each) for place, each in enumerate(said, 1)]
        if _check_word(numbers[:WORDS]) != numbers[WORDS]:
            raise ExchangeError(WRONG)
        return cls(_packed(numbers[:WORDS]))

    @property
    def check_value(self) -> str:
        """What both sides read out to see that they have one key, such as "4F2A-91C3"."""
        text = self._mac(SPOKEN)[:4].hex().upper()
        return f"{text[:4]}-{text[4:]}"

    def derived(self, *about: str) -> DerivedKey:
        """The key for an agreement and a month, by what names them."""
        return DerivedKey(self._mac(DERIVE, *(each.encode() for each in about)))

    def __init__(self, data: bytes) -> None:
        super().__init__(hmac.digest(MASTER, data, "sha256"))


def new_key_words() -> tuple[str, ...]:
    """The words of a new key, the check word last."""
    numbers = [secrets.randbelow(len(key_words())) for _ in range(WORDS)]
    return tuple(key_words()[each] for each in (*numbers, _check_word(numbers)))


def _number(place: int, word: str) -> int:
    found = _by_letters().get(word[:LETTERS])
    if found is None or not key_words()[found].startswith(word):
        raise ExchangeError(UNKNOWN.format(place))
    return found


@cache
def _by_letters() -> dict[str, int]:
    return {word[:LETTERS]: number for number, word in enumerate(key_words())}


def _check_word(numbers: Sequence[int]) -> int:
    digest = hashlib.sha256(b"cohortmatch between 1: check word" + _packed(numbers)).digest()
    return int.from_bytes(digest[:4], "big") % len(key_words())


def _packed(numbers: Sequence[int]) -> bytes:
    return b"".join(each.to_bytes(2, "big") for each in numbers)
