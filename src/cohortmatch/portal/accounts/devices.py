"""A browser that an account has logged in with before waits by its own failures.

Policy: otherwise a stranger who types a name with wrong passwords, once an hour, keeps its owner
out. The browser keeps a signed cookie that says for which account it is known, by a keyed hash; it
opens nothing, and the portal keeps nothing of it.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

__all__ = ["name_to_lock", "remember_device"]

GOOD_FOR: Final = timedelta(days=180)
SIGNER = TimestampSigner(salt="portal.device")


def name_to_lock(request: HttpRequest, name: str) -> str:
    """What the failures of a name are counted under in this browser: the name, or where the account
    has logged in from it before, the name there."""
    try:
        said = SIGNER.unsign(request.COOKIES.get(_cookie(), ""), max_age=GOOD_FOR)
    except BadSignature:
        return name
    whose, _, device = said.partition(".")
    return f"{name.strip().lower()}\n{device}" if whose == _hash(name) else name


def remember_device(response: HttpResponseBase, name: str) -> None:
    """Let the browser that gets this response keep that the account has logged in with it."""
    response.set_cookie(
        _cookie(),
        SIGNER.sign(f"{_hash(name)}.{secrets.token_urlsafe(12)}"),
        max_age=GOOD_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def _cookie() -> str:
    return f"{settings.SESSION_COOKIE_NAME}-known"


def _hash(name: str) -> str:
    return salted_hmac("portal.device", name.strip().lower(), algorithm="sha256").hexdigest()
