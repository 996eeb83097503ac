"""Logs that were set aside when the log was begun again, each under a dated name beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from cohortmatch.audit.lines import Logged, parsed_or_none, whole_lines
from cohortmatch.core.append_only import OWNER_ONLY
from cohortmatch.core.whole_file import write_new

__all__ = ["aside", "keep_aside", "set_aside"]


def aside(path: Path, name: str) -> Path:
    """The file of a log that was set aside, by the part that its name got."""
    return path.with_name(f"{path.stem}.until-{name}{path.suffix}")


def keep_aside(path: Path, content: bytes) -> str:
    """Keep the content in a new file beside the log; the part that its name got. OSError when that
    fails."""
    stamp = datetime.now(UTC).strftime("%Y-%m-%d-%H%M%S")
    for name in (stamp, *(f"{stamp}-{number}" for number in range(2, 1000))):
        if not aside(path, name).exists():
            write_new(aside(path, name), content, OWNER_ONLY)
            return name
    raise FileExistsError(17, "too many logs were set aside")


def set_aside(path: Path, first: Logged) -> Iterator[list[Logged]]:
    """The whole lines of each log that was set aside before a log's `first` line, newest first."""
    while (again := first.restart) is not None and again.set_aside:
        file = aside(path, again.set_aside)
        content = file.read_bytes() if file.is_file() else b""
        lines = [line for line in map(parsed_or_none, whole_lines(content)) if line is not None]
        yield lines
        if not lines:
            return
        first = lines[0]
