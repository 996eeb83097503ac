"""What stands in cells of names and numbers, from two lists to what is said of their people."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

import cohortmatch as cm
from people_lists import strangers

AS_OF = date(2026, 6, 1)
Cells = dict[str, str]
PLAIN = {"forename": "Forename", "surname": "Surname", "date_of_birth": "Date of birth"}


def frame(rows: list[Cells], seed: str) -> pd.DataFrame:
    """A list with these rows first, and strangers after them so that it has a length."""
    others = [{PLAIN[key]: text for key, text in row.items()} for row in strangers(60, seed)]
    return pd.DataFrame([*rows, *others]).fillna("")


def matched(one: Cells, other: Cells) -> cm.CrossReference:
    """Two lists whose first rows are these two."""
    lists = {"IOM": frame([one], "one"), "SGV": frame([other], "other")}
    return cm.match(lists, as_of=AS_OF)


def link(one: Cells, other: Cells) -> dict[str, Any]:
    """The columns of the first rows' link; {} where they have none."""
    links = matched(one, other).links.reset_index()
    found = links[(links["left"] == "IOM:0") & (links["right"] == "SGV:0")]
    return dict(found.iloc[0]) if len(found) else {}


def why(one: Cells, other: Cells) -> str:
    return str(matched(one, other).why("IOM:0", "SGV:0"))


BORN = "03/04/1979"


def person(forename: str, surname: str, **more: str) -> Cells:
    return {"Forename": forename, "Surname": surname, "Date of birth": BORN, **more}


# Other scripts


@pytest.mark.parametrize(
    ("written", "latin"),
    [
        (("Олег", "Гончаренко"), ("Oleg", "Goncharenko")),
        (("Γιώργος", "Παπανδρέου"), ("Giorgos", "Papandreou")),
        (("محمد", "قريشي"), ("Mohammed", "Qureshi")),
        (("Արմեն", "Սարգսյան"), ("Armen", "Sargsyan")),
        (("משה", "רוזנברג"), ("Moshe", "Rosenberg")),
        (("ফাতেমা", "চৌধুরী"), ("Fatema", "Chowdhury")),
        (("ਹਰਜੀਤ", "ਢਿੱਲੋਂ"), ("Harjit", "Dhillon")),
        (("செல்வி", "முருகன்"), ("Selvi", "Murugan")),
        (("小明", "欧阳"), ("Xiaoming", "Ouyang")),
    ],
)
def test_a_name_in_another_script_is_its_latin_form(
    written: tuple[str, str], latin: tuple[str, str]
) -> None:
    found = link(person(*written), person(*latin))
    assert found["band"] == "same"
    assert {found["surname"], found["forename"]} <= {"variant", "slip"}


def test_a_name_that_cannot_be_read_is_no_evidence_and_is_told() -> None:
    found = link(person("شخغف", "ضظغخ"), person("Oleg", "Goncharenko", Postcode="RM1 3BD"))
    assert found == {} or {found["surname"], found["forename"]} == {"missing"}
    said = why(person("شخغف", "ضظغخ"), person("Oleg", "Goncharenko"))
    assert "Written in two scripts, and cannot be compared: surname, forename" in said
    assert "surname" not in next(s for s in said.splitlines() if s.startswith("Not recorded"))


def test_a_different_name_in_another_script_does_not_speak_against_a_number() -> None:
    pnc = {"PNC ID": "02/73319Z"}
    found = link(person("Игорь", "Шевченко", **pnc), person("Oleg", "Goncharenko", **pnc))
    assert found["surname"] == found["forename"] == "missing"
