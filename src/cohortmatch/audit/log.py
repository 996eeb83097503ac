"""The audit log in a file: JSON lines, each with the hash of the line before.

Policy: a line is written in one way only (sorted keys, no spaces, ASCII), and `hash` is the SHA-256
of the line without it, so that any changed byte is found. Cutting off lines at the end leaves an
intact chain. Against that, the number and hash of the last line can be kept elsewhere as an
`Anchor` (the store does so; `audit verify` prints them). Anyone who can write both the log and
every anchor can forge the history; keep an anchor out of their reach.
"""

from __future__ import annotations

import hashlib
import json
import shlex
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from cohortmatch.audit.events import KINDS, Event
from cohortmatch.core.append_only import append
from cohortmatch.core.errors import StoreError
from cohortmatch.version import __version__

__all__ = ["Anchor", "Logged", "Verdict", "log", "read_log", "verify"]

START = "0" * 64
"""What stands for the line before the first."""


class Anchor(NamedTuple):
    """A log's last line at some time: its number and hash."""

    number: int
    hash: str


@dataclass(frozen=True)
class Logged:
    """One line of the log: its number from 1, when (UTC), what, and the two hashes."""

    number: int
    at: str
    version: str
    event: Mapping[str, Any]
    previous: str
    hash: str

    @property
    def anchor(self) -> Anchor:
        """The anchor of this line."""
        return Anchor(self.number, self.hash)


@dataclass(frozen=True)
class Verdict:
    """The result of verification: how many lines are intact, and every fault with its line."""

    lines: int
    faults: tuple[str, ...]
    anchor: Anchor | None

    @property
    def is_whole(self) -> bool:
        """Whether no change was found."""
        return not self.faults


def log(path: Path, event: Event) -> Logged:
    """Add an event to the log; OutputError when that fails, StoreError when the last line was
    tampered with, so that nothing is built on it.
    """
    made: list[Logged] = []

    def add(before: bytes) -> bytes:
        last = _last(before, path)
        made.append(_next(event, last))
        return _line(made[0])

    append(path, add)
    return made[0]


def _last(content: bytes, path: Path) -> Logged | None:
    if not content:
        return None
    try:
        return _parsed(content.rstrip(b"\n").rsplit(b"\n", 1)[-1] + b"\n")
    except ValueError:
        raise StoreError(
            f"{path}: its last line was changed; nothing is added to it. "
            f"See: {shlex.join(['cohortmatch', 'audit', 'verify', '--audit', str(path)])}"
        ) from None


def _next(event: Event, last: Logged | None) -> Logged:
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    number, previous = (last.number + 1, last.hash) if last else (1, START)
    told = {name: value for name, value in asdict(event).items() if value}
    unsigned = Logged(number, at, __version__, json.loads(json.dumps(told)), previous, "")
    digest = hashlib.sha256(_body(unsigned)).hexdigest()
    return Logged(number, at, __version__, unsigned.event, previous, digest)


def _body(line: Logged) -> bytes:
    told = {name: value for name, value in vars(line).items() if name != "hash"}
    return json.dumps(told, sort_keys=True, separators=(",", ":")).encode("ascii")


def _line(line: Logged) -> bytes:
    return json.dumps(vars(line), sort_keys=True, separators=(",", ":")).encode("ascii") + b"\n"


def _parsed(line: bytes) -> Logged:
    """A line of the log; ValueError when it is not, byte for byte, as written."""
    told = json.loads(line)
    if not isinstance(told, dict) or set(told) != set(Logged.__dataclass_fields__):
        raise ValueError("not a line of the log")
    found = Logged(**told)
    right = hashlib.sha256(_body(found)).hexdigest()
    if found.hash != right or _line(found) != line or found.event.get("kind") not in KINDS:
        raise ValueError("not as it was written")
    return found


def read_log(path: Path) -> list[Logged]:
    """Every whole line; StoreError when the log is not there or was changed."""
    verdict, lines = _checked(path)
    if verdict.faults:
        raise StoreError(*verdict.faults)
    return lines


def verify(path: Path, anchors: Iterable[Anchor] = ()) -> Verdict:
    """Check every line and the chain, and that the log holds every anchor."""
    verdict, lines = _checked(path)
    hashes = {line.number: line.hash for line in lines}
    lost = [
        f"{path.name}: line {anchor.number} was there and is gone, or is another"
        for anchor in anchors
        if hashes.get(anchor.number) != anchor.hash
    ]
    return Verdict(verdict.lines, (*verdict.faults, *lost), verdict.anchor)


def _checked(path: Path) -> tuple[Verdict, list[Logged]]:
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        raise StoreError(f"{path}: {reason}; say where the log is: --audit FILE") from None
    lines: list[Logged] = []
    faults: list[str] = []
    previous = START
    for number, raw in enumerate(content.splitlines(keepends=True), 1):
        where = f"{path.name}: line {number}"
        try:
            line = _parsed(raw)
        except (ValueError, TypeError, AttributeError):
            faults.append(f"{where} is not as it was written")
            previous = ""
            continue
        if line.number != number or previous not in ("", line.previous):
            faults.append(f"{where} does not follow the line before: lines were taken out or moved")
        previous = line.hash
        lines.append(line)
    last = lines[-1].anchor if lines else None
    return Verdict(len(lines), tuple(faults), last), lines
