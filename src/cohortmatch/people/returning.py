"""Which groups come back to a panel after a time on no list at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from cohortmatch.core.plurals import count
from cohortmatch.people.past import Facts, ListPlace, add
from cohortmatch.people.steps import Step

MONTH = 30.44
"""Days in a month, on average."""


class Seen(NamedTuple):
    """When somebody was last seen, on which lists, and the place on each."""

    day: date | None
    places: Mapping[str, ListPlace]

    @property
    def lists(self) -> tuple[str, ...]:
        """The lists on which somebody was last seen."""
        return tuple(self.places)


def last_seen(step: Step) -> dict[str, Seen]:
    """When those who come back to a panel were last seen before they were away. Nobody was away who
    stood in the run before, or on a list that no run has read since.
    """
    return {
        group: Seen(facts.as_of, places)
        for group, (facts, places) in _last_known(step).items()
        if facts is not step.before and _was_away(step, facts, places)
    }


def last_places(step: Step) -> dict[str, Mapping[str, ListPlace]]:
    """Where those who come to a panel, and were on no list in the run before, were last."""
    known = _last_known(step)
    return {g: places for g, (facts, places) in known.items() if facts is not step.before}


def _last_known(step: Step) -> dict[str, tuple[Facts, dict[str, ListPlace]]]:
    """The last run in which those who come to a panel stood on a list, and the places there."""
    arrived = [group for group, move in step.moves.items() if move.joined and not move.left]
    runs = (*step.earlier, step.before)
    found = {group: _last(step.origins(group), runs) for group in arrived}
    return {g: (facts, places) for g, (facts, places) in found.items() if facts is not None}


def _was_away(step: Step, facts: Facts, lists: Iterable[str]) -> bool:
    """Whether lists were all read since a run."""
    runs = (*step.earlier, step.before)
    since = runs[next(n for n, each in enumerate(runs, 1) if each is facts) :]
    last = map(step.last, lists)
    return all(any(each is read for each in since) for read in last)


def _last(ids: set[str], runs: Sequence[Facts]) -> tuple[Facts | None, dict[str, ListPlace]]:
    """The last run in which a group of some ids stood on a list, and the places there."""
    for facts in reversed(runs):
        found: dict[str, ListPlace] = {}
        for each in sorted(ids):
            for name, place in facts.groups.get(each, {}).items():
                add(found, name, place)
        if found:
            return facts, found
    return None, {}


def away(step: Step, seen: Seen) -> str:
    """How long before this run somebody was last seen."""
    if seen.day is None or step.now.as_of is None:
        return ""
    months = round((step.now.as_of - seen.day).days / MONTH)
    return f"{count(months, 'month')} later" if months else "less than a month later"
