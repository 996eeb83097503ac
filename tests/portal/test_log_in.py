"""Logging in: one-time link, password, second factor, lock-out, and how a session ends."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client, override_settings
from django.utils import timezone

from cohortmatch.audit import read_log
from cohortmatch.portal.accounts import lock_out
from cohortmatch.portal.accounts.backend import PortalBackend
from cohortmatch.portal.accounts.links import GOOD_FOR, new_link
from cohortmatch.portal.accounts.sessions import IDLE, LONGEST
from cohortmatch.portal.models import FailedLogIn, OneTimeLink, User
from cohortmatch.portal.places import PortalFolder
from portal.visiting import CANARY, PASSWORD, account, logged_in, publish_small


def code(secret: str, later: int = 0) -> str:
    """The code of an authenticator app now, or so many steps of 30 seconds later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


def some_time_passes() -> None:
    """So much that codes which were used before may come again."""
    cache.clear()
    for each in Authenticator.objects.filter(type="totp"):
        each.data.pop("used", None)
        each.save()


def joined(user: User) -> tuple[Client, str]:
    """A browser in which the user came by the one-time link and set up an app; the app's secret."""
    browser = Client()
    link = new_link(user)
    told = browser.post(link, {"new_password1": PASSWORD, "new_password2": PASSWORD})
    assert told.headers["Location"] == "/account/second-factor/app/"
    page = browser.get("/account/second-factor/app/")
    secret = page.context["form"].secret
    browser.post("/account/second-factor/app/", {"code": code(secret)})
    return browser, secret


def test_the_link_the_password_and_the_app_lead_to_the_first_page(portal: PortalFolder) -> None:
    publish_small("IOM")
    browser, _ = joined(account("ann", ("member", "IOM")))
    page = browser.get("/")
    assert page.status_code == 200
    assert "IOM" in page.content.decode()


def test_logging_in_asks_for_the_password_and_then_the_code(portal: PortalFolder) -> None:
    publish_small("IOM")
    _, secret = joined(account("ann", ("member", "IOM")))
    browser = Client()
    told = browser.post("/log-in/", {"login": "Ann", "password": PASSWORD})
    assert told.headers["Location"] == "/log-in/code/"
    assert browser.get("/").status_code == 302, "a password alone opens nothing"
    assert browser.post("/log-in/code/", {"code": code(secret)}).status_code == 200, "used before"
    some_time_passes()
    told = browser.post("/log-in/code/", {"code": code(secret)})
    assert told.headers["Location"] == "/"
    assert browser.get("/").status_code == 200
    said = [line.event["command"] for line in read_log(portal.log)]
    assert {"portal password set", "portal second factor changed", "portal log-in"} <= set(said)


@pytest.mark.parametrize("is_restarted", [False, True])
def test_a_code_is_good_once(portal: PortalFolder, is_restarted: bool) -> None:
    _, secret = joined(account("ann"))
    some_time_passes()
    used = code(secret)
    for expected in (302, 200):
        browser = Client()
        browser.post("/log-in/", {"login": "ann", "password": PASSWORD})
        assert browser.post("/log-in/code/", {"code": used}).status_code == expected
        if is_restarted:
            cache.clear()  # what a process holds in memory is gone
    assert used not in str(Authenticator.objects.get(type="totp").data)


def test_a_link_alone_opens_nothing_of_an_account_that_has_a_second_factor(
    portal: PortalFolder,
) -> None:
    ann = account("ann", ("member", "IOM"))
    joined(ann)
    browser = Client()
    told = browser.post(new_link(ann), {"new_password1": PASSWORD, "new_password2": PASSWORD})
    assert told.headers["Location"] == "/log-in/"
    for page in ("codes/", "app/off/", "app/", "keys/new/", ""):
        assert browser.get(f"/account/second-factor/{page}").status_code == 302, page
    assert Authenticator.objects.filter(user=ann, type="totp").exists()


def test_a_session_without_the_second_factor_of_its_account_ends(portal: PortalFolder) -> None:
    ann = account("ann")
    browser = Client()
    browser.force_login(ann, "cohortmatch.portal.accounts.backend.PortalBackend")
    Authenticator.objects.create(user_id=ann.pk, type="totp", data={})
    told = browser.get("/account/second-factor/codes/")
    assert told.headers["Location"].startswith("/log-in/")
    assert Session.objects.count() == 0


def test_secrets_of_apps_are_not_in_the_database_as_they_are(portal: PortalFolder) -> None:
    _, secret = joined(account("ann"))
    kept = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in kept


@pytest.mark.parametrize("what", ["used", "old", "replaced", "removed", "invented"])
def test_a_link_works_once_and_not_for_long(portal: PortalFolder, what: str) -> None:
    ann = account("ann")
    link = new_link(ann)
    if what == "used":
        Client().post(link, {"new_password1": PASSWORD, "new_password2": PASSWORD})
    elif what == "old":
        OneTimeLink.objects.update(expires=timezone.now() - timedelta(seconds=1))
    elif what == "replaced":
        new_link(ann)
    elif what == "removed":
        User.objects.update(is_active=False)
    else:
        link = "/log-in/link/abc/"
    answer = Client().get(link)
    assert answer.status_code == 404
    assert "This link works no more" in answer.content.decode()
    assert timedelta(hours=48) == GOOD_FOR


@pytest.mark.parametrize(
    ("password", "because"),
    [
        ("elevenchars", "shorter than 12"),
        ("password1234", "among the commonest"),
        ("ann.arden-2026", "the username"),
        ("!!password2026", "a common one with signs around it"),
        ("dragondragon", "a common one twice"),
        ("qwertyqwertyqwerty", "a common one again and again"),
        ("502846193752", "figures alone"),
        ("arden-arden-arden", "a part of the username again and again"),
        ("Wilhelmina 1989!!", "a part of the name with figures"),
        ("d.r.a.g.o.n.1.2.3", "a common one with signs in it"),
        ("aaaaaaaaaaaaaaaa", "one character"),
        ("abcdefghijklmn", "a row of letters"),
        ("Arden.arden.12", "a part of the username twice"),
        ("ab1ab1ab1ab1ab1", "three characters"),
        ("cohort portal 2026", "the portal's name"),
    ],
)
def test_poor_passwords_are_refused(portal: PortalFolder, password: str, because: str) -> None:
    ann = account("ann.arden-20")
    ann.display_name = "Wilhelmina Arden"
    ann.save()
    told = Client().post(new_link(ann), {"new_password1": password, "new_password2": password})
    assert told.status_code == 200, because
    ann.refresh_from_db()
    assert not ann.check_password(password)


@pytest.mark.parametrize(
    "password",
    ["correct horse battery", "zwölf Äpfel im Garten", "ungeübt-7 " * 20, "93kT!44-20" * 2],
)
def test_long_passwords_of_any_characters_are_taken(portal: PortalFolder, password: str) -> None:
    ann = account("ann")
    Client().post(new_link(ann), {"new_password1": password, "new_password2": password})
    ann.refresh_from_db()
    assert ann.check_password(password)
    assert not ann.check_password(password[:-1])


def attempt(name: str, password: str = "wrong wrong wrong") -> str:
    return Client().post("/log-in/", {"login": name, "password": password}).content.decode()


@pytest.mark.parametrize("name", ["ann", "nobody.at.all"])
def test_after_five_failures_nothing_is_looked_at_for_a_while(
    portal: PortalFolder, name: str
) -> None:
    ann = account("ann")
    ann.set_password(PASSWORD)
    ann.save()
    for _ in range(5):
        assert "Wait" not in attempt(name)
    assert "Wait 1 minute," in attempt(name, PASSWORD)
    FailedLogIn.objects.update(until=timezone.now() - timedelta(seconds=1))
    attempt(name)
    assert "Wait 2 minutes," in attempt(name, PASSWORD)


def test_waits_grow_to_an_hour() -> None:
    waits = [lock_out.minutes_after(times) for times in range(1, 14)]
    assert waits == [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_a_day_without_a_failure_ends_the_row_and_old_rows_go(portal: PortalFolder) -> None:
    for name in ("ann", "bob"):
        for _ in range(4):
            lock_out.count_failure(name)
    FailedLogIn.objects.update(last=timezone.now() - timedelta(days=1, minutes=1))
    assert lock_out.count_failure("ann") == 1
    assert FailedLogIn.objects.count() == 1


def test_a_clock_that_went_back_makes_nobody_wait_longer(portal: PortalFolder) -> None:
    for _ in range(5):
        lock_out.count_failure("ann")
    later = timezone.now() + timedelta(days=400)
    FailedLogIn.objects.update(last=later, until=later + timedelta(minutes=1))
    with pytest.raises(ValidationError, match="Wait 1 minute,"):
        lock_out.refuse_while_waiting("ann")


def test_a_name_with_an_account_takes_as_long_as_one_without(
    portal: PortalFolder, hashed_as_in_service: None
) -> None:
    ann = account("ann")
    ann.set_password(PASSWORD)
    ann.save()
    times: dict[str, list[float]] = {"ann": [], "nobody": []}
    for _ in range(7):
        for name, taken in times.items():
            begun = time.process_time()
            PortalBackend().authenticate(None, name, "wrong wrong wrong")
            taken.append(time.process_time() - begun)
    known, unknown = (sorted(taken)[3] for taken in times.values())
    assert known == pytest.approx(unknown, rel=0.4)


def test_failed_log_ins_are_logged_without_what_was_typed(portal: PortalFolder) -> None:
    account("ann")
    attempt("ann")
    attempt(CANARY.lower())
    assert [line.event["by"] for line in read_log(portal.log)] == ["ann", "unknown account"]
    assert CANARY.lower().encode() not in portal.log.read_bytes().lower()


def test_codes_that_fail_make_wait_too(portal: PortalFolder) -> None:
    joined(account("ann"))
    browser = Client()
    browser.post("/log-in/", {"login": "ann", "password": PASSWORD})
    for _ in range(5):
        browser.post("/log-in/code/", {"code": "000000"})
    assert "Wait 1 minute," in browser.post("/log-in/code/", {"code": "000000"}).content.decode()


def test_nobody_locks_the_codes_of_an_account_by_what_is_typed_as_a_name(
    portal: PortalFolder,
) -> None:
    _, secret = joined(account("ann"))
    for name in ("ann code", "ann.code", "ann\ncode"):
        for _ in range(6):
            attempt(name)
    some_time_passes()
    browser = Client()
    browser.post("/log-in/", {"login": "ann", "password": PASSWORD})
    assert browser.post("/log-in/code/", {"code": code(secret)}).headers["Location"] == "/"


def test_a_stranger_does_not_keep_the_owner_out_of_a_browser_that_is_known(
    portal: PortalFolder,
) -> None:
    _, secret = joined(account("ann"))
    known = Client()
    some_time_passes()
    known.post("/log-in/", {"login": "ann", "password": PASSWORD})
    known.post("/log-in/code/", {"code": code(secret)})
    known.post("/log-out/")
    for _ in range(6):
        attempt("ann")
    assert "Wait" in attempt("ann", PASSWORD)
    told = known.post("/log-in/", {"login": "ann", "password": PASSWORD})
    assert told.headers["Location"] == "/log-in/code/"
    known.get("/log-in/")
    assert "ann" not in known.cookies["portal-known"].value


def test_the_browser_in_which_the_password_was_set_is_known(portal: PortalFolder) -> None:
    browser, _ = joined(account("ann"))
    browser.post("/log-out/")
    for _ in range(6):
        attempt("ann")
    told = browser.post("/log-in/", {"login": "ann", "password": PASSWORD})
    assert told.headers["Location"] == "/log-in/code/"


@pytest.mark.parametrize("name", ["bob", "ann"])
def test_a_known_browser_waits_by_its_own_failures(portal: PortalFolder, name: str) -> None:
    """And for another account it is not known."""
    _, secret = joined(account("ann"))
    known = Client()
    some_time_passes()
    known.post("/log-in/", {"login": "ann", "password": PASSWORD})
    known.post("/log-in/code/", {"code": code(secret)})
    known.post("/log-out/")
    for _ in range(5):
        known.post("/log-in/", {"login": name, "password": "wrong wrong wrong"})
    page = known.post("/log-in/", {"login": name, "password": PASSWORD}).content.decode()
    assert "Wait 1 minute," in page
    assert ("Wait" in attempt(name, PASSWORD)) == (name == "bob")


def test_a_wrong_old_password_counts_and_is_logged(portal: PortalFolder) -> None:
    ann = account("ann")
    ann.set_password(PASSWORD)
    ann.save()
    browser = logged_in(ann)
    told = {"oldpassword": "wrong wrong wrong", "password1": "x" * 20, "password2": "x" * 20}
    for _ in range(5):
        assert browser.post("/account/password/", told).status_code == 200
    page = browser.post("/account/password/", told | {"oldpassword": PASSWORD}).content.decode()
    assert "Wait 1 minute," in page
    said = [line.event["command"] for line in read_log(portal.log)]
    assert said.count("portal log-in failed") == 5


@override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])  # soon
def test_many_failures_from_one_address_refuse_nobody_else(portal: PortalFolder) -> None:
    joined(account("ann"))
    for number in range(70):
        attempt(f"invented{number}")
    told = Client().post("/log-in/", {"login": "ann", "password": PASSWORD})
    assert told.headers["Location"] == "/log-in/code/"


def test_both_times_of_a_session_begin_with_the_log_in(portal: PortalFolder) -> None:
    browser, _ = joined(account("ann"))
    assert {"portal_began", "portal_seen"} <= set(browser.session.keys())


def test_a_new_link_ends_the_wait_and_the_sessions(portal: PortalFolder) -> None:
    ann = account("ann")
    browser = logged_in(ann)
    for _ in range(6):
        attempt("ann")
    Client().post(new_link(ann), {"new_password1": PASSWORD, "new_password2": PASSWORD})
    assert FailedLogIn.objects.count() == 0
    assert browser.get("/").status_code == 302


def test_logging_out_ends_the_session_on_the_server(portal: PortalFolder) -> None:
    browser = logged_in(account("ann"))
    key = browser.cookies["portal"].value
    browser.post("/log-out/")
    assert not Session.objects.filter(session_key=key).exists()
    browser.cookies["portal"] = key
    assert browser.get("/").status_code == 302


def test_changing_the_password_ends_every_session(portal: PortalFolder) -> None:
    ann = account("ann")
    ann.set_password(PASSWORD)
    ann.save()
    here, elsewhere = logged_in(ann), logged_in(ann)
    new = "another long phrase here"
    fields = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    here.post("/account/password/", fields)
    ann.refresh_from_db()
    assert ann.check_password(new)
    assert Session.objects.count() == 0 or not any(
        each.get_decoded().get("_auth_user_id") for each in Session.objects.all()
    )
    assert [browser.get("/").status_code for browser in (here, elsewhere)] == [302, 302]


@pytest.mark.parametrize(
    ("began", "seen", "because"),
    [
        (60, 60, ""),
        (IDLE - 5, IDLE - 5, ""),
        (IDLE + 1, IDLE + 1, "no page for 15 minutes"),
        (LONGEST - 5, 60, ""),
        (LONGEST + 1, 60, "8 hours at most"),
        (-3600, -3600, "the clock"),  # it went back by an hour
        (60, -3600, "the clock"),
    ],
)
def test_a_session_lasts_15_minutes_idle_and_8_hours_at_most(
    portal: PortalFolder, began: int, seen: int, because: str
) -> None:
    browser = logged_in(account("ann"))
    session: Any = browser.session
    session.update({"portal_began": time.time() - began, "portal_seen": time.time() - seen})
    session.save()
    answer = browser.get("/", follow=True)
    assert bool(answer.redirect_chain) == bool(because)
    assert because in answer.content.decode()
    said = [line.event["command"] for line in read_log(portal.log)]
    assert ("portal session ended" in said) == bool(because)


def test_asking_how_long_is_left_does_not_make_it_longer(portal: PortalFolder) -> None:
    browser = logged_in(account("ann"))
    session: Any = browser.session
    session.update({"portal_began": time.time() - 800, "portal_seen": time.time() - 800})
    session.save()
    assert browser.get("/session/").json()["left"] <= 100
    assert browser.get("/session/").json()["left"] <= 100
    assert browser.post("/session/").json()["left"] > 890
    assert Client().get("/session/").status_code == 403


def test_a_right_that_is_removed_counts_at_the_next_request(portal: PortalFolder) -> None:
    publish_small("IOM")
    ann = account("ann", ("member", "IOM"))
    browser = logged_in(ann)
    assert "IOM" in browser.get("/").content.decode()
    ann.memberships.all().delete()
    assert "IOM" not in browser.get("/").content.decode()
    User.objects.update(is_active=False)
    assert browser.get("/").status_code == 302


@pytest.mark.parametrize("path", ["/log-in/", "/account/password/", "/log-in/again/"])
def test_no_page_offers_a_reset_by_mail(portal: PortalFolder, path: str) -> None:
    ann = account("ann")
    ann.set_password(PASSWORD)
    ann.save()
    browser = Client() if path == "/log-in/" else logged_in(ann)
    answer = browser.get(path)
    assert answer.status_code == 200
    assert "/closed/" not in answer.content.decode()


def test_an_account_without_a_password_has_none_to_change(portal: PortalFolder) -> None:
    assert logged_in(account("ann")).get("/account/password/", follow=True).status_code == 404


def test_a_second_factor_is_changed_only_after_the_password_again(portal: PortalFolder) -> None:
    ann = account("ann")
    ann.set_password(PASSWORD)
    ann.save()
    browser = logged_in(ann)
    for path in ("/account/second-factor/app/off/", "/account/second-factor/keys/new/"):
        assert browser.get(path).headers["Location"].startswith("/log-in/again/")


def too_late(browser: Client) -> None:
    """Let the session be idle for too long."""
    session: Any = browser.session
    session.update({"portal_began": time.time() - IDLE - 5, "portal_seen": time.time() - IDLE - 5})
    session.save()


def test_answers_that_come_too_late_are_kept_without_any_script(portal: PortalFolder) -> None:
    publish_small("IOM")
    ann = account("ann", ("member", "IOM"))
    browser = logged_in(ann)
    too_late(browser)
    fields = {"draft_of": "/panels/iom/progress/x/", "note": "Met on Monday", "answer": "same"}
    answer = browser.post("/panels/iom/search/", fields, follow=True)
    page = answer.content.decode()
    assert "no page for 15 minutes" in page and "What you had written is kept" in page
    draft = ann.drafts.get()
    assert (draft.place, draft.fields) == ("/panels/iom/progress/x/", {"note": "Met on Monday"})


def test_what_another_site_sends_too_late_is_not_kept(portal: PortalFolder) -> None:
    ann = account("ann")
    browser = logged_in(ann, enforce_csrf_checks=True)
    too_late(browser)
    answer = browser.post("/session/", {"draft_of": "/x/", "note": "forged"})
    assert answer.status_code == 403
    assert not ann.drafts.exists()
