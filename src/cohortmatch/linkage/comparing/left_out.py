"""The listings as they are to a model that leaves comparisons out: what it leaves out is blank.

What a left-out comparison alone looks at is blanked before anything is made ready, so that nothing
else can hear of it: neither what relatives are told by, nor how rare a name or a postcode is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np

from cohortmatch.core.types import ABSENT, Field, Listings, Names
from cohortmatch.linkage.comparing.kinds import KINDS, NamePart
from cohortmatch.linkage.model import Model

__all__ = ["without_left_out"]


def without_left_out(listings: Listings, model: Model) -> Listings:
    """The listings without what only comparisons look at that the model leaves out."""
    kinds = [kind for name, kind in KINDS.items() if name not in model.names]
    blank = {name for kind in kinds for name in kind.fields}
    parts = [kind.name_part for kind in kinds if kind.name_part]
    if not parts and blank.isdisjoint(listings.fields):
        return listings
    kept = {name: field for name, field in listings.fields.items() if name not in blank}
    return replace(listings, names=_without(listings.names, parts), fields=kept)


def _without(names: Names, parts: Iterable[NamePart]) -> Names:
    """The names with some of their parts blank."""
    nobodys = np.full(len(names.given), ABSENT, dtype=np.int32)
    empty: Field[str] = Field.empty(len(names))
    blank: dict[NamePart, Any] = {
        "given": nobodys,
        "surname": nobodys,
        "middle": empty,
        "street": empty,
    }
    return replace(names, **{part: blank[part] for part in parts})
