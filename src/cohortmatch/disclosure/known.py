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
an answer away or gave one, the answer would reveal it. `questions` counts what a reader may ask and
how often. The team's decision that two rows are different people takes an answer away; no decision
gives one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from cohortmatch.core.types import ABSENT, Listings
from cohortmatch.disclosure.questions import (
    NUMBERS,
    Asking,
    FullName,
    NameQuestion,
    Questions,
    full_names,
    numbers_of,
)
from cohortmatch.disclosure.redacting import Positions, rows_told
from cohortmatch.disclosure.share import AgreedShare, AnyShare
from cohortmatch.disclosure.sharing_agreement.ages_of_rows import ages_of
from cohortmatch.disclosure.sharing_agreement.items import KNOWN
from cohortmatch.people.view import View

__all__ = ["ClosedRows", "known_to"]


def known_to(
    behind: ClosedRows, asking: Asking, shown: Listings, own: str, called: Mapping[str, str]
) -> Mapping[int, tuple[str, ...]]:
    """For each listing that a reader sees (`shown`), what the closed lists that certainly hold it
    are called to the reader.

    `behind` are the rows of the lists closed to the reader, `asking` is what those of all other
    lists ask, `own` is the name of the reader's list ('' for none), `called` says what each closed
    list, by its name, is called.
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
        if found := {each for question in asked for each in behind.lists(question, name)}:
            known[i] = tuple(sorted({called[each] for each in found}))
    return known


@dataclass(frozen=True, eq=False, repr=False)
class ClosedRows:
    """The rows of the lists, by name, that are closed to a reader, and what they answer; `share`
    says of whom, where it is not of everybody."""

    view: View
    closed: frozenset[str]
    share: AnyShare | None = None

    def lists(self, question: NameQuestion, asking: str) -> set[str]:
        """The closed lists with a row that a question of a listing (by its id) is about."""
        names, code = self.view.list_names, self.view.list_code
        rows = self.bearers.get(question.name, ())
        return {
            names[code[row]]
            for row in rows
            if self._is_about(question, row) and (asking, row) not in self._apart
        }

    def _is_about(self, question: NameQuestion, row: int) -> bool:
        """Whether a question under a closed row's name is about that row's person."""
        listings = self.view.listings
        born = listings.field("date_of_birth").of(row)
        if born and question.dates.isdisjoint(born):
            return False
        if born and question.is_enough:
            return True
        return any(
            not question.numbers.isdisjoint(numbers_of(listings, row, kind)) for kind in NUMBERS
        )

    @cached_property
    def bearers(self) -> Mapping[FullName, list[int]]:
        """The closed rows that put somebody on their list, by each of their whole names."""
        listings = self.view.listings
        codes = [code for code, name in enumerate(self.view.list_names) if name in self.closed]
        found: dict[FullName, list[int]] = defaultdict(list)
        told = self._told()
        for row in told[np.isin(listings.list_code[told], codes)].tolist():
            for _, name in full_names(listings.names, row):
                found[name].append(row)
        return found

    def _told(self) -> Positions:
        """The rows that put somebody on their list, of whom the reader may learn that."""
        listings = self.view.listings
        told = rows_told(listings)
        if not isinstance(self.share, AgreedShare):
            return told
        may = self.share.rows.allowed(KNOWN, listings, ages_of(listings))
        return told[may[told]]

    @cached_property
    def _apart(self) -> frozenset[tuple[str, int]]:
        """The pairs that the team decided to be different people, either way round."""
        if (decisions := self.view.decisions) is None:
            return frozenset()
        ids, differ = self.view.ids, ~decisions.same
        both = zip(decisions.left[differ].tolist(), decisions.right[differ].tolist(), strict=True)
        return frozenset(each for a, b in both for each in ((ids[a], b), (ids[b], a)))
