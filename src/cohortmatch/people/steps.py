"""The step from one run to the next: who joined, left and moved, and whose rows say something else.

Changes and Trends are told from the same steps, so their figures are equal.

Policy: a list is compared with the last run that read it, which is the one before unless the list
was missing there. One that is not read now is a gap, and nobody joined or left it. Somebody who was
two people and is now one, or the other way round, has not joined or left a list for that. What a
list says of nobody, because it had no column for it in one of the two runs, has not changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import pairwise
from typing import NamedTuple

from cohortmatch.people.lineage import Lineage
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
    """From the run `before` to the run `now`, whose `changes` say who split or joined; `earlier`
    are the runs before these two and `between` those between them, oldest first. Of runs between
    them only who split or joined counts."""

    before: Facts
    now: Facts
    earlier: Sequence[Facts] = ()
    between: Sequence[Facts] = ()

    @cached_property
    def panels(self) -> tuple[str, ...]:
        """The panels read now that were panels when they were last read."""
        last = {name: facts for name in self.now.panels if (facts := self.last(name))}
        return tuple(name for name, facts in last.items() if name in facts.panels)

    @cached_property
    def lists(self) -> tuple[str, ...]:
        """The lists read now that an earlier run read."""
        return tuple(name for name in self.now.sizes if self.last(name) is not None)

    def last(self, name: str) -> Facts | None:
        """The last earlier run that read a list; of one not read now only the run before."""
        return self._last.get(name)

    @cached_property
    def _last(self) -> dict[str, Facts]:
        found = dict.fromkeys(self.before.sizes, self.before)
        for facts in reversed(self.earlier if self.now.sizes.keys() - found.keys() else ()):
            found = dict.fromkeys(self.now.sizes.keys() & facts.sizes.keys(), facts) | found
        return found

    @cached_property
    def returning(self) -> dict[str, Facts]:
        """The lists that the run before did not read, with the last run that did."""
        return {n: facts for n in self.lists if (facts := self._last[n]) is not self.before}

    @cached_property
    def compared_runs(self) -> Sequence[Facts]:
        """The earlier runs from the first on with which a list is compared, oldest first."""
        runs, used = (*self.earlier, self.before), set(map(id, self._last.values()))
        return runs[next(n for n, each in enumerate(runs) if id(each) in {*used, id(runs[-1])}) :]

    def lineage(self, name: str) -> Lineage:
        """The ids of people since the run with which a list is compared."""
        facts = self._last.get(name, self.before)
        if id(facts) not in self._lineages:
            runs = (*self.compared_runs, *self.between, self.now)
            after = next(n for n, each in enumerate(runs, 1) if each is facts)
            self._lineages[id(facts)] = Lineage([each.changes for each in runs[after:]])
        return self._lineages[id(facts)]

    @cached_property
    def _lineages(self) -> dict[int, Lineage]:
        return {}

    def origins(self, person: str, name: str = "") -> set[str]:
        """The ids under which somebody was known in the run before, or when a list was read."""
        return self.lineage(name).origins(person)

    def places(self, name: str, person: str) -> list[ListPlace]:
        """Somebody's places on a list when it was last read, one for each of their ids then."""
        facts = self.last(name)
        origins = sorted(self.origins(person, name)) if facts is not None else ()
        return [facts.people[o][name] for o in origins if facts and name in facts.people.get(o, {})]

    def before_panels(self, person: str) -> tuple[str, ...]:
        """The panels somebody was on, each as it was last read."""
        last = {name: self.last(name) for name in (*self.before.panels, *self.panels)}
        return tuple(name for name, facts in last.items() if facts and person in facts.on(name))

    def joined(self, name: str) -> set[str]:
        """Who joined a list."""
        if name not in self._joined:
            before, lineage = self._last[name].on(name), self.lineage(name)
            new = {p for p in self.now.on(name) if before.isdisjoint(lineage.origins(p))}
            self._joined[name] = new
        return self._joined[name]

    @cached_property
    def _joined(self) -> dict[str, set[str]]:
        """Who joined each list, once it was asked."""
        return {}

    def left(self, name: str) -> set[str]:
        """Who left a list, under the ids they had."""
        now, lineage = self.now.on(name), self.lineage(name)
        return {p for p in self._last[name].on(name) if now.isdisjoint(lineage.heirs(p))}

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
        lineage = self.lineage(name)
        for person in sorted(self.now.on(name)):
            if places := self.places(name, person):
                mixed = len(lineage.origins(person)) > 1 or len(lineage.heirs(person)) > 1
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
        """What a list says now and said when it was last read."""
        last = self.last(name)
        return {*last.told_by(name)} & {*self.now.told_by(name)} if last else set()

    def __repr__(self) -> str:
        return f"<Step over {len(self.lists)} lists>"


def month_steps(runs: Sequence[Facts], ends: Sequence[int]) -> list[Step]:
    """The steps from each month's last run to the next one's, which stand at `ends` among runs."""
    return [Step(runs[a], runs[b], runs[:a], runs[a + 1 : b]) for a, b in pairwise(ends)]


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
