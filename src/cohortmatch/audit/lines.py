"""One line of the audit log, with the hash of the line before.

Policy: a line is written in one way only (sorted keys, no spaces, ASCII), and `hash` is the SHA-256
of the line without it, so that any changed byte is found. The number and hash of a line are its
`Anchor`: kept elsewhere, it shows whether the line is still there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any, NamedTuple

from cohortmatch.audit.events import KINDS, Event, Restart
from cohortmatch.version import __version__

__all__ = [
    "START",
    "Anchor",
    "Logged",
    "digest",
    "line_bytes",
    "next_line",
    "parsed_or_none",
    "torn_line",
    "whole_lines",
]


class Anchor(NamedTuple):
    """A log's last line at some time: its number and hash."""

    number: int
    hash: str


START = Anchor(0, "0" * 64)
"""What stands for the line before the first."""


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

    @property
    def before(self) -> Anchor:
        """The anchor of the line before."""
        return Anchor(self.number - 1, self.previous)

    @property
    def restart(self) -> Restart | None:
        """Why the log was begun again with this line; None where it was not."""
        said = self.event.get("restart")
        return None if said is None else Restart(**said)


def next_line(event: Event, last: Anchor) -> Logged:
    """The line for an event after the `last` one."""
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    told = {name: value for name, value in asdict(event).items() if value}
    said = json.loads(json.dumps(told))
    unsigned = Logged(last.number + 1, at, __version__, said, last.hash, "")
    return replace(unsigned, hash=digest(_body(unsigned)))


def _body(line: Logged) -> bytes:
    told = {name: value for name, value in vars(line).items() if name != "hash"}
    return json.dumps(told, sort_keys=True, separators=(",", ":")).encode("ascii")


def line_bytes(line: Logged) -> bytes:
    """The line as it stands in the file."""
    return json.dumps(vars(line), sort_keys=True, separators=(",", ":")).encode("ascii") + b"\n"


def _parsed(line: bytes) -> Logged:
    """A line of the log; ValueError or TypeError when it is not, byte for byte, as written."""
    told = json.loads(line)
    if not isinstance(told, dict) or set(told) != set(Logged.__dataclass_fields__):
        raise ValueError("not a line of the log")
    found = Logged(**told)
    is_whole = found.hash == digest(_body(found)) and line_bytes(found) == line
    if not is_whole or found.event.get("kind") not in KINDS:
        raise ValueError("not as it was written")
    return found


def parsed_or_none(raw: bytes) -> Logged | None:
    """The line, given without its end; None for anything else."""
    try:
        return _parsed(raw + b"\n")
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None


def whole_lines(content: bytes) -> list[bytes]:
    """The lines of a log without their ends, and without a last one that nobody finished."""
    *lines, end = content.split(b"\n")
    return [*lines, end] if end and parsed_or_none(end) else lines


def torn_line(content: bytes) -> bytes:
    """The last line where nobody finished it, else nothing."""
    end = content[content.rfind(b"\n") + 1 :]
    return b"" if parsed_or_none(end) else end


def digest(content: bytes) -> str:
    """The SHA-256."""
    return hashlib.sha256(content).hexdigest()
