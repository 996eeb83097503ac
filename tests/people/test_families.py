"""Whose family is on a programme: by who of a panel is on the list of families, or at its address.

Everybody is invented; Quarmby and the others are those of `tracked`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cohortmatch as cm
from cohortmatch.disclosure.audience import Audience
from cohortmatch.people.families import (
    NOT_ON,
    ON_PROGRAMME,
    SAME_HOME,
    TO_CHECK,
    FamilyLinks,
)
from cohortmatch.people.households import MOST
from cohortmatch.reporting import CrossReference
from cohortmatch.reporting.agenda import edition_sheets
from cohortmatch.reporting.page import page_bytes
from cohortmatch.reporting.sheets import Sheets
from cohortmatch.reporting.sheets.families import families
from disclosed import files
from laws.strategies import law
from people_lists import strangers
from tracked import AS_OF, PEOPLE, a_list, pnc

HOME = {"Address": "12 Chase Lane, Romford", "Postcode": "RM1 3BD"}
Rows = Mapping[str, Mapping[str, str]]


def family_list(*rows: Mapping[str, str]) -> pd.DataFrame:
    """A list of families: rows of one of PEOPLE by surname, or of somebody else."""
    told = []
    for row in rows:
        surname = row["Surname"]
        forename, born = PEOPLE.get(surname, (row.get("Forename", ""), row.get("DOB", "")))
        own = {"Forename": forename, "DOB": born, "PNC": pnc(surname) if surname in PEOPLE else ""}
        told.append({"Family ID": "F001", "Relationship": "", **own, **row})
    return pd.DataFrame(told, dtype=str).fillna("")


def matched(panels: Mapping[str, Rows], *rows: Mapping[str, str]) -> CrossReference:
    frames = {name: a_list(own) for name, own in panels.items()}
    return cm.match({**frames, "Families": family_list(*rows)}, plan=cm.Plan(as_of=AS_OF))


def told(result: CrossReference) -> dict[str, str]:
    """Where the family of each person on a panel stands, by surname."""
    view = result.view
    links = FamilyLinks(view).links
    found = {view.title(x.person).split()[-1].capitalize(): x.place for x in links}
    assert len(found) == len(links), "one row for each person"
    return found


IOM = {"IOM": {"Quarmby": HOME, "Odell": {}}}
CASES: Sequence[tuple[dict[str, Rows], list[dict[str, str]], dict[str, str], str]] = [
    (
        IOM,
        [{"Surname": "Quarmby", "Relationship": "Father"}],
        {"Quarmby": ON_PROGRAMME, "Odell": NOT_ON},
        "the father himself",
    ),
    (
        {**IOM, "SGV": {"Quarmby": {}, "Yardley": {}}},
        [{"Surname": "Quarmby"}, {"Surname": "Yardley"}],
        {"Quarmby": ON_PROGRAMME, "Yardley": ON_PROGRAMME, "Odell": NOT_ON},
        "on two panels, and on one",
    ),
    (
        IOM,
        [{"Surname": "Pym", "Forename": "Ada", "DOB": "01/02/2015", **HOME}],
        {"Quarmby": SAME_HOME, "Odell": NOT_ON},
        "a child at his address",
    ),
    (
        IOM,
        [{"Surname": "Pym", "Forename": "Ada", "DOB": "01/02/2015", "Address": "13 Chase Lane"}],
        {"Quarmby": NOT_ON, "Odell": NOT_ON},
        "a child next door",
    ),
    (
        IOM,
        [{"Surname": "Pym", "Forename": "Ada", **HOME, "Relationship": "Victim"}],
        {"Quarmby": NOT_ON, "Odell": NOT_ON},
        "a victim on the families' list tells nothing",
    ),
    (
        {
            "IOM": {"Odell": {}},
            "ASB": {"Quarmby": {"Role": "Victim", **HOME}, "Kowalski": {"Role": "Perpetrator"}},
        },
        [{"Surname": "Quarmby", **HOME}, {"Surname": "Kowalski"}],
        {"Kowalski": ON_PROGRAMME, "Odell": NOT_ON},
        "a panel's victim has no row, though the family is on the programme",
    ),
    (
        {"IOM": {"Odell": {}}, "SGV": {"Quarmby": {"Role": "Associate"}}},
        [{"Surname": "Quarmby"}],
        {"Odell": NOT_ON},
        "an associate has none either",
    ),
]


@pytest.mark.parametrize(("panels", "rows", "expected", "because"), CASES)
def test_where_a_family_stands(
    panels: dict[str, Rows], rows: list[dict[str, str]], expected: dict[str, str], because: str
) -> None:
    assert told(matched(panels, *rows)) == expected, because


def test_a_row_that_may_be_theirs_is_to_check() -> None:
    row = {"Surname": "Quarmby", "PNC": "", "DOB": "04/03/1989", "Forename": "Ivor"}
    result = matched(IOM, row)
    assert result.view.questions, "the pair is asked about"
    assert told(result) == {"Quarmby": TO_CHECK, "Odell": NOT_ON}


def test_where_more_people_live_than_a_household_has_nothing_is_told() -> None:
    def crowd(people: int) -> list[dict[str, str]]:
        others = strangers(people, "hostel")
        told = [{"Surname": "Farthingay", "Forename": x["forename"], **HOME} for x in others]
        return [{**row, "DOB": x["date_of_birth"]} for row, x in zip(told, others, strict=True)]

    assert told(matched(IOM, *crowd(2)))["Quarmby"] == SAME_HOME
    assert told(matched(IOM, *crowd(MOST)))["Quarmby"] == NOT_ON


def test_a_mother_who_is_on_no_panel_has_no_row_and_no_name_in_the_sheet() -> None:
    mother = {"Surname": "Farthingay", "Forename": "Jo", "Relationship": "Mother", **HOME}
    result = matched(IOM, mother, {"Surname": "Odell", "Relationship": "Child", "PbR claim": "Y"})
    sheet = families(result.view)
    assert "FARTHINGAY" not in str(sheet).upper()
    rows = {row[2]: row for row in sheet.table.rows}
    assert rows["Ivor QUARMBY"][6:] == ["Families, row 0: Family ID: F001", None]
    assert rows["Una ODELL"][6:] == [
        "Families, row 1: Family ID: F001",
        "Relationship: Child\nPbR claim: Y",
    ]
    assert sheet.sentence == (
        "On the programme: 1; A family on the programme has the same address: 1."
    )
    assert sheet.lines[0] == "2 people on a panel, beside Families."


def test_what_a_relationship_says_of_somebody_else_is_not_told() -> None:
    row = {"Surname": "Odell", "Relationship": "Daughter of Jo Farthingay"}
    assert "Farthingay" not in str(families(matched(IOM, row).view))


def test_without_a_list_of_families_there_is_no_sheet_and_no_section(tmp_path: Path) -> None:
    bare = cm.match({name: a_list(own) for name, own in IOM.items()}, plan=cm.Plan(as_of=AS_OF))
    assert "Families" not in [sheet.title for sheet in Sheets(bare.view).every]
    assert b'id="families"' not in page_bytes(bare.view, bare.marking)
    some = matched(IOM, {"Surname": "Quarmby"})
    assert "Families" in [sheet.title for sheet in Sheets(some.view).every]
    assert some.to_excel(tmp_path / "june.xlsx").is_file()
    assert b'<h2 id="families">Families</h2>' in page_bytes(some.view, some.marking)


def test_the_whole_report_alone_has_the_sheet() -> None:
    result = matched(IOM, {"Surname": "Quarmby"})
    for name in ("IOM", "Families"):
        sheets = edition_sheets(Audience(result.gate.panel(name)))
        assert "Programme" not in [c.heading for s in sheets for c in s.table.columns]


ROLES = ("Perpetrator", "Victim", "Witness", "Associate", "Complainant", "")


@st.composite
def asb(draw: st.DrawFn) -> dict[str, dict[str, str]]:
    """Rows of a panel with people on every side."""
    return {name: {"Role": draw(st.sampled_from(ROLES)), **HOME} for name in PEOPLE}


@law(12)
@given(asb(), st.sets(st.sampled_from(sorted(PEOPLE)), min_size=1))
def test_only_perpetrators_ever_have_a_row(rows: Any, on_programme: set[str]) -> None:
    result = matched({"ASB": rows}, *({"Surname": name, **HOME} for name in sorted(on_programme)))
    perpetrators = {name for name, row in rows.items() if row["Role"] == "Perpetrator"}
    found = told(result)
    assert set(found) == perpetrators
    assert {name for name, place in found.items() if place == ON_PROGRAMME} == (
        perpetrators & on_programme
    )


@law(8)
@given(st.sampled_from(("", "Y", "N")), st.sampled_from(("F001", "F002")), st.booleans())
def test_what_a_list_of_families_says_changes_no_byte_of_an_edition(
    claim: str, family: str, at_home: bool
) -> None:
    def result(claim: str, family: str, place: Mapping[str, str]) -> CrossReference:
        row = {"Surname": "Pym", "Forename": "Ada", "DOB": "01/02/2015", "Key worker": "A. Worker"}
        return matched(IOM, {**row, "PbR claim": claim, "Family ID": family, **place})

    before, after = result("Y", "F001", HOME), result(claim, family, HOME if at_home else {})
    assert files(before, "IOM") == files(after, "IOM")


def test_of_more_people_than_a_page_holds_only_the_numbers_are_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    some = matched(IOM, {"Surname": "Quarmby"})
    monkeypatch.setattr("cohortmatch.reporting.page.MOST_ON_PAGE", 1)
    text = page_bytes(some.view, some.marking).decode()
    part = text.partition('<h2 id="families">')[2].partition("<h2")[0]
    assert "There are too many for this page: see the workbook." in part and "QUARMBY" not in part
