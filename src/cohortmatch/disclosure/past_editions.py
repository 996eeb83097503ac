"""Past editions: what is kept of one, so that the panel's next edition can say what is new.

Policy: it is made from the panel's redacted view, and the next edition is compared with nothing
else, so that a list or a cell that is closed to the panel cannot change anything in any month. An
edition with the same content about the same people counts as the same edition, made again.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Sequence
from datetime import date

import pandas as pd

from cohortmatch.core.fingerprints import contents
from cohortmatch.disclosure.redacted import Redacted
from cohortmatch.people.persons import Person
from cohortmatch.store.earlier_runs import PERHAPS, PastEdition

Lists = tuple[tuple[str, ...], tuple[str, ...]]


def past_edition(view: Redacted, key: str) -> PastEdition:
    """What is kept of a panel's edition; `key` is that of the store's digests."""
    mine = [i for i, code in enumerate(view.list_code) if code == view.own]
    people = {i: person for person in view.everybody for i in person.listings}
    on = [_lists(view, people[i]) for i in mine]
    every = on if view.own is not None else [_lists(view, each) for each in view.everybody]
    return PastEdition(
        reader=view.reader,
        as_of=view.listings.as_of or date.today(),
        digest=_digest(view, every, key),
        read=tuple(view.list_names),
        rows=contents(view.listings, key).only(mine),
        lists=tuple((*sure, *(PERHAPS + name for name in doubtful)) for sure, doubtful in on),
    )


def _lists(view: Redacted, person: Person) -> Lists:
    """The lists on which somebody certainly is, and those on which they may be."""
    sure = {code for code in person.lists if view.found_on(person, code)[0]}
    names = view.list_names
    doubtful = tuple(names[code] for code in person.lists if code not in sure)
    return tuple(names[code] for code in person.lists if code in sure), doubtful


def _digest(view: Redacted, on: Sequence[Lists], key: str) -> str:
    """A digest of what the view says: its lists, its rows, and who is on which list."""
    lines = [*map(repr, sorted(on))]
    for info, frame in zip(view.listings.lists, view.listings.raw, strict=True):
        lines += [repr((info.name, info.as_at, list(frame.columns))), *sorted(_rows(frame))]
    return hmac.digest(key.encode(), "\n".join(lines).encode(errors="replace"), "sha256").hex()


def _rows(frame: pd.DataFrame) -> Iterator[str]:
    return (repr(tuple(row)) for row in frame.itertuples(index=False, name=None))
