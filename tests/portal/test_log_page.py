"""The officer's log: filtered, exported, verified; and that it holds no name."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from cohortmatch.audit import Event, log, read_log
from cohortmatch.core.errors import SettingsError
from cohortmatch.portal.errors import LogChangedError
from cohortmatch.portal.looks.checking import begin_log_again, verdict
from cohortmatch.portal.looks.reading import BLOCK, Filter, as_csv, newest
from cohortmatch.portal.looks.writing import forget, record_event
from cohortmatch.portal.places import PortalFolder
from cohortmatch.portal.serving import serve_portal
from portal.visiting import account, logged_in, publish_small


def look(by: str, label: str = "IOM", kind: str = "consultation") -> Event:
    return Event(kind, "portal sheet", by, recipients=(label,), about=f"{label}-1")  # type: ignore[arg-type]


@pytest.fixture
def officer(portal: PortalFolder) -> Client:
    account("ann", ("member", "IOM"))
    account("bob", ("member", "SGV"))
    for each in (look("ann"), look("bob", "SGV"), look("ann", kind="disclosure")):
        record_event(each)
    return logged_in(account("olga", ("officer", "")))


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        (Filter(), [4, 3, 2, 1]),
        (Filter(by="ann"), [3, 1]),
        (Filter(by_nobody_of=frozenset({"ann", "bob"})), [4]),
        (Filter(kind="disclosure"), [3]),
        (Filter(label="SGV"), [2]),
        (Filter(until=date(2020, 1, 1)), []),
        (Filter(since=date(2020, 1, 1), by="bob"), [2]),
    ],
)
def test_lines_that_fit_newest_first(tmp_path: Path, wanted: Filter, numbers: list[int]) -> None:
    file = tmp_path / "audit.log"
    for each in (look("ann"), look("bob", "SGV"), look("ann", kind="disclosure"), look("olga")):
        log(file, each)
    assert [line.number for line in newest(file, wanted)] == numbers


def test_a_long_log_is_read_from_its_end_whole(tmp_path: Path) -> None:
    file = tmp_path / "audit.log"
    made = {"at": "2026-06-30T10:00:00Z", "event": {"by": "ann", "about": "x" * 200}}
    lines = [json.dumps({"number": number, **made}) for number in range(1, 3000)]
    file.write_text("\n".join(lines) + "\n", encoding="ascii")
    assert file.stat().st_size > 2 * BLOCK
    assert [line.number for line in newest(file, Filter())] == list(range(2999, 0, -1))


def test_the_officer_filters(officer: Client) -> None:
    page = officer.get("/log/").content.decode()
    assert "IOM-1" in page and "SGV-1" in page
    ann = officer.get("/log/").context["form"].fields["who"].choices[2]
    assert ann[1] == "ann"
    page = officer.get("/log/", {"who": ann[0]}).content.decode()
    assert "IOM-1" in page and "SGV-1" not in page


def test_what_nobody_with_an_account_did_is_found(officer: Client) -> None:
    """Commands of the machine, and guesses of names that have no account."""
    record_event(Event("alteration", "portal publish", "console (root)"))
    record_event(Event("consultation", "portal log-in", "unknown account"))
    page = officer.get("/log/", {"who": "no account"}).content.decode()
    assert "console (root)" in page and "unknown account" in page and "IOM-1" not in page
    assert "(Who no account)" in page


@pytest.mark.parametrize("asked", ["0", "-1", "x", "99999999999999999999", "²", "9" * 5000])
def test_any_page_number_is_answered(officer: Client, asked: str) -> None:
    assert officer.get("/log/", {"page": asked, "since": "x", "who": "y"}).status_code == 200


def test_an_export_is_itself_a_line_with_its_hash(officer: Client, portal: PortalFolder) -> None:
    for wanted, name in (("csv", "audit-log.csv"), ("jsonl", "audit-log.jsonl")):
        answer = officer.post("/log/export/", {"format": wanted})
        last = read_log(portal.log)[-1].event
        assert (last["kind"], last["by"]) == ("disclosure", "olga")
        assert last["outputs"] == {name: hashlib.sha256(answer.content).hexdigest()}
    assert answer.content == b"".join(portal.log.read_bytes().splitlines(True)[:-1])


def test_an_export_holds_no_formula(tmp_path: Path) -> None:
    file = tmp_path / "audit.log"
    log(file, Event("consultation", "portal sheet", '=cmd|"x"'))
    told = as_csv(newest(file, Filter())).decode("utf-8-sig")
    assert '"\'=cmd|""x"""' in told


def test_the_officer_verifies(officer: Client, portal: PortalFolder) -> None:
    assert "The log is whole" in officer.post("/log/verify/").content.decode()


def test_verify_finds_a_line_that_was_changed(officer: Client, portal: PortalFolder) -> None:
    officer.get("/account/")
    portal.log.write_bytes(portal.log.read_bytes().replace(b"SGV-1", b"SGV-2"))
    page = officer.post("/log/verify/").content.decode()
    assert "The log was changed" in page
    assert "line 2" in page


@pytest.mark.parametrize("is_same_process", [True, False])
def test_when_the_log_was_cut_short_nothing_is_shown_until_it_is_begun_again(
    officer: Client, portal: PortalFolder, is_same_process: bool
) -> None:
    record_event(Event("alteration", "portal right given", "adam"))  # a change is always noted
    portal.log.write_bytes(b"".join(portal.log.read_bytes().splitlines(True)[:-1]))
    if not is_same_process:
        forget()
    answer = officer.get("/log/")
    assert answer.status_code == 503
    assert "The log was changed" in answer.content.decode()
    assert "SGV" not in answer.content.decode()
    assert not verdict().is_whole
    begin_log_again("the disk was restored", "root")
    assert officer.get("/log/").status_code == 200
    assert "the disk was restored" in officer.post("/log/verify/").content.decode()


def test_a_last_look_that_is_gone_is_found_by_the_page_and_by_verifying_alike(
    officer: Client, portal: PortalFolder
) -> None:
    for _ in range(3):
        officer.get("/account/")
    portal.log.write_bytes(b"".join(portal.log.read_bytes().splitlines(True)[:-1]))
    assert officer.get("/log/").status_code == 503
    assert not verdict().is_whole
    begin_log_again("the disk was restored", "root")
    assert officer.get("/log/").status_code == 200


def test_the_portal_is_not_served_with_a_log_that_was_changed(
    officer: Client, portal: PortalFolder
) -> None:
    officer.get("/account/")
    portal.log.write_bytes(portal.log.read_bytes().replace(b"SGV-1", b"SGV-2"))
    with pytest.raises(LogChangedError, match="line 2"):
        serve_portal(portal.path, host="127.0.0.1", port=0, threads=1, say=print)


def test_a_search_and_what_was_refused_change_nothing(portal: PortalFolder) -> None:
    publish_small("IOM")
    ann = logged_in(account("ann", ("member", "IOM")))
    assert ann.post("/panels/iom/search/", {"words": "nobody"}).status_code == 200
    assert read_log(portal.log)[-1].event["kind"] == "consultation"
    assert ann.post("/account/notices/none/").status_code >= 400
    assert read_log(portal.log)[-1].event["kind"] == "consultation"


FILTERS = [
    # what is asked, what the page says holds and which lines it shows
    ({"kind": "disclosure"}, "(Kind disclosure): 1 to 1, and no more."),
    ({"who": "ann", "since": "2020-01-05"}, "(Who ann; From 5 January 2020): 1 to 2, and no more."),
    ({"until": "2020-01-01"}, "(To 1 January 2020)."),
    ({}, ""),
    ({"since": "x"}, ""),
]


@pytest.mark.parametrize(("asked", "said"), FILTERS)
def test_a_filtered_log_says_which_filter_holds_and_which_lines_it_shows(
    officer: Client, asked: dict[str, str], said: str
) -> None:
    names = {
        name: number for number, name in officer.get("/log/").context["form"]["who"].field.choices
    }
    asked = {**asked, "who": names[asked["who"]]} if "who" in asked else asked
    page = officer.get("/log/", asked).content.decode()
    if said:
        assert f"Only the lines that fit the filter, newest first {said}" in page
    else:
        assert "Every page that was opened" in page and "Only the lines" not in page


def test_a_log_is_begun_again_only_for_a_reason(officer: Client, portal: PortalFolder) -> None:
    for because in ("", "no need"):
        with pytest.raises(SettingsError):
            begin_log_again(because, "root")
