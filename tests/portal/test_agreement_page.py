"""The officer reads the agreement in words, also when it has expired; nobody else does."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings

from cohortmatch.disclosure.sharing_agreement import SharingAgreement
from cohortmatch.portal.places import PortalFolder
from cohortmatch.portal.published.events import spoken
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
    "signed": "2026-10-12",
    "regime": "law enforcement processing",
    "dpia": "DPIA-7",
    "retention": ["IOM: 12 months"],
    "heads": list(HEADS),
    "rows": [["MPS", "IOM", "IOM list", "subject", "name, risk", "nothing", "nothing", "1"]],
}


@settings(max_examples=20)
@given(agreement=wide_agreements())
def test_the_words_are_texts_with_a_cell_for_each_heading(agreement: SharingAgreement) -> None:
    words = agreement_words(agreement)
    assert json.loads(json.dumps(words)) == words
    about = agreement.file.agreement
    assert words["title"] == about.title
    assert [words[each] for each in ("dpia", "policy", "contact")] == [
        about.dpia,
        about.policy,
        about.contact,
    ]
    kept = {name for name, each in agreement.file.lists.items() if each.keep_months}
    assert {each.rpartition(":")[0] for each in words["retention"]} == kept
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
    for text in ("Havering CSP", "CDA 1998 s115", "name, risk", spoken(ends), "31 January 2027"):
        assert text in page
    for text in ("12 October 2026", "law enforcement", "DPIA-7", "IOM: 12 months"):
        assert text in page
    contact = page.split("Contact")[1].split("</dd>")[0]
    assert "not named" in contact, "what the agreement leaves out is said to be left out"


FAR = date(2099, 1, 1)
ALLOWED = [
    ["MPS", "IOM", "IOM list", "subject", "name, risk", "nothing", "nothing", "rule 1"],
    ["MPS", "MARAC", "SGV list", "subject", "status", "nothing", "nothing", "rule 2"],
    ["MPS IOM team", "IOM", "DIP list", "subject", "lead", "nothing", "nothing", "rule 3"],
]


@pytest.mark.parametrize(
    ("recipient", "purpose", "shown"),
    [("MPS", "IOM", "IOM list"), ("MPS", "MARAC", "SGV list"), ("MPS IOM team", "IOM", "DIP list")],
)
def test_a_member_reads_what_of_each_list_the_agreement_allows_and_by_which_rule(
    portal: PortalFolder, recipient: str, purpose: str, shown: str
) -> None:
    about = {"agreement_id": "CSP-1", "agreement_version": "3", "agreement_expires": FAR}
    run = publish_small("IOM", agreement_words=WORDS | {"rows": ALLOWED}, **about)
    run.editions.filter(label="IOM").update(recipient=recipient, purpose=purpose)
    ann = logged_in(account("ann", ("member", "IOM")))
    page = ann.get("/panels/iom/what-i-may-see/").content.decode()
    for row in ALLOWED:
        assert all((cell in page) is (row[2] == shown) for cell in (row[2], row[7]))
    assert f"What the agreement lets {recipient} see for {purpose}" in page


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
