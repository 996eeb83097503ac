"""What a store knows, where somebody has said which persons are one: they go by one number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from cohortmatch.decisions.persons import AnsweredPersons
from cohortmatch.store.earlier_runs import KnownPersons, PastRun, PersonChange
from cohortmatch.store.lasting import Lasting, person_id

__all__ = ["known_as_answered", "past_as_answered", "without_answered"]


def known_as_answered(known: KnownPersons, answers: AnsweredPersons) -> KnownPersons:
    """The same, everybody under the number that they go by."""
    return replace(
        known,
        by_content=_mapped(known.by_content, answers),
        last_persons=[answers.number(each) for each in known.last_persons],
        later=_mapped(known.later, answers),
    )


def _mapped(
    numbers: Mapping[tuple[str, str], int], answers: AnsweredPersons
) -> dict[tuple[str, str], int]:
    return {each: answers.number(number) for each, number in numbers.items()}


def without_answered(found: Lasting, answers: AnsweredPersons) -> Lasting:
    """The same without the doubts that somebody has settled."""
    return replace(found, changes=tuple(_open(found.changes, answers)))


def _open(changes: Iterable[PersonChange], answers: AnsweredPersons) -> Iterator[PersonChange]:
    apart = {frozenset(map(person_id, pair)) for pair in answers.apart}
    for each in changes:
        others = tuple(o for o in each.others if {each.person, o} not in apart)
        if each.kind != "perhaps":
            yield each
        elif others:
            yield each._replace(others=others)


def past_as_answered(runs: Sequence[PastRun], answers: AnsweredPersons) -> tuple[PastRun, ...]:
    """The same runs, everybody under the id that they go by."""
    ids = {person_id(one): person_id(other) for one, other in answers.goes_by.items()}
    return tuple(_past_run(run, ids) for run in runs) if ids else tuple(runs)


def _past_run(run: PastRun, ids: Mapping[str, str]) -> PastRun:
    members = tuple(m._replace(person=ids.get(m.person, m.person)) for m in run.members)
    return replace(run, members=members)
