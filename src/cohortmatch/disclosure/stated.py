"""What is stated of the sharing agreement in a run's outputs: which it is, for whom, what is
withheld, and the mark by which a file that went astray is known.

The mark is a hash of agreement, recipient, purpose and day, and of no row.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from cohortmatch.core.types import ListInfo
from cohortmatch.disclosure.reader import Agreed
from cohortmatch.disclosure.redacted import Redacted
from cohortmatch.disclosure.sharing_agreement import SharingAgreement
from cohortmatch.disclosure.sharing_agreement.dates import date_warnings
from cohortmatch.disclosure.sharing_agreement.recipients import Party, list_terms_of
from cohortmatch.linkage.explanations import listed
from cohortmatch.people.ages import months_later

__all__ = [
    "agreement_rows",
    "mark_of",
    "retention_of",
    "shortest",
    "stated_in_manifest",
    "watermark",
]

DIGITS = 8


def stated_in_manifest(agreement: SharingAgreement, on: date | None) -> dict[str, Any]:
    """Which agreement it is, for run.json, and what is soon to be renewed."""
    about = agreement.file.agreement
    warnings = list(date_warnings(agreement, on)) if on else []
    stated = {"id": about.id, "version": about.version, "digest": agreement.digest}
    return {**stated, "warnings": warnings}


def watermark(agreed: Agreed, day: date | None) -> str:
    """The line in every footer: the agreement, the purpose and the mark, which rests on no row."""
    about, party = agreed.agreement.file.agreement, agreed.party
    mark = mark_of(agreed.agreement, party, day)
    return f"{about.id} version {about.version}, {party.purpose}. {mark}"


def mark_of(agreement: SharingAgreement, party: Party, day: date | None) -> str:
    """The mark of a party's edition of a day, by which a file that went astray is known."""
    said = (agreement.digest, party.recipient, party.panel, party.purpose, str(day))
    return f"Mark {hashlib.sha256(chr(10).join(said).encode()).hexdigest()[:DIGITS].upper()}"


def shortest(agreed: Agreed, day: date | None) -> date | None:
    """The day by which an edition must be erased: the shortest retention of the recipient's own
    list and of those that a rule names for it. No other list changes it, because the day stands in
    every footer."""
    agreement, party = agreed.agreement, agreed.party
    names = {party.panel, *agreement.lists_for(party.recipient)} - {""}
    months = agreement.keep_months(tuple(sorted(names)), party.recipient)
    return None if months is None or day is None else months_later(day, months)


def retention_of(
    agreement: SharingAgreement, lists: Sequence[ListInfo], recipient: str = ""
) -> int | None:
    """The fewest months that any of some lists, or a rule on one for a recipient, may be kept."""
    names = tuple(list_terms_of(agreement, info) for info in lists)
    return agreement.keep_months(names, recipient)


def agreement_rows(view: Redacted, agreed: Agreed) -> Iterator[tuple[str, str]]:
    """The rows about the agreement on the sheet "About this edition"."""
    about, party = agreed.agreement.file.agreement, agreed.party
    signed = f"signed on {about.signed}, to be reviewed by {about.review}"
    yield "Agreement", f"{about.title} ({about.id}, version {about.version}), {signed}."
    yield "Purpose", f"{party.purpose}. It may be used for nothing else."
    yield "Withheld", _withheld(view)


def _withheld(view: Redacted) -> str:
    found = view.withheld
    if not found:
        return "No cell of a column that is shown. What no rule names is not shown at all."
    told = [f"{number:,} by {rule}" for rule, number in sorted(found.items())]
    total = sum(found.values())
    cells = "1 cell" if total == 1 else f"{total:,} cells"
    return f"{cells}: {listed(told)}. What no rule names is not shown at all."
