"""`cohortmatch review`: the page that this machine alone can open, once, and what it keeps."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import cohortmatch as cm
from cli.deciding import a_report, again, fill_in, small_lists
from cohortmatch.cli.review_server import PAGES, ReviewServer
from cohortmatch.decisions import LedgerFile
from cohortmatch.services.review import Session
from cohortmatch.services.review_cards import cards
from decided import some_lists
from running import Command

KEY = "X-Review-Key"


@pytest.fixture
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_lists(tmp_path_factory.mktemp("small") / "lists")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "decisions.csv"


def a_session(file: Path, lists: dict[str, pd.DataFrame] | None = None) -> Session:
    """A review of the pairs of some lists, kept in a file."""
    result = cm.match(lists or some_lists())

    @contextmanager
    def home() -> Iterator[LedgerFile]:
        yield LedgerFile(file)

    return Session(cards(result), result.listings, home, "sam")


class Page:
    """A browser's side of the review."""

    def __init__(self, server: ReviewServer) -> None:
        self.port = server.server_port
        self.token = server.address.partition("#")[2]
        self.headers = {
            "Host": f"127.0.0.1:{self.port}",
            "Content-Type": "application/json",
            "Origin": f"http://127.0.0.1:{self.port}",
        }

    def ask(
        self, path: str, told: object = None, method: str = "POST", **headers: str
    ) -> tuple[int, Any]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        sent = {**self.headers, **{k.replace("_", "-"): v for k, v in headers.items()}}
        body = None if method == "GET" else json.dumps({} if told is None else told)
        connection.request(method, path, body, sent)
        reply = connection.getresponse()
        text = reply.read().decode()
        self.last = reply
        connection.close()
        is_json = reply.headers.get_content_type() == "application/json"
        return reply.status, json.loads(text) if is_json else text

    def open(self) -> Page:
        status, told = self.ask("/open", {"token": self.token})
        assert status == 200
        self.headers[KEY] = told["key"]
        return self


@contextmanager
def served(session: Session, **options: Any) -> Iterator[Page]:
    with ReviewServer(session, **options) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield Page(server)
        finally:
            server.shutdown()
            thread.join(10)


def test_an_answer_is_kept_before_the_page_hears_of_it(file: Path) -> None:
    with served(a_session(file)) as page:
        page.open()
        status, told = page.ask("/answer", {"place": 0, "answer": "same", "reason": "same scar"})
        assert (status, told["answer"]) == (200, "same")
        (entry,) = LedgerFile(file).ledger()
        assert (entry.answer, entry.reason, entry.by) == ("same", "same scar", "sam")


def test_how_likely_it_is_stays_hidden_until_the_answer(file: Path) -> None:
    with served(a_session(file)) as page:
        page.open()
        _, state = page.ask("/pairs")
        for pair in state["pairs"]:
            assert set(pair) == {
                *("left", "right", "rows", "agrees", "differs", "missing", "settle", "before")
            }
            assert "likely" not in json.dumps(pair) and "probably" not in json.dumps(pair).lower()
        _, told = page.ask("/answer", {"place": 0, "answer": "not sure"})
        assert isinstance(told["weight"], float) and "check" in told["likely"]


def test_both_sides_are_shown_beside_each_other(file: Path) -> None:
    with served(a_session(file)) as page:
        page.open()
        _, state = page.ask("/pairs")
        pair = next(each for each in state["pairs"] if each["left"] == "IOM:0")
        assert ["Name", "Ivor QUARMBY", "Ivor QUARMBY"] in pair["rows"]
        assert ["Date of birth", "03/04/1989", "Not recorded"] in pair["rows"]
        assert ["Also on the list", "RAG: Red", "Not recorded"] in pair["rows"]


def test_the_last_answer_can_be_taken_back_again_and_again(file: Path) -> None:
    with served(a_session(file)) as page:
        page.open()
        for place, answer in ((0, "same"), (1, "different"), (1, "not sure")):
            page.ask("/answer", {"place": place, "answer": answer})
        assert [page.ask("/undo")[1]["place"] for _ in range(2)] == [1, 1]
        assert page.ask("/pairs")[1]["answers"] == {"0": "same"}
        assert [each.answer for each in LedgerFile(file).ledger().in_force] == ["same"]
        assert page.ask("/undo")[1]["place"] == 0
        assert page.ask("/undo")[1]["place"] is None
        assert LedgerFile(file).ledger().in_force == ()
        assert len(LedgerFile(file).ledger()) == 6


def test_the_address_opens_once(file: Path) -> None:
    with served(a_session(file)) as page:
        assert page.ask("/open", {"token": "wrong"})[0] == 403
        page.open()
        assert page.ask("/open", {"token": page.token})[0] == 403
        assert page.ask("/pairs")[0] == 200


def test_nothing_is_told_or_kept_without_the_key(file: Path) -> None:
    with served(a_session(file)) as page:
        for path in ("/pairs", "/answer", "/undo", "/finish"):
            assert page.ask(path, {"place": 0, "answer": "same"})[0] == 403
            assert page.ask(path, {"place": 0, "answer": "same"}, X_Review_Key="")[0] == 403
        page.open()
        right = page.headers.pop(KEY)
        assert page.ask("/pairs")[0] == 403
        assert page.ask("/pairs", X_Review_Key=right[:-1] + "x")[0] == 403
    assert not file.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Content_Type": "text/plain"},
        {"Content_Type": "application/x-www-form-urlencoded"},
    ],
    ids=lambda headers: " ".join(headers.values()),
)
def test_other_hosts_origins_and_forms_are_refused(file: Path, headers: dict[str, str]) -> None:
    """What another page in the same browser, or a name that points here, could send."""
    with served(a_session(file)) as page:
        page.open()
        assert page.ask("/answer", {"place": 0, "answer": "same"}, **headers)[0] == 403
    assert not file.exists()


def test_a_page_for_another_host_is_refused(file: Path) -> None:
    with served(a_session(file)) as page:
        assert page.ask("/", method="GET")[0] == 200
        assert page.ask("/", method="GET", Host="evil.example")[0] == 403
        assert page.ask("/../review.py", method="GET")[0] == 404


@pytest.mark.parametrize(
    "told",
    [
        {"place": 99, "answer": "same"},
        {"place": -1, "answer": "same"},
        {"place": "0", "answer": "same"},
        {"place": 0, "answer": "undo"},
        {"place": 0, "answer": "same", "reason": 5},
        {"place": 0},
    ],
)
def test_what_is_no_answer_is_refused(file: Path, told: dict[str, object]) -> None:
    with served(a_session(file)) as page:
        page.open()
        assert page.ask("/answer", told)[0] == 400
    assert not file.exists()


def test_too_much_is_refused(file: Path) -> None:
    with served(a_session(file)) as page:
        page.open()
        assert page.ask("/answer", {"place": 0, "answer": "same", "reason": "x" * 20_000})[0] == 403


def test_an_answer_that_cannot_be_kept_is_told_and_not_counted(file: Path) -> None:
    file.write_text("left,right,answer\nIOM:0,SGV:0,same\n", encoding="utf-8")
    session = a_session(file)
    with served(session) as page:
        page.open()
        status, told = page.ask("/answer", {"place": 0, "answer": "same"})
        assert (status, "made by hand" in told["problem"]) == (500, True)
        assert session.tally == {}


def test_the_pages_forbid_everything_from_outside_and_hold_no_address(file: Path) -> None:
    with served(a_session(file)) as page:
        for path in PAGES:
            status, text = page.ask(path, method="GET")
            assert status == 200
            assert not re.search(r"https?:|//[a-z]|url\(|@import", text.replace("// ", ""))
            policy = page.last.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
            assert page.last.headers["Cache-Control"] == "no-store"


def test_it_listens_on_this_machine_only(file: Path) -> None:
    with ReviewServer(a_session(file)) as server:
        assert server.server_address[0] == "127.0.0.1"
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/#[\w-]{40,}", server.address)


def test_fifty_pairs_are_answered_in_under_three_seconds_of_machine_time(file: Path) -> None:
    names = [f"{a}{b}" for a in ("Bar", "Cor", "Dun", "Fal", "Gar") for b in (
        "lington", "mere", "stow", "wick", "combe", "field", "worth", "ley", "ham", "dale"
    )]  # fmt: skip
    fore = ["Ivor", "Una", "Rex", "Ada", "Kit"] * 10
    both = {
        name: pd.DataFrame({"Surname": names, "Forename": fore, "Post Code": [code] * 50})
        for name, code in (("IOM", ""), ("SGV", "RM1 3BD"))
    }
    session = a_session(file, both)
    with served(session) as page:
        page.open()
        count = len(page.ask("/pairs")[1]["pairs"])
        assert count >= 40
        start = time.perf_counter()
        for place in range(count):
            assert page.ask("/answer", {"place": place, "answer": "different"})[0] == 200
        assert (time.perf_counter() - start) * 50 / count < 3.0
    assert len(LedgerFile(file).ledger().in_force) == count


def test_the_command_serves_a_report_and_tells_what_was_answered(
    cohortmatch: Command, lists: Path
) -> None:
    a_report(cohortmatch, lists, "--store", "cohortmatch.db")
    command = [sys.executable, "-m", "cohortmatch", "review", "june", "--no-browser", "--json"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        line = process.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)/#(\S+)", line)
        assert found, line
        page = Page.__new__(Page)
        page.port, page.token = int(found[1]), found[2]
        page.headers = {"Host": f"127.0.0.1:{page.port}", "Content-Type": "application/json"}
        page.open()
        count = len(page.ask("/pairs")[1]["pairs"])
        for place in range(count):
            page.ask("/answer", {"place": place, "answer": "different"})
        page.ask("/finish")
        out, _ = process.communicate(timeout=30)
    assert process.returncode == 0
    answer = json.loads(out)
    assert (answer["pairs"], answer["different"]) == (count, count)
    assert "No pair needs a person" in again(cohortmatch, "--store", "cohortmatch.db")
    log = Path("cohortmatch.audit.jsonl").read_text().splitlines()
    kinds = [json.loads(each)["event"]["kind"] for each in log]
    assert kinds == ["combination", "consultation", *["alteration"] * count, "combination"]


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals there")
@pytest.mark.parametrize("sign", ["SIGHUP", "SIGTERM"])
def test_answers_are_logged_when_the_terminal_is_closed(
    cohortmatch: Command, lists: Path, sign: str
) -> None:
    a_report(cohortmatch, lists, "--store", "cohortmatch.db")
    command = [sys.executable, "-m", "cohortmatch", "review", "june", "--no-browser"]
    # Whoever runs the tests may ignore the signal (nohup does), and a child would inherit that.
    heard = partial(signal.signal, signal.Signals[sign], signal.SIG_DFL)
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, preexec_fn=heard) as process:
        assert process.stderr is not None
        found = re.search(r"http://127\.0\.0\.1:(\d+)/#(\S+)", process.stderr.readline())
        assert found
        page = Page.__new__(Page)
        page.port, page.token = int(found[1]), found[2]
        page.headers = {"Host": f"127.0.0.1:{page.port}", "Content-Type": "application/json"}
        page.open()
        page.ask("/answer", {"place": 0, "answer": "same"})
        page.ask("/answer", {"place": 1, "answer": "different"})
        page.ask("/undo")
        process.send_signal(signal.Signals[sign])
        process.wait(30)
    events = [
        json.loads(line)["event"]
        for line in Path("cohortmatch.audit.jsonl").read_text().splitlines()
    ]
    told = [(each["command"], each["counts"]) for each in events if each["kind"] == "alteration"]
    one = {"decisions": 1}
    assert told == [("review", one), ("review", one), ("review undo", one)]
    listed = cohortmatch("decisions", "list", "--all", "--store", "cohortmatch.db", "--json")
    assert len(json.loads(listed.stdout)["decisions"]) == 3


def test_it_closes_when_nobody_does_anything_and_every_answer_is_kept(file: Path) -> None:
    with ReviewServer(a_session(file), idle=1.0) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        page = Page(server).open()
        assert page.ask("/pairs")[1]["idle"] == 1.0
        page.ask("/answer", {"place": 0, "answer": "same"})
        for _ in range(4):
            time.sleep(0.4)
            assert page.ask("/here")[0] == 200, "whoever reads for long is still there"
        assert not server.was_idle
        thread.join(10)
        assert not thread.is_alive() and server.was_idle
    assert [each.answer for each in LedgerFile(file).ledger().in_force] == ["same"]


def test_an_answer_that_takes_long_to_keep_is_not_cut_off(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A store may be held by another program for half a minute."""
    monkeypatch.setattr("cohortmatch.cli.local_server.PATIENCE", 0.2)
    session = a_session(file)
    answer = session.answer

    def slowly(*told: object) -> dict[str, Any]:
        time.sleep(1.2)
        return answer(*told)

    monkeypatch.setattr(session, "answer", slowly)
    with served(session, idle=1.0) as page:
        page.open()
        assert page.ask("/answer", {"place": 0, "answer": "same"})[0] == 200


@pytest.mark.parametrize(
    "start", [b"", b"GET / HT", b"POST /open HTTP/1.1\r\nContent-Length: 99\r\n"]
)
def test_a_connection_that_drips_is_closed_in_time(
    file: Path, monkeypatch: pytest.MonkeyPatch, start: bytes
) -> None:
    monkeypatch.setattr("cohortmatch.cli.local_server.PATIENCE", 0.5)
    with served(a_session(file)) as page:
        with socket.create_connection(("127.0.0.1", page.port)) as drip:
            drip.sendall(start)
            began = time.monotonic()
            with suppress(OSError):
                while time.monotonic() - began < 5:
                    drip.sendall(b"a")
                    drip.settimeout(0.1)
                    with suppress(TimeoutError):
                        if not drip.recv(100):
                            break
            assert time.monotonic() - began < 3
        page.open()


def test_thirty_answers_at_once_are_all_kept(file: Path) -> None:
    session = a_session(file)
    with served(session) as page:
        page.open()
        count = len(page.ask("/pairs")[1]["pairs"])
        told: list[int] = []
        gate = threading.Barrier(30)

        def answer(number: int) -> None:
            gate.wait()
            told.append(ask_once(page, {"place": number % count, "answer": "different"}))

        threads = [threading.Thread(target=answer, args=(n,)) for n in range(30)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
    assert told == [200] * 30
    assert len(LedgerFile(file).ledger().in_force) == count


def ask_once(page: Page, told: object) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", page.port, timeout=20)
    connection.request("POST", "/answer", json.dumps(told), page.headers)
    status = connection.getresponse().status
    connection.close()
    return status


FROM_A_FILE = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate"}


def test_the_page_alone_may_be_opened_from_the_one_time_file(file: Path) -> None:
    with served(a_session(file)) as page:
        opening = {**FROM_A_FILE, "Sec_Fetch_Dest": "document"}
        framing = {**FROM_A_FILE, "Sec_Fetch_Dest": "iframe"}
        assert page.ask("/", method="GET", **opening)[0] == 200
        assert page.ask("/", method="GET", **framing)[0] == 403
        assert page.ask("/review.js", method="GET", **opening)[0] == 403
        assert page.ask("/", method="GET", **opening, Host="evil.example")[0] == 403
        assert page.ask("/open", {"token": page.token}, **opening)[0] == 403


def test_the_token_is_not_on_the_browsers_command_line(
    cohortmatch: Command, lists: Path, tmp_path: Path
) -> None:
    """Every user of the machine may read it there; the file is the owner's, and gone once used."""
    a_report(cohortmatch, lists, "--store", "cohortmatch.db")
    browser = tmp_path / "browser"
    browser.write_text(BROWSER.format(sys.executable, tmp_path / "told"), encoding="utf-8")
    browser.chmod(0o755)
    command = [sys.executable, "-m", "cohortmatch", "review", "june"]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env={**os.environ, "BROWSER": f"{browser} %s"}
    ) as process:
        assert process.stderr is not None
        found = re.search(r"http://127\.0\.0\.1:(\d+)/#(\S+)", process.stderr.readline())
        assert found
        given, rights, content = _told_by_browser(tmp_path / "told")
        opened = Path(given.removeprefix("file://"))
        assert found[2] not in given and rights == "600 700"
        assert f'url={found[0]}"' in content
        page = Page.__new__(Page)
        page.port, page.token = int(found[1]), found[2]
        page.headers = {"Host": f"127.0.0.1:{page.port}", "Content-Type": "application/json"}
        page.open()
        assert not opened.exists()
        page.ask("/finish")
        process.wait(30)
    assert not opened.parent.exists()


BROWSER = """#!{0}
import os, pathlib, sys
file = pathlib.Path(sys.argv[1].removeprefix("file://"))
rights = [oct(each.stat().st_mode & 0o777)[2:] for each in (file, file.parent)]
told = "\\n".join([sys.argv[1], " ".join(rights), file.read_text()])
pathlib.Path("{1}.new").write_text(told)
os.replace("{1}.new", "{1}")
"""
"""What notes how it was called, in a browser's place."""


def _told_by_browser(file: Path) -> list[str]:
    until = time.monotonic() + 20
    while not file.exists() and time.monotonic() < until:
        time.sleep(0.05)
    return file.read_text(encoding="utf-8").split("\n", 2)


def test_the_terminal_says_why_a_review_was_closed(
    cohortmatch: Command, lists: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_report(cohortmatch, lists, "--store", "cohortmatch.db")
    monkeypatch.setattr(ReviewServer.__init__, "__kwdefaults__", {"idle": 0.1, "opened": len})
    told = cohortmatch("review", "june", "--no-browser")
    assert told.exit_code == 0
    assert "Nothing was done on the page for 0 minutes, so the review is closed." in told.stderr
    assert "Every answer is kept. To go on: cohortmatch review june" in told.stderr


def test_nothing_to_review_serves_nothing(cohortmatch: Command, lists: Path) -> None:
    a_report(cohortmatch, lists, "--decisions", "d.csv")
    fill_in()
    cohortmatch("decide", "june")
    told = cohortmatch("review", "june", "--no-browser")
    assert (told.exit_code, told.stdout) == (0, "No pair needs a person to decide\n")


def test_what_was_said_before_is_shown_with_what_changed(file: Path) -> None:
    lists = some_lists()
    result = cm.match(lists)
    queue = result.review_queue()
    cm.decide(result, queue.iloc[:1].assign(answer="different", reason="brothers"), file, by="kim")
    side = next(name for name in queue[["left", "right"]].iloc[0] if name.startswith("IOM"))
    lists["IOM"].loc[int(side.split(":")[1]), "DOB"] = "05/05/1977"
    found = [card for card in cards(cm.match(lists, decisions=file)) if card.before]
    (card,) = found
    assert "by kim" in card.before[0]
    assert "as “Different people”: brothers" in card.before[0]
    assert f"Since then changed: {side}: the date of birth" in card.before[0]
