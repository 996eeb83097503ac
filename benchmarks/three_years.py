"""Three years of a borough in one store: how large it is, and how long the last month's run takes.

    python benchmarks/three_years.py --months 36 --people 300

The command runs the last month's lists beside each other with an empty store, with the month before
and with all the months before, in turn; the medians of the processor's seconds are compared.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from statistics import median

os.environ.setdefault("OMP_NUM_THREADS", "1")

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


def seconds(there: Delivery, number: int, store: Path) -> float:
    """The processor's seconds that the command takes for a month's lists."""
    files = [str(there.folder / name) for name in sorted(there.files)]
    out = ["-o", str(store.parent.parent / f"{store.parent.name}-out"), "--by", "sam"]
    day = ["--as-of", str(end_of(number)), "--store", str(store)]
    began = _used()
    command = [sys.executable, "-m", "cohortmatch", "run", *files, *out, *day]
    subprocess.run(command, check=True, capture_output=True)
    return _used() - began


def _used() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def size(store: Path) -> float:
    """The megabytes of a store with what stands beside it."""
    return sum(each.stat().st_size for each in store.parent.glob(f"{store.name}*")) / 1e6


def side_by_side(
    there: Delivery, number: int, stores: Sequence[Path], times: int
) -> list[list[float]]:
    """The seconds of a month's run with each of some stores, which stay as they are, in turn."""
    found: list[list[float]] = [[] for _ in stores]
    for _ in range(times):
        for store, took in zip(stores, found, strict=True):
            place = store.parent.with_name("turn")
            shutil.copytree(store.parent, place)
            took.append(seconds(there, number, place / store.name))
            shutil.rmtree(place)
            shutil.rmtree(place.with_name("turn-out"))
    return found


def arguments() -> argparse.Namespace:
    """What the command was asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--months", type=int, default=36)
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--times", type=int, default=7, help="turns in which the last month is run")
    return parser.parse_args()


def main() -> None:
    """Run every month but the last, then the last one in each way, and print what was measured."""
    asked = arguments()
    with tempfile.TemporaryDirectory(prefix="years-") as folder:
        stores = [Path(folder) / name / "cohortmatch.db" for name in ("none", "one", "all")]
        for store in stores:
            store.parent.mkdir()
        for number, there in months(Path(folder), asked.seed, asked.months, asked.people):
            if number < asked.months - 1:
                took = seconds(there, number, stores[2])
                print(
                    f"month {number + 1}: {took:.2f} s, {size(stores[2]):.1f} MB", file=sys.stderr
                )
            if number == asked.months - 2:
                seconds(there, number, stores[1])
        print(f"{len(there.rows)} listings on {len(there.files)} lists in month {asked.months}")
        print(f"store after {asked.months - 1} months: {size(stores[2]):.1f} MB")
        none, one, every = map(median, side_by_side(there, number, stores, asked.times))
        told = ("nothing", "a month", f"{asked.months - 1} months")
        for what, took in zip(told, (none, one, every), strict=True):
            print(f"last run, {what} remembered: {took:.2f} s, {took / none:.2f} times")


if __name__ == "__main__":
    main()
