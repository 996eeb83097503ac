"""What a long run shows meanwhile: one line on stderr, on a terminal only, after the first second.

The line is drawn over itself and taken away at the end, so that it never mixes with what is told.
"""

from __future__ import annotations

import sys
import threading
import time
from types import TracebackType

import click

AFTER = 1.0
"""Seconds before anything is shown."""
EVERY = 0.2
WIDTH = 24
WORDS = {
    "read": "Reading the lists",
    "normalise": "Reading the lists",
    "prepare": "Preparing to compare",
    "compare": "Comparing",
    "resolve": "Working out who is who",
    "report": "Writing the report",
}


class Progress:
    """A watcher for `Seconds`; a context manager that shows nothing off a terminal."""

    def __init__(self) -> None:
        self._stage = ""
        self._done: float | None = None
        self._ended = threading.Event()
        self._shown = False
        self._thread = threading.Thread(target=self._draw, daemon=True)

    def __call__(self, stage: str, done: float | None) -> None:
        """Take note of the stage that began, or of how much of it is done (0 to 1)."""
        self._stage, self._done = stage, done

    def __enter__(self) -> Progress:
        if sys.stderr.isatty():
            self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join()
        if self._shown:
            click.echo("\r\033[K", err=True, nl=False)

    def _draw(self) -> None:
        start = time.monotonic()
        wait = AFTER
        while not self._ended.wait(wait):
            wait, self._shown = EVERY, True
            text = line(self._stage, self._done, time.monotonic() - start)
            click.echo(f"\r{text}\033[K", err=True, nl=False)


def line(stage: str, done: float | None, seconds: float) -> str:
    """The line shown: the stage in words, a bar where the share done is known, the seconds."""
    bar = ""
    if done is not None:
        full = round(done * WIDTH)
        bar = f" [{'#' * full}{'.' * (WIDTH - full)}] {done:.0%}"
    return f"{WORDS.get(stage, 'Working')}{bar} {seconds:.0f} s"
