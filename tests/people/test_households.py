"""Whoever shares a household with somebody in the report is told beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO

import openpyxl
import pandas as pd
import pytest

from cohortmatch import match
from cohortmatch.disclosure.marking import Marking
from cohortmatch.reporting import CrossReference
from cohortmatch.reporting.page import page_bytes
from cohortmatch.reporting.sheets import Sheets
from cohortmatch.reporting.sheets.people import HOUSEHOLD
from cohortmatch.reporting.workbook import workbook_bytes
from sketches import SAME_NAME, Link, Sketch, answer

COLUMNS = {"Name": "name", "Where": "address", "Postcode": "postcode"}
ROSE, HILL = ("7 Fennel Row", "ZZ1 1AA"), ("9 Teasel Close", "ZZ2 2AA")
CERTAIN: Link = (20.0, "same", SAME_NAME)
CHECK: Link = (2.0, "check", SAME_NAME)


def a_report(
    *others: tuple[str, tuple[str, str]],
    ada: tuple[str, str] = ROSE,
    groups: Sequence[Sequence[str]] = (),
    links: Mapping[tuple[str, str], Link] | None = None,
) -> CrossReference:
    """Ada (IOM:2, DIP:2) is on two panels; the others are rows of DIP from 3 on."""
    iom = Sketch("IOM", COLUMNS, {2: ("PYM, Ada", *ada)})
    rows = {2: ("PYM, Ada", *ada)} | {n: (who, *at) for n, (who, at) in enumerate(others, 3)}
    linked = {("IOM:2", "DIP:2"): CERTAIN, **(links or {})}
    return answer([iom, Sketch("DIP", COLUMNS, rows)], [("IOM:2", "DIP:2"), *groups], linked)


def household(found: CrossReference) -> list[str]:
    """Who is told beside Ada: without ids."""
    told = found.view.household(found.view.on_panels[0])
    return [each.partition(" ")[2] for each in told]


def test_another_person_of_the_household_is_told_with_their_lists() -> None:
    found = a_report(("PYM, Bo", ROSE), ("ODELL, Una", ROSE), ("ZEBB, Cy", HILL))
    assert household(found) == ["Bo PYM (DIP)", "Una ODELL (DIP)"]


def test_the_workbook_and_the_page_say_it() -> None:
    found = a_report(("PYM, Bo", ROSE))
    book = openpyxl.load_workbook(BytesIO(workbook_bytes(Sheets(found.view).every, Marking())))
    page = book["On several panels"]
    (table,) = page.tables.values()
    heads, ada = ([cell.value for cell in row] for row in page[table.ref])
    whose = found.memberships.set_index("listing_id")["person_id"]["DIP:3"]
    assert dict(zip(heads, ada, strict=True))[HOUSEHOLD] == f"{whose} Bo PYM (DIP)"
    book.close()
    html = page_bytes(found.view, Marking()).decode()
    assert f"<b>Same household, different people:</b> {whose} Bo PYM (DIP)" in html


def test_where_nobody_is_told_nothing_stands_there() -> None:
    found = a_report(("ZEBB, Cy", HILL))
    sheet = Sheets(found.view).every[1]
    assert HOUSEHOLD not in [column.heading for column in sheet.table.columns]
    assert HOUSEHOLD not in page_bytes(found.view, Marking()).decode()


def test_an_edition_for_one_panel_does_not_say_it() -> None:
    edition = a_report(("PYM, Bo", ROSE)).edition("IOM")
    cells = [cell for sheet in edition.sheets for row in sheet.table.rows for cell in row]
    assert cells and not [cell for cell in cells if "PYM" in str(cell) and "Bo" in str(cell)]


@pytest.mark.parametrize(
    ("ada", "bo", "together"),
    [
        (("7 Fennel Row", "ZZ1 1AA"), ("7 Fennel Road", "ZZ1 1AA"), True),
        (("7 Fennel Row", "ZZ1 1AA"), ("7 Fennel Row", "ZZ1 9AA"), True),
        (("7 Fennel Row", ""), ("7 Fennel Row", ""), True),
        (("7 Fennel Row", "ZZ1 1AA"), ("7 Fennel Row", "ZZ2 2AA"), False),
        (("7 Fennel Row", "ZZ1 1AA"), ("8 Fennel Row", "ZZ1 1AA"), False),
        (("Flat 1, 7 Fennel Row", "ZZ1 1AA"), ("Flat 2, 7 Fennel Row", "ZZ1 1AA"), False),
        (("7 Fennel Row", "ZZ1 1AA"), ("", "ZZ1 1AA"), False),
        (("NFA", "ZZ1 1AA"), ("NFA", "ZZ1 1AA"), False),
        # the postcode of HMP Thameside
        (("7 Fennel Row", "SE28 0FJ"), ("7 Fennel Row", "SE28 0FJ"), False),
    ],
)
def test_what_one_household_is(ada: tuple[str, str], bo: tuple[str, str], together: bool) -> None:
    assert household(a_report(("PYM, Bo", bo), ada=ada)) == (["Bo PYM (DIP)"] if together else [])


def test_who_may_be_the_same_person_is_not_called_another() -> None:
    links = {("IOM:2", "DIP:3"): CHECK}
    assert household(a_report(("PYM, A", ROSE), ("PYM, Bo", ROSE), links=links)) == ["Bo PYM (DIP)"]


def test_a_row_that_is_to_check_does_not_tell_where_somebody_lives() -> None:
    """Una's second row, at Ada's address, is perhaps not hers."""
    links = {("DIP:3", "DIP:4"): CHECK}
    found = a_report(
        ("ODELL, Una", HILL), ("ODELL, U", ROSE), groups=[("DIP:3", "DIP:4")], links=links
    )
    una = next(
        person for person in found.view.everybody if len(person.listings) == 2 > person.panels
    )
    assert [found.view.ids[listing] for listing in una.core] == ["DIP:3"]
    assert household(found) == []


def test_a_victim_of_the_household_is_never_named() -> None:
    """As the lists are matched: the victim is left out, the other two agree that they share a
    house and are different people."""
    columns = ["Forename", "Surname", "DOB", "PNC", "Address", "Role"]
    ada = ["Ada", "Pym", "03/04/1989", "2087/0000001A", ", ".join(ROSE), "Offender"]
    bo = ["Bo", "Pym", "05/06/1991", "", ", ".join(ROSE), "Offender"]
    cy = ["Cy", "Pym", "07/08/1993", "", ", ".join(ROSE), "Victim"]
    others = [
        [name, "Quarmby", f"0{day}/02/1980", "", f"{day} Ash Way, ZZ3 1AB", "Offender"]
        for day, name in enumerate(("Ivor", "Una", "Max", "Zed", "Hal"), start=1)
    ]
    frames = {
        "IOM": pd.DataFrame([ada, *others], columns=columns),
        "ASB": pd.DataFrame([ada, bo, cy], columns=columns),
    }
    found = match(frames)
    assert household(found) == ["Bo PYM (ASB)"]
    assert found.why("IOM:0", "ASB:1").verdict.endswith("same household, different people")


def test_more_than_a_family_is_no_household() -> None:
    family = [(f"PYM, Bo{n}", ROSE) for n in range(11)]
    assert len(household(a_report(*family))) == 11
    assert household(a_report(*family, ("PYM, Bo12", ROSE))) == []
