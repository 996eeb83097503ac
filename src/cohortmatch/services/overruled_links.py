"""Which rows decisions part together that the lists alone make certainly one person.

A team's decisions count, but one of these may be a slip: IOM:2 is MAPPA:2, and MAPPA:2 is not
SGV:2, where IOM:2 and SGV:2 say the same cell for cell.
"""

from __future__ import annotations

import numpy as np

from cohortmatch.decisions.implied import implied_decisions
from cohortmatch.decisions.ledger import ImpliedDecision, Reviewed
from cohortmatch.linkage.matcher import Matcher
from cohortmatch.linkage.never_certain import doubted
from cohortmatch.linkage.pairs import Pairs

__all__ = ["overruled_links"]


def overruled_links(matcher: Matcher, reviewed: Reviewed) -> tuple[ImpliedDecision, ...]:
    """The pairs that no decision is about, that decisions part together, and that weigh enough by
    themselves to be certain."""
    found = [each for each in implied_decisions(reviewed.standing) if not each.same]
    if not found:
        return ()
    left, right = zip(*((each.left, each.right) for each in found), strict=True)
    scored = matcher.score(Pairs(np.array(left, np.int32), np.array(right, np.int32)))
    lists = matcher.rival_lists
    doubts = doubted(matcher.model, scored.levels, lists[scored.left] == lists[scored.right])
    sure = (scored.weight >= matcher.model.cut_offs.same) & ~doubts.alone
    return tuple(found[at] for at in np.flatnonzero(sure))
