"""Calls into calamine that cannot end the run or print what a workbook holds.

Policy: on a damaged workbook calamine may panic, which raises something that is no Exception and
writes its own account, with pieces of the data, to the process's standard error. The account is
dropped and the panic becomes an ordinary error.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["DamagedWorkbookError", "contained"]

STANDARD_ERROR = 2


class DamagedWorkbookError(Exception):
    """Calamine could not make sense of a workbook; the cause says more to developers."""


@contextmanager
def contained() -> Iterator[None]:
    """Turn whatever calamine raises inside into DamagedWorkbookError, with nothing printed."""
    kept = _silence()
    try:
        yield
    except (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError):
        raise
    except BaseException as error:
        raise DamagedWorkbookError(type(error).__name__) from None
    finally:
        _restore(kept)


def _silence() -> int | None:
    """Point the process's standard error at nothing; answers where it pointed."""
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
