"""How long raw rows take to normalise: text in columns to coded names, dates, numbers, addresses.

    python benchmarks/normalising.py                     a million rows; exits with 1 above 8 s
    python benchmarks/normalising.py --rows 100000 --messy

The rows are those of speed.py --rows; with --messy the nine lists of `cohortmatch demo`, with all
their troubles, of a borough as large as it takes. Reading them is not counted. Each distinct text
is parsed once, so time goes by how many different texts there are, which is printed beside it.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from datetime import date

from cohortmatch.core.types import RawList
from cohortmatch.normalising import normalise
from cohortmatch.reading import read_lists
from cohortmatch.synthetic import invent, invent_flat

ROWS, LIMIT, SEED = 1_000_000, 8.0, 1
ROWS_A_PERSON = 1.56
AS_OF = date(2026, 6, 1)


def main() -> int:
    """Measure, print, and answer 1 when the limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--messy", action="store_true")
    said = parser.parse_args()
    lists = messy(said.rows) if said.messy else plain(said.rows)
    texts = sum(raw.frame[use.heading].nunique() for raw in lists for use in raw.info.columns)
    start = time.perf_counter()
    listings = normalise(lists, AS_OF)
    seconds = time.perf_counter() - start
    rows = sum(len(raw.rows) for raw in lists)
    print("| rows | different texts | listings | seconds | limit |\n|---|---|---|---|---|")
    print(f"| {rows:,} | {texts:,} | {len(listings):,} | {seconds:.1f} | {LIMIT:.0f} |")
    return int(seconds > LIMIT)


def plain(rows: int) -> Sequence[RawList]:
    """One table of so many plain rows."""
    return read_lists(invent_flat(SEED, rows)[0])


def messy(rows: int) -> Sequence[RawList]:
    """The lists of so large a borough that there are about so many rows."""
    return read_lists(invent(SEED, people=round(rows / ROWS_A_PERSON)).frames)


if __name__ == "__main__":
    sys.exit(main())
