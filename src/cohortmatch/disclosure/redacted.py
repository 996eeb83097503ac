"""The redacted view: what one reader may see of a run. Every output is made from one.

    Gate ──▶ Redacted ──▶ sheets, pages, tables, editions

For the analyst who runs the matching it holds every listing. For the panel of one list it holds
that panel's rows, and of others what `redacting` leaves; ids, order, certainty and counts then
come from these rows alone. A closed list adds one thing at the end: that somebody is certainly
known there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from cohortmatch.disclosure.agreement import Choices
from cohortmatch.disclosure.closed import Closed
from cohortmatch.disclosure.news import News
from cohortmatch.people.leading import in_lead_order
from cohortmatch.people.persons import Person, id_order
from cohortmatch.people.view import View


@dataclass(frozen=True, eq=False, repr=False)
class Redacted(View):
    """What one reader may see of a run.

    `own` is the code of the list whose panel reads, None for the analyst; `closed` are the lists of
    which the reader learns no more than who is known there; `known` gives for the listings of the
    own list the names of closed lists on which their person certainly is; `news` is what is new.
    """

    choices: Choices = field(default_factory=Choices)
    own: int | None = None
    closed: tuple[Closed, ...] = ()
    known: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    news: News | None = None

    @property
    def anchor(self) -> int | None:
        """The list from which certainty is judged: the reader's own."""
        return self.own

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

    def known_to(self, person: Person) -> tuple[str, ...]:
        """The closed lists on which the person certainly is, by name."""
        names = (name for i in person.core for name in self.known.get(i, ()))
        return tuple(sorted(set(names)))

    def new_on(self, person: Person) -> tuple[str, ...]:
        """The lists on which the person is certainly and was not at the last run."""
        if self.news is None or self.own is None:
            return ()
        sure = [code for code in person.lists if self.found_on(person, code)[0]]
        own = [i for i in person.listings if self.list_code[i] == self.own]
        return self.news.new_on(own, [self.list_names[code] for code in sure])
