"""A store of other lists or other people is not used: what it says of a month would be wrong.

Policy: a store is foreign to a run when it remembers lists and none of them has the name of one of
the run's; or when it remembers fewer than a tenth of the rows of those lists that both have. A row
counts as remembered when it is there unchanged, or when a row of the last run has become it.
"""

from __future__ import annotations

from cohortmatch.core.errors import SettingsError
from cohortmatch.core.fingerprints import Contents
from cohortmatch.services.recall import Recalled

__all__ = ["refuse_foreign"]

SHARE = 10
"""One in so many rows must have been there before."""
OTHER_LISTS = "{store}: remembers other lists, and none of these"
OTHER_PEOPLE = (
    "{store}: remembers lists of these names with other people: {seen:,} of {rows:,} rows were on "
    "them before"
)
WAY_ON = (
    ". Nothing was matched and nothing was written. Keep these lists in a store of their own "
    "(--store FILE), or keep nothing (--no-store)"
)
RENAMED = "; the same lists under new names are recognised by --panel NAME=FILE"


def refuse_foreign(recalled: Recalled | None) -> None:
    """Raise SettingsError where the store that a run would use is another borough's."""
    if recalled is None or recalled.store is None:
        return
    store, now = recalled.store, recalled.kept
    names = {info.name.casefold() for info in recalled.lists.lists}
    known = {name.casefold() for name in store.list_names()}
    if known and names.isdisjoint(known):
        raise SettingsError(OTHER_LISTS.format(store=store.path) + WAY_ON + RENAMED)
    both = Contents(now.key, tuple(c for c in now.items if c.list_name.casefold() in known))
    enough = -(-len(both) // SHARE)
    seen = store.seen(both, enough)
    if seen < enough:
        told = OTHER_PEOPLE.format(store=store.path, seen=seen, rows=len(both))
        raise SettingsError(told + WAY_ON)
