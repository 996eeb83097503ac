"""Accounts, log-ins and a small published run for tests of the portal.

ann = account("ann", ("member", "IOM"))
browser = logged_in(ann)
run = publish_small("IOM", "SGV")
browser.get("/")
"""

from __future__ import annotations

import time
from datetime import date
from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.userkit import user_id_to_str
from allauth.mfa.models import Authenticator
from django.test import Client

from cohortmatch.portal.models import (
    Membership,
    PublishedEdition,
    PublishedPerson,
    PublishedRow,
    PublishedRun,
    PublishedSheet,
    User,
)
from cohortmatch.portal.models.published import ANALYST

PASSWORD = "a long and winding phrase"
BACKEND = "cohortmatch.portal.accounts.backend.PortalBackend"
OF_USER = "account_authentication_methods_user"
CANARY = "ZEPHYRINE QUILLFEATHER"
"""The name of the person on every sheet of `publish_small`: it must be in no log and no error."""


def account(username: str, *roles: tuple[str, str], keeper: bool = False) -> User:
    """An account with roles, each with its label (empty for roles that are for no edition)."""
    user = User.objects.create_user(username, display_name=username.title())
    for role, label in roles:
        Membership.objects.create(user=user, role=role, label=label, is_keeper=keeper)
    return user


def logged_in(user: User, **options: Any) -> Client:
    """A browser in which the user has logged in with two factors."""
    Authenticator.objects.get_or_create(user_id=user.pk, type="totp", defaults={"data": {}})
    client = Client(**options)
    client.force_login(user, BACKEND)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": time.time()}]
    session[OF_USER] = user_id_to_str(user)
    session.save()
    return client


def publish_small(*labels: str, **run: Any) -> PublishedRun:
    """A current run with an edition for each label and the analyst, each with one sheet and row."""
    made = PublishedRun.objects.create(
        **{
            "as_of": date(2026, 6, 30),
            "published_by": "analyst",
            "is_current": True,
            "product_version": "1",
            "content_version": 1,
            **run,
        }
    )
    for label in (*labels, ANALYST):
        edition = PublishedEdition.objects.create(
            run=made,
            reader=label,
            label=label,
            slug=label.lower(),
            panel=label,
            own_list=label,
        )
        sheet = PublishedSheet.objects.create(
            edition=edition, position=1, slug="people", title="People", columns=[["Name", "text"]]
        )
        person = PublishedPerson.objects.create(edition=edition, ref=f"{label}-1", name=CANARY)
        PublishedRow.objects.create(sheet=sheet, position=1, person=person, cells=[CANARY])
    return made
