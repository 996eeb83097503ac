"""Changes between two runs: everybody on a panel, what the lists say of them, and the lists.

People are recognised by their ids. Somebody who was two people and is now one has not joined a
list; the change says so. `steps` says what counts as a change; Trends counts the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from cohortmatch.core.plurals import count
from cohortmatch.linkage.explanations import listed
from cohortmatch.people.details import spoken
from cohortmatch.people.past import Facts
from cohortmatch.people.returning import Seen, away, last_seen
from cohortmatch.people.row_changes import ROW_KINDS, RowChange, adults, row_changes
from cohortmatch.people.steps import Move, Step
from cohortmatch.store.earlier_runs import PersonChange

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


class Change(NamedTuple):
    """One change: of a person (`person` their id), of a list, or of both."""

    what: str
    person: str = ""
    list_name: str = ""
    before: str = ""
    now: str = ""
    why: str = ""


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

    def count(self, what: str) -> int:
        """How many changes there are of one kind."""
        return sum(change.what == what for change in self.changes)

    def joined(self, person: str) -> tuple[str, ...]:
        """The lists a person is newly on, of those that were read before."""
        on = self.now.people.get(person, {})
        return tuple(n for n in self.step.lists if n in on and person in self.step.joined(n))

    def __repr__(self) -> str:
        return f"<Since: {len(self.changes)} changes>"


def since(runs: Sequence[Facts], now: Facts) -> Since:
    """Everything that changed from the last of the earlier `runs`, oldest first, to this one."""
    step = Step(runs[-1], now)
    of_people = [*_several(step), *_moves(step, runs), *_rows(step)]
    order = {what: place for place, what in enumerate(KINDS)}
    found = (
        *sorted(of_people, key=lambda change: (order[change.what], change.person)),
        *_splits_and_joins(now.changes),
        *_of_lists(step.before, now),
        *_of_weights(step.before, now),
    )
    return Since(step, found)


def _several(step: Step) -> Iterator[Change]:
    """Who is newly, and who is no longer, on several panels, whatever panel one run did not read:
    nobody is newly on several who was before on all that were read, or the other way round."""
    absorbed = {p for c in step.now.changes if c.kind == "join" for p in c.others}
    before, now = (_on_several(facts, step.panels) for facts in (step.before, step.now))
    new = now - _on_several(step.before, step.before.panels)
    gone = before - _on_several(step.now, step.now.panels)
    for person in sorted((new | gone) - absorbed):
        was, is_now = (facts.panels_of(person, step.panels) for facts in (step.before, step.now))
        what, why = NEW if person in new else GONE, _why(step, person)
        yield Change(what, person, "", listed(was) or NOWHERE, listed(is_now) or NOWHERE, why)


def _on_several(facts: Facts, among: Collection[str]) -> set[str]:
    return {person for person in facts.people if len(facts.panels_of(person, among)) > 1}


def _why(step: Step, person: str) -> str:
    """What happened: panels joined and left, or people found to be one or several."""
    move = step.moves.get(person, Move((), ()))
    known = {name for each in step.origins(person) for name in step.before.people.get(each, {})}
    was, is_now = (facts.panels_of(person, step.panels) for facts in (step.before, step.now))
    other = [name for name in is_now if name in known and name not in was]
    told = [f"joined {listed(move.joined)}"] if move.joined else []
    told += [f"no longer on {listed(move.left)}"] if move.left else []
    told += [f"the row on {listed(other)} was taken for somebody else before"] if other else []
    return "; ".join(told) or "what the rows say changed"


def _moves(step: Step, runs: Sequence[Facts]) -> Iterator[Change]:
    """Who joined, left, moved between and returned to panels."""
    arrived = [person for person, move in step.moves.items() if move.joined and not move.left]
    seen = last_seen(step, arrived, runs)
    for person, move in step.moves.items():
        if move.left and move.joined:
            yield Change(MOVED, person, "", listed(move.left), listed(move.joined))
        elif person in seen:
            yield from _back(step, person, seen[person])
        else:
            yield from _on_or_off(step, person, move)


def _on_or_off(step: Step, person: str, move: Move) -> Iterator[Change]:
    was = _panels(step.before, step.now, person)
    is_now = _panels(step.now, step.before, person)
    for name in move.joined:
        yield Change(ON, person, name, was, is_now)
    for name in move.left:
        yield Change(OFF, person, name, was, is_now)


def _panels(facts: Facts, other: Facts, person: str) -> str:
    """The panels somebody is on in one of two runs, and those of the other run that it did not
    read."""
    unread = [name for name in other.panels_of(person) if name not in facts.sizes]
    told = listed(facts.panels_of(person)) or NOWHERE
    return f"{told} ({listed(unread)} not read)" if unread else told


def _back(step: Step, person: str, seen: Seen) -> Iterator[Change]:
    when = f" on {spoken(seen.day)}" if seen.day else ""
    now = listed(step.now.panels_of(person))
    for name in step.moves[person].joined:
        yield Change(
            BACK, person, name, f"last on {listed(seen.lists)}{when}", now, away(step, seen)
        )


def _rows(step: Step) -> Iterator[Change]:
    """What the rows of everybody on a panel say now, and who of them turned 18."""
    yield from map(_row, row_changes(step))
    yield from map(_row, adults(step))


def _row(change: RowChange) -> Change:
    return Change(*change)


def _splits_and_joins(people: Sequence[PersonChange]) -> Iterator[Change]:
    for change in people:
        both = listed([change.person, *change.others])
        if change.kind == "perhaps":
            yield Change(
                *(PERHAPS, change.person, "", listed(change.others), change.person),
                why=f"say which: cohortmatch decide FOLDER --same {change.person} "
                f"{change.others[0]}, or --different; FOLDER is this report's",
            )
        elif change.kind == "join":
            yield Change(JOINED, change.person, before=both, now=change.person)
        else:
            yield Change(SPLIT, change.person, before=change.person, now=both)


def _of_lists(before: Facts, now: Facts) -> Iterator[Change]:
    for name in dict.fromkeys((*before.sizes, *now.sizes)):
        was, size = before.sizes.get(name), now.sizes.get(name)
        if was is None or size is None:
            what = ADDED if was is None else MISSING
            yield Change(what, "", name, _size(was), _size(size))
        elif abs(size - was) > GREW_BY * was:
            what = GREW if size > was else SHRANK
            yield Change(what, "", name, _size(was), _size(size), "check that it is a whole export")


def _size(listings: int | None) -> str:
    return "not read" if listings is None else count(listings, "listing")


def _of_weights(before: Facts, now: Facts) -> Iterator[Change]:
    """That the model is another one: then people may be formed otherwise though no list changed."""
    if before.weights and now.weights and before.weights != now.weights:
        why = "people may be formed otherwise though the lists say the same"
        yield Change(REWEIGHED, why=why)
