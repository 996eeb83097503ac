"""The server of the review page: for this machine only, opened once by its address.

Policy: it listens on 127.0.0.1, on a port that is free. The address printed holds a token behind
the #, which browsers send to nobody; the page exchanges it, once, for the key of this review, and
every request for data must carry that key in a header, which no other page can do. Requests under
any other host name, from any other origin, larger than needed or not come in time are refused. The
pages, their style and script are the package's own and refer to nothing outside; nothing is logged,
nothing is kept by the browser. When nobody has done anything on the page for 15 minutes the review
is closed; every answer is kept already.
"""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Callable, Mapping
from functools import cache
from http import HTTPStatus
from importlib.resources import files
from typing import Any, ClassVar

from cohortmatch.cli.local_server import HOST, LocalHandler, LocalServer
from cohortmatch.core.errors import CohortmatchError
from cohortmatch.services.review import Session, WrongAnswer

__all__ = ["IDLE", "ReviewServer"]

PAGES = {
    "/": ("review.html", "text/html; charset=utf-8"),
    "/review.css": ("review.css", "text/css; charset=utf-8"),
    "/review.js": ("review.js", "text/javascript; charset=utf-8"),
}
LARGEST = 16_384
"""Bytes that a request may hold."""
IDLE = 15 * 60
"""Seconds without anything done on the page, after which the review is closed."""
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
}


class ReviewServer(LocalServer):
    """Serves one review until it is finished, or nobody has done anything for `idle` seconds;
    `opened` is called when the page was opened."""

    def __init__(
        self, session: Session, *, idle: float = IDLE, opened: Callable[[], None] = lambda: None
    ) -> None:
        super().__init__(_Handler, idle=idle)
        self.session = session
        self._opened = opened
        self._token = secrets.token_urlsafe(32)
        self._key = secrets.token_urlsafe(32)
        self._taken = False

    @property
    def address(self) -> str:
        """Where to open the page; works once."""
        return f"http://{HOST}:{self.server_port}/#{self._token}"

    def exchange(self, token: str) -> str | None:
        """The key of this review for the token of the address, the first time."""
        with self._lock:
            if self._taken or not hmac.compare_digest(token.encode(), self._token.encode()):
                return None
            self._taken = True
        self._opened()
        return self._key

    def knows(self, key: str) -> bool:
        """Whether a request's key is this review's."""
        return self._taken and hmac.compare_digest(key.encode(), self._key.encode())


class _Handler(LocalHandler):
    """Answers one request."""

    server: ReviewServer
    always: ClassVar[Mapping[str, str]] = {**LocalHandler.always, **HEADERS}

    def do_GET(self) -> None:
        """The page, its style, its script."""
        self.server.has_come(self.connection)
        if not (self._is_ours() or self._is_opening()):
            self.refuse(HTTPStatus.FORBIDDEN)
        elif self.path in PAGES:
            name, kind = PAGES[self.path]
            self.send(HTTPStatus.OK, _page(name), kind)
        else:
            self.refuse(HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        """The token for the key; with the key the pairs, an answer, an undo, the end."""
        told = self._body() if self._is_ours() else None
        self.server.has_come(self.connection)
        if told is None:
            self.refuse(HTTPStatus.FORBIDDEN)
        elif self.path == "/open":
            key = self.server.exchange(str(told.get("token", "")))
            self._json({"key": key}) if key else self.refuse(HTTPStatus.FORBIDDEN)
        elif not self.server.knows(self.headers.get("X-Review-Key", "")):
            self.refuse(HTTPStatus.FORBIDDEN)
        else:
            with self.server.acting():
                self._act(told)

    def _act(self, told: dict[str, Any]) -> None:
        session = self.server.session
        actions: dict[str, Callable[[], dict[str, Any]]] = {
            "/pairs": lambda: {**session.state(), "idle": self.server.idle},
            "/here": dict,
            "/answer": lambda: session.answer(
                told.get("place"), told.get("answer"), told.get("reason", "")
            ),
            "/undo": session.undo,
            "/finish": lambda: {"finished": True},
        }
        if self.path not in actions:
            self.refuse(HTTPStatus.NOT_FOUND)
            return
        try:
            self._json(actions[self.path]())
        except WrongAnswer:
            self.refuse(HTTPStatus.BAD_REQUEST)
        except CohortmatchError as error:
            self._json({"problem": str(error)}, HTTPStatus.INTERNAL_SERVER_ERROR)
        if self.path == "/finish":
            # Not before the answer is sent: the process may end at once.
            self.server.finish()

    def _is_ours(self) -> bool:
        """Whether the request is meant for this page, from it or from the address bar."""
        origin = self.headers.get("Origin")
        ours = tuple(f"http://{host}" for host in self.server.hosts)
        site = self.headers.get("Sec-Fetch-Site", "none")
        return (
            self.headers.get("Host") in self.server.hosts
            and (origin is None or origin in ours)
            and site in ("none", "same-origin")
        )

    def _is_opening(self) -> bool:
        """Whether the browser opens the page, sent here from the file that holds its address: the
        page alone says nothing of anybody."""
        is_new_page = self.headers.get("Sec-Fetch-Dest") == "document"
        return self.path == "/" and self.headers.get("Host") in self.server.hosts and is_new_page

    def _body(self) -> dict[str, Any] | None:
        """What the request tells; None when it is not a small JSON object."""
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > LARGEST:
            return None
        if self.headers.get_content_type() != "application/json":
            return None
        try:
            told = json.loads(self.rfile.read(int(length)))
        except ValueError:
            return None
        return told if isinstance(told, dict) else None

    def _json(self, told: dict[str, Any], status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send(status, json.dumps(told).encode(), "application/json")


@cache
def _page(name: str) -> bytes:
    return files("cohortmatch.cli").joinpath("review_page", name).read_bytes()
