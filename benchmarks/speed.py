"""How long the whole command takes and how much memory, in processes of their own.

    python benchmarks/speed.py          prints a table, and exits with 1 when a limit is passed
    python benchmarks/speed.py --rows 100000 300000 1000000 [--ours 3000000] [--repeat 3]
                                        [--makings flat tailed free]

With --rows, very many rows of one or several makings (makings.py) beside Splink 5: see large.py;
what a month's changes cost is in speed_changed.py. Without, two boroughs: the nine lists of
`cohortmatch demo` (1,300 listings), and five panels' lists of 800 rows each, from command to
finished workbook and page, and the first of
them as a library call on loaded frames, and as a program that writes the whole report and the
edition of each of the nine lists. Of several runs the median counts. Times are of the
processor, all cores together, start-up and imports included; the library call's is wall time, the
median of several boroughs after a first. Memory is the process's peak resident size.
"""

from __future__ import annotations

import os
import shlex
import statistics
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
BOROUGHS = range(1, 7)


@dataclass(frozen=True)
class Limit:
    """What a command may take: seconds of the processor and megabytes of memory."""

    seconds: float
    megabytes: float


@dataclass(frozen=True)
class Measured:
    """What a command took; `command` as a person would type it, `wall` in seconds too."""

    command: str
    seconds: float
    wall: float
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
        subprocess.run([sys.executable, __file__, "--write", f"{temporary}/five"], check=True)
        demo = [sys.executable, "-m", "cohortmatch", "demo", "--out", f"{temporary}/nine"]
        subprocess.run(demo, check=True, stdout=subprocess.DEVNULL)
        folder = Path(temporary)
        found = [
            measure(("--help",), Limit(0.5, 100), folder),
            measure(("run", "nine", "-o", "out"), Limit(2.5, 300), folder, runs=5),
            library(Limit(0.5, 500), folder),
            editions(Limit(4, 400), folder),
            measure(("check", "five"), Limit(10, 500), folder),
            measure(("run", "five", "-o", "out"), Limit(10, 500), folder),
            measure(("run", "five", "-o", "out", "--memory", LITTLE), Limit(10, 400), folder),
        ]
    print(table(found))
    return 0 if all(each.is_within for each in found) else 1


def write_borough(folder: Path) -> None:
    """Write five panels' lists of 800 rows each."""
    from cohortmatch.synthetic import invent, write_lists

    everything = invent(SEED, people=PEOPLE)
    tables = [each for each in everything.tables if each.spec.name in PANELS]
    cut = [replace(each, rows=each.rows[:ROWS], numbers=each.numbers[:ROWS]) for each in tables]
    write_lists(replace(everything, tables=tuple(cut)), folder)


def measure(args: Sequence[str], limit: Limit, folder: Path, runs: int = 3) -> Measured:
    """The medians of some runs of the command, after one that is not counted."""
    command = [sys.executable, "-m", "cohortmatch", *args]
    found = [_once(command, folder) for _ in range(runs + 1)][1:]
    medians = (statistics.median(each) for each in zip(*found, strict=True))
    return Measured(f"cohortmatch {shlex.join(args)}", *medians, limit)


def library(limit: Limit, folder: Path) -> Measured:
    """The library call on loaded frames; its own process measures it."""
    program = [sys.executable, __file__, "--library"]
    _, _, megabytes = _once(program, folder)
    told = subprocess.run(program, check=True, capture_output=True, text=True, env=_environment())
    wall = float(told.stdout)
    return Measured("match(nine frames), wall time", wall, wall, megabytes, limit)


def editions(limit: Limit, folder: Path, runs: int = 5) -> Measured:
    """A run of the nine lists with the edition of each, written by one process."""
    program = [sys.executable, __file__, "--editions"]
    found = [_once(program, folder) for _ in range(runs + 1)][1:]
    medians = (statistics.median(each) for each in zip(*found, strict=True))
    return Measured("the report of nine lists and nine editions", *medians, limit)


def write_editions() -> None:
    """Match the lists in the folder "nine", and write the report and every list's edition."""
    import cohortmatch as cm

    result = cm.match(cm.read_lists("nine"))
    with tempfile.TemporaryDirectory() as out:
        result.write(Path(out) / "report")
        for info in result.listings.lists:
            result.edition(info.name).write(Path(out) / info.name)


def call_library() -> None:
    """Print the median seconds of wall time of a match of a borough's nine frames."""
    import cohortmatch as cm
    from cohortmatch.synthetic import invent

    seconds = []
    for seed in BOROUGHS:
        frames = invent(seed).frames
        start = time.perf_counter()
        cm.match(frames)
        seconds.append(time.perf_counter() - start)
    print(statistics.median(seconds[1:]))


def _once(command: Sequence[str], folder: Path) -> tuple[float, float, float]:
    """Seconds of processor time, seconds of wall time, and peak megabytes of one run."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=_environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{shlex.join(command)} failed with {process.returncode}")
    per_megabyte = 1024 * 1024 if sys.platform == "darwin" else 1024
    return usage.ru_utime + usage.ru_stime, seconds, usage.ru_maxrss / per_megabyte


def _environment() -> dict[str, str]:
    """The environment with compiled modules kept, as they are where the package is installed."""
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | {
        "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "cohortmatch-compiled")
    }


def table(found: Sequence[Measured]) -> str:
    """The measurements with their limits, in Markdown."""
    head = [
        f"Nine lists of the demo and five lists of {ROWS} rows on {os.cpu_count()} cores, "
        f"Python {sys.version.split()[0]}",
        "",
        "| command | seconds of processor | limit | wall | peak memory, MB | limit | within |",
        "|---|---|---|---|---|---|---|",
    ]
    rows = [
        f"| `{each.command}` | {each.seconds:.2f} | {each.limit.seconds:g} "
        f"| {each.wall:.2f} | {each.megabytes:.0f} | {each.limit.megabytes:g} "
        f"| {'yes' if each.is_within else 'NO'} |"
        for each in found
    ]
    return "\n".join([*head, *rows])


def many_rows(args: Sequence[str]) -> int:
    """Measure cohortmatch and Splink side by side on tables of so many rows."""
    import argparse

    import large
    from makings import MAKINGS

    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, nargs="+", default=[])
    parser.add_argument("--ours", type=int, nargs="*", default=[])
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--makings", nargs="+", default=["flat"], choices=list(MAKINGS))
    parser.add_argument("--tools", nargs="+", default=list(large.TOOLS))
    asked = parser.parse_args(args)
    found = [
        *large.compare(asked.rows, asked.tools, asked.repeat, asked.makings),
        *large.compare(asked.ours, large.TOOLS[:1], asked.repeat, asked.makings),
    ]
    print(large.table(found))
    print()
    print(large.stage_table(found))
    return 0


if __name__ == "__main__":
    if {"--rows", "--ours"} & set(sys.argv):
        sys.exit(many_rows(sys.argv[1:]))
    if sys.argv[1:] == ["--library"]:
        sys.exit(call_library())
    if sys.argv[1:] == ["--editions"]:
        sys.exit(write_editions())
    if sys.argv[1:2] == ["--write"]:
        sys.exit(write_borough(Path(sys.argv[2])))
    sys.exit(main())
