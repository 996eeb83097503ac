"""How long the whole command takes and how much memory, in processes of their own.

    python benchmarks/speed.py          prints a table, and exits with 1 when a limit is passed
    python benchmarks/speed.py --rows 100000 300000 1000000 [--ours 3000000] [--repeat 3]

With --rows, very many plain rows beside Splink 5: see large.py. Without, the borough case: five
panels' lists of 800 rows each, three CSV files and two workbooks, from command to finished workbook
and page. Times are wall times of the whole process, start-up included; memory is the process's peak
resident size as the system counts it.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

ROWS, PEOPLE, SEED = 800, 8500, 11
LITTLE = "250MB"
PANELS = ("IOM", "MAPPA", "SGV", "DIP", "ASB")


@dataclass(frozen=True)
class Limit:
    """What a command may take: seconds of wall time and megabytes of memory."""

    seconds: float
    megabytes: float


@dataclass(frozen=True)
class Measured:
    """What a command took; `command` as a person would type it; `cpu` in seconds of all cores."""

    command: str
    seconds: float
    cpu: float
    megabytes: float
    limit: Limit

    @property
    def is_within(self) -> bool:
        """Whether both limits hold."""
        return self.seconds <= self.limit.seconds and self.megabytes <= self.limit.megabytes


def main() -> int:
    """Measure, print, and answer 1 when a limit is passed."""
    with tempfile.TemporaryDirectory() as temporary:
        # In a process of its own: a child's peak memory starts at its parent's.
        subprocess.run([sys.executable, __file__, "--write", f"{temporary}/lists"], check=True)
        run = ("run", "lists", "-o", "out")
        found = [
            measure(("--help",), Limit(0.5, 100), Path(temporary), best_of=5),
            measure(("check", "lists"), Limit(10, 500), Path(temporary)),
            measure(run, Limit(10, 500), Path(temporary), best_of=2),
            measure((*run, "--memory", LITTLE), Limit(10, 400), Path(temporary)),
        ]
    print(table(found))
    return 0 if all(each.is_within for each in found) else 1


def write_borough(folder: Path) -> None:
    """Write five panels' lists of 800 rows each."""
    from cohortmatch.inventing import invent, write_lists

    everything = invent(SEED, people=PEOPLE)
    tables = [each for each in everything.tables if each.spec.name in PANELS]
    cut = [replace(each, rows=each.rows[:ROWS], numbers=each.numbers[:ROWS]) for each in tables]
    write_lists(replace(everything, tables=tuple(cut)), folder)


def measure(args: Sequence[str], limit: Limit, folder: Path, best_of: int = 1) -> Measured:
    """The quickest of some runs of the command, and the most memory that any of them took."""
    runs = [_once(args, folder) for _ in range(best_of)]
    (seconds, cpu, _), megabytes = min(runs), max(run[2] for run in runs)
    return Measured(f"cohortmatch {shlex.join(args)}", seconds, cpu, megabytes, limit)


def _once(args: Sequence[str], folder: Path) -> tuple[float, float, float]:
    """Seconds of wall time, seconds of processor time, and peak megabytes of one run."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "cohortmatch", *args],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"cohortmatch {shlex.join(args)} failed with {process.returncode}")
    per_megabyte = 1024 * 1024 if sys.platform == "darwin" else 1024
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / per_megabyte


def table(found: Sequence[Measured]) -> str:
    """The measurements with their limits, in Markdown."""
    head = [
        f"Five lists of {ROWS} rows on {os.cpu_count()} cores, Python {sys.version.split()[0]}",
        "",
        "| command | seconds | limit | of processor | peak memory, MB | limit | within |",
        "|---|---|---|---|---|---|---|",
    ]
    rows = [
        f"| `{each.command}` | {each.seconds:.2f} | {each.limit.seconds:g} "
        f"| {each.cpu:.2f} | {each.megabytes:.0f} | {each.limit.megabytes:g} "
        f"| {'yes' if each.is_within else 'NO'} |"
        for each in found
    ]
    return "\n".join([*head, *rows])


def many_rows(args: Sequence[str]) -> int:
    """Measure cohortmatch and Splink side by side on tables of so many rows."""
    import argparse

    import large

    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, nargs="+", default=[])
    parser.add_argument("--ours", type=int, nargs="*", default=[])
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--tools", nargs="+", default=list(large.TOOLS))
    asked = parser.parse_args(args)
    found = [
        *large.compare(asked.rows, asked.tools, asked.repeat),
        *large.compare(asked.ours, large.TOOLS[:1], asked.repeat),
    ]
    print(large.table(found))
    return 0


if __name__ == "__main__":
    if {"--rows", "--ours"} & set(sys.argv):
        sys.exit(many_rows(sys.argv[1:]))
    if sys.argv[1:2] == ["--write"]:
        sys.exit(write_borough(Path(sys.argv[2])))
    sys.exit(main())
