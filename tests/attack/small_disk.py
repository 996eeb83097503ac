"""Commands that write on a real disk with little room left.

    unshare -rm python -m tests.attack.small_disk FOLDER TIMES

Mounts a disk in memory, so it needs a mount namespace of its own. Prints how often a command ran
out of room, and how often it did not; what fails is a traceback.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.attack.commands import is_in_order, lists, place, writers
from tests.attack.stopping import done

from place import Place

DISK = 4_000_000
STEP = 16_384


def room(disk: Path, wanted: int) -> None:
    """Fill the disk up to so many bytes."""
    fill = disk / "fill"
    found = os.statvfs(disk)
    with fill.open("wb") as file:
        file.truncate(0)
        os.posix_fallocate(file.fileno(), 0, found.f_bavail * found.f_frsize - wanted)


def on_a_small_disk(folder: Path, times: int) -> dict[bool, int]:
    """Each command with no room, then with a little more each time; how often it failed or not."""
    months = lists(folder / "lists")
    base, tally = place(folder / "base", months), {False: 0, True: 0}
    disk = folder / "disk"
    disk.mkdir()
    _mount(disk)
    for number in range(times):
        for name, make in writers(months).items():
            at = base.copy(disk / "place")
            work = make(at)
            room(disk, number * STEP)
            ended = done(work)
            assert ended.is_plain, (name, number, ended)
            tally[ended.code == 0] += 1
            (disk / "fill").unlink()
            is_in_order(at, erased=name == "purge")
            _remove(at)
    return tally


def _mount(disk: Path) -> None:
    options = ["-t", "tmpfs", "-o", f"size={DISK}", "none", str(disk)]
    subprocess.run(["mount", *options], check=True)


def _remove(at: Place) -> None:
    subprocess.run(["rm", "-r", str(at.folder)], check=True)


if __name__ == "__main__":
    found = on_a_small_disk(Path(sys.argv[1]), int(sys.argv[2]))
    print(f"{found[False]} without room, {found[True]} with it")
