"""A keeper's new list: read, shown, kept only after a yes, and taken by the analyst."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from cohortmatch.portal.accounts.managing import remove_user
from cohortmatch.portal.carrying import forget
from cohortmatch.portal.gate import today
from cohortmatch.portal.models import (
    Membership,
    ProgressChange,
    PublishedRun,
    UploadedList,
    User,
)
from cohortmatch.portal.places import PortalFolder
from cohortmatch.portal.uploads import receiving
from cohortmatch.portal.uploads.at_once import one_at_a_time
from cohortmatch.services.list_upload import ListUpload
from portal.panel_lists import csv_of, publish_list, read_here
from portal.test_progress_pages import address, member, type_into, typed
from portal.visiting import account, logged_in

UPLOAD = "/panels/iom/upload/"


@pytest.fixture
def run(portal: PortalFolder, tmp_path: Path) -> PublishedRun:
    return publish_list(tmp_path)


@pytest.fixture
def keeper(run: PublishedRun) -> Client:
    return member("kit", keeper=True)


def sent(client: Client, content: bytes, name: str = "IOM July.csv") -> str:
    """Send a file; what is shown then."""
    file = SimpleUploadedFile(name, content)
    return client.post(UPLOAD, {"file": file}, follow=True).content.decode()


def only() -> UploadedList:
    return UploadedList.objects.get()


def path() -> str:
    return f"{UPLOAD}{only().token}/"


def test_the_findings_are_shown_and_nothing_counts_before_the_yes(keeper: Client) -> None:
    shown = sent(keeper, csv_of(DOB=["03/04/1989", "33/11/1991", ""]))
    assert "What was noticed in your list" in shown and "3 rows" in shown
    assert "Please look at" in shown and "<b>Column “DOB”, row 3</b>" in shown
    assert only().confirmed is None
    analyst = logged_in(account("ana", ("analyst", "")))
    assert "IOM July" not in analyst.get("/uploads/").content.decode()
    assert analyst.post(f"/uploads/{only().token}/file/").status_code == 404


def test_after_the_yes_the_analyst_takes_the_bytes_as_they_were_sent(keeper: Client) -> None:
    content = csv_of(RAG=["Amber"] * 3)
    sent(keeper, content)
    analyst = logged_in(account("ana", ("analyst", "")))
    keeper.post(path(), {"decision": "yes"})
    assert "A new list of IOM is here" in analyst.get("/").content.decode()
    assert "IOM July.csv" in analyst.get("/uploads/").content.decode()
    answer = analyst.post(f"/uploads/{only().token}/file/")
    assert answer.content == content
    assert only().taken_by == "ana"
    assert "the analyst has taken it" in keeper.get(UPLOAD).content.decode()


def test_after_a_no_nothing_is_kept(keeper: Client, portal: PortalFolder) -> None:
    sent(keeper, csv_of())
    keeper.post(path(), {"decision": "no"})
    assert not UploadedList.objects.exists()
    assert not list(portal.path.glob("upload-*"))


REFUSED = [
    (b"%PDF-1.7 x", "IOM.csv", "PDF"),
    (b"Date,Total\n1,2\n", "IOM.csv", "name"),
    (b"x" * 20_000_001, "IOM.csv", "larger than 20 MB"),
    (b"x", "IOM.exe", "no list"),
    (b"", "IOM.csv", "empty"),
]


@pytest.mark.parametrize(("content", "name", "because"), REFUSED)
def test_what_is_refused_is_told_and_not_kept(
    keeper: Client, portal: PortalFolder, content: bytes, name: str, because: str
) -> None:
    shown = sent(keeper, content, name)
    assert "The file was not kept" in shown and because in shown
    assert not UploadedList.objects.exists()
    assert not list(portal.path.glob("upload-*"))


def test_a_later_upload_takes_the_place_of_one_that_waits(keeper: Client) -> None:
    sent(keeper, csv_of())
    sent(keeper, csv_of(RAG=["Amber"] * 3), "IOM again.csv")
    assert only().file_name == "IOM again.csv"
    keeper.post(path(), {"decision": "yes"})
    keeper.post(path(), {"decision": "no"})
    assert only().confirmed is not None
    sent(keeper, csv_of(), "IOM third.csv")
    assert UploadedList.objects.count() == 2


@pytest.mark.parametrize(
    ("choice", "state"), [("typed", "open"), ("list", "dropped"), ("later", "asked")]
)
def test_where_both_changed_the_keeper_is_asked(
    keeper: Client, run: PublishedRun, choice: str, state: str
) -> None:
    type_into(member("ann"), address(run), RAG="Amber", Notes="new")
    shown = sent(keeper, csv_of(RAG=["Green", "Amber", "Green"]))
    assert "Person 0 (row 2), RAG: which counts?" in shown
    assert "“Amber”, typed by ann" in shown and "“Green”, on this list" in shown
    assert "1 typed in the portal and not on this list yet" in shown
    change = ProgressChange.objects.get(heading="RAG")
    assert change.state == "open"
    keeper.post(path(), {"decision": "yes", f"change_{change.pk}": choice})
    change.refresh_from_db()
    assert (change.state, change.list_says) == (state, "Green")


def test_a_list_is_not_kept_where_its_keeper_was_taken_the_right_meanwhile(
    keeper: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(*told: Any) -> ListUpload:
        Membership.objects.all().delete()
        return receiving.read(*told)

    monkeypatch.setattr("cohortmatch.portal.uploads.views.read", read)
    sent(keeper, csv_of())
    assert not UploadedList.objects.exists()


def test_who_sent_a_list_says_yes_to_it_and_what_waits_goes_with_the_account(
    keeper: Client, run: PublishedRun
) -> None:
    sent(keeper, csv_of())
    other = member("kay", keeper=True)
    assert other.get(path()).status_code == 404
    assert other.post(path(), {"decision": "yes"}).status_code == 404
    remove_user("kit", "admin")
    assert not UploadedList.objects.exists()


@pytest.mark.parametrize("shown", ["current", "past its day", "withdrawn"])
def test_an_upload_past_its_day_or_under_an_ended_agreement_is_shown_to_nobody(
    keeper: Client, shown: str
) -> None:
    sent(keeper, csv_of())
    keeper.post(path(), {"decision": "yes"})
    analyst = logged_in(account("ana", ("analyst", "")))
    assert analyst.post(f"/uploads/{only().token}/file/").status_code == 200
    yesterday = today() - timedelta(days=1)
    if shown == "withdrawn":
        UploadedList.objects.update(delete_by=yesterday)
        PublishedRun.objects.all().delete()
    elif shown == "past its day":
        PublishedRun.objects.update(agreement_expires=yesterday, delete_by=yesterday)
    else:
        PublishedRun.objects.update(agreement_expires=yesterday)
    assert analyst.post(f"/uploads/{only().token}/file/").status_code in (403, 404)
    assert "IOM July" not in analyst.get("/uploads/").content.decode()


def test_a_no_leaves_what_was_typed_as_it_was(keeper: Client, run: PublishedRun) -> None:
    type_into(member("ann"), address(run), RAG="Amber")
    sent(keeper, csv_of(RAG=["Green", "Amber", "Green"]))
    change = ProgressChange.objects.get()
    keeper.post(path(), {"decision": "no", f"change_{change.pk}": "list"})
    assert typed() == [("RAG", "Red", "Amber", "open")]


def test_the_list_with_its_changes_is_a_good_upload(keeper: Client, run: PublishedRun) -> None:
    """Typed once: what is downloaded can be sent back, and then nothing is left to do."""
    type_into(member("ann"), address(run), RAG="Amber", Next_step="call", Last_contact="2026-06-09")
    made = keeper.get("/panels/iom/own-list/file/").content
    shown = sent(keeper, made)
    assert "3 typed in the portal and now on the list" in shown and "which counts" not in shown


MANY = {
    "Name": ["Ivor Quarmby", "Una Tindall", "Rex Osgood", "Ada Fenwick", "Jem Larwood"],
    "DOB": ["03/04/1989", "12/11/1991", "21/07/1985", "02/02/1990", "09/12/1978"],
    "Post Code": ["RM1 3BD", "RM2 6AA", "RM7 7AA", "RM3 9AA", "RM5 2AA"],
    "RAG": ["Red", "Amber", "Green", "Red", "Red"],
    "Last contact": [""] * 5,
    "Notes": [""] * 5,
}
OTHER = {
    **MANY,
    "Name": ["Ivor Quarmby", "Cyril Wexcombe", "Peg Thorley", "Sid Marchbank", "Olive Quint"],
    "DOB": ["03/04/1989", "05/06/1971", "15/03/1999", "30/01/1984", "11/11/1995"],
    "Post Code": ["RM1 3BD", "RM8 1AA", "RM9 4AA", "RM10 2AA", "RM12 5AA"],
}
LIKE = [
    # what is sent, under which name; how many people are the same; what is asked
    (MANY, "IOM July.csv", "of whom 5 are on this list too", ()),
    (OTHER, "IOM July.csv", "of whom 1 is on this list too", ("Only 1 of the 5 people",)),
    (MANY, "SGV panel list.csv", "of whom 5 are on", ("a list of SGV, not of IOM",)),
    (OTHER, "SGV panel list.csv", "of whom 1 is on", ("Only 1 of", "a list of SGV, not of IOM")),
]


@pytest.mark.parametrize(("columns", "name", "same", "asked"), LIKE)
def test_a_list_that_may_be_another_is_asked_about_before_the_yes(
    portal: PortalFolder,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    columns: dict[str, list[str]],
    name: str,
    same: str,
    asked: tuple[str, ...],
) -> None:
    monkeypatch.setattr(receiving, "read_upload", read_here)
    publish_list(tmp_path, csv_of(**MANY))
    shown = sent(member("kit", keeper=True), csv_of(**columns), name)
    assert "The published list has 5 rows about 5 people" in shown and same in shown
    assert shown.count("Is it the right file") == len(asked)
    assert all(each in shown for each in asked)
    assert only().same == int(same.split()[2])


WHO = [
    ("member", "IOM", False, 404),
    ("member", "SGV", True, 404),
    ("chair", "IOM", True, 200),
    ("analyst", "", False, 404),
    ("administrator", "", False, 404),
]


@pytest.mark.parametrize(("role", "label", "is_keeper", "status"), WHO)
def test_only_its_keeper_uploads_a_list(
    run: PublishedRun, role: str, label: str, is_keeper: bool, status: int
) -> None:
    client = member("ann", role=role, label=label, keeper=is_keeper)
    assert client.get(UPLOAD).status_code == status
    if status == 404:
        sent(client, csv_of())
        assert not UploadedList.objects.exists()
        assert client.get("/uploads/").status_code == (200 if role == "analyst" else 404)


def test_what_nobody_says_yes_to_is_erased_after_two_days(keeper: Client) -> None:
    sent(keeper, csv_of())
    assert forget(today()) == 0
    UploadedList.objects.update(at=timezone.now() - timedelta(days=3))
    assert forget(today()) == 1
    assert not UploadedList.objects.exists()


def test_while_a_list_is_read_others_can_write(
    keeper: Client, run: PublishedRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading may take half a minute; nobody waits for it, and no transaction is open meanwhile."""
    open_ones: list[bool] = []
    real = receiving.read_upload

    def slow(*given: Any, **more: Any) -> ListUpload:
        open_ones.append(connection.in_atomic_block)
        return real(*given, **more)

    monkeypatch.setattr(receiving, "read_upload", slow)
    assert "What was noticed" in sent(keeper, csv_of())
    assert open_ones == [False]


def test_a_second_upload_at_a_time_is_refused_at_once(keeper: Client) -> None:
    with one_at_a_time(User.objects.get(username="kit")):
        shown = sent(keeper, csv_of())
    assert "another list of yours is being read" in shown.casefold()
    assert not UploadedList.objects.exists()
    assert "What was noticed" in sent(keeper, csv_of())


def test_the_log_says_that_a_list_was_sent_and_nothing_of_it(
    keeper: Client, portal: PortalFolder
) -> None:
    sent(keeper, csv_of())
    told = portal.log.read_text()
    assert "portal upload" in told and "quarmby" not in told.casefold()
