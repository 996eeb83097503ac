"""What a store knows, where somebody has said which persons are one: they go by one number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from cohortmatch.decisions.persons import AnsweredPersons
from cohortmatch.store.earlier_runs import PastRun, PersonChange
from cohortmatch.store.lasting import Lasting, person_id

__all__ = [
    "changes_as_answered",
    "past_as_answered",
    "without_answered",
]


def changes_as_answered(
    changes: Iterable[PersonChange], ids: Mapping[str, str]
) -> tuple[PersonChange, ...]:
    """The same changes with other ids of some persons."""
    return tuple(
        each._replace(
            person=ids.get(each.person, each.person),
            others=tuple(ids.get(other, other) for other in each.others),
        )
        for each in changes
    )


def without_answered(found: Lasting, answers: AnsweredPersons) -> Lasting:
    """The same without the doubts that somebody has settled."""
    return replace(found, changes=tuple(_open(found.changes, answers)))


def _open(changes: Iterable[PersonChange], answers: AnsweredPersons) -> Iterator[PersonChange]:
    told = {frozenset(map(person_id, pair)) for pair in (*answers.apart, *answers.goes_by.items())}
    for each in changes:
        others = tuple(o for o in each.others if {each.person, o} not in told)
        if each.kind != "perhaps":
            yield each
        elif others:
            yield each._replace(others=others)


def past_as_answered(runs: Sequence[PastRun], answers: AnsweredPersons) -> tuple[PastRun, ...]:
    """The same runs, everybody under the id that they go by."""
    ids = {person_id(one): person_id(other) for one, other in answers.goes_by.items()}
    return tuple(_past_run(run, ids) for run in runs) if ids else tuple(runs)


def _past_run(run: PastRun, ids: Mapping[str, str]) -> PastRun:
    members = tuple(
        m._replace(person=ids.get(m.person, m.person), own=ids.get(m.own, m.own))
        for m in run.members
    )
    return replace(run, members=members)
