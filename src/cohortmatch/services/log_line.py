"""A line of the audit log: checked against what the store noted, written, and noted.

Policy: the line comes before what it tells of, in every command, so nothing is done unlogged. A
line may tell of something that then failed. The store notes each line, and nothing is added to a
log that does not hold the last one noted.
"""

from __future__ import annotations

import contextlib
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from cohortmatch.core.errors import StoreError

if TYPE_CHECKING:
    from cohortmatch.audit import Anchor, Event
    from cohortmatch.store import Store

__all__ = ["begin_again", "check_line", "last_noted", "write_line"]

WAY_ON = (
    "{}. Nothing was added to it, and nothing was done. To see what is wrong: `{}`. To go on: `{}`"
)

ANOTHER = (
    "{}: is not the log of {}, which is {}. A store has one log, so that no line of it can be lost "
    "unseen. Nothing was added, and nothing was done. To go on with it: `--audit {}`. To go on in "
    "another file instead: `{}`"
)


def write_line(file: Path, event: Event, store: Store | None) -> None:
    """Add an event to the log, and note its line in the store."""
    from cohortmatch.audit import log

    with _with_the_way_on(file, store):
        line = log(file, event, last_noted(store))
    if store is not None:
        store.note_log(line.number, line.hash)


def check_line(file: Path, store: Store | None) -> None:
    """StoreError with the way on where the log is not what it was."""
    from cohortmatch.audit import check_anchor

    with _with_the_way_on(file, store):
        check_anchor(file, last_noted(store))


def begin_again(file: Path, event: Event, because: str, store: Store | None) -> None:
    """Set the log aside and begin another, and note its first line with the reason."""
    from cohortmatch.audit import restart

    line = restart(file, event, because, last_noted(store))
    if store is not None:
        store.note_log(line.number, line.hash, because)


def last_noted(store: Store | None) -> Anchor | None:
    """The last line that the store noted."""
    from cohortmatch.audit import Anchor

    noted = None if store is None else store.noted_log()
    return None if noted is None else Anchor(*noted)


@contextlib.contextmanager
def _with_the_way_on(file: Path, store: Store | None) -> Iterator[None]:
    try:
        yield
    except StoreError as error:
        raise StoreError(_way_on(error, file, store)) from None


def _way_on(error: StoreError, file: Path, store: Store | None) -> str:
    """What is wrong with the log, and what can be done."""
    where = ["--store", str(store.path)] if store is not None else []
    where += ["--audit", str(file)]
    verify = shlex.join(["cohortmatch", "audit", "verify", *where])
    again = f'{shlex.join(["cohortmatch", "audit", "restart", *where])} --because "WHY"'
    own = _own_log(file, store)
    if store is None or own is None:
        return WAY_ON.format(error, verify, again)
    return ANOTHER.format(file, store.path, own, shlex.quote(str(own)), again)


def _own_log(file: Path, store: Store | None) -> Path | None:
    """The log of a store where it is another than this one and stands beside it or the store."""
    noted = last_noted(store)
    if store is None or noted is None or _holds(file, noted):
        return None
    folders = dict.fromkeys((store.path.parent, file.parent))
    beside = (each for folder in folders for each in sorted(folder.glob("*.jsonl")))
    return next((each for each in beside if each != file and _holds(each, noted)), None)


def _holds(file: Path, noted: Anchor) -> bool:
    """Whether a line of a file has the hash that was noted."""
    with contextlib.suppress(OSError):
        return file.is_file() and noted.hash.encode("ascii") in file.read_bytes()
    return False
