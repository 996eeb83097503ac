"""The step from one run to the next: who joined, left and moved, and whose rows say something else.

Changes and Trends are told from the same steps, so their figures are equal.

Policy: a list is compared only where both runs read it; one that was not read is a gap, and nobody
joined or left it. Somebody who was two people and is now one, or the other way round, has not
joined or left a list for that. What a list says of nobody, because it had no column for it in one
of the two runs, has not changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import NamedTuple

from cohortmatch.people.past import Facts, ListPlace, both
from cohortmatch.people.says import RISK, folded
from cohortmatch.people.status import direction


class Stay(NamedTuple):
    """Somebody who stays on a list: their place before and now; `mixed` where they were several
    people before or are now."""

    person: str
    before: ListPlace
    now: ListPlace
    mixed: bool


class Move(NamedTuple):
    """The panels that somebody left and those that they joined."""

    left: tuple[str, ...]
    joined: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class Step:
    """From the run `before` to the run `now`, whose `changes` say who split or joined."""

    before: Facts
    now: Facts

    @cached_property
    def panels(self) -> tuple[str, ...]:
        """The panels that both runs read."""
        return tuple(name for name in self.now.panels if name in self.before.panels)

    @cached_property
    def lists(self) -> tuple[str, ...]:
        """The lists that both runs read."""
        return tuple(name for name in self.now.sizes if name in self.before.sizes)

    def origins(self, person: str) -> set[str]:
        """The ids under which somebody was known before."""
        return {person, *self._origins.get(person, ())}

    @cached_property
    def _origins(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for each in self.now.changes:
            for other in each.others if each.kind != "perhaps" else ():
                new, old = (each.person, other) if each.kind == "join" else (other, each.person)
                found.setdefault(new, set()).add(old)
        return found

    def heirs(self, person: str) -> set[str]:
        """The ids under which somebody known before is known now."""
        return {person, *self._heirs.get(person, ())}

    @cached_property
    def _heirs(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for new, olds in self._origins.items():
            for old in olds:
                found.setdefault(old, set()).add(new)
        return found

    def joined(self, name: str) -> set[str]:
        """Who joined a list."""
        if name not in self._joined:
            before = self.before.on(name)
            new = {p for p in self.now.on(name) if before.isdisjoint(self.origins(p))}
            self._joined[name] = new
        return self._joined[name]

    @cached_property
    def _joined(self) -> dict[str, set[str]]:
        """Who joined each list, once it was asked."""
        return {}

    def left(self, name: str) -> set[str]:
        """Who left a list, under the ids they had."""
        now = self.now.on(name)
        return {p for p in self.before.on(name) if now.isdisjoint(self.heirs(p))}

    @cached_property
    def moves(self) -> dict[str, Move]:
        """Everybody who joined or left panels, with these panels."""
        joined = _by_person(self.panels, self.joined)
        left = _by_person(self.panels, self.left)
        people = sorted(joined.keys() | left.keys())
        return {p: Move(left.get(p, ()), joined.get(p, ())) for p in people}

    @property
    def moved(self) -> list[str]:
        """Who moved from one panel to another."""
        return [person for person, move in self.moves.items() if move.left and move.joined]

    def stays(self, name: str) -> Iterator[Stay]:
        """Everybody who stays on a list."""
        for person in sorted(self.now.on(name)):
            origins = self.origins(person)
            known = [self.before.people.get(each, {}).get(name) for each in sorted(origins)]
            places = [place for place in known if place is not None]
            if places:
                mixed = len(origins) > 1 or len(self.heirs(person)) > 1
                now = self.now.people[person][name]
                yield Stay(person, reduce(both, places), now, mixed)

    def turned(self, name: str) -> Iterator[tuple[Stay, str]]:
        """Whose RAG colour or risk went "up", "down" or only "changed" on a list."""
        if RISK not in self.compared(name):
            return
        for stay in self.stays(name):
            if differs(stay, RISK):
                yield stay, direction(stay.before.colour, stay.now.colour) or "changed"

    def compared(self, name: str) -> set[str]:
        """What a list says in both runs."""
        return {*self.before.told_by(name)} & {*self.now.told_by(name)}

    def __repr__(self) -> str:
        return f"<Step over {len(self.lists)} lists>"


def _by_person(
    names: tuple[str, ...], who: Callable[[str], set[str]]
) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name in names:
        for person in who(name):
            found[person] = (*found.get(person, ()), name)
    return found


def differs(stay: Stay, kind: str) -> bool:
    """Whether a list says something else of somebody than before. Where they were several people,
    or are now, only if nothing is as it was."""
    was, is_now = folded(stay.before.says, kind), folded(stay.now.says, kind)
    return was.isdisjoint(is_now) and bool(was | is_now) if stay.mixed else was != is_now
