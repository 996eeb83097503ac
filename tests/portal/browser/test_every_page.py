"""Every page that a link leads to, for every role: accessible wide, dark, on a phone and enlarged,
readable without scripts, and loaded from the portal alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import resolve

from cohortmatch.portal.models import User
from cohortmatch.portal.places import PortalFolder
from portal.browser.walking import enter, publish_lists
from portal.visiting import account
from running import Command

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page, Request

Make = Callable[..., "BrowserContext"]
ROLES = {
    "member": (("member", "IOM"), ("member", "SGV")),
    "chair": (("chair", "IOM"),),
    "analyst": (("analyst", ""),),
    "reviewer": (("reviewer", ""),),
    "officer": (("officer", ""),),
    "administrator": (("administrator", ""),),
}
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL: dict[str, object] = {"type": "tag", "values": LEVELS}
COLOURS: dict[str, object] = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""What axe looks for: everything, or what depends on colours."""
FILES_AND_CLOSED = ("download", "own_list_file", "account_reset_password")
"""What is no page, or is closed for everybody."""
WIDE, PHONE, ENLARGED = 1280, 320, 640
"""Widths in pixels; 640 is a screen of 1280 enlarged to 200 %."""


def walk(page: Page, seen: set[tuple[str | None, str]]) -> Iterator[str]:
    """The first page, and each page that links lead to from there, one of each kind."""
    seen.discard(("my_panels", ""))  # The first page of each role has another menu.
    waiting = ["/"]
    while waiting:
        path = waiting.pop(0)
        found = resolve(re.sub(r"[?#].*", "", path))
        kind = (found.url_name, found.kwargs.get("sheet", "") or ("?" if "?" in path else ""))
        if kind in seen or found.url_name in FILES_AND_CLOSED:
            continue
        seen.add(kind)
        answer = page.goto(path)
        assert answer is not None and answer.status == 200, path
        yield path
        links = page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))")
        here = re.sub(r"[?#].*", "", path)
        waiting += [each if each[0] == "/" else here + each for each in links if each[0] in "/?"]


def violations(page: Page, only: dict[str, object]) -> list[str]:
    """What axe finds wrong, in a line each."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    told = axe.run(page, options={"runOnly": only}).response
    return [
        f"{each['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for each in told["violations"]
        for node in each["nodes"]
    ]


def faults(page: Page) -> list[str]:
    """What is wrong with a page, looked at in each way. Wide and dark it differs from wide and
    light in its colours alone."""
    found = []
    for width, colours in ((WIDE, "light"), (WIDE, "dark"), (ENLARGED, "light"), (PHONE, "dark")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=colours)
        sideways = page.evaluate("document.documentElement.scrollWidth") - width
        found += [f"{width} {colours}: {sideways} pixels too wide"] if sideways > 0 else []
        if width != ENLARGED:
            only = COLOURS if (width, colours) == (WIDE, "dark") else ALL
            found += [f"{width} {colours}: {each}" for each in violations(page, only)]
    page.set_viewport_size({"width": WIDE, "height": 800})
    return found


@pytest.fixture
def published(portal: PortalFolder, cohortmatch: Command, tmp_path: Path) -> None:
    """A run with two panels and pairs to review."""
    publish_lists(portal, cohortmatch, tmp_path, reviewers=2)


def test_every_page_is_accessible(published: None, context: Make, served: str) -> None:
    elsewhere: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith((served, "data:")):
            elsewhere.append(request.url)

    seen: set[tuple[str | None, str]] = set()
    wrong = {}
    for role in ROLES:
        page = enter(context(), account_of(role), served)
        page.on("request", note)
        wrong |= {path: told for path in walk(page, seen) if (told := faults(page))}
    assert wrong == {}
    assert elsewhere == []
    names = {name for name, _ in seen}
    assert names >= {"panel", "sheet", "person", "files", "review", "pair", "progress", "own_list"}
    assert names >= {"runs", "uploads", "upload", "log", "accounts", "access", "my_account"}


def test_every_page_says_the_same_without_scripts(
    published: None, context: Make, served: str
) -> None:
    seen: set[tuple[str | None, str]] = set()
    for role in ROLES:
        user = account_of(role)
        plain = enter(context(java_script_enabled=False), user, served)
        helped = enter(context(), user, served)
        for path in walk(plain, seen):
            helped.goto(path)
            assert words(helped) - words(plain) <= WITH_SCRIPTS, path
            assert plain.locator("main form").count() == helped.locator("main form").count()


def account_of(role: str) -> User:
    """An account with a role."""
    return account(role, *ROLES[role], keeper=role == "member")


WITH_SCRIPTS = {"Show", "Print", "kept", "Draft", *"sdnujk"}
"""Words that only help where scripts run."""


def words(page: Page) -> set[str]:
    """The words that can be read in the main part of a page, without the line about single keys,
    without numbers, and without the lines of the log: it tells of the looks of this test."""
    text: Any = page.locator("main").inner_text()
    for lines in page.locator("main tbody").all_inner_texts() if "/log/" in page.url else ():
        text = text.replace(lines, "")
    return set(re.sub(r"Single keys decide:.*|\S*\d\S*", "", text).split())


@pytest.mark.parametrize("address", ["/log-in/", "/there-is-no-such-page/", "/log-in/link/wrong/"])
def test_pages_before_log_in(context: Make, address: str) -> None:
    page = context().new_page()
    page.goto(address)
    assert faults(page) == []


def test_the_first_key_skips_to_the_main_part(published: None, context: Make, served: str) -> None:
    page = enter(context(), account("ann", ("member", "IOM")), served)
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"
