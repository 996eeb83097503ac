"""Runs a peer on a set: in its own environment, in a process of its own, timed and weighed."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from answers import Answer
from flat import flat_table
from sets import Dataset
from venvs import python_of

PEERS = ("splink", "recordlinkage", "dedupe", "goldenmatch")
LONGEST = 600
"""Seconds after which a peer is given up."""
MOST_MEMORY = 6 * 1024**3
"""Bytes of address space that a peer may have; it is given up when it wants more."""


def run_peer(name: str, dataset: Dataset) -> Iterator[Answer]:
    """A peer's answers for one set, one for each cut-off it offers; none when it failed."""
    python = python_of(name)
    script = Path(__file__).parent / "peers" / f"{name}_peer.py"
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "rows.csv"
        flat_table(dataset).to_csv(source, index=False)
        dataset.truth[["person"]].to_csv(Path(folder) / "truth.csv", index=False)
        out = Path(folder) / "out"
        out.mkdir()
        seconds, megabytes, code = timed([str(python), str(script), str(source), str(out)])
        if code:
            print(f"{dataset.name}: {name} ended with {code}", file=sys.stderr)
            return
        yield from read_answers(name, out, seconds, megabytes)


def timed(command: list[str]) -> tuple[float, float, int]:
    """Run a command; its seconds, its peak memory in MB and its exit code."""
    start = time.perf_counter()
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    with tempfile.TemporaryFile() as words:
        process = subprocess.Popen(
            command, stdout=words, stderr=words, env=environment, preexec_fn=bound_memory
        )
        usage = None
        while usage is None:
            pid, status, used = os.wait4(process.pid, os.WNOHANG)
            if pid:
                usage, process.returncode = used, os.waitstatus_to_exitcode(status)
            elif time.perf_counter() - start > LONGEST:
                process.kill()
            time.sleep(0.02)
        if process.returncode:
            words.seek(0)
            print(words.read().decode(errors="replace")[-1500:], file=sys.stderr)
    return time.perf_counter() - start, usage.ru_maxrss / 1024, process.returncode


def bound_memory() -> None:
    """Let this process have no more than MOST_MEMORY."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def read_answers(name: str, out: Path, seconds: float, megabytes: float) -> Iterator[Answer]:
    """The answers a peer wrote."""
    labels = pd.read_csv(out / "labels.csv").sort_values("unique_id")
    links = pd.DataFrame({"left": [], "right": [], "score": []})
    if (out / "links.csv").exists():
        links = pd.read_csv(out / "links.csv")
    for setting in labels.columns.drop("unique_id"):
        people = pd.factorize(labels[setting])[0]
        yield Answer(f"{name} {setting}", people, links, seconds, megabytes)
