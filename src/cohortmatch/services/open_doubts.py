"""Rows of two ids that earlier runs knew as two people, and the judgement of such rows.

Two rows of this month whose forenames are alike (Ivor, Ivo; Daniel, Danielle) are mostly one
person's, and certainly one where all else agrees. Where earlier runs knew them as two ids, and
nobody has said yet whether these are one person, the stricter judgement holds by which ids are kept
from month to month: a twin has such a name too, so the pair is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Set
from dataclasses import replace

import numpy as np

from cohortmatch.decisions.ledger import Reviewed
from cohortmatch.decisions.same_chains import SameChains
from cohortmatch.linkage.model import Model
from cohortmatch.linkage.pairs import Band, People
from cohortmatch.linkage.recognising import LIKE_A_TWIN

__all__ = ["KnownAsTwo", "with_open_doubts"]

Pair = tuple[int, int]
"""Two listings (positions), the lower first."""
KnownAsTwo = Callable[[Collection[Pair]], Set[Pair]]
"""Those of some pairs whose two persons earlier runs knew as two, or perhaps two."""


def with_open_doubts(
    model: Model, people: People, known_as_two: KnownAsTwo, reviewed: Reviewed
) -> People:
    """The same people with the pairs in band `check` that a twin might explain, where earlier runs
    knew two people and no decision makes them one."""
    links = people.links
    like_twins = LIKE_A_TWIN.fits(model, links.levels, np.zeros(len(links), dtype=bool))
    at = np.flatnonzero(like_twins & (people.band == Band.same)).tolist()
    chains = SameChains(reviewed.standing) if at else None
    pairs = {link: (int(links.left[link]), int(links.right[link])) for link in at}
    is_open = {
        link: pair for link, pair in pairs.items() if chains and pair[1] not in chains.of(pair[0])
    }
    if not is_open:
        return people
    doubted = known_as_two(is_open.values())
    band = people.band.copy()
    band[[link for link, pair in is_open.items() if pair in doubted]] = Band.check
    return replace(people, band=band)
