"""From the one-time link to the first page, by password and app; and out again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session

from portal.browser.test_every_page import faults
from portal.browser.walking import code, log_in, press, set_up
from portal.test_log_in import some_time_passes
from portal.visiting import CANARY, PASSWORD, account, publish_small

Make = Callable[..., Any]


def test_link_password_app_first_page_log_out_and_in_again(context: Make) -> None:
    ann = account("ann", ("member", "IOM"))
    publish_small("IOM")
    page = context().new_page()
    key = set_up(page, ann)
    page.goto("/")
    assert page.get_by_role("heading", level=1).inner_text() == "My panels"
    press(page, "Log out")
    assert Authenticator.objects.filter(user=ann, type="totp").count() == 1
    some_time_passes()  # each code works once
    log_in(page, ann, key)
    assert page.get_by_role("heading", level=1).inner_text() == "My panels"


def test_a_code_works_once(context: Make) -> None:
    ann = account("ann", ("member", "IOM"))
    page = context().new_page()
    key = set_up(page, ann)
    page.goto("/")
    press(page, "Log out")
    log_in(page, ann, key)
    page.get_by_role("alert").wait_for()
    assert page.get_by_role("heading", level=1).inner_text() == "Enter your code"


def test_a_wrong_password_is_told_at_the_field_and_above(context: Make) -> None:
    account("ann", ("member", "IOM"))
    page = context().new_page()
    page.goto("/")
    page.get_by_label("Username").fill("ann")
    page.get_by_label("Password", exact=True).fill("wrong and long enough")
    press(page, "Continue")
    page.get_by_role("alert").wait_for()
    assert page.title().startswith("Error: ")
    page.wait_for_function("document.activeElement.className.startsWith('govuk-error-summary')")


def test_a_password_can_be_pasted_and_shown(context: Make) -> None:
    page = context(permissions=["clipboard-read", "clipboard-write"]).new_page()
    page.goto("/log-in/")
    field = page.get_by_label("Password", exact=True)
    assert field.get_attribute("type") == "password"
    assert field.get_attribute("autocomplete") == "current-password"
    page.evaluate("navigator.clipboard.writeText('pasted phrase')")
    field.focus()
    page.keyboard.press("Control+V")
    assert field.input_value() == "pasted phrase"
    page.get_by_role("button", name="Show password").click()
    assert field.get_attribute("type") == "text"


def test_after_log_out_nothing_is_shown_by_back_or_by_the_old_cookie(context: Make) -> None:
    ann = account("ann", ("member", "IOM"))
    publish_small("IOM")
    browser = context()
    page = browser.new_page()
    set_up(page, ann)
    page.goto("/")
    old = [each for each in browser.cookies() if each["name"] == "portal"]
    press(page, "Log out")
    assert not Session.objects.filter(pk=old[0]["value"]).exists()
    page.go_back()
    assert page.get_by_role("heading", level=1).inner_text() == "Log in"
    browser.add_cookies(old)
    page.goto("/")
    assert page.get_by_role("heading", level=1).inner_text() == "Log in"
    assert CANARY not in page.content()


@pytest.mark.parametrize(
    ("seconds", "shown"), [(59, "287082"), (1111111109, "081804"), (20000000000, "353130")]
)
def test_the_codes_of_the_standard(seconds: int, shown: str) -> None:
    """The examples of RFC 6238, the last six of their eight digits."""
    assert code("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", at=seconds) == shown


KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}
"""A device with a fingerprint reader, as the browser makes one up."""


def test_a_passkey_is_added_and_opens_the_portal(context: Make, served: str) -> None:
    """On `localhost`: a browser gives no passkey to an address of figures."""
    ann = account("ann", ("member", "IOM"))
    publish_small("IOM")
    browser = context(base_url=served.replace("127.0.0.1", "localhost"))
    page = browser.new_page()
    device = browser.new_cdp_session(page)
    device.send("WebAuthn.enable")
    made = device.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    set_up(page, ann)
    page.goto("/account/second-factor/")
    page.get_by_role("link", name="Passkeys").click()
    page.get_by_role("button", name="Add a passkey").click()
    assert faults(page) == []
    with page.expect_navigation():
        page.get_by_role("button", name="Add a passkey").click()
    assert Authenticator.objects.filter(user=ann, type="webauthn").count() == 1
    press(page, "Log out")
    page.goto("/")
    page.get_by_label("Username").fill("ann")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Continue")
    for is_verified in (False, True):
        verified = {"authenticatorId": made["authenticatorId"], "isUserVerified": is_verified}
        device.send("WebAuthn.setUserVerified", verified)
        page.get_by_role("button", name="Use a passkey").click()
        if not is_verified:
            page.get_by_text("The browser did not give a passkey").wait_for()
            assert faults(page) == []
    page.get_by_role("heading", name="My panels", level=1).wait_for()
