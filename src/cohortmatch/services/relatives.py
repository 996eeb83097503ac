"""Relatives who are named beside nominals: only those who are nominals elsewhere stay in a run.

Policy: such a relative is matched to find out whether that person is a nominal on some list. Where
no certain link with a word of the name in common says so, nothing of them is kept, shown or
remembered; they are counted as left out.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from cohortmatch.core.arrays import Bools
from cohortmatch.core.tables_of_listings import take
from cohortmatch.core.types import ABSENT, Listings, Role
from cohortmatch.linkage import linking
from cohortmatch.linkage.pairs import Band
from cohortmatch.settings.plan import Plan

__all__ = ["NOBODY_ELSEWHERE", "without_unlinked_relatives"]

NOBODY_ELSEWHERE = "relatives beside a nominal who are on no list themselves"


def without_unlinked_relatives(listings: Listings, plan: Plan) -> Listings:
    """The listings without relatives whom no certain link joins to a subject.

    The listings are matched for it where there is such a relative. All stay where the caller brings
    pairs, which are of all the listings.
    """
    beside = listings.beside
    if not beside.any() or plan.candidates is not None or plan.more:
        return listings
    gone = beside & ~_linked_to_a_subject(listings, plan)
    if not gone.any():
        return listings
    counts = np.bincount(listings.list_code[gone], minlength=len(listings.lists)).tolist()
    infos = [
        replace(
            info,
            listings=info.listings - number,
            excluded={**info.excluded, NOBODY_ELSEWHERE: number} if number else info.excluded,
        )
        for info, number in zip(listings.lists, counts, strict=True)
    ]
    return replace(take(listings, np.flatnonzero(~gone)), lists=tuple(infos))


def _linked_to_a_subject(listings: Listings, plan: Plan) -> Bools:
    """Which listings a certain pair with a word of the name in common joins to a subject's."""
    outcome = linking.link(listings, plan.model, every_pair_up_to=plan.every_pair_up_to)
    links, subject = outcome.people.links, listings.role == Role.subject
    held = (outcome.people.band == Band.same) & (subject[links.left] != subject[links.right])
    out = np.zeros(len(listings), dtype=bool)
    for left, right in zip(links.left[held].tolist(), links.right[held].tolist(), strict=True):
        if not _words(listings, left).isdisjoint(_words(listings, right)):
            out[[left, right]] = True
    return out


def _words(listings: Listings, listing: int) -> frozenset[int]:
    """The codes of the words of a listing's names."""
    names = listings.names
    own = slice(names.offsets[listing], names.offsets[listing + 1])
    return frozenset({*names.given[own].tolist(), *names.surname[own].tolist()} - {ABSENT})
