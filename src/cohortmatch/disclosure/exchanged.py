"""Which rows may take part in an exchange between boroughs, and why others may not.

Policy: under an agreement, those of whom a rule lets the other side learn that they are known to
the list; so roles, ages, restricted lists, approvals and the purpose count as in every edition.
With no agreement, for trials: subjects who are certainly of age, on lists that are not restricted.
Whoever any row says is under 18 is of that age on every row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cohortmatch.core.errors import SettingsError
from cohortmatch.core.types import ListInfo, Listings, Role
from cohortmatch.disclosure.agreement import Choices
from cohortmatch.disclosure.closed import closed_lists
from cohortmatch.disclosure.reader import may_be_known, protected_by_content, refuse_not_in_force
from cohortmatch.disclosure.sharing_agreement.ages_of_rows import (
    GROUPS,
    ages_of,
    strictest_of_persons,
)
from cohortmatch.disclosure.sharing_agreement.answer import AgeOf
from cohortmatch.disclosure.sharing_agreement.recipients import Party
from cohortmatch.disclosure.sharing_agreement.terms import SharingAgreement
from cohortmatch.linkage.explanations import listed

__all__ = ["ExchangedRows", "agreed_exchange", "between_words", "exchanged_rows"]

NO_BETWEEN = (
    "agreement {}: has no [between], so nobody agreed to compare people with a neighbour. Add it "
    "with its members and most_people, and have both sides accept it"
)
NOT_BETWEEN = "agreement {}: “{}” is not among the members of [between]: {}"
NO_PURPOSE = "agreement {}: no rule lets {} learn for “{}” that anybody is known to a list"
Why = Callable[[ListInfo, str, AgeOf], str]
"""Why somebody on a list, in a role and of an age, may not take part; '' where they may."""
WHICH_PURPOSE = "say for which purpose (--purpose): {}"


class ExchangedRows(NamedTuple):
    """The positions of the listings that take part (intp, ascending), and how many others do not,
    by why."""

    positions: npt.NDArray[np.intp]
    withheld: Mapping[str, int]


def between_words(agreement: SharingAgreement) -> str:
    """Who may find out which people both hold, for whoever is to sign; '' where nobody may."""
    terms = agreement.file.between
    if terms is None:
        return ""
    unit = f"; {terms.unit} may link what several of them encode" if terms.unit else ""
    return (
        f"{listed(terms.members)} may find out by an exchange which of their own people the other "
        "holds, of those whom it may learn as known; each enters "
        f"{terms.most_people:,} at most{unit}"
    )


def agreed_exchange(
    agreement: SharingAgreement, us: str, them: str, purpose: str, on: date | None
) -> Party:
    """The other side as a party to the agreement, with the purpose; SettingsError where the
    agreement is not in force, or lets these two compare nothing for this purpose."""
    refuse_not_in_force(agreement, on)
    about, terms = agreement.file.agreement.id, agreement.file.between
    if terms is None:
        raise SettingsError(NO_BETWEEN.format(about))
    for name in (us, them):
        if name not in terms.members:
            raise SettingsError(NOT_BETWEEN.format(about, name, ", ".join(terms.members)))
    purposes = agreement.purposes_of(them)
    if not purpose and len(purposes) > 1:
        raise SettingsError(WHICH_PURPOSE.format("; ".join(purposes)))
    chosen = purpose or next(iter(purposes), "")
    if chosen not in purposes:
        raise SettingsError(NO_PURPOSE.format(about, them, chosen))
    return Party(them, "", chosen)


def exchanged_rows(
    listings: Listings,
    person: npt.NDArray[np.int32],
    choices: Choices,
    agreement: SharingAgreement | None,
    parties: Sequence[Party],
) -> ExchangedRows:
    """The rows that may take part, by each listing's person in our own run: those of whom every
    party may learn."""
    may = _without_agreement(listings, choices)
    if agreement is not None:
        may = _for_each([_under_agreement(listings, agreement, each) for each in parties])
    ages = strictest_of_persons(ages_of(listings), person, np.ones(len(listings), dtype=bool))
    asked = zip(listings.list_code.tolist(), listings.role.tolist(), ages.tolist(), strict=True)
    why = [may(listings.lists[code], Role(role).name, GROUPS[age]) for code, role, age in asked]
    positions = np.flatnonzero(np.array([not each for each in why], dtype=bool))
    return ExchangedRows(positions, dict(Counter(filter(None, why))))


def _without_agreement(listings: Listings, choices: Choices) -> Why:
    """Why a row may not take part where there is no agreement."""
    closed = closed_lists(listings.lists, choices, listings.raw)
    names = {each.name for each in closed if not each.may_open}

    def why(info: ListInfo, role: str, age: AgeOf) -> str:
        if info.name in names:
            return "on a list that is restricted"
        if role != Role.subject.name:
            return "not a subject (offender)"
        return "" if age == "adult" else "under 18, or of unknown age"

    return why


def _for_each(rules: Sequence[Why]) -> Why:
    """Why a row may not take part by the first of several rules that refuses it."""
    return lambda info, role, age: next(filter(None, (r(info, role, age) for r in rules)), "")


def _under_agreement(listings: Listings, agreement: SharingAgreement, party: Party) -> Why:
    """Why a row may not take part under an agreement."""
    recognised = protected_by_content(listings.lists, listings.raw)
    may = may_be_known(listings.lists, recognised, agreement, party, listings.as_of)

    @cache
    def why(place: int, role: str, age: AgeOf) -> str:
        told = may(listings.lists[place], role, age)
        return "" if told.allowed else told.why

    places = {info.name: place for place, info in enumerate(listings.lists)}
    return lambda info, role, age: why(places[info.name], role, age)
