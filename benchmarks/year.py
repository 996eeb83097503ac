"""A borough's year with known truth: ids, changes, trends and decisions from month to month.

python benchmarks/year.py --seeds 20 --months 14 --people 300
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial, reduce
from operator import add

os.environ.setdefault("OMP_NUM_THREADS", "1")

from year_run import simulate
from year_score import Score


def table(score: Score) -> list[str]:
    """A row for each thing looked at: how many were right, and how many wrong in which way."""
    lines = ["| what | right | wrong | share right | in which way |", "|---|---|---|---|---|"]
    for what in sorted({what for what, _ in score.counts}):
        ways = {how: n for (name, how), n in score.counts.items() if name == what}
        right = ways.pop("right", 0)
        wrong = sum(ways.values())
        told = "; ".join(f"{how} {n}" for how, n in sorted(ways.items(), key=lambda x: -x[1]))
        share = f"{right / (right + wrong):.4f}"
        lines.append(f"| {what} | {right} | {wrong} | {share} | {told} |")
    return lines


def ranked(score: Score) -> list[str]:
    """Every wrong, most frequent first, with its month's events and its shortest example."""
    lines = []
    wrongs = {f"{what}: {how}": n for (what, how), n in score.counts.items() if how != "right"}
    for key, count in sorted(wrongs.items(), key=lambda x: (-x[1], x[0])):
        events = {event: n for (name, event), n in score.events.items() if name == key}
        most = sorted(events.items(), key=lambda x: (-x[1], x[0]))[:4]
        lines.append(f"{count:6} {key}  [{', '.join(f'{event} {n}' for event, n in most)}]")
        lines.append(f"       {score.examples[key]}")
    return lines


def arguments() -> argparse.Namespace:
    """What the command was asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seeds", type=int, default=20, help="how many boroughs, from --first on")
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--months", type=int, default=14)
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--examples", action="store_true", help="every wrong, with an example")
    parser.add_argument("--calm", action="store_true", help="nothing goes wrong in delivering")
    return parser.parse_args()


def tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main() -> None:
    """Simulate, and print what was right."""
    asked, began = arguments(), time.monotonic()
    seeds = range(asked.first, asked.first + asked.seeds)
    one = partial(simulate, months=asked.months, people=asked.people, calm=asked.calm, tell=tell)
    if asked.processes > 1:
        with ProcessPoolExecutor(asked.processes) as pool:
            scores = list(pool.map(one, seeds))
    else:
        scores = [one(seed) for seed in seeds]
    score = reduce(add, scores, Score())
    print("\n".join([*table(score), "", *(ranked(score) if asked.examples else [])]))
    tell(f"{len(seeds)} seeds in {time.monotonic() - began:.0f} seconds")


if __name__ == "__main__":
    main()
