"""A server for this machine only: what the page of a review and the reconciliation service share.

Policy: it listens on 127.0.0.1, on a port that is free unless one is named. What does not come in
time is cut off; nothing is logged and nothing is kept by the browser. When nobody has done anything
for a while, it ends.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

__all__ = ["HOST", "LocalHandler", "LocalServer"]

HOST = "127.0.0.1"
PATIENCE = 10
"""Seconds in which all of a request must come."""
AT_ONCE = 128
"""Connections that may wait to be taken up."""


class LocalServer(ThreadingHTTPServer):
    """Serves this machine until it is finished, or nobody has done anything for `idle` seconds."""

    daemon_threads = True
    request_queue_size = AT_ONCE

    def __init__(self, handler: type[LocalHandler], *, idle: float, port: int = 0) -> None:
        super().__init__((HOST, port), handler)
        self.finished = self.was_idle = self._stopping = False
        self.idle = idle
        self._lock = threading.Lock()
        self._coming: dict[socket.socket, float] = {}
        self._acting, self._acted = 0, time.monotonic()

    @property
    def hosts(self) -> tuple[str, str]:
        """The names under which it may be asked."""
        return f"{HOST}:{self.server_port}", f"localhost:{self.server_port}"

    def awaits(self, connection: socket.socket) -> None:
        """Note that a request begins to come."""
        with self._lock:
            self._coming[connection] = time.monotonic() + PATIENCE

    def has_come(self, connection: socket.socket) -> None:
        """Note that a request has come, or that its connection is closed."""
        with self._lock:
            self._coming.pop(connection, None)

    @contextmanager
    def acting(self) -> Iterator[None]:
        """Note that something is done, so that the server goes on."""
        with self._lock:
            self._acting += 1
        try:
            yield
        finally:
            with self._lock:
                self._acting, self._acted = self._acting - 1, time.monotonic()

    def service_actions(self) -> None:
        """Cut off what does not come in time; stop when it is over, or nobody does anything, and
        every answer is sent."""
        now = time.monotonic()
        with self._lock:
            for connection in [each for each, until in self._coming.items() if until < now]:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
            is_acting, is_idle = self._acting > 0, now - self._acted > self.idle
        if (self.finished or is_idle) and not (is_acting or self._stopping):
            self._stopping, self.was_idle = True, not self.finished
            threading.Thread(target=self.shutdown, daemon=True).start()

    def finish(self) -> None:
        """Stop serving, once every answer is sent."""
        self.finished = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore broken connections; a traceback might show a value."""


class LocalHandler(BaseHTTPRequestHandler):
    """Answers one request with the `always` headers."""

    server: LocalServer
    server_version, sys_version = "cohortmatch", ""
    timeout = PATIENCE
    always: ClassVar[Mapping[str, str]] = {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cache-Control": "no-store",
    }

    def setup(self) -> None:
        """Begin to wait for the request."""
        super().setup()
        self.server.awaits(self.connection)

    def finish(self) -> None:
        """The request is answered, or was cut off."""
        self.server.has_come(self.connection)
        super().finish()

    def refuse(self, status: HTTPStatus, words: str = "") -> None:
        """Refuse in words, and read nothing more of the connection."""
        self.close_connection = True
        self.send(status, (words or status.phrase).encode(), "text/plain; charset=utf-8")

    def send(self, status: HTTPStatus, content: bytes, kind: str, **more: str) -> None:
        """Send an answer; `more` are headers of it alone, with _ for -."""
        self.send_response(status)
        own = {name.replace("_", "-"): value for name, value in more.items()}
        for name, value in {**self.always, "Content-Type": kind, **own}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is logged."""
