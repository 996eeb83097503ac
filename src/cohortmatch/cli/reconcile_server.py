"""The server of the reconciliation service: for OpenRefine on this machine, under a secret address.

Policy: it listens on 127.0.0.1. Its address holds a secret, without which nothing is told.
OpenRefine itself asks without an origin; a browser may ask from OpenRefine's pages and from no
other, and no page can take an answer as a script (no JSONP). Requests under any other host name or
larger than needed are refused in words; what does not come in time is cut off. Nothing is kept by
the browser. When nobody has asked anything for an hour, the service ends.
"""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

from cohortmatch.cli.failures import unexpected
from cohortmatch.cli.local_server import HOST, LocalHandler, LocalServer
from cohortmatch.core.errors import CohortmatchError
from cohortmatch.services.reconciliation import Reconciliation
from cohortmatch.services.reconciliation_queries import WrongQuery

__all__ = ["IDLE", "OPENREFINE", "ReconcileServer"]

LARGEST = 2_000_000
"""Bytes that a request may hold."""
IDLE = 60 * 60
"""Seconds without a request, after which the service ends."""
OPENREFINE = 3333
"""The port on which OpenRefine serves its pages, unless it is told another."""
FORM = "application/x-www-form-urlencoded"
JSONP = "callback: JSONP is not served; OpenRefine does without"
TOO_LARGE = f"a request may hold {LARGEST:,} bytes; send smaller batches"
NOT_A_FORM = f"a request with a body must be of the type {FORM}"
PAGE = '<!doctype html><html lang="en"><meta charset="utf-8"><title>cohortmatch</title>{}</html>'
READ_BY_PAGES = ("document", "iframe", "empty", "")
"""What a browser may ask for: a page of its own or within another, or data; never a script."""
Query = Mapping[str, list[str]]


class ReconcileServer(LocalServer):
    """Serves one reconciliation service to OpenRefine, whose pages are on port `openrefine`."""

    def __init__(
        self,
        service: Reconciliation,
        *,
        port: int = 0,
        openrefine: int = OPENREFINE,
        idle: float = IDLE,
    ) -> None:
        super().__init__(_ReconcileHandler, idle=idle, port=port)
        self.service = service
        self.origins = tuple(f"http://{host}:{openrefine}" for host in (HOST, "localhost"))
        self._secret = secrets.token_urlsafe(32)

    @property
    def address(self) -> str:
        """Where OpenRefine finds the service."""
        return f"http://{HOST}:{self.server_port}/{self._secret}"

    def knows(self, secret: str) -> bool:
        """Whether a request's secret is this service's."""
        return hmac.compare_digest(secret.encode(), self._secret.encode())


class _ReconcileHandler(LocalHandler):
    """Answers one request."""

    server: ReconcileServer
    always: ClassVar[Mapping[str, str]] = {**LocalHandler.always, "Vary": "Origin"}

    def do_GET(self) -> None:
        """The manifest, or what the address asks for."""
        self.server.has_come(self.connection)
        self._answer(urlsplit(self.path).query)

    def do_POST(self) -> None:
        """The same, asked for in the body."""
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal():
            self.refuse(HTTPStatus.LENGTH_REQUIRED)
        elif int(length) > LARGEST:
            self.refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, TOO_LARGE)
        elif self.headers.get_content_type() != FORM:
            self.refuse(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, NOT_A_FORM)
        else:
            body = self.rfile.read(int(length))
            self.server.has_come(self.connection)
            self._answer(body.decode("ascii", errors="replace"))

    def do_OPTIONS(self) -> None:
        """Whether a page may ask."""
        self.server.has_come(self.connection)
        if self._is_for_us() and self.headers.get("Origin"):
            self.send(
                *(HTTPStatus.OK, b"", "text/plain; charset=utf-8"),
                Access_Control_Allow_Methods="GET, POST",
                Access_Control_Allow_Headers="Content-Type",
            )
        else:
            self.refuse(HTTPStatus.FORBIDDEN)

    def _answer(self, asked: str) -> None:
        """Answer what a query string asks, under the path of the request."""
        _, _, rest = urlsplit(self.path).path.partition("/")
        secret, slash, path = rest.partition("/")
        if not (self._is_for_us() and self.server.knows(secret)):
            self.refuse(HTTPStatus.FORBIDDEN)
            return
        try:
            query = parse_qs(asked, keep_blank_values=True, max_num_fields=20)
        except ValueError:
            self.refuse(HTTPStatus.BAD_REQUEST, "the request is not a form of a few fields")
            return
        with self.server.acting():
            self._told(slash + path if path else "", query)

    def _told(self, path: str, query: Query) -> None:
        actions = self._actions(query)
        if "callback" in query:
            self.refuse(HTTPStatus.BAD_REQUEST, JSONP)
        elif path not in actions:
            self.refuse(HTTPStatus.NOT_FOUND)
        else:
            try:
                self._send_answer(actions[path]())
            except WrongQuery as error:
                self.refuse(HTTPStatus.BAD_REQUEST, str(error))
            except CohortmatchError as error:
                self.refuse(HTTPStatus.INTERNAL_SERVER_ERROR, str(error))
            except Exception as error:
                self.refuse(HTTPStatus.INTERNAL_SERVER_ERROR, unexpected(error))

    def _actions(self, query: Query) -> dict[str, Callable[[], Mapping[str, Any] | str]]:
        """What is answered under each path."""
        service, prefix = self.server.service, "".join(query.get("prefix", [])[:1])
        return {
            "": lambda: self._of_service(query),
            "/suggest/entity": lambda: service.suggest_entity(prefix, _number(query, "cursor")),
            "/suggest/property": lambda: service.suggest_property(prefix),
            "/suggest/type": lambda: service.suggest_type(prefix),
            "/properties": lambda: service.propose(
                _one(query, "type"), _number(query, "limit") if "limit" in query else None
            ),
            "/preview": lambda: service.preview(_one(query, "id")),
        }

    def _of_service(self, query: Query) -> Mapping[str, Any]:
        """The candidates of a batch, the properties of people, or the manifest."""
        if "queries" in query:
            return self.server.service.reconcile(_one(query, "queries"))
        if "extend" in query:
            return self.server.service.extend(_one(query, "extend"))
        return self.server.service.manifest(self.server.address)

    def _is_for_us(self) -> bool:
        """Whether a request is OpenRefine's, or of a page of OpenRefine."""
        origin = self.headers.get("Origin")
        return (
            self.headers.get("Host") in self.server.hosts
            and (origin is None or origin in self.server.origins)
            and self.headers.get("Sec-Fetch-Dest", "") in READ_BY_PAGES
        )

    def _send_answer(self, answer: Mapping[str, Any] | str) -> None:
        if isinstance(answer, str):
            self.send(HTTPStatus.OK, PAGE.format(answer).encode(), "text/html; charset=utf-8")
        else:
            self.send(HTTPStatus.OK, json.dumps(answer).encode(), "application/json")

    def send(self, status: HTTPStatus, content: bytes, kind: str, **more: str) -> None:
        """Send an answer, which the pages of OpenRefine may read and hold, and no others."""
        origins = self.server.origins
        more["Content_Security_Policy"] = (
            f"default-src 'none'; base-uri 'none'; form-action 'none'; "
            f"frame-ancestors {' '.join(origins)}"
        )
        if self.headers.get("Origin") in origins and self.headers.get("Host") in self.server.hosts:
            more["Access_Control_Allow_Origin"] = self.headers["Origin"]
        super().send(status, content, kind, **more)


def _one(query: Query, name: str) -> str:
    """The one value of a field; '' where it has none."""
    values = query.get(name, [""])
    if len(values) > 1:
        raise WrongQuery(f"{name}: is given twice")
    return values[0]


def _number(query: Query, name: str) -> int:
    """A whole number from 0; 0 where there is none."""
    text = _one(query, name) or "0"
    if not (text.isascii() and text.isdecimal() and len(text) <= 9):
        raise WrongQuery(f"{name}: must be a whole number from 0")
    return int(text)
