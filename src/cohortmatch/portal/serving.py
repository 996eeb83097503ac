"""Serving the portal with waitress."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cohortmatch.portal.configuration import LARGEST_REQUEST
from cohortmatch.portal.making import open_portal

__all__ = ["serve_portal"]

CONNECTIONS = 200
BEHIND_PROXY = {
    "trusted_proxy": "127.0.0.1",
    "trusted_proxy_count": 1,
    "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
}
"""What is believed of a TLS proxy on this machine; nobody else's such headers are."""


def serve_portal(
    path: Path, *, host: str, port: int, threads: int, say: Callable[[str], None]
) -> None:
    """Serve the portal in a folder until the process is stopped; `say` prints where it is."""
    folder = open_portal(path)
    from django.core.wsgi import get_wsgi_application
    from waitress.server import create_server

    server = create_server(
        get_wsgi_application(),
        host=host,
        port=port,
        threads=threads,
        ident="",
        max_request_header_size=32 * 1024,
        max_request_body_size=LARGEST_REQUEST,
        channel_timeout=30,
        expose_tracebacks=False,
        asyncore_use_poll=True,
        connection_limit=CONNECTIONS,
        clear_untrusted_proxy_headers=True,
        **(BEHIND_PROXY if folder.address() else {}),
    )
    say(f"The portal answers at http://{host}:{server.effective_port}/ · stop it with Ctrl+C")
    server.run()
