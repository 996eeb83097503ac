"""The step from one run to the next: who joined, left and moved, and whose rows say something else.

Changes and Trends are told from the same steps, so their figures are equal.

Policy: a list is compared with the last run that read it, which is the one before unless the list
was missing there. One that is not read now is a gap, and nobody joined or left it. Rows that are
certainly one (a group) are followed by their own id, under whomever they stood or stand to check.
Who was two and is now one, or the other way round, has not joined or left a list for that. What a
list says of nobody, because it had no column for it in one of the two runs, has not changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import pairwise
from typing import NamedTuple

from cohortmatch.people.lineage import Lineage, changes_of_groups
from cohortmatch.people.past import Facts, ListPlace, both
from cohortmatch.people.says import RISK, agree_in_part, alike, folded
from cohortmatch.people.status import direction
from cohortmatch.store.earlier_runs import PersonChange


class Stay(NamedTuple):
    """A group that stays on a list: its place before and now; `mixed` where it was several before
    or is now."""

    group: str
    before: ListPlace
    now: ListPlace
    mixed: bool


class Move(NamedTuple):
    """The panels that a group left and those that it joined."""

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
        """The ids of groups since the run with which a list is compared."""
        facts = self._last.get(name, self.before)
        if name not in self._lineages:
            runs = (*self.compared_runs, *self.between, self.now)
            after = next(n for n, each in enumerate(runs, 1) if each is facts)
            self._lineages[name] = Lineage(
                [*self._changes[after - len(runs) :], self._goes_on(name)]
            )
        return self._lineages[name]

    @cached_property
    def _lineages(self) -> dict[str, Lineage]:
        return {}

    def _goes_on(self, name: str) -> list[PersonChange]:
        """The groups that go on under another id on a list though their rows changed: where both
        stood or stand under one id and the rows agree on who they are, one that is gone, or one
        that is new; and where one left and one came under that id, if they agree in part."""
        facts = self._last.get(name)
        if facts is None:
            return []
        pairs = sorted(self._under_one_id(name, facts))
        known = {g for f in (*self.earlier, self.before) for g in f.groups} if pairs else set()
        out, back = (Counter(side) for side in zip(*pairs, strict=True)) if pairs else ({}, {})
        found = []
        for old, new in pairs:
            only = out[old] == back[new] == 1
            was, is_now = facts.groups[old][name].says, self.now.groups[new][name].says
            agree = alike(was, is_now) or (only and agree_in_part(was, is_now))
            if agree and (only or old not in self.now.groups or new not in known):
                found.append(PersonChange("join", new, (old,)))
        return found

    def _under_one_id(self, name: str, facts: Facts) -> set[tuple[str, str]]:
        """The groups that left a list since an earlier run and those that came, two by two, that
        stood or stand under one id."""
        came: dict[str, list[str]] = {}
        for new in self.now.groups_on(name) - facts.groups_on(name):
            for each in self._ids(new, facts):
                came.setdefault(each, []).append(new)
        left = facts.groups_on(name) - self.now.groups_on(name)
        return {
            (o, new) for o in left for each in self._ids(o, facts) for new in came.get(each, ())
        }

    def _ids(self, group: str, facts: Facts) -> set[str]:
        """Under whom a group stood in an earlier run and stands now."""
        return {each.person(group) for each in (facts, self.now) if group in each.groups}

    @cached_property
    def _changes(self) -> list[tuple[PersonChange, ...]]:
        return changes_of_groups((*self.earlier, self.before, *self.between, self.now))

    def person(self, group: str) -> str:
        """The person under whom a group stands now, or stood last where it is gone."""
        facts = self.now if group in self.now.groups else self.before
        if group not in facts.groups:
            facts = next((f for f in reversed(self.earlier) if group in f.groups), facts)
        return facts.person(group)

    def groups_of(self, person: str) -> list[str]:
        """The groups that stand under a person now."""
        return self._groups_of.get(person, [])

    @cached_property
    def _groups_of(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for group in self.now.groups:
            found.setdefault(self.now.person(group), []).append(group)
        return found

    def origins(self, group: str, name: str = "") -> set[str]:
        """The ids under which a group was known in the run before, or when a list was read."""
        return self.lineage(name).origins(group)

    def places(self, name: str, group: str) -> list[ListPlace]:
        """A group's places on a list when it was last read, one for each of its ids then."""
        facts = self.last(name)
        origins = sorted(self.origins(group, name)) if facts is not None else ()
        return [facts.groups[o][name] for o in origins if facts and name in facts.groups.get(o, {})]

    def places_of(self, name: str, person: str) -> list[ListPlace]:
        """The places on a list, when it was last read, of somebody's groups of now, and of the
        person of that id then."""
        groups = dict.fromkeys((person, *self.groups_of(person)))
        return [place for group in groups for place in self.places(name, group)]

    def before_panels(self, person: str) -> tuple[str, ...]:
        """The panels that somebody or their own rows were on, each as it was last read."""
        last = {name: self.last(name) for name in (*self.before.panels, *self.panels)}
        return tuple(
            name
            for name, facts in last.items()
            if facts and (person in facts.on(name) or person in facts.groups_on(name))
        )

    def joined(self, name: str) -> set[str]:
        """Which groups joined a list."""
        if name not in self._joined:
            before, lineage = self._last[name].groups_on(name), self.lineage(name)
            new = {g for g in self.now.groups_on(name) if before.isdisjoint(lineage.origins(g))}
            self._joined[name] = new
        return self._joined[name]

    @cached_property
    def _joined(self) -> dict[str, set[str]]:
        """Who joined each list, once it was asked."""
        return {}

    def left(self, name: str) -> set[str]:
        """Which groups left a list, under the ids they had."""
        now, lineage = self.now.groups_on(name), self.lineage(name)
        return {g for g in self._last[name].groups_on(name) if now.isdisjoint(lineage.heirs(g))}

    @cached_property
    def moves(self) -> dict[str, Move]:
        """Every group that joined or left panels, with these panels."""
        joined = _by_group(self.panels, self.joined)
        left = _by_group(self.panels, self.left)
        groups = sorted(joined.keys() | left.keys())
        return {g: Move(left.get(g, ()), joined.get(g, ())) for g in groups}

    @property
    def moved(self) -> list[str]:
        """Which groups moved from one panel to another."""
        return [group for group, move in self.moves.items() if move.left and move.joined]

    def stays(self, name: str) -> Iterator[Stay]:
        """Every group that stays on a list."""
        lineage = self.lineage(name)
        for group in sorted(self.now.groups_on(name)):
            if places := self.places(name, group):
                mixed = len(lineage.origins(group)) > 1 or len(lineage.heirs(group)) > 1
                now = self.now.groups[group][name]
                yield Stay(group, reduce(both, places), now, mixed)

    def turned(self, name: str) -> Iterator[tuple[Stay, str]]:
        """Which groups' RAG colour or risk went "up", "down" or only "changed" on a list."""
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


def _by_group(names: tuple[str, ...], who: Callable[[str], set[str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name in names:
        for group in who(name):
            found[group] = (*found.get(group, ()), name)
    return found


def differs(stay: Stay, kind: str) -> bool:
    """Whether a list says something else of a group than before. Where it was several, or is now,
    only if nothing is as it was."""
    was, is_now = folded(stay.before.says, kind), folded(stay.now.says, kind)
    return was.isdisjoint(is_now) and bool(was | is_now) if stay.mixed else was != is_now
