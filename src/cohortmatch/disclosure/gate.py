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
from typing import NamedTuple

import numpy as np

from cohortmatch.core.types import Listings
from cohortmatch.core.uncollected import uncollected
from cohortmatch.disclosure.agreement import Choices
from cohortmatch.disclosure.closed import Closed, closed_lists
from cohortmatch.disclosure.closed_names import closed_name
from cohortmatch.disclosure.cutting import without_lists
from cohortmatch.disclosure.known import ClosedRows, known_to
from cohortmatch.disclosure.misspelt import refuse_misspelt
from cohortmatch.disclosure.questions import Asking
from cohortmatch.disclosure.readers import list_named
from cohortmatch.disclosure.redacted import Redacted
from cohortmatch.disclosure.redacting import (
    Frames,
    Positions,
    Share,
    SharedFrames,
    redacted_listings,
    rows_told,
)
from cohortmatch.linkage.model import Model
from cohortmatch.people.before import Before
from cohortmatch.people.linkage_result import LinkageResult
from cohortmatch.people.view import View, panels_first

Names = frozenset[str]
Rows = Callable[[Listings], Positions]
"""The positions of the listings that are kept."""
Without = Callable[[Names, Rows], LinkageResult]
"""What is found among the lists that are left when some, by name, are left out, and in them among
the rows that are kept."""


class Opened(NamedTuple):
    """A run as readers to whom some lists are closed may learn of it: the view of it, what may be
    seen of each list that is another's, and what its rows ask of closed lists."""

    view: View
    shared: Frames
    asking: Asking


@dataclass(frozen=True, eq=False, repr=False)
class Gate:
    """A run that gives out only redacted views; `without` matches again without some lists."""

    _view: View
    choices: Choices
    without: Without | None = None
    _open: dict[tuple[Names, str], Opened] = field(default_factory=dict)
    _behind: dict[Names, ClosedRows] = field(default_factory=dict)
    _editions: dict[str, Redacted] = field(default_factory=dict)

    def analyst(self) -> Redacted:
        """The analyst's view: every listing."""
        view = self._view
        return Redacted(
            view.listings, view.resolved, view.model, view.manifest, view.before, self.choices
        )

    @uncollected()
    def panel(self, name: str) -> Redacted:
        """The view of a list's panel; SettingsError when no list, or several, have that name, or
        when a restricted name is misspelt.
        """
        lists = self._view.listings.lists
        own = lists[list_named(lists, name, self.choices)].name
        refuse_misspelt(lists, self.choices)
        if own not in self._editions:
            self._editions[own] = self._redacted(own)
        return self._editions[own]

    def _redacted(self, own: str) -> Redacted:
        view = self._view
        closed = tuple(each for each in self._closed if each.name != own)
        names = frozenset(each.name for each in closed)
        opened = self._opened(names, own)
        code = opened.view.list_names.index(own)
        listings, people = redacted_listings(opened.view, code, self._share, opened.shared)
        return Redacted(
            listings,
            people,
            view.model,
            {},
            Before(),
            self.choices,
            own=code,
            closed=closed,
            known=known_to(self._rows(names), opened.asking, listings, own, self._called(closed)),
            editions=view.memory.editions.get(own, ()) if view.memory else (),
        )

    @cached_property
    def _closed(self) -> tuple[Closed, ...]:
        """The lists that are closed to everybody but their own panel."""
        listings = self._view.listings
        return closed_lists(listings.lists, self.choices, listings.raw)

    def _rows(self, closed: Names) -> ClosedRows:
        """The rows of closed lists."""
        return self._behind.setdefault(closed, ClosedRows(self._view, closed))

    def _called(self, closed: Iterable[Closed]) -> Mapping[str, str]:
        """What each closed list, by its name, is called to a reader."""
        names = {each.name for each in closed}
        lists = (info for info in self._view.listings.lists if info.name in names)
        return {info.name: closed_name(info, self.choices) for info in lists}

    def _opened(self, closed: Names, own: str) -> Opened:
        """The run as its reader may learn of it."""
        reader = own if own in self._with_others else ""
        if (closed, reader) not in self._open:
            base = self._without(closed, partial(rows_told, own=reader))
            asking = Asking(base.listings, self._view.model)
            self._open[closed, reader] = Opened(base, self._shared.of(base.listings), asking)
        return self._open[closed, reader]

    @cached_property
    def _shared(self) -> SharedFrames:
        return SharedFrames(self._share)

    @cached_property
    def _share(self) -> Share:
        return Share(self.choices)

    @cached_property
    def _with_others(self) -> Names:
        """The lists with rows that only their own panel may learn of."""
        listings = self._view.listings
        hidden = np.setdiff1d(np.arange(len(listings)), rows_told(listings))
        return frozenset(self._view.list_names[self._view.list_code[i]] for i in hidden.tolist())

    def _without(self, closed: Names, rows: Rows) -> View:
        if not closed and len(rows(self._view.listings)) == len(self._view.listings):
            return self._view
        if self.without is None:
            return without_lists(self._view, closed)
        found = self.without(closed, rows)
        return View(panels_first(found.listings), found.people, self._view.model, {}, Before())

    def __repr__(self) -> str:
        return f"<Gate: {self._view.listings!r}>"


def gate(
    found: LinkageResult,
    *,
    manifest: Mapping[str, object],
    before: Before | None = None,
    choices: Choices | None = None,
    without: Without | None = None,
) -> Gate:
    """The gate of a run; `manifest` is the content of `run.json`, `before` what is known from
    earlier runs and decisions, `choices` the borough's choices.
    """
    model: Model = found.model
    view = View(panels_first(found.listings), found.people, model, manifest, before or Before())
    return Gate(view, choices or Choices(), without)
