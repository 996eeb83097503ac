"""What an agreement lets whom see, as a table: for each recipient, purpose and list the items.

It is worked out by the one question, as if the agreement were in force, so that whoever is to sign
can read it before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from cohortmatch.disclosure.sharing_agreement.ages_of_rows import GROUPS
from cohortmatch.disclosure.sharing_agreement.answer import AgeOf
from cohortmatch.disclosure.sharing_agreement.parties import ROLES
from cohortmatch.disclosure.sharing_agreement.terms import SharingAgreement

__all__ = ["Flow", "Shown", "flows", "in_force", "shown"]


class Flow(NamedTuple):
    """The items of one list that one recipient sees for one purpose: of adults, of people of
    unknown age, and of those under 18; `rules` are those that allow them."""

    recipient: str
    purpose: str
    list_name: str
    adults: tuple[str, ...]
    unknown_age: tuple[str, ...]
    under_18: tuple[str, ...]
    rules: tuple[str, ...]


class Shown(NamedTuple):
    """One thing that one recipient may see for one purpose."""

    recipient: str
    purpose: str
    list_name: str
    item: str
    role: str
    age: AgeOf


def flows(agreement: SharingAgreement) -> Iterator[Flow]:
    """The table of what is shown, in the order of members, purposes and lists."""
    found, day = in_force(agreement)
    for who in found.member_of:
        for purpose in found.purposes_of(who):
            for name in found.file.lists:
                told = {age: _items(found, name, who, purpose, day, age) for age in GROUPS}
                rules = dict.fromkeys(rule for items in told.values() for rule in items.values())
                if rules:
                    adults, unknown, young = (tuple(told[age]) for age in GROUPS)
                    yield Flow(who, purpose, name, adults, unknown, young, tuple(rules))


def _items(
    agreement: SharingAgreement, name: str, who: str, purpose: str, day: date, age: AgeOf
) -> dict[str, str]:
    """The items that are shown of a list, each with the rule that allows it."""
    asked = (
        (item, agreement.may(name, item, "subject", who, purpose, day, age))
        for item in agreement.items
    )
    return {item: found.rule for item, found in asked if found.allowed}


def shown(agreement: SharingAgreement) -> set[Shown]:
    """Everything that an agreement lets anybody see."""
    found, day = in_force(agreement)
    return {
        Shown(who, purpose, name, item, role, age)
        for who in found.member_of
        for purpose in found.purposes_of(who)
        for name in found.file.lists
        for item in found.items
        for role in ROLES
        for age in GROUPS
        if found.may(name, item, role, who, purpose, day, age).allowed
    }


def in_force(agreement: SharingAgreement) -> tuple[SharingAgreement, date]:
    """An agreement as if it were signed, and a day on which it then holds."""
    about = agreement.file.agreement
    signed = about.model_copy(update={"signed": about.signed or about.review})
    file = agreement.file.model_copy(update={"agreement": signed})
    return replace(agreement, file=file), about.expires
