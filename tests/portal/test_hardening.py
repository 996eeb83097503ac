"""What holds for every answer: headers, equal 404s, no name in an error, nothing half shown."""

from __future__ import annotations

import logging
import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError
from django.test import Client, RequestFactory, override_settings

from cohortmatch.audit import read_log
from cohortmatch.portal.configuration import django_settings
from cohortmatch.portal.large_requests import LARGEST_OF_STRANGERS
from cohortmatch.portal.models import PublishedPerson, PublishedRun
from cohortmatch.portal.places import PortalFolder, make_portal_folder
from portal.visiting import CANARY, PASSWORD, account, logged_in, publish_small


@pytest.fixture
def ann(portal: PortalFolder) -> Client:
    """A member of IOM, in a portal with IOM and SGV published."""
    publish_small("IOM", "SGV")
    return logged_in(account("ann", ("member", "IOM")), raise_request_exception=False)


@pytest.mark.parametrize("path", ["/", "/log-in/", "/panels/iom/", "/panels/sgv/", "/log-out/"])
def test_every_answer_has_the_headers(ann: Client, path: str) -> None:
    told = ann.get(path).headers
    assert told["Cache-Control"] == "no-store, private"
    policy = told["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert told["X-Content-Type-Options"] == "nosniff"
    assert told["X-Frame-Options"] == "DENY"
    assert told["Referrer-Policy"] == "same-origin"
    assert "Server" not in told


def test_cookies_are_for_this_host_and_no_script(portal: PortalFolder) -> None:
    ann = account("ann")
    ann.set_password(PASSWORD)
    ann.save()
    browser = Client()
    browser.get("/log-in/")
    browser.post("/log-in/", {"login": "ann", "password": PASSWORD})
    assert {*browser.cookies} == {"portal", "form", "portal-known"}
    for cookie in browser.cookies.values():
        assert cookie["httponly"]
        assert not cookie["domain"]
        assert cookie["samesite"] in ("Lax", "Strict")


def behind_proxy(tmp_path: Path) -> dict[str, Any]:
    folder = make_portal_folder(tmp_path / "portal")
    folder.settings_file.write_text('address = "https://portal.example.org"\n', encoding="utf-8")
    return django_settings(folder, {})


def test_the_deployment_check_of_django_is_clean(
    portal: PortalFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DJANGO_ALLOW_ASYNC_UNSAFE", raising=False)  # set by the browser's tests
    changed = behind_proxy(tmp_path)
    kept = ("DATABASES", "PORTAL_FOLDER", "INSTALLED_APPS")
    with override_settings(**{k: v for k, v in changed.items() if k not in kept}):
        call_command("check", deploy=True, fail_level="INFO")


def test_behind_a_proxy_cookies_are_secure_and_browsers_keep_to_tls(
    ann: Client, tmp_path: Path
) -> None:
    changed = behind_proxy(tmp_path)
    wanted = ("SESSION_", "CSRF_", "SECURE_", "ALLOWED_")
    with override_settings(**{k: v for k, v in changed.items() if k.startswith(wanted)}):
        browser = Client(headers={"host": "portal.example.org"})
        told = browser.get("/log-in/", secure=True)
        assert "max-age=31536000" in told.headers["Strict-Transport-Security"]
        assert set(browser.cookies) <= {"__Host-portal", "__Host-form"}
        assert all(each["secure"] and each["path"] == "/" for each in browser.cookies.values())
        assert browser.get("/log-in/").headers["Location"].startswith("https://")
        assert (
            Client(headers={"host": "evil.example"}).get("/log-in/", secure=True).status_code == 400
        )


def closed_paths() -> list[str]:
    """Addresses that exist and are closed, and of each the like that does not exist."""
    closed = PublishedPerson.objects.get(edition__label="SGV").token
    return [
        "/panels/sgv/",
        "/panels/nothing/",
        f"/panels/iom/people/{closed}/",
        "/panels/iom/people/AAAAAAAAAAAAAAAA/",
        "/panels/sgv/people/AAAAAAAAAAAAAAAA/",
        "/panels/sgv/sheets/people/",
        "/panels/iom/sheets/nothing/",
        "/panels/analyst/",
        "/log/",
        "/accounts/1/",
        "/nothing/",
        "/closed/reset/",
    ]


def test_what_is_closed_and_what_does_not_exist_have_one_body(ann: Client) -> None:
    answers = [ann.get(path) for path in closed_paths()]
    assert {each.status_code for each in answers} == {404}
    assert len({each.content for each in answers}) == 1
    assert len({tuple(sorted(each.headers.items())) for each in answers}) == 1
    assert "same for everybody, logged in or not" in answers[0].content.decode()


def test_what_is_closed_takes_as_long_as_what_does_not_exist(ann: Client) -> None:
    closed, absent = "/panels/sgv/", "/panels/nothing/"
    times: dict[str, list[float]] = {closed: [], absent: []}
    for _ in range(60):
        for path, taken in times.items():
            begun = time.perf_counter()
            ann.get(path)
            taken.append(time.perf_counter() - begun)
    fast = {path: statistics.median(sorted(taken)[:30]) for path, taken in times.items()}
    assert fast[closed] == pytest.approx(fast[absent], rel=0.25)


def test_each_refusal_is_a_line(ann: Client, portal: PortalFolder) -> None:
    ann.get("/panels/sgv/")
    assert read_log(portal.log)[-1].event["command"] == "portal refused"


@pytest.mark.parametrize(
    ("role", "opens"),
    [
        ("member", False),
        ("chair", False),
        ("analyst", False),
        ("officer", True),
        ("administrator", True),
    ],
)
def test_when_the_agreement_has_expired_only_officer_and_administrator_see_anything(
    portal: PortalFolder, role: str, opens: bool
) -> None:
    publish_small("IOM", agreement_id="A", agreement_expires=date(2020, 1, 1))
    browser = logged_in(account("ann", (role, "IOM" if role in ("member", "chair") else "")))
    if opens:
        assert browser.get("/access/").status_code == 200
        return
    slug = "analyst" if role == "analyst" else "iom"
    answer = browser.get(f"/panels/{slug}/")
    assert answer.status_code == 403
    assert "1 January 2020" in answer.content.decode()
    assert CANARY not in browser.get("/").content.decode()


def test_the_last_day_of_an_agreement_counts(portal: PortalFolder) -> None:
    run = publish_small("IOM", agreement_id="A", agreement_expires=date(2026, 6, 30))
    assert not run.has_expired(date(2026, 6, 30))
    assert run.has_expired(date(2026, 7, 1))
    assert not PublishedRun(agreement_expires=None).has_expired(date(2999, 1, 1))


def test_a_run_past_its_day_is_not_shown_even_before_it_is_purged(portal: PortalFolder) -> None:
    publish_small("IOM", delete_by=date.today() - timedelta(days=1))
    browser = logged_in(account("ann", ("member", "IOM")))
    assert browser.get("/panels/iom/").status_code == 404
    assert "/panels/iom/" not in browser.get("/").content.decode()


def test_a_user_whose_panel_is_gone_is_told_so(portal: PortalFolder) -> None:
    publish_small("SGV")
    browser = logged_in(account("ann", ("member", "IOM")))
    page = browser.get("/")
    assert page.status_code == 200
    assert "IOM" in page.content.decode()
    assert browser.get("/panels/iom/").status_code == 404


def full_disk(*args: object, **more: object) -> None:
    raise OSError(28, "No space left on device")


def test_on_a_full_disk_nothing_is_shown_and_the_page_says_why(
    ann: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("cohortmatch.core.append_only.os.fsync", full_disk)
        answer = ann.get("/panels/iom/sheets/people/")
    assert answer.status_code == 503
    assert "The portal cannot write" in answer.content.decode()
    assert CANARY not in answer.content.decode()
    assert ann.get("/panels/iom/sheets/people/").status_code == 200


def test_without_its_line_a_page_is_never_shown(
    ann: Client, portal: PortalFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    real = __import__("os").fsync
    monkeypatch.setattr(
        "cohortmatch.core.append_only.os.fsync", lambda f: (order.append("line"), real(f))
    )
    answer = ann.get("/panels/iom/sheets/people/")
    order.append("page")
    assert CANARY in answer.content.decode()
    assert order == ["line", "page"]
    assert read_log(portal.log)[-1].event["recipients"] == ["IOM"]


def break_with(error: Exception) -> Callable[..., None]:
    def broken(*args: object, **more: object) -> None:
        name = CANARY  # a local variable that a report of the error might print
        raise type(error)(f"{error} {name}")

    return broken


@pytest.mark.parametrize("error", [ValueError("x"), KeyError("x"), OperationalError("x")])
def test_no_name_is_in_an_error_a_trace_or_a_log(
    ann: Client,
    portal: PortalFolder,
    error: Exception,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    ann.get("/")
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr("cohortmatch.portal.published.views.render", break_with(error))
    answer = ann.get("/panels/iom/sheets/people/")
    assert answer.status_code in (500, 503)
    told = capfd.readouterr()
    assert type(error).__name__ in told.err, "the operator learns the kind of error"
    logged = portal.log.read_text("ascii") + caplog.text
    for text in (answer.content.decode(), told.out, told.err, logged):
        for word in CANARY.split():
            assert word not in text.upper()


def test_looks_and_searches_put_no_name_into_the_log(ann: Client, portal: PortalFolder) -> None:
    token = PublishedPerson.objects.get(edition__label="IOM").token
    ann.get("/panels/iom/sheets/people/")
    ann.get(f"/panels/iom/people/{token}/")
    ann.post("/panels/iom/search/", {"words": CANARY})
    ann.get(f"/{CANARY.replace(' ', '-')}/")
    log = portal.log.read_text("ascii")
    assert "IOM-1" in log
    assert not any(word.lower() in log.lower() for word in CANARY.split())


@pytest.mark.parametrize("method", ["put", "delete", "patch", "trace", "options"])
def test_other_methods_are_refused(ann: Client, method: str) -> None:
    assert getattr(ann, method)("/panels/iom/").status_code == 405


def test_a_form_without_its_token_changes_nothing(portal: PortalFolder) -> None:
    browser = logged_in(account("ann"), enforce_csrf_checks=True)
    answer = browser.post("/log-out/")
    assert answer.status_code == 403
    assert browser.get("/").status_code == 200


@pytest.mark.parametrize("way", ["//evil.example/", "https://evil.example/", "/\\evil.example"])
def test_after_log_in_nobody_is_sent_elsewhere(portal: PortalFolder, way: str) -> None:
    ann = account("ann")
    ann.set_password(PASSWORD)
    ann.save()
    fields = {"login": "ann", "password": PASSWORD, "next": way}
    assert "evil" not in Client().post("/log-in/", fields).headers["Location"]


def test_large_requests_are_for_those_who_have_logged_in(ann: Client) -> None:
    fields = {"login": "ann", "password": "x" * LARGEST_OF_STRANGERS}
    refused = Client().post("/log-in/", fields)
    assert refused.status_code == 413
    assert "too large" in refused.content.decode()
    assert Client().post("/log-in/", {"login": "ann", "password": "x" * 4096}).status_code == 200
    assert ann.post("/panels/iom/search/", {"words": "x" * LARGEST_OF_STRANGERS}).status_code == 200


HEADS = ("/", "/log-in/", "/panels/iom/sheets/people/", "/nothing/", "/static/portal/govuk.css")


def test_head_is_answered_with_the_headers_of_the_page_and_no_body(ann: Client) -> None:
    application = get_wsgi_application()
    cookie = f"portal={ann.cookies['portal'].value}"
    for path in HEADS:
        environ = RequestFactory().head(path, headers={"cookie": cookie}).environ
        told: list[list[tuple[str, str]]] = []
        body = application(environ, lambda status, headers, told=told: told.append(headers))
        assert b"".join(body) == b"", path
        length = len(b"".join(ann.get(path)))
        assert dict(told[0])["Content-Length"] == str(length), path


def test_the_page_to_log_out_asks_first(ann: Client) -> None:
    page = ann.get("/log-out/")
    assert page.status_code == 200
    assert "Log out" in page.content.decode()
    assert ann.get("/").status_code == 200
