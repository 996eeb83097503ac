"""What to watch, by which clocks, and on which day."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from cohortmatch.people.details import spoken
from cohortmatch.services.places import Keeping
from cohortmatch.services.sources import Given

__all__ = ["WatchClock", "WatchRequest", "WatchedDay"]

BACK = (
    "The computer's clock went back from {0} to {1}. The lists are read as of {0} until it is "
    "later; begin the watcher again if the earlier day is right"
)


class WatchClock:
    """The clocks of a watcher: seconds that never go back, the moment by the computer's clock."""

    def seconds(self) -> float:
        """Seconds of a clock that never goes back."""
        return time.monotonic()

    def now(self) -> datetime:
        """This moment by the computer's clock, in its own time zone."""
        return datetime.now()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


@dataclass(frozen=True)
class WatchRequest:
    """What to watch: `given` reads the settings and names the lists, for a day where one is said;
    `kept` says where things are kept; `board` is a folder of its own for the board; `repeats`
    accepts one list alone."""

    given: Callable[[date | None], Given]
    kept: Callable[[Given], Keeping]
    out: Path
    board: Path | None = None
    repeats: bool = False


@dataclass
class WatchedDay:
    """The day of the next run: `fixed` by the settings, else today, and never earlier than before.

    `tell` is called with a sentence when the clock has gone back.
    """

    clock: WatchClock
    tell: Callable[[str], None]
    fixed: date | None = None
    _latest: date = field(default=date.min)
    _is_back: bool = False

    @property
    def insisted(self) -> date | None:
        """The day that a run must be told, because the clock says an earlier one."""
        return self._latest if self._is_back else None

    def read(self) -> date:
        """The day now."""
        if self.fixed is not None:
            return self.fixed
        today = self.clock.now().date()
        if today < self._latest and not self._is_back:
            self._is_back = True
            self.tell(BACK.format(spoken(self._latest), spoken(today)))
        elif today >= self._latest:
            self._latest, self._is_back = today, False
        return self._latest
