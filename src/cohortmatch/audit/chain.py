"""Verifying the audit log: every line, the chain, the anchors, and the logs that were set aside.

Policy: cutting off lines at the end leaves an intact chain, so every line that was ever noted
elsewhere is looked for too, here and in the logs that were set aside. A line that is gone, and that
no restart speaks for, is a fault for ever. A restart speaks for what was lost before it only where
the store noted it too; it is reported ever after, with what was lost.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from cohortmatch.audit.lines import (
    START,
    Anchor,
    Logged,
    digest,
    parsed_or_none,
    torn_line,
)
from cohortmatch.audit.set_aside import aside, set_aside
from cohortmatch.core.errors import StoreError

__all__ = ["Noted", "Restarted", "Verdict", "read_log", "verify"]


@dataclass(frozen=True)
class Noted:
    """A line that was noted elsewhere, when (UTC), and why the log was begun again with it: empty
    where it was not."""

    anchor: Anchor
    at: str = ""
    because: str = ""


@dataclass(frozen=True)
class Restarted:
    """That the log was begun again at a line: when (UTC), why, and which of the lines noted before
    it are in no log any more."""

    number: int
    at: str
    because: str
    lost: tuple[int, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """The result of verification: how many lines are intact, every fault with its line, where the
    log was begun again, and the places of lines that nobody finished."""

    lines: int
    faults: tuple[str, ...]
    anchor: Anchor | None
    restarts: tuple[Restarted, ...] = ()
    unfinished: tuple[int, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether no change was found."""
        return not self.faults


@dataclass
class _Chain:
    """The lines of a file as far as they were read."""

    name: str
    lines: list[Logged] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    unfinished: list[int] = field(default_factory=list)
    odd: list[tuple[int, bytes]] = field(default_factory=list)
    changed: set[int] = field(default_factory=set)
    is_broken: bool = False

    def take(self, place: int, raw: bytes) -> None:
        """Take the next line of the file."""
        line = parsed_or_none(raw)
        if line is None:
            self.odd.append((place, raw))
            return
        self._settle(line.event.get("unfinished"))
        if not self.is_broken and line.before != self._before(line):
            where = f"{self.name}: line {place}"
            self.faults.append(f"{where} does not follow the line before: {MOVED}")
        self.lines.append(line)
        self.is_broken = False

    def finish(self) -> None:
        """Take the end of the file."""
        self._settle(None)

    def _settle(self, unfinished: str | None) -> None:
        """A line that is none was not finished where the next line says so, else changed."""
        for place, raw in self.odd:
            if unfinished == digest(raw):
                self.unfinished.append(place)
            else:
                self.faults.append(f"{self.name}: line {place} is not as it was written")
                self.changed.add(self.lines[-1].number + 1 if self.lines else 1)
                self.is_broken = True
        self.odd.clear()

    def _before(self, line: Logged) -> Anchor:
        """What must stand before a line."""
        if self.lines:
            return self.lines[-1].anchor
        again = line.restart
        return START if again is None else Anchor(again.number, again.hash)


MOVED = "lines were taken out or moved"


def read_log(path: Path) -> list[Logged]:
    """Every whole line; StoreError when the log is not there or was changed."""
    chain = _checked(path)
    if chain.faults:
        raise StoreError(*chain.faults)
    return chain.lines


def verify(path: Path, anchors: Iterable[Anchor] = (), noted: Sequence[Noted] = ()) -> Verdict:
    """Check every line and the chain, that the log (or one that was set aside) holds every anchor,
    and every line that the store `noted` unless a restart speaks for it."""
    chain = _checked(path, may_be_gone=bool(noted))
    first = chain.lines[0] if chain.lines else None
    earlier = list(set_aside(path, first)) if first else []
    held = {line.anchor for lines in (chain.lines, *earlier) for line in lines}
    lost = sorted({each.anchor for each in noted} - held)
    restarts = _restarts([chain.lines, *earlier], noted, lost)
    explained = {number for each in restarts for number in each.lost}
    missing = {each for each in anchors if each not in held}
    missing |= {each for each in lost if each.number not in explained | chain.changed}
    faults = (
        *chain.faults,
        *_gone(path, missing, held),
        *_changed_asides(path, [chain.lines, *earlier]),
    )
    last = chain.lines[-1].anchor if chain.lines else None
    return Verdict(len(chain.lines), faults, last, restarts, tuple(chain.unfinished))


def _restarts(
    logs: Iterable[Sequence[Logged]], noted: Sequence[Noted], lost: Sequence[Anchor]
) -> tuple[Restarted, ...]:
    """Every restart that a log or the store tells of, oldest first; a lost line is with the first
    restart after it that the store noted."""
    known = {each.anchor.number: (each.at, each.because) for each in noted if each.because}
    told = {
        lines[0].number: (lines[0].at, again.because)
        for lines in logs
        if lines and (again := lines[0].restart)
    }
    found: list[Restarted] = []
    after = 0
    for number, (at, because) in sorted({**told, **known}.items()):
        gone = tuple(e.number for e in lost if after <= e.number < number and number in known)
        found.append(Restarted(number, at, because, gone))
        after = number if number in known else after
    return tuple(found)


def _gone(path: Path, missing: Iterable[Anchor], held: Iterable[Anchor]) -> Iterator[str]:
    """What is told of lines that were known; one sentence where no line stands between them."""
    numbers = sorted({each.number for each in missing})
    standing = sorted({each.number for each in held} - set(numbers))
    for _, group in groupby(numbers, lambda number: bisect(standing, number)):
        first, *others = group
        last = others[-1] if others else first
        which, was, other = f"line {first}", "was there and is gone", "is another"
        if last > first:
            which, was, other = f"lines {first} to {last}", "were there and are gone", "are others"
        yield f"{path.name}: {which} {was}, or {other}"


def _changed_asides(path: Path, logs: Iterable[Sequence[Logged]]) -> Iterator[str]:
    for again in (lines[0].restart for lines in logs if lines):
        if again is None or not again.set_aside:
            continue
        file = aside(path, again.set_aside)
        if not file.is_file() or digest(file.read_bytes()) != again.sha256:
            yield f"{file.name}: the log that was set aside was changed, or is gone"


def _checked(path: Path, *, may_be_gone: bool = False) -> _Chain:
    """The lines of a file; where one `may_be_gone`, what it held is missing and no error."""
    try:
        content = path.read_bytes() if path.exists() or not may_be_gone else b""
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        raise StoreError(f"{path}: {reason}; say where the log is: --audit FILE") from None
    chain = _Chain(path.name)
    *lines, end = content.split(b"\n")
    for place, raw in enumerate(lines, 1):
        chain.take(place, raw)
    if end and not torn_line(content):
        chain.take(len(lines) + 1, end)
    chain.finish()
    if end:
        chain.faults.append(f"{path.name}: line {len(lines) + 1} was not finished")
    return chain
