"""The log of a process that adds many lines: only what came after its own last line is read.

Policy: the same as that of `log`: nothing is built on a log that is not what it was. What stood
before the last line of this process was checked when that line was added; from there to the end
every line is checked again, because other processes add too. Where the last line is not at its
place, the log was begun again or tampered with, and the whole of it is read.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

from cohortmatch.audit.events import Event
from cohortmatch.audit.lines import Anchor, Logged, digest, line_bytes, next_line, torn_line
from cohortmatch.audit.log import line_before
from cohortmatch.core.append_only import append_after
from cohortmatch.core.errors import StoreError

__all__ = ["OpenLog"]


class OpenLog:
    """A log that this process adds to; `anchor` is a line that it must hold. Several threads may
    add at once."""

    def __init__(self, path: Path, anchor: Anchor | None = None) -> None:
        self._path, self._anchor = path, anchor
        self._start = 0
        self._one_at_a_time = threading.Lock()

    @property
    def last(self) -> Anchor | None:
        """The last line that this process added, or the one that the log must hold."""
        return self._anchor

    def add(self, event: Event) -> Logged:
        """Add an event, through to the disk. OutputError when that fails, StoreError when the log
        is not what it was; then nothing was added."""
        with self._one_at_a_time:
            try:
                return self._added(event)
            except StoreError:
                if not self._start:
                    raise
                self._start = 0  # begun again by another process, or tampered with: read it all
                return self._added(event)

    def _added(self, event: Event) -> Logged:
        made: list[Logged] = []

        def line(content: bytes) -> bytes:
            last = line_before(content, self._path, self._anchor)
            torn = torn_line(content)
            made.append(next_line(replace(event, unfinished=digest(torn) if torn else ""), last))
            return line_bytes(made[0])

        self._start = append_after(self._path, self._start, line)
        self._anchor = made[0].anchor
        return made[0]
