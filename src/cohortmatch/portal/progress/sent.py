"""The list that a keeper sent last and that is not published yet.

Policy: from the keeper's yes on, the panel works on that list, and what is given out is made from
it: nobody gets an older file than the one that they sent. It is sent, and not published, until

| the analyst | and the published list |
|---|---|
| has not taken it | has other bytes |
| has taken it | is still the one beside which its keeper said yes |
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from cohortmatch.portal.models import ProgressChange, PublishedList, UploadedList
from cohortmatch.portal.progress.carrying import beside
from cohortmatch.services.own_list import OwnList, OwnRow
from cohortmatch.services.own_list_file import CellChange
from cohortmatch.services.progress_changes import Reconciled, found_again

__all__ = ["SentList", "sent_list", "uploads_of"]


@dataclass(frozen=True, repr=False)
class SentList:
    """A list that was sent and is not published yet; its bytes are read only when asked for."""

    upload: UploadedList
    own: OwnList

    def row_like(self, row: OwnRow) -> OwnRow | None:
        """The row that a row of the published list is on this one; None where it is gone."""
        return found_again([row.content], self.own).get(row.content.digest)

    def what_becomes(self) -> list[tuple[ProgressChange, Reconciled]]:
        """Everything that was typed and is not on the published list, beside this one."""
        return beside(self.upload.label, self.upload.list_name, self.own)

    def to_write(self) -> list[CellChange]:
        """What is typed, not in question, and not on this list yet."""
        return [
            CellChange(outcome.row.listing, change.heading, change.text)
            for change, outcome in self.what_becomes()
            if outcome.outcome == "still to do" and outcome.row is not None
        ]

    def __repr__(self) -> str:
        return f"<SentList of {self.upload.list_name}>"


def sent_list(published: PublishedList) -> SentList | None:
    """The list that its keeper sent last, where it is not published yet."""
    found = uploads_of(published).exclude(confirmed=None).defer("content", "answer")
    last = found.order_by("-confirmed", "-pk").first()
    now = published.rows.get("sha256", "")
    if last is None or last.sha256 == now or (last.taken is not None and last.beside != now):
        return None
    return SentList(last, OwnList.from_json(last.rows))


def uploads_of(published: PublishedList) -> QuerySet[UploadedList]:
    """Every list that was uploaded as the next one of a published list."""
    return UploadedList.objects.filter(label=published.label, list_name=published.name)
