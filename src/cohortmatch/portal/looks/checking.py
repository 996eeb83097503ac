"""Verifying the portal's log against what the database noted, and beginning it again."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from cohortmatch.audit import Event, Logged, Noted, Verdict, restart, verify
from cohortmatch.audit.lines import Anchor
from cohortmatch.core.errors import SettingsError
from cohortmatch.portal.looks.writing import forget, last_noted
from cohortmatch.portal.models import NotedLine

__all__ = ["begin_log_again", "verdict"]

NO_REASON = "Say in a few words why the log is begun again (--because)"
NOT_NEEDED = "The log is as it was written, and goes on; there is no reason to begin it again"


def log_file() -> Path:
    """The file of the log."""
    path: Path = settings.PORTAL_FOLDER.log
    return path


def verdict() -> Verdict:
    """Whether anything in the log was changed, moved or removed."""
    noted = [
        Noted(Anchor(each.number, each.hash), each.noted.isoformat(), each.because)
        for each in NotedLine.objects.order_by("number")
    ]
    return verify(log_file(), (), noted)


def begin_log_again(because: str, by: str) -> Logged:
    """Set the log aside and begin another with the reason and the last line that the database
    noted. SettingsError where there is no reason, or none is needed."""
    because = " ".join(because.split())[:500]
    if not because:
        raise SettingsError(NO_REASON)
    if log_file().exists() and verdict().is_whole:
        raise SettingsError(NOT_NEEDED)
    event = Event("alteration", "portal log restart", by)
    line = restart(log_file(), event, because, last_noted())
    NotedLine.objects.create(number=line.number, hash=line.hash, because=because)
    forget()
    return line
