"""The terms where there is no agreement's file: [report] share and restricted of the settings.

Every panel is told the same of every list that is open, whoever it is and whatever it is for. Of a
closed list it is told only who is known there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cohortmatch.disclosure.agreement import Choices
from cohortmatch.disclosure.closed import Closed
from cohortmatch.disclosure.sharing_agreement.answer import SharingAnswer, SharingQuestion, Terms
from cohortmatch.disclosure.sharing_agreement.items import KNOWN, LISTED
from cohortmatch.disclosure.sharing_agreement.parties import ROLES

__all__ = ["ReportTerms"]


@dataclass(frozen=True)
class ReportTerms(Terms):
    """The borough's choices, as an agreement of their own; `closed` are the lists, by name, that
    are closed to everybody but their own panel."""

    choices: Choices
    closed: Mapping[str, Closed] = field(default_factory=dict)

    def _answer(self, asked: SharingQuestion) -> SharingAnswer:
        """Whether an item of a list may be shown to the panel of another."""
        if asked.role not in ROLES:
            return SharingAnswer(False, "", f"somebody in the role {asked.role} is never shown")
        if asked.item == KNOWN:
            return SharingAnswer(True, "[report]", "every panel may learn who is known to a list")
        if closed := self.closed.get(asked.list_name):
            return SharingAnswer(False, "[report] restricted", closed.why)
        if asked.item == LISTED:
            return SharingAnswer(True, "[report]", "the list is open")
        if asked.item in self.choices.share:
            return SharingAnswer(True, "[report] share", "[report] share names it")
        return SharingAnswer(False, "[report] share", "[report] share does not name it")
