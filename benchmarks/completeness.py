"""How many of the true pairs the rules of long lists look at, rule by rule, on plain invented rows.

    python benchmarks/completeness.py --rows 100000 1000000

"Found" is the share of the pairs of rows of one person that share a key of the rule, "new" of those
that no rule before it has found; "missed" is what is left at the end. Keys of groups that are too
large for the budget count as they do in a run: not at all.
"""

from __future__ import annotations

import argparse
from datetime import date

import numpy as np
import pandas as pd

from cohortmatch import normalising, reading
from cohortmatch.core.arrays import Int32s, Int64s
from cohortmatch.linkage import blocking
from cohortmatch.synthetic import invent_flat

SEED = 1


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000])
    for rows in parser.parse_args().rows:
        print("\n".join(table(rows)))


def table(rows: int) -> list[str]:
    """The rules in their order."""
    frame, person = invent_flat(SEED, rows)
    raw = reading.read_lists({"rows": frame})
    listings = normalising.normalise(raw, date(2026, 6, 1))
    left, right = true_pairs(pd.factorize(person)[0][listings.position])
    plan = blocking.plan(listings)
    found = np.zeros(len(left), dtype=bool)
    lines = [
        f"\n{rows:,} rows, {len(left):,} true pairs\n",
        "| rule | pairs | pairs a listing | found | new with this rule |",
        "|---|---|---|---|---|",
    ]
    for rule in plan.rules:
        hit = rule.smallest_shared(left, right) >= 0
        lines.append(
            f"| {rule.words} | {rule.cost:,} | {rule.cost / rows:.2f} "
            f"| {hit.mean():.1%} | {(hit & ~found).mean():.2%} |"
        )
        found |= hit
    return [*lines, f"| missed by all | | | | {1 - found.mean():.2%} |"]


def true_pairs(person: Int64s) -> tuple[Int32s, Int32s]:
    """Every pair of listings of one person."""
    from cohortmatch.linkage.clustering import pairs_within

    pairs = pairs_within(person.astype(np.int32))
    return pairs.left, pairs.right


if __name__ == "__main__":
    main()
