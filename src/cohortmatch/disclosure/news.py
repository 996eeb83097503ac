"""News: what is new since the last edition, for the panel of one list.

Policy: an edition is compared with the last one of an earlier day that the same panel was given.
People are recognised by the panel's own rows, because what other lists say of them may be closed to
it. A person who is new on the panel's own list is new there and nowhere else. A list that the last
edition did not cover has nobody who is new. Who is no longer on the panel's own list is named as
that list named them when the last edition was made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cohortmatch.core.fingerprints import Content
from cohortmatch.store.earlier_runs import KnownPersons, PastEdition
from cohortmatch.store.kept_listings import KeptDetails, details_of
from cohortmatch.store.lasting import known_before


@dataclass(frozen=True, repr=False)
class News:
    """The last edition as its reader, the panel of the list `own`, had it; `was` gives for each of
    the panel's own listings the lists on which its person was then, None for one not there then;
    `left` is what the list said of those who are no longer on it, None where that is not kept."""

    day: date
    own: str
    read: frozenset[str]
    was: Mapping[int, frozenset[str] | None]
    left: tuple[KeptDetails | None, ...] = ()

    def new_on(self, own: Sequence[int], names: Sequence[str]) -> tuple[str, ...]:
        """Of the lists on which somebody with these own listings is now, those that are new."""
        known = [lists for i in own if (lists := self.was.get(i)) is not None]
        if not known:
            return (self.own,)
        before = frozenset().union(*known)
        return tuple(name for name in names if name in self.read and name not in before)

    def __repr__(self) -> str:
        return f"<News since {self.day}>"


def news(now: PastEdition, own: Sequence[int], earlier: Sequence[PastEdition]) -> News | None:
    """The state at the last of the `earlier` editions; None where there is none. `own` are the
    positions of the panel's own listings.
    """
    if not earlier:
        return None
    last = earlier[-1]
    places = known_before(now.rows, _known(last))
    was = {
        i: None if place is None else frozenset(last.lists[place])
        for i, place in zip(own, places, strict=True)
    }
    return News(last.as_of, now.reader, frozenset(last.read), was, tuple(_left(now, last, places)))


def _left(
    now: PastEdition, last: PastEdition, known: Sequence[int | None]
) -> Iterator[KeptDetails | None]:
    """What the list said of everybody whom the last edition showed on it and whom none of its rows
    is about now."""
    here = set(known)
    for place, row in enumerate(last.rows.items):
        was_shown = last.reader in last.lists[place]
        if was_shown and place not in here and not any(_alike(row, r) for r in now.rows.items):
            yield details_of(last.said[place]) if last.said else None


def _alike(one: Content, other: Content) -> bool:
    """Whether two rows give one name, and not two dates of birth."""
    born = {each.fields["date_of_birth"] for each in (one, other) if "date_of_birth" in each.fields}
    name = one.fields.get("name")
    return name is not None and name == other.fields.get("name") and len(born) < 2


def _known(edition: PastEdition) -> KnownPersons:
    """The rows of an edition by what they say, each under its place."""
    by_content: dict[tuple[str, str], int] = {}
    for place, row in enumerate(edition.rows.items):
        by_content[row.digest, row.list_name] = place
        if row.written:
            by_content[row.written, row.list_name] = place
    return KnownPersons(by_content, edition.rows, range(len(edition.rows)), len(edition.rows))
