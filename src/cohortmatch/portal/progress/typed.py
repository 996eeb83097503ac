"""What is typed about a panel's list and not on it yet, in the parts that a page shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cohortmatch.portal.models import ChangeState, ProgressChange, PublishedEdition, PublishedPerson
from cohortmatch.portal.models.progress import shown_words
from cohortmatch.portal.progress.carrying import STATES
from cohortmatch.portal.progress.rows import PanelList
from cohortmatch.services.progress_changes import Reconciled

__all__ = ["TypedLine", "is_typed", "typed_about", "typed_parts"]

People = Mapping[str, PublishedPerson]


@dataclass(frozen=True, repr=False)
class TypedLine:
    """One thing that was typed: about whom, where the edition has them; `says` is what the list
    says that was sent or published last, `outcome` what becomes of it by the list that was
    sent."""

    change: ProgressChange
    person: PublishedPerson | None
    says: str
    outcome: Reconciled | None = None

    @property
    def whose(self) -> str:
        """Whose row it is in words: as it is named now, as it was named, or the row alone."""
        person, row = self.person, self.change.row
        return (person.name or person.ref if person else row.name) or f"row {row.listing}"

    @property
    def may_be_settled(self) -> bool:
        """Whether somebody can decide now: a row that is gone from the list that was sent is there
        until that list is published."""
        state = ChangeState(self.change.state)
        is_so = self.outcome is None or STATES[self.outcome.outcome] == state
        return is_so and state in (ChangeState.ASKED, ChangeState.GONE)

    def __repr__(self) -> str:
        return f"<TypedLine {self.change.state}>"


def typed_parts(found: PanelList, people: People) -> dict[str, list[TypedLine]]:
    """What is `open`, `asked` and `gone`, by the list that was sent last, else as published; and
    what the list that was sent has taken in (`on_sent`)."""
    parts: dict[str, list[TypedLine]] = {"open": [], "asked": [], "gone": [], "on_sent": []}
    names = {ChangeState.OPEN: "open", ChangeState.ASKED: "asked", ChangeState.GONE: "gone"}
    for state, line in _lines(found, people):
        parts[names.get(state, "on_sent")].append(line)
    return parts


def is_typed(edition: PublishedEdition, people: People) -> bool:
    """Whether anything is typed about some people, by their listings, that may be on no list yet.
    It is asked before a list is read, which takes long."""
    waiting = (ChangeState.OPEN, ChangeState.ASKED, ChangeState.GONE)
    rows = ProgressChange.objects.filter(row__list_name=edition.panel, state__in=waiting)
    return any(each in people for each in rows.values_list("row__listing", flat=True))


def typed_about(found: PanelList, people: People) -> list[TypedLine]:
    """What is typed about some people, by their listings, and is on no list yet: what a meeting
    has to know beside the edition."""
    parts = typed_parts(found, people)
    return [each for each in (*parts["asked"], *parts["open"]) if each.person is not None]


def _lines(found: PanelList, people: People) -> Iterator[tuple[ChangeState, TypedLine]]:
    if found.sent is None:
        for change in found.changes(ChangeState.OPEN, ChangeState.ASKED, ChangeState.GONE):
            person = people.get(change.row.listing)
            yield ChangeState(change.state), TypedLine(change, person, change.list_words)
        return
    for change, outcome in found.sent.what_becomes():
        says = shown_words(change.heading, outcome.says)
        line = TypedLine(change, people.get(change.row.listing), says, outcome)
        yield STATES[outcome.outcome], line
