"""Uploads at once: nobody's reading of a list holds the portal up for others."""

from __future__ import annotations

import pytest
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import RequestFactory

from cohortmatch.audit import read_log
from cohortmatch.portal.errors import PlainErrors
from cohortmatch.portal.gate import PanelVisit, panel_page
from cohortmatch.portal.places import PortalFolder
from cohortmatch.portal.uploads.at_once import one_at_a_time
from cohortmatch.services.list_upload import UploadRefused
from portal.visiting import account, logged_in, publish_small


def test_one_list_of_a_person_and_two_in_all_are_read_at_once(portal: PortalFolder) -> None:
    ann, bob, eve = (account(name) for name in ("ann", "bob", "eve"))
    with one_at_a_time(ann):
        with pytest.raises(UploadRefused, match="another list of yours"), one_at_a_time(ann):
            pass
        refused = pytest.raises(UploadRefused, match="other lists")
        with one_at_a_time(bob), refused, one_at_a_time(eve):
            pass
    with one_at_a_time(eve):
        pass


@pytest.mark.parametrize("line_first", [True, False])
def test_a_change_that_takes_long_holds_no_transaction_and_has_its_line_before_it(
    portal: PortalFolder, line_first: bool
) -> None:
    publish_small("IOM")
    browser = logged_in(account("ann", ("member", "IOM")))
    seen: list[tuple[bool, bool]] = []

    @panel_page("slow", "member", methods=("POST",), line_first=line_first)
    def slow(visit: PanelVisit) -> HttpResponse:
        logged = portal.log.exists() and read_log(portal.log)[-1].event["command"] == "portal slow"
        seen.append((connection.in_atomic_block, logged))
        return HttpResponse()

    request = RequestFactory().post("/x/")
    told = browser.get("/account/").wsgi_request
    request.user, request.session = told.user, told.session
    assert slow(request, panel="iom").status_code == 200
    assert seen == [(not line_first, line_first)]
    assert read_log(portal.log)[-1].event["kind"] == "alteration"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OperationalError("database is locked"), "The portal is busy"),
        (OperationalError("database or disk is full"), "the disk may be full"),
        (OSError(28, "No space left on device"), "the disk may be full"),
        (ValueError("x"), "Something went wrong"),
    ],
)
def test_a_full_disk_is_told_only_where_it_may_be_full(error: Exception, said: str) -> None:
    def broken(request: object) -> HttpResponse:
        raise error

    answer = PlainErrors(broken)(RequestFactory().get("/"))
    assert isinstance(answer, HttpResponse)
    assert said in answer.content.decode()
