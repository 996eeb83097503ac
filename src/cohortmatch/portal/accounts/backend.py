"""Checking a username and password."""

from __future__ import annotations

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from cohortmatch.portal.models import User

__all__ = ["PortalBackend"]


class PortalBackend(BaseBackend):
    """Accounts of the portal; one that was removed is anonymous from the next request on."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **more: object,
    ) -> User | None:
        """The user, in the same time whether the account exists or not; None where it does not,
        cannot log in, or the password is wrong."""
        if username is None or password is None:
            return None
        user = User.objects.filter(username=username.strip().lower()).first()
        if user is None or not user.has_usable_password():
            User().set_password(password)  # as long as checking one
            return None
        return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id: int) -> User | None:
        """The user of a session; None when the account was removed."""
        return User.objects.filter(pk=user_id, is_active=True).first()
