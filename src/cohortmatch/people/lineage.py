"""Under which ids rows were known, and are, where some split or were joined over several runs.

Policy: what is certainly one is followed by its own id (`past` calls it a group). That a group went
by somebody else's id while it was to check, and goes by its own again, is no split: its rows were
its own all the time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from cohortmatch.people.past import Facts
from cohortmatch.store.earlier_runs import PersonChange

__all__ = ["Lineage", "changes_of_groups"]


def changes_of_groups(runs: Sequence[Facts]) -> list[tuple[PersonChange, ...]]:
    """For each run, oldest first, who split and joined of the groups themselves: rows that have
    another own id than before, ids split off that no earlier run had, and joined ids that the run
    has no more."""
    known: set[str] = set()
    found = []
    for facts in runs:
        told = (_of_groups(each, known, facts.groups.keys()) for each in facts.changes)
        renumbered = (PersonChange("join", new, (old,)) for old, new in facts.renumbered)
        found.append((*renumbered, *(each for each in told if each.others)))
        known |= facts.groups.keys()
    return found


def _of_groups(change: PersonChange, known: Set[str], here: Set[str]) -> PersonChange:
    gone = {"split": known, "join": here}.get(change.kind, {*change.others})
    return change._replace(others=tuple(each for each in change.others if each not in gone))


@dataclass(frozen=True, repr=False)
class Lineage:
    """The ids of groups before and after some runs; `runs` has each run's changes, oldest first."""

    runs: Sequence[Sequence[PersonChange]]

    def origins(self, person: str) -> set[str]:
        """The ids under which somebody was known before the first of the runs."""
        return _followed(person, reversed(self._before))

    def heirs(self, person: str) -> set[str]:
        """The ids under which somebody known before the first of the runs is known after them."""
        return _followed(person, self._after)

    @cached_property
    def _before(self) -> list[dict[str, set[str]]]:
        return [_earlier_ids(changes) for changes in self.runs]

    @cached_property
    def _after(self) -> list[dict[str, set[str]]]:
        return [_turned_round(earlier) for earlier in self._before]

    def __repr__(self) -> str:
        return f"<Lineage over {len(self.runs)} runs>"


def _followed(person: str, steps: Iterable[Mapping[str, Set[str]]]) -> set[str]:
    """Somebody's ids after some steps from one id to others; the id itself always stays."""
    found = {person}
    for step in steps:
        found = found.union(*(step.get(each, ()) for each in found))
    return found


def _earlier_ids(changes: Iterable[PersonChange]) -> dict[str, set[str]]:
    """The earlier ids of everybody who was joined to or split from somebody."""
    found: dict[str, set[str]] = {}
    for each in changes:
        for other in each.others if each.kind != "perhaps" else ():
            new, old = (each.person, other) if each.kind == "join" else (other, each.person)
            found.setdefault(new, set()).add(old)
    return found


def _turned_round(ids: Mapping[str, Set[str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for new, olds in ids.items():
        for old in olds:
            found.setdefault(old, set()).add(new)
    return found
