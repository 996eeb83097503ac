"""The gate: who gets in, and that nothing is shown without a line of the log."""

from __future__ import annotations

import pytest
from django.test import Client

from cohortmatch.audit import read_log
from cohortmatch.portal.places import PortalFolder
from portal.visiting import account, logged_in, publish_small


def test_who_is_not_logged_in_is_sent_to_the_log_in_page(portal: PortalFolder) -> None:
    answer = Client().get("/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/log-in/")
    assert Client().get("/log-in/").status_code == 200


def test_who_has_no_second_factor_is_sent_to_set_it_up(portal: PortalFolder) -> None:
    browser = Client()
    browser.force_login(account("ann"), "cohortmatch.portal.accounts.backend.PortalBackend")
    assert browser.get("/").headers["Location"] == "/account/second-factor/app/"


def test_a_member_sees_the_own_panel_and_a_line_of_the_log_says_so(portal: PortalFolder) -> None:
    publish_small("IOM", "SGV")
    answer = logged_in(account("ann", ("member", "IOM")))
    page = answer.get("/").content.decode()
    assert "IOM" in page
    assert "SGV" not in page
    (line,) = read_log(portal.log)
    assert (line.event["command"], line.event["by"]) == ("portal my panels", "ann")


@pytest.mark.parametrize("path", ["/panels/sgv/", "/closed/", "/nothing/of/the/kind/"])
def test_what_is_closed_and_what_is_not_there_look_alike(portal: PortalFolder, path: str) -> None:
    publish_small("IOM", "SGV")
    answer = logged_in(account("ann", ("member", "IOM"))).get(path)
    assert answer.status_code == 404
    assert path.encode() not in answer.content
