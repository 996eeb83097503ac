"""A side of a decision as a ledger keeps it: its digests, and which fields its whole list had.

A field that the list had and the row had not stands with a blank digest. `ALL` stands beside them
where all such fields are named; earlier versions named none.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cohortmatch.core.fingerprints import Content

__all__ = ["fields_kept", "side_as_json", "side_from_json", "side_of"]

ALL = "all"
OWN = ("listing", "list_name", "digest", "written")


def fields_kept(side: Content) -> dict[str, str]:
    """The digest of every field that the side's list had, '' where the row had none, by name."""
    if side.recorded is None:
        return dict(sorted(side.fields.items()))
    blank = dict.fromkeys(sorted({*side.recorded, ALL} - set(side.fields)), "")
    return dict(sorted({**blank, **side.fields}.items()))


def side_of(
    listing: str, list_name: str, digest: str, written: str, kept: Mapping[str, str]
) -> Content:
    """The side with the fields that `fields_kept` gave."""
    fields = {name: digest for name, digest in kept.items() if digest}
    recorded = frozenset(kept) - {ALL} if ALL in kept else None
    return Content(listing, list_name, digest, written, fields, recorded)


def side_as_json(side: Content) -> dict[str, Any]:
    """The side as texts that JSON holds; `side_from_json` gives it back."""
    own = {name: getattr(side, name) for name in OWN}
    return own | {"fields": fields_kept(side)}


def side_from_json(told: Mapping[str, Any]) -> Content:
    """The side that `side_as_json` gave."""
    listing, list_name, digest, written = (str(told[name]) for name in OWN)
    return side_of(listing, list_name, digest, written, told["fields"])
