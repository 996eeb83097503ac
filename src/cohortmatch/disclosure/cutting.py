"""Cutting lists out of a run that cannot be matched again: the same links, without those lists.

People come apart where only a listing of a removed list held them together. This is used for runs
with pairs or comparisons of the caller; for other runs the open lists are matched again.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from cohortmatch.core.arrays import Int32s
from cohortmatch.core.tables_of_listings import of_lists
from cohortmatch.core.types import ABSENT
from cohortmatch.linkage.clustering.components import components
from cohortmatch.linkage.pairs import Band, People
from cohortmatch.linkage.scoring import select
from cohortmatch.people.before import Before
from cohortmatch.people.view import View


def without_lists(view: View, names: frozenset[str]) -> View:
    """The view of a run without the lists of these names."""
    codes = [code for code, name in enumerate(view.list_names) if name not in names]
    kept = np.flatnonzero(np.isin(view.listings.list_code, codes))
    listings = of_lists(view.listings, codes)
    left = people_among(view.resolved, kept)
    return View(listings, replace(left, person=held_together(left)), view.model, {}, Before())


def held_together(left: People) -> Int32s:
    """The person of each listing that is left: whoever the links that are left hold together."""
    links, person = left.links, left.person
    held = (left.band != Band.different) & (person[links.left] == person[links.right])
    return components(len(person), links.left[held], links.right[held])


def people_among(resolved: People, kept: npt.NDArray[np.intp]) -> People:
    """The people and links among some listings only, by their new positions."""
    place = np.full(len(resolved.person), ABSENT, dtype=np.int32)
    place[kept] = np.arange(len(kept), dtype=np.int32)
    whole = resolved.links
    inside = np.flatnonzero((place[whole.left] >= 0) & (place[whole.right] >= 0))
    links = select(whole, inside)
    links = replace(links, left=place[links.left], right=place[links.right])
    return People(resolved.person[kept], links, resolved.band[inside])
