"""One reader of a run: which lists are closed to it, what it may see of the others, and why.

The panel of a list is a reader by the borough's settings; a recipient is one by the agreement. The
gate knows no other difference between them.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import product

import pandas as pd

from cohortmatch.core.errors import SettingsError
from cohortmatch.core.types import ListInfo
from cohortmatch.disclosure.agreement import Choices
from cohortmatch.disclosure.closed import Closed, closed_lists
from cohortmatch.disclosure.readers import list_named
from cohortmatch.disclosure.share import STRICT, AgreedShare, AnyShare, Share
from cohortmatch.disclosure.sharing_agreement.ages_of_rows import GROUPS
from cohortmatch.disclosure.sharing_agreement.answer import AgeOf, SharingAnswer, Terms
from cohortmatch.disclosure.sharing_agreement.flows import in_force
from cohortmatch.disclosure.sharing_agreement.items import KNOWN, LISTED
from cohortmatch.disclosure.sharing_agreement.recipients import (
    Party,
    label_of,
    list_terms_of,
    other_terms_of_file,
    parties,
    party_named,
)
from cohortmatch.disclosure.sharing_agreement.row_table import RowTable
from cohortmatch.disclosure.sharing_agreement.terms import SharingAgreement

__all__ = [
    "Agreed",
    "Reader",
    "agreed_reader",
    "known_to_readers_of",
    "may_be_known",
    "own_list",
    "panel_reader",
    "protected_by_content",
]

NO_RULE = "no rule of the agreement names it for the recipient"


@dataclass(frozen=True)
class Agreed:
    """The agreement under which an edition is made, and for whom and what."""

    agreement: SharingAgreement
    party: Party

    @property
    def label(self) -> str:
        """What the files of the edition are called after."""
        return label_of(self.agreement, self.party)

    @property
    def key(self) -> str:
        """Under which name earlier editions for the same party are kept."""
        return self.party.key


@dataclass(frozen=True, eq=False, repr=False)
class Reader:
    """A reader by its own list's name ('' for none): `closed` are the lists closed to it, and of
    those that are `known` by name it may learn who is known there; `share` says what it sees of the
    others."""

    own: str
    closed: tuple[Closed, ...]
    known: frozenset[str]
    share: AnyShare
    agreed: Agreed | None = None

    @property
    def key(self) -> str:
        """Under which name its earlier editions are kept."""
        return self.own if self.agreed is None else self.agreed.key


def own_list(lists: Sequence[ListInfo], agreement: SharingAgreement, party: Party) -> str:
    """The name of the list that is a party's panel's, '' for a party without; SettingsError where
    none or several are."""
    if not party.panel:
        return ""
    found = [n for n, info in enumerate(lists) if list_terms_of(agreement, info) == party.panel]
    if len(found) == 1:
        info = lists[found[0]]
        if other := other_terms_of_file(agreement, info):
            raise SettingsError(
                f"--for {party.recipient}: the list {info.name} is the agreement's list {other} by "
                f"its file's name, {info.file}. Take it by that name, or rename the file"
            )
        return lists[list_named(lists, info.name, Choices(open=()))].name
    many = "no list of that panel was read" if not found else "several lists are of that panel"
    raise SettingsError(f"--for {party.recipient}: answers for {party.panel}, and {many}")


def agreed_reader(
    lists: Sequence[ListInfo],
    recognised: Set[str],
    agreement: SharingAgreement,
    name: str,
    purpose: str,
    on: date | None,
) -> Reader:
    """The reader that a name and a purpose mean under an agreement; `recognised` are the lists that
    show public protection by their content. SettingsError where they mean none, where the agreement
    does not hold, and where the recipient may see nothing of its own panel."""
    refuse_not_in_force(agreement, on)
    party = party_named(agreement, name, purpose)
    return _party_reader(lists, recognised, agreement, party, on)


def known_to_readers_of(
    lists: Sequence[ListInfo], recognised: Set[str], agreement: SharingAgreement, name: str
) -> frozenset[str]:
    """The lists of which anybody who answers for the list of this name learns only who is known
    there, as if the agreement were in force."""
    found, day = in_force(agreement)
    known: set[str] = set()
    for party in parties(found):
        with contextlib.suppress(SettingsError):
            if party.panel and own_list(lists, found, party) == name:
                known |= _party_reader(lists, recognised, found, party, day).known
    return frozenset(known)


def _party_reader(
    lists: Sequence[ListInfo],
    recognised: Set[str],
    agreement: SharingAgreement,
    party: Party,
    on: date | None,
) -> Reader:
    """A party to an agreement as a reader; SettingsError where it may see nobody."""
    own = own_list(lists, agreement, party)
    terms, asked = _asked_of(lists, recognised, agreement, party, on, own)
    rows = RowTable(asked.may)
    keeps = terms.is_owner(party.panel, party.recipient)
    if not keeps and not any(rows.ever(LISTED, i) for i in lists if own in ("", i.name)):
        raise SettingsError(f"--for {party.recipient}: {_nobody(own, party)}. Nothing was written")
    share = AgreedShare(rows, keeps)
    closed = {info.name: Closed(info.name, asked.why(info)) for info in lists}
    return _reader(lists, own, rows, closed, share, Agreed(terms, party))


def _asked_of(
    lists: Sequence[ListInfo],
    recognised: Set[str],
    agreement: SharingAgreement,
    party: Party,
    on: date | None,
    own: str = "",
) -> tuple[SharingAgreement, _Asked]:
    """The terms of the lists that were read, and the one question for a party; `own` is the name of
    its own list."""
    called = {info.name: list_terms_of(agreement, info) for info in lists}
    by_file = {
        info.name: list_terms_of(agreement, info.by_file)
        for info in lists
        if info.by_file is not None and info.name != own
    }
    by_file |= {i.name: other for i in lists if (other := other_terms_of_file(agreement, i))}
    terms = replace(agreement, recognised=frozenset(called[each] for each in recognised))
    return terms, _Asked(terms, called, party.recipient, party.purpose, on, by_file)


def may_be_known(
    lists: Sequence[ListInfo],
    recognised: Set[str],
    agreement: SharingAgreement,
    party: Party,
    on: date | None,
) -> Callable[[ListInfo, str, AgeOf], SharingAnswer]:
    """Whether a party may learn that somebody in a role and of an age is known to a list."""
    _, asked = _asked_of(lists, recognised, agreement, party, on)
    return lambda info, role, age: asked.may(info, KNOWN, role, age)


def _nobody(own: str, party: Party) -> str:
    """Why a party sees nobody."""
    rule = f"no rule lets the recipient see who is on {'it' if own else 'a list that was read'}"
    told = f"the list {own} is another organisation's, and {rule}" if own else rule
    return f"{told} for “{party.purpose}”"


def panel_reader(lists: Sequence[ListInfo], own: str, share: Share) -> Reader:
    """The panel of the list of this name, as a reader by the borough's settings."""
    asked = _Asked(share.terms, {info.name: info.name for info in lists})
    return _reader(lists, own, RowTable(asked.may), share.terms.closed, share)


def _reader(
    lists: Sequence[ListInfo],
    own: str,
    rows: RowTable,
    closed: Mapping[str, Closed],
    share: AnyShare,
    agreed: Agreed | None = None,
) -> Reader:
    """A reader to whom the other lists are closed of which the answers let nobody be listed."""
    others = [info for info in lists if info.name != own and not rows.ever(LISTED, info)]
    known = frozenset(info.name for info in others if rows.ever(KNOWN, info))
    return Reader(own, tuple(closed[info.name] for info in others), known, share, agreed)


def refuse_not_in_force(agreement: SharingAgreement, on: date | None) -> None:
    """SettingsError where the agreement does not hold on the day of the run, nor today: the day of
    a run is an option, and no option loosens an agreement."""
    about = agreement.file.agreement
    for day in (on, date.today()):
        if why := agreement.not_in_force(day):
            raise SettingsError(
                f"{why}, so nothing is written for others. Renew agreement {about.id} (version "
                f"{about.version}): have it signed, and write its `signed`, `review` and "
                "`expires` into agreement.toml"
            )


def protected_by_content(
    lists: Sequence[ListInfo], frames: Sequence[pd.DataFrame]
) -> frozenset[str]:
    """The lists that show by name or content that they are of people under public protection."""
    return frozenset(each.name for each in closed_lists(lists, STRICT, frames) if each.is_protected)


@dataclass(frozen=True, eq=False, repr=False)
class _Asked:
    """The one question, for one recipient, purpose and day, of the lists that were read; `called`
    says by which name the terms have each list, `by_file` by which they have by its file another's
    list that its rows, or whoever runs the programme, call that one: what either withholds is
    withheld."""

    terms: Terms
    called: Mapping[str, str]
    recipient: str = ""
    purpose: str = ""
    on: date | None = None
    by_file: Mapping[str, str] = field(default_factory=dict)

    def may(self, info: ListInfo, item: str, role: str, age: AgeOf) -> SharingAnswer:
        """Whether an item of a list that was read may be shown."""
        told = self._of(self.called[info.name], item, role, age)
        by_file = self.by_file.get(info.name)
        return told if by_file is None or not told.allowed else self._of(by_file, item, role, age)

    def _of(self, name: str, item: str, role: str, age: AgeOf) -> SharingAnswer:
        return self.terms.may(name, item, role, self.recipient, self.purpose, self.on, age)

    def why(self, info: ListInfo) -> str:
        """Why a list is closed, for the analyst."""
        told = self.may(info, LISTED, "subject", "adult")
        of_whom = product(("subject", "family"), GROUPS)
        answers = (self.may(info, KNOWN, role, age) for role, age in of_whom)
        if known := next((each for each in answers if each.allowed), None):
            return f"only that somebody is known there: {known.rule}"
        return f"{told.rule}: {told.why}" if told.rule else told.why or NO_RULE
