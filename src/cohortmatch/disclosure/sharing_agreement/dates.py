"""What is to be known of an agreement's dates: unsigned, expired, or soon to be reviewed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cohortmatch.disclosure.sharing_agreement.terms import SharingAgreement

__all__ = ["SOON_DAYS", "date_warnings"]

SOON_DAYS = 60
"""From so many days before a review or the end of an agreement on it is told."""


def date_warnings(agreement: SharingAgreement, on: date) -> Iterator[str]:
    """Sentences about the dates of an agreement, as of a day."""
    about = agreement.file.agreement
    name = f"Sharing agreement {about.id}"
    if why := agreement.not_in_force(on):
        yield f"{name}: {why}, so no edition can be made for others."
        return
    for what, day in (("is to be reviewed by", about.review), ("expires on", about.expires)):
        left = (day - on).days
        if left < 0:
            yield f"{name} was to be reviewed by {day}: that is overdue."
        elif left <= SOON_DAYS:
            yield f"{name} {what} {day}, in {left} days."
