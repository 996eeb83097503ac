"""Large requests are for those who have logged in: others send a name, a password and a code."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponseBase

from cohortmatch.portal.errors import error_page

__all__ = ["LARGEST_OF_STRANGERS", "LargeRequests"]

LARGEST_OF_STRANGERS = 64 * 1024
"""Bytes of the largest request of somebody who has not logged in."""


class LargeRequests:
    """Answers 413 before anything of the request's body is read."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer; a session is looked up only for a large request."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        is_large = not length.isdecimal() or int(length) > LARGEST_OF_STRANGERS
        if is_large and SESSION_KEY not in request.session:
            return error_page("too_large", 413)
        return self._answer(request)
