"""Adding a line to the portal's audit log, and noting lines in the database.

Policy: a line is on the disk before anything is shown. The database notes lines too, so that a log
that was cut short is found: with every change, and of looks one in twenty or every half minute, for
a note is another write through to the disk.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

from django.conf import settings

from cohortmatch.audit import Anchor, Event, Logged, OpenLog
from cohortmatch.core.errors import StoreError
from cohortmatch.portal.errors import LogChangedError
from cohortmatch.portal.looks.lines import Look
from cohortmatch.portal.models import NotedLine
from cohortmatch.portal.places import PortalFolder

__all__ = ["last_noted", "record", "record_event", "record_refusal"]

LINES, SECONDS = 20, 30
"""After how many lines, or seconds, a look's line is noted."""


@dataclass
class _LogOfProcess:
    """The log of this process, and what was noted last."""

    log: OpenLog | None = None
    noted_line: int = 0
    noted_at: float = 0.0
    one_at_a_time: threading.Lock = field(default_factory=threading.Lock)


_writing = _LogOfProcess()


def record(look: Look, *, is_change: bool = False) -> Logged:
    """Write the line of a look through to the disk. OutputError where that fails, StoreError where
    the log was tampered with: then nothing may be shown."""
    return record_event(look.event(is_change=is_change))


def record_refusal(by: str) -> Logged:
    """Write that somebody asked for what is closed or does not exist."""
    return record_event(Event("consultation", "portal refused", by))


def record_event(event: Event) -> Logged:
    """Write the line of any event. LogChangedError where the log was tampered with: what this
    process wrote last is noted then, so that verifying finds what is missing too."""
    try:
        line = _log().add(event)
    except StoreError as error:
        if _writing.log is not None and _writing.log.last is not None:
            last = _writing.log.last
            NotedLine.objects.get_or_create(number=last.number, defaults={"hash": last.hash})
        raise LogChangedError(str(error)) from None
    if event.kind != "consultation" or _is_due(line.number):
        _note(line)
    return line


def last_noted() -> Anchor | None:
    """The last line that the database noted."""
    noted = NotedLine.objects.order_by("-number").first()
    return None if noted is None else Anchor(noted.number, noted.hash)


def forget() -> None:
    """Take the log for another from now on: it was restored, or begun again."""
    _writing.log = None


def _log() -> OpenLog:
    with _writing.one_at_a_time:
        if _writing.log is None:
            folder: PortalFolder = settings.PORTAL_FOLDER
            _writing.log = OpenLog(folder.log, last_noted())
            _writing.noted_at = 0.0
        return _writing.log


def _is_due(number: int) -> bool:
    return number - _writing.noted_line >= LINES or time.monotonic() - _writing.noted_at >= SECONDS


def _note(line: Logged) -> None:
    NotedLine.objects.get_or_create(number=line.number, defaults={"hash": line.hash})
    _writing.noted_line, _writing.noted_at = line.number, time.monotonic()
