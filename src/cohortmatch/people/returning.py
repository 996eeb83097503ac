"""Who comes back to a panel after a time on no list at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from cohortmatch.core.plurals import count
from cohortmatch.people.past import Facts
from cohortmatch.people.steps import Step

MONTH = 30.44
"""Days in a month, on average."""


class Seen(NamedTuple):
    """When somebody was last seen, and on which lists."""

    day: date | None
    lists: tuple[str, ...]


def last_seen(step: Step, arrived: Iterable[str], runs: Sequence[Facts]) -> dict[str, Seen]:
    """When those who come back were last seen before they were away; `runs` are the earlier runs,
    oldest first. Nobody was away who stood on a list that the run before did not read.
    """
    found = {person: _last(step.origins(person), runs) for person in arrived}
    before = step.before.sizes
    return {
        person: seen
        for person, (facts, seen) in found.items()
        if facts is not step.before and seen.lists and before.keys() >= set(seen.lists)
    }


def _last(ids: set[str], runs: Sequence[Facts]) -> tuple[Facts | None, Seen]:
    for facts in reversed(runs):
        lists = [name for each in sorted(ids) for name in facts.people.get(each, {})]
        if lists:
            return facts, Seen(facts.as_of, tuple(dict.fromkeys(lists)))
    return None, Seen(None, ())


def away(step: Step, seen: Seen) -> str:
    """How long somebody was away."""
    if seen.day is None or step.now.as_of is None:
        return ""
    months = round((step.now.as_of - seen.day).days / MONTH)
    return f"after {count(months, 'month')}" if months else "after less than a month"
