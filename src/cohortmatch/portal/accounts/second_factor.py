"""The second factor: nobody sees a page of the portal without it."""

from __future__ import annotations

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from allauth.mfa.totp.internal.auth import TOTP
from django.dispatch import receiver
from django.http import HttpRequest

from cohortmatch.portal.models import User

__all__ = ["has_second_factor", "used_second_factor"]

KINDS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_factor(user: User) -> bool:
    """Whether an authenticator app or a passkey is set up for the account."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=KINDS).exists()


def used_second_factor(request: HttpRequest, user: User) -> bool:
    """Whether this session was begun with a second factor, or set it up."""
    return any(each["method"] == "mfa" for each in get_authentication_records(request, user))


@receiver(authenticator_added)
def _set_up(request: HttpRequest, user: User, authenticator: Authenticator, **more: Any) -> None:
    """Who has just set up a second factor has used it: its first code was asked, and that code is
    not good again."""
    if authenticator.type == Authenticator.Type.TOTP:
        TOTP(authenticator).validate_code(request.POST.get("code", ""))
    if authenticator.type in KINDS:
        kind = str(authenticator.type)
        record_authentication(request, user, method="mfa", type=kind, id=authenticator.pk)
