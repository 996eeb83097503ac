"""From the keeper's yes on, everybody works on the list that was sent, until it is published."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cohortmatch.portal.models import ProgressChange, PublishedRun, UploadedList, User
from cohortmatch.portal.places import PortalFolder
from cohortmatch.portal.uploads import receiving
from portal.panel_lists import ROWS, csv_of, publish_list, read_here
from portal.test_progress_pages import address, form, member, type_into, typed
from portal.visiting import account, logged_in

OWN, UPLOAD = "/panels/iom/own-list/", "/panels/iom/upload/"
JULY = ["Green", "Red", "Green"]
"""RAG as the list says that is sent; the published one says Red, Amber, Green."""


@pytest.fixture
def run(portal: PortalFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PublishedRun:
    monkeypatch.setattr(receiving, "read_upload", read_here)
    return publish_list(tmp_path)


@pytest.fixture
def keeper(run: PublishedRun) -> Client:
    return member("kit", keeper=True)


def send(client: Client, content: bytes, name: str = "IOM July.csv", **choices: str) -> None:
    """Send a list and say yes to it, with an answer for each heading that both changed."""
    client.post(UPLOAD, {"file": SimpleUploadedFile(name, content)})
    kept = UploadedList.objects.filter(confirmed=None).get()
    chosen = {
        f"change_{each.pk}": choices[each.heading]
        for each in ProgressChange.objects.all()
        if each.heading in choices
    }
    client.post(f"{UPLOAD}{kept.token}/", {"decision": "yes", **chosen})


def shown(client: Client, path: str = OWN) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def given_out(client: Client) -> str:
    return client.get(f"{OWN}file/").content.decode()


def taken(number: int = 0) -> bytes:
    """The analyst takes a list that was sent."""
    user = User.objects.filter(username="ana").first() or account("ana", ("analyst", ""))
    token = UploadedList.objects.order_by("pk")[number].token
    return logged_in(user).post(f"/uploads/{token}/file/").content


def test_the_page_says_that_a_newer_list_waits_and_gives_that_one_out(
    keeper: Client, run: PublishedRun
) -> None:
    assert "A newer list" not in shown(keeper)
    type_into(member("ann"), address(run), Notes="call")
    july = csv_of(RAG=JULY, Notes=["", "met", ""])
    send(keeper, july)
    page = shown(keeper)
    assert "A newer list, IOM July.csv, was sent on" in page and "It waits for the analyst" in page
    assert "the list that was sent on" in page and "(IOM July.csv)" in page
    assert given_out(keeper) == csv_of(RAG=JULY, Notes=["call", "met", ""]).decode()


ANSWERS = [
    # the keeper's answer, RAG of the row in the file that is given out, what the row's page shows
    ("typed", "Amber", "Amber"),
    ("list", "Green", "Green"),
    ("later", "Green", "Amber"),
]


@pytest.mark.parametrize(("answer", "given", "on_page"), ANSWERS)
def test_the_keepers_answers_are_obeyed_at_once(
    keeper: Client, run: PublishedRun, answer: str, given: str, on_page: str
) -> None:
    """The published list says Red, the panel typed Amber, the list that is sent says Green: Red is
    what nobody wants any more."""
    type_into(member("ann"), address(run), RAG="Amber")
    send(keeper, csv_of(RAG=JULY), RAG=answer)
    assert given_out(keeper) == csv_of(RAG=[given, *JULY[1:]]).decode()
    fields, names = form(keeper, address(run))
    assert fields[names["RAG"]] == on_page
    assert ("which counts?" in shown(keeper)) is (answer == "later")


def test_what_was_put_off_can_be_decided_before_the_list_is_published(
    keeper: Client, run: PublishedRun
) -> None:
    type_into(member("ann"), address(run), RAG="Amber")
    send(keeper, csv_of(RAG=JULY))
    assert "The list now says “Green”" in shown(keeper)
    change = ProgressChange.objects.get()
    keeper.post(f"{OWN}settle/{change.pk}/", {"choice": "typed"})
    assert given_out(keeper) == csv_of(RAG=["Amber", *JULY[1:]]).decode()


def test_what_the_list_has_taken_in_is_not_to_be_done_again(
    keeper: Client, run: PublishedRun
) -> None:
    type_into(member("ann"), address(run), RAG="Green")
    send(keeper, csv_of(RAG=JULY))
    page = shown(keeper)
    assert "1 thing typed here is on it" in page
    assert "Nothing." in page.split("Typed here, not on the list yet")[1]
    assert typed() == [("RAG", "Red", "Green", "open")]  # until that list is published


def test_typing_after_the_yes_goes_by_the_list_that_was_sent(
    keeper: Client, run: PublishedRun, tmp_path: Path
) -> None:
    send(keeper, csv_of(RAG=JULY))
    type_into(member("ann"), address(run), RAG="Amber")
    assert typed() == [("RAG", "Green", "Amber", "open")]
    assert given_out(keeper) == csv_of(RAG=["Amber", *JULY[1:]]).decode()
    publish_list(tmp_path, taken(), "IOM July.csv")
    assert typed() == [("RAG", "Green", "Amber", "open")]


def test_a_form_from_before_the_yes_keeps_nothing(keeper: Client, run: PublishedRun) -> None:
    ann = member("ann")
    fields, names = form(ann, address(run))
    send(keeper, csv_of(RAG=JULY))
    told = ann.post(address(run), fields | {names["Notes"]: "mine"})
    assert told.status_code == 409 and not ProgressChange.objects.exists()
    assert "Now it says “Green”, from the list" in told.content.decode()


def test_a_row_that_is_gone_from_the_list_that_was_sent_is_told_by_name(
    keeper: Client, run: PublishedRun
) -> None:
    type_into(member("ann"), address(run), RAG="Amber")
    rest = {heading: cells[1:] for heading, cells in ROWS.items()}
    content = "\n".join(",".join(row) for row in [list(rest), *zip(*rest.values(), strict=True)])
    send(keeper, content.encode())
    page = shown(keeper)
    assert "No longer on the list" in page and "Person 0, RAG: ann typed “Amber”" in page
    assert "It waits until the list that was sent is published" in page
    assert "Tindall" in given_out(keeper) and "Quarmby" not in given_out(keeper)


PUBLISHED = [
    # what is published after the list was sent, whether the analyst had taken it; does it wait?
    ("the same list", True, False),
    ("the same list", False, False),
    ("the one before", False, True),
    ("the one before", True, True),
    ("another one", True, False),
    ("another one", False, True),
]


@pytest.mark.parametrize(("what", "is_taken", "waits"), PUBLISHED)
def test_until_when_it_waits(
    keeper: Client, run: PublishedRun, tmp_path: Path, what: str, is_taken: bool, waits: bool
) -> None:
    july = csv_of(RAG=JULY)
    send(keeper, july)
    if is_taken:
        assert taken() == july
        assert "The analyst took it on" in shown(keeper)
    contents = {"the same list": july, "the one before": csv_of()}
    publish_list(tmp_path, contents.get(what, csv_of(RAG=["Amber", "Amber", "Amber"])))
    assert ("A newer list" in shown(keeper)) is waits


def test_of_two_lists_the_last_counts_although_the_first_was_published(
    keeper: Client, run: PublishedRun, tmp_path: Path
) -> None:
    send(keeper, csv_of(RAG=JULY))
    first = taken()
    send(keeper, csv_of(RAG=["Green", "Green", "Green"]), "IOM again.csv")
    assert "A newer list, IOM again.csv" in shown(keeper)
    publish_list(tmp_path, first)
    assert "A newer list, IOM again.csv" in shown(keeper)
    assert given_out(keeper) == csv_of(RAG=["Green", "Green", "Green"]).decode()
