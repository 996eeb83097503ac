"""Redacting: cut the listings and links of a run down to what the panel of one list may see.

Policy: the panel's own rows stay whole. Other lists keep only the nominals' rows of the panel's own
people, and in those rows only the columns of kinds that may be shared, with short values of the
kind's shape. An associate or a relative there is nobody to another panel; that somebody is named as
family on a register of families is told, and nothing else of that row. Links keep their band and
lose their weight and evidence, which rest on cells that the panel may not see. What is cut is gone,
so nothing can be inferred from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from cohortmatch.core.arrays import Bools, Int32s, Int64s
from cohortmatch.core.tables_of_listings import take
from cohortmatch.core.types import (
    ABSENT,
    LEFT_OUT_BY_ROLE,
    SOME,
    ColumnUse,
    ListInfo,
    Listings,
    Names,
    Role,
)
from cohortmatch.disclosure.cutting import held_together, people_among
from cohortmatch.disclosure.plain_names import is_plain_name
from cohortmatch.disclosure.share import AgreedShare, AnyShare
from cohortmatch.disclosure.sharing_agreement.ages_of_rows import (
    Groups,
    ages_of,
    strictest_of_persons,
)
from cohortmatch.disclosure.sharing_agreement.items import LISTED, NAME_FIELDS
from cohortmatch.disclosure.withholding import Withheld, withheld_cells
from cohortmatch.linkage.pairs import Band, People
from cohortmatch.people.view import View

FAMILIES = "families"
"""The type of registers on which relatives are listed too."""
Positions = npt.NDArray[np.intp]


Frames = Sequence[pd.DataFrame]


@dataclass(frozen=True, eq=False, repr=False)
class SharedFrames:
    """The columns and cells of each list that the panels of other lists may see.

    A list's are worked out once for all readers to whom the share says the same of its columns,
    because most lists stand in every view of a run; `made` are those of all readers.
    """

    share: AnyShare
    made: dict[tuple[object, ...], tuple[pd.DataFrame, pd.DataFrame]] = field(default_factory=dict)

    def of(self, listings: Listings) -> Frames:
        """Each list's frame with what may be seen of it."""
        both = zip(listings.raw, listings.lists, strict=True)
        return [self._of(frame, info) for frame, info in both]

    def _of(self, frame: pd.DataFrame, info: ListInfo) -> pd.DataFrame:
        key = id(frame), info.columns, self.share.of_columns(info)
        if key not in self.made:
            # The frame is kept with it: no other frame can have its id meanwhile.
            self.made[key] = frame, _shared_cells(frame, info, self.share)
        return self.made[key][1]


def redacted_listings(
    base: View, own: int | None, share: AnyShare, shared: Frames
) -> tuple[Listings, People, Withheld]:
    """The listings of the people of one list (by its code; None for all people) with what may be
    seen of them, how they are linked, and how many cells are withheld; `share` says what may be
    seen, `shared` is what SharedFrames makes of all listings."""
    kept = _kept(base, own, share)
    listings = take(base.listings, kept)
    whole = own if own is not None and share.keeps_own else ABSENT
    mine: Bools = listings.list_code == whole
    told = mine | (listings.role == Role.subject)
    rows = _RowsShown(listings, mine, told, share, base.resolved.person[kept])
    frames, position = _kept_rows(listings, whole, shared, told)
    both = [rows.withheld(code, frame) for code, frame in enumerate(frames)]
    frames, withheld = [frame for frame, _ in both], sum((each for _, each in both), Withheld())
    infos = [
        info if code == whole else _without_source(info, share)
        for code, info in enumerate(listings.lists)
    ]
    redacted = replace(
        listings,
        lists=tuple(infos),
        raw=tuple(frames),
        position=position,
        names=_only_names(listings.names, rows.of("name")),
        fields={
            name: field.only(rows.of(name)[field.owners]) for name, field in listings.fields.items()
        },
        noticed=(),
        institutions=None,
        without=None,
        noted=None,
    )
    return redacted, _people(base.resolved, kept), withheld


def _kept(base: View, own: int | None, share: AnyShare) -> Positions:
    """The listings of everybody on the list; of other lists those that may be told, of somebody
    whom the reader's own list has as under 18 only what may be told of those."""
    if own is None:
        return rows_told(base.listings, share=share)
    person = base.resolved.person
    mine = np.array(base.list_code) == own
    told = rows_told(base.listings, base.list_names[own], share)
    kept = told[np.isin(person[told], person[mine])]
    if not isinstance(share, AgreedShare) or not share.keeps_own:
        return kept
    ages = strictest_of_persons(ages_of(base.listings), person, mine)
    still: Positions = kept[(mine | share.rows.allowed(LISTED, base.listings, ages))[kept]]
    return still


def rows_told(listings: Listings, own: str = "", share: AnyShare | None = None) -> Positions:
    """The listings of the list of this name, and those of which any other panel may learn; `share`
    says of which of these one reader may.

    Of other lists these are nominals, and relatives on a register of families, of whom nothing else
    is told. A relative beside a nominal is nobody to the list's own panel either.
    """
    lists = listings.lists
    families = np.array([info.panel_type == FAMILIES for info in lists], dtype=bool)
    mine = np.array([info.name == own for info in lists], dtype=bool)[listings.list_code]
    relative = listings.role == Role.family
    as_family = relative & families[listings.list_code]
    of_others = (listings.role == Role.subject) | as_family
    if share is None:
        return np.flatnonzero((mine & ~listings.beside) | of_others)
    kept = mine & ~listings.beside & share.keeps_own
    return np.flatnonzero(kept | (of_others & share.told(listings)))


@dataclass(frozen=True, eq=False, repr=False)
class _RowsShown:
    """Which of the kept listings' details a reader may see: of `mine` all, of those that are not
    `told` none, of the others what the share says of each."""

    listings: Listings
    mine: Bools
    told: Bools
    share: AnyShare
    person: Int32s

    def of(self, name: str) -> Bools:
        """The listings of which a field may be seen."""
        infos = self.listings.lists
        shown = np.array([self.share.field(name, info) for info in infos], dtype=bool)
        found = self.told & shown[self.listings.list_code]
        if self.share.rows is not None:
            item = "name" if name in NAME_FIELDS else name
            found = found & self.share.rows.allowed(item, self.listings, self._ages)
        either: Bools = self.mine | found
        return either

    @cached_property
    def _ages(self) -> Groups:
        return strictest_of_persons(ages_of(self.listings), self.person, self.mine)

    def withheld(self, code: int, frame: pd.DataFrame) -> tuple[pd.DataFrame, Withheld]:
        """A list's frame in which each cell that may not be seen of its row says so, whatever stood
        there; and how many are withheld by which rule."""
        here = np.flatnonzero((self.listings.list_code == code) & ~self.mine)
        if not isinstance(self.share, AgreedShare) or not len(here):
            return frame, Withheld()
        return withheld_cells(frame, self.listings, code, self._ages, self.share)


def _only_names(names: Names, told: Bools) -> Names:
    """The names of some listings, with those of all others blanked."""
    owners = np.repeat(np.arange(len(names)), np.diff(names.offsets))
    hidden = ~told[owners]
    return replace(
        names,
        given=np.where(hidden, ABSENT, names.given).astype(np.int32),
        surname=np.where(hidden, ABSENT, names.surname).astype(np.int32),
        middle=names.middle.only(told[names.middle.owners]),
        street=names.street.only(told[names.street.owners]),
    )


def _kept_rows(
    listings: Listings, own: int, shared: Frames, told: Bools
) -> tuple[list[pd.DataFrame], Int64s]:
    """Each list's frame with the kept rows, the own one whole, rows that are not told blank; and
    each listing's row."""
    frames = []
    position = np.zeros(len(listings), dtype=np.int64)
    for code, frame in enumerate(shared):
        here = np.flatnonzero(listings.list_code == code)
        position[here] = np.arange(len(here))
        whole = listings.raw[code] if code == own else frame
        rows = whole.iloc[listings.position[here]].reset_index(drop=True)
        frames.append(_blanked(rows, ~told[here]))
    return frames, position


def _blanked(rows: pd.DataFrame, hidden: Bools) -> pd.DataFrame:
    """The rows with nothing in those that are hidden."""
    if hidden.any():
        rows.loc[hidden, :] = ""
    return rows


def _shared_cells(rows: pd.DataFrame, info: ListInfo, share: AnyShare) -> pd.DataFrame:
    uses = [u for u in info.columns if share.column(u, info) and u.heading in rows.columns]
    plain = _named_plainly(rows, uses)
    cells = {use.heading: pd.Series(_cells(rows, use, info, share), dtype=str) for use in uses}
    for heading in (use.heading for use in uses if use.field in NAME_FIELDS):
        cells[heading] = cells[heading].where(plain, "")
    return pd.DataFrame({heading: each.to_numpy() for heading, each in cells.items()}, rows.index)


def _named_plainly(rows: pd.DataFrame, uses: Sequence[ColumnUse]) -> Bools:
    """The rows whose every name cell holds the one name and nothing else."""
    plain = np.ones(len(rows), dtype=bool)
    for use in uses:
        if use.field in NAME_FIELDS:
            texts = rows[use.heading].tolist()
            plain &= np.array([not text or is_plain_name(use.field, text) for text in texts], bool)
    return plain


def _cells(rows: pd.DataFrame, use: ColumnUse, info: ListInfo, share: AnyShare) -> Sequence[str]:
    texts: list[str] = rows[use.heading].tolist()
    if share.shown_as(use).field != "status":
        return texts
    shown = {text: text if share.value(use, text, info) else "" for text in set(texts)}
    return [shown[text] for text in texts]


def _without_source(info: ListInfo, share: AnyShare) -> ListInfo:
    """What a reader may know of another list: its name, its kind, its day, its shared columns, and
    that nobody on it can be told for want of roles."""
    return replace(
        info,
        file="",
        path="",
        sheet="",
        sha256="",
        rows_in=0,
        listings=0,
        excluded=_without_numbers(info),
        columns=tuple(share.shown_as(use) for use in info.columns if share.column(use, info)),
        headings_row=None,
        title=(),
        between=(),
        by_file=None,
    )


def _without_numbers(info: ListInfo) -> dict[str, int]:
    """Why nobody on a list is matched where its rows have no role, without how many they are."""
    found = (why for why in LEFT_OUT_BY_ROLE if info.excluded.get(why))
    return dict.fromkeys(found, SOME) if info.without_role else {}


def _people(resolved: People, kept: Positions) -> People:
    """The people among the kept listings; a link says of which band it is and nothing else.

    Who was one person only by a listing that is not kept comes apart.
    """
    people = people_among(resolved, kept)
    links = people.links
    bare = replace(
        links,
        levels=np.zeros_like(links.levels),
        rarity=np.zeros_like(links.rarity),
        weight=np.where(people.band == Band.same, 1.0, 0.0),
    )
    return replace(people, links=bare, person=_come_apart(resolved, people, kept))


def _come_apart(resolved: People, people: People, kept: Positions) -> Int32s:
    """The person of each kept listing, anew for whoever has lost a listing."""
    lost = np.isin(people.person, np.delete(resolved.person, kept))
    if not lost.any():
        return people.person
    anew = held_together(people) + resolved.person.max() + 1
    return np.where(lost, anew, people.person).astype(np.int32)
