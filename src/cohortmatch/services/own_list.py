"""A panel's own list as it is kept for typing: which columns may change, and what they say.

Policy: what a row is recognised by next month are digests under a key, as in the ledger; of its
cells only those are kept apart that may be changed. The list's own bytes are kept beside it by
whoever publishes, and only they are written out again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from cohortmatch.core.fingerprints import Content, Contents, contents
from cohortmatch.core.types import Listings
from cohortmatch.decisions.kept_sides import side_as_json, side_from_json
from cohortmatch.people.status import shown_part
from cohortmatch.people.typed_fields import TypedField, typed_fields

__all__ = ["OwnList", "OwnRow", "TypedField", "own_list", "shown_cell"]


@dataclass(frozen=True, repr=False)
class OwnRow:
    """One row of the list: its listing's id, the row that a person sees in the file, its content,
    and its cells under the headings that may change."""

    listing: str
    row: str
    content: Content
    cells: Mapping[str, str]

    def __repr__(self) -> str:
        return f"<OwnRow {self.listing}>"


@dataclass(frozen=True, repr=False)
class OwnList:
    """A panel's own list. `key` is the key of its rows' digests; `headings_row` is the row of the
    headings in its file, None where it has not one such row."""

    name: str
    file: str
    sheet: str
    sha256: str
    headings_row: int | None
    key: str
    fields: tuple[TypedField, ...]
    rows: tuple[OwnRow, ...]

    @cached_property
    def contents(self) -> Contents:
        """The contents of its rows, in their order."""
        return Contents(self.key, tuple(each.content for each in self.rows))

    @cached_property
    def by_listing(self) -> dict[str, OwnRow]:
        """Its rows by the ids of their listings."""
        return {each.listing: each for each in self.rows}

    def field(self, heading: str) -> TypedField | None:
        """What is typed under a heading; None for a column that may not change."""
        return next((each for each in self.fields if each.heading == heading), None)

    def to_json(self) -> dict[str, Any]:
        """The list as texts that JSON holds; `OwnList.from_json` gives it back."""
        plain = ("name", "file", "sheet", "sha256", "headings_row", "key")
        return {each: getattr(self, each) for each in plain} | {
            "fields": [list(each) for each in self.fields],
            "rows": [
                {
                    "listing": each.listing,
                    "row": each.row,
                    "content": side_as_json(each.content),
                    "cells": dict(each.cells),
                }
                for each in self.rows
            ],
        }

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> OwnList:
        """The list that `to_json` gave."""
        rows = tuple(
            OwnRow(each["listing"], each["row"], side_from_json(each["content"]), each["cells"])
            for each in told["rows"]
        )
        fields = tuple(TypedField(*each) for each in told["fields"])
        return cls(**{**told, "fields": fields, "rows": rows})

    def __repr__(self) -> str:
        return f"<OwnList {self.name}: {len(self.rows)} rows>"


def own_list(listings: Listings, list_code: int, key: str) -> OwnList:
    """One list of a run; `list_code` is its place among the lists, `key` that of its digests."""
    info = listings.lists[list_code]
    made_of_several = set(info.sources)
    fields = tuple(e for e in typed_fields(info.columns) if e.heading not in made_of_several)
    frame, known = listings.raw[list_code], contents(listings, key)
    kept = [each.heading for each in fields if each.on_list and each.heading in frame.columns]
    columns = {heading: frame[heading].tolist() for heading in kept}
    rows = [
        OwnRow(
            listings.ids[place],
            str(listings.row[place]),
            known.at(place),
            {heading: cells[int(listings.position[place])] for heading, cells in columns.items()},
        )
        for place in (listings.list_code == list_code).nonzero()[0].tolist()
    ]
    return OwnList(
        info.name, info.file, info.sheet, info.sha256, info.headings_row, key, fields, tuple(rows)
    )


def shown_cell(heading: str, text: str) -> str:
    """What a page may show of a cell of the list: '' where it tells a story or is about others, as
    in an edition."""
    return shown_part(heading, text) if text else ""
