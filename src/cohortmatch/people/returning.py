"""Who comes back to a panel after a time on no list at all."""

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
    stood on a list, or comes to one, that no run has read since.
    """
    arrived = [person for person, move in step.moves.items() if move.joined and not move.left]
    found = {
        person: _last(step.origins(person), (*step.earlier, step.before)) for person in arrived
    }
    return {
        person: Seen(facts.as_of, places)
        for person, (facts, places) in found.items()
        if facts is not None and _was_away(step, facts, [*places, *step.moves[person].joined])
    }


def _was_away(step: Step, facts: Facts, lists: Iterable[str]) -> bool:
    """Whether lists were all read since a run."""
    runs = (*step.earlier, step.before)
    since = runs[next(n for n, each in enumerate(runs, 1) if each is facts) :]
    last = map(step.last, lists)
    return all(any(each is read for each in since) for read in last)


def _last(ids: set[str], runs: Sequence[Facts]) -> tuple[Facts | None, dict[str, ListPlace]]:
    """The last run in which somebody of some ids stood on a list, and the places there."""
    for facts in reversed(runs):
        found: dict[str, ListPlace] = {}
        for each in sorted(ids):
            for name, place in facts.people.get(each, {}).items():
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
