"""The header of an encoded list for a trusted unit, and what must be alike in all of them.

Policy: the unit reads no list and holds no agreement. It links files only that say the same of the
agreement, its hash, purpose, month, the boroughs that take part and the key; each borough has
checked these against its own agreement when it encoded.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from cohortmatch.between.shared_key import SharedKey
from cohortmatch.between.terms import (
    DAYS,
    ID,
    KEYS_VERSION,
    ExchangeTerms,
    faults_of_any,
    padded,
)
from cohortmatch.core.errors import ExchangeError

__all__ = ["EncodedHeader", "derived_about", "refuse_unlike"]

Name = Field(min_length=1, max_length=60)
ALIKE = {
    "agreement": "another agreement",
    "digest": "another text of the agreement",
    "purpose": "another purpose",
    "note": "no agreement, while another has one",
    "month": "another month",
    "keys": "another version of the match keys",
    "boroughs": "other boroughs that take part",
    "unit": "another unit",
    "check": "another key",
}
"""What all files must say alike, and what is said of one that does not."""
TWICE = "two of these files are from {}: give one of each borough"
FEWER = "give the encoded lists of two boroughs at least"
STRANGER = "{} is none of the boroughs that its file names"


class EncodedHeader(BaseModel):
    """The first lines of an encoded list.

    `sender` is the borough, `boroughs` all that take part, in order; `unit` who may link them;
    `people` the room, rounded up; `check` tells whether two files were made with one key.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["encoded"]
    exchange: str = Field(pattern=ID.pattern)
    sender: str = Name
    boroughs: tuple[str, ...] = Field(min_length=2, max_length=50)
    unit: str = Field(max_length=60)
    agreement: str = Field(max_length=60)
    digest: str = Field(pattern=r"[0-9a-f]{0,64}", max_length=64)
    purpose: str = Field(max_length=200)
    note: str = Field(max_length=60)
    month: str = Field(pattern=r"^\d{4}-\d{2}$")
    made: date
    expires: date
    people: int = Field(gt=0, le=1_000_000)
    most: int = Field(gt=0)
    keys: str = Field(default=KEYS_VERSION, max_length=20)
    check: str = Field(pattern=r"^[0-9a-f]{16}$")

    @classmethod
    def made_by(
        cls,
        terms: ExchangeTerms,
        others: Sequence[str],
        unit: str,
        key: SharedKey,
        people: int,
        on: date,
        days: int = DAYS,
    ) -> EncodedHeader:
        """The header of the list of so many people, made on a day."""
        month = on.strftime("%Y-%m")
        derived = key.derived(*derived_about(terms.agreement, terms.digest, month))
        try:
            check = derived.check
        finally:
            derived.erase()
        return cls(
            kind="encoded",
            exchange=secrets.token_hex(16),
            sender=terms.us,
            boroughs=tuple(sorted((terms.us, *others))),
            unit=unit,
            agreement=terms.agreement,
            digest=terms.digest,
            purpose=terms.purpose,
            note=terms.note,
            month=month,
            made=on,
            expires=on + timedelta(days=days),
            people=padded(people),
            most=terms.most,
            check=check,
        )


def derived_about(agreement: str, digest: str, month: str) -> tuple[str, ...]:
    """What names the key of an agreement and month."""
    return KEYS_VERSION, agreement, digest, month


def refuse_unlike(headers: Sequence[EncodedHeader], on: date) -> None:
    """ExchangeError unless the files of several boroughs may be linked with each other."""
    if len(headers) < 2:
        raise ExchangeError(FEWER)
    first, faults = headers[0], list[str]()
    senders = [each.sender for each in headers]
    faults += [TWICE.format(name) for name in sorted({*senders}) if senders.count(name) > 1]
    for each in headers:
        faults += [f"{each.sender}: {fault}" for fault in _faults(each, on)]
    for each in headers[1:]:
        unlike = [k for k in ALIKE if getattr(each, k) != getattr(first, k)]
        # What follows from another agreement or month is not told beside it.
        told = [ALIKE[k] for k in unlike if k != "check" or unlike == ["check"]]
        faults += [f"{each.sender} has {what} than {first.sender}" for what in told]
    if faults:
        raise ExchangeError(*faults)


def _faults(header: EncodedHeader, on: date) -> list[str]:
    faults = []
    if header.sender not in header.boroughs:
        faults.append(STRANGER.format(header.sender))
    again = "have it encoded again"
    faults += faults_of_any(header, header.most, on, what="its list", again=again)
    return faults
