"""Adding to the audit log, and beginning it again: JSON lines in a file.

Policy: nothing is built on a log that is not what it was. Before a line is added, the lines from
the end back to the `Anchor` that was kept elsewhere (the store keeps it) are checked, by number and
hash; where one is gone or another, nothing is added. The one way on is `restart`: the log is set
aside, and the next one begins with that anchor and a reason. A last line without an end stays: a
whole one counts, and of another the next line tells.

Anyone who can write both the log and every anchor can forge the history; keep an anchor out of
their reach.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from cohortmatch.audit.events import Event, Restart
from cohortmatch.audit.lines import (
    START,
    Anchor,
    Logged,
    digest,
    line_bytes,
    next_line,
    parsed_or_none,
    torn_line,
    whole_lines,
)
from cohortmatch.audit.set_aside import keep_aside, set_aside
from cohortmatch.core.append_only import append
from cohortmatch.core.errors import OutputError, StoreError
from cohortmatch.core.whole_file import exchange

__all__ = ["check_anchor", "line_before", "log", "restart"]

CHANGED = "{}: its last line was changed"
NO_LOG = "{}: is no audit log: its lines are not those of one"
CUT = "{}: line {}, which the store noted, is not in it. Lines were removed, or this is another log"


def log(path: Path, event: Event, anchor: Anchor | None = None) -> Logged:
    """Add an event to the log; OutputError when that fails, StoreError when the log does not hold
    the `anchor` or a line after it was tampered with, so that nothing is built on it.
    """
    made: list[Logged] = []

    def add(content: bytes) -> bytes:
        last, torn = line_before(content, path, anchor), torn_line(content)
        made.append(next_line(replace(event, unfinished=digest(torn) if torn else ""), last))
        return line_bytes(made[0])

    append(path, add, kept=bytes)
    return made[0]


def check_anchor(path: Path, anchor: Anchor | None) -> None:
    """StoreError where nothing could be added to the log, because it is not what it was."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        content = b""
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        raise OutputError(f"{path}: {reason}; choose a place where you may write") from None
    line_before(content, path, anchor)


def restart(path: Path, event: Event, because: str, anchor: Anchor | None = None) -> Logged:
    """Set the log aside under a dated name and begin another, whose first line holds the `anchor`
    (else the last whole line's) and the reason. OutputError when that fails; the log is then as it
    was."""
    made: list[Logged] = []

    def begin(content: bytes) -> bytes:
        whole = filter(None, map(parsed_or_none, reversed(whole_lines(content))))
        old = anchor or next((line.anchor for line in whole), START)
        kept = (keep_aside(path, content), digest(content)) if content else ()
        again = Restart(old.number, old.hash, because, *kept)
        made.append(next_line(replace(event, restart=again), old))
        return line_bytes(made[0])

    try:
        exchange(path, begin)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise OutputError(
            f"{path}: cannot be begun again ({reason}). Nothing was changed"
        ) from None
    return made[0]


def line_before(content: bytes, path: Path, anchor: Anchor | None) -> Anchor:
    """The line to go on from, once every line back to the anchor is as it was written. StoreError
    where one is not."""
    lines = whole_lines(content)
    if anchor is None and not lines:
        return START
    if lines and not any(line.startswith(b"{") for line in lines):
        raise StoreError(NO_LOG.format(path))
    last = after = None
    for line in _backwards(lines, path):
        if after is not None and after.before != line.anchor:
            raise StoreError(CHANGED.format(path))
        last, after = last or line, line
        if anchor is None or line.anchor == anchor:
            return last.anchor
        if line.number <= anchor.number:
            break
    if last is not None and after is not None and _is_earlier(path, after, anchor):
        return last.anchor
    raise StoreError(CUT.format(path, anchor.number if anchor else 1))


def _backwards(lines: list[bytes], path: Path) -> Iterator[Logged]:
    """The lines from the last to the first; StoreError at one that was changed."""
    torn = ""
    for raw in reversed(lines):
        line = parsed_or_none(raw)
        if line is None and torn == digest(raw):
            torn = ""
            continue
        if line is None:
            raise StoreError(CHANGED.format(path))
        torn = line.event.get("unfinished", "")
        yield line


def _is_earlier(path: Path, first: Logged, anchor: Anchor | None) -> bool:
    """Whether a log that was set aside before the `first` line holds the anchor: several stores may
    share a log, and only one of them begins it again."""
    return any(line.anchor == anchor for each in set_aside(path, first) for line in each)
