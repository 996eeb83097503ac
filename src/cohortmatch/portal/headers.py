"""The headers of every answer: nothing from elsewhere, nothing inline, nothing kept."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

__all__ = ["Headers"]

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
# Not `no-referrer`: then a browser sends `Origin: null` with the portal's own forms, and they are
# refused. `same-origin` tells other sites nothing either.
REFERRERS = "same-origin"
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": REFERRERS,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Robots-Tag": "noindex, nofollow",
}
STATIC = "/static/"


class Headers:
    """Sets the headers; whatever is not a static file is not kept by browser or proxy."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._answer = answer
        server = settings.PORTAL_OPENID
        self._log_in = server.origin if server else ""  # a form may lead there, by a redirect

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer with its headers."""
        response = self._answer(request)
        for name, value in ALWAYS.items():
            response.headers[name] = value
        if self._log_in:
            wider = POLICY.replace("form-action 'self'", f"form-action 'self' {self._log_in}")
            response.headers["Content-Security-Policy"] = wider
        if not request.path.startswith(STATIC) or response.status_code >= 400:
            response.headers["Cache-Control"] = "no-store, private"
        return _without_body(response) if request.method == "HEAD" else response


def _without_body(response: HttpResponseBase) -> HttpResponseBase:
    """What answers HEAD: the same headers and no body, for the server takes none away, and the next
    answer of the connection would begin with it."""
    length = response.headers.get("Content-Length")
    if isinstance(response, StreamingHttpResponse):
        response.streaming_content = []
    elif isinstance(response, HttpResponse):
        response.content = b""
    if length is not None:
        response.headers["Content-Length"] = length
    return response
