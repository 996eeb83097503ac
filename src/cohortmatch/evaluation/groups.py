"""Error rates by group: a matcher must not work worse for some than for others."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from cohortmatch.evaluation.pairs import pairs_from_people


def rates_by_group(
    labels: npt.ArrayLike, truth: npt.ArrayLike, groups: npt.ArrayLike
) -> pd.DataFrame:
    """Missed and false pairs by group (name origin, sex, age band, …), one row a group.

    `groups` gives each listing's group. A pair counts in the group of each of its two listings, so
    a pair inside one group counts there once and one across two groups once in each. Columns:
    listings, true_pairs, missed (pairs), false (pairs), recall, precision.
    """
    group = np.asarray(groups)
    names = np.unique(group)
    mine, theirs = pairs_from_people(labels), pairs_from_people(truth)
    missed = theirs.where(~mine.has(theirs))
    false = mine.where(~theirs.has(mine))
    rows = []
    for name in names:
        inside = group == name
        count = [
            int((inside[p.left] | inside[p.right]).sum()) for p in (theirs, mine, missed, false)
        ]
        rows.append((int(inside.sum()), count[0], count[1], count[2], count[3]))
    table = pd.DataFrame(
        rows,
        columns=["listings", "true_pairs", "claimed_pairs", "missed", "false"],
        index=pd.Index(names, name="group"),
    )
    return with_shares(table)


def with_shares(counts: pd.DataFrame) -> pd.DataFrame:
    """The same counts with recall and precision; tables of several runs can be summed before."""
    return counts.assign(
        recall=1 - counts["missed"] / counts["true_pairs"].clip(lower=1),
        precision=1 - counts["false"] / counts["claimed_pairs"].clip(lower=1),
    )
