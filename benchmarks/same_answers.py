"""Whether two commits give the same answers, to the last bit, and what they cost side by side.

    python benchmarks/same_answers.py OLD [NEW] [--rows 100000] [--repeat 3] [--without-febrl]

OLD and NEW are commits; without NEW it is the working tree. Each is run in processes of its own on
the very same rows: the nine lists of `cohortmatch demo`, FEBRL 1 to 4, the lists that other hands
made, and very many flat rows. People, bands and weights are compared (float64, bit by bit) and the
pairs that differ are counted; seconds of the processor are medians of runs in turn. Exits with 1
when any answer differs.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

ROOT = Path(__file__).parent.parent
ONE = Path(__file__).parent / "peers" / "one_answer.py"
FEBRL = (1, 2, 3, 4)


@dataclass(frozen=True)
class Ran:
    """What one commit said of one set, and what that cost."""

    people: frozenset[frozenset[str]]
    links: pd.DataFrame
    seconds: float
    megabytes: float


@dataclass(frozen=True)
class Compared:
    """One set on both commits: listings whose person, and pairs whose band or weight, differ."""

    name: str
    pairs: int
    people: int
    bands: int
    weights: int
    seconds: tuple[float, float]
    megabytes: tuple[float, float]

    @property
    def is_same(self) -> bool:
        """Whether nothing differs."""
        return not (self.people or self.bands or self.weights)


def main(args: Sequence[str]) -> int:
    """Compare, print a table, and answer 1 when any answer differs."""
    asked = _asked(args)
    with tempfile.TemporaryDirectory() as temporary, contextlib.ExitStack() as opened:
        folder = Path(temporary)
        write = [sys.executable, __file__, "--write", str(folder / "sets"), str(asked.rows)]
        subprocess.run(write + asked.febrl, check=True)
        old = opened.enter_context(commit(asked.old, folder / "old"))
        new = opened.enter_context(commit(asked.new, folder / "new")) if asked.new else ROOT
        sets = sorted((folder / "sets").iterdir())
        found = [compared(each, (old, new), asked.repeat) for each in sets]
    print(table(found))
    return 0 if all(each.is_same for each in found) else 1


def _asked(args: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("old")
    parser.add_argument("new", nargs="?")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--without-febrl", dest="febrl", action="store_const", const=[])
    parser.set_defaults(febrl=["--febrl"])
    return parser.parse_args(args)


def write_sets(folder: Path, rows: int, *, with_febrl: bool) -> None:
    """Write every set as a folder of parquet files, or of lists as panels keep them."""
    from cohortmatch.synthetic import invent, invent_flat, write_lists
    from other_sets import other_hands

    write_lists(invent(1), folder / "demo")
    write_frames(folder / f"flat {rows:,}", {"rows": invent_flat(1, rows)[0]})
    for made in other_hands((1.0, 2.0)):
        write_frames(folder / made.name, made.frames)
    if with_febrl:
        from public_sets import febrl

        for number in FEBRL:
            write_frames(folder / f"febrl {number}", febrl(number).frames)


def write_frames(folder: Path, frames: Mapping[str, pd.DataFrame]) -> None:
    """Write frames as they are, each with its index."""
    folder.mkdir(parents=True)
    for name, frame in frames.items():
        frame.astype(object).where(frame.notna(), None).to_parquet(folder / f"{name}.parquet")


@contextlib.contextmanager
def commit(name: str, folder: Path) -> Iterator[Path]:
    """The files of a commit, for as long as they are needed."""
    git = ["git", "-C", str(ROOT), "worktree"]
    subprocess.run([*git, "add", "--quiet", "--detach", str(folder), name], check=True)
    try:
        yield folder
    finally:
        subprocess.run([*git, "remove", "--force", str(folder)], check=True)


def compared(folder: Path, sides: tuple[Path, Path], repeat: int) -> Compared:
    """One set on both sides, in turn."""
    runs = [[ran(side, folder) for side in sides] for _ in range(repeat)]
    (old, new), by_side = runs[0], list(zip(*runs, strict=True))
    was, now = old.links.add_suffix("_old"), new.links.add_suffix("_new")
    both = was.join(now, how="outer")
    differ = frozenset().union(*(old.people ^ new.people))
    seconds = [statistics.median(each.seconds for each in side) for side in by_side]
    megabytes = [statistics.median(each.megabytes for each in side) for side in by_side]
    return Compared(
        name=folder.name,
        pairs=len(both),
        people=len(differ),
        bands=int((both["band_old"] != both["band_new"]).sum()),
        weights=int((both["weight_old"] != both["weight_new"]).sum()),
        seconds=(seconds[0], seconds[1]),
        megabytes=(megabytes[0], megabytes[1]),
    )


def ran(side: Path, folder: Path) -> Ran:
    """What the files of one side say of a set, in a process of its own."""
    with tempfile.TemporaryDirectory() as out:
        environment = {**os.environ, "PYTHONPATH": str(side / "src")}
        subprocess.run([sys.executable, str(ONE), str(folder), out], check=True, env=environment)
        told: dict[str, Any] = json.loads((Path(out) / "told.json").read_text())
        links = pd.read_parquet(Path(out) / "links.parquet").set_index(["left", "right"])
        people = pd.read_parquet(Path(out) / "people.parquet")
    groups = people.groupby("person")["listing"].agg(frozenset)
    return Ran(frozenset(groups), links, told["seconds"], told["megabytes"])


def table(found: Sequence[Compared]) -> str:
    """What was compared, as lines."""
    head = (
        "set                          pairs  people  bands weights   seconds old, new  ratio"
        "     MB old, new"
    )
    return "\n".join([head, *map(_line, found)])


def _line(each: Compared) -> str:
    old, new = each.seconds
    return (
        f"{each.name:26} {each.pairs:>7,} {each.people:>7,} {each.bands:>6,} {each.weights:>7,}"
        f"   {old:>8.2f} {new:>8.2f}  {new / old:>5.2f}"
        f"   {each.megabytes[0]:>6.0f} {each.megabytes[1]:>6.0f}"
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--write"]:
        write_sets(Path(sys.argv[2]), int(sys.argv[3]), with_febrl="--febrl" in sys.argv)
    else:
        sys.exit(main(sys.argv[1:]))
