"""No cell is wrong: roles × pages × objects × methods × formats, and every link as each role."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest
from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cohortmatch.audit import read_log
from cohortmatch.people.meetings import Meeting
from cohortmatch.portal.models import PublishedPerson, PublishedRun
from cohortmatch.portal.places import PortalFolder
from cohortmatch.portal.published.publishing import put_in_place
from portal.matrix import (
    ELSEWHERE,
    GUESSED,
    PAGES,
    PEOPLE,
    READERS,
    Cell,
    Person,
    cells,
    names_of_pages,
)
from portal.reports import publication_of
from portal.visiting import BACKEND, PASSWORD, account, logged_in
from tracked import matched

ON_BOTH, ON_IOM, ON_SGV, RESTRICTED = "Quarmby", "Odell", "Yardley", "Okafor"
MEETINGS = (Meeting("IOM", "main", {"RAG": ["Red"]}),)


@pytest.fixture(autouse=True)
def _quick_disk(portal: PortalFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of looks need not reach the disk here: other tests see that a look does."""
    monkeypatch.setattr("os.fsync", lambda _: None)
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA synchronous = OFF")


def world() -> PublishedRun:
    """Two panels and the analyst; a restricted list is closed to both."""
    result = matched(
        {
            "IOM": {ON_BOTH: {"RAG": "Red"}, ON_IOM: {"RAG": "Amber"}},
            "SGV": {ON_BOTH: {"RAG": "Red"}, ON_SGV: {"RAG": "Green"}},
            "MAPPA": {RESTRICTED: {"RAG": "Red"}, ON_BOTH: {}},
        },
        meetings=MEETINGS,
    )
    put_in_place(publication_of(result, ("IOM", ""), ("SGV", "")), None)
    return PublishedRun.objects.get()


def browsers() -> dict[str, Client]:
    return {each.name: _browser(each) for each in PEOPLE}


def _browser(person: Person) -> Client:
    if not person.is_logged_in:
        return Client()
    user = account(person.name, *person.roles, keeper=person.is_keeper)
    user.set_password(PASSWORD)
    user.save()
    if person.has_second_factor:
        return logged_in(user)
    client = Client()
    client.force_login(user, BACKEND)
    return client


def asked(browser: Client, cell: Cell) -> HttpResponseBase:
    data = {"words": ON_BOTH} if cell.method == "POST" else {}
    how = getattr(browser, cell.method.lower())
    return how(cell.address, data) if data else how(cell.address)


def body_of(answer: HttpResponseBase) -> bytes:
    return getattr(answer, "content", b"")


def test_every_page_is_in_the_matrix(portal: PortalFolder) -> None:
    others = {each for each in names_of_pages() if not each.startswith(ELSEWHERE)}
    assert others == set(PAGES)


@pytest.mark.parametrize("state", ["current", "expired", "past"])
def test_no_cell_is_wrong(
    portal: PortalFolder, monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    run = world()
    if state == "expired":
        PublishedRun.objects.update(agreement_expires=date(2026, 6, 2), agreement_id="A")
    if state == "past":
        PublishedRun.objects.update(delete_by=date(2026, 6, 2))
    monkeypatch.setattr("cohortmatch.portal.published.runs.withdraw", lambda by: run.as_of)
    monkeypatch.setattr("cohortmatch.portal.published.runs.overwrite", lambda: "")
    known, wrong, tried = browsers(), [], Counter[int]()
    closed: set[bytes] = set()
    for cell in cells(run, whole=state == "current"):
        answer = asked(known[cell.person.name], cell)
        tried[answer.status_code] += 1
        if answer.status_code not in cell.expected(state):
            wrong.append((cell.person.name, cell.method, cell.address, answer.status_code))
        if answer.status_code == 404 and cell.method != "HEAD":
            closed.add(body_of(answer))
        if said := _said_too_much(cell, body_of(answer)):
            wrong.append((cell.person.name, cell.method, cell.address, said))
    assert not wrong, wrong[:20]
    assert len(closed) == 1, "what is closed and what is not there have one body"
    assert tried[{"current": 200, "expired": 403, "past": 404}[state]] > 100
    print(f"{state}: {sum(tried.values()):,} cells, none wrong")


def _said_too_much(cell: Cell, body: bytes) -> str:
    """A name that the person may not see in what was answered."""
    labels = cell.person.labels
    open_to = {"IOM": {ON_BOTH, ON_IOM}, "SGV": {ON_BOTH, ON_SGV}}
    allowed = {name for label in labels & set(open_to) for name in open_to[label]}
    if "analyst" in labels or not body:
        return ""
    every = (ON_BOTH, ON_IOM, ON_SGV, RESTRICTED)
    typed = {ON_BOTH} if cell.page == "search" else set()
    said = body.decode("utf-8", "replace").casefold()
    return next((n for n in every if n not in allowed | typed and n.casefold() in said), "")


def test_what_is_closed_and_what_is_not_there_are_looked_up_alike(portal: PortalFolder) -> None:
    """The same queries, so the same time, tell nobody which of the two it was."""
    run = world()
    browser = logged_in(account("ann", ("member", "IOM")))
    own = run.editions.get(label="IOM")
    other = run.editions.get(label="SGV")
    of_other = other.people.first()
    assert of_other is not None
    both = {
        "/panels/sgv/": f"/panels/{GUESSED}/",
        f"/panels/sgv/people/{of_other.token}/": f"/panels/sgv/people/{'x' * 16}/",
        f"/panels/{own.slug}/people/{of_other.token}/": f"/panels/{own.slug}/people/{'x' * 16}/",
        f"/panels/{own.slug}/files/{other.files.get(name__endswith='xlsx').name}": (
            f"/panels/{own.slug}/files/none.xlsx"
        ),
    }
    for closed, none in both.items():
        assert queries_of(browser, closed) == queries_of(browser, none), closed


def queries_of(browser: Client, address: str) -> list[str]:
    """The queries of a page, without their values."""
    browser.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 404
    return [re.sub(r"'[^']*'|\b\d+\b", "?", each["sql"]) for each in captured.captured_queries]


@pytest.mark.parametrize("person", PEOPLE, ids=lambda each: each.name)
def test_every_link_opens_for_whoever_sees_it_and_tells_nothing_more(
    portal: PortalFolder, person: Person
) -> None:
    """But for the second factor, before which the password is asked for again."""
    run = world()
    browser = _browser(person)
    start, seen, waiting = "/", set[str](), ["/"]
    while waiting:
        address = waiting.pop()
        if address in seen or address.startswith("/static/"):
            continue
        seen.add(address)
        answer = browser.get(address)
        if not person.is_logged_in or not person.has_second_factor:
            assert answer.status_code in (200, 302), address
        else:
            again = answer.headers.get("Location", "").startswith("/log-in/again/")
            opens = answer.status_code == 200 or (again and address.startswith("/account/"))
            if address == "/" and {role for role, _ in person.roles} - READERS:
                opens = answer.status_code == 302  # to the page of the role
                waiting.append(answer.headers["Location"])
            assert opens, f"a link that does not open: {address}"
        body = body_of(answer)
        cell = Cell(person, "panel", "GET")
        assert not _said_too_much(cell, body), address
        assert _holds_no_name(address), address
        if not answer.headers.get("Content-Disposition"):
            waiting += links_of(body.decode())
    panels = {each.split("/")[2] for each in seen if each.startswith("/panels/")}
    is_in = person.is_logged_in and person.has_second_factor
    labels = person.labels & {"IOM", "SGV", "analyst"} if is_in else set()
    assert panels == {each.lower() for each in labels}
    if labels:
        pages = run.editions.filter(label__in=labels)
        assert len([each for each in seen if "/people/" in each]) == sum(
            each.people.count() for each in pages
        ), f"every person of the editions can be reached from {start}"


def links_of(page: str) -> list[str]:
    """The links of a page to pages of the portal."""
    found = re.findall(r'<a [^>]*href="(/[^"#]*)"', page)
    return [each.replace("&amp;", "&") for each in found]


def _holds_no_name(address: str) -> bool:
    every = (ON_BOTH, ON_IOM, ON_SGV, RESTRICTED)
    return not any(each.casefold() in address.casefold() for each in every)


def test_a_right_removed_counts_at_the_next_request(portal: PortalFolder) -> None:
    world()
    user = account("ann", ("member", "IOM"))
    browser = logged_in(user)
    assert browser.get("/panels/iom/").status_code == 200
    user.memberships.all().delete()
    assert browser.get("/panels/iom/").status_code == 404


def test_each_look_at_a_person_is_a_line_by_reference_and_no_line_holds_a_name(
    portal: PortalFolder,
) -> None:
    run = world()
    browser = logged_in(account("ann", ("member", "IOM")))
    person = PublishedPerson.objects.filter(edition__label="IOM", words__contains="odell").get()
    browser.get(f"/panels/iom/people/{person.token}/")
    browser.post("/panels/iom/search/", {"words": "odell"})
    name = run.editions.get(label="IOM").files.get(name__endswith="xlsx").name
    browser.get(f"/panels/iom/files/{name}")
    events = [each.event for each in read_log(portal.log)][1:]
    assert [each["command"] for each in events] == [
        "portal person",
        "portal search",
        "portal download",
    ]
    assert events[0]["about"] == person.ref and events[0]["recipients"] == ["IOM"]
    assert events[1]["counts"] == {"found": 1}
    assert events[2]["kind"] == "disclosure" and len(events[2]["outputs"]) == 1
    log = portal.log.read_text(encoding="utf-8").casefold()
    assert all(each.casefold() not in log for each in (ON_BOTH, ON_IOM, ON_SGV, RESTRICTED))


def test_no_page_with_people_is_kept_by_a_browser_and_no_answer_names_one_in_a_header(
    portal: PortalFolder,
) -> None:
    run = world()
    browser = logged_in(account("ann", ("member", "IOM")))
    person = run.editions.get(label="IOM").people.first()
    assert person is not None
    for address in ("/panels/iom/", f"/panels/iom/people/{person.token}/", "/panels/iom/agenda/"):
        answer = browser.get(address)
        assert answer.headers["Cache-Control"] == "no-store, private"
        told = " ".join(f"{name}: {value}" for name, value in answer.headers.items()).casefold()
        assert ON_BOTH.casefold() not in told and ON_IOM.casefold() not in told


def test_a_disk_that_is_full_shows_nothing(
    portal: PortalFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    world()
    browser = logged_in(account("ann", ("member", "IOM")))

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("cohortmatch.portal.gate.record", full)
    answer = browser.get("/panels/iom/agenda/")
    assert answer.status_code == 503
    assert ON_BOTH.encode() not in body_of(answer)
