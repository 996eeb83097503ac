"""What two boroughs must mean alike before they compare, and the header that says so in each file.

Policy: both files of an exchange carry the agreement's id and a hash of what it says, who compares
with whom for which purpose in which month, and until when. The reader's own terms must be the same.
With no agreement on either side an exchange is a trial, and its files say so; with an agreement on
one side only there is none.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal, Protocol

from pydantic import BaseModel, ConfigDict, Field

from cohortmatch.between.keys import MOST
from cohortmatch.core.errors import ExchangeError, SettingsError

__all__ = [
    "DAYS",
    "KEYS_VERSION",
    "LONGEST_DAYS",
    "TRIAL",
    "ExchangeHeader",
    "ExchangeTerms",
    "checked_name",
    "faults_of_any",
    "padded",
]

KEYS_VERSION = "2026-11"
"""Changes with whatever changes a key: both sides must make them alike."""
TRIAL = "no agreement: for trials"
DAYS, LONGEST_DAYS = 14, 31
"""How many days an offer may be answered and opened, by default and at most."""
NOT_WRITTEN = "its header says what no side's own run writes; it was changed or made up"
STEPS = (1, 2, 5, 10)
LEAST = 100
ID = re.compile(r"[0-9a-f]{32}")
NAME = re.compile(r"[^\W_](?:[\w &'().,/-]{0,58}[\w).])?")
Name = Field(min_length=1, max_length=60)


class ExchangeTerms(BaseModel):
    """What one side means: the agreement ('' for none) with its `digest`, the purpose, who it is
    (`us`) and whom it compares with (`them`), and the people of one side at most."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    agreement: str = ""
    digest: str = ""
    purpose: str = ""
    us: str
    them: str
    most: int = Field(gt=0)

    @property
    def note(self) -> str:
        """What must be said of an exchange without an agreement; '' of any other."""
        return "" if self.agreement else TRIAL

    def offered(self, people: int, on: date, days: int = DAYS) -> ExchangeHeader:
        """The header of a new offer of so many people, made on a day."""
        return ExchangeHeader(
            kind="offer",
            exchange=secrets.token_hex(16),
            sender=self.us,
            receiver=self.them,
            month=on.strftime("%Y-%m"),
            made=on,
            expires=on + timedelta(days=days),
            people=padded(people),
            agreement=self.agreement,
            digest=self.digest,
            purpose=self.purpose,
            note=self.note,
        )

    def refuse(self, header: ExchangeHeader, on: date) -> None:
        """ExchangeError where a file that came from the other side does not mean the same, has
        expired, is our own, or holds more people than agreed."""
        if header.sender == self.us:
            raise ExchangeError(f"this {header.kind} is from ourselves ({self.us}), not from them")
        faults = [*self._other_terms(header)]
        if header.keys != KEYS_VERSION:
            faults.append("it was made by another version of the match keys: use one version")
        faults += faults_of_any(header, self.most, on, what="it", again="make a new offer")
        if faults:
            raise ExchangeError(*(f"this {header.kind}: {each}" for each in faults))

    def _other_terms(self, header: ExchangeHeader) -> list[str]:
        """In what the terms differ, as sentences."""
        if bool(header.agreement) != bool(self.agreement):
            side = "they" if header.agreement else "we"
            return [f"only {side} have a sharing agreement; both must have the same one, or none"]
        told = []
        if header.agreement != self.agreement:
            told.append("it is under another agreement than ours")
        elif header.digest != self.digest:
            told.append("the agreement says something else on their side; compare its versions")
        if header.purpose != self.purpose:
            told.append("its purpose is another than ours")
        if (header.sender, header.receiver) != (self.them, self.us):
            told.append(f"it is not from {self.them} for {self.us}")
        return told


class ExchangeHeader(BaseModel):
    """The first lines of a file: which exchange it belongs to, and on which terms.

    `people` is the room of the offering side, in people, and `answered` of the answering one; both
    are rounded up. `most` stands in a secret alone: the people of one side at most. `keys` is the
    version of the match keys.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["offer", "answer", "secret"]
    exchange: str = Field(pattern=ID.pattern)
    sender: str = Name
    receiver: str = Name
    agreement: str = Field(max_length=60)
    digest: str = Field(pattern=r"[0-9a-f]{0,64}", max_length=64)
    purpose: str = Field(max_length=200)
    note: str = Field(max_length=60)
    month: str = Field(pattern=r"^\d{4}-\d{2}$")
    made: date
    expires: date
    people: int = Field(gt=0)
    answered: int = Field(default=0, ge=0)
    most: int = Field(default=0, ge=0)
    keys: str = Field(default=KEYS_VERSION, max_length=20)

    @property
    def domain(self) -> bytes:
        """The domain in which both sides hash their keys: another agreement or another month gives
        other points for the same people."""
        text = f"COHORTMATCH-BETWEEN-{self.keys}-{self.agreement}-{self.digest}-{self.month}"
        return f"{text}-ristretto255_XMD:SHA-512_R255MAP_RO_".encode()

    @property
    def entries(self) -> int:
        """How many entries an offer holds."""
        return self.people * MOST

    @property
    def answered_entries(self) -> int:
        """How many entries an answer holds of the answering side's own."""
        return self.answered * MOST

    def answer(self, people: int, on: date) -> ExchangeHeader:
        """The header of the answer to this offer, by a side of so many people."""
        told = {"kind": "answer", "made": on, "answered": padded(people)}
        sides = {"sender": self.receiver, "receiver": self.sender}
        return self.model_copy(update=told | sides)


class _Written(Protocol):
    """What every header of a file has."""

    @property
    def agreement(self) -> str: ...
    @property
    def note(self) -> str: ...
    @property
    def month(self) -> str: ...
    @property
    def made(self) -> date: ...
    @property
    def expires(self) -> date: ...
    @property
    def people(self) -> int: ...


def faults_of_any(header: _Written, most: int, on: date, *, what: str, again: str) -> Iterator[str]:
    """What is wrong with a header on a day, whatever file it is of; `most` are the people of one
    side who are agreed, and the sentences speak of `what` and say how to do it `again`."""
    if not _as_written(header):
        yield NOT_WRITTEN
    if on > header.expires:
        yield f"{what} expired on {header.expires}; {again}"
    if header.made > on + timedelta(days=1):
        yield f"{what} is dated in the future; check the day of both computers"
    if header.expires > header.made + timedelta(days=LONGEST_DAYS):
        yield f"{what} is good for longer than {LONGEST_DAYS} days"
    if header.people > padded(most):
        yield f"{what} has room for {header.people:,} people, and {most:,} are agreed at most"


def _as_written(header: _Written) -> bool:
    """Whether a header may be one that a side's own run wrote: a trial says so and nothing else,
    the month is that of its day, and the room is a round number."""
    note = "" if header.agreement else TRIAL
    month = header.made.strftime("%Y-%m")
    return (header.note, header.month) == (note, month) and header.people == padded(header.people)


def padded(people: int) -> int:
    """A number of people rounded up to 1, 2 or 5 times a power of ten, at least 100."""
    size = LEAST
    while people > size * STEPS[-1]:
        size *= 10
    return next(size * step for step in STEPS if people <= size * step)


def checked_name(name: str) -> str:
    """A side's name; SettingsError for one that cannot stand in a file's header."""
    if not NAME.fullmatch(name):
        raise SettingsError(
            "a side's name must be 1 to 60 letters, digits, spaces or & ' ( ) . , -"
        )
    return name
