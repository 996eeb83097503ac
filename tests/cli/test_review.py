"""`cohortmatch review`: the page that this machine alone can open, once, and what it keeps."""

from __future__ import annotations

import http.client
import json
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
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
def served(session: Session) -> Iterator[Page]:
    with ReviewServer(session) as server:
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
