"""A command in a process of its own, killed or refused room at one of its steps that write."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from click.testing import CliRunner

from cohortmatch.cli import app
from killing import CHANGING, NEEDS_ROOM, hooked

WRITING = (*(name for name in CHANGING if name != "write"), "fdopen", "fsync", "COMMIT")
READING = ("open", "stat", "scandir")
"""Steps outside the window in which files change."""
ROOM = tuple(name for name in NEEDS_ROOM if name != "write")
PAGE = 4096
"""Bytes that Linux writes wholly or not at all: a kill comes between pages, and so does the end of
a disk."""
LIMIT = 120
"""Seconds after which a process that hangs is ended."""


class Ended(NamedTuple):
    """How a process ended: the signal (0 for none), the exit code, what was printed, its steps."""

    signal: int
    code: int = 0
    said: str = ""
    steps: int = 0

    @property
    def is_plain(self) -> bool:
        """Whether it ended as a command may: with an exit code of its own, and in plain words."""
        words = ("unexpected", "Traceback")
        return not self.signal and self.code in (0, 1, 2) and not any(w in self.said for w in words)


Work = Callable[[], tuple[int, str]]


def command(folder: Path, *args: object) -> Work:
    """The command line, in a folder; its exit code and what it prints."""

    def work() -> tuple[int, str]:
        unset = dict.fromkeys(name for name in os.environ if name.startswith("COHORTMATCH_"))
        with contextlib.chdir(folder):
            done = CliRunner(env=unset).invoke(app, [str(each) for each in args])
        return done.exit_code, done.output

    return work


def done(work: Work) -> Ended:
    """The work in a process of its own."""
    return _forked(work, lambda: _stopped((), -1, _kill))


def killed(work: Work, step: int) -> Ended:
    """The work, killed (kill -9) at a step that writes: in the middle of it where it is a write."""
    return _forked(work, lambda: _stopped(WRITING, step, _kill))


def killed_while_reading(work: Work, step: int) -> Ended:
    """The work, killed at a step that only reads."""
    return _forked(work, lambda: _stopped(READING, step, _kill, is_writing=False))


def refused(work: Work, step: int) -> Ended:
    """The work on a disk that is full from a step on that needs room, half of a write included."""
    return _forked(work, lambda: _stopped(ROOM, step, _full, ever_after=True))


def begun(work: Work) -> tuple[int, int]:
    """Begin the work in a process of its own: its number, and where its report is to be read."""
    return _fork(work, lambda: _stopped((), -1, _kill))


def ended(pid: int, source: int) -> Ended:
    """Wait for a process that was begun."""
    with os.fdopen(source, "rb") as file:
        told = file.read()
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return Ended(-code) if code else Ended(0, **json.loads(told))


def _forked(work: Work, hooks: Callable[[], Any]) -> Ended:
    return ended(*_fork(work, hooks))


def _fork(work: Work, hooks: Callable[[], Any]) -> tuple[int, int]:
    source, sink = os.pipe()
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(source)
            signal.alarm(LIMIT)
            with hooks() as stop:
                code, said = work()
            _tell(sink, {"code": code, "said": said, "steps": stop.seen})
            os._exit(0)
        finally:
            os._exit(1)
    os.close(sink)
    return pid, source


def _tell(sink: int, told: dict[str, object]) -> None:
    with os.fdopen(sink, "wb") as file:
        file.write(json.dumps(told).encode())


def _kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _full() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class _Stop:
    """Counts steps and acts at one of them, or at it and every later one."""

    def __init__(self, step: int, act: Callable[[], None], *, ever_after: bool) -> None:
        self.seen, self._step, self._act, self._ever_after = 0, step, act, ever_after

    @property
    def is_next(self) -> bool:
        return self.seen == self._step

    def __call__(self) -> None:
        acts = self.is_next or (self._ever_after and self.seen > self._step >= 0)
        self.seen += 1
        if acts:
            self._act()


@contextlib.contextmanager
def _stopped(
    names: tuple[str, ...],
    step: int,
    act: Callable[[], None],
    *,
    ever_after: bool = False,
    is_writing: bool = True,
) -> Iterator[_Stop]:
    """Act at the numbered of these steps; of a write, half is done before."""
    stop = _Stop(step, act, ever_after=ever_after)
    write = os.write

    def halved(handle: int, content: bytes) -> int:
        if stop.is_next and len(content) > PAGE:
            write(handle, content[: len(content) // 2 // PAGE * PAGE])
        stop()
        return write(handle, content)

    with hooked(names, stop):
        if is_writing:
            os.write = halved  # type: ignore[assignment]
        try:
            yield stop
        finally:
            os.write = write
