"""Accounts: who makes and removes them, and who has access to what."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cohortmatch.audit import read_log
from cohortmatch.core.errors import SettingsError
from cohortmatch.portal.accounts.access import accesses
from cohortmatch.portal.accounts.managing import (
    Right,
    add_user,
    give,
    link_again,
    remove_user,
    take_away,
)
from cohortmatch.portal.models import User
from cohortmatch.portal.places import PortalFolder
from portal.visiting import CANARY, PASSWORD, account, logged_in, publish_small

IOM = Right("member", "IOM")


def roles_of(username: str) -> list[str]:
    found = User.objects.get(username=username).memberships.order_by("role", "label")
    return [" ".join(filter(None, (each.role, each.label))) for each in found]


def test_an_account_is_made_with_a_link_and_a_line(portal: PortalFolder) -> None:
    link = add_user("Ann.Arden", "Ann Arden", (IOM, Right("reviewer")), "root")
    assert roles_of("ann.arden") == ["member IOM", "reviewer"]
    assert Client().get(link).status_code == 200
    said = [(line.event["command"], line.event["about"]) for line in read_log(portal.log)]
    assert said == [
        ("portal account added", "ann.arden"),
        ("portal right given: member of IOM", "ann.arden"),
        ("portal right given: reviewer", "ann.arden"),
    ]


@pytest.mark.parametrize(
    ("role", "label", "keeper"),
    [
        ("member", "", False),
        ("chair", "", False),
        ("officer", "IOM", False),
        ("chair", "IOM", True),
        ("king", "", False),
    ],
)
def test_what_is_no_right_is_refused(role: str, label: str, keeper: bool) -> None:
    with pytest.raises(SettingsError):
        Right(role, label, keeper)


@pytest.mark.parametrize("username", ["", "a", "Ann Arden", "ann@x", "-ann", "a" * 61, "änn"])
def test_usernames_that_are_none_are_refused(portal: PortalFolder, username: str) -> None:
    with pytest.raises(SettingsError):
        add_user(username, "", (), "root")
    assert not User.objects.exists()


def test_an_administrator_has_no_other_role(portal: PortalFolder) -> None:
    account("adam", ("administrator", ""))
    with pytest.raises(SettingsError, match="second account"):
        give("adam", IOM, "eve")
    add_user("ann", "", (IOM,), "adam")
    with pytest.raises(SettingsError, match="second account"):
        give("ann", Right("administrator"), "adam")


def test_nobody_changes_the_own_rights_and_the_last_administrator_stays(
    portal: PortalFolder,
) -> None:
    account("adam", ("administrator", ""))
    for change in (lambda: give("adam", IOM, "adam"), lambda: remove_user("adam", "adam")):
        with pytest.raises(SettingsError, match="own account"):
            change()
    with pytest.raises(SettingsError, match="last administrator"):
        remove_user("adam", "root")
    with pytest.raises(SettingsError, match="last administrator"):
        take_away("adam", Right("administrator"), "root")
    account("eve", ("administrator", ""))
    remove_user("adam", "eve")
    assert not User.objects.get(username="adam").is_active


def test_a_removed_account_is_out_at_once_and_its_name_stays(portal: PortalFolder) -> None:
    publish_small("IOM")
    ann = account("ann", ("member", "IOM"))
    ann.set_password(PASSWORD)
    ann.save()
    browser = logged_in(ann)
    remove_user("ann", "root")
    assert browser.get("/").status_code == 302
    assert Client().post("/log-in/", {"login": "ann", "password": PASSWORD}).status_code == 200
    assert roles_of("ann") == []
    with pytest.raises(SettingsError, match="already"):
        add_user("ann", "", (), "root")


def test_a_new_link_stops_the_old_password(portal: PortalFolder) -> None:
    ann = account("ann")
    ann.set_password(PASSWORD)
    ann.save()
    browser = logged_in(ann)
    link_again("ann", "root", lost_app=True)
    ann.refresh_from_db()
    assert not ann.check_password(PASSWORD)
    assert browser.get("/").status_code == 302


def test_the_report_says_who_may_open_what_and_what_is_unused(portal: PortalFolder) -> None:
    publish_small("IOM")
    ann = account("ann", ("member", "IOM"), ("chair", "GONE"), keeper=False)
    account("bob", ("officer", ""))
    logged_in(ann).get("/")
    long_ago = timezone.now() - timedelta(days=61)
    User.objects.filter(username="bob").update(created=long_ago, last_seen=long_ago)
    report = {each.username: each for each in accesses()}
    assert report["ann"].rights == ("chair of GONE", "member of IOM")
    assert report["ann"].remarks == ("GONE is not in the published run",)
    assert report["bob"].is_unused
    assert not report["ann"].is_unused


def test_a_day_of_use_ends_being_unused(portal: PortalFolder) -> None:
    ann = account("ann")
    User.objects.update(created=timezone.now() - timedelta(days=90))
    assert next(iter(accesses())).is_unused
    logged_in(ann).get("/")
    assert not next(iter(accesses())).is_unused


ROLES = ("analyst", "member", "chair", "reviewer", "officer", "administrator")
OPEN = {
    "/accounts/": {"administrator"},
    "/access/": {"administrator", "officer"},
    "/log/": {"officer"},
    "/account/": set(ROLES),
}


@pytest.mark.parametrize("role", ROLES)
def test_pages_of_accounts_and_the_log_are_for_their_roles_alone(
    portal: PortalFolder, role: str
) -> None:
    label = "IOM" if role in ("member", "chair") else ""
    browser = logged_in(account("ann", (role, label)))
    for path, roles in OPEN.items():
        assert browser.get(path).status_code == (200 if role in roles else 404), path
    for path in ("/log/export/", "/log/verify/"):
        assert browser.post(path).status_code == (200 if role == "officer" else 404), path


def test_the_administrator_makes_changes_and_removes_accounts(portal: PortalFolder) -> None:
    publish_small("IOM")
    browser = logged_in(account("adam", ("administrator", "")))
    fields = {"username": "ann", "name": "Ann Arden", "role": "member", "label": "IOM"}
    page = browser.post("/accounts/", {**fields, "is_keeper": "on"}).content.decode()
    link = re.search(r"http://127.0.0.1:8000(/log-in/link/[\w-]+/)", page)
    assert link and Client().get(link[1]).status_code == 200
    assert CANARY not in page
    ann = User.objects.get(username="ann")
    assert ann.memberships.get().is_keeper
    here = f"/accounts/{ann.pk}/"
    browser.post(here, {"give": "1", "role": "chair", "label": "IOM"})
    assert roles_of("ann") == ["chair IOM", "member IOM"]
    browser.post(here, {"take": str(ann.memberships.get(role="member").pk)})
    assert roles_of("ann") == ["chair IOM"]
    assert "/log-in/link/" in browser.post(here, {"link": "app"}).content.decode()
    assert (
        "second account"
        in browser.post(here, {"give": "1", "role": "administrator"}).content.decode()
    )
    assert browser.post(here, {"remove": "1"}).status_code == 302
    assert browser.get(here).status_code == 404


def test_an_administrator_cannot_use_the_own_account_s_page(portal: PortalFolder) -> None:
    adam = account("adam", ("administrator", ""))
    page = logged_in(adam).post(f"/accounts/{adam.pk}/", {"remove": "1"}).content.decode()
    assert "Nobody changes the rights of the own account" in page
    adam.refresh_from_db()
    assert adam.is_active
