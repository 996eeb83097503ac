"""Columns that say who somebody is to the panel, and columns whose words point at somebody."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from tests.reading.formats.books import codes, csv_file, fields, only

from cohortmatch.normalising.roles import listing_roles
from cohortmatch.reading import read_all
from cohortmatch.values.roles import Role
from people_lists import AS_OF

BORN = "03/04/1985"


@pytest.mark.parametrize(
    ("heading", "cells", "counted"),
    [
        ("Perp/Vic", "P V P V", "P P"),
        ("Perp/Vic", "Perp Vic Perp Vic", "Perp Perp"),
        ("Perp/Vic", "P V P/V Both", "P P/V Both"),
        ("P/V", "P V W V", "P"),
        ("Type", "P V P W", "P P"),
        ("Party", "S IP S W", "S S"),
        ("Victim or perp", "Perpetrator Victim V P", "Perpetrator P"),
        ("Rel.", "Self Mum Partner Brother", "Self"),
        ("Rel", "Self Mum  Brother", "Self"),
        ("Relationship", "Self Mum Partner Self", "Self Self"),
        ("Relationship", "Perpetrator Wife Son Nominal", "Perpetrator Nominal"),
        ("Rel", "Muslim Sikh None Hindu", "Muslim Sikh None Hindu"),
    ],
)
@pytest.mark.parametrize("panel", ["IOM", "ASB"])
def test_only_who_is_said_to_be_the_perpetrator_is_on_the_panel(
    tmp_path: Path, panel: str, heading: str, cells: str, counted: str
) -> None:
    said = cells.split(" ")
    names = ("Ivor Pym", "Una Odell", "Adam Swann", "Ida Moss")
    rows = [("Nominal", "DOB", heading), *((n, BORN, c) for n, c in zip(names, said, strict=True))]
    raw = only(csv_file(tmp_path / f"{panel}.csv", rows))
    roles = listing_roles(raw, AS_OF)[0]
    on_it = [cell for cell, role in zip(said, roles, strict=True) if role == Role.subject]
    assert on_it == counted.split(" ")


THEIRS = {
    "behind the complainant": ("Nominal|Nominal DOB|Complainant|Their DOB", "Nominal DOB"),
    "behind her address": ("Nominal|Nominal DOB|Victim|Victim address|Their DOB", "Nominal DOB"),
    "before the nominal": ("Complainant|Their DOB|Nominal|Nominal DOB", "Nominal DOB"),
    "behind the nominal": ("Nominal|Their DOB|Complainant|Comments", "Their DOB"),
    "behind each": ("Nominal|Their DOB|Complainant|Their DOB", "Their DOB"),
}


@pytest.mark.parametrize(("headings", "born"), THEIRS.values(), ids=THEIRS)
def test_their_goes_with_the_person_before(tmp_path: Path, headings: str, born: str) -> None:
    cells = {"Nominal": "Ivor Pym", "Complainant": "Una Odell", "Victim": "Una Odell"}
    heads = headings.split("|")
    row = tuple(cells.get(h, "Phoned." if h == "Comments" else "05/06/1970") for h in heads)
    raw = only(csv_file(tmp_path / "ASB.csv", [heads, row, row]))
    assert [h for h, field in fields(raw).items() if field == "date_of_birth"] == [born]
    assert list(listing_roles(raw, AS_OF)[0]) == [Role.subject] * 2


@pytest.mark.parametrize(
    ("heading", "cells", "field"),
    [
        ("DOB (verified)", ("03/04/1985", "05/06/1970"), "date_of_birth"),
        ("DOB verified", ("Yes", "No"), "status"),
        ("DOB verified", ("03/04/2026", "05/06/2026"), "status"),
        ("Person at address", ("Una Odell", "Ida Moss"), "another_person"),
        ("Owner", ("Jane", "Grace"), "another_person"),
        ("Owner", ("Swann", "Orrery"), "status"),
        ("Lead", ("Swann", "Jane"), "status"),
    ],
)
def test_what_a_column_beside_the_name_is(
    tmp_path: Path, heading: str, cells: tuple[str, str], field: str
) -> None:
    rows = [("Name", "PNC", heading), ("Ivor Pym", "", cells[0]), ("Adam Swann", "", cells[1])]
    raw = only(csv_file(tmp_path / "IOM.csv", rows))
    assert fields(raw)[heading] == field


@pytest.mark.parametrize("file", ["IOM NOK.csv", "IOM victims list.csv", "IOM next of kin.csv"])
def test_a_list_of_others_beside_the_panels_is_left_out(tmp_path: Path, file: str) -> None:
    csv_file(tmp_path / "IOM cohort.csv", [("Name", "DOB"), ("Ivor Pym", BORN)])
    csv_file(tmp_path / file, [("Name", "DOB"), ("Una Odell", "05/06/1970")])
    reading = read_all(tmp_path)
    assert reading.errors == ()
    by_file = {raw.info.file: raw for raw in reading.lists}
    assert by_file["IOM cohort.csv"].info.name == "IOM"
    roles, found, _ = listing_roles(by_file[file], AS_OF)
    assert Role.subject not in roles
    assert "nobody-on-list" in {each.code for each in found} | codes(by_file[file])


def test_no_word_for_a_side_is_without_letters() -> None:
    """So a column of dates or numbers is not read for sides."""
    table = tomllib.loads(
        files("cohortmatch.values").joinpath("data/roles.toml").read_text("utf-8")
    )
    words = [word for said in table.values() for word in (said if isinstance(said, list) else [])]
    assert len(words) > 50
    assert all(re.search("[a-z]", word) for word in words)


@pytest.mark.parametrize(
    "heading",
    [
        *("Referral source", "Source of referral", "Source", "Referrer", "Referred via"),
        *("Referring agency", "Referral route", "Agency of referral", "Referred by"),
    ],
)
@pytest.mark.parametrize("cells", ["Self GP Family Police", "Self Mother Neighbour Victim"])
def test_who_referred_somebody_says_nothing_of_who_they_are(
    tmp_path: Path, heading: str, cells: str
) -> None:
    said = cells.split()
    names = ("Ivor Pym", "Una Odell", "Adam Swann", "Ida Moss")
    rows = [("Name", "DOB", heading), *((n, BORN, c) for n, c in zip(names, said, strict=True))]
    raw = only(csv_file(tmp_path / "DIP.csv", rows))
    assert "role" not in fields(raw).values()
    assert set(listing_roles(raw, AS_OF)[0].tolist()) == {Role.subject}


def test_the_reason_of_a_referral_may_say_who_somebody_is(tmp_path: Path) -> None:
    rows = [("Name", "DOB", "Referral type"), ("Ivor Pym", BORN, "Perpetrator")]
    rows += [("Una Odell", BORN, "Victim"), ("Ida Moss", BORN, "Perpetrator")]
    raw = only(csv_file(tmp_path / "DIP.csv", rows))
    roles = listing_roles(raw, AS_OF)[0].tolist()
    assert roles == [Role.subject, Role.victim, Role.subject]
