"""Lasting person ids, from run to run.

Policy: ids are given to groups, the rows of a person that are certainly one. A person goes by the
number of one of their groups; rows that are only to check keep a number of their own, which nobody
sees, and go by it once they stand alone or apart: so an id never passes from somebody to another
who was taken for them for a while. A group keeps the number that its listings' contents had before;
claims.py says whose it is where two claim one, and which it is where one claims two. Who claims one
in vain gets the one that their listings had before that, if nobody has it. A group none of whose
listings says what it said before is compared with everybody remembered whom nobody else claims, as
the engine compares listings; only where it is certain does it keep the number. In doubt it gets a
new one, and the doubt is told. Everybody else gets a new id, in the order of listings. An id is
never given twice. So the answer does not depend on the order of rows.

The day of a run counts: first comes what the runs of earlier days know, then what its own day's run
and those of later days do. So a day that is run again gives the same ids, and tells the same.

Where an earlier version kept digests only, a changed listing is recognised by what it shares with a
listing of the last run that is gone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property

from cohortmatch.core.fingerprints import Content, Contents
from cohortmatch.linkage.recognising import Recognised
from cohortmatch.store.claims import Known, claimed, ranks
from cohortmatch.store.earlier_runs import KnownPersons, PersonChange

__all__ = ["Lasting", "PeopleOfRun", "known_before", "lasting", "person_id"]

WIDTH = 4
Recognise = Callable[[Sequence[int], Set[int]], Iterable[Recognised]]
"""Who of the listings at some positions is whom of the earlier persons without some numbers."""


def person_id(number: int) -> str:
    """The id of a person's number: "P0001"."""
    return f"P{number:0{WIDTH}d}"


@dataclass(frozen=True, repr=False)
class PeopleOfRun:
    """The people of a run: each listing's person, and its `group`, the rows of a person that are
    certainly one; `order` are the positions of all listings in the order of their ids, `covers`
    says how many of a person's lists a group covers."""

    person: Sequence[int]
    group: Sequence[int]
    order: Sequence[int]
    covers: Mapping[int, int] = field(default_factory=dict)

    @cached_property
    def groups(self) -> dict[int, list[int]]:
        """The groups of each person, in the order in which they come."""
        person = dict(zip(self.group, self.person, strict=True))
        found: dict[int, list[int]] = {}
        for each in first_places(self.group, self.order):
            found.setdefault(person[each], []).append(each)
        return found

    def __repr__(self) -> str:
        return f"<PeopleOfRun: {len(self.groups)}>"


@dataclass(frozen=True, repr=False)
class Lasting:
    """Each listing's person number, its group's `own` number, which numbers are new, who split or
    joined, and the own numbers of rows before and now where they are `renumbered`."""

    numbers: tuple[int, ...]
    own: tuple[int, ...]
    new: tuple[int, ...]
    changes: tuple[PersonChange, ...]
    renumbered: frozenset[tuple[int, int]] = frozenset()

    @property
    def ids(self) -> tuple[str, ...]:
        """Each listing's person id."""
        return tuple(map(person_id, self.numbers))

    def __repr__(self) -> str:
        return f"<Lasting: {len(self.new)} new, {len(self.changes)} changes>"


def first_places(whose: Sequence[int], order: Sequence[int]) -> dict[int, int]:
    """The place of the first listing of each of those whose listings are, in that order."""
    found: dict[int, int] = {}
    for place, i in enumerate(order):
        found.setdefault(whose[i], place)
    return found


def lasting(
    now: Contents,
    people: PeopleOfRun,
    known: KnownPersons,
    recognise: Recognise | None = None,
    recognise_later: Recognise | None = None,
) -> Lasting:
    """The lasting numbers of a run's people. `recognise` compares who says nothing that was said
    before with who is remembered, `recognise_later` with who is remembered of the run's own day and
    of later ones."""
    group = people.group
    rank = ranks(now, group, first_places(group, people.order))
    before = _known(now, known)
    given = claimed(before, group, rank, {})
    for former in _formerly(now, known):
        given |= claimed(former, group, rank, given)
    found = [*_recognised(recognise, group, given)]
    given |= _for_sure(found)
    given |= claimed(_later(now, known), group, rank, given)
    found_later = [*_recognised(recognise_later, group, given, known.shown.keys())]
    given |= _for_sure(found_later)
    rows = Counter(group)
    right = {each: (-people.covers.get(each, 0), -rows[each]) for each in rows}
    shown_by = {who: _shown_by(each, given, known, right) for who, each in people.groups.items()}
    new = _numbered(people, shown_by, given, known.next_number)
    given |= new
    number = {who: given[each] for who, each in shown_by.items()}
    as_before = _as_before(number, {*given.values()}, people, known, recognise)
    given |= as_before
    whose = dict(zip(group, people.person, strict=True))
    number |= {whose[each]: old for each, old in as_before.items()}
    shown = {each: number[who] for who, groups in people.groups.items() for each in groups}
    claims = {(each, k.number) for each, k in zip(group, before, strict=True) if k} | given.items()
    steps = {(shown[each], known.shown[own]) for each, own in claims if own in known.shown}
    doubts = _doubts(found, shown, {*given.values()}, known)
    return Lasting(
        tuple(shown[each] for each in group),
        tuple(given[each] for each in group),
        tuple(sorted(new.values())),
        (*_changes(steps, shown.values(), known), *doubts),
        frozenset(
            (k.number, given[each])
            for each, k in zip(group, before, strict=True)
            if k is not None and k.number != given[each]
        ),
    )


def _shown_by(
    groups: Sequence[int],
    given: Mapping[int, int],
    known: KnownPersons,
    right: Mapping[int, tuple[int, int]],
) -> int:
    """The group whose number a person goes by: one by whose number somebody went before the run's
    day, then one that had a number then, then the one with most `right` (lists covered and rows),
    the older number, the first of the `groups`."""

    def place(each: int) -> tuple[bool, bool, tuple[int, int], int]:
        number = given.get(each, 0)
        is_new = number not in known.shown
        return known.shown.get(number) != number, is_new, right[each], 0 if is_new else number

    return min(groups, key=place)


def _as_before(
    number: Mapping[int, int],
    given: Set[int],
    people: PeopleOfRun,
    known: KnownPersons,
    recognise: Recognise | None,
) -> dict[int, int]:
    """The number that groups go on by which were only to check before and stand alone now: that of
    the person they stood under, if no rows have it (`given`) and they surely are that person, were
    the two compared as somebody who comes back is."""
    here = {*number.values(), *given}
    before = {who: known.shown.get(own, own) for who, own in number.items()}
    free = {who: old for who, old in before.items() if old != number[who] and old not in here}
    if recognise is None or not free:
        return {}
    places = [place for place, who in enumerate(people.person) if who in free]
    found = recognise(places, known.shown.keys() - free.values())
    group = dict(zip(people.group, people.person, strict=True))
    return {each: old for each, old in _for_sure(found).items() if free.get(group[each]) == old}


def _numbered(
    people: PeopleOfRun, shown_by: Mapping[int, int], given: Mapping[int, int], start: int
) -> dict[int, int]:
    """New numbers for the groups without one: first for those by whose number a person goes."""
    shown = (shown_by[who] for who in first_places(people.person, people.order))
    order = dict.fromkeys([*shown, *first_places(people.group, people.order)])
    left = [each for each in order if each not in given]
    return {each: start + place for place, each in enumerate(left)}


def _known(now: Contents, known: KnownPersons) -> list[Known | None]:
    """The number under which each listing was known last, and since when on its list."""
    numbers = zip(known_before(now, known), now.items, strict=True)
    return [
        n if n is None else Known(n, known.first_day.get((n, c.list_name), "")) for n, c in numbers
    ]


def _formerly(now: Contents, known: KnownPersons) -> Iterator[list[Known | None]]:
    """The number that each listing had before its last one, the one before that, and so on."""
    found = [
        next((known.formerly[w] for w in _ways(c) if w in known.formerly), ()) for c in now.items
    ]
    for back in range(max(map(len, found), default=0)):
        yield [Known(numbers[back]) if back < len(numbers) else None for numbers in found]


def _later(now: Contents, known: KnownPersons) -> list[Known | None]:
    """The number under which each listing is known in later runs, of those that no earlier day
    knew: what earlier days know says of theirs whose they are."""
    found = [known.later.get((c.digest, c.list_name)) for c in now.items]
    return [None if n is None or n in known.shown else Known(n) for n in found]


def _ways(content: Content) -> tuple[tuple[str, str], tuple[str, str]]:
    """The keys under which a content may be known: its digests, and its list."""
    return (content.digest, content.list_name), (content.written, content.list_name)


def _recognised(
    recognise: Recognise | None,
    person: Sequence[int],
    given: Mapping[int, int],
    but: Set[int] = frozenset(),
) -> Iterable[Recognised]:
    """Who of those without a number is whom of those remembered whose number is free; `but` some
    are left out."""
    unknown = [place for place, who in enumerate(person) if who not in given]
    return recognise(unknown, {*given.values(), *but}) if recognise and unknown else ()


def _for_sure(found: Iterable[Recognised]) -> dict[int, int]:
    """The number of everybody who is one earlier person for sure, and whom nobody else is."""
    sure = [each for each in found if each.sure]
    people, numbers = Counter(each.now for each in sure), Counter(each.earlier for each in sure)
    return {
        each.now: each.earlier
        for each in sure
        if people[each.now] == 1 and numbers[each.earlier] == 1
    }


def _doubts(
    found: Iterable[Recognised], shown: Mapping[int, int], own: Set[int], known: KnownPersons
) -> Iterator[PersonChange]:
    """Who goes by another number and may be somebody whom earlier days knew and who stands nowhere
    now, as is found now or was told before. Of whose `own` number rows are on the lists, the pair
    of rows is asked. Nobody is asked about a number that no report ever showed."""
    gone = {*known.shown.values()} - own - {*shown.values()}
    perhaps: dict[int, set[int]] = {}
    for number in {*shown.values()}:
        for each in known.doubts.get(number, ()):
            perhaps.setdefault(number, set()).add(known.shown.get(each, each))
    for one in found:
        perhaps.setdefault(shown[one.now], set()).add(known.shown.get(one.earlier, one.earlier))
    perhaps = {number: left for number, others in perhaps.items() if (left := others & gone)}
    for number, others in sorted(perhaps.items()):
        yield PersonChange("perhaps", person_id(number), tuple(map(person_id, sorted(others))))


def known_before(now: Contents, known: KnownPersons) -> list[int | None]:
    """The number under which each listing was known before, None for one that was not."""
    found = [
        next((known.by_content[w] for w in _ways(c) if w in known.by_content), None)
        for c in now.items
    ]
    here = {place for place, content in enumerate(known.last.items) if now.find(content)}
    for place, content in enumerate(now.items):
        if found[place] is None:
            found[place] = _predecessor(content, known, here)
    return found


def _predecessor(content: Content, known: KnownPersons, here: set[int]) -> int | None:
    place = known.last.successor(content, here)
    return None if place is None else known.last_persons[place]


def _changes(
    steps: Iterable[tuple[int, int]], shown: Iterable[int], known: KnownPersons
) -> Iterator[PersonChange]:
    """Old persons who are now several people, and people made of several old persons. `steps` are
    the numbers by which the same rows go now and went before, `shown` all by which people go now.
    """
    by_old: dict[int, set[int]] = {}
    by_new: dict[int, set[int]] = {}
    for number, old in steps:
        by_old.setdefault(old, set()).add(number)
        by_new.setdefault(number, set()).add(old)
    goes_on = set(shown)
    first_shown = {number for number in goes_on if known.shown.get(number) != number}
    for old, numbers in sorted(by_old.items()):
        others = numbers - {old}
        if len(numbers) == 1:
            others &= first_shown
        if others:
            yield PersonChange("split", person_id(old), tuple(map(person_id, sorted(others))))
    for number, olds in sorted(by_new.items()):
        joined = sorted(olds - {number} - goes_on)
        if joined and number not in first_shown:
            yield PersonChange("join", person_id(number), tuple(map(person_id, joined)))
