"""Everything a report is made from, each thing worked out once and shared by all that is written.

The tables, the workbook and the page all read from one `View`, so that no two of them can give
different answers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from cohortmatch.model import Model
from cohortmatch.reporting.counts import Counts, counts
from cohortmatch.reporting.details import Details, age
from cohortmatch.reporting.persons import Join, Person, id_order, numbered, several
from cohortmatch.reporting.questions import Question, questions
from cohortmatch.reporting.words import IDENTIFIERS, NOT_RECORDED, Phrases, Wording
from cohortmatch.reporting.written import ShownName, Written
from cohortmatch.types import Decisions, Listings, People

ESSENTIALS = ("date_of_birth", "address")
"""What every list should hold, so that its lack is told even where both lack it."""


@dataclass(frozen=True, eq=False, repr=False)
class View:
    """What was matched, and what is worked out of it for reading."""

    listings: Listings
    resolved: People
    model: Model
    manifest: Mapping[str, Any]
    decisions: Decisions | None = None

    @cached_property
    def ids(self) -> list[str]:
        """Every listing's id, `list:row`."""
        return self.listings.ids

    @cached_property
    def order(self) -> list[int]:
        """The listings in the order of their ids."""
        return id_order(self.listings)

    @cached_property
    def rank(self) -> list[int]:
        """Each listing's place in the order of ids."""
        rank = [0] * len(self.order)
        for place, listing in enumerate(self.order):
            rank[listing] = place
        return rank

    @cached_property
    def person_ids(self) -> list[str]:
        """Each listing's person id."""
        return numbered(self.resolved, self.order)

    @cached_property
    def several(self) -> list[Person]:
        """Everybody with two or more listings, by person id."""
        return several(self.listings, self.resolved, self.order, self.person_ids, self.decisions)

    @cached_property
    def reported(self) -> list[Person]:
        """The people of the cross-reference: on several panels first, then by the number of their
        lists, then by name."""
        people = [person for person in self.several if person.is_reported]
        return sorted(people, key=self._place)

    @property
    def on_panels(self) -> list[Person]:
        """Those on more than one panel."""
        return [person for person in self.reported if person.panels > 1]

    @property
    def with_register(self) -> list[Person]:
        """Those on one panel and at least one register."""
        return [person for person in self.reported if person.panels == 1]

    @cached_property
    def questions(self) -> list[Question]:
        """The pairs that a person must decide, most useful first."""
        return questions(self.listings, self.resolved, self.rank, self.decisions)

    @cached_property
    def counts(self) -> Counts:
        """Every number of the report."""
        return counts(self.listings, self.several, len(self.questions))

    @cached_property
    def written(self) -> Written:
        """The cells of the lists, as written."""
        return Written(self.listings)

    @cached_property
    def details(self) -> Details:
        """The values of the listings, and where they differ."""
        return Details(self.listings)

    @cached_property
    def _wording(self) -> Wording:
        return Wording(self.model)

    @cached_property
    def _levels(self) -> list[list[int]]:
        levels: list[list[int]] = self.resolved.links.levels.tolist()
        return levels

    @cached_property
    def list_names(self) -> list[str]:
        """The lists' names, in their order."""
        return [info.name for info in self.listings.lists]

    @cached_property
    def list_code(self) -> list[int]:
        """Each listing's list."""
        codes: list[int] = self.listings.list_code.tolist()
        return codes

    def phrases(self, link: int) -> Phrases:
        """What agrees, differs and is missing, for one link."""
        return self._wording.of(self._levels[link])

    def names(self, person: Person) -> list[ShownName]:
        """A person's distinct names as written, the most frequent first."""
        if person.person_id not in self._names:
            self._names[person.person_id] = self._distinct_names(person)
        return self._names[person.person_id]

    @cached_property
    def _names(self) -> dict[str, list[ShownName]]:
        return {}

    def _distinct_names(self, person: Person) -> list[ShownName]:
        shown = [self.written.name(listing) for listing in person.listings]
        tally = Counter(name.key for name in shown)
        first = {name.key: name for name in reversed(shown) if name.text}
        return sorted(
            (first[key] for key in dict.fromkeys(n.key for n in shown) if key in first),
            key=lambda name: -tally[name.key],
        )

    def other_names(self, person: Person) -> list[str]:
        """The person's further names: other spellings, aliases, street names."""
        names = [name.text for name in self.names(person)]
        for listing in person.listings:
            names += self.written.other_names(listing)
        return [name for name in dict.fromkeys(names) if name != self.title(person)]

    def title(self, person: Person) -> str:
        """The name a person goes by in the report."""
        names = self.names(person)
        return names[0].text if names else NOT_RECORDED

    def age_words(self, person: Person) -> str:
        """The age, with "under 18" where it matters; ages that conflict are all given."""
        if self.listings.as_of is None:
            return NOT_RECORDED
        ages = [age(born, self.listings.as_of) for born in self.details.born(person.listings)]
        known = list(dict.fromkeys(years for years in ages if years is not None))
        told = (f"{years}, under 18" if years < 18 else str(years) for years in known)
        return " or ".join(told) or NOT_RECORDED

    def found_on(self, person: Person, code: int) -> tuple[bool, list[int]]:
        """The person's listings on one list, and whether any is held by certain links."""
        found = [i for i in person.listings if self.list_code[i] == code]
        return any(i in person.core for i in found), found

    def rows(self, found: Sequence[int]) -> list[str]:
        """The spreadsheet's row numbers of some listings."""
        return [str(self.listings.row[listing]) for listing in found]

    def join_words(self, join: Join) -> str:
        """Why two listings of a person are taken for one: "IOM:14 and MAPPA:88: …"."""
        pair = f"{self.ids[join.left]} and {self.ids[join.right]}"
        if join.link < 0:
            return f"{pair}: decided by your team"
        doubt = "" if join.certain else "to check: "
        agrees = self.phrases(join.link).agrees or "nothing agrees outright"
        return f"{pair}: {doubt}{agrees}"

    def agreeing(self, join: Join) -> tuple[str, ...]:
        """The words of what agrees between two listings of a person."""
        return self.phrases(join.link).agreeing

    def missing_words(self, question: Question) -> str:
        """What is recorded on one side only, and what of the essentials on neither."""
        sides = (question.left, question.right)
        by_place: dict[str, list[str]] = {}
        for name in self.phrases(question.link).missing:
            where = self._where_missing(name, sides)
            by_place.setdefault(where, []).append(self.model.comparison(name).words)
        if not any(self.has(name, listing) for name in IDENTIFIERS for listing in sides):
            by_place.setdefault("on neither", []).append("any number that identifies a person")
        return "; ".join(f"{where}: {', '.join(what)}" for where, what in by_place.items() if where)

    def _where_missing(self, name: str, sides: tuple[int, int]) -> str:
        recorded = [listing for listing in sides if self.has(name, listing)]
        if len(recorded) == 2:
            return "cannot be compared"
        if recorded:
            return f"only on {self.ids[recorded[0]]}"
        return "on neither" if name in ESSENTIALS else ""

    def has(self, name: str, listing: int) -> bool:
        """Whether a listing has any value for a comparison or field of this name."""
        names = ("postcode", "address") if name == "address" else (name,)
        for field in names:
            known = self.listings.fields.get(field)
            if known is not None and known.offsets[listing + 1] > known.offsets[listing]:
                return True
        return False

    def _place(self, person: Person) -> tuple[bool, int, tuple[str, str], str]:
        names = self.names(person)
        key = names[0].key if names else ("", "")
        return person.panels < 2, -len(person.lists), key, person.person_id


def panels_first(listings: Listings) -> Listings:
    """The same listings with the panels before the registers, as every table shows the lists."""
    order = sorted(range(len(listings.lists)), key=lambda code: listings.lists[code].kind)
    new_code = np.argsort(np.array(order, dtype=np.intp)).astype(np.int16)
    return replace(
        listings,
        lists=tuple(listings.lists[code] for code in order),
        raw=tuple(listings.raw[code] for code in order),
        list_code=new_code[listings.list_code],
    )
