"""A file that one process holds for as long as it lives, so that a second one stays away.

Policy: the system holds it and lets go when the process ends, however it ends; the file that is
left behind means nothing. A disk that knows no locks lets everybody through.
"""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

from cohortmatch.core.append_only import OWNER_ONLY, lock

__all__ = ["HeldFile"]

NO_LOCKS = frozenset(
    (errno.ENOLCK, errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, getattr(errno, "ENOTSUP", 95))
)


class HeldFile:
    """A file to hold; `hold` again and again, because its folder may go and come back."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._handle: int | None = None

    def hold(self) -> bool:
        """Hold the file, which is made when missing; False where another process holds it.
        OSError where it cannot be made."""
        if self._handle is not None and self._is_there():
            return True
        self._let_go()
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), OWNER_ONLY)
        try:
            lock(handle, wait=False)
        except OSError as error:
            if error.errno not in NO_LOCKS:
                os.close(handle)
                return False
        self._handle = handle
        return self._is_there() or self.hold()

    def release(self) -> None:
        """Let go of the file and remove it."""
        if self._handle is not None:
            with contextlib.suppress(OSError):  # on Windows an open file stays, and means nothing
                self.path.unlink(missing_ok=True)
            self._let_go()

    def _is_there(self) -> bool:
        assert self._handle is not None
        try:
            return os.path.samestat(os.fstat(self._handle), self.path.stat())
        except OSError:
            return False

    def _let_go(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def __repr__(self) -> str:
        return f"<HeldFile {self.path.name}>"
