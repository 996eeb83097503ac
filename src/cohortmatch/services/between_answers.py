"""The answers of `cohortmatch between`; see `answers`."""

from __future__ import annotations

from cohortmatch.services.answers import Answer
from cohortmatch.version import __version__

__all__ = ["CancelAnswer", "OfferAnswer", "OpenAnswer", "ReplyAnswer"]


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
    side's offer has room, and the file that says who each reference is."""

    version: str = __version__
    written: str
    references: str
    sender: str
    receiver: str
    people: int
    room: int
    room_of_offer: int
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
