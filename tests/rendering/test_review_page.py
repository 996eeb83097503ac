"""The review page in a real browser: accessible as it is, after an answer and at its end."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import cohortmatch as cm
from cli.test_review import served
from cohortmatch.cli.one_time_file import write_address
from cohortmatch.decisions import LedgerFile
from cohortmatch.services.review import Session
from cohortmatch.services.review_cards import cards
from decided import some_lists

from .conftest import browser_and_modules, run

Review = tuple[dict[str, Any], Path]


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Review]:
    """What a browser sees of a whole review, and where its answers were kept."""
    browser, node, modules = browser_and_modules()
    file = tmp_path_factory.mktemp("reviewed") / "decisions.csv"

    @contextmanager
    def home() -> Iterator[LedgerFile]:
        yield LedgerFile(file)

    result = cm.match(some_lists())
    session = Session(cards(result), result.listings, home, "sam", "OFFICIAL-SENSITIVE")
    with served(session) as page:
        address = f"http://127.0.0.1:{page.port}/#{page.token}"
        look = Path(__file__).with_name("look_review.mjs")
        told = json.loads(run(node, look, browser, modules, address, timeout=120))
    yield told, file


@pytest.mark.parametrize("how", ["light", "dark", "phone", "after", "end"])
def test_axe_finds_no_fault_against_wcag_22_aa(review: Review, how: str) -> None:
    found = review[0][how]
    assert found["violations"] == []
    assert found["passes"] > 10


def test_nothing_is_wider_than_a_phone(review: Review) -> None:
    assert review[0]["phone"]["wide"] <= 0


def test_every_control_is_reached_by_tab_in_order_and_seen(
    review: Review,
) -> None:
    keyboard = review[0]["keyboard"]
    assert keyboard["wanted"] >= 6
    assert keyboard["order"] == list(range(keyboard["wanted"]))
    assert keyboard["unmarked"] == 0


def test_it_says_what_would_settle_a_pair(review: Review) -> None:
    assert review[0]["settle"].startswith("Look up the ")


def test_every_answer_is_kept_and_nobody_else_is_asked(
    review: Review,
) -> None:
    told, file = review
    assert told["ended"] == "Everything is answered"
    answers = [entry.answer for entry in LedgerFile(file).ledger()]
    assert answers == ["same", *["different"] * (int(told["pairs"]) - 1)]
    assert [host.partition(":")[0] for host in told["asked"]] == ["127.0.0.1"]
    assert told["errors"] == []


def test_a_review_opened_by_its_file_is_closed_on_the_page_too(tmp_path: Path) -> None:
    browser, node, modules = browser_and_modules()
    file = tmp_path / "decisions.csv"

    @contextmanager
    def home() -> Iterator[LedgerFile]:
        yield LedgerFile(file)

    result = cm.match(some_lists())
    session = Session(cards(result), result.listings, home, "sam")
    with served(session, idle=15) as page:
        opening = tmp_path / "review.html"
        write_address(opening, f"http://127.0.0.1:{page.port}/#{page.token}")
        look = Path(__file__).with_name("look_closing.mjs")
        told = json.loads(run(node, look, browser, modules, opening.as_uri(), timeout=120))
    assert "QUARMBY" in told["shown"] and told["left"] == ""
    assert told["address"] == f"http://127.0.0.1:{page.port}/", "no token is in the history"
    assert told["ended"] == "The review was closed"
    assert "Every answer is kept" in told["ending"]
    assert told["usable"] == 0 and told["faults"]["violations"] == []
    assert [each.answer for each in LedgerFile(file).ledger().in_force] == ["same"]
