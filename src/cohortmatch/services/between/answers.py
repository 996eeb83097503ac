"""The answers of `cohortmatch between`; see `answers`."""

from __future__ import annotations

from pydantic import Field

from cohortmatch.services.answers import Answer
from cohortmatch.version import __version__

__all__ = [
    "CancelAnswer",
    "EncodeAnswer",
    "KeyAnswer",
    "LinkAnswer",
    "OfferAnswer",
    "OpenAnswer",
    "ReplyAnswer",
]


class OfferAnswer(Answer):
    """What `between offer --json` prints: how many people are in the offer, for how many there is
    room, how many have no key, which rows were withheld and why, until when it holds; `note` says
    that there is no agreement."""

    version: str = __version__
    written: str
    secret: str
    sender: str
    receiver: str
    people: int
    room: int
    people_without_keys: int
    withheld: dict[str, int]
    expires: str
    note: str


class ReplyAnswer(Answer):
    """What `between answer --json` prints: the same of our own side, for how many people the other
    side's offer has room and for how many keys, and the file that says who each reference is."""

    version: str = __version__
    written: str
    references: str
    sender: str
    receiver: str
    people: int
    room: int
    room_of_offer: int
    keys_of_offer: int
    people_without_keys: int
    withheld: dict[str, int]
    note: str


class OpenAnswer(Answer):
    """What `between open --json` prints: how many of our people the other side holds, certainly and
    perhaps, and what was written; `list_note` says why no list for the report was written."""

    version: str = __version__
    written: tuple[str, ...]
    sender: str
    people: int
    same: int
    check: int
    note: str
    list_note: str = ""


class CancelAnswer(Answer):
    """What `between offer --cancel --json` prints: whether there was a secret to erase."""

    version: str = __version__
    erased: bool


class KeyAnswer(Answer):
    """What `between key make --json` and `key enter --json` print: the words of a new key (none of
    one that was typed in), the check value, and the file that has the key; '' for none."""

    version: str = __version__
    words: tuple[str, ...] = Field(default=(), repr=False)
    check_value: str
    written: str


class EncodeAnswer(Answer):
    """What `between encode --json` prints: how many people are in the list, for how many there is
    room, how many have no key, which rows were withheld and why, until when it holds."""

    version: str = __version__
    written: str
    references: str
    sender: str
    others: tuple[str, ...]
    unit: str
    people: int
    room: int
    people_without_keys: int
    withheld: dict[str, int]
    expires: str
    note: str


class LinkAnswer(Answer):
    """What `between link --json` prints: for each borough how many of its people another holds,
    certainly and perhaps, how many persons are held by two or more, and what was written."""

    version: str = __version__
    written: tuple[str, ...]
    same: dict[str, int]
    check: dict[str, int]
    persons: int
    note: str
