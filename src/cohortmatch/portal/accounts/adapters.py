"""What allauth asks of the portal: lock-out, lines of the log, secrets, no mail."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse

from cohortmatch.audit import Event
from cohortmatch.portal.accounts.devices import name_to_lock, remember_device
from cohortmatch.portal.accounts.lock_out import count_failure, forgive, refuse_while_waiting
from cohortmatch.portal.accounts.second_factor import has_second_factor
from cohortmatch.portal.looks import record_event
from cohortmatch.portal.models import User

__all__ = ["AccountAdapter", "SecondFactorAdapter", "shown_name"]

NOBODY = "unknown account"


def shown_name(user: User) -> str:
    """The name that pages show."""
    return user.display_name


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves, no mail is sent, and each log-in is a line of the log."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an administrator makes accounts."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse to look at a password while its name is locked."""
        super().pre_authenticate(request, **credentials)
        refuse_while_waiting(name_to_lock(request, credentials.get("username", "")))

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the failure, and log it by the account's name where there is one: what was typed
        may be a password."""
        name = credentials.get("username", "").strip().lower()
        times = count_failure(name_to_lock(request, name))
        by = name if User.objects.filter(username=name).exists() else NOBODY
        event = Event("consultation", "portal log-in failed", by, counts={"in a row": times})
        record_event(event)

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Log in, once its line is written."""
        record_event(Event("consultation", "portal log-in", user.get_username()))
        forgive(name_to_lock(request, user.get_username()))
        super().login(request, user)

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **more: Any) -> HttpResponse:
        """Let the browser keep that this account has logged in with it."""
        response = super().post_login(request, user, **more)
        remember_device(response, user.get_username())
        return response

    def logout(self, request: HttpRequest) -> None:
        """Log out: the session is deleted on the server."""
        record_event(Event("consultation", "portal log-out", str(request.user)))
        super().logout(request)

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Not for the first second factor, which is set up right after logging in; later always."""
        user = context.request.user
        if user.is_authenticated and not has_second_factor(user):
            return False
        return bool(super().is_reauthentication_required(app=app, **more))

    def send_mail(self, *args: Any, **more: Any) -> None:
        """No mail: notices stand on the page."""

    def send_notification_mail(self, *args: Any, **more: Any) -> None:
        """No mail: notices stand on the page."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors are encrypted in the database, by a key made from the portal's
    secret key, which is in another file."""

    def encrypt(self, text: str) -> str:
        """The text encrypted."""
        return _cipher().encrypt(text.encode("utf-8")).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """The text that was encrypted."""
        return _cipher().decrypt(encrypted_text.encode("ascii")).decode("utf-8")

    def send_notification_mail(self, *args: Any, **more: Any) -> None:
        """No mail."""


def _cipher() -> Fernet:
    secret = str(settings.SECRET_KEY).encode("ascii")
    key = hashlib.sha256(b"portal.second-factor:" + secret).digest()
    return Fernet(base64.urlsafe_b64encode(key))
