"""Who is matched: listings that say offender, associate or family, and nobody else."""

from __future__ import annotations

import tomllib
from dataclasses import replace

import pandas as pd
import pytest

import cohortmatch as cm
from cohortmatch.core.types import Listings, Role
from people_lists import a_list, listings_of

ROLES = [
    # cell              role, None when left out    because
    ("Offender", Role.subject, "affirmed"),
    ("Suspect", Role.subject, "affirmed"),
    ("Associate", Role.associate, "matched, and shown as an associate"),
    ("Mother", None, "a relative is not on a panel"),
    ("Both (perpetrator and victim)", Role.subject, "the offender's role is affirmed"),
    ("Victim", None, "victims are never matched"),
    ("Complainant", None, "nor are complainants"),
    ("Witness", None, "nor are witnesses"),
    ("Zxqv", None, "not understood is unknown"),
    ("N/K", None, "not known is unknown, even where everybody else is an offender"),
    ("Not a nominal", None, "nor is who is denied to be one"),
]


def on_a_list(*roles: str, default: Role = Role.subject) -> Listings:
    """One listing a role, each by a surname of its own."""
    rows = [{"surname": f"Ole{chr(97 + i)}", "role": role} for i, role in enumerate(roles)]
    return listings_of(a_list("A", *rows, role=default))


def matched(listings: Listings) -> dict[object, Role]:
    """The row of each listing that is matched, with its role."""
    return {row: Role(role) for row, role in zip(listings.row, listings.role, strict=True)}


@pytest.mark.parametrize(("cell", "role", "because"), ROLES)
def test_a_role_decides_who_is_matched(cell: str, role: Role | None, because: str) -> None:
    assert matched(on_a_list(cell)) == ({} if role is None else {2: role}), because


def test_who_is_left_out_is_counted_by_reason() -> None:
    (info,) = on_a_list("Offender", "Victim", "complainant", "witness", "Zxqv", "").lists
    assert info.listings == 1
    assert sum(info.excluded.values()) == 5
    by_word = {why.split()[0]: n for why, n in info.excluded.items()}
    assert by_word == {"victim": 2, "witness": 1, "no": 2}


@pytest.mark.parametrize("blank", ["", " ", "-", "N/K"])
def test_a_blank_role_is_unknown_where_others_are_victims(blank: str) -> None:
    assert matched(on_a_list("Offender", blank, "Victim")) == {2: Role.subject}


@pytest.mark.parametrize("blank", ["", " ", "-", "n/a"])
def test_a_blank_role_is_the_list_s_own_where_nobody_is_a_victim(blank: str) -> None:
    assert matched(on_a_list("Associate", blank)) == {2: Role.associate, 3: Role.subject}


@pytest.mark.parametrize("blank", ["", "-", "n/a"])
def test_on_a_list_that_may_hold_victims_a_blank_is_unknown_without_any_this_month(
    blank: str,
) -> None:
    found = on_a_list("Nominal", blank, "Associate", blank, default=Role.unknown)
    assert matched(found) == {2: Role.subject, 4: Role.associate}
    assert found.lists[0].excluded == {"no role of an offender recorded or understood": 2}
    told = [(f.code, f.column, f.rows) for f in found.noticed]
    assert told == [("role-not-recorded", "role", (3, 5))]


def test_a_list_that_may_hold_victims_and_says_no_roles_is_told() -> None:
    rows = [{"surname": "Bloggs"}]
    told = [listings_of(replace(a_list("A", *rows), is_mixed=mixed)) for mixed in (True, False)]
    assert [[f.code for f in each.noticed] for each in told] == [["roles-without-column"], []]
    assert [len(each) for each in told] == [1, 1]


def test_a_list_of_unknown_roles_without_a_column_is_left_out_whole_and_told() -> None:
    rows = [{"surname": "Olea"}, {"surname": "Oleb"}]
    asb = replace(a_list("ASB & more", *rows, role=Role.unknown), is_mixed=True)
    found = listings_of(asb, a_list("IOM", {"surname": "Olea"}))
    (told,) = found.noticed
    assert (told.code, told.list_name, told.detail) == ("list-left-out", "ASB & more", "all 2 rows")
    lines = told.remedy.splitlines()[1:]
    settings = {"lists": {"ASB & more": {"role": "subject"}}}
    assert tomllib.loads("\n".join(lines)) == settings, "the lines can be copied"
    assert found.findings.loc[0, "remedy"] == told.remedy
    left_out = "all 2 rows are left out (no role of an offender recorded or understood)"
    assert [info.nobody_matched for info in found.lists] == [
        *(f"nobody on ASB & more is matched: {left_out}", ""),
    ]


def test_a_list_without_a_role_column_has_its_own_role() -> None:
    row = {"surname": "Bloggs"}
    for role in (Role.subject, Role.family):
        assert matched(listings_of(a_list("A", row, role=role))) == {2: role}
    assert not matched(listings_of(a_list("A", row, role=Role.unknown)))


def test_on_a_list_of_unknown_roles_only_a_role_makes_an_offender() -> None:
    found = on_a_list("perpetrator", "", "victim", default=Role.unknown)
    assert matched(found) == {2: Role.subject}


def test_a_role_that_is_not_understood_is_told_with_its_rows() -> None:
    found = on_a_list("Offender", "Zxqv", "", "Zxqv")
    told = [(f.list_name, f.column, f.rows) for f in found.noticed if f.code.startswith("role")]
    assert told == [("A", "role", (3, 5))]
    assert matched(found) == {2: Role.subject, 4: Role.subject}


def test_an_offender_who_is_a_victim_too_is_told() -> None:
    found = on_a_list("Offender", "Both (perpetrator and victim)")
    told = [(f.code, f.rows) for f in found.noticed]
    assert told == [("role-victim-too", (3,))]


def test_the_other_lists_are_not_touched_by_one_list_s_victims() -> None:
    asb = a_list("ASB", {"surname": "Olea", "role": "victim"}, {"surname": "Oleb", "role": ""})
    iom = a_list("IOM", {"surname": "Olea", "role": ""})
    assert listings_of(asb, iom).ids == ["IOM:2"]


def test_a_list_whose_every_row_is_a_victims_is_told_with_the_reason() -> None:
    found = on_a_list("Victim", "Witness", "Victim")
    told = [(f.code, f.detail) for f in found.noticed if f.code == "nobody-on-list"]
    reasons = "2 rows: victim or complainant, 1 row: witness"
    assert told == [("nobody-on-list", reasons)]
    assert not [f for f in on_a_list("Victim", "Offender").noticed if f.code == "nobody-on-list"]


@pytest.mark.parametrize(
    ("heading", "cells", "left_out"),
    [
        pytest.param("State", ("nsw", "vic", "qld", "wa", "vic"), 0, id="codes of places"),
        pytest.param("state", ("Open", "vic", "Closed", "NFA", "vic"), 2, id="states of cases"),
        pytest.param("State", ("vic", "nsw", "vic", "", ""), 2, id="too few codes to be places"),
        pytest.param("Notes", ("nsw", "vic", "qld", "wa", "vic"), 2, id="no heading of places"),
    ],
)
def test_codes_of_places_say_no_role(heading: str, cells: tuple[str, ...], left_out: int) -> None:
    names = ["Ivor Quarmby", "Gus Yardley", "Tamsin Okwuosa", "Odette Tamblyn", "Rufus Zedling"]
    born = ["03/04/1979", "22/07/1972", "01/02/1983", "30/11/1988", "09/09/1995"]
    frame = pd.DataFrame({"Name": names, "DOB": born, heading: list(cells)})
    read = cm.read_lists({"IOM": frame})
    assert len(read) == 5 - left_out
