"""Damaged files by seed, each given to `cohortmatch check` in this one process.

    python -m tests.attack.fuzzing FIRST COUNT FOLDER

Prints a line for each file that did not end in plain words, with its seed, and at the end how many
were looked at. The same seed makes the same file.
"""

from __future__ import annotations

import io
import random
import resource
import signal
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from click.testing import CliRunner
from tests.attack.limits import ADDRESS_SPACE, SECONDS
from tests.reading.formats.books import csv_file
from tests.reading.formats.hostile import MAKERS, ROWS

from cohortmatch.cli import app

Change = Callable[[random.Random, bytearray], None]
WORDS = (
    b"<",
    b">",
    b"&",
    b'"',
    b"\0",
    b"\xff",
    b"-1",
    b"4294967295",
    b"1e999",
    b"\n",
    b",",
    b"]]>",
)


def flip(dice: random.Random, data: bytearray) -> None:
    for _ in range(dice.choice((1, 1, 3, 20))):
        data[dice.randrange(len(data))] = dice.randrange(256)


def cut(dice: random.Random, data: bytearray) -> None:
    del data[dice.randrange(len(data)) :]


def take_out(dice: random.Random, data: bytearray) -> None:
    start, end = _span(dice, data)
    del data[start:end]


def repeat(dice: random.Random, data: bytearray) -> None:
    start, end = _span(dice, data)
    data[start:start] = data[start:end] * dice.choice((1, 2, 50))


def put_in(dice: random.Random, data: bytearray) -> None:
    at = dice.randrange(len(data))
    data[at:at] = dice.choice(WORDS) * dice.choice((1, 1, 1000))


def overwrite(dice: random.Random, data: bytearray) -> None:
    start, end = _span(dice, data)
    data[start:end] = dice.choice((b"\0", b"\xff")) * (end - start)


def other_number(dice: random.Random, data: bytearray) -> None:
    """Another digit where one stands: sizes, places and repeats are written so."""
    digits = [at for at, byte in enumerate(data) if 48 <= byte < 58]
    if digits:
        data[dice.choice(digits)] = dice.choice(b"0123456789")


CHANGES: tuple[Change, ...] = (flip, cut, take_out, repeat, put_in, overwrite, other_number)


def _span(dice: random.Random, data: bytearray) -> tuple[int, int]:
    start = dice.randrange(len(data))
    return start, min(len(data), start + dice.choice((1, 4, 30, 500)))


def changed(dice: random.Random, data: bytes) -> bytes:
    """The bytes after one to three changes."""
    found = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 3))):
        if found:
            dice.choice(CHANGES)(dice, found)
    return bytes(found)


def changed_inside(dice: random.Random, data: bytes) -> bytes:
    """The archive with one of its parts changed, and every checksum right again."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        parts = old.namelist()
        which = dice.choice(parts)
        for part in parts:
            said = old.read(part)
            new.writestr(part, changed(dice, said) if part == which else said)
    return out.getvalue()


def damaged(seed: int, plain: dict[str, bytes]) -> tuple[str, bytes]:
    """The ending and the bytes of the file of a seed."""
    dice = random.Random(seed)
    kind = dice.choice(sorted(plain))
    is_archive = plain[kind][:2] == b"PK"
    change = changed_inside if is_archive and dice.random() < 0.7 else changed
    return kind, change(dice, plain[kind])


def plain_files(folder: Path) -> dict[str, bytes]:
    """One undamaged file of every kind, by its ending."""
    makers = {**MAKERS, "csv": lambda path: csv_file(path, ROWS)}
    makers["txt"] = lambda path: csv_file(path, ROWS, "\t", "utf-16")
    return {kind: make(folder / f"plain.{kind}").read_bytes() for kind, make in makers.items()}


def failures(first: int, count: int, folder: Path) -> Iterator[str]:
    """A line for each seed whose file did not end soon and in plain words."""
    plain = plain_files(folder)
    for seed in range(first, first + count):
        kind, data = damaged(seed, plain)
        path = folder / f"IOM.{kind}"
        path.write_bytes(data)
        start = time.process_time()
        done = CliRunner().invoke(app, ["check", str(path)])
        seconds = time.process_time() - start
        said = done.stdout + done.stderr
        if done.exit_code not in (0, 1, 2) or "unexpected" in said or seconds > SECONDS:
            yield f"seed {seed} ({kind}): {done.exit_code}, {seconds:.1f} s, {said[-300:]}"
        path.unlink()


def main(first: int, count: int, folder: Path) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    for line in failures(first, count, folder):
        print(line, flush=True)
    print(f"{count} files")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
