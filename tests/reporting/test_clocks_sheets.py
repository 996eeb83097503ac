"""The sheets of clocks and for tasking, on the report, the page and in editions."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cohortmatch.disclosure.audience import Audience
from cohortmatch.people.tasking import HOMELESS, LEAVES, OFFICE, RED, tasks
from cohortmatch.reporting import CrossReference
from cohortmatch.reporting.agenda import edition_sheets
from cohortmatch.reporting.page import page_bytes
from cohortmatch.reporting.sheet import ReportSheet
from cohortmatch.reporting.sheets.clocks import clocks
from cohortmatch.reporting.sheets.tasking import tasking
from tracked import matched

LISTS = {
    "IOM": {
        "Quarmby": {"Engaging": "N", "Last contact": "01/11/2025", "RAG": "Red"},
        "Odell": {"Next review": "01/05/2026", "RAG": "Green"},
        "Kowalski": {"RAG": "Amber", "Address": "NFA"},
    },
    "SGV": {
        "Quarmby": {"Last seen": "05/02/2026", "Next review": "31/02/2026"},
        "Kowalski": {"Release date": "20/05/2026", "Accommodation need": "Y"},
    },
}


@pytest.fixture(scope="module")
def result() -> CrossReference:
    return matched(LISTS)


def rows(sheet: ReportSheet) -> list[dict[str, Any]]:
    heads = [column.heading for column in sheet.table.columns]
    return [dict(zip(heads, row, strict=True)) for row in sheet.table.rows]


def edition(result: CrossReference, name: str) -> dict[str, ReportSheet]:
    sheets = edition_sheets(Audience(result.gate.panel(name)))
    return {sheet.title: sheet for sheet in sheets}


def test_a_clock_is_told_with_its_list_its_date_and_what_the_list_says(
    result: CrossReference,
) -> None:
    first = rows(clocks(result.view))[0]
    assert (first["Clock"], first["Name"]) == ("Checks due", "Ivor QUARMBY")
    assert (first["Last contact"], first["Due"], first["Months"]) == (
        date(2026, 2, 5),
        date(2026, 5, 5),
        3,
    )
    assert first["The list says"] == "Engaging: N; last contact on SGV (Last seen)"
    assert first["On panels"] == "✓ IOM, ✓ SGV"
    assert clocks(result.view).sentence.startswith(
        "Checks due: 1; Review overdue: 1; Date cannot be used: 1. This is what the lists say;"
    )


TWICE = {
    "IOM": {"Quarmby": {"Next review": "01/05/2026"}, "Odell": {"Next review": "02/05/2026"}},
    "SGV": {"Quarmby": {"Next review": "03/05/2026"}, "Kowalski": {"Next review": "31/02/2026"}},
}


def test_two_clocks_of_one_person_are_not_taken_for_two_people() -> None:
    found = matched(TWICE)
    told = clocks(found.view).sentence
    assert told.startswith("Review overdue: 3, of 2 people; Date cannot be used: 1. ")
    own = edition(found, "IOM")["Clocks"]
    people = {row["Ref"] for row in rows(own)}
    of = f", of {len(people)} people" if len(people) < len(own.table.rows) else ""
    assert own.sentence.startswith(f"Review overdue: {len(own.table.rows)}{of}. ")


def test_the_sheets_stand_on_the_page(result: CrossReference) -> None:
    text = page_bytes(result.view, result.marking).decode()
    assert '<h2 id="clocks">Clocks</h2>' in text and '<h2 id="tasking">For tasking</h2>' in text
    assert text.count("the police and probation decide what to do") == 2


def test_an_edition_s_clock_goes_by_what_its_panel_may_see(result: CrossReference) -> None:
    told = rows(edition(result, "IOM")["Clocks"])
    assert [each["Clock"] for each in told] == ["Checks due", "Review overdue"]
    assert told[0]["Last contact"] == date(2025, 11, 1)  # SGV's contact is not IOM's to see
    assert "SGV" not in str([each["The list says"] for each in told])
    shared = matched(LISTS, share=("contact",))
    seen = rows(edition(shared, "IOM")["Clocks"])[0]
    assert (seen["Last contact"], seen["Months"]) == (date(2026, 2, 5), 3)


def test_an_edition_never_speaks_of_the_media(result: CrossReference) -> None:
    alone = matched({"IOM": {"Quarmby": {"Engaging": "N", "Last contact": "01/06/2025"}}})
    assert [r["Clock"] for r in rows(clocks(alone.view))][1] == "Media may be considered"
    assert [r["Clock"] for r in rows(edition(alone, "IOM")["Clocks"])] == ["Checks due"]


def test_another_list_s_faults_and_ends_are_not_in_an_edition(result: CrossReference) -> None:
    assert "Date cannot be used" in str(rows(edition(result, "SGV")["Clocks"]))
    assert "31/02/2026" not in str(rows(edition(result, "IOM")["Clocks"]))
    ends = {"IOM": {"Quarmby": {}}, "SGV": {"Quarmby": {"Licence end": "15/06/2026"}}}
    assert "Clocks" not in edition(matched(ends), "IOM")
    assert "Clocks" in edition(matched(ends), "SGV")


def test_the_whole_report_alone_has_a_sheet_for_tasking(result: CrossReference) -> None:
    assert not {"For tasking", "Everyone on the panels"} & set(edition(result, "IOM"))


def found(result: CrossReference) -> set[tuple[str, str]]:
    view = result.view
    return {(t.reason, view.title(t.person).split()[-1].capitalize()) for t in tasks(view)}


def test_who_is_for_tasking(result: CrossReference) -> None:
    assert found(result) == {(RED, "Quarmby"), (LEAVES, "Kowalski"), (HOMELESS, "Kowalski")}
    told = {each["Why"]: each for each in rows(tasking(result.view))}
    assert told[RED]["Lists say"] == "IOM: RAG: Red\nIOM: Engaging: N"
    assert told[RED]["On panels"] == "✓ IOM, ✓ SGV"
    assert told[LEAVES]["Lists say"].splitlines() == [
        "SGV: released on 20 May 2026",
        "SGV: Accommodation need: Y",
        "IOM: Address: NFA",
    ]


TASKS = [
    ({"RAG": "Red", "Engaging": "Y"}, set(), "red and engaging"),
    ({"RAG": "Amber", "Engaging": "N"}, set(), "away and amber"),
    ({"RAG": "Red", "Status": "Wanted"}, {RED}, "red and wanted"),
    (
        {"Release date": "04/05/2026", "Housing need": "Y", "NFA": "Y"},
        {LEAVES, HOMELESS},
        "28 days",
    ),
    ({"Release date": "03/05/2026", "Housing need": "Y", "NFA": "Y"}, {HOMELESS}, "29 days"),
    ({"Release date": "29/06/2026", "Housing need": "Y", "NFA": "Y"}, {LEAVES, HOMELESS}, "ahead"),
    ({"Release date": "04/05/2026", "Housing need": "N", "NFA": "Y"}, {HOMELESS}, "no need"),
    ({"Release date": "04/05/2026", "Housing need": "Y"}, set(), "nobody says no abode"),
    ({"Address": "Probation Office, 1 Main Road, Romford"}, {OFFICE}, "a proxy address"),
    ({"Address": "1 Main Road, Romford RM1 3BD"}, set(), "a home"),
]


@pytest.mark.parametrize(("cells", "reasons", "because"), TASKS)
def test_reasons(cells: dict[str, str], reasons: set[str], because: str) -> None:
    told = {reason for reason, _ in found(matched({"IOM": {"Quarmby": cells}}))}
    assert told == reasons, because
