"""Work without Python's cyclic garbage collector, which would find little and cost time."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["uncollected"]

MANY = 1_000_000
"""Objects that may be passed over, however often the collector is paused, before it looks at all
of them once: so much garbage at the most waits for it (about 100 MB)."""
FEW = 1_000
"""Frozen objects that are the interpreter's own: Python 3.12 begins with some hundreds."""
_passed_over = 0


@contextmanager
def uncollected() -> Iterator[None]:
    """Pause the cyclic garbage collector; a context manager and a decorator.

    What was made meanwhile mostly stays, so it then counts as old: the collector does not look at
    it at once, but together with everything else that is old.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            _pass_over()
            gc.enable()


def _pass_over() -> None:
    """Count every object as old, or collect where many have been passed over since."""
    global _passed_over
    _passed_over += gc.get_count()[0]
    if _passed_over > MANY:
        _passed_over = 0
        gc.collect()
    elif gc.get_freeze_count() < FEW:  # else the program has frozen objects of its own
        gc.freeze()
        gc.unfreeze()
