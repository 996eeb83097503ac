"""Who is known to a closed list: by a name and a date of birth, never by many guesses."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

import cohortmatch as cm

MAPPA = {
    "Name": "Quarmby, Zebedee",
    "Aliases": "",
    "DOB": "03/04/1989",
    "PNC": "2087/0000001Z",
    "CRN": "X374285",
    "Address": "14 Larkspur Close",
    "Postcode": "RM1 3BD",
    "Phone": "07700 900123",
}
BLANK = dict.fromkeys(MAPPA, "")
WHOLE = {"Name": MAPPA["Name"], "DOB": MAPPA["DOB"]}
FILLERS = [
    {**BLANK, "Name": f"Odell{each}, Una", "DOB": f"{n + 1:02}/05/1970", "Postcode": "IG11 7LU"}
    for n, each in enumerate("abcdefgh")
]

KNOWN = {
    "a name and a date of birth": WHOLE,
    "a short form of the name": {**WHOLE, "Name": "Quarmby, Zeb", "PNC": MAPPA["PNC"]},
    "the whole row": MAPPA,
    "a number and a whole date": {**WHOLE, "PNC": MAPPA["PNC"]},
    "one number of each of two kinds": {**WHOLE, "PNC": MAPPA["PNC"], "CRN": MAPPA["CRN"]},
}
NOT_KNOWN = {
    "two dates of birth": {**WHOLE, "DOB": "03/04/1989; 04/04/1989"},
    "three PNC numbers": {**WHOLE, "PNC": "2087/0000001Z; 2087/0000002A; 2087/0000003B"},
    "two CRNs": {**WHOLE, "CRN": "X374285; X918264"},
    "twelve dates": {**WHOLE, "DOB": "; ".join(f"{day:02}/04/1989" for day in range(1, 13))},
    "many postcodes": {**WHOLE, "Postcode": "RM1 3BD; RM2 5AB; RM3 7DE; RM4 1FG; RM5 2HJ"},
    "many aliases": {**WHOLE, "Aliases": "Ann Pym; Bob Pym; Cyd Pym; Dot Pym; Eve Pym; Fay Pym"},
    "no date, a number": {**MAPPA, "DOB": ""},
    "no date, a postcode": {**BLANK, "Name": MAPPA["Name"], "Postcode": MAPPA["Postcode"]},
    "another date, all else": {**MAPPA, "DOB": "04/04/1989"},
    "day and month exchanged, all else": {**MAPPA, "DOB": "04/03/1989"},
    "a year alone, all else": {**MAPPA, "DOB": "1989"},
    "another name, all else": {**MAPPA, "Name": "Tarrowick, Ada"},
    "a surname alone": {**MAPPA, "Name": "Quarmby"},
    "an initial": {**MAPPA, "Name": "Quarmby, Z"},
    "a surname of many": {**MAPPA, "Name": "Bashford-Cawthra-Dunnock-Quarmby, Zebedee"},
    "many forenames": {**MAPPA, "Name": "Quarmby, Zebedee Bob Jim Al Kim"},
}


def known(lists: dict[str, list[dict[str, str]]]) -> dict[str, bool]:
    """For each own row of IOM, by its number, whether it is said to be known to MAPPA."""
    frames = {
        name: pd.DataFrame([{**BLANK, **row} for row in (*rows, *FILLERS)], dtype=str)
        for name, rows in lists.items()
    }
    edition = cm.match(frames, plan=cm.Plan(as_of=date(2026, 6, 1))).edition("IOM")
    assert edition.closed == ("MAPPA",)
    told = {}
    for sheet in edition.sheets[:2]:
        heads = [column.heading for column in sheet.table.columns]
        for row in sheet.table.rows:
            rows = str(row[heads.index("Row")])
            told[rows] = "MAPPA" in str(row[heads.index("Also known to")])
    return told


@pytest.mark.parametrize("row", KNOWN.values(), ids=KNOWN)
def test_somebody_identified_is_known(row: dict[str, str]) -> None:
    assert known({"IOM": [row], "MAPPA": [MAPPA]})["0"]


@pytest.mark.parametrize("row", NOT_KNOWN.values(), ids=NOT_KNOWN)
def test_a_guess_is_not_answered(row: dict[str, str]) -> None:
    assert not known({"IOM": [row], "MAPPA": [MAPPA]})["0"]


@pytest.mark.parametrize(
    "row", [row for about, row in NOT_KNOWN.items() if "two" in about or "no date, a n" in about]
)
def test_another_row_of_the_person_on_an_open_list_tells(row: dict[str, str]) -> None:
    """SGV has one name, one date and one number: that row is held to MAPPA's, and IOM's to it."""
    told = known({"IOM": [row], "SGV": [MAPPA], "MAPPA": [MAPPA]})
    assert told["0"]


def test_a_name_with_a_third_date_of_birth_on_the_list_is_not_answered() -> None:
    right = {**WHOLE, "PNC": MAPPA["PNC"]}
    father, brother = ({**WHOLE, "DOB": born} for born in ("01/02/1961", "05/06/1991"))
    assert known({"IOM": [right, father], "MAPPA": [MAPPA]})["0"]
    assert not any(known({"IOM": [right, father, brother], "MAPPA": [MAPPA]}).values())


COMMON = {**MAPPA, "Name": "Smith, John", "PNC": "2087/0000001Z"}
NAME_AND_DATE = {"Name": "Smith, John", "DOB": MAPPA["DOB"]}


@pytest.mark.parametrize(
    ("more", "right"),
    [
        pytest.param((), False, id="a common name and a date are not certain"),
        pytest.param(("Postcode",), False, id="a postcode decides nothing"),
        pytest.param(("Address", "Postcode", "Phone"), False, id="nor a home and a phone"),
        pytest.param(("PNC",), True, id="a number does"),
    ],
)
def test_of_a_common_name_no_address_is_confirmed(more: tuple[str, ...], right: bool) -> None:
    own = {**NAME_AND_DATE, **{name: COMMON[name] for name in more}}
    assert known({"IOM": [own], "MAPPA": [COMMON]})["0"] is right


def test_where_the_closed_row_has_no_date_the_other_s_whole_date_is_enough() -> None:
    undated = {**MAPPA, "DOB": ""}
    assert known({"IOM": [MAPPA], "MAPPA": [undated]})["0"]
    assert not known({"IOM": [undated], "MAPPA": [undated]})["0"]
