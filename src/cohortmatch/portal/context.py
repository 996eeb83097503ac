"""What every template may use: who is logged in, where they may go, and when the session ends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from cohortmatch.portal.accounts.second_factor import used_second_factor
from cohortmatch.portal.accounts.sessions import IDLE, WARNING
from cohortmatch.portal.gate import memberships_of
from cohortmatch.portal.models import PortalRole

__all__ = ["everywhere"]

NAME = "Cohort portal"
PLACES: tuple[tuple[str, str, frozenset[str] | None], ...] = (
    ("My panels", "my_panels", None),
    ("Review", "review", frozenset({PortalRole.REVIEWER, PortalRole.ANALYST})),
    ("Runs", "runs", frozenset({PortalRole.ANALYST})),
    ("Log", "log", frozenset({PortalRole.OFFICER})),
    ("Agreement", "agreement", frozenset({PortalRole.OFFICER})),
    ("Access", "access", frozenset({PortalRole.OFFICER, PortalRole.ADMINISTRATOR})),
    ("Accounts", "accounts", frozenset({PortalRole.ADMINISTRATOR})),
    ("My account", "my_account", None),
)
"""What the navigation offers: its words, the name of its address, and to which roles."""


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """What the base template reads of a request."""
    user = getattr(request, "user", None)
    told: dict[str, Any] = {"portal_name": NAME, "user": user, "navigation": []}
    if user is None or not user.is_authenticated:
        return told
    told |= {
        "log_out_address": reverse("account_logout"),
        "session_idle_seconds": IDLE,
        "session_warning_seconds": WARNING,
        "session_keep_address": reverse("session"),
        "session_ended_address": "/",
    }
    if used_second_factor(request, user):
        roles = {each.role for each in memberships_of(user)}
        told["navigation"] = list(_navigation(roles, request.path))
    return told


def _navigation(roles: set[str], path: str) -> Iterator[dict[str, Any]]:
    for text, name, of in PLACES:
        if of is None or of & roles:
            try:
                href = reverse(name)
            except NoReverseMatch:
                continue
            yield {"text": text, "href": href, "current": href == path}
