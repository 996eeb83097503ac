"""A month's changed rows against a large base: what a run with a base costs beside a full one.

    python benchmarks/speed_changed.py --rows 1000000 --changed 0.01 0.05 [--full]

One table of plain rows is matched in full and its base made. Then a share of the rows is changed:
a half of them have another postcode, a quarter are gone, and a quarter are new people; the table is
matched with the base and, with --full, in full with the weights of the base too: people and links
of the two are the same, or this fails. Times are of the processor, all cores together, reading and
normalising included in both.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from cohortmatch import normalising, reading
from cohortmatch.core.types import Listings
from cohortmatch.linkage.blocking import plan
from cohortmatch.linkage.incremental.prepared import PreparedLinkage, based
from cohortmatch.linkage.incremental.state import Base
from cohortmatch.linkage.matcher import Matcher
from cohortmatch.linkage.model import shipped
from cohortmatch.linkage.pairs import People
from cohortmatch.linkage.people import resolve
from cohortmatch.synthetic import invent_flat

SEED = 1


@dataclass(frozen=True)
class Stages:
    """Seconds by stage, pairs compared, and the people found."""

    seconds: dict[str, float]
    compared: int
    people: People

    @property
    def total(self) -> float:
        return sum(self.seconds.values())


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=300_000)
    parser.add_argument("--changed", type=float, nargs="+", default=[0.01, 0.05])
    parser.add_argument("--full", action="store_true")
    asked = parser.parse_args()
    frame, _ = invent_flat(SEED, asked.rows)
    first, base = matched(frame, None)
    lines = [row("afresh, making a base", first)]
    for share in asked.changed:
        now = changed(frame, share)
        reused, _ = matched(now, base)
        lines += [row(f"{share:.0%} changed, with the base", reused)]
        if asked.full:
            full, _ = matched(now, base, reuse=False)
            check(reused.people, full.people)
            lines += [row(f"{share:.0%} changed, everything compared", full)]
    print(f"{asked.rows:,} rows\n")
    print("| run | seconds | pairs compared | seconds by stage |\n|---|---|---|---|")
    print("\n".join(lines))


def changed(frame: pd.DataFrame, share: float) -> pd.DataFrame:
    """The table a month later."""
    dice = np.random.default_rng(SEED)
    some = dice.permutation(len(frame))[: int(len(frame) * share)]
    moved, gone, new = np.split(some, [len(some) // 2, len(some) * 3 // 4])
    later = frame.copy()
    later.loc[later.index[moved], "postcode"] = dice.permutation(frame["postcode"].iloc[moved])
    later = later.drop(index=later.index[gone])
    more, _ = invent_flat(SEED + 1, max(len(new), 10))
    return pd.concat([later, more.iloc[: len(new)]], ignore_index=True)


def matched(
    frame: pd.DataFrame, base: Base | None, *, reuse: bool = True
) -> tuple[Stages, Base | None]:
    """One run; and the base that a run without one leaves."""
    clock = Clock()
    raw = reading.read_lists({"rows": frame})
    clock.done("read")
    listings = normalising.normalise(raw, date(2026, 6, 1))
    clock.done("normalise")
    begun = begin(listings, base, reuse=reuse)
    clock.done("prepare")
    gathered = begun.gathered(begun.batches())
    clock.done("compare")
    found = begun.learnt(gathered)
    clock.done("learn")
    people = resolve(found.matcher, found.likely)
    clock.done("resolve")
    leaves = begun.leaves(found)() if base is None else None
    clock.done("base")
    return Stages(clock.seconds, found.compared, people), leaves


def begin(listings: Listings, base: Base | None, *, reuse: bool) -> PreparedLinkage:
    if base is None:
        return PreparedLinkage(Matcher(listings, shipped()), plan(listings))
    return based(listings, base, shipped(), reuse=reuse)


def check(one: People, other: People) -> None:
    """Fail where two runs do not say the same."""
    same = np.array_equal(one.person, other.person) and np.array_equal(one.band, other.band)
    if not same or not np.array_equal(one.links.weight, other.links.weight):
        raise SystemExit("the two runs differ")


class Clock:
    """Seconds from one stage to the next."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._start = time.process_time()

    def done(self, stage: str) -> None:
        """The stage has ended."""
        now = time.process_time()
        self.seconds[stage], self._start = now - self._start, now


def row(name: str, stages: Stages) -> str:
    """One line of the table."""
    told = ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in stages.seconds.items())
    return f"| {name} | {stages.total:.1f} | {stages.compared:,} | {told} |"


if __name__ == "__main__":
    main()
