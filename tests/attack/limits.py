"""`cohortmatch check` of one path in a process of its own, with little memory and little time."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ADDRESS_SPACE = 1_572_864 * 1024
SECONDS, WALL = 10, 120
"""Seconds of the processor, which a busy machine does not lengthen, and of the clock."""


class Done(NamedTuple):
    """How a process ended: its exit code, what it printed, seconds of the processor."""

    code: int
    said: str
    seconds: float


def checked(path: Path) -> Done:
    """`cohortmatch check` of a path under the limits, in the path's folder."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-m", "cohortmatch", "check", str(path)],
        capture_output=True, text=True, errors="replace", check=False, timeout=WALL,
        stdin=subprocess.DEVNULL, cwd=path.parent, preexec_fn=_limit, env=_environment(),
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Done(done.returncode, done.stdout + done.stderr, seconds)


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))


def _environment() -> dict[str, str]:
    return {name: said for name, said in os.environ.items() if not name.startswith("COHORTMATCH_")}
