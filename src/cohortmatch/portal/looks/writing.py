"""Adding a line to the portal's audit log."""

from __future__ import annotations

from django.conf import settings

from cohortmatch.audit import Event, Logged, log
from cohortmatch.portal.looks.lines import Look
from cohortmatch.portal.places import PortalFolder

__all__ = ["record", "record_event", "record_refusal"]


def record(look: Look, *, is_change: bool = False) -> Logged:
    """Write the line of a look through to the disk. OutputError where that fails, StoreError where
    the log was tampered with: then nothing may be shown."""
    return record_event(look.event(is_change=is_change))


def record_refusal(by: str) -> Logged:
    """Write that somebody asked for what is closed or does not exist."""
    return record_event(Event("consultation", "portal refused", by))


def record_event(event: Event) -> Logged:
    """Write the line of any event."""
    folder: PortalFolder = settings.PORTAL_FOLDER
    return log(folder.log, event)
