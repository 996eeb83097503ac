"""What an agreement lets whom see, as a table: for each recipient, purpose and list the items.

It is worked out by the one question, as if the agreement were in force, so that whoever is to sign
can read it before. It holds what is really written: a recipient's own list whole where its
organisation owns it, and of relatives no more than that a register of families names them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from cohortmatch.disclosure.sharing_agreement.ages_of_rows import GROUPS
from cohortmatch.disclosure.sharing_agreement.answer import AgeOf
from cohortmatch.disclosure.sharing_agreement.items import KNOWN, LISTED
from cohortmatch.disclosure.sharing_agreement.parties import ROLES
from cohortmatch.disclosure.sharing_agreement.recipients import Party, parties
from cohortmatch.disclosure.sharing_agreement.terms import SharingAgreement

__all__ = [
    "OF_RELATIVES",
    "OWNER",
    "WHOLE",
    "Flow",
    "Shown",
    "flows",
    "has_edition",
    "in_force",
    "receiving",
    "shown",
]

WHOLE, OWNER = "the whole list", "its owner"
"""What is seen of a list of the recipient's own organisation, and why."""
OF_RELATIVES = (KNOWN, LISTED)
"""The items that are shown of a relative, on a register of families alone."""


class Flow(NamedTuple):
    """The items of one list that one recipient sees for one purpose of people in one role: of
    adults, of people of unknown age, and of those under 18; `rules` are those that allow them, or
    OWNER."""

    recipient: str
    purpose: str
    list_name: str
    role: str
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
    """The table of what is shown, in the order of members, purposes, lists and roles."""
    found, day = in_force(agreement)
    own = {(each.recipient, each.purpose, each.panel) for each in parties(found)}
    for who in found.member_of:
        for purpose in found.purposes_of(who) or ("",):
            for name in found.file.lists:
                if (who, purpose, name) in own and found.is_owner(name, who):
                    yield Flow(
                        who, purpose, name, "subject", (WHOLE,), (WHOLE,), (WHOLE,), (OWNER,)
                    )
                    continue
                asked = (Flow(who, purpose, name, role, (), (), (), ()) for role in ROLES)
                yield from filter(None, (_told(found, each, day) for each in asked))


def _told(agreement: SharingAgreement, of: Flow, day: date) -> Flow | None:
    """A flow with its items; None where there is nothing."""
    told = {age: _items(agreement, of, day, age) for age in GROUPS}
    rules = dict.fromkeys(rule for items in told.values() for rule in items.values())
    adults, unknown, young = (tuple(told[age]) for age in GROUPS)
    found = of._replace(adults=adults, unknown_age=unknown, under_18=young, rules=tuple(rules))
    return found if rules else None


def _items(agreement: SharingAgreement, of: Flow, day: date, age: AgeOf) -> dict[str, str]:
    """The items that are shown of a list, each with the rule that allows it."""
    items = agreement.items if of.role == "subject" else OF_RELATIVES
    what = of.list_name, of.role, of.recipient, of.purpose
    asked = ((item, agreement.may(what[0], item, *what[1:], day, age)) for item in items)
    return {item: found.rule for item, found in asked if found.allowed}


def receiving(agreement: SharingAgreement) -> tuple[str, ...]:
    """The recipients who have an edition of anybody at all once the agreement is in force."""
    found, day = in_force(agreement)
    return tuple(dict.fromkeys(p.recipient for p in parties(found) if has_edition(found, p, day)))


def has_edition(agreement: SharingAgreement, party: Party, day: date) -> bool:
    """Whether a party has an edition of anybody at all on a day."""
    if party.panel and agreement.is_owner(party.panel, party.recipient):
        return True
    names = [party.panel] if party.panel else list(agreement.file.lists)
    return any(
        agreement.may(name, LISTED, role, party.recipient, party.purpose, day, age).allowed
        for name in names
        for role in ROLES
        for age in GROUPS
    )


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
