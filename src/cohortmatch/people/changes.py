"""Changes between two runs: everybody on a panel, what the lists say of them, and the lists.

People are recognised by their ids. Somebody who was two people and is now one has not joined a
list; the change says so. `steps` says what counts as a change; Trends counts the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from cohortmatch.core.plurals import count
from cohortmatch.linkage.explanations import listed
from cohortmatch.people.details import spoken
from cohortmatch.people.past import Facts, ListPlace
from cohortmatch.people.returning import Seen, away, last_places, last_seen
from cohortmatch.people.row_changes import ROW_KINDS, adults, changes_on_arrival, row_changes
from cohortmatch.people.says import same_person_said
from cohortmatch.people.several_panels import on_several
from cohortmatch.people.steps import Move, Step

GREW_BY = 0.2
"""A list that grew or shrank by more than this share is told of."""
NEW, GONE = "Newly on several panels", "No longer on several panels"
ON, MOVED, BACK, OFF = (
    "Joined a panel",
    "Moved from one panel to another",
    "Returned to a panel",
    "Left a panel",
)
KINDS = (NEW, GONE, ON, MOVED, BACK, OFF, *ROW_KINDS)
"""The changes of people, in the order in which they are told."""
JOINED, SPLIT = "Several people now taken for one", "One person now taken for several"
PERHAPS = "Perhaps somebody known before"
GREW, SHRANK = "List grew by more than 20 %", "List shrank by more than 20 %"
MISSING, ADDED = "List is missing this time", "List was not there last time"
REWEIGHED = "Matched with other weights than last time"
NOWHERE = "on no panel"
FORMED_OTHERWISE = "what the rows say, or a decision, changed"


class Change(NamedTuple):
    """One change: of a person (`person` their id), of a list, or of both; `to_check` where a row
    that it goes by is theirs only if a person says so."""

    what: str
    person: str = ""
    list_name: str = ""
    before: str = ""
    now: str = ""
    why: str = ""
    to_check: bool = False


@dataclass(frozen=True, repr=False)
class Since:
    """The run before this one, and every change since."""

    step: Step
    changes: tuple[Change, ...] = field(default=())

    @property
    def before(self) -> Facts:
        """The run before."""
        return self.step.before

    @property
    def now(self) -> Facts:
        """This run."""
        return self.step.now

    @cached_property
    def names(self) -> dict[str, str]:
        """What everybody is called or was called last, by their ids."""
        runs = (*self.step.compared_runs, self.now)
        return {person: name for facts in runs for person, name in facts.names.items()}

    def is_known(self, person: str) -> bool:
        """Whether somebody was on a list before, as far as the runs compared tell."""
        groups = self.step.groups_of(person)
        is_on = any(each in self.before.groups for each in (person, *groups))
        return is_on or any(self.step.places_of(name, person) for name in self.step.returning)

    @property
    def last_read(self) -> str:
        """With which run the lists are compared that the run before did not read; "" if none."""
        return _last_read(self.step, *self.step.returning)

    def count(self, what: str) -> int:
        """How many changes there are of one kind."""
        return sum(change.what == what for change in self.changes)

    def says_more(self, person: str, name: str) -> bool:
        """Whether a list says another name, date, number or address of somebody than before."""
        place = self.now.people.get(person, {}).get(name)
        was = self.step.places_of(name, person)
        return place is None or not any(same_person_said(each.says, place.says) for each in was)

    def to_check(self, what: str) -> int:
        """How many changes of one kind are still to check."""
        return sum(change.what == what and change.to_check for change in self.changes)

    def joined(self, person: str) -> tuple[str, ...]:
        """The lists a person is newly on, of those that were read before."""
        on = self.now.people.get(person, {})
        new = (n for n in self.step.lists if n in on and self._is_new_on(n, person))
        return tuple(new)

    def _is_new_on(self, name: str, person: str) -> bool:
        groups = self.step.groups_of(person)
        return self.step.joined(name).issuperset(g for g in groups if name in self.now.groups[g])

    def __repr__(self) -> str:
        return f"<Since: {len(self.changes)} changes>"


def since(runs: Sequence[Facts], now: Facts) -> Since:
    """Everything that changed from the last of the earlier `runs`, oldest first, to this one."""
    step = Step(runs[-1], now, runs[:-1])
    seen = last_seen(step)
    of_groups = (*_moves(step, seen), *_rows(step))
    of_people = (*_several(step), *(_of_person(step, change) for change in of_groups))
    order = {what: place for place, what in enumerate(KINDS)}
    found = (
        *sorted(of_people, key=lambda change: (order[change.what], change.person)),
        *_splits_and_joins(now),
        *_of_lists(step),
        *_of_weights(step.before, now),
    )
    return Since(step, found)


def _of_person(step: Step, change: Change) -> Change:
    """A change of a group as one of the person under whom it stands: to check where the group is
    only perhaps theirs."""
    group, person = change.person, step.person(change.person)
    is_certain = group == person and all(place.certain for place in _places(step, change))
    return change._replace(person=person, to_check=not is_certain)


def _places(step: Step, change: Change) -> Iterator[ListPlace]:
    """The places on lists, before and now, that a change of a group goes by."""
    what, group, names = change.what, change.person, [change.list_name]
    move = step.moves.get(group, Move((), ()))
    now = {MOVED: move.joined, OFF: ()}
    before = {MOVED: move.left, ON: (), BACK: ()}
    places = step.now.groups.get(group, {})
    yield from (places[name] for name in now.get(what, names) if name in places)
    for name in before.get(what, names):
        yield from step.places(name, group)


def _several(step: Step) -> Iterator[Change]:
    """Who is newly, and who is no longer, on several panels."""
    for person, new, was, now, unread in on_several(step):
        before = _with_unread(was, unread)
        is_now = _with_unread(now, [n for n in (*was, *unread) if n not in step.now.sizes])
        why = _why(step, person, (*was, *unread), now)
        places = _now_on_several(step, person) if new else _before_on_several(step, person)
        is_to_check = not all(place.certain for place in places)
        yield Change(NEW if new else GONE, person, "", before, is_now, why, is_to_check)


def _now_on_several(step: Step, person: str) -> Iterator[ListPlace]:
    return (step.now.people[person][name] for name in step.now.panels_of(person))


def _before_on_several(step: Step, person: str) -> Iterator[ListPlace]:
    """Somebody's places on panels, each as it was last read."""
    for name in step.before_panels(person):
        facts = step.last(name)
        if facts is not None and name in facts.people.get(person, {}):
            yield facts.people[person][name]


def _why(step: Step, person: str, was: Sequence[str], now: Sequence[str]) -> str:
    """What happened: panels joined and left, or people found to be one or several."""
    groups = dict.fromkeys((person, *step.groups_of(person)))
    moves = [step.moves[group] for group in groups if group in step.moves]
    joined = tuple(n for n in step.panels if any(n in m.joined for m in moves) and n in now)
    left = tuple(n for n in step.panels if any(n in m.left for m in moves) and n not in now)
    other = [n for n in now if n not in (*was, *joined) and step.places_of(n, person)]
    told = [f"joined {listed(joined)}"] if joined else []
    told += [f"no longer on {listed(left)}"] if left else []
    told += [f"the row on {listed(other)} was taken for somebody else before"] if other else []
    names = (*joined, *left) if told else now
    read = _last_read(step, *names)
    return "; ".join([*told, *([read] if read else [])]) or FORMED_OTHERWISE


def _last_read(step: Step, *names: str) -> str:
    """With which run lists are compared that the run before did not read; "" where it read all."""
    days: dict[str, list[str]] = {}
    for name in (each for each in names if each in step.returning):
        day = step.returning[name].as_of
        days.setdefault(spoken(day) if day else "an earlier day", []).append(name)
    return "; ".join(
        f"since {day}, when {listed(lists)} {'was' if len(lists) == 1 else 'were'} last read"
        for day, lists in days.items()
    )


def _moves(step: Step, seen: Mapping[str, Seen]) -> Iterator[Change]:
    """Which groups joined, left, moved between and returned to panels."""
    for group, move in step.moves.items():
        if move.left and move.joined:
            why = _last_read(step, *move.left, *move.joined)
            yield Change(MOVED, group, "", listed(move.left), listed(move.joined), why)
        elif group in seen:
            yield from _back(step, group, seen[group])
        else:
            yield from _on_or_off(step, group, move)


def _on_or_off(step: Step, group: str, move: Move) -> Iterator[Change]:
    person = step.person(group)
    was = _panels_before(step, person)
    on = step.now.panels_of(person)
    unread = [n for n in step.before.panels_of(person) if n not in step.now.sizes]
    is_now = _with_unread(on, unread)
    for name in move.joined:
        yield Change(ON, group, name, was, is_now, _last_read(step, name))
    for name in move.left:
        yield Change(OFF, group, name, was, is_now, _last_read(step, name))


def _panels_before(step: Step, person: str) -> str:
    """The panels somebody was on, each as it was last read; and those that they are on now and
    that were never read before."""
    unread = [n for n in step.now.panels_of(person) if n not in step.panels]
    return _with_unread(step.before_panels(person), unread)


def _with_unread(names: Sequence[str], unread: Sequence[str]) -> str:
    """Panels somebody is on, and those of another run that were not read."""
    told = listed(names) or NOWHERE
    return f"{told} ({listed(unread)} not read)" if unread else told


def _back(step: Step, group: str, seen: Seen) -> Iterator[Change]:
    when = f" on {spoken(seen.day)}" if seen.day else ""
    was, now = listed(seen.lists), listed(step.now.panels_of(step.person(group)))
    for name in step.moves[group].joined:
        why = "; ".join(filter(None, (away(step, seen), _last_read(step, name))))
        yield Change(BACK, group, name, f"last on {was}{when}", now, why)


def _rows(step: Step) -> Iterator[Change]:
    """What the rows of everybody on a panel say now, and who of them turned 18."""
    arrived = changes_on_arrival(step, last_places(step))
    for change in (*row_changes(step), *arrived, *adults(step)):
        why = [change.why, _last_read(step, change.list_name)]
        yield Change(*change)._replace(why="; ".join(filter(None, why)))


def _splits_and_joins(now: Facts) -> Iterator[Change]:
    for change in now.changes:
        both = listed([change.person, *change.others])
        if change.kind == "perhaps":
            yield Change(
                *(PERHAPS, change.person, "", listed(change.others), change.person),
                why=f"say which: cohortmatch decide FOLDER --same {change.person} "
                f"{change.others[0]}, or --different; FOLDER is this report's",
            )
        elif change.kind == "join":
            places = now.people.get(change.person, {}).values()
            is_to_check = not all(place.certain for place in places)
            yield Change(
                JOINED, change.person, before=both, now=change.person, to_check=is_to_check
            )
        else:
            yield Change(SPLIT, change.person, before=change.person, now=both)


def _of_lists(step: Step) -> Iterator[Change]:
    before, now = step.before, step.now
    for name in dict.fromkeys((*before.sizes, *now.sizes)):
        was, size = before.sizes.get(name), now.sizes.get(name)
        if was is None or size is None:
            what = ADDED if was is None else MISSING
            yield Change(what, "", name, _size(was), _size(size), _last_size(step, name))
        elif abs(size - was) > GREW_BY * was:
            what = GREW if size > was else SHRANK
            yield Change(what, "", name, _size(was), _size(size), "check that it is a whole export")


def _last_size(step: Step, name: str) -> str:
    """When a list that the run before did not read was read, and how long it was then."""
    facts = step.returning.get(name)
    if facts is None or facts.as_of is None:
        return ""
    return f"last read on {spoken(facts.as_of)}, with {_size(facts.sizes[name])}"


def _size(listings: int | None) -> str:
    return "not read" if listings is None else count(listings, "listing")


def _of_weights(before: Facts, now: Facts) -> Iterator[Change]:
    """That the model is another one: then people may be formed otherwise though no list changed."""
    if before.weights and now.weights and before.weights != now.weights:
        why = "people may be formed otherwise though the lists say the same"
        yield Change(REWEIGHED, why=why)
