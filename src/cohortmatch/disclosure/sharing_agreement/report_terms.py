"""The terms where there is no agreement's file: [report] share and restricted of the settings.

Every panel is told the same of every list that is open, whoever it is and whatever it is for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cohortmatch.disclosure.agreement import Choices
from cohortmatch.disclosure.sharing_agreement.answer import AgeOf, SharingAnswer
from cohortmatch.disclosure.sharing_agreement.items import KNOWN, LISTED
from cohortmatch.disclosure.sharing_agreement.parties import ROLES

__all__ = ["ReportTerms"]


@dataclass(frozen=True)
class ReportTerms:
    """The borough's choices, as an agreement of their own."""

    choices: Choices

    def may(
        self,
        list_name: str,
        item: str,
        role: str,
        recipient: str,
        purpose: str,
        on: date | None,
        age: AgeOf = "unknown",
    ) -> SharingAnswer:
        """Whether an item of a list that is open may be shown to the panel of another."""
        if role not in ROLES:
            return SharingAnswer(False, "", f"somebody in the role {role} is never shown")
        if item in (KNOWN, LISTED):
            return SharingAnswer(True, "[report]", "the list is open")
        if item in self.choices.share:
            return SharingAnswer(True, "[report] share", "[report] share names it")
        return SharingAnswer(False, "[report] share", "[report] share does not name it")
