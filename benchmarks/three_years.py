"""Three years of a borough in one store: how large it is, and how long the last month's run takes.

    python benchmarks/three_years.py --months 36 --people 300

The last month's lists are run beside each other with the store of all the months before and with an
empty one, in turn; the medians are compared.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from statistics import median

os.environ.setdefault("OMP_NUM_THREADS", "1")

import cohortmatch as cm
from year_lists import Delivery, Habits, deliver
from year_people import begin, pass_month
from year_run import end_of


def months(folder: Path, seed: int, count: int, people: int) -> Iterator[tuple[int, Delivery]]:
    """Every month's lists, in which nothing goes wrong."""
    random = Random(seed)
    borough, habits = begin(random, people, end_of(0)), Habits(calm=True)
    for number in range(count):
        if number:
            pass_month(borough)
        yield number, deliver(borough, habits, folder / f"{number}", "", not number)


def seconds(there: Delivery, number: int, store: Path, out: Path) -> float:
    """How long a month's run takes."""
    files = [there.folder / name for name in sorted(there.files)]
    began = time.perf_counter()
    cm.report(files, out, store=store, as_of=end_of(number), by="sam")
    return time.perf_counter() - began


def size(store: Path) -> float:
    """The megabytes of a store with what stands beside it."""
    return sum(each.stat().st_size for each in store.parent.glob(f"{store.name}*")) / 1e6


def side_by_side(
    there: Delivery, number: int, store: Path, times: int
) -> tuple[list[float], list[float]]:
    """The seconds of a month's run with an empty store, and with the months before, in turn."""
    empty, full = [], []
    for turn in range(times):
        place = store.parent.parent / f"turn-{turn}"
        shutil.copytree(store.parent, place / "full")
        (place / "empty").mkdir()
        empty.append(seconds(there, number, place / "empty" / store.name, place / "a"))
        full.append(seconds(there, number, place / "full" / store.name, place / "b"))
    return empty, full


def main() -> None:
    """Run every month but the last, then the last one both ways, and print what was measured."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--months", type=int, default=36)
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--times", type=int, default=7, help="turns in which the last month is run")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="years-") as folder:
        store = Path(folder) / "store" / "cohortmatch.db"
        store.parent.mkdir()
        for number, there in months(Path(folder), asked.seed, asked.months, asked.people):
            if number < asked.months - 1:
                took = seconds(there, number, store, Path(folder) / "out")
                print(f"month {number + 1}: {took:.2f} s, {size(store):.1f} MB", file=sys.stderr)
        empty, full = side_by_side(there, number, store, asked.times)
        ratio = median(full) / median(empty)
        print(f"{len(there.rows)} listings on {len(there.files)} lists in month {asked.months}")
        print(f"store after {asked.months - 1} months: {size(store):.1f} MB")
        print(f"last run, nothing remembered: {median(empty):.2f} s (median of {len(empty)})")
        print(f"last run, all months before remembered: {median(full):.2f} s, {ratio:.2f} times")


if __name__ == "__main__":
    main()
