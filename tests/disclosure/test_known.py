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
    "capitals and an accent": {**WHOLE, "Name": "QUARMBY, ZÉBEDÉE"},
    "a wrong PNC ID": {**WHOLE, "PNC": "2087/0000002A"},
    "a wrong CRN and address": {**WHOLE, "CRN": "X918264", "Postcode": "IG11 7LU"},
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
    "a cut forename, a number": {**WHOLE, "Name": "Quarmby, Zeb", "PNC": MAPPA["PNC"]},
    "a slip in the surname, all else": {**MAPPA, "Name": "Qarmby, Zebedee"},
    "a slip in the forename, all else": {**MAPPA, "Name": "Quarmby, Zebedeee"},
    "half of the surname, all else": {**MAPPA, "Name": "Quarmby-Jones, Zebedee"},
    "the other half, all else": {**MAPPA, "Name": "Smith-Quarmby, Zebedee"},
    "half of an alias": {**WHOLE, "Name": "Marsh, Tom", "Aliases": "Zebedee Quarmby-Lamb"},
    "surname and forename exchanged": {**WHOLE, "Name": "Zebedee, Quarmby"},
    "an initial": {**MAPPA, "Name": "Quarmby, Z"},
    "a surname of many": {**MAPPA, "Name": "Bashford-Cawthra-Dunnock-Quarmby, Zebedee"},
    "many forenames": {**MAPPA, "Name": "Quarmby, Zebedee Bob Jim Al Kim"},
}


def known(
    lists: dict[str, list[dict[str, str]]], decisions: pd.DataFrame | None = None
) -> dict[str, bool]:
    """For each own row of IOM, by its number, whether it is said to be known to MAPPA."""
    frames = {
        name: pd.DataFrame([{**BLANK, **row} for row in (*rows, *FILLERS)], dtype=str).fillna("")
        for name, rows in lists.items()
    }
    plan = cm.Plan(as_of=date(2026, 6, 1))
    edition = cm.match(frames, plan=plan, decisions=decisions).edition("IOM")
    assert edition.closed == ("MAPPA",)
    told = {}
    for sheet in (s for s in edition.sheets if s.title in ("Agenda", "On no other panel")):
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


DATES = [f"{day:02}/04/1989" for day in range(1, 10)]
RIGHT = MAPPA["DOB"]
ASKED_OFTEN = {
    "the name itself": [{"Name": MAPPA["Name"]}] * 3,
    "the name as an alias": [
        {"Name": name, "Aliases": "Zebedee Quarmby"}
        for name in ("Marsh, Tom", "Crane, Hal", "Dobbs, Lee")
    ],
    "name, alias and name": [
        {"Name": MAPPA["Name"]},
        {"Name": "Marsh, Tom", "Aliases": "Zebedee Quarmby"},
        {"Name": "QUARMBY, Zebedee"},
    ],
    "other middle names": [{"Name": f"Quarmby, Zebedee {n}"} for n in ("Ivor", "Karl", "Hugh")],
    "a middle name as the forename": [
        {"Name": f"Quarmby, {name}"} for name in ("Zebedee", "Karl Zebedee", "Hugh Zebedee")
    ],
    "halves of the surname": [{"Name": f"Quarmby-{n}, Zebedee"} for n in ("Lamb", "Finch", "Koth")],
    "halves of an alias": [
        {"Name": name, "Aliases": f"Zebedee Quarmby-{half}"}
        for name, half in (("Marsh, Tom", "Lamb"), ("Crane, Hal", "Finch"), ("Dobbs, Lee", "Koth"))
    ],
    "halves, slips and an exchange": [
        {"Name": name}
        for name in (
            *("Quarmby-Jones, Zebedee", "Smith-Quarmby, Zebedee", "Zebedee, Quarmby"),
            *("Qarmby, Zebedee", "Quarmbey, Zebedee", "Quarmby, Zebdee", "Quarmby, Zebedeee"),
        )
    ],
}


@pytest.mark.parametrize("names", ASKED_OFTEN.values(), ids=ASKED_OFTEN)
def test_a_third_date_is_not_answered_however_the_name_is_written(
    names: list[dict[str, str]],
) -> None:
    wrong = [date for date in DATES if date != RIGHT]
    for place in range(len(names)):
        born = [*wrong[:place], RIGHT, *wrong[place:]]
        rows = [{**name, "DOB": date} for name, date in zip(names, born, strict=False)]
        assert not any(known({"IOM": rows, "MAPPA": [MAPPA]}).values())


SPELLINGS = ("Mohammed", "Muhammad", "Mohamed")


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_known_spelling_of_the_name_is_that_name(spelling: str) -> None:
    closed = {**MAPPA, "Name": "Quarmby, Mohammed"}
    row = {**WHOLE, "Name": f"Quarmby, {spelling}"}
    assert known({"IOM": [row], "MAPPA": [closed]})["0"]


def test_the_spellings_of_a_name_are_counted_together() -> None:
    closed = {**MAPPA, "Name": "Quarmby, Mohammed"}
    rows = [
        {"Name": f"Quarmby, {spelling}", "DOB": born, "PNC": MAPPA["PNC"]}
        for spelling, born in zip(SPELLINGS, DATES[1:], strict=False)
    ]
    assert any(known({"IOM": rows[:2], "MAPPA": [closed]}).values())
    assert not any(known({"IOM": rows, "MAPPA": [closed]}).values())


DAVID = {**MAPPA, "Name": "Quarmby, David"}
PNC = {"PNC": MAPPA["PNC"]}


def test_a_known_short_form_needs_a_number() -> None:
    dave = {**WHOLE, "Name": "Quarmby, Dave"}
    assert known({"IOM": [{**dave, **PNC}], "MAPPA": [DAVID]})["0"]
    assert not known({"IOM": [dave], "MAPPA": [DAVID]})["0"]


def test_the_short_forms_of_a_name_are_counted_with_it() -> None:
    rows = [
        {"Name": f"Quarmby, {name}", "DOB": born, **PNC}
        for name, born in zip(("Dave", "David", "Davey"), DATES[1:], strict=False)
    ]
    assert any(known({"IOM": rows[:2], "MAPPA": [DAVID]}).values())
    assert not any(known({"IOM": rows, "MAPPA": [DAVID]}).values())


JOHN = {"Name": "Smith, John", "DOB": MAPPA["DOB"]}
COMMON = {
    **MAPPA,
    **JOHN,
    "Prison number": "A1234BC",
    "Driver number": "SMITH804039J99AA",
    "NINO": "AB123456C",
}
DECIDES = {
    "a common name and a date alone": ({}, False),
    "a postcode": ({"Postcode": COMMON["Postcode"]}, False),
    "a home and a phone": ({h: COMMON[h] for h in ("Address", "Postcode", "Phone")}, False),
    "the PNC ID": (PNC, True),
    "the CRN": ({"CRN": COMMON["CRN"]}, True),
    "the prison number": ({"Prison number": "A1234BC"}, True),
    "the National Insurance number": ({"NINO": "AB123456C"}, True),
    "a PNC ID one digit off": ({"PNC": "2087/0000002A"}, False),
    "a CRN one digit off": ({"CRN": "X374286"}, False),
    "a CRN with two digits exchanged": ({"CRN": "X372485"}, False),
    "a National Insurance number one digit off": ({"NINO": "AB123457C"}, False),
    "the driver number, made of name and date": ({"Driver number": "SMITH804039J99AA"}, False),
    "the right CRN beside a wrong PNC ID": (
        {"CRN": COMMON["CRN"], "PNC": "2087/0000002A"},
        True,
    ),
}


@pytest.mark.parametrize(("more", "right"), DECIDES.values(), ids=DECIDES)
def test_of_a_common_name_a_number_decides_that_is_the_same(
    more: dict[str, str], right: bool
) -> None:
    assert known({"IOM": [{**JOHN, **more}], "MAPPA": [COMMON]})["0"] is right


def test_a_third_number_of_a_kind_for_one_name_decides_nothing() -> None:
    rows = [{**JOHN, "CRN": crn} for crn in (COMMON["CRN"], "X918264", "X556677")]
    assert any(known({"IOM": rows[:2], "MAPPA": [COMMON]}).values())
    assert not any(known({"IOM": rows, "MAPPA": [COMMON]}).values())


CLOSED_NUMBERS = {
    "none": {"CRN": ""},
    "the same": {"CRN": MAPPA["CRN"]},
    "another": {"CRN": "X918264"},
    "one that is nearly the same": {"CRN": "X374286"},
}


@pytest.mark.parametrize("closed", CLOSED_NUMBERS.values(), ids=CLOSED_NUMBERS)
@pytest.mark.parametrize(
    ("name", "right"), [("Quarmby, Zebedee", True), ("Smith, John", False)], ids=["rare", "common"]
)
def test_an_invented_number_tells_nothing_of_the_number_behind(
    name: str, right: bool, closed: dict[str, str]
) -> None:
    asked = {**WHOLE, "Name": name, "CRN": "X556677"}
    assert known({"IOM": [asked], "MAPPA": [{**MAPPA, "Name": name, **closed}]})["0"] is right


SAID_BEHIND = {
    "sex": {"Sex": "Female"},
    "middle name": {"Name": "Quarmby, Zebedee Karl"},
    "address": {"Address": "2 Sorrel Way", "Postcode": "IG11 7LU"},
    "phone": {"Phone": "07700 900999"},
    "PNC ID": {"PNC": "2087/0000002A"},
}


@pytest.mark.parametrize("said", SAID_BEHIND.values(), ids=SAID_BEHIND)
def test_what_else_the_closed_row_holds_changes_no_answer(said: dict[str, str]) -> None:
    own = {**MAPPA, "Name": "Quarmby, Zebedee Ivor", "Sex": "Male"}
    assert known({"IOM": [own], "MAPPA": [{**MAPPA, **said}]})["0"]


@pytest.mark.parametrize(
    "note", ["Victim of burglary", "Is the IP", "Mother of Jo Farthingay", "Witness to the robbery"]
)
@pytest.mark.parametrize("heading", ["Notes", "Risk", "Comments"])
def test_a_note_on_the_closed_row_takes_no_answer_away(heading: str, note: str) -> None:
    """The note leaves the row out of the report all the same."""
    assert known({"IOM": [WHOLE], "MAPPA": [{**MAPPA, heading: note}]})["0"]
    noted = pd.DataFrame([{**MAPPA, heading: note}])
    assert len(cm.read_lists({"MAPPA": noted})) == 0


def test_who_was_decided_to_be_somebody_else_is_not_known() -> None:
    apart = pd.DataFrame([("IOM:0", "MAPPA:0", "different")], columns=["left", "right", "answer"])
    assert not known({"IOM": [WHOLE], "MAPPA": [MAPPA]}, apart)["0"]


def test_where_the_closed_row_has_no_date_the_other_s_whole_date_is_enough() -> None:
    undated = {**MAPPA, "DOB": ""}
    assert known({"IOM": [MAPPA], "MAPPA": [undated]})["0"]
    assert not known({"IOM": [undated], "MAPPA": [undated]})["0"]


UNDATED = {
    "name and number": (PNC, True),
    "no number": ({}, False),
    "a number one digit off": ({"PNC": "2087/0000002A"}, False),
    "an address": ({"Address": MAPPA["Address"], "Postcode": MAPPA["Postcode"]}, False),
}


@pytest.mark.parametrize(("more", "right"), UNDATED.values(), ids=UNDATED)
def test_a_closed_row_without_a_date_is_known_by_a_number(
    more: dict[str, str], right: bool
) -> None:
    assert known({"IOM": [{**WHOLE, **more}], "MAPPA": [{**MAPPA, "DOB": ""}]})["0"] is right
    assert not known({"IOM": [{**WHOLE, **more}], "MAPPA": [{**MAPPA, "DOB": "1989"}]})["0"]
