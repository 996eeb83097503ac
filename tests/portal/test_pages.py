"""Changes, trends, search and what I may see: what each page says beside the edition's sheets."""

from __future__ import annotations

from datetime import date
from html import unescape
from pathlib import Path

import pytest
from django.utils import timezone
from django.utils.dateformat import format as in_words

from cohortmatch.audit import read_log
from cohortmatch.disclosure.agreement import Choices
from cohortmatch.portal.models import PublishedCounts, PublishedPerson, PublishedRun
from cohortmatch.portal.places import PortalFolder
from cohortmatch.portal.published.publishing import publish, put_in_place, shown_now
from portal.reports import ROWS, Drawn, publication_of, reported
from portal.test_progress_pages import member, type_into
from portal.visiting import account, logged_in
from sketches import borough
from tracked import matched

PYM = "Pym,Ada,05/06/1977,Red\n"
ALICE = {"Quarmby": {"RAG": "Red"}, "Odell": {"RAG": "Amber"}}


def page(label: str, path: str = "", role: str = "member", words: str = "") -> str:
    browser = logged_in(account(f"ann{label.lower()}{role}{len(path)}", (role, label)))
    address = f"/panels/{label.lower() or 'analyst'}/{path}"
    answer = browser.post(address, {"words": words}) if words else browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_changes_are_those_of_the_edition_since_the_last_one(
    portal: PortalFolder, tmp_path: Path
) -> None:
    publish(portal, reported(tmp_path, {"IOM": ROWS, "SGV": ROWS}, as_of="2026-05-01"))
    lists = {"IOM": ROWS.splitlines(True)[0] + PYM, "SGV": ROWS}
    publish(portal, reported(tmp_path, lists, as_of="2026-06-01"))
    drawn = Drawn(page("IOM", "changes/"))
    new = [row for rows in drawn.tables.values() for row in rows if "PYM" in str(row).upper()]
    assert new and all("New on" in str(row) for row in new)
    assert "ODELL" in str(drawn.tables["no-longer-on-the-list"]).upper()
    told = [row for name in ("agenda", "on-no-other-panel") for row in drawn.tables.get(name, [])]
    assert not [row for row in told if "QUARMBY" in str(row).upper()], "nothing of him is new"


def test_the_first_edition_says_that_nothing_can_be_compared(portal: PortalFolder) -> None:
    put_in_place(publication_of(matched({"IOM": ALICE, "SGV": ALICE}), ("IOM", "")), None)
    assert "first edition of IOM that is known" in page("IOM", "changes/")


def test_trends_count_the_rows_of_each_run_under_the_same_agreement(portal: PortalFolder) -> None:
    for month, people in ((4, 1), (5, 2), (6, 2)):
        rows = dict(list(ALICE.items())[:people])
        content = publication_of(
            matched({"IOM": rows, "SGV": ALICE}, date(2026, month, 1)), ("IOM", "")
        )
        put_in_place(content, shown_now())
    PublishedCounts.objects.filter(as_of=date(2026, 5, 1)).update(agreement_hash="another")
    text = page("IOM", "trends/")
    assert "1 April 2026" in text and "1 June 2026" in text and "1 May 2026" not in text
    assert "1 earlier run under another agreement or purpose is not compared." in text
    counts = PublishedCounts.objects.get(label="IOM", as_of=date(2026, 4, 1)).counts
    assert counts["Agenda"] == 1 and counts["For the chair"] == 1


@pytest.mark.parametrize(
    ("words", "found", "because"),
    [
        ("odell", ["Una"], "a surname, in small letters"),
        ("ODELL  una", ["Una"], "both names, in any order"),
        ("óDELL", ["Una"], "accents count for nothing"),
        ("qua", ["Ivor"], "a part of a word"),
        ("Yardley", [], "somebody of another panel"),
        ("1", ["Ivor"], "a reference of the edition"),
        ("%", [], "a sign of the database's own is a sign like others"),
        ("' OR 1=1 --", [], "and so is this"),
        ("ode\0ll", ["Una"], "a sign that no database takes is no part of a word"),
        ("\0", [], "and nothing else"),
    ],
)
def test_search_finds_people_of_the_edition_alone(
    portal: PortalFolder, words: str, found: list[str], because: str
) -> None:
    lists = {"IOM": ALICE, "SGV": {"Yardley": {}, "Quarmby": {}}}
    put_in_place(publication_of(matched(lists), ("IOM", ""), ("SGV", "")), None)
    text = page("IOM", "search/", words=words)
    names = [name for name in ("Ivor", "Una", "Gus") if f"{name.upper()}" in text.upper()]
    assert names == found, because


def test_a_search_word_is_in_no_address_and_is_written_back_escaped(portal: PortalFolder) -> None:
    put_in_place(publication_of(matched({"IOM": ALICE, "SGV": ALICE}), ("IOM", "")), None)
    text = page("IOM", "search/", words='"><script>alert(1)</script>')
    assert "<script>alert" not in text
    assert "Nobody of that name is in this edition" in text


def test_a_member_is_told_of_no_closed_list_by_name_and_the_analyst_is(
    portal: PortalFolder,
) -> None:
    result = matched({"IOM": ALICE, "SGV": ALICE, "MAPPA": {"Okafor": {}}})
    put_in_place(publication_of(result, ("IOM", "")), None)
    assert "MAPPA" not in page("IOM", "what-i-may-see/")
    assert "Closed to IOM: MAPPA (restricted)" in page("", "what-i-may-see/", "analyst")


def test_a_panel_that_is_not_in_the_run_is_told(portal: PortalFolder) -> None:
    put_in_place(publication_of(matched({"IOM": ALICE, "SGV": ALICE}), ("IOM", "")), None)
    browser = logged_in(account("ann", ("member", "DIP")))
    text = browser.get("/").content.decode()
    assert "DIP: you may open it, and it is not in what is published now." in text
    assert "IOM" not in text


def test_the_analyst_withdraws_the_run_that_the_page_showed_and_no_other(
    portal: PortalFolder,
) -> None:
    put_in_place(publication_of(matched({"IOM": ALICE, "SGV": ALICE}), ("IOM", "")), None)
    browser = logged_in(account("ann", ("analyst", "")))
    assert "1 June 2026" in browser.get("/runs/").content.decode()
    run = shown_now()
    for posted, left in ((run + 1 if run else 0, 1), (run, 0)):
        asked = browser.post("/runs/withdraw/", {"run": posted}, follow=True)
        assert PublishedRun.objects.count() == 1, "it is asked once more"
        answer = browser.post("/runs/withdraw/", {"run": posted, "sure": "yes"}, follow=True)
        assert answer.status_code == 200
        assert PublishedRun.objects.count() == left
    question = asked.content.decode()
    assert "Withdraw the run of 1 June 2026?" in question and "of 1 edition are" in question
    assert f'name="run" value="{run}"' in question and "No, change nothing" in question
    shown = answer.content.decode()
    assert "No run is published" in shown and "The run of 1 June 2026 is withdrawn" in shown
    kinds = [each.event["kind"] for each in read_log(portal.log) if "withdraw" in str(each.event)]
    assert kinds.count("alteration") == 2  # of what was done, and of the form that did it


def test_what_is_unproven_of_somebody_stands_in_their_own_row_too(portal: PortalFolder) -> None:
    result = borough(choices=Choices(restricted=()))
    put_in_place(publication_of(result, ("IOM", "")), None)
    chair = result.edition("IOM").chair
    assert chair is not None and chair.unproven
    text = page("IOM", "agenda/")
    table = text.split("</table>")[0]
    for each in chair.unproven:
        told = each.partition(": ")[2]
        (row,) = (row for row in table.split("<tr") if f'data-note="Unproven: {told}"' in row)
        number, _, name = each.partition(": ")[0].partition(" ")
        assert f">{number}<" in row and f">{name}</a>" in row
    assert table.count("data-note=") == len({each.split()[0] for each in chair.unproven})


def test_each_page_bears_the_marking_of_the_edition_and_who_opened_it(
    portal: PortalFolder,
) -> None:
    result = borough()
    put_in_place(publication_of(result, ("IOM", "")), None)
    marked = result.edition("IOM").marked
    assert marked.text.endswith("for IOM")
    text = unescape(page("IOM", "agenda/"))
    told = f"{marked.text}. {marked.dated}. Delete by 1 January 2027"
    line = f"{told}. From the portal, by Anniommember7 (anniommember7), "
    assert text.count(line) == 2, "above the page, and in the table's head for each further sheet"
    assert f"{line}{in_words(timezone.localdate(), 'j F Y')}, " in text


def test_an_agenda_shows_what_the_panel_typed_since_to_those_who_may_read_it(
    portal: PortalFolder, tmp_path: Path
) -> None:
    publish(portal, reported(tmp_path, {"IOM": ROWS, "SGV": ROWS}))
    chair = logged_in(account("cat", ("chair", "IOM")))

    def shown(path: str) -> str:
        return chair.get(f"/panels/iom/{path}").content.decode()

    assert "Typed in the portal" not in shown("agenda/")
    found = PublishedPerson.objects.get(edition__label="IOM", name__icontains="quarmby")
    ann = member("typing")
    type_into(ann, f"/panels/iom/progress/{found.token}/", RAG="Amber", Next_step="call")
    for path in ("agenda/", f"people/{found.token}/"):
        told = shown(path).split("Typed in the portal")[1]
        assert "RAG: “Amber” (typing, " in told and "Next step: “call”" in told
        assert found.name in told.split("</ul>")[0]
    other = PublishedPerson.objects.get(edition__label="IOM", name__icontains="odell")
    assert "Typed in the portal" not in shown(f"people/{other.token}/")
    assert "Typed in the portal" not in page("SGV", "agenda/", "chair")


@pytest.mark.parametrize("path", ["files/%00", "files/a%00.xlsx", "people/%00/", "sheets/%00/"])
def test_an_address_that_no_database_can_be_asked_for_is_not_there(
    portal: PortalFolder, path: str
) -> None:
    put_in_place(publication_of(matched({"IOM": ALICE, "SGV": ALICE}), ("IOM", "")), None)
    browser = logged_in(account("ann", ("member", "IOM")))
    assert browser.get(f"/panels/iom/{path}").status_code == 404


@pytest.mark.parametrize("number", ["0", "-1", "99", "x", "9" * 5000, "%00", "1.5"])
def test_a_page_number_that_is_none_is_the_first_or_the_last(
    portal: PortalFolder, number: str
) -> None:
    put_in_place(publication_of(matched({"IOM": ALICE, "SGV": ALICE}), ("IOM", "")), None)
    browser = logged_in(account("ann", ("member", "IOM")))
    answer = browser.get(f"/panels/iom/sheets/agenda/?page={number}")
    assert answer.status_code == 200
    assert len(Drawn(answer.content.decode()).tables["agenda"]) == 3
