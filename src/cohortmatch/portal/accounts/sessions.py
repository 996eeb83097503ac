"""How long a session lasts: 15 minutes without a request, 8 hours at most.

Policy: the server decides, by times in the session. A clock that went back ends it too, for
otherwise it would last longer. A session that a password change, a log-out or an administrator
ended is deleted. Whoever asks only how long is left does not make it longer.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils import timezone

from cohortmatch.audit import Event
from cohortmatch.portal.looks import record_event
from cohortmatch.portal.models import User

__all__ = ["IDLE", "LONGEST", "WARNING", "SessionLimits", "end_sessions", "session"]

IDLE: Final = 15 * 60
"""Seconds without a request after which a session ends."""
WARNING: Final = 13 * 60
"""Seconds without a request after which the page warns."""
LONGEST: Final = 8 * 60 * 60
"""Seconds after which a session ends in any case."""
BEGAN, SEEN = "portal_began", "portal_seen"
SELDOM: Final = 10
"""Seconds in which the time of the last request is not written again."""
TOO_IDLE = "You were logged out, because you opened no page for 15 minutes."
TOO_LONG = "You were logged out, because a session lasts 8 hours at most."
ENDED = "portal_ended"
"""Whose session was ended by this request, in the request."""
IS_KEPT = "What you had written is kept: log in, and open the page again."
CLOCK = "You were logged out, because the clock of the portal's machine was set back."


class SessionLimits:
    """Ends what lasted too long, and notes each request's time."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer to somebody whose session lasts, else to nobody."""
        if request.user.is_authenticated:
            now = time.time()
            if why := why_over(request.session, now):
                vars(request)[ENDED] = request.user
                record_event(Event("consultation", "portal session ended", request.user.username))
                logout(request)
                messages.info(request, why)
            elif request.path != "/session/" or request.method == "POST":
                _note(request.session, request.user, now)
        return self._answer(request)

    def process_view(self, request: HttpRequest, *view: object) -> None:
        """Keep the answers of a form that came too late. Its token was checked before this."""
        from cohortmatch.portal.reviewing.drafts import keep

        user = vars(request).get(ENDED)
        if user is not None and request.method == "POST" and keep(user, request.POST):
            messages.info(request, IS_KEPT)


@receiver(user_logged_in)
def _begin(request: HttpRequest, user: User, **more: object) -> None:
    """Both times begin with the log-in, not with the first page after it."""
    _note(request.session, user, time.time())


def why_over(session: SessionBase, now: float) -> str:
    """Why a session is over at this time (seconds since 1970), in words; empty where it lasts."""
    seen, began = float(session.get(SEEN, now)), float(session.get(BEGAN, now))
    if now < max(seen, began) - SELDOM:
        return CLOCK
    if now - began > LONGEST:
        return TOO_LONG
    return TOO_IDLE if now - seen > IDLE else ""


def seconds_left(session: SessionBase, now: float) -> float:
    """How long a session lasts from this time (seconds since 1970)."""
    seen, began = float(session.get(SEEN, now)), float(session.get(BEGAN, now))
    return min(seen + IDLE, began + LONGEST) - now


def session(request: HttpRequest) -> HttpResponse:
    """How many seconds are left, as JSON; by POST it begins anew. 403 when the session is over."""
    if not request.user.is_authenticated:
        return JsonResponse({"left": 0}, status=403)
    return JsonResponse({"left": int(seconds_left(request.session, time.time()))})


def end_sessions(user: User) -> int:
    """End every session of a user on the server; how many there were."""
    theirs = [
        each.session_key
        for each in Session.objects.filter(expire_date__gte=timezone.now())
        if each.get_decoded().get(SESSION_KEY) == str(user.pk)
    ]
    return Session.objects.filter(session_key__in=theirs).delete()[0]


def _note(session: SessionBase, user: User, now: float) -> None:
    session.setdefault(BEGAN, now)
    if now - session.get(SEEN, 0) > SELDOM:
        session[SEEN] = now
        last = user.last_seen
        if last is None or last.date() != timezone.now().date():
            User.objects.filter(pk=user.pk).update(last_seen=timezone.now())
