"""Commands that write, killed (kill -9) or out of room: nothing is lost, half done or left over.

Each stop is in a process of its own, at a counted step and not at a random moment. The next command
then finds every report whole, old or new, nothing hidden, and all that can be seen in the log. The
short form, in every run of the tests, stops each command once; `make attack` at each step that
writes.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.attack.commands import is_in_order, lists, place, writers
from tests.attack.stopping import Ended, Work, done, killed, killed_while_reading, refused

from place import Place

LONG = bool(os.environ.get("ATTACK"))
WRITING, READING = (60, 13) if LONG else (1, 0)
"""How often each of the commands is killed while it writes, and while it reads."""
REFUSED = 30 if LONG else 1
NAMES = (
    "run into an existing folder",
    "run into a new folder",
    "edition",
    "every panel's edition",
    "decide",
    "decisions undo",
    "review answers",
    "watch",
    "purge",
    "check --save",
)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked")

Writers = dict[str, Callable[[Place], Work]]


@pytest.fixture(scope="module")
def months(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return lists(tmp_path_factory.mktemp("months"))


@pytest.fixture(scope="module")
def base(months: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Place:
    return place(tmp_path_factory.mktemp("base") / "place", months)


@pytest.fixture(scope="module")
def commands(months: tuple[Path, Path]) -> Writers:
    every = writers(months)
    assert tuple(every) == NAMES
    return every


@pytest.mark.parametrize("name", NAMES)
def test_whatever_is_killed_the_next_command_finds_everything_in_order(
    name: str, base: Place, commands: Writers, tmp_path: Path
) -> None:
    make = commands[name]
    for kill, times in ((killed, WRITING), (killed_while_reading, READING)):
        for at, step in _stops(make, kill, times, base, tmp_path / kill.__name__):
            assert kill(make(at), step).signal == signal.SIGKILL, step
            _is_mended(name, make, at)


@pytest.mark.parametrize("name", NAMES if LONG else ("edition", "decide", "purge"))
def test_on_a_full_disk_a_command_says_so_and_the_next_one_finds_everything_in_order(
    name: str, base: Place, commands: Writers, tmp_path: Path
) -> None:
    make = commands[name]
    for at, step in _stops(make, refused, REFUSED, base, tmp_path):
        ended = refused(make(at), step)
        assert ended.is_plain, ended
        _is_mended(name, make, at)


def _stops(
    make: Callable[[Place], Work],
    stop: Callable[[Work, int], Ended],
    times: int,
    base: Place,
    folder: Path,
) -> Iterator[tuple[Place, int]]:
    """A place of its own for each of so many steps, spread evenly over all that a command has."""
    if not times:
        return
    folder.mkdir(exist_ok=True)
    whole = stop(make(base.copy(folder / "whole")), 1_000_000)
    assert whole.code == 0, whole
    assert whole.steps > 0
    steps = whole.steps
    times = min(times, steps)
    for number in range(times):
        yield base.copy(folder / str(number)), (2 * number + 1) * steps // (2 * times)


def _is_mended(name: str, make: Callable[[Place], Work], at: Place) -> None:
    """Everything is in order after the next command, and after the same one again (the short form:
    after a purge only)."""
    is_in_order(at, erased=name == "purge")
    if not LONG and name != "purge":
        return
    again = done(make(at))
    assert again.is_plain, again
    is_in_order(at, erased=name == "purge")
    if name == "purge":
        assert not any(at.files(out) for out in ("june", "own"))
