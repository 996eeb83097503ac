"""Steps in a browser that several tests take: setting up an account, logging in."""

from __future__ import annotations

import base64
import hmac
import struct
import time
from pathlib import Path
from typing import TYPE_CHECKING

from cli.deciding import a_report, small_lists
from cohortmatch.portal.accounts.links import new_link
from cohortmatch.portal.models import User
from cohortmatch.portal.places import PortalFolder
from cohortmatch.portal.published.publishing import publish
from portal.visiting import PASSWORD, logged_in
from running import Command

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page


def code(key: str, *, at: float | None = None) -> str:
    """The code that an authenticator app shows for a key (RFC 6238: 6 digits, 30 seconds)."""
    counter = struct.pack(">Q", int((time.time() if at is None else at) // 30))
    digest = hmac.digest(base64.b32decode(key), counter, "sha1")
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def press(page: Page, button: str) -> None:
    """Press a button and wait for the page that answers; a click alone does not wait for it."""
    with page.expect_navigation():
        page.get_by_role("button", name=button).click()


def set_up(page: Page, user: User) -> str:
    """Set a password and a second factor behind a one-time link; the key of the app."""
    page.goto(new_link(user))
    page.get_by_label("New password", exact=True).fill(PASSWORD)
    page.get_by_label("New password confirmation").fill(PASSWORD)
    press(page, "Set password")
    key = page.locator("code.portal-code").inner_text()
    page.get_by_label("Authenticator code").fill(code(key))
    press(page, "Continue")
    return key


def log_in(page: Page, user: User, key: str) -> None:
    """Log in with password and code, as the page asks for them."""
    page.goto("/")
    page.get_by_label("Username").fill(user.username)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Continue")
    page.get_by_label("Code").fill(code(key))
    press(page, "Continue")


def enter(context: BrowserContext, user: User, served: str) -> Page:
    """A page of somebody who is logged in already, without the steps of the log-in."""
    if not user.has_usable_password():
        user.set_password(PASSWORD)
        user.save()
    client = logged_in(user)
    cookie = client.cookies["portal"]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": served}])
    return context.new_page()


def publish_lists(
    portal: PortalFolder, cohortmatch: Command, folder: Path, *, reviewers: int = 1
) -> None:
    """A report on two panels with pairs to review, published as the command does it."""
    a_report(cohortmatch, small_lists(folder / "small"))
    publish(portal, Path("june").resolve(), reviewers=reviewers)
