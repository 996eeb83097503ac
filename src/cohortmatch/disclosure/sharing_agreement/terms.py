"""The sharing agreement: one question, one answer, and by default no.

Policy: what no rule names is not shown. A rule allows, and never takes away what another allows; so
another rule never hides anything, and one rule less never shows more. A detail is shown only of
somebody who may be shown to be on the list. An agreement that is unsigned
or has expired allows nothing to anybody. Victims, witnesses and unknown roles are never shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from cohortmatch.disclosure.public_protection import names_protection
from cohortmatch.disclosure.sharing_agreement.answer import SharingAnswer, SharingQuestion, Terms
from cohortmatch.disclosure.sharing_agreement.items import (
    ITEMS,
    KNOWN,
    LISTED,
    MAPPA,
    item_fault,
    names_of,
)
from cohortmatch.disclosure.sharing_agreement.parties import NEVER, ROLES, recipients

if TYPE_CHECKING:
    from cohortmatch.disclosure.sharing_agreement.document import AgreementFile, SharingRule

__all__ = ["SharingAgreement"]

CLEARED = ("responsible authority", "duty to co-operate")
"""Kinds of member to whom public protection may be told."""


@dataclass(frozen=True)
class SharingAgreement(Terms):
    """An agreement that was read; `digest` is the hash of what it says, `path` its file.

    `recognised` are its lists that show by their content that they are of people under public
    protection.
    """

    file: AgreementFile
    digest: str = ""
    path: Path | None = field(default=None, compare=False)
    recognised: frozenset[str] = field(default=frozenset(), compare=False)

    def _answer(self, asked: SharingQuestion) -> SharingAnswer:
        """No, where the agreement does not hold or does not know what is asked for; else what the
        rules say."""
        if why := self._unknown(asked):
            return SharingAnswer(False, "", why)
        found = self._by_rules(asked)
        if not found.allowed or asked.item in (KNOWN, LISTED):
            return found
        is_on = self._by_rules(asked._replace(item=LISTED))
        return found if is_on.allowed else is_on

    def _unknown(self, asked: SharingQuestion) -> str:
        """Why no rule is looked at; '' where the rules decide."""
        if why := self.not_in_force(asked.on):
            return why
        if asked.role in NEVER:
            return f"somebody in the role {asked.role} is never shown"
        if asked.list_name not in self.file.lists:
            return "the agreement names no such list"
        if asked.recipient not in self.member_of:
            return "no recipient of that name is party to the agreement"
        return "the agreement knows no such item" if item_fault(asked.item) else ""

    def _by_rules(self, asked: SharingQuestion) -> SharingAnswer:
        """The answer of the rules: of the first that allows it, else of the first that names it."""
        refusal = SharingAnswer(False, "", "no rule names it")
        for number, rule in self._rules_naming(asked):
            why = self._refused(rule, asked)
            if not why:
                return SharingAnswer(True, f"rule {number}", f"rule {number} names it")
            if not refusal.rule:
                refusal = SharingAnswer(False, f"rule {number}", why)
        return refusal

    def _rules_naming(self, asked: SharingQuestion) -> list[tuple[int, SharingRule]]:
        """The rules with their numbers that name what is asked for, each once and in order."""
        keys = ((asked.list_name, name, asked.recipient) for name in names_of(asked.item))
        found = {n: rule for key in keys for n, rule in self._rules_on.get(key, ())}
        return sorted(found.items())

    @cached_property
    def items(self) -> tuple[str, ...]:
        """Every item that a rule can name: those that there are, and columns that a rule names."""
        named = (each for rule in self.file.rules for each in rule.items)
        return tuple(dict.fromkeys((*ITEMS, *named)))

    @cached_property
    def _rules_on(self) -> Mapping[tuple[str, str, str], list[tuple[int, SharingRule]]]:
        """The rules with their numbers that name an item of a list for a recipient; that somebody
        is on a list says that they are known to it."""
        found: dict[tuple[str, str, str], list[tuple[int, SharingRule]]] = {}
        for number, rule in enumerate(self.file.rules, 1):
            items = {*rule.items, KNOWN} if LISTED in rule.items else {*rule.items}
            reached = [w for w, member in self.member_of.items() if {w, member} & {*rule.to}]
            for key in product((rule.list,), items, reached):
                found.setdefault(key, []).append((number, rule))
        return found

    def _refused(self, rule: SharingRule, asked: SharingQuestion) -> str:
        """Why a rule that names something does not allow it; '' where it does."""
        protected = asked.item != KNOWN and self.is_restricted(rule.list)
        if (protected or asked.item == MAPPA) and not self.is_cleared(asked.recipient):
            return "only the responsible authority and those with a duty to co-operate may see it"
        if asked.purpose not in rule.purpose:
            return "not for this purpose"
        if asked.role not in rule.roles:
            return f"not of somebody in the role {asked.role}"
        if rule.needs and not _is_given(rule.approved, asked.on):
            return f"needs the approval of {rule.needs}"
        if asked.age == "under 18" and rule.under_18 == "withhold":
            return "not of people under 18"
        if asked.age == "unknown" and rule.unknown_age == "withhold":
            return "not of people of unknown age"
        return ""

    def not_in_force(self, on: date | None) -> str:
        """Why nothing at all may be shown to anybody on a day; '' where the agreement holds."""
        about = self.file.agreement
        if about.signed is None:
            return "the agreement is not signed"
        if on is None:
            return "the day is not known"
        if on < about.signed:
            return f"the agreement is signed on {about.signed} only"
        if on > about.expires:
            return f"the agreement expired on {about.expires}"
        return ""

    def is_restricted(self, list_name: str) -> bool:
        """Whether a list is of people under public protection, by its name, or as the file says, or
        else by its content."""
        terms = self.file.lists.get(list_name)
        if terms is not None and terms.restricted is not None:
            return terms.restricted or names_protection(list_name)
        return names_protection(list_name) or list_name in self.recognised

    def is_cleared(self, recipient: str) -> bool:
        """Whether public protection may be told to a recipient's organisation."""
        return self.file.members[self.member_of[recipient]].kind in CLEARED

    def is_owner(self, list_name: str, recipient: str) -> bool:
        """Whether a list is the recipient's own: of the organisation that it belongs to."""
        terms = self.file.lists.get(list_name)
        return terms is not None and bool(terms.owner) and terms.owner == self.member_of[recipient]

    @cached_property
    def member_of(self) -> dict[str, str]:
        """Every recipient by name, members too, with its member."""
        return recipients(self.file)

    def purposes_of(self, recipient: str) -> tuple[str, ...]:
        """The purposes for which any rule names a recipient, in the order of the rules."""
        names = {recipient, self.member_of[recipient]}
        found = (each for rule in self.file.rules if names & {*rule.to} for each in rule.purpose)
        return tuple(dict.fromkeys(found))

    def roles_of(self, list_name: str, recipient: str) -> tuple[str, ...]:
        """The roles in which a rule on a list names people for a recipient; subjects always."""
        names = {recipient, self.member_of[recipient]}
        rules = (each for each in self.file.rules if each.list == list_name)
        found = {role for each in rules if names & {*each.to} for role in each.roles}
        return tuple(role for role in ROLES if role == "subject" or role in found)

    def lists_for(self, recipient: str) -> tuple[str, ...]:
        """The lists that a rule names for a recipient."""
        names = {recipient, self.member_of[recipient]}
        return tuple(dict.fromkeys(r.list for r in self.file.rules if names & {*r.to}))

    def keep_months(self, lists: tuple[str, ...], recipient: str = "") -> int | None:
        """The shortest retention of some lists, and of the rules on them for a recipient."""
        terms = (self.file.lists[name].keep_months for name in lists if name in self.file.lists)
        names = {recipient, self.member_of.get(recipient, "")}
        rules = (r.keep_months for r in self.file.rules if r.list in lists and names & {*r.to})
        return min((each for each in (*terms, *rules) if each is not None), default=None)

    def __repr__(self) -> str:
        return f"<SharingAgreement: {len(self.file.rules)} rules, {len(self.file.members)} members>"


def _is_given(approved: date | None, on: date | None) -> bool:
    """Whether an approval of a day holds on another."""
    return approved is not None and on is not None and approved <= on
