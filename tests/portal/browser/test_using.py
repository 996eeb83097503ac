"""What people do in the portal, in a browser: download, review by keyboard, stay away too long."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cohortmatch.audit import read_log
from cohortmatch.portal import context as of_pages
from cohortmatch.portal.models import PairAnswer, PublishedFile
from cohortmatch.portal.places import PortalFolder
from portal.browser.walking import enter, publish_lists
from portal.reviewed import publish_pairs
from portal.visiting import account
from running import Command

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

Make = Callable[..., "BrowserContext"]


def test_a_file_of_the_edition_is_downloaded_as_it_is_and_logged(
    context: Make, served: str, portal: PortalFolder, cohortmatch: Command, tmp_path: Path
) -> None:
    publish_lists(portal, cohortmatch, tmp_path)
    page = enter(context(), account("ann", ("member", "IOM")), served)
    page.goto("/panels/iom/")
    page.get_by_role("link", name="Files to download").click()
    with page.expect_download() as waiting:
        page.locator("main a[href*='/files/']").filter(has_text=".xlsx").first.click()
    download = waiting.value
    kept = PublishedFile.objects.get(edition__label="IOM", name=download.suggested_filename)
    assert Path(download.path()).read_bytes() == bytes(kept.content)
    *_, line = read_log(portal.log)
    assert list(line.event["outputs"]) == [kept.name]


def test_pairs_are_reviewed_by_the_keyboard_alone(
    context: Make, served: str, cohortmatch: Command, tmp_path: Path
) -> None:
    run = publish_pairs(cohortmatch, tmp_path)
    pairs = run.pairs.count()
    rita = account("rita", ("reviewer", ""))
    page = enter(context(), rita, served)
    page.goto("/review/")
    for _ in range(40):  # By Tab to the way in, as somebody without a mouse goes.
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").startswith("Start with"):
            break
    page.keyboard.press("Enter")
    for place in range(1, pairs + 1):
        page.wait_for_selector("#pair")
        assert page.evaluate("document.activeElement.id") == "pair"
        if place == 1:
            page.keyboard.press("r")
            page.keyboard.type("says s and d")
            page.keyboard.press("Enter")
        with page.expect_navigation():
            page.keyboard.press("sdn"[place % 3])
    told = cohortmatch("decisions", "list", "--store", "cohortmatch.db", "--json").stdout
    decided = json.loads(told)["decisions"]
    assert len(decided) + PairAnswer.objects.count() >= pairs
    assert {each["by"] for each in decided} == {"rita"}
    assert any("says s and d" in json.dumps(each) for each in decided)


@pytest.fixture
def short_sessions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages warn after 1 second and end after 3."""
    monkeypatch.setattr(of_pages, "WARNING", 1)
    monkeypatch.setattr(of_pages, "IDLE", 3)


def test_the_time_out_warns_and_can_be_put_off(
    short_sessions: None, context: Make, served: str
) -> None:
    page = enter(context(), account("ann", ("member", "IOM")), served)
    page.goto("/")
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    assert "1 minute" in dialog.inner_text()
    assert page.evaluate("document.activeElement.textContent") == "Stay logged in"
    page.keyboard.press("Enter")
    dialog.wait_for(state="hidden")
    assert page.get_by_role("heading", level=1).inner_text() == "My panels"


def test_who_stays_away_is_taken_from_the_page(
    short_sessions: None, context: Make, served: str
) -> None:
    page = enter(context(), account("ann", ("member", "IOM")), served)
    page.goto("/account/")
    page.get_by_role("dialog").wait_for()
    page.wait_for_url(served + "/")


def test_the_browser_keeps_a_time_and_nothing_else(context: Make, served: str) -> None:
    page = enter(context(), account("ann", ("member", "IOM")), served)
    page.goto("/")
    kept = page.evaluate("Object.entries(localStorage)")
    assert [name for name, _ in kept] == ["portal-last-request"]
    assert all(value.isdigit() for _, value in kept)
    assert page.evaluate("sessionStorage.length") == 0
