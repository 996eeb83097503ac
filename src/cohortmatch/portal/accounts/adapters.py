"""What allauth asks of the portal."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from cohortmatch.portal.models import User

__all__ = ["AccountAdapter", "SecondFactorAdapter", "shown_name"]


def shown_name(user: User) -> str:
    """The name that pages show."""
    return user.display_name


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves, and no mail is sent."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an administrator makes accounts."""
        return False

    def send_mail(self, *args: Any, **more: Any) -> None:
        """No mail: notices stand on the page."""

    def send_notification_mail(self, *args: Any, **more: Any) -> None:
        """No mail: notices stand on the page."""

    def add_message(self, *args: Any, **more: Any) -> None:
        """Pages say what was done themselves."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """The second factor's texts and secrets."""

    def send_notification_mail(self, *args: Any, **more: Any) -> None:
        """No mail."""
