"""Which people a reader may learn are known to a closed list.

Policy: a row on a closed list counts as a reader's person only by what identifies somebody, and
never by details that a reader could try out. The whole name must agree, and

    the date of birth is the same, and the name is not a common one; or
    the date of birth is the same, and so is a valid number of the person's; or
    the closed row has no date of birth, and a valid number of the person's is the same.

A whole name is a forename and a surname in any known spelling (Mohammed, Muhammad); a short form
(Dave for David) needs a number, as a common name does. A typing slip, a half of a double-barrelled
surname, swapped names and an initial count as other names, because there are too many of them to
count. Nothing else on the closed row takes part: if another number, another sex or an address took
an answer away or gave one, the answer would reveal it. So a row that only a note leaves out
("Victim of burglary") answers as any other: whom a note calls what is free text, which may change
nothing for other readers. `questions` counts what a reader may ask and
how often. The team's decision that two rows are different people takes an answer away; no decision
gives one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from cohortmatch.core.arrays import Bools
from cohortmatch.core.types import ABSENT, ListInfo, Listings
from cohortmatch.disclosure.questions import (
    NUMBERS,
    Asking,
    FullName,
    NameQuestion,
    Questions,
    full_names,
    numbers_of,
)
from cohortmatch.disclosure.redacting import rows_told
from cohortmatch.disclosure.share import AgreedShare, AnyShare
from cohortmatch.disclosure.sharing_agreement.ages_of_rows import UNDER_18, ages_of
from cohortmatch.disclosure.sharing_agreement.items import KNOWN
from cohortmatch.people.view import View

__all__ = ["ClosedRows", "known_to"]


def known_to(
    behind: ClosedRows,
    asking: Asking,
    shown: Listings,
    own: str,
    called: Mapping[str, str],
    young: Bools,
) -> Mapping[int, tuple[str, ...]]:
    """For each listing that a reader sees (`shown`), what the closed lists that certainly hold it
    are called to the reader.

    `behind` are the rows of the lists closed to the reader, `asking` is what those of all other
    lists ask, `own` is the name of the reader's list ('' for none), `called` says what each closed
    list, by its name, is called; of the listings that are `young`, the reader's own list has their
    person as under 18.
    """
    if not behind.bearers:
        return {}
    opened = asking.listings
    names = [info.name for info in opened.lists]
    questions = Questions(asking, names.index(own) if own else ABSENT)
    place = {name: at for at, name in enumerate(opened.ids)}
    known: dict[int, tuple[str, ...]] = {}
    for i, name in enumerate(shown.ids):
        asked = questions.of(place[name], behind.bearers) if name in place else ()
        is_young = bool(young[i])
        if found := {each for question in asked for each in behind.lists(question, name, is_young)}:
            known[i] = tuple(sorted({called[each] for each in found}))
    return known


@dataclass(frozen=True, eq=False, repr=False)
class ClosedRows:
    """The rows of the lists, by name, that are closed to a reader, and what they answer; `share`
    says of whom, where it is not of everybody."""

    view: View
    closed: frozenset[str]
    share: AnyShare | None = None

    def lists(self, question: NameQuestion, asking: str, is_young: bool) -> set[str]:
        """The closed lists with a row that a question of a listing (by its id) is about; `is_young`
        says that the person asked about is under 18."""
        rows = self.bearers.get(question.name, ())
        about = (row for row in rows if _is_about(question, row))
        if is_young:
            about = (row for row in about if self._is_told_of_young(row))
        return {row.list_name for row in about if (asking, row.id) not in self._apart}

    @cached_property
    def bearers(self) -> Mapping[FullName, list[ClosedRow]]:
        """The closed rows that put somebody on their list, by each of their whole names."""
        found: dict[FullName, list[ClosedRow]] = defaultdict(list)
        listings = self.view.listings
        noted = frozenset(() if listings.noted is None else listings.noted.ids)
        for table in (listings, listings.noted):
            for row in self._told(table) if table is not None else ():
                if table is listings and row.id in noted:
                    continue  # it answers as if the note did not stand there
                for _, name in full_names(row.listings.names, row.place):
                    found[name].append(row)
        return found

    def _told(self, listings: Listings) -> Iterator[ClosedRow]:
        """The rows of closed lists that put somebody there, of whom the reader may learn that."""
        told = rows_told(listings)
        if isinstance(self.share, AgreedShare):
            may = self.share.rows.allowed(KNOWN, listings, ages_of(listings))
            told = told[may[told]]
        codes = [code for code, info in enumerate(listings.lists) if info.name in self.closed]
        for place in told[np.isin(listings.list_code[told], codes)].tolist():
            yield ClosedRow(listings, place)

    def _is_told_of_young(self, row: ClosedRow) -> bool:
        """Whether the reader may learn that somebody under 18 is known to the list of a row."""
        if not isinstance(self.share, AgreedShare):
            return True
        return self.share.rows.withheld(KNOWN, row.info, row.role, UNDER_18).allowed

    @cached_property
    def _apart(self) -> frozenset[tuple[str, str]]:
        """The pairs that the team decided to be different people, either way round."""
        if (decisions := self.view.decisions) is None:
            return frozenset()
        ids, differ = self.view.ids, ~decisions.same
        both = zip(decisions.left[differ].tolist(), decisions.right[differ].tolist(), strict=True)
        pairs = ((ids[a], ids[b]) for a, b in both)
        return frozenset(each for a, b in pairs for each in ((a, b), (b, a)))


@dataclass(frozen=True, eq=False, repr=False)
class ClosedRow:
    """A row of a closed list, by its place in a table of listings."""

    listings: Listings
    place: int

    @property
    def info(self) -> ListInfo:
        """Its list."""
        return self.listings.lists[int(self.listings.list_code[self.place])]

    @property
    def list_name(self) -> str:
        """The name of its list."""
        return self.info.name

    @property
    def role(self) -> int:
        """The role of its person."""
        return int(self.listings.role[self.place])

    @property
    def id(self) -> str:
        """Its id, `list:row`."""
        return self.listings.id_of(self.place)


def _is_about(question: NameQuestion, row: ClosedRow) -> bool:
    """Whether a question under a closed row's name is about that row's person."""
    born = row.listings.field("date_of_birth").of(row.place)
    if born and question.dates.isdisjoint(born):
        return False
    if born and question.is_enough:
        return True
    numbers = (numbers_of(row.listings, row.place, kind) for kind in NUMBERS)
    return any(not question.numbers.isdisjoint(each) for each in numbers)
