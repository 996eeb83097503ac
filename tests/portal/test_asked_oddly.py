"""Requests that no form of the portal makes, and what must stay as it is."""

from __future__ import annotations

import math
import re
from urllib.parse import quote

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.test import Client
from django.urls import get_resolver

from cohortmatch.portal.models import Membership, PublishedPerson, User
from cohortmatch.portal.places import PortalFolder
from portal.visiting import PASSWORD, account, logged_in, publish_small

HOSTILE = "<img src=x onerror=alert(1)>'\"&"
NO_PAGES = ("admin", "debug", "docs", "metrics", "status", "api", "graphql", ".git", "static")


def test_an_address_is_decoded_once(portal: PortalFolder) -> None:
    publish_small("IOM")
    ann = logged_in(account("ann", ("member", "IOM")))
    assert ann.get("/panels/%69om/").status_code == 200
    assert ann.get("/panels/%2569om/").status_code == 404


def test_what_was_typed_is_shown_as_text(portal: PortalFolder) -> None:
    publish_small("IOM")
    ann = logged_in(account("ann", ("member", "IOM")))
    shown = ann.post("/panels/iom/search/", {"words": HOSTILE}).content.decode()
    assert "<img" not in shown
    User.objects.filter(username="ann").update(display_name=HOSTILE)
    shown = ann.get("/").content.decode()
    assert "<img" not in shown and "&lt;img" in shown


@pytest.mark.parametrize(
    "path", ["/", "/log-in/", "/there-is-no-such/", "/static/portal/portal.js"]
)
def test_every_answer_says_what_it_is(portal: PortalFolder, path: str) -> None:
    answer = Client().get(path, follow=True)
    kind = answer.headers["Content-Type"]
    answer.close()
    assert re.fullmatch(r"text/(html|javascript); charset=\"?utf-8\"?", kind)


@pytest.mark.parametrize("name", NO_PAGES)
def test_there_is_no_page_but_the_portals_own(portal: PortalFolder, name: str) -> None:
    client = logged_in(account("root", ("administrator", "")))
    assert client.get(f"/{name}/").status_code == 404
    every = str(get_resolver().reverse_dict.keys())
    assert "admin:" not in every


def test_a_field_that_a_form_does_not_have_changes_nothing(portal: PortalFolder) -> None:
    ann = account("ann", ("member", "IOM"))
    ann.set_password(PASSWORD)
    ann.save()
    client = logged_in(ann)
    more = {"is_active": "", "username": "root", "role": "administrator", "is_superuser": "1"}
    client.post("/account/password/", {"oldpassword": PASSWORD, **more})
    assert User.objects.get(pk=ann.pk).username == "ann"
    assert list(Membership.objects.values_list("role", flat=True)) == ["member"]


def test_of_two_values_of_one_name_one_counts_and_it_is_checked(portal: PortalFolder) -> None:
    publish_small("IOM", "SGV")
    ann = logged_in(account("ann", ("member", "IOM")))
    assert ann.get("/panels/sgv/?panel=iom").status_code == 404
    assert ann.get("/panels/iom/sheets/people/?page=1&page=99&page=x").status_code in (200, 404)


@pytest.mark.parametrize(
    "path",
    [
        "/panels/iom/files/" + quote("../../portal-secret", safe=""),
        "/panels/iom/files/..%2f..%2fportal-secret",
        "/static/../portal-secret",
        "/static/portal/%2e%2e/%2e%2e/configuration.py",
    ],
)
def test_no_path_leads_out_of_what_is_served(portal: PortalFolder, path: str) -> None:
    publish_small("IOM")
    ann = logged_in(account("ann", ("member", "IOM")))
    assert ann.get(path).status_code in (404, 400)


@pytest.mark.parametrize("path", ["/static/", "/static/portal/", "/panels/", "/panels/iom/people/"])
def test_nothing_lists_what_there_is(portal: PortalFolder, path: str) -> None:
    publish_small("IOM")
    ann = logged_in(account("ann", ("member", "IOM")))
    assert ann.get(path).status_code == 404


def test_keys_of_sessions_and_tokens_of_people_cannot_be_guessed(portal: PortalFolder) -> None:
    publish_small("IOM", "SGV")
    client = logged_in(account("ann", ("member", "IOM")))
    key = client.session.session_key
    assert key is not None and len(key) * math.log2(len(VALID_KEY_CHARS)) >= 128
    tokens = list(PublishedPerson.objects.values_list("token", flat=True))
    assert len(set(tokens)) == len(tokens) and all(len(each) >= 16 for each in tokens)


def test_passwords_are_kept_by_argon2_exactly_as_typed(
    portal: PortalFolder, hashed_as_in_service: None
) -> None:
    """Each guess takes 100 MiB of memory, as Django has it."""
    user = account("ann")
    phrase = "  Ünïcödé Phrase With Spaces  "
    user.set_password(phrase)
    assert identify_hasher(user.password).algorithm == "argon2"
    assert "$m=102400,t=2,p=8$" in user.password
    assert user.check_password(phrase)
    assert not user.check_password(phrase.strip()) and not user.check_password(phrase.lower())


def test_sessions_are_kept_by_the_server_as_json() -> None:
    from django.conf import settings

    assert settings.SESSION_ENGINE == "django.contrib.sessions.backends.db"
    assert settings.SESSION_SERIALIZER == "django.contrib.sessions.serializers.JSONSerializer"
    assert settings.SESSION_COOKIE_SAMESITE and settings.SESSION_COOKIE_HTTPONLY


def test_a_log_in_begins_a_new_session(portal: PortalFolder) -> None:
    user = account("ann", ("member", "IOM"))
    user.set_password(PASSWORD)
    user.save()
    client = Client()
    client.get("/log-in/")
    session = client.session
    session["seen"] = 1
    session.save()
    client.cookies["portal"] = before = str(session.session_key)
    client.post("/log-in/", {"login": "ann", "password": PASSWORD})
    assert client.cookies["portal"].value != before
