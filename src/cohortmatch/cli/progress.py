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

AFTER, EVERY = 1.0, 0.2
"""Seconds before anything is shown on a terminal, and from one drawing to the next."""
LATER, SELDOM = 20.0, 30.0
"""The same elsewhere."""
WIDTH = 24
TOLD = 0.02
"""The share that must be done before the rest is estimated."""
WORDS = {
    "read": "Reading the lists",
    "normalise": "Reading the lists",
    "block": "Choosing the pairs to compare",
    "compare": "Comparing the pairs",
    "score": "Scoring: what each agreement is worth",
    "cluster": "Clustering: who is who",
    "report": "Writing the report",
}


class Progress:
    """A watcher for `Seconds`, and a context manager that shows the progress."""

    def __init__(self) -> None:
        self._stage = ""
        self._done: float | None = None
        self._begun = time.monotonic()
        self._ended = threading.Event()
        self._drawn = False
        self._thread = threading.Thread(target=self._show, daemon=True)

    def __call__(self, stage: str, done: float | None) -> None:
        """Take note of the stage that began, or of how much of it is done (0 to 1)."""
        if stage != self._stage:
            self._begun = time.monotonic()
        self._stage, self._done = stage, done

    def __enter__(self) -> Progress:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended.set()
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


def line(stage: str, done: float | None, seconds: float, in_stage: float) -> str:
    """The line shown: the stage in words and, where the share done is known, a bar and an estimate.

    `seconds` have passed since the beginning, `in_stage` since that of the stage. A stage that is
    none of a run names itself.
    """
    words = WORDS.get(stage, stage or "Working")
    if done is None:
        return f"{words}, {_time(seconds)} so far"
    full = round(done * WIDTH)
    bar = f"{words} [{'#' * full}{'.' * (WIDTH - full)}] {done:.0%}"
    if done < TOLD:
        return f"{bar}, {_time(seconds)} so far"
    return f"{bar}, about {_time(max(in_stage * (1 - done) / done, 1))} left"


def _time(seconds: float) -> str:
    """Seconds as people say them."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
