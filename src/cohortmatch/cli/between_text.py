"""What `cohortmatch between` prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from cohortmatch.core.plurals import count
from cohortmatch.services.between_answers import (
    CancelAnswer,
    OfferAnswer,
    OpenAnswer,
    ReplyAnswer,
)

__all__ = ["cancel_text", "offer_text", "open_text", "reply_text"]

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
        f"{answer.room:,}), to an offer with room for {answer.room_of_offer:,}"
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
