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
from cohortmatch.portal.models import Membership, OneTimeLink, PublishedEdition, User
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
    with pytest.raises(SettingsError, match="which was removed: its name is not given again"):
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


def test_who_is_to_keep_a_list_that_the_recipient_does_not_own_is_pointed_out(
    portal: PortalFolder,
) -> None:
    publish_small("IOM", "SGV")
    PublishedEdition.objects.filter(label="SGV").update(own_list="")
    account("ann", ("member", "IOM"), ("member", "SGV"), keeper=True)
    (ann,) = accesses()
    assert ann.kept_nowhere == ("SGV",)
    assert "keeps no list: SGV owns none that was read" in ann.remarks


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
    assert 'value="ann"' not in page, "the form is empty again"
    assert "A link for <strong>ann</strong> (Ann Arden)" in page
    sure(
        browser,
        here,
        {"take": str(ann.memberships.get(role="member").pk)},
        "no longer member of IOM",
    )
    assert roles_of("ann") == ["chair IOM"]
    assert "/log-in/link/" in sure(browser, here, {"link": "app"}, "A link for")
    assert (
        "second account"
        in browser.post(here, {"give": "1", "role": "administrator"}).content.decode()
    )
    sure(browser, here, {"remove": "1"}, "The account ann is removed")
    assert browser.get(here).status_code == 404


def sure(browser: Client, path: str, asked: dict[str, str], said: str) -> str:
    """Ask for something: nothing is done before the question is answered with yes; what is shown
    then."""
    before = counted()
    question = browser.post(path, asked).content.decode()
    assert counted() == before, "nothing was changed by asking"
    (name, value), *_ = asked.items()
    assert f'name="{name}" value="{value}"' in question and 'name="sure" value="yes"' in question
    assert "No, change nothing" in question
    shown = browser.post(path, {**asked, "sure": "yes"}, follow=True).content.decode()
    assert counted() != before and said in shown
    return shown


def counted() -> tuple[object, ...]:
    users = User.objects.order_by("pk").values_list("is_active", "password")
    links = OneTimeLink.objects.order_by("pk").values_list("digest", flat=True)
    return (*users, *links, Membership.objects.count())


def test_what_was_asked_before_it_is_done_is_no_change_in_the_log(portal: PortalFolder) -> None:
    ann = account("ann", ("member", "IOM"))
    browser = logged_in(account("adam", ("administrator", "")))
    browser.post(f"/accounts/{ann.pk}/", {"remove": "1"})
    *_, line = read_log(portal.log)
    assert (line.event["kind"], line.event["about"]) == ("consultation", "ann")


def test_a_member_without_an_edition_is_told_in_words_of_the_page(portal: PortalFolder) -> None:
    browser = logged_in(account("adam", ("administrator", "")))
    fields = {"username": "ann", "name": "Ann", "role": "member", "label": ""}
    page = browser.post("/accounts/", fields).content.decode()
    assert "A member is for one edition: say which" in page and "--panel" not in page
    assert 'value="ann"' in page, "what was typed stays in a form that is not taken"


def test_labels_that_the_run_does_not_have_are_marked_where_rights_are_given(
    portal: PortalFolder,
) -> None:
    publish_small("IOM", "SGV")
    account("ann", ("member", "iom"))
    page = logged_in(account("adam", ("administrator", ""))).get("/accounts/").content.decode()
    for label in ("IOM", "SGV"):
        assert f'<option value="{label}">{label}</option>' in page
    assert '<option value="iom">iom (not in the published run)</option>' in page


def test_who_has_access_names_the_whole_report_the_pairs_and_what_nobody_opens(
    portal: PortalFolder,
) -> None:
    publish_small("IOM", "SGV")
    for name, role in (("ann", ("member", "IOM")), ("ana", ("analyst", ""))):
        account(name, role)
    account("rita", ("reviewer", ""))
    account("old", ("chair", "Closed panel"))
    page = logged_in(account("olga", ("officer", ""))).get("/access/").content.decode()
    rows = dict(re.findall(r"__key\">([^<]*)</dt><dd[^>]*>([^<]*)</dd>", page))
    assert rows == {
        "The whole report (analysts)": "ana",
        "Pairs to review, both rows in full (reviewers and analysts)": "rita, ana",
        "IOM": "ann",
        "SGV": "nobody",
        "Closed panel": "old",
    }


FIRST = [
    ("member", "IOM", "/"),
    ("chair", "IOM", "/"),
    ("analyst", "", "/"),
    ("reviewer", "", "/review/"),
    ("officer", "", "/log/"),
    ("administrator", "", "/accounts/"),
]


@pytest.mark.parametrize(("role", "label", "path"), FIRST)
def test_everybody_begins_on_the_page_of_their_role(
    portal: PortalFolder, role: str, label: str, path: str
) -> None:
    publish_small("IOM")
    browser = logged_in(account("ann", (role, label)))
    answer = browser.get("/", follow=True)
    assert (answer.request["PATH_INFO"], answer.status_code) == (path, 200)


def test_who_has_no_role_is_told_whom_to_ask(portal: PortalFolder) -> None:
    publish_small("IOM")
    assert "Ask the administrator" in logged_in(account("ann")).get("/").content.decode()


def test_an_administrator_cannot_use_the_own_account_s_page(portal: PortalFolder) -> None:
    adam = account("adam", ("administrator", ""))
    asked = {"remove": "1", "sure": "yes"}
    page = logged_in(adam).post(f"/accounts/{adam.pk}/", asked).content.decode()
    assert "Nobody changes the rights of the own account" in page
    adam.refresh_from_db()
    assert adam.is_active
