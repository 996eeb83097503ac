"""Pages of accounts that are not allauth's."""

from __future__ import annotations

from allauth.account.views import password_change
from django.http import Http404, HttpRequest, HttpResponse

__all__ = ["change_password", "closed"]

change_password = password_change


def closed(request: HttpRequest) -> HttpResponse:
    """404 for what allauth has and the portal has not: sign-up, reset by mail."""
    raise Http404
