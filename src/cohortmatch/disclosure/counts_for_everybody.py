"""The rule for counts that everybody may read, as on a board: the settings' rule for small counts,
unless a sharing agreement that is in force says `small_counts = "show"`. Nothing else loosens it.
"""

from __future__ import annotations

from datetime import date

from cohortmatch.disclosure.sharing_agreement import SharingAgreement
from cohortmatch.disclosure.small_counts import AS_THEY_ARE, SmallCounts

__all__ = ["rule_under"]


def rule_under(
    agreement: SharingAgreement | None, on: date | None, usual: SmallCounts
) -> SmallCounts:
    """The rule for counts that everybody may read, on a day; `usual` is that of the settings."""
    if agreement is None or agreement.not_in_force(on):
        return usual
    return AS_THEY_ARE if agreement.file.agreement.small_counts == "show" else usual
