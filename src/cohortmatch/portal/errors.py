"""What is shown where something is not: one body for each kind, with nothing of the request in it.

Policy: what does not exist and what is closed answer alike. An unexpected error is told on stderr
by its type and lines of code, never by its message, which may hold somebody's name.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string

from cohortmatch.core.errors import CohortmatchError, OutputError, StoreError

__all__ = [
    "LogChangedError",
    "PlainErrors",
    "bad_request",
    "error_page",
    "failed",
    "form_expired",
    "not_found",
]


class LogChangedError(StoreError):
    """The portal's audit log is not what it was, so nothing may be shown."""


def error_page(template: str, status: int, **context: object) -> HttpResponse:
    """A page that says what is wrong; it knows nothing of the request."""
    return HttpResponse(render_to_string(f"portal/errors/{template}.html", context), status=status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, the same for what is closed and for what does not exist."""
    return error_page("not_found", 404)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return error_page("bad_request", 400)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 where the form's token is missing or old."""
    return error_page("form_expired", 403)


def failed(request: HttpRequest) -> HttpResponse:
    """500."""
    return error_page("failed", 500)


class PlainErrors:
    """Answers 503 where nothing can be written (a full disk), 500 for any other error."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer; it never raises."""
        try:
            return self._answer(request)
        except Exception as error:
            return self.process_exception(request, error) or failed(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """What a view raised; None for what Django answers itself."""
        from django.core.exceptions import PermissionDenied, SuspiciousOperation
        from django.http import Http404

        if isinstance(error, (Http404, PermissionDenied, SuspiciousOperation)):
            return None
        _tell(error)
        if isinstance(error, LogChangedError):
            return error_page("log_changed", 503)
        if _is_busy(error):
            return error_page("busy", 503)
        return error_page("not_written", 503) if is_not_written(error) else failed(request)


def _is_busy(error: BaseException) -> bool:
    """Whether somebody else was writing into the database for too long."""
    return isinstance(error, OperationalError) and "lock" in str(error).lower()


def is_not_written(error: BaseException) -> bool:
    """Whether something could not be written: a full disk, a database that is not there."""
    return isinstance(error, (OSError, OutputError, OperationalError))


def _tell(error: BaseException) -> None:
    """The type and the lines of code on stderr."""
    own = isinstance(error, CohortmatchError)
    print(f"portal: {type(error).__name__}{': ' + str(error) if own else ''}", file=sys.stderr)
    for frame in traceback.extract_tb(error.__traceback__)[-6:]:
        print(f"  {frame.filename}:{frame.lineno} in {frame.name}", file=sys.stderr)
