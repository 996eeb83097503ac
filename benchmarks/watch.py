"""Watching: how soon a change is on the board, whether a board is ever stale or torn, and memory.

    python benchmarks/watch.py --soon                # nine lists of a borough; one of them changes
    python benchmarks/watch.py --edits 10000         # random edits, saves in pieces, renames
    python benchmarks/watch.py --rebuilds 1000       # a small list that changes again and again

The edits go by a clock of their own, on which half a minute lasts as long as the runs in it.
"""

from __future__ import annotations

import argparse
import gc
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

from cohortmatch.services.places import Keeping
from cohortmatch.services.sources import given
from cohortmatch.services.watch import WatchClock, Watcher, WatchRequest

HEAD = "Surname,Forename,DOB,RAG\n"
NAMES = ("Quarmby", "Odell", "Yardley", "Okafor", "Kowalski", "Tindall", "Osgood", "Pellow")
LISTS = ("IOM", "DIP", "SGV")
CARD = re.compile(r'<h3>(.*?)</h3>\s*<p class="people"><b>(.*?)</b>')
STALE = 30.0


class SetClock(WatchClock):
    """A clock that goes as the edits say."""

    def __init__(self) -> None:
        self.passed, self.start = 0.0, datetime.combine(date.today(), datetime.min.time())

    def seconds(self) -> float:
        return self.passed

    def now(self) -> datetime:
        return self.start + timedelta(seconds=self.passed % 80_000)

    def sleep(self, seconds: float) -> None:
        self.passed += seconds


class Small:
    """Three small lists, a watcher of them, and a reader that looks at the board all the time."""

    def __init__(self, home: Path) -> None:
        self.lists, self.board = home / "lists", home / "june" / "board.html"
        self.lists.mkdir()
        self.clock, self.made, self.troubles = SetClock(), 0, 0
        store = home / "cohortmatch.db"
        request = WatchRequest(
            lambda day: given(self.lists, flags={"as_of": day}),
            lambda _: Keeping(store=store, audit=store.with_suffix(".audit.jsonl"), by="sam"),
            home / "june",
        )
        self.watcher = Watcher(request, self._told, self.clock)
        self.torn = self.looks = 0
        self._ended = threading.Event()

    def _told(self, answer: object) -> None:
        made = bool(getattr(answer, "made", False))
        self.made += made
        self.troubles += not made

    def content(self, people: list[int]) -> bytes:
        rows = (f"{NAMES[n]},A{chr(97 + n)}a,{n + 1:02}/03/19{80 + n},Red\n" for n in people)
        return (HEAD + "".join(rows)).encode()

    def wait(self, seconds: float) -> None:
        for _ in range(round(seconds / 0.5)):
            self.watcher.poll()
            self.clock.sleep(0.5)

    @contextmanager
    def read(self) -> Iterator[None]:
        """Read the board over and over meanwhile, as a screen might."""
        reader = threading.Thread(target=self._read, daemon=True)
        reader.start()
        try:
            yield
        finally:
            self._ended.set()
            reader.join()

    def _read(self) -> None:
        while not self._ended.wait(0.05):
            try:
                page = self.board.read_bytes()
            except FileNotFoundError:
                self.torn += self.looks > 0
                continue
            self.looks += 1
            self.torn += not (page.startswith(b"<!doctype html>") and page.endswith(b"</html>"))

    @property
    def is_stale(self) -> bool:
        found = self.lists.glob("*.csv")
        people = {p.stem: str(len(p.read_bytes().splitlines()) - 1) for p in found}
        return dict(CARD.findall(self.board.read_text(encoding="utf-8"))) != people


def edit(small: Small, dice: random.Random) -> None:
    """One random thing that people and their programs do to a list."""
    people = sorted(dice.sample(range(len(NAMES)), dice.randint(1, len(NAMES))))
    path, content = small.lists / f"{dice.choice(LISTS)}.csv", small.content(people)
    what = dice.randrange(5)
    if what == 0:
        path.write_bytes(content)
    elif what == 1:
        for end in sorted(dice.sample(range(1, len(content)), 3)):
            path.write_bytes(content[:end])
            small.wait(dice.choice((0.5, 1, 1.5)))
        path.write_bytes(content)
    elif what == 2:
        other = path.with_suffix(".tmp")
        other.write_bytes(content)
        path.unlink(missing_ok=True)
        small.wait(1)
        other.rename(path)
    elif what == 3 and path.stem == "SGV":
        path.unlink(missing_ok=True)
    elif path.exists():
        path.touch()
    small.wait(dice.choice((0, 0, 0.5, 1, 3)))


def edits(number: int, seed: int, minutes: float) -> list[str]:
    dice, stale, looked = random.Random(seed), 0, 0
    until, done = time.monotonic() + 60 * minutes, 0
    with tempfile.TemporaryDirectory() as home:
        small = Small(Path(home))
        for name in LISTS:
            (small.lists / f"{name}.csv").write_bytes(small.content([0, 1, 2]))
        with small.watcher, small.read():
            small.wait(STALE)
            while done < number and time.monotonic() < until:
                edit(small, dice)
                done += 1
                if dice.random() < 0.05:
                    small.wait(STALE)
                    looked += 1
                    stale += small.is_stale
    return [
        f"{done:,} edits, {small.made:,} boards made, {small.troubles:,} troubles told",
        f"{stale} of {looked:,} boards stale after {STALE:.0f} s",
        f"{small.torn} of {small.looks:,} looks at a torn board",
    ]


def rebuilds(number: int, minutes: float) -> list[str]:
    until, done, lines = time.monotonic() + 60 * minutes, 0, []
    with tempfile.TemporaryDirectory() as home:
        small = Small(Path(home))
        for name in LISTS[:2]:
            (small.lists / f"{name}.csv").write_bytes(small.content([0, 1, 2, 3]))
        with small.watcher:
            small.wait(STALE)
            while done < number and time.monotonic() < until:
                people = [0, 1, 2 + done % 6]
                (small.lists / "IOM.csv").write_bytes(small.content(people))
                small.wait(3)
                done += 1
                if done in (1, 10, 50) or done % 100 == 0:
                    gc.collect()
                    log = sum(p.stat().st_size for p in Path(home).glob("cohortmatch*"))
                    lines.append(
                        f"{done:>6,} rebuilds: {memory():.1f} MB, store and log {log:,} bytes"
                    )
        lines.append(f"{small.made - 1:,} boards made after {done:,} changes")
    return lines


def memory() -> float:
    """What the process holds now, in MB; the most that it ever held where the system tells no
    more."""
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"VmRSS:\s+(\d+)", status.read_text())
        if found:
            return int(found[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def soon(times: int) -> list[str]:
    """Seconds from a change of one of nine lists to the board, with the settings as they come."""
    command = (sys.executable, "-m", "cohortmatch")
    taken = []
    with tempfile.TemporaryDirectory() as home:
        lists, board = Path(home) / "lists", Path(home) / "june" / "board.html"
        subprocess.run([*command, "demo", "-o", str(lists)], check=True, capture_output=True)
        watch = [*command, "watch", str(lists), "-o", str(board.parent)]
        process = subprocess.Popen(watch, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert process.stdout is not None
        process.stdout.readline()
        path = next(lists.glob("IOM*.csv"))
        whole = path.read_bytes().splitlines(keepends=True)
        for n in range(times):
            before, start = board.stat().st_mtime_ns, time.monotonic()
            path.write_bytes(b"".join(whole[: -1 - n]))
            while board.stat().st_mtime_ns == before:
                time.sleep(0.02)
            taken.append(time.monotonic() - start)
            process.stdout.readline()
            time.sleep(4)
        process.send_signal(signal.SIGINT)
        process.wait(60)
        shutil.rmtree(lists)
    middle = sorted(taken)[len(taken) // 2]
    told = ", ".join(f"{each:.1f}" for each in taken)
    return [f"change to board: {middle:.1f} s ({told}), of which 2 to 2.5 s are waited for quiet"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--soon", action="store_true")
    parser.add_argument("--edits", type=int, default=0)
    parser.add_argument("--rebuilds", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=60, help="stop after so many")
    said = parser.parse_args()
    lines = soon(5) if said.soon else []
    lines += edits(said.edits, said.seed, said.minutes) if said.edits else []
    lines += rebuilds(said.rebuilds, said.minutes) if said.rebuilds else []
    print("\n".join(lines))


if __name__ == "__main__":
    main()
