"""What is printed from the browser, and a pair on the screen of a telephone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cohortmatch.portal.places import PortalFolder
from portal.browser.test_every_page import faults
from portal.browser.walking import enter, publish_lists
from portal.reviewed import publish_pairs
from portal.visiting import account
from running import Command

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Locator

Make = Callable[..., "BrowserContext"]
BEHIND = "e => getComputedStyle(e, '::after').content"
NARROW = {"width": 320, "height": 640}


def test_an_agenda_is_printed_with_its_marking_and_without_addresses_and_buttons(
    context: Make, served: str, portal: PortalFolder, cohortmatch: Command, tmp_path: Path
) -> None:
    publish_lists(portal, cohortmatch, tmp_path)
    page = enter(context(), account("ann", ("chair", "IOM")), served)
    page.goto("/panels/iom/agenda/")
    marking = page.locator(".portal-marking")
    assert page.get_by_role("button", name="Print").is_visible() and not marking.is_visible()
    page.emulate_media(media="print")
    assert not page.get_by_role("button", name="Print").is_visible()
    assert marking.is_visible() and "by Ann (ann)" in marking.inner_text()
    names = page.locator("main table a")
    assert names.count() > 2
    assert {each.evaluate(BEHIND) for each in names.all()} == {"none"}
    assert marking.evaluate("e => getComputedStyle(e.parentNode).display") == "table-header-group"
    page.set_viewport_size({"width": 718, "height": 1000})  # a sheet of A4 in CSS pixels
    heads = page.locator("main thead th")
    wide = {each.inner_text(): _box(each)["width"] for each in heads.all()}
    assert wide["Name"] < 718 / 4, "the name takes no third of the sheet"
    assert page.locator("main table").evaluate("e => e.scrollWidth") <= 718


def test_both_rows_of_a_pair_are_read_beside_each_other_on_a_telephone(
    context: Make, served: str, cohortmatch: Command, tmp_path: Path
) -> None:
    run = publish_pairs(cohortmatch, tmp_path)
    page = enter(context(viewport=NARROW), account("rita", ("reviewer", "")), served)
    page.goto(f"/review/{run.pairs.all()[0].token}/")
    rows = page.locator(".portal-compared tbody tr")
    assert rows.count() > 2
    for row in rows.all():
        left, right = (_box(each) for each in row.locator("td").all())
        assert left["y"] == right["y"], "beside each other"
        assert left["x"] >= 0 and right["x"] + right["width"] <= NARROW["width"]
        assert min(left["width"], right["width"]) > 100
        assert left["x"] + left["width"] <= right["x"]
    region = page.locator(".portal-table-region")
    assert region.evaluate("e => e.scrollWidth <= e.clientWidth"), "nothing is out of sight"


def test_keys_are_named_where_they_work(
    context: Make, served: str, cohortmatch: Command, tmp_path: Path
) -> None:
    run = publish_pairs(cohortmatch, tmp_path)
    rita = account("rita", ("reviewer", ""))
    for has_scripts in (True, False):
        page = enter(context(java_script_enabled=has_scripts), rita, served)
        page.goto(f"/review/{run.pairs.all()[0].token}/")
        assert page.locator("kbd").first.is_visible() is has_scripts
    page = enter(context(), rita, served)
    page.goto(f"/review/{run.pairs.all()[0].token}/")
    page.get_by_label("Single keys decide").uncheck()
    assert not page.locator("kbd").first.is_visible()
    frame = page.locator("#pair").evaluate("e => getComputedStyle(e).outlineStyle")
    assert frame == "none", "the heading is no field"


def test_the_page_that_asks_once_more_is_accessible(context: Make, served: str) -> None:
    ann = account("ann", ("member", "IOM"))
    page = enter(context(), account("adam", ("administrator", "")), served)
    page.goto(f"/accounts/{ann.pk}/")
    page.get_by_role("button", name="Remove the account").click()
    assert faults(page) == []
    page.get_by_role("link", name="No, change nothing").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Account ann"


def _box(each: Locator) -> dict[str, Any]:
    found = each.bounding_box()
    assert found is not None
    return dict(found)
