"""The redacted view: what one reader may see of a run. Every output is made from one.

    Gate ──▶ Redacted ──▶ sheets, pages, tables, editions

For the analyst it holds every listing. For the panel of one list it holds that panel's rows and
what `redacting` leaves of others; ids, order, certainty and counts then come from these rows alone.
A closed list adds one thing at the end: that a person is certainly known there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property

from cohortmatch.disclosure.agreement import Choices
from cohortmatch.disclosure.closed import Closed
from cohortmatch.disclosure.planted import PlantedRow, planted_rows
from cohortmatch.disclosure.reader import Agreed
from cohortmatch.people.leading import in_lead_order
from cohortmatch.people.persons import Person, id_order
from cohortmatch.people.profile import ProfileColumns
from cohortmatch.people.view import View
from cohortmatch.store.earlier_runs import PastEdition


@dataclass(frozen=True, eq=False, repr=False)
class Redacted(View):
    """What one reader may see of a run.

    `own` is the code of the reading panel's list, None for the analyst and for a recipient without
    a panel, and `keeps_own` says whether that list is the reader's organisation's; `closed` are the
    lists of which the reader learns only who is known there; `known` gives for its listings what
    the closed lists that certainly hold their person are called; `editions` are the reader's
    earlier editions, oldest first; `agreed` is the sharing agreement under which it was made, and
    `withheld` says how many cells each of its rules keeps back. `closed_to` gives for a list's name
    the lists of which its readers learn only who is known there; only the analyst's view has it.
    """

    choices: Choices = field(default_factory=Choices)
    own: int | None = None
    closed: tuple[Closed, ...] = ()
    known: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    editions: tuple[PastEdition, ...] = ()
    agreed: Agreed | None = None
    withheld: Mapping[str, int] = field(default_factory=dict)
    keeps_own: bool = True
    closed_to: Callable[[str], Set[str]] | None = None

    @property
    def anchors(self) -> Set[int]:
        """The listings from which certainty is judged: those of the reader's own list."""
        if self.own is None:
            return super().anchors
        return {i for i, code in enumerate(self.list_code) if code == self.own}

    @property
    def reader(self) -> str:
        """Under which name the reader's editions are kept from run to run."""
        if self.agreed is not None:
            return self.agreed.key
        assert self.own is not None
        return self.list_names[self.own]

    @property
    def profile_columns(self) -> ProfileColumns:
        """The columns that the settings name."""
        return self.choices.profile_columns

    @cached_property
    def order(self) -> list[int]:
        """The listings in the order of their ids, the reader's own list first."""
        order = id_order(self.listings)
        return sorted(order, key=lambda i: self.own is not None and self.list_code[i] != self.own)

    def lead(self, person: Person) -> int | None:
        """The panel that might lead: the first, in the borough's order, of those the person is
        certainly on."""
        sure = {self.list_code[i] for i in person.core if self.counts_as_on(i)}
        found = in_lead_order(self.listings.lists, sure, self.choices.lead_order)
        return found[0] if found else None

    def telling_of_age(self, person: Person) -> Sequence[int]:
        """The listings that tell a person's age: of another list only what is certainly theirs."""
        if self.own is None and self.agreed is None:
            return person.listings
        return [i for i in person.listings if i in person.core or self.list_code[i] == self.own]

    @cached_property
    def planted(self) -> list[PlantedRow]:
        """The rows of earlier runs that look planted; none for any reader but the analyst."""
        return [] if self.closed_to is None else planted_rows(self, self.closed_to)

    def known_to(self, person: Person) -> tuple[str, ...]:
        """What the closed lists that certainly hold the person are called."""
        names = (name for i in person.core for name in self.known.get(i, ()))
        return tuple(sorted(set(names)))
