"""Counts for everybody: small ones are suppressed and the others rounded, by one rule.

Policy: from 1 to 4 nobody learns how many there are, because a small count may name somebody; any
other count is rounded to the nearest 5. Nobody at all is shown as 0. A sharing agreement that is in
force may say `small_counts = "show"`; nothing else loosens the rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cohortmatch.disclosure.sharing_agreement import SharingAgreement

__all__ = ["AS_THEY_ARE", "SUPPRESSED", "CountRule", "rule_under"]


@dataclass(frozen=True)
class CountRule:
    """How counts are shown: those from 1 up to `suppress_to` are not, the others are rounded to a
    multiple of `round_to`.

    >>> [SUPPRESSED.shown(n) for n in (0, 1, 4, 5, 7, 8, 1204)]
    ['0', '1–4', '1–4', '5', '5', '10', '1,205']
    """

    suppress_to: int = 4
    round_to: int = 5

    def shown(self, number: int) -> str:
        """A count as it is shown."""
        if 0 < number <= self.suppress_to:
            return "1" if self.suppress_to == 1 else f"1–{self.suppress_to}"
        return f"{self.rounded(number):,}"

    def rounded(self, number: int) -> int:
        """A count that is not small, to the nearest multiple, and up where two are as near."""
        return (2 * number + self.round_to) // (2 * self.round_to) * self.round_to

    @property
    def changes_nothing(self) -> bool:
        """Whether every count is shown as it is."""
        return self.suppress_to == 0 and self.round_to == 1

    @property
    def words(self) -> str:
        """What readers are told of the rule; '' where every count is shown as it is."""
        if self.changes_nothing:
            return ""
        to = self.round_to
        return f"Counts from 1 to {self.suppress_to} are not shown; others are rounded to {to}."


SUPPRESSED = CountRule()
"""The rule, unless the agreement says otherwise."""
AS_THEY_ARE = CountRule(suppress_to=0, round_to=1)


def rule_under(agreement: SharingAgreement | None, on: date | None) -> CountRule:
    """The rule for counts that everybody may read, on a day."""
    if agreement is None or agreement.not_in_force(on):
        return SUPPRESSED
    return AS_THEY_ARE if agreement.file.agreement.small_counts == "show" else SUPPRESSED
