"""How much longer a borough's report takes than with another version of the programme.

    git worktree add ../before COMMIT
    python benchmarks/before_trackers.py ../before/src          # the demo's nine lists, in turn

Seconds of the processor, from command to finished report, each a process of its own; medians of
runs taken in turn, so that both versions meet the same machine.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parents[1] / "src"


def seconds(source: Path, lists: Path, out: Path) -> float:
    """What one run costs with the programme of a folder."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    words = (sys.executable, "-m", "cohortmatch", "run", str(lists), "-o", str(out))
    subprocess.run(
        [*words, "--as-of", "2026-06-01", "--no-store"],
        env={**os.environ, "PYTHONPATH": str(source)}, check=True, capture_output=True,
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("other", type=Path, help="the folder src of the other version")
    parser.add_argument("--times", type=int, default=9)
    parser.add_argument("--lists", type=Path, help="instead of the lists of the other's demo")
    said = parser.parse_args()
    found: dict[Path, list[float]] = {said.other.resolve(): [], HERE: []}
    with tempfile.TemporaryDirectory() as home:
        lists = said.lists or Path(home) / "lists"
        if said.lists is None:
            make = (sys.executable, "-m", "cohortmatch", "demo", "-o", str(lists))
            env = {**os.environ, "PYTHONPATH": str(said.other.resolve())}
            subprocess.run(make, env=env, check=True, capture_output=True)
        for number in range(said.times + 1):
            for source, taken in found.items():
                cost = seconds(source, lists, Path(home) / f"{number}-{source.parent.name}")
                taken += [cost] if number else []  # the first run of each warms the disk
    other, now = (statistics.median(taken) for taken in found.values())
    print(f"before: {other:.2f} s, now: {now:.2f} s, {now / other:.2f} times")


if __name__ == "__main__":
    main()
