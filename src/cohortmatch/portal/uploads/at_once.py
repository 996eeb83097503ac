"""How many lists are read at once: reading one takes long, and the others want their pages.

One process serves a portal, so its memory counts them.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator

from cohortmatch.portal.models import User
from cohortmatch.services.list_upload import UploadRefused

__all__ = ["MOST_AT_ONCE", "one_at_a_time"]

MOST_AT_ONCE = 2
"""Lists that are read at the same time."""
YOURS = "another list of yours is being read; wait until that is done"
OTHERS = "other lists are being read; try again in a minute"

_reading: set[int] = set()
_guard = threading.Lock()


@contextlib.contextmanager
def one_at_a_time(user: User) -> Iterator[None]:
    """Read one list of a user at a time, and two in all; UploadRefused at once for more."""
    with _guard:
        if user.pk in _reading:
            raise UploadRefused(YOURS)
        if len(_reading) >= MOST_AT_ONCE:
            raise UploadRefused(OTHERS)
        _reading.add(user.pk)
    try:
        yield
    finally:
        with _guard:
            _reading.discard(user.pk)
