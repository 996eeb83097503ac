"""A watcher while people and their programs edit lists: never a stale board, and never a torn one.

Each edit comes from a number. The watcher goes by a clock of its own, on which half a minute lasts
as long as the runs in it; another thread reads the board all the time, as a screen might. The short
form does a few dozen edits, `make attack` a thousand; `benchmarks/watch.py` does 10,000.
"""

from __future__ import annotations

import os
import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.attack.commands import is_whole_page

from cohortmatch.audit import verify
from cohortmatch.core.own_names import STORE, log_beside
from cohortmatch.services.watch import Watcher
from watching import PEOPLE, Watched, on_panels, write_list

LONG = bool(os.environ.get("ATTACK"))
EDITS = 1000 if LONG else 24
SEEDS = range(4) if LONG else range(2)
STALE = 30.0
"""Seconds after which a board must say what the lists do."""
LISTS = ("IOM", "DIP", "SGV")


@dataclass
class Screen:
    """Somebody who reads a board over and over."""

    board: Path
    looks: int = 0
    torn: list[int] = field(default_factory=list)

    @contextmanager
    def on(self) -> Iterator[None]:
        ended = threading.Event()
        reader = threading.Thread(target=self._read, args=(ended,), daemon=True)
        reader.start()
        try:
            yield
        finally:
            ended.set()
            reader.join()

    def _read(self, ended: threading.Event) -> None:
        while not ended.wait(0.01):
            try:
                content = self.board.read_bytes()
            except FileNotFoundError:
                if self.looks:
                    self.torn.append(self.looks)
                continue
            self.looks += 1
            if not is_whole_page(content):
                self.torn.append(self.looks)


@dataclass
class Editor:
    """Somebody who edits lists, as the dice say."""

    home: Watched
    watcher: Watcher
    dice: random.Random

    def edit(self) -> None:
        name = self.dice.choice(LISTS)
        people = sorted(self.dice.sample(range(len(PEOPLE)), self.dice.randint(1, len(PEOPLE))))
        path, content = self.home.lists / f"{name}.csv", self._content(people)
        ways: tuple[Callable[[Path, bytes], None], ...] = (
            *(self.at_once, self.in_pieces, self.by_renaming, self.there_and_back),
            *(self.deleted, self.touched),
        )
        self.dice.choice(ways)(path, content)
        self.home.wait(self.watcher, self.dice.choice((0, 0, 0.5, 1, 3)))

    def _content(self, people: list[int]) -> bytes:
        return write_list(self.home.home / "aside", "list", *people).read_bytes()

    def at_once(self, path: Path, content: bytes) -> None:
        path.write_bytes(content)

    def in_pieces(self, path: Path, content: bytes) -> None:
        for end in sorted(self.dice.sample(range(1, len(content)), 3)):
            path.write_bytes(content[:end])
            self.home.wait(self.watcher, self.dice.choice((0.5, 1, 1.5)))
        path.write_bytes(content)

    def by_renaming(self, path: Path, content: bytes) -> None:
        other = path.with_suffix(".tmp")
        other.write_bytes(content)
        path.unlink(missing_ok=True)
        self.home.wait(self.watcher, 1)
        other.rename(path)

    def there_and_back(self, path: Path, _: bytes) -> None:
        """The file goes by another name for a while, as when two people swap versions."""
        if path.exists():
            away = path.rename(path.with_suffix(".bak"))
            self.home.wait(self.watcher, self.dice.choice((1, 4)))
            away.rename(path)

    def deleted(self, path: Path, _: bytes) -> None:
        if path.stem == "SGV":  # the others stay, so that there are two lists
            path.unlink(missing_ok=True)

    def touched(self, path: Path, _: bytes) -> None:
        if path.exists():
            path.touch()


@pytest.mark.parametrize("seed", SEEDS)
def test_no_edit_leaves_a_stale_or_a_torn_board(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And none a hidden file, or a log that is not whole."""
    monkeypatch.chdir(tmp_path)
    home, screen = Watched(tmp_path), Screen(tmp_path / "june" / "board.html")
    for number, name in enumerate(LISTS):
        write_list(home.lists, name, number, 3, 4)
    with home.watcher() as watcher, screen.on():
        home.wait(watcher, STALE)
        editor = Editor(home, watcher, random.Random(seed))
        for number in range(EDITS // len(SEEDS)):
            editor.edit()
            if number % 4 == 3:
                home.wait(watcher, STALE)
                assert on_panels(home.page) == _on_lists(home), number
    assert screen.looks > 10 and screen.torn == []
    assert [each.name for each in home.out.glob(".*")] == []
    assert verify(log_beside(home.home / STORE)).is_whole


def _on_lists(home: Watched) -> dict[str, str]:
    """How many people are on each list, counted in its file."""
    files = sorted(home.lists.glob("*.csv"))
    return {path.stem: str(len(path.read_bytes().splitlines()) - 1) for path in files}
