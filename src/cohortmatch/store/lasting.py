"""Lasting person ids, from run to run.

Policy: a person keeps the id that their listings' contents had before; claims.py says whose it is
where two claim one, and which it is where one claims two. Who claims an id in vain gets the one
that their listings had before that, if nobody has it: two people who were taken for one for a while
have their own ids again. A person none of whose listings says what it said before
is compared with everybody remembered whom nobody else claims, as the engine compares listings; only
where it is certain do they keep the id. In doubt they get a new one, and the doubt is told.
Everybody else gets a new id, in the order of listings. An id is never given twice. So the answer
does not depend on the order of rows.

The day of a run counts: first comes what the runs of earlier days know, then what its own day's run
and those of later days do. So a day that is run again gives the same ids, and tells the same.

Where an earlier version kept digests only, a changed listing is recognised by what it shares with a
listing of the last run that is gone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from cohortmatch.core.fingerprints import Content, Contents
from cohortmatch.linkage.recognising import Recognised
from cohortmatch.store.claims import Known, claimed, ranks
from cohortmatch.store.earlier_runs import KnownPersons, PersonChange

__all__ = ["Lasting", "known_before", "lasting", "person_id"]

WIDTH = 4
Recognise = Callable[[Sequence[int], Set[int]], Iterable[Recognised]]
"""Who of the listings at some positions is whom of the earlier persons without some numbers."""


def person_id(number: int) -> str:
    """The id of a person's number: "P0001"."""
    return f"P{number:0{WIDTH}d}"


@dataclass(frozen=True, repr=False)
class Lasting:
    """Each listing's person number, which numbers are new, and who split or joined."""

    numbers: tuple[int, ...]
    new: tuple[int, ...]
    changes: tuple[PersonChange, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """Each listing's person id."""
        return tuple(map(person_id, self.numbers))

    def __repr__(self) -> str:
        return f"<Lasting: {len(self.new)} new, {len(self.changes)} changes>"


def lasting(
    now: Contents,
    person: Sequence[int],
    order: Sequence[int],
    known: KnownPersons,
    recognise: Recognise | None = None,
    recognise_later: Recognise | None = None,
) -> Lasting:
    """The lasting numbers of persons; `person` is each listing's person in this run, `order` the
    positions of all listings in the order of their ids. `recognise` compares who says nothing that
    was said before with who is remembered, `recognise_later` with who is remembered of the run's
    own day and of later ones."""
    first = {person[i]: place for place, i in reversed(list(enumerate(order)))}
    before = _known(now, known)
    rank = ranks(now, person, first)
    given = claimed(before, person, rank, {})
    for former in _formerly(now, known):
        given |= claimed(former, person, rank, given)
    found = [*_recognised(recognise, person, given)]
    given |= _for_sure(found)
    given |= claimed(_later(now, known), person, rank, given)
    found_later = [*_recognised(recognise_later, person, given)]
    given |= _for_sure(found_later)
    left = sorted((who for who in first if who not in given), key=lambda who: first[who])
    new = tuple(range(known.next_number, known.next_number + len(left)))
    given |= dict(zip(left, new, strict=True))
    numbers = tuple(given[who] for who in person)
    doubts = _doubts([*found, *found_later], given)
    claims = {(who, each.number) for who, each in zip(person, before, strict=True) if each}
    return Lasting(numbers, new, (*_changes(claims, given), *doubts))


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
    """The number under which each listing is known in later runs."""
    found = [known.later.get((c.digest, c.list_name)) for c in now.items]
    return [None if number is None else Known(number) for number in found]


def _ways(content: Content) -> tuple[tuple[str, str], tuple[str, str]]:
    """The keys under which a content may be known: its digests, and its list."""
    return (content.digest, content.list_name), (content.written, content.list_name)


def _recognised(
    recognise: Recognise | None, person: Sequence[int], given: Mapping[int, int]
) -> Iterable[Recognised]:
    """Who of those without a number is whom of those remembered whose number is free."""
    unknown = [place for place, who in enumerate(person) if who not in given]
    return recognise(unknown, set(given.values())) if recognise and unknown else ()


def _for_sure(found: Iterable[Recognised]) -> dict[int, int]:
    """The number of everybody who is one earlier person for sure, and whom nobody else is."""
    sure = [each for each in found if each.sure]
    people, numbers = Counter(each.now for each in sure), Counter(each.earlier for each in sure)
    return {
        each.now: each.earlier
        for each in sure
        if people[each.now] == 1 and numbers[each.earlier] == 1
    }


def _doubts(found: Iterable[Recognised], given: Mapping[int, int]) -> Iterator[PersonChange]:
    """Who got a new number and may be somebody known."""
    perhaps: dict[int, list[int]] = {}
    for each in found:
        if given[each.now] != each.earlier:
            perhaps.setdefault(given[each.now], []).append(each.earlier)
    for number, earlier in sorted(perhaps.items()):
        yield PersonChange("perhaps", person_id(number), tuple(map(person_id, sorted(earlier))))


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


def _changes(claims: Set[tuple[int, int]], given: Mapping[int, int]) -> Iterator[PersonChange]:
    """Old persons who are now several people, and people made of several old persons."""
    by_old: dict[int, set[int]] = {}
    by_new: dict[int, set[int]] = {}
    for who, old in claims:
        by_old.setdefault(old, set()).add(given[who])
        by_new.setdefault(given[who], set()).add(old)
    goes_on = set(given.values())
    for old, numbers in sorted(by_old.items()):
        if len(numbers) > 1:
            others = sorted(numbers - {old})
            yield PersonChange("split", person_id(old), tuple(map(person_id, others)))
    for number, olds in sorted(by_new.items()):
        joined = sorted(olds - {number} - goes_on)
        if joined:
            yield PersonChange("join", person_id(number), tuple(map(person_id, joined)))
