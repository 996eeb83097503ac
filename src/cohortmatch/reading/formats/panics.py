"""Calls into calamine that cannot end the run or print what a workbook holds.

Policy: on a damaged workbook calamine may panic. A panic raises something that is not an Exception
and writes a message, with pieces of the data, to the process's standard error. The message is
dropped and the panic becomes an ordinary error. No stack trace is made of it, whatever
RUST_BACKTRACE says: one takes hundreds of megabytes, and where these cannot be had the process
would wait for ever.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["DamagedWorkbookError", "contained"]

STANDARD_ERROR = 2
TRACES = "RUST_BACKTRACE"


class DamagedWorkbookError(Exception):
    """Calamine could not read a workbook; the cause is for developers."""


@contextmanager
def contained() -> Iterator[None]:
    """Turn whatever calamine raises inside into DamagedWorkbookError, with nothing printed."""
    kept = _silence()
    try:
        with _without_traces():
            yield
    except (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError):
        raise
    except BaseException as error:
        raise DamagedWorkbookError(type(error).__name__) from None
    finally:
        _restore(kept)


@contextmanager
def _without_traces() -> Iterator[None]:
    before = os.environ.get(TRACES)
    os.environ[TRACES] = "0"
    try:
        yield
    finally:
        if before is None:
            del os.environ[TRACES]
        else:
            os.environ[TRACES] = before


def _silence() -> int | None:
    """Point the process's standard error at nothing; returns where it pointed."""
    try:
        kept = os.dup(STANDARD_ERROR)
        nowhere = os.open(os.devnull, os.O_WRONLY)
    except OSError:
        return None
    os.dup2(nowhere, STANDARD_ERROR)
    os.close(nowhere)
    return kept


def _restore(kept: int | None) -> None:
    if kept is not None:
        os.dup2(kept, STANDARD_ERROR)
        os.close(kept)
