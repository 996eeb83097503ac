"""Reading the audit log for the officer: the newest lines that fit a filter.

The file is read from its end and only as far as needed; it is not verified here, but by `verify`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.utils import timezone

from cohortmatch.core.guarding import csv_cell

__all__ = ["COLUMNS", "Filter", "OfficersLine", "as_csv", "newest"]

BLOCK = 1 << 18
COLUMNS = ("Line", "When", "Who", "What", "Edition", "About", "Purpose", "Counts", "Kind")


@dataclass(frozen=True)
class OfficersLine:
    """One line of the log as the officer reads it."""

    number: int
    at: datetime
    event: dict[str, Any]

    @property
    def cells(self) -> tuple[str, ...]:
        """The texts under `COLUMNS`."""
        counts = self.event.get("counts", {})
        about = (self.event.get("about", ""), *self.event.get("outputs", {}))
        return (
            str(self.number),
            timezone.localtime(self.at).strftime("%Y-%m-%d %H:%M:%S"),
            str(self.event.get("by", "")),
            str(self.event.get("command", "")).removeprefix("portal "),
            ", ".join(self.event.get("recipients", ())),
            ", ".join(filter(None, about)),
            str(self.event.get("purpose", "")),
            ", ".join(f"{name} {number}" for name, number in counts.items()),
            str(self.event.get("kind", "")),
        )


@dataclass(frozen=True)
class Filter:
    """Which lines: by whom, of which kind, of which edition, from and to which day. `by_nobody_of`
    are usernames, none of which is to be the line's."""

    by: str = ""
    by_nobody_of: frozenset[str] = frozenset()
    kind: str = ""
    label: str = ""
    since: date | None = None
    until: date | None = None

    def fits(self, line: OfficersLine) -> bool:
        """Whether a line is one of them."""
        event, day = line.event, timezone.localtime(line.at).date()
        return (
            (not self.by or event.get("by") == self.by)
            and (not self.by_nobody_of or event.get("by") not in self.by_nobody_of)
            and (not self.kind or event.get("kind") == self.kind)
            and (not self.label or self.label in event.get("recipients", ()))
            and (self.since is None or day >= self.since)
            and (self.until is None or day <= self.until)
        )


def newest(path: Path, wanted: Filter) -> Iterator[OfficersLine]:
    """The lines that fit, newest first. A line that is damaged is passed over; verify names it."""
    for raw in _backwards(path):
        try:
            told = json.loads(raw)
            at = datetime.fromisoformat(told["at"])
            line = OfficersLine(int(told["number"]), at, dict(told["event"]))
        except (ValueError, KeyError, TypeError):
            continue
        if wanted.fits(line):
            yield line


def as_csv(lines: Iterator[OfficersLine]) -> bytes:
    """The lines as a CSV file that no spreadsheet takes for formulas."""
    rows = (COLUMNS, *(line.cells for line in lines))
    told = (
        ",".join(f'"{csv_cell(cell).replace(chr(34), chr(34) * 2)}"' for cell in r) for r in rows
    )
    return ("\ufeff" + "\r\n".join(told) + "\r\n").encode("utf-8")


def _backwards(path: Path) -> Iterator[bytes]:
    """The lines of a file from the last to the first."""
    if not path.exists():
        return
    with path.open("rb") as file:
        place = file.seek(0, 2)
        rest = b""
        while place:
            size = min(BLOCK, place)
            place -= size
            file.seek(place)
            first, *lines = (file.read(size) + rest).split(b"\n")
            yield from filter(None, reversed(lines))
            rest = first
        if rest:
            yield rest
