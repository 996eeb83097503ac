"""What `cohortmatch between` prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from cohortmatch.core.plurals import count
from cohortmatch.services.between.answers import (
    CancelAnswer,
    EncodeAnswer,
    KeyAnswer,
    LinkAnswer,
    OfferAnswer,
    OpenAnswer,
    ReplyAnswer,
)

__all__ = [
    "cancel_text",
    "encode_text",
    "key_text",
    "link_text",
    "offer_text",
    "open_text",
    "reply_text",
]

NOTE = "There is no sharing agreement, and the file says so: “{}”."


def offer_text(answer: OfferAnswer) -> Iterator[str]:
    """The lines about an offer."""
    yield f"Written: {answer.written}, of {_people(answer.people)} (room for {answer.room:,})"
    yield from _left_out(answer.people_without_keys, answer.withheld)
    yield from _noted(answer.note)
    yield f"Send it to {answer.receiver}; it is good until {answer.expires}."
    yield f"Keep {answer.secret} here: only with it can the answer be opened."


def reply_text(answer: ReplyAnswer) -> Iterator[str]:
    """The lines about an answer."""
    yield (
        f"Written: {answer.written}, with {_people(answer.people)} of ours (room for "
        f"{answer.room:,}), to an offer with room for {answer.room_of_offer:,} "
        f"({answer.keys_of_offer:,} keys)"
    )
    yield from _left_out(answer.people_without_keys, answer.withheld)
    yield from _noted(answer.note)
    yield f"Send it to {answer.receiver}: it learns whom of its people we hold, we learn nothing."
    yield f"Keep {answer.references} here: it says who is meant when {answer.receiver} asks."


def open_text(answer: OpenAnswer, out: Path) -> Iterator[str]:
    """The lines about an answer that was opened."""
    yield (
        f"{answer.sender} holds {_people(answer.people)} of ours: {answer.same:,} certainly, "
        f"{answer.check:,} to check"
    )
    yield from _noted(answer.note)
    yield f"Written into {out}: {', '.join(Path(each).name for each in answer.written)}"
    if answer.list_note:
        yield f"Note: {answer.list_note}."
    yield "The secret of the offer is erased."


def cancel_text(answer: CancelAnswer, out: Path) -> Iterator[str]:
    """The line about an offer that was given up."""
    if answer.erased:
        yield f"The secret of {out} is erased: no answer to it can be opened any more."
    else:
        yield f"{out} has no secret here: it was opened or cancelled already."


def key_text(answer: KeyAnswer) -> Iterator[str]:
    """The lines about a key that was made or typed in."""
    if answer.words:
        yield "Read these words out to each borough, over the telephone, and to nobody else:"
        for number, word in enumerate(answer.words, 1):
            yield f"  {number:2}  {word}"
    yield f"Check value: {answer.check_value}. It must be the same in every borough."
    if answer.written:
        yield f"Written: {answer.written}, for you alone. Never send it, least of all to the unit."


def encode_text(answer: EncodeAnswer) -> Iterator[str]:
    """The lines about an encoded list."""
    yield f"Written: {answer.written}, of {_people(answer.people)} (room for {answer.room:,})"
    yield from _left_out(answer.people_without_keys, answer.withheld)
    yield from _noted(answer.note)
    yield f"Send it to {answer.unit}; it is good until {answer.expires}."
    yield f"Keep {answer.references} here: it says who each reference is that comes back."


def link_text(answer: LinkAnswer, out: Path) -> Iterator[str]:
    """The lines about lists that were linked."""
    for name, same in answer.same.items():
        yield f"{name}: {_people(same)} certainly elsewhere, {answer.check[name]:,} to check"
    yield f"Persons whom two boroughs or more hold certainly: {answer.persons:,}"
    yield from _noted(answer.note)
    yield f"Written into {out}: {', '.join(Path(each).name for each in answer.written)}"
    yield "Send each borough its own file, and erase the encoded lists."


def _people(number: int) -> str:
    return count(number, "person", "people")


def _left_out(without_keys: int, withheld: Mapping[str, int]) -> Iterator[str]:
    for why, rows in withheld.items():
        yield f"Withheld: {count(rows, 'row')} ({why})"
    if without_keys:
        yield f"Not comparable, for too little is recorded: {_people(without_keys)}"


def _noted(note: str) -> Iterator[str]:
    if note:
        yield NOTE.format(note)
