"""How long a session lasts: 15 minutes without a request, 8 hours at most.

Policy: the server decides, by times in the session. A clock that went back ends it too, for
otherwise it would last longer.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from django.contrib.auth import logout
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponseBase

__all__ = ["IDLE", "LONGEST", "WARNING", "SessionLimits"]

IDLE: Final = 15 * 60
"""Seconds without a request after which a session ends."""
WARNING: Final = 13 * 60
"""Seconds without a request after which the page warns."""
LONGEST: Final = 8 * 60 * 60
"""Seconds after which a session ends in any case."""
BEGAN, SEEN = "portal_began", "portal_seen"
SELDOM: Final = 10
"""Seconds in which the time of the last request is not written again."""


class SessionLimits:
    """Ends what lasted too long, and notes each request's time."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer to somebody whose session lasts, else to nobody."""
        if request.user.is_authenticated:
            now = time.time()
            if is_over(request.session, now):
                logout(request)
            else:
                _note(request.session, now)
        return self._answer(request)


def is_over(session: SessionBase, now: float) -> bool:
    """Whether a session lasted too long at this time (seconds since 1970)."""
    seen, began = float(session.get(SEEN, now)), float(session.get(BEGAN, now))
    return now - seen > IDLE or now - began > LONGEST or now < min(seen, began) - SELDOM


def _note(session: SessionBase, now: float) -> None:
    session.setdefault(BEGAN, now)
    if now - session.get(SEEN, 0) > SELDOM:
        session[SEEN] = now
