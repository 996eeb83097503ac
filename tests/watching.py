"""A watcher over small lists in a folder, with a clock that goes as the test says."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

from cohortmatch.core.own_names import BOARD, STORE, log_beside
from cohortmatch.services.places import Keeping
from cohortmatch.services.sources import Given, given
from cohortmatch.services.watch import WatchClock, Watcher, WatchRequest
from cohortmatch.services.watch_answer import WatchAnswer

START = datetime.combine(date.today(), time(9))
HEAD = "Surname,Forename,DOB,PNC,RAG\n"
PEOPLE = [
    "Quarmby,Ivor,03/04/1989,,Red\n",
    "Odell,Una,17/11/1994,,Amber\n",
    "Yardley,Gus,05/06/1979,,Green\n",
    "Okafor,Daniel,09/09/1990,,Amber\n",
    "Kowalski,Piotr,30/12/1984,,Red\n",
    "Tindall,Ada,12/11/1991,,Green\n",
]


class SetClock(WatchClock):
    """A clock that a test sets; sleeping moves it."""

    def __init__(self) -> None:
        self.moment, self.passed = START, 0.0

    def seconds(self) -> float:
        return self.passed

    def now(self) -> datetime:
        return self.moment

    def sleep(self, seconds: float) -> None:
        self.passed += seconds
        self.moment += timedelta(seconds=seconds)


def write_list(folder: Path, name: str, *people: int) -> Path:
    """A list of some of the people, by their numbers."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.csv"
    path.write_text(HEAD + "".join(PEOPLE[n] for n in people), encoding="utf-8")
    return path


@dataclass
class Watched:
    """A watcher of the lists in `home/lists`, its report in `home/june`, and what it told."""

    home: Path
    board: Path | None = None
    store: bool = True
    clock: SetClock = field(default_factory=SetClock)
    told: list[WatchAnswer] = field(default_factory=list)

    @property
    def lists(self) -> Path:
        return self.home / "lists"

    @property
    def out(self) -> Path:
        return self.home / "june"

    @property
    def file(self) -> Path:
        return (self.board or self.out) / BOARD

    def watcher(self) -> Watcher:
        return Watcher(self.request(), self.told.append, self.clock)

    def request(self) -> WatchRequest:
        return WatchRequest(self._given, self._kept, self.out, self.board)

    def _given(self, day: date | None) -> Given:
        return given(self.lists, flags={"as_of": day})

    def _kept(self, _: Given) -> Keeping:
        store = self.home / STORE if self.store else None
        return Keeping(store=store, audit=store and log_beside(store), by="sam")

    def wait(self, watcher: Watcher, seconds: float = 6) -> None:
        """Let some seconds pass, looking every half second."""
        for _ in range(round(2 * seconds)):
            watcher.poll()
            self.clock.sleep(0.5)

    @property
    def page(self) -> str:
        return self.file.read_text(encoding="utf-8")

    @property
    def made(self) -> int:
        """How many boards were made."""
        return sum(each.made for each in self.told)

    @property
    def troubles(self) -> list[str]:
        """What was told of troubles, and of their ends as ''."""
        return [" ".join(each.trouble) for each in self.told if not each.made]


def banner(page: str) -> list[str]:
    """The sentences of a board's banner."""
    found = re.search(r'<section class="banner".*?</section>', page, re.S)
    return re.findall(r"<p>(.*?)</p>", found[0])[1:] if found else []


def on_panels(page: str) -> dict[str, str]:
    """How many people each panel has, as a board shows it."""
    card = re.compile(r'<h3>(.*?)</h3>\s*<p class="people"><b>(.*?)</b>')
    return dict(card.findall(page))


def figures(page: str, panel: str) -> dict[str, str]:
    """The figures of one panel on a board."""
    card = page.partition(f"<h3>{panel}</h3>")[2].partition("</li>")[0]
    plain = re.sub(r"</?a[^>]*>", "", card)
    return dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", plain))
