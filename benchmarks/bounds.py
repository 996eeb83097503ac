"""What rows that repeat, a large household and many lists cost beside as many distinct rows.

    python benchmarks/bounds.py

Each line is `cohortmatch.match` on invented rows, the best of two: seconds of the processor, and
how many times those of the distinct rows that stand beside it.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import product

import pandas as pd

import cohortmatch as cm
from cohortmatch.synthetic import invent_flat

DAY = date(2026, 6, 1)
Lists = Mapping[str, pd.DataFrame]


def main() -> None:
    """Measure each pair and print it."""
    seconds({"warm": distinct(50)})
    print(f"{'lists':<36}{'seconds':>8}{'distinct':>10}{'times':>7}")
    for name, (lists, beside) in pairs().items():
        one, other = seconds(lists), seconds(beside)
        print(f"{name:<36}{one:>8.2f}{other:>10.2f}{one / other:>7.2f}")


def pairs() -> dict[str, tuple[Lists, Lists]]:
    """Lists, and as many distinct rows."""
    rows = distinct(9_900)
    return {
        "10,000 equal rows": ({"IOM": equal(10_000)}, {"IOM": distinct(10_000)}),
        "100,000 rows of one bare name": (
            {"IOM": equal(100_000)[["Name"]]},
            {"IOM": distinct(100_000)},
        ),
        "a household of 3,000": ({"IOM": household(3_000)}, {"IOM": distinct(3_000)}),
        "9,900 rows in 300 lists, and in 4": (apart(rows, 300), apart(rows, 4)),
    }


def distinct(rows: int) -> pd.DataFrame:
    """Invented rows, about a fifth of them of somebody on another row."""
    return invent_flat(1, rows)[0]


def equal(rows: int) -> pd.DataFrame:
    """One row, so many times."""
    row = {"Name": "Quarmby Ivor", "DOB": "03/04/1989", "Postcode": "RM28 7BJ"}
    return pd.DataFrame([row] * rows)


def household(rows: int) -> pd.DataFrame:
    """People of one surname at one address, of different forenames and dates of birth."""
    parts = product("BDGKLMNPRSTVW", "aeiou", ("bra", "len", "mon", "tis", "vel", "wyn"), "aens ")
    names = ["".join(each).strip() for each in parts]
    days = [date(1950, 1, 1) + timedelta(days=9 * n) for n in range(rows)]
    return pd.DataFrame(
        {
            "Surname": "Quarmby",
            "Forename": [names[n % len(names)] for n in range(rows)],
            "DOB": [f"{day:%d/%m/%Y}" for day in days],
            "Address": "14 Sorrel Close, Harrow Wood",
            "Postcode": "RM28 7BJ",
        }
    )


def apart(rows: pd.DataFrame, number: int) -> Lists:
    """The rows in so many lists."""
    return {f"List {n}": rows.iloc[n::number].reset_index(drop=True) for n in range(number)}


def seconds(lists: Lists) -> float:
    """Seconds of the processor that matching takes, the best of two."""
    return min(_once(lists) for _ in range(2))


def _once(lists: Lists) -> float:
    begun = time.process_time()
    cm.match(dict(lists), as_of=DAY)
    return time.process_time() - begun


if __name__ == "__main__":
    main()
