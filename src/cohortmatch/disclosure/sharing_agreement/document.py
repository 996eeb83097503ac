"""The file agreement.toml as a model: each key with its own check, every fault with its address."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from cohortmatch.core.model_faults import did_you_mean
from cohortmatch.disclosure.sharing_agreement.items import as_item, item_fault
from cohortmatch.disclosure.sharing_agreement.parties import NEVER, ROLES, name_fault

__all__ = [
    "About",
    "AgreementFile",
    "BetweenTerms",
    "ListTerms",
    "MemberKind",
    "Recipient",
    "SharingMember",
    "SharingRule",
]

MemberKind = Literal["responsible authority", "duty to co-operate", "other"]
Short = Annotated[str, Field(min_length=1, max_length=60)]
OnAge = Literal["withhold", "share"]


class _AgreementPart(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def _safe(text: str) -> str:
    if fault := name_fault(text):
        raise ValueError(fault)
    return text


class About(_AgreementPart):
    """`[agreement]`: which agreement it is, from when until when it holds, and on what basis;
    `small_counts` says whether counts for everybody are shown as they are."""

    id: Short
    title: str = Field(min_length=1)
    version: Annotated[str, Field(min_length=1, max_length=20)]
    signed: date | None = None
    review: date
    expires: date
    regime: Literal["part2", "part3"]
    basis: tuple[str, ...] = Field(min_length=1)
    dpia: str = ""
    policy: str = ""
    contact: str = ""
    small_counts: Literal["suppress", "show"] = "suppress"

    @field_validator("id", "version")
    @classmethod
    def _safe_name(cls, text: str) -> str:
        return _safe(text)

    @model_validator(mode="after")
    def _in_order(self) -> About:
        if self.review > self.expires:
            raise ValueError("the dates are the wrong way round: review must not be after expires")
        if self.signed is not None and self.signed > self.review:
            raise ValueError("the dates are the wrong way round: signed must not be after review")
        return self


class Recipient(_AgreementPart):
    """`[members.MPS.recipients."MPS IOM team"]`: a team that receives the edition of one panel,
    or without a panel that of everybody whom the rules let it see."""

    panel: str = ""
    address: str = ""


class SharingMember(_AgreementPart):
    """`[members.MPS]`: an organisation that signed; `panels` are those whose editions it receives
    itself; without panels and recipients it receives one of everybody whom the rules let it see.
    `address` is noted and never used."""

    name: str = Field(min_length=1)
    kind: MemberKind = "other"
    contact: str = ""
    address: str = ""
    panels: tuple[str, ...] = ()
    recipients: dict[str, Recipient] = {}


class ListTerms(_AgreementPart):
    """`[lists.SGV]`: whose the list is, what it is kept for and how long.

    `restricted` is for lists under public protection: of them nothing but `known` goes to members
    outside the statutory arrangements. Unset, the name and content of the list decide.
    """

    owner: str = ""
    purpose: tuple[str, ...] = ()
    restricted: bool | None = None
    keep_months: int | None = Field(default=None, gt=0, le=1200)


class SharingRule(_AgreementPart):
    """`[[rules]]`: what of one list may be shown to whom, for which purposes."""

    list: str = Field(min_length=1)
    items: tuple[str, ...] = Field(min_length=1)
    to: tuple[str, ...] = Field(min_length=1)
    purpose: tuple[Short, ...] = Field(min_length=1)
    roles: tuple[str, ...] = Field(default=("subject",), min_length=1)
    under_18: OnAge = "withhold"
    unknown_age: OnAge = "withhold"
    keep_months: int | None = Field(default=None, gt=0, le=1200)
    needs: str = ""
    approved: date | None = None

    @field_validator("needs")
    @classmethod
    def _not_blank(cls, text: str) -> str:
        if not text.strip():
            raise ValueError("must not be empty; leave `needs` out where no approval is needed")
        return text

    @field_validator("purpose")
    @classmethod
    def _safe_purposes(cls, purposes: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(map(_safe, purposes))

    @field_validator("items")
    @classmethod
    def _known_items(cls, items: tuple[str, ...]) -> tuple[str, ...]:
        found = tuple(map(as_item, items))
        for fault in filter(None, map(item_fault, found)):
            raise ValueError(fault)
        return found

    @field_validator("roles")
    @classmethod
    def _known_roles(cls, roles: tuple[str, ...]) -> tuple[str, ...]:
        for role in roles:
            if role in NEVER:
                raise ValueError(f"“{role}” is never shown: no rule can name it")
            if role not in ROLES:
                raise ValueError(f"“{role}” is no role{did_you_mean(role, ROLES)}")
        return roles


class BetweenTerms(_AgreementPart):
    """`[between]`: the members who may find out, by private set intersection, which people both
    hold, and how many people a side may enter; who may take part of a list is what its rules for
    `known` say. `unit` is who may link encoded lists of several members, '' for nobody."""

    members: tuple[str, ...] = Field(min_length=2)
    most_people: int = Field(gt=0, le=1_000_000)
    unit: str = Field(default="", max_length=60)


class AgreementFile(_AgreementPart):
    """The whole of agreement.toml."""

    agreement: About
    members: dict[str, SharingMember] = Field(min_length=1)
    lists: dict[str, ListTerms] = Field(min_length=1)
    rules: tuple[SharingRule, ...] = ()
    between: BetweenTerms | None = None
