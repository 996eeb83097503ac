"""The example for Caddy, run with Debian's Caddy before a portal that is served by the command."""

from __future__ import annotations

import contextlib
import os
import re
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from portal.deployment.test_nginx import (
    EXAMPLES,
    FORGED,
    HOST,
    Proxied,
    certificate,
    free_port,
    process,
    wait_for,
)
from rendering.conftest import program

OF_THE_TEST = """{{
\tadmin off
\thttp_port {plain}
\thttps_port {tls}
\tdefault_bind 127.0.0.1
\tskip_install_trust
\tgrace_period 1s
\tstorage file_system {folder}/storage
"""


def configured(folder: Path, portal: int) -> tuple[Path, int, int, Path]:
    """The example with this test's ports and certificate; the file, both ports, the certificate."""
    made, key = certificate(folder)
    tls, plain = free_port(), free_port()
    text = (EXAMPLES / "Caddyfile").read_text(encoding="utf-8")
    ports = OF_THE_TEST.format(plain=plain, tls=tls, folder=folder)
    for old, new in (
        ("\n{\n", f"\n{ports}"),
        (f"{HOST} {{\n", f"{HOST} {{\n\ttls {made} {key}\n"),
        ("127.0.0.1:8000", f"127.0.0.1:{portal}"),
    ):
        assert old in text, f"the example has no {old}"
        text = text.replace(old, new, 1)
    (folder / "Caddyfile").write_text(text, encoding="utf-8")
    return folder / "Caddyfile", tls, plain, made


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxied]:
    caddy = program("caddy")
    folder = tmp_path_factory.mktemp("caddy")
    command = [sys.executable, "-m", "cohortmatch", "portal"]
    env = {**os.environ, "PYTHONUNBUFFERED": "1", "HOME": str(folder)}
    env.pop("COHORTMATCH_PORTAL_DATABASE", None)
    made = [*command, "init", folder / "portal", "--address", f"https://{HOST}"]
    subprocess.run(made, check=True, capture_output=True, env=env)
    with process(*command, "serve", folder / "portal", "--port", "0", env=env) as server:
        assert server.stdout is not None
        portal = int(re.findall(r":(\d+)", server.stdout.readline())[-1])
        file, tls, plain, trusted = configured(folder, portal)
        run = ("run", "--config", file, "--adapter", "caddyfile")
        with process(caddy, *run, env=env) as proxy:
            wait_for(tls, proxy)
            yield Proxied(tls, plain, portal, trusted, folder)


def test_a_page_comes_with_tls_hsts_and_cookies_of_this_host_alone(proxied: Proxied) -> None:
    answer, text = proxied.ask("/log-in/")
    assert answer.status == 200 and "<h1" in text
    assert "max-age=" in answer.headers["Strict-Transport-Security"]
    (cookie,) = answer.headers.get_all("Set-Cookie")
    assert cookie.strip().startswith("__Host-") and "Secure" in cookie
    assert answer.headers.get("Server") is None
    assert answer.headers["Cache-Control"] == "no-store, private"


def test_without_tls_one_is_sent_to_it(proxied: Proxied) -> None:
    connection = HTTPConnection("127.0.0.1", proxied.plain, timeout=10)
    connection.request("GET", "/log-in/", headers={"Host": HOST})
    answer = connection.getresponse()
    assert answer.status == 308
    assert answer.headers["Location"].startswith(f"https://{HOST}")
    connection.close()


@pytest.mark.parametrize("headers", FORGED)
def test_headers_of_the_proxy_cannot_be_forged(proxied: Proxied, headers: dict[str, str]) -> None:
    answer, text = proxied.ask("/", headers=headers)
    assert (answer.status, answer.headers["Location"]) == (302, "/log-in/?next=/")
    assert "elsewhere" not in text


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused(proxied: Proxied, method: str) -> None:
    answer, _ = proxied.ask("/log-in/", method)
    assert answer.status == 405


def test_what_is_too_large_is_refused(proxied: Proxied) -> None:
    """It is answered with 413, or the connection is closed while it is still being sent.

    Where the portal refuses before the proxy does, the proxy may say 502 for it.
    """
    trusted = ssl.create_default_context(cafile=str(proxied.certificate))
    head = f"POST /log-in/ HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 25000000\r\n\r\n"
    with (
        socket.create_connection(("127.0.0.1", proxied.tls), timeout=60) as raw,
        trusted.wrap_socket(raw, server_hostname=HOST) as spoken,
    ):
        spoken.sendall(head.encode())
        with contextlib.suppress(OSError):
            spoken.sendall(b"x" * 25_000_000)
        answer = b""
        with contextlib.suppress(OSError):
            answer = spoken.recv(1000)
    assert not answer or answer.startswith((b"HTTP/1.1 413", b"HTTP/1.1 502"))
    again, _ = proxied.ask("/log-in/")
    assert again.status == 200


def test_caddy_keeps_no_page_and_no_upload(proxied: Proxied) -> None:
    kept = [each for each in proxied.folder.rglob("*") if each.is_file()]
    ours = {"Caddyfile", "certificate.pem", "key.pem"}
    others = [each for each in kept if (proxied.folder / "portal") not in each.parents]
    found = {each.name for each in others} - ours
    assert not any(name.endswith((".html", ".xlsx")) for name in found)
    assert all("<h1" not in each.read_text(errors="replace") for each in others)
