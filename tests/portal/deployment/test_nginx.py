"""The example for nginx, run with Debian's nginx before a portal that is served by the command."""

from __future__ import annotations

import contextlib
import os
import re
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest

from rendering.conftest import program

EXAMPLES = Path(__file__).parents[3] / "examples/portal"
HOST = "portal.example.gov.uk"
FORGED = (
    {"X-Forwarded-Proto": "http"},
    {"X-Forwarded-Host": "elsewhere.example"},
    {"Forwarded": "for=6.6.6.6;host=elsewhere.example;proto=http"},
    {"X-Forwarded-For": "6.6.6.6"},
)
"""Headers by which a browser may claim to be a proxy."""
AROUND = """
{user}pid {folder}/pid;
error_log {folder}/error.log;
daemon off;
events {{}}
http {{
    access_log {folder}/access.log;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/portal.conf;
}}
"""


@dataclass(frozen=True)
class Proxied:
    """Where the proxy answers with TLS and without, and where the portal itself does."""

    tls: int
    plain: int
    portal: int
    certificate: Path
    folder: Path

    def ask(
        self,
        path: str,
        method: str = "GET",
        body: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> tuple[HTTPResponse, str]:
        """An answer through the proxy, with TLS."""
        trusted = ssl.create_default_context(cafile=str(self.certificate))
        connection = HTTPSConnection("127.0.0.1", self.tls, context=trusted, timeout=20)
        raw = socket.create_connection(("127.0.0.1", self.tls), timeout=20)
        connection.sock = trusted.wrap_socket(raw, server_hostname=HOST)
        connection.request(method, path, body, {"Host": HOST, **(headers or {})})
        answer = connection.getresponse()
        text = answer.read().decode(errors="replace")
        connection.close()
        return answer, text


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for the host, and its key."""
    made, key = folder / "certificate.pem", folder / "key.pem"
    words = ["req", "-x509", "-nodes", "-newkey", "ec", "-days", "2"]
    words += ["-pkeyopt", "ec_paramgen_curve:prime256v1"]
    names = ["-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}"]
    openssl = [program("openssl"), *words, *names, "-keyout", str(key), "-out", str(made)]
    subprocess.run(openssl, check=True, capture_output=True)
    return made, key


@contextlib.contextmanager
def process(
    *words: object, env: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[str]]:
    """A process while it is needed."""
    output = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    started = subprocess.Popen([str(word) for word in words], text=True, env=env, **output)
    try:
        yield started
    finally:
        started.terminate()
        started.communicate(timeout=10)


def wait_for(port: int, started: subprocess.Popen[str]) -> None:
    """Wait until something answers at a port."""
    for _ in range(200):
        assert started.poll() is None, "it has stopped"
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise AssertionError("nothing answers")


def configured(folder: Path, portal: int) -> tuple[Path, int, int, Path]:
    """The example with this test's ports and certificate; the file, both ports, the certificate."""
    made, key = certificate(folder)
    tls, plain = free_port(), free_port()
    text = (EXAMPLES / "nginx.conf").read_text(encoding="utf-8")
    for old, new in (
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443 ssl", f"listen 127.0.0.1:{tls} ssl"),
        ("127.0.0.1:8000", f"127.0.0.1:{portal}"),
        ("/etc/ssl/portal/certificate.pem", str(made)),
        ("/etc/ssl/portal/key.pem", str(key)),
    ):
        assert old in text, f"the example has no {old}"
        text = text.replace(old, new)
    (folder / "portal.conf").write_text(text, encoding="utf-8")
    user = "user root;\n" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, user=user), encoding="utf-8")
    return folder / "nginx.conf", tls, plain, made


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxied]:
    nginx = program("nginx")
    folder = tmp_path_factory.mktemp("nginx")
    command = [sys.executable, "-m", "cohortmatch", "portal"]
    env = {**os.environ, "PYTHONUNBUFFERED": "1"}
    env.pop("COHORTMATCH_PORTAL_DATABASE", None)
    made = [*command, "init", folder / "portal", "--address", f"https://{HOST}"]
    subprocess.run(made, check=True, capture_output=True, env=env)
    with process(*command, "serve", folder / "portal", "--port", "0", env=env) as server:
        assert server.stdout is not None
        portal = int(re.findall(r":(\d+)", server.stdout.readline())[-1])
        file, tls, plain, trusted = configured(folder, portal)
        with process(nginx, "-p", folder, "-c", file) as proxy:
            wait_for(tls, proxy)
            yield Proxied(tls, plain, portal, trusted, folder)


def test_a_page_comes_with_tls_hsts_and_cookies_of_this_host_alone(proxied: Proxied) -> None:
    answer, text = proxied.ask("/log-in/")
    assert answer.status == 200 and "<h1" in text
    hsts = answer.headers["Strict-Transport-Security"]
    assert int(re.findall(r"max-age=(\d+)", hsts)[0]) >= 31_536_000
    assert "includeSubDomains" in hsts
    (cookie,) = answer.headers.get_all("Set-Cookie")
    assert cookie.strip().startswith("__Host-") and "Secure" in cookie and "Path=/" in cookie
    assert "HttpOnly" in cookie and "Domain" not in cookie
    assert not re.search(r"\d", answer.headers.get("Server", ""))
    assert answer.headers["Cache-Control"] == "no-store, private"


def test_without_tls_one_is_sent_to_it(proxied: Proxied) -> None:
    connection = HTTPConnection("127.0.0.1", proxied.plain, timeout=10)
    connection.request("GET", "/log-in/", headers={"Host": HOST})
    answer = connection.getresponse()
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{HOST}/log-in/")
    connection.close()


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_tls_of_today_is_spoken(proxied: Proxied, version: ssl.TLSVersion) -> None:
    trusted = ssl.create_default_context(cafile=str(proxied.certificate))
    trusted.minimum_version = trusted.maximum_version = version
    with (
        socket.create_connection(("127.0.0.1", proxied.tls)) as raw,
        trusted.wrap_socket(raw, server_hostname=HOST) as spoken,
    ):
        cipher = spoken.cipher()
        assert cipher is not None and re.search("GCM|CHACHA20", cipher[0])


def test_a_form_is_taken_from_the_portals_own_pages_alone(proxied: Proxied) -> None:
    page, text = proxied.ask("/log-in/")
    token = re.findall(r'csrfmiddlewaretoken" value="(\w+)"', text)[0]
    cookie = page.headers["Set-Cookie"].split(";")[0].strip()
    form = urlencode({"csrfmiddlewaretoken": token, "login": "nobody", "password": "wrong words"})
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    own, shown = proxied.ask("/log-in/", "POST", form, {**kind, "Origin": f"https://{HOST}"})
    assert own.status == 200 and "There is a problem" in shown
    for other in ("https://elsewhere.example", "null"):
        refused, _ = proxied.ask("/log-in/", "POST", form, {**kind, "Origin": other})
        assert refused.status == 403
    without, _ = proxied.ask("/log-in/", "POST", form, {**kind, "Cookie": "", "Origin": ""})
    assert without.status == 403


@pytest.mark.parametrize("headers", FORGED)
def test_headers_of_the_proxy_cannot_be_forged(proxied: Proxied, headers: dict[str, str]) -> None:
    answer, text = proxied.ask("/", headers=headers)
    assert (answer.status, answer.headers["Location"]) == (302, "/log-in/?next=/")
    assert "elsewhere" not in text


def test_another_hosts_name_is_refused(proxied: Proxied) -> None:
    answer, text = proxied.ask("/log-in/", headers={"Host": "elsewhere.example"})
    assert answer.status == 400 and "elsewhere" not in text


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "CONNECT"])
def test_other_methods_are_refused(proxied: Proxied, method: str) -> None:
    answer, _ = proxied.ask("/log-in/", method)
    assert answer.status in (400, 403, 405)


def test_what_is_too_large_is_refused(proxied: Proxied) -> None:
    answer, _ = proxied.ask("/log-in/", "POST", headers={"Content-Length": str(10**9)})
    assert answer.status == 413


@pytest.mark.parametrize(
    "lengths",
    [
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Content-Length: 5\r\nContent-Length: 6",
        "Transfer-Encoding: chunked, identity",
    ],
)
def test_a_request_with_two_lengths_is_refused(proxied: Proxied, lengths: str) -> None:
    text = f"POST /log-in/ HTTP/1.1\r\nHost: {HOST}\r\n{lengths}\r\n\r\n0\r\n\r\n"
    trusted = ssl.create_default_context(cafile=str(proxied.certificate))
    with (
        socket.create_connection(("127.0.0.1", proxied.tls), timeout=10) as raw,
        trusted.wrap_socket(raw, server_hostname=HOST) as spoken,
    ):
        spoken.sendall(text.encode())
        assert re.match(rb"HTTP/1.1 (400|501)", spoken.recv(1000))


def test_nginx_keeps_no_page_and_no_upload(proxied: Proxied) -> None:
    for name in ("body", "proxy"):
        assert [each for each in (proxied.folder / name).rglob("*") if each.is_file()] == []
