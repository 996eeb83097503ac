"""Redacting: cut the listings and links of a run down to what the panel of one list may see.

Policy: the panel's own rows stay whole. Other lists keep only the rows of the panel's own people,
and in those rows only the columns of kinds that may be shared, with short values of the kind's
shape. Links keep their band and lose their weight and evidence, which rest on cells that the panel
may not see. What is cut is gone, so nothing can be inferred from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from cohortmatch.core.types import ABSENT, ColumnUse, Field, ListInfo, Listings, Names
from cohortmatch.disclosure.agreement import Choices
from cohortmatch.disclosure.closed import is_closed_heading, is_closed_value
from cohortmatch.disclosure.cutting import people_among
from cohortmatch.disclosure.plain_names import is_plain_name
from cohortmatch.disclosure.short_values import is_short_value
from cohortmatch.linkage.pairs import Band, People
from cohortmatch.normalising.listings import take
from cohortmatch.people.persons import counts_as_on
from cohortmatch.people.status import kind_of
from cohortmatch.people.view import View

NAME_FIELDS = frozenset(("name", "surname", "forename", "middle", "title"))
Positions = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Share:
    """What may be seen of another list's columns, as the borough chose."""

    choices: Choices

    def field(self, name: str) -> bool:
        """Whether a field of another list may be seen."""
        shared = "name" if name in NAME_FIELDS else name
        return shared in self.choices.share and not is_closed_heading(name, self.choices)

    def column(self, use: ColumnUse) -> bool:
        """Whether a column of another list may be seen."""
        if is_closed_heading(use.heading, self.choices):
            return False
        if use.field == "status":
            return kind_of(use.heading) in self.choices.share
        return self.field(use.field)

    def value(self, kind: str, text: str) -> bool:
        """Whether a value of a kind of status may be seen."""
        return is_short_value(kind, text) and not is_closed_value(text, self.choices, kind)


Frames = Sequence[pd.DataFrame]


def shared_frames(listings: Listings, choices: Choices) -> Frames:
    """Each list's frame with the columns and cells that the panels of other lists may see."""
    both = zip(listings.raw, listings.lists, strict=True)
    return [_shared_cells(frame, info, Share(choices)) for frame, info in both]


def redacted_listings(
    base: View, own: int, choices: Choices, shared: Frames
) -> tuple[Listings, People]:
    """The listings of the people of one list (by its code) with what may be seen of them, and how
    they are linked; `shared` is what `shared_frames` makes of all listings."""
    kept = _kept(base, own)
    share = Share(choices)
    listings = take(base.listings, kept)
    frames, position = _kept_rows(listings, own, shared)
    infos = [
        info if code == own else _without_source(info, share)
        for code, info in enumerate(listings.lists)
    ]
    mine = listings.list_code == own
    redacted = replace(
        listings,
        lists=tuple(infos),
        raw=tuple(frames),
        position=position,
        names=listings.names if share.field("name") else _only_names(listings.names, mine),
        fields={n: _only(f, n, mine, share) for n, f in listings.fields.items()},
        noticed=(),
        institutions=None,
        without=None,
    )
    return redacted, _people(base.resolved, kept)


def _kept(base: View, own: int) -> Positions:
    """The listings of everybody on the list, those left out that put nobody on another panel."""
    person = base.resolved.person
    mine = np.array(base.list_code) == own
    theirs = np.flatnonzero(np.isin(person, person[mine]))
    return np.array(
        [i for i in theirs.tolist() if mine[i] or counts_as_on(base.listings, i)], dtype=np.intp
    )


def _only(field: Field[Any], name: str, mine: npt.NDArray[np.bool_], share: Share) -> Field[Any]:
    return field if share.field(name) else field.only(mine[field.owners])


def _only_names(names: Names, mine: npt.NDArray[np.bool_]) -> Names:
    """The names with those of other lists' listings blanked."""
    owners = np.repeat(np.arange(len(names)), np.diff(names.offsets))
    hidden = ~mine[owners]
    return replace(
        names,
        given=np.where(hidden, ABSENT, names.given).astype(np.int32),
        surname=np.where(hidden, ABSENT, names.surname).astype(np.int32),
        middle=names.middle.only(mine[names.middle.owners]),
        street=names.street.only(mine[names.street.owners]),
    )


def _kept_rows(
    listings: Listings, own: int, shared: Frames
) -> tuple[list[pd.DataFrame], npt.NDArray[np.int64]]:
    """Each list's frame with the kept rows, the own one whole; each listing's row."""
    frames = []
    position = np.zeros(len(listings), dtype=np.int64)
    for code, frame in enumerate(shared):
        here = np.flatnonzero(listings.list_code == code)
        position[here] = np.arange(len(here))
        whole = listings.raw[code] if code == own else frame
        frames.append(whole.iloc[listings.position[here]].reset_index(drop=True))
    return frames, position


def _shared_cells(rows: pd.DataFrame, info: ListInfo, share: Share) -> pd.DataFrame:
    uses = [u for u in info.columns if share.column(u) and u.heading in rows.columns]
    plain = _named_plainly(rows, uses)
    cells = {use.heading: pd.Series(_cells(rows, use, share), dtype=str) for use in uses}
    for heading in (use.heading for use in uses if use.field in NAME_FIELDS):
        cells[heading] = cells[heading].where(plain, "")
    return pd.DataFrame({heading: each.to_numpy() for heading, each in cells.items()}, rows.index)


def _named_plainly(rows: pd.DataFrame, uses: Sequence[ColumnUse]) -> npt.NDArray[np.bool_]:
    """The rows whose every name cell holds the one name and nothing else."""
    plain = np.ones(len(rows), dtype=bool)
    for use in uses:
        if use.field in NAME_FIELDS:
            texts = rows[use.heading].tolist()
            plain &= np.array([not text or is_plain_name(use.field, text) for text in texts], bool)
    return plain


def _cells(rows: pd.DataFrame, use: ColumnUse, share: Share) -> Sequence[str]:
    texts: list[str] = rows[use.heading].tolist()
    if use.field != "status":
        return texts
    kind = kind_of(use.heading)
    shown = {text: text if share.value(kind, text) else "" for text in set(texts)}
    return [shown[text] for text in texts]


def _without_source(info: ListInfo, share: Share) -> ListInfo:
    """What a reader may know of another list: its name, its kind, its day, its shared columns."""
    return replace(
        info,
        file="",
        path="",
        sheet="",
        sha256="",
        rows_in=0,
        listings=0,
        excluded={},
        columns=tuple(use for use in info.columns if share.column(use)),
        headings_row=None,
    )


def _people(resolved: People, kept: Positions) -> People:
    """The people among the kept listings; a link says of which band it is and nothing else."""
    people = people_among(resolved, kept)
    links = people.links
    bare = replace(
        links,
        levels=np.zeros_like(links.levels),
        rarity=np.zeros_like(links.rarity),
        weight=np.where(people.band == Band.same, 1.0, 0.0),
    )
    return replace(people, links=bare)
