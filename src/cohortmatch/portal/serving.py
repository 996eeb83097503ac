"""Serving the portal with waitress."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from cohortmatch.core.append_only import OWNER_ONLY, lock
from cohortmatch.core.errors import SettingsError
from cohortmatch.portal.configuration import LARGEST_REQUEST
from cohortmatch.portal.making import open_portal
from cohortmatch.portal.places import USUAL, PortalFolder

__all__ = ["held_alone", "serve_portal"]

CONNECTIONS = 1000
UNFINISHED = 15
"""Seconds without a byte after which a connection that asks for nothing whole is closed."""
LOOPBACK = ("127.0.0.1", "localhost", "::1")
NO_PROXY = (
    "{}: over a network, names would travel unencrypted. Let a TLS proxy on this machine stand "
    'before the portal, and write its address into {}: address = "https://HOST"'
)
NOT_FREE = "{}, port {}: cannot be listened on ({}); name another with --port"
IS_SERVED = "{}: is served already by another process; stop that first"
OTHER_PORT = "Links that were printed before open here when they begin with {}"
CHANGED = (
    "{}. Nothing is shown until somebody has looked into it and the log is begun again: "
    'cohortmatch portal log restart DIR --because "…"'
)
BEHIND_PROXY = {
    "trusted_proxy": "127.0.0.1",
    "trusted_proxy_count": 1,
    "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
}
"""What is believed of a TLS proxy on this machine; nobody else's such headers are."""


def serve_portal(
    path: Path, *, host: str, port: int, threads: int, say: Callable[[str], None]
) -> None:
    """Serve the portal in a folder until the process is stopped; `say` prints where it is.
    SettingsError where that cannot be."""
    folder = open_portal(path)
    if host not in LOOPBACK and not folder.address():
        raise SettingsError(NO_PROXY.format(host, folder.settings_file))
    with held_alone(folder) as note:
        _refuse_changed_log()
        server = _server(folder, host, port, threads)
        where = f"http://{f'[{host}]' if ':' in host else host}:{server.effective_port}"
        note(where)
        say(f"The portal answers at {where}/ · stop it with Ctrl+C")
        if not folder.address() and where != USUAL:
            say(OTHER_PORT.format(where))
        server.run()


def _refuse_changed_log() -> None:
    """Raise LogChangedError where any line of the log is not as it was written."""
    from cohortmatch.portal.errors import LogChangedError
    from cohortmatch.portal.looks.checking import verdict

    found = verdict()
    if not found.is_whole:
        raise LogChangedError(CHANGED.format(found.faults[0]))


def _server(folder: PortalFolder, host: str, port: int, threads: int) -> Any:
    from django.core.wsgi import get_wsgi_application
    from waitress.channel import HTTPChannel
    from waitress.server import create_server

    from cohortmatch.portal.too_large import TooLargeTask

    # For this process, which serves nothing else: create_server takes no other channel.
    HTTPChannel.parser_class = whole_requests()
    HTTPChannel.error_task_class = TooLargeTask
    try:
        return create_server(
            get_wsgi_application(),
            host=host,
            port=port,
            threads=threads,
            ident="",
            max_request_header_size=32 * 1024,
            max_request_body_size=LARGEST_REQUEST,
            channel_timeout=UNFINISHED,
            cleanup_interval=5,
            expose_tracebacks=False,
            asyncore_use_poll=True,
            connection_limit=CONNECTIONS,
            clear_untrusted_proxy_headers=True,
            **(BEHIND_PROXY if folder.address() else {}),
        )
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise SettingsError(NOT_FREE.format(host, port, reason)) from None


def whole_requests() -> Any:
    """A reader of requests that takes none whose body comes in chunks: no browser sends one, and
    where a length is given too, a proxy may see another end of it."""
    from waitress.parser import HTTPRequestParser
    from waitress.utilities import BadRequest

    class WholeRequests(HTTPRequestParser):  # type: ignore[misc]
        def parse_header(self, header_plus: bytes) -> None:
            super().parse_header(header_plus)
            if self.chunked:
                self.error = BadRequest("a request is sent whole, with its length")
                self.completed = self.connection_close = True

    return WholeRequests


@contextlib.contextmanager
def held_alone(folder: PortalFolder) -> Iterator[Callable[[str], None]]:
    """Hold the folder for one server, because limits of log-ins are counted in its memory; what is
    given notes where it answers."""
    handle = os.open(folder.served_file, os.O_RDWR | os.O_CREAT, OWNER_ONLY)
    try:
        try:
            lock(handle, wait=False)
        except OSError:
            raise SettingsError(IS_SERVED.format(folder.path)) from None

        def note(where: str) -> None:
            os.ftruncate(handle, 0)
            os.lseek(handle, 0, os.SEEK_SET)
            os.write(handle, where.encode("ascii"))

        try:
            yield note
        finally:
            folder.served_file.unlink(missing_ok=True)
    finally:
        os.close(handle)
