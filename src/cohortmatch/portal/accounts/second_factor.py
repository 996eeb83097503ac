"""The second factor: nobody sees a page of the portal without it.

Policy: whoever has set one up is nobody until the session has used it, on pages of allauth too. A
code of an app is good once; that is kept in the database, so that a restart does not forget it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa import app_settings as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.contrib.auth import logout
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.crypto import salted_hmac

from cohortmatch.audit import Event
from cohortmatch.portal.looks import record_event
from cohortmatch.portal.models import User

__all__ = ["SecondFactorFirst", "has_second_factor", "use_once", "used_second_factor"]

USED = "used"
"""Where an authenticator keeps the digests of its last codes, with when they were used."""
KINDS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_factor(user: User) -> bool:
    """Whether an authenticator app or a passkey is set up for the account."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=KINDS).exists()


def used_second_factor(request: HttpRequest, user: User) -> bool:
    """Whether this session was begun with a second factor, or set it up."""
    return any(each["method"] == "mfa" for each in get_authentication_records(request, user))


def use_once(authenticator: Authenticator, code: str) -> bool:
    """Note that a code was used; False where it was before, while it would be good again. Recovery
    codes are used up by themselves."""
    if authenticator.type != Authenticator.Type.TOTP:
        return True
    now, digest = time.time(), salted_hmac("portal.code", code.strip()).hexdigest()
    with transaction.atomic():
        row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
        good_for = mfa.TOTP_PERIOD * (2 * mfa.TOTP_TOLERANCE + 1)
        used = {each: at for each, at in row.data.get(USED, {}).items() if now - at < good_for}
        if digest in used:
            return False
        row.data = {**row.data, USED: {**used, digest: now}}
        row.save(update_fields=["data"])
    return True


class SecondFactorFirst:
    """Ends a session that was begun without the second factor which its account has."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer to somebody who has used the second factor, or has none yet."""
        user = request.user
        if user.is_authenticated and _is_left_out(request, user):
            record_event(Event("consultation", "portal session ended", user.username))
            logout(request)
            return redirect("account_login")
        return self._answer(request)


def _is_left_out(request: HttpRequest, user: User) -> bool:
    return not used_second_factor(request, user) and has_second_factor(user)


@receiver(authenticator_added)
def _set_up(request: HttpRequest, user: User, authenticator: Authenticator, **more: Any) -> None:
    """Who has just set up a second factor has used it: its first code was asked, and that code is
    not good again."""
    if authenticator.type == Authenticator.Type.TOTP:
        use_once(authenticator, request.POST.get("code", ""))
    if authenticator.type in KINDS:
        kind = str(authenticator.type)
        record_authentication(request, user, method="mfa", type=kind, id=authenticator.pk)
