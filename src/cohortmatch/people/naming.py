"""The names of people in a report, from the names that the lists hold."""

from __future__ import annotations

from collections.abc import Sequence

from cohortmatch.people.best_name import HeldName, best_first
from cohortmatch.people.persons import Person
from cohortmatch.people.words import NOT_RECORDED
from cohortmatch.people.written import ShownName, WrittenCells
from cohortmatch.values.text import squash


class Naming:
    """People's names, each person's worked out once; `list_code` is each listing's list."""

    def __init__(self, written: WrittenCells, list_code: Sequence[int]) -> None:
        self._written = written
        self._list_code = list_code
        self._names: dict[str, list[ShownName]] = {}

    def names(self, person: Person) -> list[ShownName]:
        """A person's distinct names, the best first; see `best_name`."""
        if person.person_id not in self._names:
            held = [
                HeldName(self._written.name(i), self._list_code[i], i in person.core)
                for i in person.listings
            ]
            self._names[person.person_id] = best_first(held)
        return self._names[person.person_id]

    def other_names(self, person: Person) -> list[str]:
        """The person's further names: other spellings, aliases, street names."""
        names = [name.text for name in self.names(person)]
        for listing in person.listings:
            names += self._written.other_names(listing)
        distinct: dict[str, str] = {}
        for name in names:
            distinct.setdefault(squash(name) or name, name)
        return [name for name in distinct.values() if name != self.title(person)]

    def title(self, person: Person) -> str:
        """The name a person goes by in the report."""
        names = self.names(person)
        return names[0].text if names else NOT_RECORDED

    def sort_key(self, person: Person) -> tuple[str, str]:
        """The surname and forename by which people are ordered."""
        names = self.names(person)
        return names[0].key if names else ("", "")
