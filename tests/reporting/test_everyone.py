"""Everyone on the panels: one row a person, and what each panel's list says of them."""

from __future__ import annotations

import sys
from datetime import date
from typing import Any

import pandas as pd
import pytest

from cohortmatch.disclosure.redacted import Redacted
from cohortmatch.people.status import LABELS
from cohortmatch.reporting import CrossReference
from cohortmatch.reporting.page import page_bytes
from cohortmatch.reporting.sheets.everyone import everyone, without_cards
from cohortmatch.reporting.tables import PEOPLE as OF_PEOPLE
from cohortmatch.store.earlier_runs import Memory
from sketches import borough
from tracked import PEOPLE, matched

CANARY = "07/08/2026"
LISTS = {
    "IOM": {
        "Quarmby": {"RAG": "Amber", "Next review": "05/06/2026", "Last seen": "02/04/2026"},
        "Odell": {"RAG": "Green", "Next review": "01/05/2026", "Licence end": CANARY},
        "Yardley": {"RAG": "Red"},
    },
    "SGV": {
        "Quarmby": {"Band": "Red", "Last contact": "20/05/2026", "NFA": "Y"},
        "Mensah": {"Band": "Green", "Last contact": "03/07/2026"},
    },
}


@pytest.fixture(scope="module")
def tracked() -> CrossReference:
    return matched(LISTS)


def by_name(view: Redacted) -> dict[str, dict[str, Any]]:
    """The rows of the sheet by surname, each by heading."""
    table = everyone(view).table
    heads = [column.heading for column in table.columns]
    rows = [dict(zip(heads, row, strict=True)) for row in table.rows]
    return {str(row["Name"]).split()[-1].capitalize(): row for row in rows}


def test_everybody_on_a_panel_has_one_row(tracked: CrossReference) -> None:
    rows = by_name(tracked.view)
    assert list(rows) == ["Quarmby", "Yardley", "Mensah", "Odell"]  # panels, then the colour
    assert len(everyone(tracked.view).table.rows) == 4
    assert everyone(tracked.view).sentence.startswith("4 people on a panel, once each")


def test_each_panel_has_its_own_words_and_the_sorted_columns_go_by_all(
    tracked: CrossReference,
) -> None:
    row = by_name(tracked.view)["Quarmby"]
    assert row["IOM"].splitlines()[0] == "✓ RAG: Amber"
    assert "Last seen: 02/04/2026" in row["IOM"] and "NFA: Y" in row["SGV"]
    assert (row["RAG"], row["Panels"]) == ("Red", 2)
    assert row["Next review"] == date(2026, 6, 5)
    assert row["Last contact"] == date(2026, 5, 20)  # SGV's is the later one


def test_a_review_that_is_past_stands_and_a_contact_in_the_future_does_not(
    tracked: CrossReference,
) -> None:
    rows = by_name(tracked.view)
    assert rows["Odell"]["Next review"] == date(2026, 5, 1)
    assert rows["Odell"]["Next end"] == date(2026, 8, 7)
    assert rows["Mensah"]["Last contact"] is None


def test_the_table_says_the_same_as_the_sheet(tracked: CrossReference) -> None:
    table, rows = tracked.tracker, by_name(tracked.view)
    assert table["name"].str.split().str[-1].str.capitalize().tolist() == list(rows)
    first = table.iloc[0]
    assert (first["rag"], first["last_contact"], first["IOM"]) == ("red", "2026-05-20", "certain")
    assert first["SGV: Accommodation"] == "Y" and first["IOM: Last contact"] == "02/04/2026"
    assert not {"IOM: Accommodation", "SGV: Next review"} & set(table.columns)


def test_it_stands_on_the_page(tracked: CrossReference) -> None:
    text = page_bytes(tracked.view, tracked.marking).decode()
    part = text[text.index('<h2 id="everyone">') :]
    assert all(
        PEOPLE[name][0] in part[: part.index("<h2 id=", 9)] for name in by_name(tracked.view)
    )


def test_the_page_says_once_what_the_cards_say(tracked: CrossReference) -> None:
    text = page_bytes(tracked.view, tracked.marking).decode()
    part = text[text.index('<h2 id="everyone">') :].partition("<h2 id=")[2].partition("<h2 id=")[0]
    assert "✓ RAG: Amber<" in part.replace("</td>", "<") and "02/04/2026" not in part
    assert "03/07/2026" in part  # of somebody on one panel, who has no card


def test_a_page_holds_no_more_people_than_it_can(
    tracked: CrossReference, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = sys.modules[everyone.__module__]
    monkeypatch.setattr(module, "MOST_ON_PAGE", 3)
    kept = without_cards(tracked.view, everyone(tracked.view))
    assert not kept.table.rows and kept.sentence.startswith("4 people on a panel")
    assert kept.sentence.endswith("see the workbook and tracker.csv.")
    monkeypatch.setattr(module, "MOST_ON_PAGE", 4)
    assert len(without_cards(tracked.view, everyone(tracked.view)).table.rows) == 4


def test_a_panel_s_view_holds_its_own_people_and_of_others_what_it_may_see(
    tracked: CrossReference,
) -> None:
    own = by_name(tracked.gate.panel("SGV"))
    assert list(own) == ["Quarmby", "Mensah"]
    assert "RAG: Amber" in own["Quarmby"]["IOM"] and "Last seen" not in own["Quarmby"]["IOM"]
    assert own["Quarmby"]["Last contact"] == date(2026, 5, 20)
    assert CANARY not in str(own)
    asked = matched(LISTS, share=("risk", "contact"))
    assert "Last seen: 02/04/2026" in by_name(asked.gate.panel("SGV"))["Quarmby"]["IOM"]


@pytest.mark.parametrize("name", ["IOM", "SGV"])
def test_no_edition_says_more_than_before(tracked: CrossReference, name: str) -> None:
    """An edition's files hold none of the kinds of progress of another list."""
    other = "SGV" if name == "IOM" else "IOM"
    words = {"IOM": ("02/04/2026", CANARY), "SGV": ("20/05/2026", "03/07/2026")}[other]
    content = b"".join(
        body for file, body in tracked.edition(name).files().items() if file.endswith(".html")
    ).decode()
    assert not [word for word in words if word in content]


def test_somebody_who_may_be_on_a_panel_is_marked(tracked: CrossReference) -> None:
    twin = {**LISTS, "DIP": {"Odell": {"Order end": "01/07/2026"}}}
    frames = matched(twin)
    view = frames.view
    rows = by_name(view)
    assert rows["Odell"]["DIP"].startswith("✓") and rows["Odell"]["Next end"] == date(2026, 7, 1)


def test_it_is_empty_where_nobody_is_on_a_panel() -> None:
    only_register = matched({"NPS": {"Odell": {}}, "CRC": {"Odell": {}}})
    sheet = everyone(only_register.view)
    assert not sheet.table.rows and sheet.table.empty == "Nobody is on a panel"
    assert only_register.tracker.empty and isinstance(only_register.tracker, pd.DataFrame)


def test_a_list_may_have_the_name_of_a_column() -> None:
    rows = {"Odell": {"RAG": "Red"}}
    table = matched({"age": rows, "IOM": rows}).tracker
    assert table["age (list)"].tolist() == ["certain"] and "age (list): RAG or risk" in table


def test_what_changed_and_the_lists_left_are_told_of_a_later_run_only() -> None:
    heads = [c.heading for c in everyone(borough(memory=Memory(())).view).table.columns]
    assert "Since last run" not in heads and "Lists left" not in heads


def test_the_kinds_are_told_in_the_words_of_the_report() -> None:
    assert not set(LABELS.values()) & set(OF_PEOPLE)
