"""Who is a nominal on lists of registrations, families, warning letters and parenting orders."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.reading.formats.books import Rows, csv_file, only

from cohortmatch.normalising.roles import listing_roles
from cohortmatch.values.roles import Role
from people_lists import AS_OF

BORN = ("03/04/1985", "14/11/1990", "28/02/1979", "17/06/1996")
NAMES = ("Ivor Pym", "Una Odell", "Adam Swann", "Ida Moss")


def _roles(folder: Path, name: str, heads: str, rows: list[tuple[str, ...]]) -> list[str]:
    table: Rows = [heads.split("|"), *rows]
    raw = only(csv_file(folder / f"{name}.csv", table))
    return [Role(int(each)).name for each in listing_roles(raw, AS_OF).roles]


REGISTERED = ("MAPPA level 2", "Domestic abuse victim", "Risk to children", "Victim")


@pytest.mark.parametrize(
    ("name", "heading", "number", "listed"),
    [
        # everybody on the register is supervised, whatever else is registered of him
        ("Probation registrations", "Registrations", "CRN", "1111"),
        ("Probation registrations", "Registration type", "CRN", "1111"),
        # the row of a victim has no number of a person under supervision
        ("Probation registrations", "Registrations", "", "1010"),
        # a heading that says more than that, or another list
        ("Probation list", "Role", "CRN", "0000"),
        ("SGV registrations", "Registrations", "CRN", "1010"),
        ("ASB registrations", "Registrations", "CRN", "0000"),
    ],
)
def test_a_registered_victim_stays_only_where_all_are_supervised(
    tmp_path: Path, name: str, heading: str, number: str, listed: str
) -> None:
    crn = ("X100001", "X100002", "X100003", "X100004") if number else ("", "", "", "")
    rows = list(zip(crn, NAMES, BORN, REGISTERED, strict=True))
    roles = _roles(tmp_path, name, f"CRN|Name|DOB|{heading}", rows)
    assert "".join(str(int(role == "subject")) for role in roles) == listed


@pytest.mark.parametrize(
    ("heading", "cells", "subjects"),
    [
        ("Offender Y/N", "Y|N|N|", "1000"),
        ("Known offender?", "Yes - IOM|No|Yes (YRO)|", "1010"),
        ("Known offender?", "Yes|Yes - victim of DA|No|Yes, not any more", "1000"),
        ("Perpetrator", "Y|N|Y|N", "1010"),
        ("Offending status", "None|Offender - YRO|Offender (probation)|None", "0110"),
        ("Offending status", "None|Victim of offender|Offender|None", "0000"),
        ("Role in household", "Parent|Young offender|Parent / offender|Child", "0110"),
        ("Offender in household", "Y|N|Y|N", "0000"),
        ("Victim Y/N", "Y|N|N|N", "0000"),
        ("Relation to main adult", "Main adult|Son (offender - YRO)|Daughter|Son", "0100"),
    ],
)
def test_who_of_a_family_is_the_offender(
    tmp_path: Path, heading: str, cells: str, subjects: str
) -> None:
    rows = list(zip(("F1",) * 4, NAMES, BORN, cells.split("|"), strict=True))
    roles = _roles(tmp_path, "Supporting Families", f"Family ID|Name|DOB|{heading}", rows)
    assert "".join(str(int(role == "subject")) for role in roles) == subjects


def test_a_flag_of_a_row_of_several_people_makes_nobody_an_offender(tmp_path: Path) -> None:
    heads = "Family ID|Adult 1 name|Adult 1 DOB|Child 1 name|Child 1 DOB|Known offender"
    rows = [("F1", NAMES[0], BORN[0], NAMES[1], BORN[1], "Y")]
    assert _roles(tmp_path, "Supporting Families", heads, rows) == ["family", "family"]


@pytest.mark.parametrize(
    ("name", "heading", "kinds", "listed"),
    [
        ("ASB warning letters", "Recipient", "Warning 1|Final warning", True),
        ("ASB letters", "Recipient of CPW", "Warning 1|Final warning", True),
        ("ASB letters", "Recipient", "First|Second", False),
        ("ASB warning letters", "Name", "Warning 1|Final warning", False),
        # some of these letters go to people at risk, or to those who complained
        ("ASB warning letters", "Recipient", "Warning 1|Complainant update", False),
        ("ASB Osman warnings", "Recipient", "Warning|Warning", False),
        ("ASB scam warning letters", "Recipient", "Warning|Warning", False),
    ],
)
def test_a_recipient_is_a_nominal_only_of_a_warning(
    tmp_path: Path, name: str, heading: str, kinds: str, listed: bool
) -> None:
    rows = list(zip(NAMES[:2], BORN[:2], kinds.split("|"), strict=True))
    heads = f"{heading}|DOB|Letter type"
    roles = _roles(tmp_path, name, heads, rows)
    assert set(roles) <= ({"subject"} if listed else {"unknown", "victim", "neither"})


@pytest.mark.parametrize(
    ("name", "heading", "parent"),
    [
        ("Parenting orders", "Parent", "subject"),
        ("YJS list", "Parent subject to order", "subject"),
        ("YJS list", "Parent", "family"),
    ],
)
def test_a_parent_is_a_subject_only_of_an_order_on_parents(
    tmp_path: Path, name: str, heading: str, parent: str
) -> None:
    rows = [(NAMES[0], BORN[0], NAMES[1], "05/05/2011")]
    roles = _roles(tmp_path, name, f"{heading}|Parent DOB|Child|Child DOB", rows)
    assert sorted(roles) == sorted(["family", parent])


@pytest.mark.parametrize(
    ("cells", "is_shown"),
    [
        ("PC Oak|Police|Mum|Sgt Fenn", True),
        ("Una Odell|Police|Mum|PC Oak", False),
        ("4 Cedar Road|Police|Mum|PC Oak", False),
    ],
)
def test_who_found_somebody_is_shown_only_where_nobody_is_named(
    tmp_path: Path, cells: str, is_shown: bool
) -> None:
    rows = list(zip(NAMES, BORN, cells.split("|"), strict=True))
    raw = only(csv_file(tmp_path / "YJS.csv", [("Name", "DOB", "Found by"), *rows]))
    assert ("Found by" in raw.frame.columns) == is_shown


@pytest.mark.parametrize(
    ("name", "beside", "is_shown"),
    [("IOM", "RAG", True), ("ASB", "RAG", False), ("IOM", "Victim", False)],
)
def test_who_referred_somebody_is_shown_only_on_a_list_without_victims(
    tmp_path: Path, name: str, beside: str, is_shown: bool
) -> None:
    referrers = ("Ann Crane", "Lou Marsh", "Jo Field", "Ann Crane")
    rows = [(*row, "Tim Held") for row in zip(NAMES, BORN, referrers, strict=True)]
    heads = ("Nominal", "DOB", "Referred by", beside)
    raw = only(csv_file(tmp_path / f"{name}.csv", [heads, *rows]))
    assert ("Referred by" in raw.frame.columns) == is_shown
