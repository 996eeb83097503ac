"""Very many plain rows: cohortmatch and Splink 5 side by side, on the same rows, one after another.

Each tool runs in a process of its own, from a parquet file to a person for every row; time is wall
time of the process, start-up included, memory its peak resident size. Splink's time is without the
further cut-offs that its best F1 is looked for with.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

import pandas as pd

PEERS = Path(__file__).parent / "peers"
SEED = 1
TOOLS = ("cohortmatch", "splink eight", "splink narrow")


@dataclass(frozen=True)
class Timed:
    """One tool on one table: `f1` at its default cut-off, `best` at the best of several.

    `processor` is seconds of all cores together, which a busy machine changes less; ours only.
    """

    rows: int
    tool: str
    seconds: float
    processor: float
    megabytes: float
    pairs: int | None
    precision: float
    recall: float
    f1: float
    best: float
    stages: dict[str, float]
    making: str = "flat"
    spent: dict[str, tuple[float, float, float]] = field(default_factory=dict)


def compare(
    sizes: Sequence[int],
    tools: Sequence[str],
    repeat: int = 1,
    makings: Sequence[str] = ("flat",),
) -> Iterator[Timed]:
    """Every tool on every size and making, `repeat` times in turn; the median time is kept."""
    for rows, making in product(sizes, makings):
        with tempfile.TemporaryDirectory() as folder:
            # In a process of its own: a child's peak memory starts at its parent's.
            write = [sys.executable, __file__, "--write", str(rows), folder, making]
            subprocess.run(write, check=True)
            runs = [
                [run(tool, rows, Path(folder), making) for tool in tools] for _ in range(repeat)
            ]
        for each in zip(*runs, strict=True):
            yield sorted(each, key=lambda timed: timed.seconds)[len(each) // 2]


def write_rows(rows: int, folder: Path, making: str = "flat") -> None:
    """Write the table and who each row is of."""
    from makings import made

    frame, person = made(making, SEED, rows)
    frame.to_parquet(folder / "rows.parquet")
    person.to_frame().to_parquet(folder / "truth.parquet")


def run(tool: str, rows: int, folder: Path, making: str = "flat") -> Timed:
    """One run of one tool."""
    from venvs import python_of

    source, out = str(folder / "rows.parquet"), folder / "out"
    out.mkdir(exist_ok=True)
    if tool == "cohortmatch":
        command = [sys.executable, str(PEERS / "ours_large.py"), source, str(out)]
    else:
        script = str(PEERS / "splink_large.py")
        command = [str(python_of("splink")), script, source, str(out), tool.split()[1]]
    seconds, processor, megabytes = timed(command)
    told = json.loads((out / "told.json").read_text())
    stages = told["stages"]
    truth = pd.read_parquet(folder / "truth.parquet")["person"].to_numpy()
    marks = [rates(truth, found) for _, found in pd.read_parquet(out / "labels.parquet").items()]
    if tool != "cohortmatch":
        seconds -= told["further"]
    best = max(f1 for _, _, f1 in marks)
    return Timed(
        rows,
        tool,
        seconds,
        processor,
        megabytes,
        told.get("pairs"),
        *marks[0],
        best,
        stages,
        making,
        told.get("spent", {}),
    )


def timed(command: Sequence[str]) -> tuple[float, float, float]:
    """Seconds of wall time, seconds of the processor and peak megabytes of a command."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{Path(command[1]).name} failed with {process.returncode}")
    megabytes = usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return seconds, usage.ru_utime + usage.ru_stime, megabytes


def rates(truth: Any, found: Any) -> tuple[float, float, float]:
    """Pairwise precision, recall and F1 of labels."""
    person, label = pd.factorize(truth)[0], pd.factorize(found)[0]
    both = person.astype("int64") << 32 | label
    true, said, right = (pairs(each) for each in (person, label, both))
    return right / max(said, 1), right / max(true, 1), 2 * right / max(true + said, 1)


def pairs(labels: Any) -> int:
    """How many pairs have one label."""
    counts = pd.Series(labels).value_counts().to_numpy()
    return int((counts * (counts - 1) // 2).sum())


def table(found: Sequence[Timed]) -> str:
    """The measurements in Markdown, each with its ratio to Splink's time on the same rows."""
    theirs = {(each.rows, each.making): each.seconds for each in found if each.tool == TOOLS[1]}
    lines = [
        "| rows | making | tool | seconds | of Splink's | of processor | peak memory, MB | pairs "
        "| pairs a second | precision | recall | F1 | best F1 | seconds by stage |",
        "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for each in found:
        of = (each.rows, each.making)
        ratio = f"{each.seconds / theirs[of]:.2f}" if of in theirs else "–"
        count = f"{each.pairs:,}" if each.pairs else "–"
        speed = f"{each.pairs / each.seconds:,.0f}" if each.pairs else "–"
        cpu = f"{each.processor:.1f}" if each.tool == TOOLS[0] else "–"
        stages = ", ".join(f"{name} {seconds:.1f}" for name, seconds in each.stages.items())
        lines.append(
            f"| {each.rows:,} | {each.making} | {each.tool} | {each.seconds:.1f} | {ratio} | {cpu} "
            f"| {each.megabytes:.0f} "
            f"| {count} | {speed} | {each.precision:.4f} | {each.recall:.4f} | {each.f1:.4f} "
            f"| {each.best:.4f} | {stages} |"
        )
    return "\n".join(lines)


def stage_table(found: Sequence[Timed]) -> str:
    """Ours by stage in Markdown: seconds, of the processor, and peak memory at its end in MB."""
    lines = [
        "| rows | making | stage | seconds | of processor | peak memory, MB |",
        "|---" * 6 + "|",
    ]
    lines += [
        f"| {each.rows:,} | {each.making} | {stage} | {wall:.2f} | {cpu:.2f} | {peak:.0f} |"
        for each in found
        for stage, (wall, cpu, peak) in each.spent.items()
    ]
    return "\n".join(lines)


if __name__ == "__main__" and sys.argv[1:2] == ["--write"]:
    write_rows(int(sys.argv[2]), Path(sys.argv[3]), sys.argv[4])
