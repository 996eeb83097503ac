"""Whole lists that hold other people's columns: nobody but the nominal is read, matched or shown.

A relative with a whole name is read as family on a list without victims, and shown nowhere.

Every other person is called Canaria Vixenby, lives in Canary Wharf Road and was born in 1999.
"""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from tests.reading.formats.books import only

import cohortmatch as cm
from cohortmatch.normalising.role_columns import PERSON
from cohortmatch.normalising.roles import listing_roles
from cohortmatch.values.roles import Role
from people_lists import AS_OF
from running import Command

CANARIES = ("Canaria", "Vixenby", "Canary Wharf", "1999", "700998")
OTHER = {
    "who": "Canaria Vixenby",
    "dob": "09/09/1999",
    "address": "9 Canary Wharf Road, Barking",
    "phone": "07700 900998",
    "note": "He says that Canaria Vixenby was at the shop when the window was broken",
}
NOMINALS = [("Ivor Quarmby", "03/04/1989"), ("Una Odell", "31/01/1990"), ("Ada Pym", "05/06/1977")]
NOMINAL = {"name": [name for name, _ in NOMINALS], "born": [born for _, born in NOMINALS]}
LISTS = [
    "Case No | Victim:who | Victim address:address | Perpetrator:name | Perp DOB:born",
    "Case No | Victim:who | Address:address | Perpetrator:name | DOB:born",
    "Resident:who | Address:address | Perpetrator:name | DOB:born",
    "Name:name | DOB:born | Complainant:who | Complainant phone:phone",
    "Name:name | DOB:born | Next of kin:who | Next of kin phone:phone",
    "Name:name | DOB:born | Injured party:who | Injured party DOB:dob",
    "Aggrieved:who | DOB:dob | Offender:name | Offender DOB:born",
    "AP:who | AP DOB:dob | Suspect:name | Suspect DOB:born",
    "Comp:who | Comp address:address | Perp:name | Perp DOB:born",
    "Name:name | DOB:born | Child 1:who | Child 1 DOB:dob",
    "Survivor:who | DOB:dob | Subject:name | Subject DOB:born",
    "Caller:who | Phone:phone | Nominal:name | DOB:born",
    "Name:name | DOB:born | Wife:who | Wife DOB:dob | Neighbour:who",
    "Name:name | DOB:born | Protected person:who | Address:address",
    "Vic:who | Vic DOB:dob | Perp:name | Perp DOB:born",
    "RP:who | RP phone:phone | Subject:name | Subject DOB:born",
    "Name:name | DOB:born | Son:who | Daughter:who | Daughter DOB:dob",
    "Name:name | DOB:born | Wit 1:who | Wit 1 address:address",
    "Defendant:who | Defendant DOB:dob | Nominal:name | DOB:born",
    "Name:name | DOB:born | Patient:who | Patient DOB:dob",
    "Name:name | DOB:born | Restraining order:who | Informant:who",
    "Name:name | DOB:born | Risk notes:note | Risk to:who | Actions and owner:note",
    "Name:name | DOB:born | Victim contact owner:who | Meeting notes:note",
    "Name:name | DOB:born | Latest:note",
]
RELATIVES = [line for line in LISTS if any(f"{who}:" in line for who in ("Child 1", "Wife", "Son"))]
PANELS = ("ASB", "DIP")


def a_list(line: str) -> pd.DataFrame:
    """The list of three nominals that a line of the table describes."""
    cells: dict[str, list[str]] = {}
    for column in line.split(" | "):
        heading, _, holds = column.partition(":")
        cells[heading] = NOMINAL.get(holds) or [OTHER.get(holds, "7")] * len(NOMINALS)
    return pd.DataFrame(cells, dtype=str)


def speaks_of_others(text: str) -> bool:
    return any(canary in text for canary in CANARIES)


@pytest.mark.parametrize("panel", PANELS)
@pytest.mark.parametrize("line", LISTS)
def test_nobody_else_is_read_or_shown(line: str, panel: str, tmp_path: Path) -> None:
    iom = pd.DataFrame({"Name": NOMINAL["name"], "DOB": NOMINAL["born"]}, dtype=str)
    given = {panel: a_list(line), "IOM": iom}
    raw = only({panel: a_list(line)})
    used = [use.heading for use in raw.info.columns if use.field != "free_text"]
    read = raw.frame[[heading for heading in raw.frame.columns if heading in used]]
    second = read[PERSON] != "" if PERSON in read.columns else read.iloc[:, 0].isna()
    assert not speaks_of_others(read[~second].to_csv())
    assert bool(second.any()) == (panel == "DIP" and line in RELATIVES)
    assert set(listing_roles(raw, AS_OF)[0][second]) <= {Role.family}
    result = cm.match(given)
    if raw.default_role == Role.subject:  # a plain name on an ASB list may be a victim's
        assert len(result.people) == len(NOMINALS), "each nominal is on both lists"
    result.to_html(tmp_path / "report.html")
    result.to_excel(tmp_path / "report.xlsx")
    assert not speaks_of_others((tmp_path / "report.html").read_text(encoding="utf-8"))
    sheets = pd.read_excel(
        tmp_path / "report.xlsx", engine="openpyxl", sheet_name=None, header=None, dtype=str
    )
    assert not speaks_of_others("".join(sheet.to_csv() for sheet in sheets.values()))


@pytest.mark.parametrize("line", LISTS)
def test_each_column_is_counted_in_a_finding(line: str) -> None:
    raw = only({"DIP": a_list(line)})
    told = {each.column: each for each in raw.findings}
    second = {use.heading for use in raw.info.columns if use.person}
    assert bool(second) == (line in RELATIVES)
    for column in line.split(" | "):
        heading, _, holds = column.partition(":")
        if holds in OTHER and heading not in second:
            assert "3 cells" in told[heading].detail, heading


def test_the_settings_show_a_column_all_the_same() -> None:
    frame = a_list("Name:name | DOB:born | Victim name:who | Meeting notes:note")
    said = {"ASB": {"status": ["Victim name", "Meeting notes"]}}
    raw = only({"ASB": frame}, columns=said)
    fields = {use.heading: use.field for use in raw.info.columns}
    assert fields["Victim name"] == fields["Meeting notes"] == "status"
    assert speaks_of_others(raw.frame.to_csv())


def test_the_remedy_for_a_doubtful_column_uses_it() -> None:
    frame = a_list("Name:name | Victim:who | DOB:born")
    unsaid = only({"DIP": frame})
    assert "column-whose-unclear" in {each.code for each in unsaid.findings}
    assert "DOB" not in unsaid.frame.columns
    said = only({"DIP": frame}, columns={"DIP": {"date_of_birth": "DOB"}})
    assert list(said.frame["DOB"]) == NOMINAL["born"]


@pytest.mark.parametrize("line", [*LISTS, "Name:name | Victim:who | DOB:born"])
def test_a_list_is_read_the_same_after_saving(
    line: str, cohortmatch: Command, tmp_path: Path
) -> None:
    folder = tmp_path / "june"
    folder.mkdir()
    a_list(line).to_csv(folder / "DIP.csv", index=False)

    def columns() -> str:
        told = cohortmatch("check", "june", "--json")
        assert told.exit_code == 0, told.stderr
        read = json.loads(told.stdout)["lists"][0]["columns"]
        return str([(each["heading"], each["field"]) for each in read])

    before = columns()
    cohortmatch("check", "june", "--save")
    assert columns() == before
