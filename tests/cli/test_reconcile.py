"""`cohortmatch reconcile`: what OpenRefine is told, what nobody is told, and what is refused."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import jsonschema
import pytest

import reconciliation_schemas as schemas
from cohortmatch.cli.reconcile_server import LARGEST, ReconcileServer
from cohortmatch.core.errors import SettingsError
from cohortmatch.services.reconcile import reconcile, reconcile_keeping
from cohortmatch.services.reconciliation import Reconciliation
from cohortmatch.services.sources import given
from running import Command

IOM = """Surname,Forename,DOB,PNC,Postcode,Address,Notes
Quarmby,Ivor,03/04/1989,81/34U,RM1 3BD,1 Ash Road,seen with an aunt
Odell,Una,31/01/1990,,IG11 7LU,2 Elm Road,
Twine,Alan,05/05/1991,,RM1 3BD,9 Yew Road,
Twine,Adam,05/05/1991,,RM1 3BD,9 Yew Road,
"""
SGV = """Name,D.O.B.,Role,Postcode
"QUARMBY, Ivor",3.4.89,Offender,RM1 3BD
"PELLOW, Vera",12/12/1985,Victim,RM2 4AA
"MARLOW, Kit",01/02/1992,Unknown,RM2 4AA
"PYM, Ada",09/09/1971,Offender,RM3 5XX
"""
SECRETS = ("Quarmby", "QUARMBY", "Odell", "1989", "34U", "Pellow", "Pym")


@pytest.fixture
def lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "lists"
    folder.mkdir()
    (folder / "IOM.csv").write_text(IOM, encoding="utf-8")
    (folder / "SGV.csv").write_text(SGV, encoding="utf-8")
    return folder


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "audit.jsonl"


def service_of(lists: Path, log: Path, reader: str = "", **flags: str) -> Reconciliation:
    told = {"audit": str(log), "by": "sam", **flags}
    what = given(lists, flags=told)
    return reconcile(what, reconcile_keeping(what, (lists,), told), reader=reader)


class OpenRefine:
    """What OpenRefine does: its server asks without an origin, its pages with their own."""

    def __init__(self, server: ReconcileServer) -> None:
        self.address = server.address
        self.secret = urlsplit(self.address).path
        self.port = server.server_port

    def ask(
        self,
        path: str = "",
        body: Mapping[str, str] | bytes | None = None,
        method: str = "",
        headers: Mapping[str, str] | None = None,
        secret: str | None = None,
    ) -> tuple[int, Any]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        sent = {"Content-Type": "application/x-www-form-urlencoded", **(headers or {})}
        data = body if body is None or isinstance(body, bytes) else urlencode(body).encode()
        method = method or ("GET" if data is None else "POST")
        where = (self.secret if secret is None else secret) + path
        connection.request(method, where, data, {k: v for k, v in sent.items() if v})
        self.last = connection.getresponse()
        text = self.last.read().decode()
        connection.close()
        is_json = self.last.headers.get_content_type() == "application/json"
        return self.last.status, json.loads(text) if is_json else text

    def reconcile(self, *queries: Mapping[str, Any]) -> list[list[dict[str, Any]]]:
        batch = {f"q{n}": query for n, query in enumerate(queries)}
        status, told = self.ask(body={"queries": json.dumps(batch)})
        assert status == 200, told
        jsonschema.validate(told, schemas.RESULTS)
        return [told[key]["result"] for key in batch]


@contextmanager
def served(service: Reconciliation, **options: Any) -> Iterator[OpenRefine]:
    with ReconcileServer(service, **options) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield OpenRefine(server)
        finally:
            server.shutdown()
            thread.join(10)


@pytest.fixture
def refine(lists: Path, log: Path) -> Iterator[OpenRefine]:
    with served(service_of(lists, log)) as found:
        yield found


def where(**values: str) -> list[dict[str, str]]:
    return [{"pid": name, "v": value} for name, value in values.items()]


BORN = where(date_of_birth="1989-04-03")


def test_a_session_of_openrefine_from_the_manifest_to_new_columns(refine: OpenRefine) -> None:
    status, manifest = refine.ask()
    assert status == 200
    jsonschema.validate(manifest, schemas.MANIFEST)
    _, types = refine.ask("/suggest/type?prefix=per")
    jsonschema.validate(types, schemas.SUGGESTED)
    _, fields = refine.ask("/suggest/property?prefix=date")
    jsonschema.validate(fields, schemas.SUGGESTED)
    assert [each["id"] for each in fields["result"]] == ["date_of_birth"]
    ((first, *_), nobody) = refine.reconcile(
        {"query": "Ivor Quarmby", "type": "person", "limit": 3, "properties": BORN},
        {"query": "Zebedee Nobody", "properties": where(date_of_birth="1950-01-01")},
    )
    assert (first["name"], first["match"], nobody) == ("Ivor QUARMBY", True, [])
    assert "IOM, SGV" in first["description"] and 99 < first["score"] <= 100
    _, proposed = refine.ask("/properties?type=person&limit=50")
    jsonschema.validate(proposed, schemas.PROPOSED)
    asked = {"ids": [first["id"], "P9999"], "properties": [{"id": "pnc"}, {"id": "lists"}]}
    _, told = refine.ask(body={"extend": json.dumps(asked)})
    jsonschema.validate(told, schemas.EXTENSION)
    assert told["rows"][first["id"]] == {
        "pnc": [{"str": "81/34U"}],
        "lists": [{"str": "IOM"}, {"str": "SGV"}],
    }
    assert told["rows"]["P9999"] == {"pnc": [], "lists": []}
    _, found = refine.ask("/suggest/entity?prefix=quar")
    jsonschema.validate(found, schemas.ENTITIES)
    assert [each["id"] for each in found["result"]] == [first["id"]]
    preview = manifest["preview"]["url"].replace("{{id}}", first["id"])
    status, page = refine.ask(preview.removeprefix(refine.address))
    assert status == 200 and "Ivor QUARMBY" in page and "81/34U" in page
    assert "aunt" not in page


def test_a_batch_may_be_asked_by_get_too(refine: OpenRefine) -> None:
    queries = json.dumps({"q0": {"query": "Ivor Quarmby", "properties": BORN}})
    status, told = refine.ask("?" + urlencode({"queries": queries}))
    assert status == 200 and told["q0"]["result"][0]["match"]


CASES: list[tuple[str, dict[str, Any], str, bool]] = [
    ("name and date of birth", {"query": "Ivor Quarmby", "properties": BORN}, "Ivor QUARMBY", True),
    ("the name the other way round", {"query": "QUARMBY, Ivor", "properties": BORN},
     "Ivor QUARMBY", True),
    ("a date as OpenRefine sends it",
     {"query": "Ivor Quarmby", "properties": where(date_of_birth="1989-04-03T00:00:00Z")},
     "Ivor QUARMBY", True),
    ("a name alone is never certain", {"query": "Ivor Quarmby"}, "Ivor QUARMBY", False),
    ("the surname's column, and the forename as a property",
     {"query": "Quarmby", "properties": [*BORN, *where(forename="Ivor")]}, "Ivor QUARMBY", True),
    ("the forename's column, and the surname as a property",
     {"query": "Ivor", "properties": [*BORN, *where(surname="Quarmby")]}, "Ivor QUARMBY", True),
    ("both as properties: the column itself is not looked at",
     {"query": "row 12", "properties": [*BORN, *where(surname="Quarmby", forename="Ivor")]},
     "Ivor QUARMBY", True),
    ("properties only", {"properties": [*BORN, *where(name="Ivor Quarmby")]}, "Ivor QUARMBY", True),
    ("a number with a check letter", {"query": "I Quarmby", "properties": where(pnc="81/34U")},
     "Ivor QUARMBY", True),
    ("several values", {"query": "Ivor Quarmby", "properties": [
        {"pid": "date_of_birth", "v": ["1989-04-03"]},
        {"pid": "postcode", "v": {"id": "x", "name": "RM1 3BD"}}]}, "Ivor QUARMBY", True),
]  # fmt: skip


@pytest.mark.parametrize(("why", "query", "name", "match"), CASES, ids=[c[0] for c in CASES])
def test_who_a_record_is(
    refine: OpenRefine, why: str, query: dict[str, Any], name: str, match: bool
) -> None:
    ((first, *others),) = refine.reconcile(query)
    assert (first["name"], first["match"]) == (name, match), why
    assert not any(each["match"] for each in others)


def test_a_record_that_fits_twins_alike_is_matched_with_neither(refine: OpenRefine) -> None:
    twins = where(date_of_birth="1991-05-05", postcode="RM1 3BD")
    (both, one) = refine.reconcile(
        {"query": "A Twine", "properties": twins}, {"query": "Alan Twine", "properties": twins}
    )
    assert {each["name"] for each in both} == {"Alan TWINE", "Adam TWINE"}
    assert not any(each["match"] for each in both)
    assert one[0]["name"] == "Alan TWINE"
    assert not any(each["match"] for each in one if each["name"] == "Adam TWINE")


def test_victims_and_unknown_roles_are_never_candidates(refine: OpenRefine) -> None:
    victim, unknown = refine.reconcile(
        {"query": "Vera Pellow", "properties": where(date_of_birth="1985-12-12")},
        {"query": "Kit Marlow", "properties": where(date_of_birth="1992-02-01")},
    )
    assert victim == unknown == []
    assert refine.ask("/suggest/entity?prefix=pell")[1] == {"result": []}
    assert refine.ask("/suggest/entity?prefix=marl")[1] == {"result": []}


def test_an_answer_does_not_depend_on_what_else_is_asked(refine: OpenRefine) -> None:
    query = {"query": "Ivor Quarmby", "properties": BORN}
    (alone,) = refine.reconcile(query)
    several = refine.reconcile(query, *[{**query, "query": f"Ivor Quarmby {n}"} for n in "abc"],
                               query)  # fmt: skip
    assert several[0] == several[-1] == alone


def test_the_limit_counts_and_suggestions_go_on(refine: OpenRefine) -> None:
    twins = where(date_of_birth="1991-05-05")
    (found,) = refine.reconcile({"query": "A Twine", "limit": 1, "properties": twins})
    assert len(found) == 1
    assert len(refine.ask("/suggest/entity?prefix=twin")[1]["result"]) == 2
    assert len(refine.ask("/suggest/entity?prefix=twin&cursor=1")[1]["result"]) == 1
    assert refine.ask("/suggest/entity?prefix=t")[1] == {"result": []}


def test_a_long_batch_is_answered_and_a_thousand_queries_are_refused(refine: OpenRefine) -> None:
    queries = [{"query": f"Nobody {n}"} for n in range(199)]
    *nobody, last = refine.reconcile(*queries, {"query": "Ivor Quarmby", "properties": BORN})
    assert nobody == [[]] * 199 and last[0]["match"]
    batch = {f"q{n}": {"query": "x"} for n in range(1000)}
    status, words = refine.ask(body={"queries": json.dumps(batch)})
    assert (status, words) == (400, "queries: at most 200 at once; send them in smaller batches")


WRONG: list[tuple[str, str]] = [
    ("{not json", "queries: is not JSON"),
    ("[" * 100_000, "queries: is not JSON"),
    ("[]", "queries: must be a JSON object"),
    ('{"q0": "Quarmby"}', "queries: each query: must be a JSON object"),
    ('{"q0": {}}', "queries: each needs query, or properties"),
    ('{"q0": {"query": 5}}', "queries: query: must be text"),
    ('{"q0": {"query": "Quarmby", "type": "place"}}', "no such type; there is “person” alone"),
    ('{"q0": {"query": "Quarmby", "type": 5}}', "queries: type: must be text"),
    ('{"q0": {"query": "Quarmby", "limit": "many"}}', "limit: must be a number from 1"),
    ('{"q0": {"query": "Quarmby", "limit": NaN}}', "limit: must be a number from 1"),
    ('{"q0": {"query": "x", "properties": [{"pid": "Quarmby", "v": "x"}]}}', "no such property"),
    ('{"q0": {"query": "x", "properties": [{"pid": "free_text", "v": "x"}]}}', "no such property"),
    ('{"q0": {"query": "x", "properties": [{"pid": "pnc"}]}}', "v: must be text, a number"),
    ('{"q0": {"query": "x", "properties": {"pid": "pnc"}}}', "properties: must be a list"),
    (json.dumps({"q0": {"query": "Quarmby" * 100}}), "longer than 500 characters"),
]


@pytest.mark.parametrize(("queries", "words"), WRONG)
def test_what_is_no_batch_is_refused_in_words_that_repeat_nothing(
    refine: OpenRefine, queries: str, words: str
) -> None:
    status, told = refine.ask(body={"queries": queries})
    assert status == 400 and words in told and "Quarmby" not in told


@pytest.mark.parametrize(
    ("path", "body", "status", "words"),
    [
        ("", {"extend": "{}"}, 400, "extend: ids: must be a list"),
        ("", {"extend": '{"ids": [5], "properties": []}'}, 400, "each must be text"),
        ("", {"extend": '{"ids": [], "properties": [{"id": "free_text"}]}'}, 400, "no such prop"),
        ("", {"queries": "{}", "callback": "f"}, 400, "JSONP is not served"),
        ("?callback=f", None, 400, "JSONP is not served"),
        ("/preview?id=P9999", None, 400, "there is no such person"),
        ("/preview", None, 400, "there is no such person"),
        ("/properties?type=place", None, 400, "there is no such type"),
        ("/suggest/entity?prefix=quar&cursor=-1", None, 400, "a whole number from 0"),
        ("?queries=%7B%7D&queries=%7B%7D", None, 400, "is given twice"),
        ("?" + "&".join(f"a{n}=1" for n in range(30)), None, 400, "a form of a few fields"),
        ("/nothing", None, 404, "Not Found"),
    ],
)
def test_other_requests_that_cannot_be_answered(
    refine: OpenRefine, path: str, body: Mapping[str, str] | None, status: int, words: str
) -> None:
    found, told = refine.ask(path, body)
    assert found == status and words in told


def test_a_body_that_is_too_large_or_no_form_is_refused(refine: OpenRefine) -> None:
    large = {"Content-Length": str(LARGEST + 1)}
    status, words = refine.ask(body=b"queries=", headers=large)
    assert status == 413 and "send smaller batches" in words
    status, words = refine.ask(body=b"{}", headers={"Content-Type": "application/json"})
    assert status == 415 and "x-www-form-urlencoded" in words


FOREIGN: list[tuple[str, dict[str, str]]] = [
    ("another page of this machine", {"Origin": "http://127.0.0.1:8000"}),
    ("a page of the internet", {"Origin": "https://example.org"}),
    ("a page without an origin of its own", {"Origin": "null"}),
    ("OpenRefine's port elsewhere", {"Origin": "http://example.org:3333"}),
    ("another name for this machine", {"Host": "rebound.example:3333"}),
    ("a script of any page", {"Sec-Fetch-Dest": "script"}),
    ("a picture of any page", {"Sec-Fetch-Dest": "image"}),
]


@pytest.mark.parametrize(("why", "headers"), FOREIGN, ids=[each for each, _ in FOREIGN])
def test_nobody_but_openrefine_is_told_anything(
    refine: OpenRefine, why: str, headers: dict[str, str]
) -> None:
    queries = {"queries": json.dumps({"q0": {"query": "Ivor Quarmby"}})}
    for method in ("GET", "POST", "OPTIONS"):
        status, told = refine.ask(
            body=queries if method == "POST" else None, method=method, headers=headers
        )
        assert (status, told) == (403, "Forbidden"), why
        assert refine.last.headers["Access-Control-Allow-Origin"] is None


@pytest.mark.parametrize("secret", ["", "/", "/x", "/é".encode().decode("latin-1")])
def test_without_the_secret_nothing_is_told(refine: OpenRefine, secret: str) -> None:
    for path in ("", "/preview?id=P0001", "/suggest/entity?prefix=quar"):
        where = (secret + path) or "/"
        assert refine.ask(where.encode("ascii", "ignore").decode(), secret="")[0] == 403


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_the_pages_of_openrefine_may_ask_and_hold_a_preview(refine: OpenRefine, host: str) -> None:
    origin = f"http://{host}:3333"
    for method in ("GET", "OPTIONS"):
        status, _ = refine.ask(method=method, headers={"Origin": origin})
        assert status == 200
        assert refine.last.headers["Access-Control-Allow-Origin"] == origin
    refine.ask("/preview?id=P0001", headers={"Sec-Fetch-Dest": "iframe"})
    assert (
        "frame-ancestors http://127.0.0.1:3333 http://localhost:3333"
        in (refine.last.headers["Content-Security-Policy"])
    )
    assert refine.last.headers["Cache-Control"] == "no-store"


def lines(log: Path) -> list[dict[str, Any]]:
    return [json.loads(line)["event"] for line in log.read_text(encoding="utf-8").splitlines()]


def test_each_look_is_a_line_of_consultation_without_names(refine: OpenRefine, log: Path) -> None:
    found = refine.reconcile({"query": "Ivor Quarmby", "properties": BORN}, {"query": "Ada Pym"})
    refine.ask("/suggest/entity?prefix=quar")
    refine.ask("/preview?id=P0001")
    refine.ask(body={"extend": '{"ids": ["P0001"], "properties": [{"id": "pnc"}]}'})
    refine.ask()
    told = [(each["kind"], each["command"], each["by"]) for each in lines(log)]
    assert told == [
        ("consultation", f"reconcile{what}", "sam")
        for what in ("", ", suggest", ", preview", ", data extension")
    ]
    assert lines(log)[0]["counts"] == {
        "queries": 2,
        "candidates": sum(map(len, found)),
        "matches": 1,
    }
    assert not [word for word in SECRETS if word in log.read_text(encoding="utf-8")]


def test_nothing_is_told_where_it_cannot_be_logged(lists: Path, log: Path) -> None:
    with served(service_of(lists, log)) as refine:
        refine.reconcile({"query": "Ivor Quarmby"})
        log.unlink()
        log.mkdir()
        status, told = refine.ask(body={"queries": '{"q0": {"query": "Ivor Quarmby"}}'})
        assert status == 500 and "QUARMBY" not in told and str(log.name) in told


def test_a_panel_finds_its_own_people_and_sees_of_others_what_its_edition_shows(
    lists: Path, log: Path
) -> None:
    everybody = {"properties": [{"id": "address"}, {"id": "postcode"}, {"id": "lists"}]}
    with served(service_of(lists, log, reader="SGV")) as refine:
        una, ivor = refine.reconcile(
            {"query": "Una Odell", "properties": where(date_of_birth="31/01/1990")},
            {"query": "Ivor Quarmby", "properties": BORN},
        )
        assert una == [] and ivor[0]["match"]
        asked = json.dumps({**everybody, "ids": [ivor[0]["id"]]})
        row = refine.ask(body={"extend": asked})[1]["rows"][ivor[0]["id"]]
        assert row["address"] == [] and row["lists"] == [{"str": "IOM"}, {"str": "SGV"}]
    assert lines(log)[0]["recipients"] == ["SGV"]


def test_no_such_reader_no_log_and_no_list_are_refused(lists: Path, log: Path) -> None:
    with pytest.raises(SettingsError):
        service_of(lists, log, reader="Housing")
    (log.parent / "empty").mkdir()
    with pytest.raises(SettingsError):
        service_of(log.parent / "empty", log)


def test_its_repr_holds_counts_only(lists: Path, log: Path) -> None:
    service = service_of(lists, log)
    assert repr(service) == "<Reconciliation: 5 people>"


def test_it_ends_when_nobody_asks(lists: Path, log: Path) -> None:
    with ReconcileServer(service_of(lists, log), idle=0.1) as server:
        server.serve_forever(poll_interval=0.02)
        assert server.was_idle


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent in another way on Windows")
def test_the_command_serves_until_it_is_interrupted(lists: Path, tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "cohortmatch", "reconcile", str(lists), "--by", "sam"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
        # The background job of a shell ignores the signal, and a child would inherit that.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )
    assert process.stderr is not None
    found = next(
        m for line in process.stderr if (m := re.search(r"Service http://\S+:(\d+)(/\S+)", line))
    )
    connection = http.client.HTTPConnection("127.0.0.1", int(found[1]), timeout=20)
    connection.request("GET", found[2])
    assert json.loads(connection.getresponse().read())["name"] == "cohortmatch"
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 0
    assert "5 people can be found" in process.stderr.read()
    connection.close()
    process.stderr.close()


def test_a_port_that_is_in_use_is_refused_in_words(
    cohortmatch: Command, lists: Path, log: Path
) -> None:
    with served(service_of(lists, log)) as refine:
        told = cohortmatch("reconcile", lists, "--audit", log, "--port", refine.port)
    assert told.exit_code == 2 and f"--port: {refine.port} is in use" in told.stderr
