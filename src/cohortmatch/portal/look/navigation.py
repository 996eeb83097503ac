"""The menu: which addresses an account is offered. It opens nothing; the gate decides again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import Resolver404, resolve

from cohortmatch.portal.models import PortalRole

PANELS = {PortalRole.MEMBER, PortalRole.CHAIR, PortalRole.ANALYST}
EVERYBODY = set(PortalRole)
ENTRIES: tuple[tuple[str, str, set[PortalRole]], ...] = (
    ("My panels", "/", PANELS),
    ("Pairs to review", "/review/", {PortalRole.REVIEWER, PortalRole.ANALYST}),
    ("Runs", "/runs/", {PortalRole.ANALYST}),
    ("Log", "/log/", {PortalRole.OFFICER}),
    ("Agreement", "/agreement/", {PortalRole.OFFICER}),
    ("Accounts", "/accounts/", {PortalRole.ADMINISTRATOR}),
    ("Who has access", "/access/", {PortalRole.ADMINISTRATOR, PortalRole.OFFICER}),
    ("Your account", "/account/", EVERYBODY),
)
"""Text, address, and the roles that are offered it."""


@dataclass(frozen=True)
class MenuEntry:
    """One entry of the menu; `is_current` where the page stands under it."""

    text: str
    href: str
    is_current: bool


def navigation(roles: Collection[str], path: str) -> list[MenuEntry]:
    """The entries for these roles on the page with this path; none for a page that is not there."""
    return [
        MenuEntry(text, href, _is_under(path, href))
        for text, href, offered in ENTRIES
        if offered & set(roles) and _is_there(href)
    ]


def _is_under(path: str, href: str) -> bool:
    if href == "/":
        return path == "/" or path.startswith("/panels/")
    return path.startswith(href)


def _is_there(href: str) -> bool:
    try:
        resolve(href)
    except Resolver404:
        return False
    return True
