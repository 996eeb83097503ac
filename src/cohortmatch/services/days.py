"""What is told of a run's day: the run it replaces, later runs, lists missing or cut short."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from cohortmatch.core.plurals import count
from cohortmatch.people.changes import REWEIGHED
from cohortmatch.people.counts import has_shrunk
from cohortmatch.people.details import spoken
from cohortmatch.reporting import CrossReference
from cohortmatch.services.places import Keeping
from cohortmatch.store import KeptRun, Store

__all__ = ["day_notes", "kept_days"]

LATER = (
    "A later run is kept, of {later}; this one is of {day} and compared with the last before it. "
    "Run the later day again to compare it with this one"
)
REPLACES = "Replaces the run of {day}, which read {what}"
MISSING = "{name} was read on {day} and is not read this time; figures of it are left out"
AGAIN = (
    "{name} was not read on {before}; what changed on it since {day}, when it was last read, is "
    "told now"
)
BESIDE = (
    "{0} and {1} were decided to be the same person, and both stand on the lists: each has its own "
    "id again. Decide the pair of their rows, or take the decision back"
)
WEIGHTS = (
    "Matched with other weights than on {day}: people may be formed otherwise though the lists say "
    "the same"
)
SHRUNK = "{name} has {now:,} listings; it had {before:,} on {day}. Is it a whole export?"


def kept_days(kept: Keeping) -> list[KeptRun]:
    """The runs that are kept; none where there is no store yet."""
    if kept.store is None or not kept.store.is_file():
        return []
    with Store(kept.store, [kept.audit] if kept.audit else []) as store:
        return store.kept_runs()


def day_notes(
    result: CrossReference, runs: Sequence[KeptRun], *, watched: bool = False
) -> tuple[str, ...]:
    """What whoever runs a day must know of it, beside the `runs` that were kept before it. A
    `watched` day is run again and again, so of a run replaced only lists that are gone are told."""
    day = result.listings.as_of or date.today()
    notes = (_of_lists(result), _of_lists_again(result), _of_answers(result), _of_weights(result))
    return (*_of_days(result, runs, day, watched), *(each for some in notes for each in some))


def _of_days(
    result: CrossReference, runs: Sequence[KeptRun], day: date, watched: bool
) -> Iterator[str]:
    later = [each.as_of for each in runs if each.as_of > day]
    if later:
        yield LATER.format(later=spoken(later[0]), day=spoken(day))
    sizes = {info.name: info.listings for info in result.listings.lists}
    for each in runs:
        is_told = not watched or bool(set(each.lists) - set(sizes))
        if each.as_of == day and is_told and (what := _other(each, sizes)):
            yield REPLACES.format(day=spoken(day), what=what)


def _other(run: KeptRun, sizes: dict[str, int]) -> str:
    """What a run read that is not read now; '' where it read the same lists in the same length."""
    gone = [name for name in run.lists if name not in sizes]
    if gone:
        return f"{', '.join(gone)} too"
    if set(sizes) - set(run.lists):
        return "fewer lists"
    same = run.listings == sum(sizes.values())
    return "" if same else count(run.listings, "listing")


def _of_lists(result: CrossReference) -> Iterator[str]:
    memory = result.view.memory
    if memory is None or memory.last is None:
        return
    day = spoken(memory.last.as_of)
    sizes = {info.name: info.listings for info in result.listings.lists}
    for each in memory.last.lists:
        now = sizes.get(each.name)
        if now is None:
            yield MISSING.format(name=each.name, day=day)
        elif has_shrunk(each.listings, now):
            yield SHRUNK.format(name=each.name, now=now, before=each.listings, day=day)


def _of_lists_again(result: CrossReference) -> Iterator[str]:
    since = result.view.since
    if since is None or since.before.as_of is None:
        return
    before = spoken(since.before.as_of)
    for name, facts in since.step.returning.items():
        if facts.as_of is not None:
            yield AGAIN.format(name=name, before=before, day=spoken(facts.as_of))


def _of_answers(result: CrossReference) -> Iterator[str]:
    memory = result.view.memory
    for pair in memory.both_listed if memory else ():
        yield BESIDE.format(*pair)


def _of_weights(result: CrossReference) -> Iterator[str]:
    since = result.view.since
    if since is not None and since.before.as_of is not None and since.count(REWEIGHED):
        yield WEIGHTS.format(day=spoken(since.before.as_of))
