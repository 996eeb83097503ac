"""Progress of a long run on stderr, with an estimate of the time left.

On a terminal it is one line, after the first second, redrawn in place and removed at the end, so
that it never mixes with the output. Elsewhere, as in a log, a run of minutes prints a line now and
then.
"""

from __future__ import annotations

import sys
import threading
import time
from types import TracebackType

import click

from cohortmatch.cli.screen import is_quiet
from cohortmatch.services.progress_line import WORDS, line

__all__ = ["WORDS", "Progress", "line"]

AFTER, EVERY = 1.0, 0.2
"""Seconds before anything is shown on a terminal, and from one drawing to the next."""
LATER, SELDOM = 20.0, 30.0
"""The same elsewhere."""


class Progress:
    """A watcher for `Seconds`, and a context manager that shows the progress."""

    def __init__(self) -> None:
        self._stage = ""
        self._done: float | None = None
        self._begun = time.monotonic()
        self._ended = threading.Event()
        self._drawn = False
        self._is_quiet = is_quiet()
        self._thread = threading.Thread(target=self._show, daemon=True)

    def __call__(self, stage: str, done: float | None) -> None:
        """Take note of the stage that began, or of how much of it is done (0 to 1)."""
        if stage != self._stage:
            self._begun = time.monotonic()
        self._stage, self._done = stage, done

    def __enter__(self) -> Progress:
        if not self._is_quiet:
            self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended.set()
        if not self._is_quiet:
            self._thread.join()
        if self._drawn:
            click.echo("\r\033[K", err=True, nl=False)

    def _show(self) -> None:
        start = time.monotonic()
        on_terminal = sys.stderr.isatty()
        wait, every = (AFTER, EVERY) if on_terminal else (LATER, SELDOM)
        while not self._ended.wait(wait):
            now, wait = time.monotonic(), every
            text = line(self._stage, self._done, now - start, now - self._begun)
            if on_terminal:
                self._drawn = True
                click.echo(f"\r{text}\033[K", err=True, nl=False)
            else:
                click.echo(text, err=True)
