"""Which account a borough's own log-in opens.

Policy: it opens accounts that an administrator made, and makes none. The first time the server's
claim must be the username; from then on the account belongs to that subject of the server, so a
name that the server gives to somebody else later opens nothing. The second factor of the portal is
asked all the same.
"""

from __future__ import annotations

from typing import Any, NoReturn

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.conf import settings
from django.http import HttpRequest

from cohortmatch.audit import Event
from cohortmatch.portal.accounts.adapters import NOBODY
from cohortmatch.portal.errors import error_page
from cohortmatch.portal.looks import record_event
from cohortmatch.portal.models import User

__all__ = ["OpenIdAdapter"]


class OpenIdAdapter(DefaultSocialAccountAdapter):
    """Finds the account; nobody signs up, and nothing that the server says is kept."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Let in whom the log-in belongs to, or bind it to the account of that name."""
        claims = sociallogin.account.extra_data
        name = _claim(claims)
        sociallogin.account.extra_data = {}
        if sociallogin.is_existing:
            sociallogin.account.save()
            if not getattr(sociallogin.user, "is_active", False):
                _refuse()
            return
        user = User.objects.filter(username=name, is_active=True).first()
        if user is None or SocialAccount.objects.filter(user_id=user.pk).exists():
            _refuse()
        sociallogin.connect(request, user)
        record_event(Event("alteration", "portal log-in of the borough bound", user.username))

    def send_notification_mail(self, *args: Any, **more: Any) -> None:
        """No mail."""


def _claim(claims: dict[str, Any]) -> str:
    """The username by what the server says; empty where it says none."""
    server = settings.PORTAL_OPENID
    wanted = server.claim if server else ""
    parts = (claims.get("id_token") or {}, claims.get("userinfo") or {}, claims)
    found = (part.get(wanted) for part in parts if isinstance(part, dict))
    return str(next(filter(None, found), "")).strip().lower()


def _refuse() -> NoReturn:
    record_event(Event("consultation", "portal log-in failed", NOBODY))
    raise ImmediateHttpResponse(error_page("no_account", 403))
