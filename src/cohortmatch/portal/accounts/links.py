"""One-time links: how somebody sets the first password, or a new one after losing it.

Policy: a link is shown once on the console, is good for 48 hours and one use, and only its SHA-256
is kept. A new link ends the earlier ones of the same account.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from allauth.account.internal.flows.login import record_authentication
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.forms import SetPasswordForm
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from cohortmatch.audit import Event
from cohortmatch.portal.accounts.devices import remember_device
from cohortmatch.portal.accounts.lock_out import forgive
from cohortmatch.portal.accounts.second_factor import has_second_factor
from cohortmatch.portal.accounts.sessions import end_sessions
from cohortmatch.portal.errors import error_page
from cohortmatch.portal.looks import record_event
from cohortmatch.portal.models import OneTimeLink, User

__all__ = ["GOOD_FOR", "first_password", "new_link"]

GOOD_FOR = timedelta(hours=48)
KEPT_FACTOR = "The password is set. Log in with it and your second factor."


def new_link(user: User) -> str:
    """The path of a new link for the user; links made before for the account no longer work."""
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        OneTimeLink.objects.filter(user=user, used=None).delete()
        expires = timezone.now() + GOOD_FOR
        OneTimeLink.objects.create(user=user, digest=_digest(token), expires=expires)
    return reverse("one_time_link", args=[token])


def first_password(request: HttpRequest, token: str) -> HttpResponseBase:
    """The page behind a link: asks for a password; then the second factor is set up. Who has one
    logs in with it: a link alone opens nothing."""
    link = _usable(token)
    if link is None:
        return error_page("link_used", 404)
    form = SetPasswordForm(link.user, request.POST or None)
    if request.method != "POST" or not form.is_valid():
        page = "portal/accounts/first_password.html"
        return render(request, page, {"form": form, "account": link.user})
    with transaction.atomic():
        used = OneTimeLink.objects.filter(pk=link.pk, used=None).update(used=timezone.now())
        if not used:
            return error_page("link_used", 404)
        form.save()
        end_sessions(link.user)
        forgive(link.user.username)
        forgive(link.user.username, "code")
        record_event(Event("alteration", "portal password set", link.user.username))
    if has_second_factor(link.user):
        messages.success(request, KEPT_FACTOR)
        return redirect("account_login")
    login(request, link.user, "cohortmatch.portal.accounts.backend.PortalBackend")
    record_authentication(request, link.user, method="password", reauthenticated=True)
    answer = redirect("mfa_activate_totp")
    remember_device(answer, link.user.username)
    return answer


def _usable(token: str) -> OneTimeLink | None:
    good = OneTimeLink.objects.select_related("user").filter(
        digest=_digest(token), used=None, expires__gt=timezone.now(), user__is_active=True
    )
    return good.first()


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8")).hexdigest()
