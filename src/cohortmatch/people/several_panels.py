"""Who is newly on several panels, and who no longer is, though a panel was missing in a run.

Policy: a panel that a run did not read counts as it was last read, but nobody is told to be on
several panels by it alone: that is told by the next run that reads it. So everybody who comes and
goes is told once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cohortmatch.people.past import Facts
from cohortmatch.people.steps import Step

__all__ = ["OnSeveral", "on_several"]


class OnSeveral(NamedTuple):
    """Somebody who is newly, or no longer (`new` False), on several panels: the panels before and
    now, and those `unread` that the run before did not read."""

    person: str
    new: bool
    before: tuple[str, ...]
    now: tuple[str, ...]
    unread: tuple[str, ...] = ()


def on_several(step: Step) -> Iterator[OnSeveral]:
    """Everybody who is newly, and who is no longer, on several panels, by their ids."""
    told, before = _told_before(step)
    now = {**before, **dict.fromkeys(step.now.panels, step.now)}
    new = {p for p in step.now.people if len(step.now.panels_of(p, step.panels)) > 1} - told
    gone = told - _on_several(now)
    for person in sorted((new | gone) - _absorbed(step)):
        was = tuple(n for n, facts in before.items() if person in facts.on(n))
        is_now = step.now.panels_of(person, step.panels)
        unread = tuple(n for n in was if person in new and n not in step.before.sizes)
        before_now = tuple(n for n in was if n not in unread)
        yield OnSeveral(person, person in new, before_now, is_now, unread)


def _told_before(step: Step) -> tuple[set[str], dict[str, Facts]]:
    """Who was on several panels as far as earlier runs told, and the last run to read each panel;
    looked at from the first run with which a list is compared."""
    told: set[str] = set()
    last: dict[str, Facts] = {}
    for facts in step.compared_runs:
        last |= dict.fromkeys(facts.panels, facts)
        read = {p for p in facts.people if len(facts.panels_of(p)) > 1}
        told = (told & _on_several(last)) | read
    return told, last


def _on_several(panels: Mapping[str, Facts]) -> set[str]:
    """Who is on two panels or more, each as one run read it."""
    found = Counter(person for name, facts in panels.items() for person in facts.on(name))
    return {person for person, number in found.items() if number > 1}


def _absorbed(step: Step) -> set[str]:
    """The ids of those who were found to be somebody else of the earlier ids."""
    runs = (*step.compared_runs[1:], step.now)
    return {p for each in runs for c in each.changes if c.kind == "join" for p in c.others}
