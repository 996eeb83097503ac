"""Progress typed once: history, conflicts shown, the panel's own list with the changes."""

from __future__ import annotations

import io
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from django.db import connections
from django.test import Client

from cohortmatch.audit import read_log
from cohortmatch.portal.carrying import forget
from cohortmatch.portal.models import (
    ChangeState,
    FormDraft,
    ProgressChange,
    ProgressRow,
    PublishedRun,
    User,
)
from cohortmatch.portal.places import PortalFolder
from cohortmatch.portal.published.withdrawing import withdraw
from portal.panel_lists import ROWS, csv_of, person, publish_list
from portal.visiting import account, logged_in

INPUT = re.compile(r'name="((?:was_)?f\d+|version)" (?:type="text" )?[^>]*?value="([^"]*)"')
AREA = re.compile(r'<textarea[^>]*name="(f\d+)"[^>]*>([^<]*)</textarea>')
LABEL = re.compile(r'<label class="govuk-label" for="(f\d+)">([^<(]+?)(?: \(a new column\))?<')


@pytest.fixture
def run(portal: PortalFolder, tmp_path: Path) -> PublishedRun:
    return publish_list(tmp_path)


def member(name: str, *, keeper: bool = False, role: str = "member", label: str = "IOM") -> Client:
    return logged_in(account(name, (role, label), keeper=keeper))


def address(run: PublishedRun, ref: str = "P0") -> str:
    return f"/panels/iom/progress/{person(run, ref).token}/"


def form(client: Client, path: str) -> tuple[dict[str, str], dict[str, str]]:
    """The form of a page as a browser would send it, and the name of the field of each heading."""
    shown = client.get(path).content.decode()
    fields = dict(INPUT.findall(shown)) | dict(AREA.findall(shown))
    return fields, {heading: name for name, heading in LABEL.findall(shown)}


def type_into(client: Client, path: str, **typed: str) -> str:
    """Open the page, type, send; what is shown then."""
    fields, names = form(client, path)
    fields |= {names[heading.replace("_", " ")]: text for heading, text in typed.items()}
    return client.post(path, fields, follow=True).content.decode()


def typed() -> list[tuple[str, str, str, str]]:
    found = ProgressChange.objects.order_by("row__listing", "version", "heading")
    return [(each.heading, each.before, each.text, each.state) for each in found]


def test_the_panels_own_headings_are_shown_with_what_the_list_says(run: PublishedRun) -> None:
    fields, names = form(member("ann"), address(run))
    assert list(names) == ["RAG", "Next step", "Last contact", "Lead", "Notes"]
    assert (fields[names["RAG"]], fields[names["Last contact"]]) == ("Red", "01/05/2026")


def test_a_long_text_of_the_list_is_not_shown(run: PublishedRun) -> None:
    shown = member("ann").get(address(run, "P1")).content.decode()
    assert "brother" not in shown and "longer text" in shown


def test_what_is_typed_is_kept_with_who_and_what_the_list_said(run: PublishedRun) -> None:
    shown = type_into(member("ann"), address(run), RAG="Amber", Next_step="call his landlord")
    assert "Kept." in shown and "when the list said “Red”" in shown
    assert typed() == [
        ("Next step", "", "call his landlord", "open"),
        ("RAG", "Red", "Amber", "open"),
    ]
    assert {each.by for each in ProgressChange.objects.all()} == {"ann"}


def test_a_later_change_is_another_line(run: PublishedRun) -> None:
    ann, ben = member("ann"), member("ben")
    type_into(ann, address(run), RAG="Amber")
    type_into(ben, address(run), RAG="Green")
    type_into(ann, address(run), RAG="Red")
    assert [(text, state) for _, _, text, state in typed()] == [
        ("Amber", "later"),
        ("Green", "later"),
        ("Red", "on list"),
    ]


def test_a_conflict_is_shown_and_nothing_is_overwritten(run: PublishedRun) -> None:
    ann, ben = member("ann"), member("ben")
    path = address(run)
    fields, names = form(ann, path)
    type_into(ben, path, RAG="Green")
    told = ann.post(path, fields | {names["RAG"]: "Amber", names["Next step"]: "my step"})
    shown = told.content.decode()
    assert told.status_code == 409
    assert "Now it says “Green”, typed by ben" in shown
    assert 'value="Amber"' in shown and "my step" in shown
    assert [text for _, _, text, _ in typed()] == ["Green"]
    sent = dict(INPUT.findall(shown)) | dict(AREA.findall(shown))
    assert "Kept." in ann.post(path, sent, follow=True).content.decode()
    assert [(text, state) for h, _, text, state in typed() if h == "RAG"] == [
        ("Green", "later"),
        ("Amber", "open"),
    ]


WRONG = [
    # the field, what is typed, what is said
    ("Last contact", "2099-01-01", "after today"),
    ("Last contact", "tomorrow", "day of the last contact"),
    ("Last contact", "2026-13-01", "day of the last contact"),
    ("Last contact", "0000-00-00", "day of the last contact"),
    ("Last contact", "1", "day of the last contact"),
    ("Last contact", "2026-06-09<script>", "day of the last contact"),
    ("Notes", "x" * 501, "500 characters"),
]


@pytest.mark.parametrize(("heading", "text", "said"), WRONG)
def test_what_does_not_fit_is_told_beside_the_field_and_nothing_is_kept(
    run: PublishedRun, heading: str, text: str, said: str
) -> None:
    ann, path = member("ann"), address(run)
    fields, names = form(ann, path)
    told = ann.post(path, fields | {names[heading]: text, names["RAG"]: "Amber"})
    shown = told.content.decode()
    assert told.status_code == 422
    assert said in shown and 'value="Amber"' in shown and "<script>" not in shown.split("<form")[2]
    assert not ProgressChange.objects.exists()
    again = ann.post(path, fields | {names[heading]: "", names["RAG"]: "Amber"})
    assert again.status_code == 302


def test_twenty_at_once_lose_nothing(run: PublishedRun) -> None:
    """Twenty members change one row at one time, each until it is kept: each text is in the
    history, and each change but the last was replaced by a later one."""
    path = address(run)
    clients = {f"m{n:02}": member(f"m{n:02}") for n in range(20)}

    def work(name: str) -> None:
        for _ in range(60):
            fields, names = form(clients[name], path)
            sent = fields | {names["Notes"]: f"note of {name}"}
            if clients[name].post(path, sent).status_code == 302:
                break
        else:
            raise AssertionError(name)
        connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, clients))
    texts = [text for _, _, text, _ in typed()]
    assert sorted(texts) == sorted(f"note of {name}" for name in clients)
    assert [state for *_, state in typed()] == ["later"] * 19 + ["open"]


def test_the_keeper_gets_the_own_list_with_only_these_cells_changed(run: PublishedRun) -> None:
    type_into(member("ann"), address(run), RAG="Amber", Next_step="call", Last_contact="9 Jun 26")
    type_into(member("ben"), address(run, "P2"), Notes="=new note")
    answer = member("cat", keeper=True).get("/panels/iom/own-list/file/")
    assert answer.headers["Content-Disposition"].endswith("IOM.csv")
    lines = answer.content.decode().splitlines()
    before = csv_of().decode().splitlines()
    assert lines[0] == before[0] + ",Next step"
    assert lines[1].startswith("Ivor Quarmby,03/04/1989,RM1 3BD,Amber,09/06/2026,")
    assert lines[1].endswith(",call") and lines[2] == before[2]
    assert lines[3] == "Rex Osgood,21/07/1985,RM7 7AA,Green,,'=new note"


def test_a_workbook_comes_back_as_the_same_workbook(portal: PortalFolder, tmp_path: Path) -> None:
    target = io.BytesIO()
    pd.DataFrame(ROWS).to_excel(target, index=False, sheet_name="Cohort")
    run = publish_list(tmp_path, target.getvalue(), "IOM cohort.xlsx")
    type_into(member("ann"), address(run), RAG="Amber")
    answer = member("cat", keeper=True).get("/panels/iom/own-list/file/")
    page = openpyxl.load_workbook(io.BytesIO(answer.content))["Cohort"]
    rows = [[cell or "" for cell in row] for row in page.iter_rows(values_only=True)]
    expected = [list(ROWS), *map(list, zip(*ROWS.values(), strict=True))]
    expected[1][3] = "Amber"
    assert rows == expected


NEXT = [
    # RAG of the row next month, the state of what was typed ("Amber", when the list said "Red")
    ("Amber", ChangeState.ON_LIST),
    ("A", ChangeState.ON_LIST),
    ("Red", ChangeState.OPEN),
    ("Green", ChangeState.ASKED),
]


@pytest.mark.parametrize(("rag", "state"), NEXT)
def test_next_months_list_is_reconciled(
    run: PublishedRun, tmp_path: Path, rag: str, state: ChangeState
) -> None:
    type_into(member("ann"), address(run), RAG="Amber")
    publish_list(tmp_path, csv_of(RAG=[rag, "Amber", "Green"]))
    assert typed() == [("RAG", "Red", "Amber", state)]


def test_where_both_changed_the_chair_or_keeper_decides(run: PublishedRun, tmp_path: Path) -> None:
    ann, cat = member("ann"), member("cat", role="chair")
    type_into(ann, address(run), RAG="Amber")
    publish_list(tmp_path, csv_of(RAG=["Green", "Amber", "Green"]))
    assert "1 cell of your list changed both" in ann.get("/").content.decode()
    shown = cat.get("/panels/iom/own-list/").content.decode()
    assert "ann typed “Amber” when the list said “Red”. The list now says “Green”" in shown
    change = ProgressChange.objects.get()
    path = f"/panels/iom/own-list/settle/{change.pk}/"
    assert ann.post(path, {"choice": "typed"}).status_code == 404
    cat.post(path, {"choice": "typed"})
    assert typed() == [("RAG", "Green", "Amber", "open")]
    assert "Somebody else" in cat.post(path, {"choice": "list"}, follow=True).content.decode()
    made = member("kit", keeper=True).get("/panels/iom/own-list/file/").content.decode()
    assert "Ivor Quarmby,03/04/1989,RM1 3BD,Amber" in made


def test_undecided_changes_are_not_in_the_file(run: PublishedRun, tmp_path: Path) -> None:
    type_into(member("ann"), address(run), RAG="Amber")
    publish_list(tmp_path, csv_of(RAG=["Green", "Amber", "Green"]))
    made = member("kit", keeper=True).get("/panels/iom/own-list/file/").content
    assert made == csv_of(RAG=["Green", "Amber", "Green"])


def test_a_row_that_is_gone_is_told_and_what_was_typed_stays(
    run: PublishedRun, tmp_path: Path
) -> None:
    type_into(member("ann"), address(run), RAG="Amber")
    rest = pd.DataFrame(ROWS).iloc[1:].to_csv(index=False).encode()
    publish_list(tmp_path, rest)
    assert [state for *_, state in typed()] == ["gone"]
    shown = member("cat", role="chair").get("/panels/iom/own-list/").content.decode()
    assert "No longer on the list" in shown and "Person 0, RAG: ann typed “Amber”" in shown
    path = f"/panels/iom/own-list/settle/{ProgressChange.objects.get().pk}/"
    cat = logged_in(User.objects.get(username="cat"))
    assert cat.post(path, {"choice": "typed"}).status_code == 302
    assert [state for *_, state in typed()] == ["gone"]
    publish_list(tmp_path)
    assert [state for *_, state in typed()] == ["open"]


def test_who_was_on_a_withdrawn_run_is_named_no_more(run: PublishedRun, tmp_path: Path) -> None:
    type_into(member("ann"), address(run), RAG="Amber")
    assert ProgressRow.objects.get().name == "Person 0"
    withdraw("sam")
    assert ProgressRow.objects.get().name == ""
    publish_list(tmp_path)
    assert ProgressRow.objects.get().name == "Person 0"


def test_the_pages_of_the_own_list_have_the_menu_of_the_panel(run: PublishedRun) -> None:
    kit = member("kit", keeper=True)
    for path in ("/panels/iom/own-list/", "/panels/iom/upload/", address(run)):
        shown = kit.get(path).content.decode()
        assert 'aria-label="Pages of IOM"' in shown and "IOM, 30 June 2026" in shown


def test_days_are_shown_in_words_and_typed_as_they_are(run: PublishedRun) -> None:
    ann = member("ann")
    shown = type_into(ann, address(run), Last_contact="9/6/2026")
    assert "Last contact “9 June 2026”" in shown and 'value="2026-06-09"' in shown
    assert "Last contact: “9 June 2026”" in ann.get("/panels/iom/own-list/").content.decode()


def test_a_browser_cuts_no_text_before_it_is_told_to_be_too_long(run: PublishedRun) -> None:
    shown = member("ann").get(address(run)).content.decode()
    assert "maxlength" not in shown.split("data-draft=")[1]


def test_a_page_opened_before_the_next_list_takes_nothing_of_the_old_one_for_typed(
    run: PublishedRun, tmp_path: Path
) -> None:
    ann = member("ann")
    fields, names = form(ann, address(run))
    new = publish_list(tmp_path, csv_of(RAG=["Green", "Amber", "Green"]))
    told = ann.post(address(new), fields | {names["Notes"]: "my note"})
    assert told.status_code == 409
    shown = told.content.decode()
    assert "Now it says “Green”, from the list" in shown and "my note" in shown
    assert ProgressChange.objects.count() == 0


WHO = [
    # role, label, keeper; a row, the own list, its file
    ("member", "IOM", False, 200, 200, 404),
    ("member", "IOM", True, 200, 200, 200),
    ("chair", "IOM", False, 200, 200, 404),
    ("member", "SGV", True, 404, 404, 404),
    ("analyst", "", False, 404, 404, 404),
    ("reviewer", "", False, 404, 404, 404),
    ("officer", "", False, 404, 404, 404),
    ("administrator", "", False, 404, 404, 404),
]


@pytest.mark.parametrize(("role", "label", "keeper", "row", "own", "file"), WHO)
def test_who_may_see_what(
    run: PublishedRun, role: str, label: str, keeper: bool, row: int, own: int, file: int
) -> None:
    client = member("ann", role=role, label=label, keeper=keeper)
    paths = (address(run), "/panels/iom/own-list/", "/panels/iom/own-list/file/")
    assert [client.get(each).status_code for each in paths] == [row, own, file]
    if row == 404:
        assert client.post(address(run), {"f0": "x"}).status_code == 404
        assert not ProgressRow.objects.exists()


def test_a_token_of_another_panel_or_of_nobody_is_not_found(run: PublishedRun) -> None:
    ann = logged_in(account("ann", ("member", "IOM"), ("member", "SGV")))
    token = person(run).token
    assert ann.get(f"/panels/sgv/progress/{token}/").status_code == 404
    assert ann.get("/panels/iom/progress/abcdefghijklmnop/").status_code == 404
    assert ann.get(f"/panels/iom/progress/{token}/1/").status_code == 404


def test_typed_words_go_with_their_day_and_no_log_holds_them(
    portal: PortalFolder, tmp_path: Path
) -> None:
    run = publish_list(tmp_path, delete_by=date(2030, 1, 1))
    type_into(member("ann"), address(run), Notes="a note of Quillfeather")
    assert "quillfeather" not in portal.log.read_text().casefold()
    assert {"portal progress"} == {each.event["command"] for each in read_log(portal.log)}
    ann = User.objects.get(username="ann")
    FormDraft.objects.create(user=ann, place="/x/", fields={"f0": "Quillfeather"})
    assert forget(date(2030, 1, 1)) == 0
    assert forget(date(2030, 1, 2)) > 0
    assert not ProgressChange.objects.exists() and not FormDraft.objects.exists()


def test_half_written_words_are_there_after_an_idle_log_out(run: PublishedRun) -> None:
    ann, path = member("ann"), address(run)
    fields, names = form(ann, path)
    ann.post("/drafts/", fields | {"draft_of": path, names["Next step"]: "half a sen"})
    ann.logout()
    again = logged_in(User.objects.get(username="ann"))
    shown = again.get(path).content.decode()
    assert "half a sen" in shown and "There is a problem" not in shown
    sent, _ = form(again, path)
    again.post(path, sent)
    assert [text for _, _, text, _ in typed()] == ["half a sen"]


def test_a_draft_from_before_somebody_elses_change_is_shown_beside_it(run: PublishedRun) -> None:
    ann, path = member("ann"), address(run)
    fields, names = form(ann, path)
    ann.post("/drafts/", fields | {"draft_of": path, names["RAG"]: "Amber"})
    type_into(member("ben"), path, RAG="Green")
    shown = ann.get(path).content.decode()
    assert "Now it says “Green”, typed by ben" in shown and 'value="Amber"' in shown


def test_no_page_shows_a_long_text_of_the_list(run: PublishedRun, tmp_path: Path) -> None:
    """Typed over, in the history, where both changed: a text about others is shown nowhere."""
    long = ROWS["Notes"][1]
    ann, cat = member("ann"), member("cat", role="chair")
    type_into(ann, address(run, "P1"), Notes="short")
    pages = [ann.get(address(run, "P1")), cat.get("/panels/iom/own-list/")]
    new = publish_list(tmp_path, csv_of(Notes=["", f"{long} his mother Nell is ill", ""]))
    assert [state for *_, state in typed()] == ["asked"]
    pages += [ann.get(address(new, "P1")), cat.get("/panels/iom/own-list/")]
    for each in pages:
        shown = each.content.decode()
        assert "brother" not in shown and "mother" not in shown
    assert "a longer text, which is not shown" in pages[-1].content.decode()
