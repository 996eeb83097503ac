"""Progress of a long match in a notebook: one line below the cell, gone when the match is done.

Policy: it appears after a second, so that a short match shows nothing. Outside a notebook it does
nothing at all. It says how far the run is, and nothing of anybody.
"""

from __future__ import annotations

import sys
import time
from html import escape
from types import TracebackType
from typing import Any

from cohortmatch.services.progress_line import line

__all__ = ["NotebookProgress", "in_notebook"]

AFTER, EVERY = 1.0, 0.3
"""Seconds before anything is shown, and from one drawing to the next."""


def in_notebook() -> bool:
    """Whether this is the kernel of a notebook; a console of IPython is none."""
    interactive = sys.modules.get("IPython")
    shell = interactive.get_ipython() if interactive is not None else None
    return hasattr(shell, "kernel")


class NotebookProgress:
    """A watcher for `Seconds`, and a context manager that takes its line away at the end."""

    def __init__(self) -> None:
        self._start = self._begun = time.monotonic()
        self._drawn_at = 0.0
        self._stage = ""
        self._handle: Any = None

    def __call__(self, stage: str, done: float | None) -> None:
        """Show the stage that began, or how much of it is done (0 to 1)."""
        now = time.monotonic()
        if stage != self._stage:
            self._stage, self._begun = stage, now
        if now - self._start < AFTER or now - self._drawn_at < EVERY:
            return
        self._drawn_at = now
        self._draw(f"<pre>{escape(line(stage, done, now - self._start, now - self._begun))}</pre>")

    def __enter__(self) -> NotebookProgress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._handle is not None:
            self._draw("")

    def _draw(self, markup: str) -> None:
        display = sys.modules["IPython"].display
        shown = display.HTML(markup)
        if self._handle is None:
            self._handle = display.display(shown, display_id=True)
        else:
            self._handle.update(shown)
