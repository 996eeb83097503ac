"""Writes two censuses of one small invented US town, from pseudopeople's own sample data.

The same households, drawn twice with different noise; half of them are in both.
"""

import sys
from pathlib import Path

import pseudopeople

HOUSEHOLDS = 700


def main(folder):
    first = pseudopeople.generate_decennial_census(seed=1, year=2020)
    second = pseudopeople.generate_decennial_census(seed=2, year=2020)
    homes = sorted(first["household_id"].unique())[: 3 * HOUSEHOLDS]
    for name, frame, chosen in (
        ("census_a", first, homes[: 2 * HOUSEHOLDS]),
        ("census_b", second, homes[HOUSEHOLDS:]),
    ):
        listed = frame[frame["household_id"].isin(chosen)]
        listed.to_csv(Path(folder) / f"{name}.csv", index=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
