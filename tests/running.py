"""How the tests run the command, and on which day; several processes at once, and one killed."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

AS_OF = "2026-06-01"
Command = Callable[..., Result]


def at_once(work: Callable[[Path], object], path: Path, *, times: int, workers: int = 4) -> None:
    """Several processes do the work on one path, each so many times; none of them may fail."""
    context = multiprocessing.get_context("fork")
    processes = [context.Process(target=_repeat, args=(work, path, times)) for _ in range(workers)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0] * workers


def _repeat(work: Callable[[Path], object], path: Path, times: int) -> None:
    for _ in range(times):
        work(path)


def killed(module: str, expression: str, lines: int = 5) -> list[int]:
    """The numbers that a process printed, evaluating an expression of a test module over and over,
    until it was killed: after so many lines, in the middle of whatever it was doing."""
    tests = str(Path(__file__).parent)
    code = (
        f"import sys\nfrom pathlib import Path\nsys.path.insert(0, {tests!r})\n"
        f"from {module} import *\nwhile True:\n    print({expression}, flush=True)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as work:
        assert work.stdout is not None
        told = [int(work.stdout.readline()) for _ in range(lines)]
        os.kill(work.pid, signal.SIGKILL)
        return told + [int(line) for line in work.stdout.read().split()]
