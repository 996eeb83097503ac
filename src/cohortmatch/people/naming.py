"""The names of people in a report, from the names that the lists hold."""

from __future__ import annotations

from collections import Counter

from cohortmatch.people.persons import Person
from cohortmatch.people.words import NOT_RECORDED
from cohortmatch.people.written import ShownName, WrittenCells


class Naming:
    """People's names, each person's worked out once."""

    def __init__(self, written: WrittenCells) -> None:
        self._written = written
        self._names: dict[str, list[ShownName]] = {}

    def names(self, person: Person) -> list[ShownName]:
        """A person's distinct names as written, the most frequent first."""
        if person.person_id not in self._names:
            self._names[person.person_id] = self._distinct_names(person)
        return self._names[person.person_id]

    def _distinct_names(self, person: Person) -> list[ShownName]:
        shown = [self._written.name(listing) for listing in person.listings]
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
            names += self._written.other_names(listing)
        return [name for name in dict.fromkeys(names) if name != self.title(person)]

    def title(self, person: Person) -> str:
        """The name a person goes by in the report."""
        names = self.names(person)
        return names[0].text if names else NOT_RECORDED
