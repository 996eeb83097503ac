"""A panel's own list is given out, and what was typed about it shown, to its keeper alone: to the
readers of an edition whose organisation owns the list."""

from __future__ import annotations

from datetime import date

import cohortmatch as cm
from cohortmatch.disclosure.sharing_agreement import SharingAgreement
from cohortmatch.disclosure.sharing_agreement.document import ListTerms
from cohortmatch.disclosure.sharing_agreement.reading import digest_of
from cohortmatch.portal.models import (
    ChangeState,
    ProgressChange,
    ProgressRow,
    PublishedEdition,
    PublishedList,
)
from cohortmatch.portal.places import PortalFolder
from cohortmatch.portal.published.publishing import put_in_place, shown_now
from disclosure.agreeing import names_everything
from portal.reports import publication_of
from portal.visiting import account, logged_in
from tracked import AS_OF, a_list

ROWS = {"Quarmby": {"RAG": "Red", "Notes": "TYPED BY THE OWNER"}, "Odell": {"RAG": "Amber"}}
READER = ("MPS", "SGV panel")
PAGES = ("own-list/", "upload/")


def owned_by(owner: str) -> SharingAgreement:
    """An agreement by which MPS answers for the panel SGV, whose list `owner` keeps."""
    file = names_everything().file
    lists = {**file.lists, "SGV": ListTerms(owner=owner)}
    changed = file.model_copy(update={"lists": lists})
    return SharingAgreement(changed, digest_of(changed))


def publish(owner: str) -> PublishedEdition:
    lists = {name: a_list(ROWS) for name in ("IOM", "SGV")}
    result = cm.match(lists, plan=cm.Plan(as_of=AS_OF, agreement=owned_by(owner)))
    put_in_place(publication_of(result, READER), shown_now())
    return PublishedEdition.objects.exclude(label="analyst").get()


def test_who_answers_for_a_panel_and_does_not_keep_its_list_is_not_given_it(
    portal: PortalFolder,
) -> None:
    edition = publish("LBH")
    assert edition.panel == "SGV"
    assert not PublishedList.objects.filter(name="SGV").exists()
    browser = logged_in(account("ann", ("member", edition.label), keeper=True))
    assert browser.get(f"/panels/{edition.slug}/").status_code == 200
    for page in (*PAGES, "own-list/file/"):
        assert browser.get(f"/panels/{edition.slug}/{page}").status_code == 404, page


def test_its_keeper_is_given_it(portal: PortalFolder) -> None:
    edition = publish("MPS")
    browser = logged_in(account("ann", ("member", edition.label), keeper=True))
    for page in PAGES:
        assert browser.get(f"/panels/{edition.slug}/{page}").status_code == 200, page


def test_what_a_keeper_typed_does_not_go_to_another_organisation_that_answers_for_the_panel(
    portal: PortalFolder,
) -> None:
    row = ProgressRow.objects.create(
        label="LBH SGV", list_name="SGV", listing="SGV:2", digest="d", delete_by=date(2099, 1, 1)
    )
    ProgressChange.objects.create(
        row=row, version=1, kind="note", heading="Notes", text="SECRET", state=ChangeState.OPEN
    )
    edition = publish("LBH")
    row.refresh_from_db()
    assert row.label == "LBH SGV"
    browser = logged_in(account("ann", ("member", edition.label)))
    answers = [browser.get(f"/panels/{edition.slug}/{page}") for page in ("", *PAGES)]
    assert all(b"SECRET" not in answer.content for answer in answers)
