"""Notices stand on the page of those they are for, until each puts them away."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cohortmatch.portal.accounts.notices import (
    ENDS_AFTER,
    notices_for,
    notify_label,
    notify_user,
)
from cohortmatch.portal.gate import memberships_of
from cohortmatch.portal.models import PortalNotice
from cohortmatch.portal.places import PortalFolder
from portal.visiting import account, logged_in, publish_small


def test_a_notice_is_shown_to_those_it_is_for_and_to_nobody_else(portal: PortalFolder) -> None:
    ann, bob = account("ann", ("member", "IOM")), account("bob", ("member", "SGV"))
    notify_user(bob, "Your link was renewed")
    notify_label("IOM", "June is published")
    pages = {each: logged_in(each).get("/").content.decode() for each in (ann, bob)}
    assert "June is published" in pages[ann] and "renewed" not in pages[ann]
    assert "renewed" in pages[bob] and "June" not in pages[bob]


def test_one_who_puts_a_notice_away_leaves_it_to_others(portal: PortalFolder) -> None:
    ann, bob = account("ann", ("member", "IOM")), account("bob", ("chair", "IOM"))
    notice = notify_label("IOM", "June is published")
    assert logged_in(ann).post(f"/notices/{notice.pk}/").status_code == 302
    assert "June" not in logged_in(ann).get("/").content.decode()
    assert "June" in logged_in(bob).get("/").content.decode()


@pytest.mark.parametrize(
    ("page", "then"),
    [
        ("/panels/iom/search/", "/panels/iom/search/"),
        ("", "/"),
        ("/log/verify/", "/"),  # a page that is only sent to
        ("/nowhere/", "/"),
        ("/account/", "/account/"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("/\\elsewhere.example/", "/"),
    ],
)
def test_who_puts_a_notice_away_stays_on_the_page(
    portal: PortalFolder, page: str, then: str
) -> None:
    publish_small("IOM")
    ann = logged_in(account("ann", ("member", "IOM")))
    notice = notify_label("IOM", "June is published")
    shown = ann.get("/panels/iom/search/").content.decode()
    assert 'name="page" value="/panels/iom/search/"' in shown
    assert ann.post(f"/notices/{notice.pk}/", {"page": page}).headers["Location"] == then


def test_nobody_puts_away_a_notice_of_others(portal: PortalFolder) -> None:
    ann, bob = account("ann"), account("bob")
    notice = notify_user(bob, "Only for you")
    assert logged_in(ann).post(f"/notices/{notice.pk}/").status_code == 404
    assert notice.seen_by.count() == 0


def test_a_notice_ends(portal: PortalFolder) -> None:
    ann = account("ann")
    notice = notify_user(ann, "Long ago")
    PortalNotice.objects.update(created=notice.created - ENDS_AFTER - timedelta(days=1))
    assert "Long ago" not in logged_in(ann).get("/").content.decode()


def test_what_is_said_of_several_editions_is_one_notice(portal: PortalFolder) -> None:
    ann = account("ann", ("member", "IOM"), ("chair", "SGV"), ("analyst", ""))
    for label in ("IOM", "SGV", "analyst", "MARAC"):
        notify_label(label, "A new run is published.")
    (notice,) = notices_for(ann, memberships_of(ann))
    assert (notice.label, notice.text) == ("IOM, SGV and analyst", "A new run is published.")
    browser = logged_in(ann)
    assert browser.get("/").content.decode().count("A new run is published.") == 1
    browser.post(f"/notices/{notice.pk}/")
    assert "A new run" not in browser.get("/").content.decode()
