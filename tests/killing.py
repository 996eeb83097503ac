"""Work that is stopped at each step that writes, in turn: killed, or refused by a full disk."""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
from collections.abc import Callable, Iterator
from typing import Any

from cohortmatch.store import database

KILLED = 9
CHANGING = ("write", "ftruncate", "link", "replace", "unlink", "chmod", "mkdir", "rmdir")
"""What changes what is on the disk: between two of these a kill finds one and the same."""
NEEDS_ROOM = ("write", "fsync", "link", "replace")


def killed_at_each_step(
    prepare: Callable[[int], Callable[[], object]], *, every: int = 1, most: int = 400
) -> Iterator[int]:
    """Fork, do the work and die right before its first step that writes, its second, …; yields
    after each death, and ends when the work was done without one. `prepare` makes the work for a
    step, in a place of its own; `every` leaves out steps between."""
    for step in range(0, most, every):
        if not _dies(prepare(step), step):
            return
        yield step
    raise AssertionError("the work never ends")


def refused_at_each_step(work: Callable[[], object], *, most: int = 400) -> Iterator[int]:
    """Do the work with a disk that is full at its first step that needs room, its second, …; yields
    after each failure, and ends when the work was done without one."""
    for step in range(most):
        with _counted(NEEDS_ROOM, step, _full) as reached, contextlib.suppress(Exception):
            work()
        if not reached:
            return
        yield step
    raise AssertionError("the work never ends")


def _dies(work: Callable[[], object], step: int) -> bool:
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            with _counted((*CHANGING, "COMMIT"), step, lambda: os._exit(KILLED)):
                work()
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, KILLED), code
    return code == KILLED


def _full() -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@contextlib.contextmanager
def _counted(names: tuple[str, ...], step: int, act: Callable[[], None]) -> Iterator[list[int]]:
    """Act before the numbered call of one of these functions of `os`, or commit of a store."""
    numbers, reached = itertools.count(), []

    def count() -> None:
        if next(numbers) == step:
            reached.append(step)
            act()

    with hooked(names, count):
        yield reached


@contextlib.contextmanager
def hooked(names: tuple[str, ...], call: Callable[[], None]) -> Iterator[None]:
    """Call this before each of these functions of `os`, and around each commit of a store."""
    real = {name: getattr(os, name) for name in names if hasattr(os, name)}
    for name, function in real.items():
        setattr(os, name, _before(function, call))
    whole = database.writing
    if "COMMIT" in names:
        database.writing = _committing(whole, call)
    try:
        yield
    finally:
        for name, function in real.items():
            setattr(os, name, function)
        database.writing = whole


def _before(function: Callable[..., Any], count: Callable[[], None]) -> Callable[..., Any]:
    def counted(*args: Any, **options: Any) -> Any:
        count()
        return function(*args, **options)

    return counted


def _committing(writing: Any, count: Callable[[], None]) -> Any:
    @contextlib.contextmanager
    def counted(*args: Any) -> Iterator[None]:
        with writing(*args):
            yield
            count()
        count()

    return counted
