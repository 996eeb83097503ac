"""Relatives named beside nominals: found where they are nominals themselves, and shown nowhere."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

import cohortmatch as cm
from running import Command

PLAN = cm.Plan(as_of=date(2026, 6, 1))
IOM = pd.DataFrame(
    {
        "Surname": ["Quarmby", "Odell"],
        "Forename": ["Ivor", "Una"],
        "DOB": ["03/04/1979", "30/01/1988"],
        "Partner name": ["Ottoline Farthingay", "Canaria Vixenby"],
        "Partner DOB": ["22/07/1982", "09/09/1999"],
    },
    index=[2, 3],
)
DIP = pd.DataFrame({"Name": ["Ottoline Farthingay"], "DOB": ["22/07/1982"]}, index=[2])
PAIRS = pd.DataFrame(
    {
        "Subject 1 name": ["Adam Orrery"],
        "Subject 1 DOB": ["01/05/1971"],
        "Subject 2 first name": ["Ivor"],
        "Subject 2 surname": ["Quarmby"],
        "Subject 2 DOB": ["03/04/1979"],
    },
    index=[2],
)


@pytest.fixture(scope="module")
def found() -> cm.CrossReference:
    return cm.match({"IOM": IOM, "DIP": DIP, "Robbery": PAIRS}, plan=PLAN)


def test_the_second_subject_of_a_row_is_on_both_panels(found: cm.CrossReference) -> None:
    (person,) = found.people.itertuples()
    assert (person.IOM, person.Robbery) == ("IOM:2", "Robbery:2 Subject 2")


def test_a_partner_who_is_a_nominal_elsewhere_is_one_person_with_that_nominal(
    found: cm.CrossReference,
) -> None:
    by_id = found.memberships.set_index("listing_id")
    assert by_id.loc["IOM:2 Partner", "person_id"] == by_id.loc["DIP:2", "person_id"]
    assert by_id.loc["IOM:2 Partner", "role"] == "family"


def test_a_partner_who_is_on_no_list_is_counted_and_nothing_else(
    found: cm.CrossReference, tmp_path: Path
) -> None:
    assert "IOM:3 Partner" not in set(found.memberships["listing_id"])
    found.to_html(tmp_path / "report.html")
    assert "VIXENBY" not in (tmp_path / "report.html").read_text(encoding="utf-8").upper()
    (iom,) = [info for info in found.listings.lists if info.name == "IOM"]
    assert iom.listings == 3
    assert iom.excluded == {"relatives beside a nominal who are on no list themselves": 1}


@pytest.mark.parametrize(("reader", "shown"), [("IOM", False), ("Robbery", False), ("DIP", True)])
def test_no_edition_shows_a_partner_but_as_that_panels_own_nominal(
    found: cm.CrossReference, reader: str, shown: bool
) -> None:
    written = str([sheet.table.rows for sheet in found.edition(reader).sheets]).upper()
    assert ("FARTHINGAY" in written) == shown
    assert "VIXENBY" not in written
    if reader == "DIP":
        assert "IOM:2" not in written


def test_a_partner_on_a_register_is_not_on_it() -> None:
    lists = {"Probation caseload": IOM, "DIP": DIP}
    (info, _) = cm.read_lists(lists, as_of=PLAN.as_of).lists
    assert info.kind == "register"
    assert cm.match(lists, plan=PLAN).people.empty


def test_check_says_whose_each_column_is_and_save_keeps_the_nominals_columns(
    cohortmatch: Command, tmp_path: Path
) -> None:
    folder = tmp_path / "lists"
    folder.mkdir()
    IOM.to_csv(folder / "IOM.csv", index=False)
    told = cohortmatch("check", folder)
    assert "People of one row, each a listing of their own" in told.stdout
    assert "Partner: Partner name, Partner DOB" in told.stdout
    columns = json.loads(cohortmatch("check", folder, "--json").stdout)["lists"][0]["columns"]
    persons = {each["heading"]: each["person"] for each in columns}
    assert (persons["DOB"], persons["Partner DOB"]) == ("", "Partner")
    cohortmatch("check", folder, "--save", "--settings", tmp_path / "cohortmatch.toml")
    assert "Partner" not in (tmp_path / "cohortmatch.toml").read_text(encoding="utf-8")
