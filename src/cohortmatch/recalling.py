"""What was decided before, brought to the listings of a run.

A file, a table or a ledger of decisions ──▶ Ledger ──▶ Reviewed ──▶ the pairs that are asked again
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

import numpy as np
import pandas as pd

from cohortmatch import reviewing
from cohortmatch.contents import Contents, contents, new_key
from cohortmatch.history import Memory
from cohortmatch.ledger import Ledger, Reviewed
from cohortmatch.matching import Matcher
from cohortmatch.types import Band, Int8s, Listings, Pairs, People, Scored

__all__ = ["DecisionsSource", "Recalled", "asked", "recall"]

DecisionsSource: TypeAlias = str | Path | pd.DataFrame | Ledger
"""Where decisions are: a CSV file, a table of answers by listing ids, or a ledger."""


@dataclass(frozen=True, repr=False)
class Recalled:
    """A ledger and what of it bears on a run's listings, known by their contents."""

    ledger: Ledger
    contents: Contents
    reviewed: Reviewed

    def memory(self, people: People) -> Memory | None:
        """What is known of earlier runs, with each listing's lasting person id."""
        return None

    def __repr__(self) -> str:
        return f"<Recalled: {self.reviewed!r}>"


def recall(decisions: DecisionsSource, listings: Listings) -> Recalled:
    """What of the decisions bears on the listings.

    AnswersError when a file or table of decisions cannot be read.
    """
    if isinstance(decisions, pd.DataFrame):
        known = contents(listings, new_key())
        answers = reviewing.read_answers(decisions)
        empty = Ledger(known.key)
        entries = reviewing.entries_of(answers, known, empty, by="", at="")
        ledger = replace(empty, entries=tuple(entries))
    else:
        if isinstance(decisions, Ledger):
            ledger = decisions
        else:
            ledger = reviewing.read_ledger(Path(decisions))
        known = contents(listings, ledger.key)
    return Recalled(ledger, known, reviewing.apply(ledger, known))


def asked(matcher: Matcher, people: People, reviewed: Reviewed) -> People:
    """The same people with every pair that must be asked again in band `check`."""
    if not reviewed.ask:
        return people
    links = people.links
    sides = zip(links.left.tolist(), links.right.tolist(), strict=True)
    known = {(left, right): link for link, (left, right) in enumerate(sides)}
    new = [pair for pair in reviewed.ask if pair not in known]
    band = people.band.copy()
    band[[known[pair] for pair in reviewed.ask if pair in known]] = Band.check
    added = np.array(new, dtype=np.int32).reshape(-1, 2)
    more = matcher.score(Pairs(added[:, 0].copy(), added[:, 1].copy()))
    whole: Int8s = np.concatenate([band, np.full(len(new), Band.check, dtype=np.int8)])
    return People(people.person, _joined(links, more), whole)


def _joined(one: Scored, other: Scored) -> Scored:
    names = ("left", "right", "levels", "rarity", "weight")
    return Scored(*(np.concatenate([getattr(each, n) for each in (one, other)]) for n in names))
