"""Of whom a reader is told that a closed list knows them.

Policy: a row on a closed list is known to be a reader's person by what identifies somebody, a whole
name and a whole date of birth, and never by what a reader could try out. A certain link to a closed
list counts only where forename and surname agree, the other side has a date of birth, the dates
agree exactly where the closed row has one too, and name and date are enough for certainty or a
number of the person's agrees: an address, a phone or a middle name never decides. A row of the
reader's own list that asks many questions at once tells nothing: several dates, several numbers of
one kind, many names or addresses, or one name with a third date of birth on the list. Another row
of the same person, on the reader's or an open list, may tell instead.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import numpy as np
import numpy.typing as npt

from cohortmatch.core.arrays import Int32s
from cohortmatch.core.types import Listings, NameKind
from cohortmatch.linkage.clustering.components import components
from cohortmatch.linkage.comparing import identifiers
from cohortmatch.linkage.comparing.relations import COMMON
from cohortmatch.linkage.pairs import Band, Scored
from cohortmatch.people.persons import counts_as_on
from cohortmatch.people.view import View
from cohortmatch.values.dates import DateOfBirth
from cohortmatch.values.fields import PERSON_NUMBERS
from cohortmatch.values.identifiers import KINDS

__all__ = ["known_to"]

ONE, FEW = 1, 3
"""Dates, and numbers of a kind, that a row holds at most; and other names, postcodes or phones."""
MOST_WORDS = 2
"""Words of a surname, and middle names, that a row holds at most."""
MOST_DATES = 2
"""Dates of birth that the rows of one name hold at most: father and son may share a list."""
NAMES_AGREE = "slip"
"""The level from which names agree: a slip of the pen, a short form or a variant is enough, an
initial is not."""
NUMBERS_AGREE = identifiers.LEVELS.index("slip")
DECIDING = ("surname", "forename", "name_order", "date_of_birth", "age", "sex", "relation")
"""The comparisons that may decide where no number agrees."""

Marks = npt.NDArray[np.bool_]


def known_to(
    view: View, listings: Listings, own: str, closed: Collection[str]
) -> Mapping[int, tuple[str, ...]]:
    """For each listing that a reader sees, the closed lists on which its person certainly is.

    `view` is the whole run, `own` the name of the reader's list.
    """
    codes = [code for code, name in enumerate(view.list_names) if name in closed]
    behind = np.isin(view.listings.list_code, codes)
    held = _held_together(view, view.list_names.index(own), behind)
    names: dict[int, set[str]] = {}
    for i in np.flatnonzero(behind).tolist():
        if counts_as_on(view.listings, i):
            names.setdefault(int(held[i]), set()).add(view.list_names[view.list_code[i]])
    place = {name: i for i, name in enumerate(view.ids)}
    seen = {i: place[name] for i, name in enumerate(listings.ids) if name in place}
    return {i: tuple(sorted(names[held[at]])) for i, at in seen.items() if held[at] in names}


def _held_together(view: View, own: int, behind: Marks) -> Int32s:
    """A number for each listing, the same for those that links which count hold together."""
    links, listings = view.resolved.links, view.listings
    silent = (_asks_much(listings) | _many_dates(listings, own)) & (listings.list_code == own)
    counts = view.resolved.band == Band.same
    counts &= ~(silent[links.left] | silent[links.right])
    across = behind[links.left] != behind[links.right]
    counts &= ~across | (_names_agree(view, links) & _is_enough(view, links))
    for at in np.flatnonzero(counts & across).tolist():
        counts[at] = _dates_agree(listings, *_open_first(links, behind, at))
    return components(len(listings), links.left[counts], links.right[counts])


def _open_first(links: Scored, behind: Marks, at: int) -> tuple[int, int]:
    left, right = int(links.left[at]), int(links.right[at])
    return (right, left) if behind[left] else (left, right)


def _names_agree(view: View, links: Scored) -> Marks:
    """Whether surname and forename agree."""
    surname = view.model.reaches(links.levels, "surname", NAMES_AGREE)
    return surname & view.model.reaches(links.levels, "forename", NAMES_AGREE)


def _is_enough(view: View, links: Scored) -> Marks:
    """Whether name and date alone make a pair certain, or a number of the person's agrees."""
    model = view.model
    weight, rarity = links.weight.copy(), np.zeros(len(links))
    numbered = np.zeros(len(links), dtype=bool)
    for place, comparison in enumerate(model.comparisons):
        bits = model.weights[place].take(links.levels[:, place]) + links.rarity[:, place]
        if comparison.name in PERSON_NUMBERS:
            numbered |= links.levels[:, place] >= NUMBERS_AGREE
        if comparison.name in ("surname", "forename"):
            rarity += links.rarity[:, place]
        elif comparison.name not in DECIDING:
            weight -= np.maximum(bits, 0)
    enough: Marks = numbered | ((weight >= model.cut_offs.same) & (rarity > COMMON))
    return enough


def _dates_agree(listings: Listings, asking: int, closed: int) -> bool:
    """Whether a listing has a whole date of birth that the closed one has too, or lacks one."""
    born = listings.field("date_of_birth")
    mine, its = set(_whole(born.of(asking))), set(born.of(closed))
    return bool(mine) and (not its or not mine.isdisjoint(its))


def _whole(dates: tuple[DateOfBirth, ...]) -> Iterator[DateOfBirth]:
    return (each for each in dates if not each.is_partial)


def _asks_much(listings: Listings) -> Marks:
    """Which listings hold more dates, numbers, names or places than one question needs."""
    many = np.zeros(len(listings), dtype=bool)
    for name in ("date_of_birth", *KINDS):
        many |= listings.field(name).counts > ONE
    for name in ("postcode", "phone"):
        many |= listings.field(name).counts > FEW
    many |= listings.names.middle.counts > MOST_WORDS
    return many | (_other_names(listings) > FEW) | _long_surname(listings)


def _long_surname(listings: Listings) -> Marks:
    """Which listings have a surname of many words."""
    names = listings.names
    words = np.array([word.count(" ") + 1 for word in (*names.words, "")], dtype=np.int64)
    owners = np.repeat(np.arange(len(names)), np.diff(names.offsets))
    long = np.zeros(len(names), dtype=bool)
    long[owners[words[names.surname] > MOST_WORDS]] = True
    return long


def _many_dates(listings: Listings, own: int) -> Marks:
    """Which listings of the own list share a name with others of many other dates of birth."""
    born, names = listings.field("date_of_birth"), listings.names
    bearers: dict[tuple[int, int], set[int]] = {}
    for i in np.flatnonzero(listings.list_code == own).tolist():
        for at in range(names.offsets[i], names.offsets[i + 1]):
            form = int(names.given[at]), int(names.surname[at])
            bearers.setdefault(form, set()).add(i)
    many = np.zeros(len(listings), dtype=bool)
    for found in bearers.values():
        if len({date for i in found for date in born.of(i)}) > MOST_DATES:
            many[list(found)] = True
    return many


def _other_names(listings: Listings) -> npt.NDArray[np.int64]:
    """How many forms of another name each listing has."""
    names = listings.names
    owners = np.repeat(np.arange(len(names)), np.diff(names.offsets))
    other = np.isin(names.kind, (NameKind.previous, NameKind.alias))
    counts: npt.NDArray[np.int64] = np.bincount(owners[other], minlength=len(names))
    return counts
