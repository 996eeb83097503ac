"""Rows of two ids of which it is open whether they are one person, and the judgement of such rows.

Two rows of this month whose forenames are a letter apart (Ivor, Ivo) are mostly one person's, and
certainly one where all else agrees. Where earlier runs knew them as two ids, and nobody has said
yet whether these are one person, the stricter judgement holds by which ids are kept from month to
month: a twin has such a name too, so the pair is asked.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

import numpy as np

from cohortmatch.decisions.ledger import Reviewed
from cohortmatch.decisions.same_chains import SameChains
from cohortmatch.linkage.model import Model
from cohortmatch.linkage.pairs import Band, People
from cohortmatch.linkage.recognising import LIKE_A_TWIN

__all__ = ["with_open_doubts"]


def with_open_doubts(
    model: Model, people: People, doubted: Set[tuple[int, int]], reviewed: Reviewed
) -> People:
    """The same people with the pairs in band `check` that a twin might explain, of the `doubted`
    pairs of listings (positions, the lower first) that no decision makes one."""
    if not doubted:
        return people
    links, band = people.links, people.band.copy()
    chains = SameChains(reviewed.standing)
    sides = zip(links.left.tolist(), links.right.tolist(), strict=True)
    open_pairs = [pair in doubted and pair[1] not in chains.of(pair[0]) for pair in sides]
    twins = LIKE_A_TWIN.fits(model, links.levels, np.zeros(len(links), dtype=bool))
    band[np.array(open_pairs, dtype=bool) & twins & (band == Band.same)] = Band.check
    return replace(people, band=band)
