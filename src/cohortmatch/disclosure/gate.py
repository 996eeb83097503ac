"""The gate: the only way from a run's result to a reader.

Only the gate makes redacted views, and outputs are made only from these. A panel's people are
formed again from the lists that are open to it, and there from the rows that it may learn of, so
that no other row can join or part people or change any figure in the edition. Only then does the
view add who is known to a closed list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import zip_longest
from typing import Any, NamedTuple, Protocol

import numpy as np

from cohortmatch.core.types import ABSENT, Listings
from cohortmatch.core.uncollected import uncollected
from cohortmatch.decisions.part_of_run import rests_on_other_lists
from cohortmatch.disclosure.agreement import Choices
from cohortmatch.disclosure.closed import Closed, closed_lists
from cohortmatch.disclosure.closed_names import closed_name
from cohortmatch.disclosure.cutting import without_lists
from cohortmatch.disclosure.known import ClosedRows, known_to
from cohortmatch.disclosure.matched_by import MatchedBy
from cohortmatch.disclosure.misspelt import refuse_misspelt
from cohortmatch.disclosure.questions import Asking
from cohortmatch.disclosure.reader import (
    Reader,
    agreed_reader,
    known_to_readers_of,
    panel_reader,
    protected_by_content,
)
from cohortmatch.disclosure.readers import list_named
from cohortmatch.disclosure.redacted import Redacted
from cohortmatch.disclosure.redacting import (
    Positions,
    SharedFrames,
    redacted_listings,
    rows_told,
)
from cohortmatch.disclosure.share import AgreedShare, Share
from cohortmatch.disclosure.sharing_agreement import SharingAgreement
from cohortmatch.disclosure.sharing_agreement.ages_of_rows import ages_of, of_young_persons
from cohortmatch.disclosure.sharing_agreement.report_terms import ReportTerms
from cohortmatch.linkage.model import Model
from cohortmatch.people.before import Before
from cohortmatch.people.linkage_result import LinkageResult
from cohortmatch.people.view import View, panels_first

Names = frozenset[str]
Rows = Callable[[Listings], Positions]
"""The positions of the listings that are kept."""


class Without(Protocol):
    """Matches again."""

    def __call__(self, names: Names, rows: Rows, by: MatchedBy) -> tuple[LinkageResult, Listings]:
        """What is found among the lists that are left when some, by name, are left out, and in them
        among the rows that are kept, by these fields; and these listings."""
        ...

    def leaves_out(self, by: MatchedBy) -> bool:
        """Whether the run rests on anything that takes no part."""
        ...


class OpenedRun(NamedTuple):
    """A run as readers to whom some lists are closed may learn of it: the view of it, and what its
    rows ask of closed lists."""

    view: View
    asking: Asking


@dataclass(frozen=True, eq=False, repr=False)
class Gate:
    """A run that gives out only redacted views; `without` matches again without some lists."""

    _view: View
    choices: Choices
    without: Without | None = None
    agreement: SharingAgreement | None = None
    _open: dict[tuple[object, ...], OpenedRun] = field(default_factory=dict)
    _behind: dict[Names, ClosedRows] = field(default_factory=dict)
    _editions: dict[tuple[str, str], Redacted] = field(default_factory=dict)
    _frames: dict[tuple[object, ...], Any] = field(default_factory=dict)

    def analyst(self) -> Redacted:
        """The analyst's view: every listing."""
        view = self._view
        return Redacted(
            *(view.listings, view.resolved, view.model, view.manifest, view.before, self.choices),
            closed_to=self.closed_to,
        )

    def closed_to(self, name: str) -> Names:
        """The lists of which the readers of a list, by its name, learn only who is known there."""
        lists = self._view.listings.lists
        if self.agreement is None:
            return panel_reader(lists, name, self._share).known
        return known_to_readers_of(lists, self._protected, self.agreement, name)

    @uncollected()
    def panel(self, name: str, purpose: str = "") -> Redacted:
        """The view of a list's panel, or of a recipient of the agreement for a purpose;
        SettingsError when no list or recipient, or several, have that name, when a restricted name
        is misspelt, or when the agreement does not hold.
        """
        if (name, purpose) not in self._editions:
            self._editions[name, purpose] = self._redacted(self._reader(name, purpose))
        return self._editions[name, purpose]

    def _reader(self, name: str, purpose: str) -> Reader:
        listings = self._view.listings
        lists = listings.lists
        if self.agreement is not None:
            about = self.agreement, name, purpose, listings.as_of
            return agreed_reader(lists, self._protected, *about)
        own = lists[list_named(lists, name, self.choices)].name
        refuse_misspelt(lists, self.choices)
        return panel_reader(lists, own, self._share)

    @cached_property
    def _protected(self) -> Names:
        """The lists of people under public protection, by name or content."""
        listings = self._view.listings
        return protected_by_content(listings.lists, listings.raw)

    def _redacted(self, reader: Reader) -> Redacted:
        view, own = self._view, reader.own
        names = frozenset(each.name for each in reader.closed)
        opened = self._opened(names, reader)
        code = opened.view.list_names.index(own) if own else None
        shared = self._shared_with(reader).of(opened.view.listings)
        listings, people, withheld = redacted_listings(opened.view, code, reader.share, shared)
        called = self._called(reader.closed)
        mine = listings.list_code == (
            ABSENT if code is None or not reader.share.keeps_own else code
        )
        young = of_young_persons(ages_of(listings), people.person, mine)
        return Redacted(
            listings,
            people,
            view.model,
            {},
            Before(),
            self.choices,
            own=code,
            closed=reader.closed,
            known=known_to(self._rows(reader), opened.asking, listings, own, called, young),
            editions=view.memory.editions.get(reader.key, ()) if view.memory else (),
            agreed=reader.agreed,
            withheld=withheld,
            keeps_own=reader.share.keeps_own,
        )

    def _rows(self, reader: Reader) -> ClosedRows:
        """The rows of closed lists."""
        if isinstance(reader.share, AgreedShare):
            return ClosedRows(self._view, reader.known, reader.share)
        return self._behind.setdefault(reader.known, ClosedRows(self._view, reader.known))

    def _called(self, closed: Iterable[Closed]) -> Mapping[str, str]:
        """What each closed list, by its name, is called to a reader."""
        names = {each.name for each in closed}
        listings = self._view.listings
        return {
            info.name: closed_name(info, self.choices, frame)
            for info, frame in zip_longest(listings.lists, listings.raw)
            if info.name in names
        }

    def _opened(self, closed: Names, reader: Reader) -> OpenedRun:
        """The run as its reader may learn of it; one for all readers of the same lists and rows."""
        if isinstance(reader.share, AgreedShare):
            rows = partial(rows_told, own=reader.own, share=reader.share)
            key: tuple[object, ...] = (closed, rows(self._view.listings).tobytes())
        else:
            own = reader.own if reader.own in self._with_others else ""
            rows, key = partial(rows_told, own=own), (closed, own)
        if key not in self._open:
            base = self._without(closed, rows, _matched_by(reader))
            self._open[key] = OpenedRun(base, Asking(base.listings, self._view.model))
        return self._open[key]

    def _shared_with(self, reader: Reader) -> SharedFrames:
        """What a reader may see of each list that is another's."""
        if isinstance(reader.share, AgreedShare):
            return SharedFrames(reader.share, self._frames)
        return self._shared

    @cached_property
    def _shared(self) -> SharedFrames:
        return SharedFrames(self._share)

    @cached_property
    def _share(self) -> Share:
        """What every panel may see of the lists of others, as the settings say."""
        listings = self._view.listings
        closed = closed_lists(listings.lists, self.choices, listings.raw)
        return Share(ReportTerms(self.choices, {each.name: each for each in closed}))

    @cached_property
    def _with_others(self) -> Names:
        """The lists with rows that only their own panel may learn of."""
        listings = self._view.listings
        hidden = np.setdiff1d(np.arange(len(listings)), rows_told(listings))
        return frozenset(self._view.list_names[self._view.list_code[i]] for i in hidden.tolist())

    def _without(self, closed: Names, rows: Rows, by: MatchedBy) -> View:
        """The run again without closed lists, other rows and the fields that take no part."""
        rests_on_more = self.without is not None and self.without.leaves_out(by)
        if not closed and self._is_whole(rows) and not rests_on_more:
            return self._view
        if self.without is None:
            return without_lists(self._view, closed)
        found, listings = self.without(closed, rows, by)
        return View(panels_first(listings), found.people, self._view.model, {}, Before())

    def _is_whole(self, rows: Rows) -> bool:
        """Whether a reader may learn of every row, and no decision is about any other."""
        view = self._view
        if len(rows(view.listings)) != len(view.listings):
            return False
        reviewed = view.reviewed
        return reviewed is None or not rests_on_other_lists(reviewed, {*view.list_names})

    def __repr__(self) -> str:
        return f"<Gate: {self._view.listings!r}>"


def _matched_by(reader: Reader) -> MatchedBy:
    return MatchedBy.known_fields if reader.agreed is None else MatchedBy.identity


def gate(
    found: LinkageResult,
    *,
    manifest: Mapping[str, object],
    before: Before | None = None,
    choices: Choices | None = None,
    without: Without | None = None,
    agreement: SharingAgreement | None = None,
) -> Gate:
    """The gate of a run; `manifest` is the content of `run.json`, `before` what is known from
    earlier runs and decisions, `choices` the borough's choices, `agreement` its sharing agreement.
    """
    model: Model = found.model
    view = View(panels_first(found.listings), found.people, model, manifest, before or Before())
    return Gate(view, choices or Choices(), without, agreement)
