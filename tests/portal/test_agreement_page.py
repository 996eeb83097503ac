"""The officer reads the agreement in words, also when it has expired; nobody else does."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings

from cohortmatch.disclosure.sharing_agreement import SharingAgreement
from cohortmatch.portal.places import PortalFolder
from cohortmatch.portal.published.storing import store
from cohortmatch.services.agreement_page import HEADS, agreement_words
from disclosure.agreeing import wide_agreements
from portal.reports import publication_of
from portal.visiting import account, logged_in, publish_small
from sketches import borough

WORDS = {
    "title": "Havering CSP",
    "basis": ["CDA 1998 s115"],
    "review": "2027-01-31",
    "heads": list(HEADS),
    "rows": [["MPS", "IOM", "IOM list", "subject", "name, risk", "nothing", "nothing", "1"]],
}


@settings(max_examples=20)
@given(agreement=wide_agreements())
def test_the_words_are_texts_with_a_cell_for_each_heading(agreement: SharingAgreement) -> None:
    words = agreement_words(agreement)
    assert json.loads(json.dumps(words)) == words
    assert words["title"] == agreement.file.agreement.title
    for row in words["rows"]:
        assert len(row) == len(words["heads"])
        assert all(isinstance(cell, str) for cell in row)


@pytest.mark.parametrize(
    ("days", "said"),
    [(-1, "has expired"), (0, "ends soon"), (60, "ends soon"), (61, "What no line names")],
)
def test_the_officer_reads_who_sees_what_and_how_long(
    portal: PortalFolder, days: int, said: str
) -> None:
    ends = date.today() + timedelta(days=days)
    about = {"agreement_id": "CSP-1", "agreement_version": "3", "agreement_words": WORDS}
    publish_small("IOM", agreement_expires=ends, **about)
    page = logged_in(account("olga", ("officer", ""))).get("/agreement/").content.decode()
    assert said in page
    for text in ("Havering CSP", "CDA 1998 s115", "name, risk", ends.isoformat()):
        assert text in page


@pytest.mark.parametrize("published", [True, False])
def test_where_there_is_no_agreement_the_page_says_so(
    portal: PortalFolder, published: bool
) -> None:
    if published:
        publish_small("IOM")
    page = logged_in(account("olga", ("officer", ""))).get("/agreement/").content.decode()
    assert ("without a sharing agreement" if published else "No run is published") in page


@pytest.mark.parametrize("role", ["analyst", "member", "administrator", "reviewer", "chair"])
def test_the_page_is_the_officer_s(portal: PortalFolder, role: str) -> None:
    label = "IOM" if role in ("member", "chair") else ""
    assert logged_in(account("ann", (role, label))).get("/agreement/").status_code == 404


def test_publishing_keeps_the_words(portal: PortalFolder) -> None:
    content = replace(publication_of(borough()), agreement_words=WORDS)
    assert store(content, 1).agreement_words == WORDS
