"""What every template may use: who is logged in, where they may go, their notices, and when the
session ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from cohortmatch.portal.accounts.notices import notices_for
from cohortmatch.portal.accounts.second_factor import used_second_factor
from cohortmatch.portal.accounts.sessions import IDLE, WARNING
from cohortmatch.portal.gate import memberships_of
from cohortmatch.portal.models import PortalRole
from cohortmatch.portal.openid import PROVIDER

__all__ = ["everywhere", "first_place"]

NAME = "Cohort portal"
OF_PANELS = frozenset({PortalRole.MEMBER, PortalRole.CHAIR, PortalRole.ANALYST})
PLACES: tuple[tuple[str, str, frozenset[PortalRole]], ...] = (
    ("My panels", "my_panels", OF_PANELS),
    ("Pairs to review", "review", frozenset({PortalRole.REVIEWER, PortalRole.ANALYST})),
    ("Runs", "runs", frozenset({PortalRole.ANALYST})),
    ("Uploads", "uploads", frozenset({PortalRole.ANALYST})),
    ("Log", "log", frozenset({PortalRole.OFFICER})),
    ("Agreement", "agreement", frozenset({PortalRole.OFFICER})),
    ("Accounts", "accounts", frozenset({PortalRole.ADMINISTRATOR})),
    ("Who has access", "access", frozenset({PortalRole.OFFICER, PortalRole.ADMINISTRATOR})),
    ("Your account", "my_account", frozenset(PortalRole)),
)
"""What the menu offers: its words, the name of its address, and to which roles. It opens nothing;
the gate decides again."""


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """What the base template reads of a request."""
    user = getattr(request, "user", None)
    told: dict[str, Any] = {"portal_name": NAME, "user": user, "navigation": (), "notices": ()}
    if user is None or not user.is_authenticated:
        server = settings.PORTAL_OPENID
        href = reverse("openid_connect_login", args=[PROVIDER]) if server else ""
        return told | {"openid_name": server.name if server else "", "openid_address": href}
    told |= {
        "log_out_address": reverse("account_logout"),
        "session_idle_seconds": IDLE,
        "session_warning_seconds": WARNING,
        "session_keep_address": reverse("session"),
        "session_ended_address": "/",
    }
    if used_second_factor(request, user):
        found = memberships_of(user)
        told["navigation"] = list(_navigation({each.role for each in found}, request.path))
        told["notices"] = notices_for(user, found)
    return told


def first_place(roles: Iterable[str]) -> str:
    """The name of the page on which somebody with these roles begins: the first of the menu; that
    of panels for who has none."""
    wanted = frozenset(roles)
    return next((name for _, name, of in PLACES if of & wanted), "my_panels")


def _navigation(roles: set[str], path: str) -> Iterator[dict[str, Any]]:
    for text, name, of in PLACES:
        if of & roles:
            try:
                href = reverse(name)
            except NoReverseMatch:
                continue
            is_current = path == href or (href != "/" and path.startswith(href))
            yield {"text": text, "href": href, "current": is_current}
