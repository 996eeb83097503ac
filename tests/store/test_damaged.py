"""A store that was emptied or damaged, or that stands on a full disk."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from cohortmatch.core.errors import StoreError
from cohortmatch.store import Store
from decided import some_lists
from running import at_once
from store.test_store import add_one, decisions, keep

TESTS = str(Path(__file__).parents[1])
AHEAD = "-wal"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cohortmatch.db"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A store with a run, an edition, a decision and how far the log had come."""
    path = tmp_path_factory.mktemp("whole") / "cohortmatch.db"
    add_one(path)
    with Store(path) as store:
        keep(some_lists(), store, reader="IOM")
        store.note_log(3, "a" * 64)
    return path.read_bytes()


def beside(path: Path) -> set[str]:
    return {each.name for each in path.parent.iterdir()}


@pytest.mark.parametrize("sign", ["cohortmatch.audit.jsonl", "cohortmatch.db-wal", "log.jsonl"])
def test_a_store_cut_to_nothing_is_not_taken_for_a_new_one(path: Path, sign: str) -> None:
    path.touch()
    path.with_name(sign).write_text("{}\n", encoding="utf-8")
    with pytest.raises(StoreError, match=f"is empty now, and was a store before: “{sign}”"):
        Store(path, [path.with_name("log.jsonl")])
    assert path.read_bytes() == b""
    assert beside(path) == {path.name, sign}


def test_an_empty_file_that_nothing_tells_of_becomes_a_store(path: Path) -> None:
    path.touch()
    path.with_suffix(".audit.jsonl").touch()
    add_one(path)
    assert decisions(path) == [1]


def open_it(path: Path) -> None:
    Store(path).close()


def test_several_that_make_the_store_of_a_log_at_once_are_not_refused(path: Path) -> None:
    path.with_suffix(".audit.jsonl").write_text("{}\n", encoding="utf-8")
    at_once(open_it, path, times=3)


def damaged(whole: bytes, seed: int) -> bytes:
    """The store cut off, with other bytes, or with other letters in place of its figures."""
    rng = random.Random(seed)
    content = bytearray(whole)
    how = seed % 3
    if how == 0:
        return bytes(content[: rng.randrange(1, len(content))])
    figures = [place for place, byte in enumerate(content) if 48 <= byte <= 57]
    for _ in range(12):
        place = rng.choice(figures) if how == 1 else rng.randrange(len(content))
        content[place] = rng.choice(b'x{"\xff') if how == 1 else rng.randrange(256)
    return bytes(content)


def uses(path: Path) -> Iterator[Callable[[Store], object]]:
    """Everything that is asked of a store that need not be written."""
    yield lambda store: store.ledger()
    yield lambda store: (store.noted_log(), store.noted_lines())
    yield lambda store: store.due(date(2030, 1, 1))
    yield lambda store: store.contents_of({})
    yield lambda store: keep(some_lists(), store, date(2026, 7, 1), finish=False)
    yield lambda store: store.erase([1], date(2030, 1, 1))


def test_whatever_is_wrong_with_a_store_is_told_in_words(path: Path, whole: bytes) -> None:
    told: set[str] = set()
    for seed in range(90):
        for use in list(uses(path))[: 6 if seed < 15 else 4]:
            path.write_bytes(damaged(whole, seed))
            try:
                with Store(path) as store:
                    use(store)
            except StoreError as error:
                told.add(str(error).removeprefix(f"{path}: "))
            for name in beside(path):
                path.with_name(name).unlink()
    assert any("it is damaged" in each for each in told)
    assert not any("Error" in each or "failed" in each for each in told)


@pytest.mark.parametrize(
    ("change", "use"),
    [
        ("UPDATE log_lines SET number = 'x'", lambda store: store.noted_log()),
        ("UPDATE runs SET as_of = 'x'", lambda store: store.due(date(2030, 1, 1))),
        ("UPDATE log_lines SET hash = CAST(x'ff' AS TEXT)", Store.noted_log),
        ("DROP TABLE runs", lambda store: store.due(date(2030, 1, 1))),
    ],
    ids=["no number", "no date", "no text", "no table"],
)
def test_what_no_store_was_given_is_damage(
    path: Path, whole: bytes, change: str, use: Callable[[Store], object]
) -> None:
    path.write_bytes(whole)
    with Store(path) as store:
        store._db.execute("PRAGMA foreign_keys = OFF")
        store._db.execute(change)
        with pytest.raises(StoreError, match=r"it is damaged.*take it from its last copy"):
            use(store)


FULL = """
import resource, sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from store.test_damaged import *
resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
path = Path({path!r})
print(decisions(path))
with Store(path) as store:
    print(store.noted_log())
for use in (lambda: add_one(path), lambda: Store(path).note_log(9, "b" * 64)):
    try:
        use()
    except StoreError as error:
        print(error)
"""
WORDS = "the disk is full or cannot be written. Nothing in it was changed; make room"
LEFT = """
import os, sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from store.test_damaged import *
path = Path({path!r})
store = Store(path)
add_one(path)
os._exit(0)
"""


def run(code: str, path: Path) -> list[str]:
    """What a process printed that ran the code."""
    code = code.format(tests=TESTS, path=str(path))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


@pytest.mark.skipif(sys.platform == "win32", reason="a limit to the size of files stands for it")
def test_on_a_full_disk_a_store_is_read_and_not_written(path: Path, whole: bytes) -> None:
    path.write_bytes(whole)
    told = run(FULL, path)
    assert told[:2] == ["[1]", str((3, "a" * 64))]
    assert len(told) == 4 and all(WORDS in each for each in told[2:])
    assert path.read_bytes() == whole
    assert decisions(path) == [1]
    assert add_one(path).number == 2


@pytest.mark.skipif(sys.platform == "win32", reason="a limit to the size of files stands for it")
def test_what_a_killed_process_left_in_the_write_ahead_file_is_read_too(
    path: Path, whole: bytes
) -> None:
    path.write_bytes(whole)
    run(LEFT, path)
    assert Path(f"{path}{AHEAD}").stat().st_size > 0
    Path(f"{path}-shm").unlink()
    assert run(FULL, path)[0] == "[1, 2]"
    assert decisions(path) == [1, 2]
