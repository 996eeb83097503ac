"""What columns are, by their headings and their values together."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from tests.reading.formats.books import codes, fields, only

from cohortmatch import match
from cohortmatch.core.errors import ColumnsError, ListErrors
from cohortmatch.core.types import RawList
from cohortmatch.reading import read_all, read_lists
from cohortmatch.values.identifiers.check_letter import check_letter
from cohortmatch.values.roles import Role

GIVEN = ["Daniel", "Piotr", "Grace", "Shabana", "Niamh", "Terence", "Chloe", "Kwame", "Liam"]
GIVEN += ["Emma"]
FAMILY = ["Okafor", "Kowalski", "Mensah", "Begum", "O'Brien", "Walker", "Nguyen", "Wright"]
FAMILY += ["Patel", "Clarke"]
DATES = [f"{day:02}/0{day % 9 + 1}/19{70 + 2 * day}" for day in range(1, 11)]
PNCS = [f"2087/{serial:07}{check_letter(f'87{serial:07}')}" for serial in range(1201, 1211)]
CROS = [f"{serial:06}/87{check_letter(f'87{serial:06}')}" for serial in range(3301, 3311)]
CRNS = [f"X{number}" for number in range(990001, 990011)]
PRISON = [f"Z{number}ZZ" for number in range(9001, 9011)]
STREETS = [f"{number} High Road, Romford RM1 3BD" for number in range(1, 11)]
POSTCODES = ["RM1 3BD", "IG11 7LU", "N16 8PH", "E1W 1AA", "SE1P 5LX"] * 2
FULL = [f"{given} {family}" for given, family in zip(GIVEN, FAMILY, strict=True)]
TURNED = [f"{family} {given}" for given, family in zip(GIVEN, FAMILY, strict=True)]
BASE = {"Surname": FAMILY, "Forename": GIVEN}


def read(table: dict[str, Any], name: str = "list", **settings: Any) -> RawList:
    return only({name: pd.DataFrame(table)}, **settings)


def error_of(table: dict[str, Any], **settings: Any) -> ColumnsError:
    (error,) = read_all({"list": pd.DataFrame(table)}, **settings).errors
    assert isinstance(error, ColumnsError)
    return error


BY_VALUES = {
    "pnc": PNCS,
    "cro": CROS,
    "crn": CRNS,
    "prison_number": PRISON,
    "nhs_number": ["943 476 5919", "9434765870", "4010232137"] * 3 + [""],
    "postcode": POSTCODES,
    "date_of_birth": DATES,
    "sex": ["M", "F", "F", "M", "M", "", "F", "M", "M", "F"],
    "address": STREETS,
    "phone": [f"07700 900{n}" for n in range(100, 110)],
    "role": ["Perpetrator", "Victim"] * 5,
    "other": ["alpha", "beta"] * 5,
}


@pytest.mark.parametrize("field", BY_VALUES)
def test_a_column_whose_heading_says_nothing_is_known_by_its_values(field: str) -> None:
    raw = read({**BASE, "Column7": BY_VALUES[field]})
    assert fields(raw)["Column7"] == field
    assert codes(raw) == (set() if field == "other" else {"column-by-values"})


NOT_AS_HEADED = [
    ("CRO", PNCS, "pnc"),
    ("PNC", CROS, "cro"),
    ("CRN", PRISON, "prison_number"),
    ("NOMS No", CRNS, "crn"),
    ("Postcode", STREETS, "address"),
    ("Address", POSTCODES, "postcode"),
    ("Street name", STREETS, "address"),
    ("Age", DATES, "date_of_birth"),
    ("DOB", [str(age) for age in range(20, 30)], "age"),
    ("PNC", DATES, "date_of_birth"),
    ("Phone", DATES, "date_of_birth"),
]


@pytest.mark.parametrize(("heading", "values", "field"), NOT_AS_HEADED)
def test_a_column_that_is_not_what_its_heading_says_is_noticed(
    heading: str, values: list[str], field: str
) -> None:
    raw = read({**BASE, heading: values})
    assert fields(raw)[heading] == field
    (found,) = raw.findings
    assert (found.code, found.column) == ("column-other-kind", heading)


CARRIED = [
    ("ViSOR", ["Y", "N"] * 5, "status"),
    ("Mobile", ["Y", "N"] * 5, "status"),
    ("Phone", ["to follow", "lost it"] * 5, "status"),
    ("PNC", ["Yes", "No"] * 5, "status"),
    ("Gender", ["Gangs", "Drugs"] * 5, "status"),
    ("Alias", ["Y", "N"] * 5, "status"),
    ("Title", ["Burglar", "Dealer"] * 5, "other"),
    ("Date of referral", DATES, "status"),
    ("Review date", DATES, "status"),
    ("Date", DATES, "status"),
    ("Date on list", DATES, "status"),
    ("Lead officer", FULL, "status"),
    ("Victim name", FULL, "another_person"),
    ("Key worker", FULL, "status"),
    ("Next of kin", FULL, "another_person"),
    ("Ethnicity", ["W1", "B1"] * 5, "ignored"),
    ("Ref", [f"F0{i}" for i in range(10)], "reference"),
    ("Family ref", CRNS, "reference"),
    ("Ref no", CRNS, "crn"),
    ("Case reference number", CRNS, "crn"),
    ("Type", ["Victim", "Offender"] * 5, "role"),
    ("Postcode", ["2600", "3121", "6008", "2047", "4352"] * 2, "other"),
]


@pytest.mark.parametrize(("heading", "values", "field"), CARRIED)
def test_columns_that_are_not_for_matching_are_carried(
    heading: str, values: list[str], field: str
) -> None:
    assert fields(read({**BASE, heading: values}))[heading] == field


def test_swapped_forename_and_surname_columns_are_noticed() -> None:
    raw = read({"Surname": GIVEN, "Forename": FAMILY, "DOB": DATES})
    assert fields(raw) == {"Surname": "forename", "Forename": "surname", "DOB": "date_of_birth"}
    assert codes(raw) == {"names-swapped"}
    assert codes(read({**BASE, "DOB": DATES})) == set()


def test_a_few_swapped_names_are_noticed_by_their_rows() -> None:
    mixed = {"Surname": GIVEN[:3] + FAMILY[3:], "Forename": FAMILY[:3] + GIVEN[3:]}
    raw = read({**mixed, "DOB": DATES})
    assert fields(raw)["Surname"] == "surname"
    assert [(f.code, f.rows) for f in raw.findings] == [("names-swapped-in-rows", (1, 2))]


@pytest.mark.parametrize(
    ("heading", "values", "surname_first"),
    [
        ("Name", FULL, False),
        ("Name", TURNED, True),
        ("Nominal", [f"{f.upper()} {g}" for g, f in zip(GIVEN, FAMILY, strict=True)], True),
        ("Nominal", [f"{g} {f.upper()}" for g, f in zip(GIVEN, FAMILY, strict=True)], False),
        ("Nominal", [f"{f.upper()}, {g}" for g, f in zip(GIVEN, FAMILY, strict=True)], True),
        ("Name (surname first)", ["Zog Blip", "Quux Blop"], True),
        ("Forename Surname", ["Zog Blip", "Quux Blop"], False),
        ("Surname Forename", ["Zog Blip", "Quux Blop"], True),
    ],
)
def test_the_order_of_a_full_name_is_decided_once_a_column(
    heading: str, values: list[str], surname_first: bool
) -> None:
    raw = read({heading: values, "DOB": DATES[: len(values)]})
    assert raw.surname_first == {heading: surname_first}
    assert codes(raw) == set()


def test_an_order_that_nothing_shows_is_assumed_and_told() -> None:
    raw = read({"Name": ["Zog Blip", "Quux Blop", "Frub Nix"], "DOB": DATES[:3]})
    assert raw.surname_first == {"Name": False}
    assert codes(raw) == {"name-order-assumed"}


def test_another_lists_surname_column_votes() -> None:
    first = ["Zog", "Quux", "Frub", "Snee"]
    last = ["Blip", "Blop", "Nix", "Wozz"]
    turned = [f"{b} {a}" for a, b in zip(first, last, strict=True)]
    frames = {
        "a": pd.DataFrame({"Surname": last, "Forename": first}),
        "b": pd.DataFrame({"Name": turned}),
    }
    reading = read_all(frames)
    assert reading.lists[1].surname_first == {"Name": True}


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"Name": FULL, "Surname": FAMILY, "Forename": GIVEN}, ("other", "surname", "forename")),
        (
            {"Name": TURNED[::-1], "Surname": FAMILY, "Forename": GIVEN},
            ("another_person", "surname", "forename"),
        ),
        ({"Name": GIVEN, "Surname": FAMILY}, ("forename", "surname")),
        ({"First name": GIVEN, "Name": FAMILY}, ("forename", "surname")),
        ({"Name": FULL, "Surname": FAMILY}, ("name", "other")),
        ({"Surname": FULL}, ("name",)),
        ({"Surname": [f"{f}, {g}" for g, f in zip(GIVEN, FAMILY, strict=True)]}, ("name",)),
        ({"Surname": FAMILY}, ("surname",)),
        ({"Client": FULL, "Nominal": TURNED[::-1]}, ("another_person", "name")),
        ({"Nominal": FULL, "Full name": FULL}, ("name", "other")),
        ({"Nominal": ["Offender", "Victim"] * 5, "Name": FULL}, ("role", "name")),
        ({"Who": FULL, "DOB": DATES}, ("name", "date_of_birth")),
        ({"One": FAMILY, "Two": GIVEN}, ("surname", "forename")),
    ],
)  # fmt: skip
def test_which_columns_hold_the_nominals_name(
    columns: dict[str, list[str]], expected: tuple[str, ...]
) -> None:
    assert tuple(fields(read(columns)).values()) == expected


def test_a_name_that_is_somebody_elses_is_told() -> None:
    assert codes(read({"Name": TURNED[::-1], **BASE})) == {"second-name-column"}


FLAT = {
    "rec_id": [f"rec-{i}-org" for i in range(10)],
    "given_name": [given.lower() for given in GIVEN],
    "surname": [family.lower() for family in FAMILY],
    "street_number": [5.0, 24.0, None, 3.0, 8.0, 9.0, 1.0, 2.0, 4.0, 6.0],
    "address_1": ["hinkler road", "wilga street", "leith place"] * 3 + [None],
    "address_2": ["", "rosedown", ""] * 3 + ["x"],
    "suburb": ["dubbo", "gorokan"] * 5,
    "postcode": ["2830", "2263"] * 5,
    "state": ["nsw", "vic"] * 5,
    "date_of_birth": [19620102, 19710320, None, 19800911, 19900101] * 2,
    "soc_sec_id": [5304218, 3384502, 7817403, 2210345, 9203211] * 2,
}


def test_plain_person_data_needs_no_settings() -> None:
    raw = read(FLAT)
    used = fields(raw)
    assert (used["given_name"], used["surname"]) == ("forename", "surname")
    assert used["date_of_birth"] == "date_of_birth"
    assert (used["postcode"], used["soc_sec_id"]) == ("other", "identifier")
    assert used["rec_id"] == "reference"
    assert used["Address"] == "address"
    assert raw.frame["Address"].iloc[1] == "24 wilga street, rosedown, gorokan"
    assert raw.frame["date_of_birth"].tolist()[:3] == ["19620102", "19710320", ""]
    assert raw.info.kind == "panel"


def test_a_whole_address_beside_another_is_not_put_together() -> None:
    used = fields(read({**BASE, "Home address": STREETS, "Previous address": STREETS[::-1]}))
    assert [used["Home address"], used["Previous address"]] == ["address", "address"]
    assert "Address" not in used


def test_a_role_column_on_a_list_that_may_hold_victims() -> None:
    roles = [
        "Perpetrator",
        "Victim",
        "Complainant",
        "",
        "Both",
        "N/K",
        "Perp",
        "Vic",
        "",
        "Witness",
    ]
    raw = read({**BASE, "Involvement": roles}, "ASB")
    assert (fields(raw)["Involvement"], raw.default_role) == ("role", Role.unknown)
    assert read(BASE, "SGV").default_role == Role.subject
    assert read({**BASE, "Role": ["Member", "Victim"] * 5}, "SGV").default_role == Role.unknown
    assert read({**BASE, "Role": ["Nominal", "Victim"] * 5}, "IOM").default_role == Role.subject


def test_a_role_column_that_affirms_no_role_does_not_empty_a_list() -> None:
    raw = read({**BASE, "Nominal type": ["Statutory", "Voluntary"] * 5}, "IOM")
    assert fields(raw)["Nominal type"] == "status"
    assert codes(raw) == {"role-column-not-understood"}


def test_a_column_of_half_postcodes_is_one_of_postcodes() -> None:
    halves = ["RM1", "RM13", "RM1 3", "IG11", "N16"] * 2
    assert fields(read({**BASE, "PCode (part)": halves}))["PCode (part)"] == "postcode"
    grades = ["A", "B", "C1", "C2", "None"] * 2
    assert fields(read({**BASE, "PC": grades}))["PC"] == "other"


def test_nothing_is_said_of_a_role_that_a_column_is_not() -> None:
    family = {**BASE, "Person": ["Adult", "Child"] * 5, "Relationship": ["Son", "Mother"] * 5}
    raw = read(family, "Families")
    assert (fields(raw)["Person"], fields(raw)["Relationship"]) == ("status", "status")
    assert codes(raw) == set()
    told = read({**BASE, "Position": ["Member", "Victim"] * 5}, "SGV")
    assert (fields(told)["Position"], codes(told)) == ("role", {"column-by-values"})


def test_a_column_headed_case_is_a_reference_unless_it_holds_names() -> None:
    numbers = [f"ASB/25/{number}" for number in range(100, 110)]
    assert fields(read({**BASE, "Case": numbers}, "IOM"))["Case"] == "reference"
    assert fields(read({"Case": FULL, "DOB": ["3/4/1985"] * 10}, "IOM"))["Case"] == "name"


def test_of_two_role_columns_the_one_that_tells_sides_is_taken() -> None:
    sides, kinds = ["Perpetrator", "Victim"] * 5, ["Mother", "Son"] * 5
    used = fields(read({**BASE, "Relationship": kinds, "Role": sides}, "ASB"))
    assert (used["Relationship"], used["Role"]) == ("status", "role")


def test_what_the_caller_says_stands() -> None:
    columns = {"LastName": FAMILY, "Surname": GIVEN, "Code": PNCS, "Odd": DATES}
    said = {
        "list": {"surname": "LastName", "forename": "Surname", "ignored": ["Code"], "age": "odd"}
    }
    raw = read(columns, columns=said)
    assert list(fields(raw).values()) == ["surname", "forename", "ignored", "age"]
    assert {use.how for use in raw.info.columns} == {"settings"}


def test_a_list_the_caller_names_in_another_case_is_meant() -> None:
    raw = read({"A": FULL, "DOB": DATES}, "iom", columns={"IOM": {"name": "A"}})
    assert fields(raw)["A"] == "name"


def test_a_heading_the_caller_names_that_is_not_there_is_an_error_with_the_nearest() -> None:
    error = error_of({"Surnames": FAMILY}, columns={"list": {"surname": "Last nam"}})
    assert error.column == "Last nam"
    assert "“Surnames”" in error.remedy
    assert error_of({"A": FAMILY}, columns={"list": {"surmane": "A"}}).problem.startswith(
        "“surmane”"
    )


def test_columns_for_a_list_that_was_not_read_are_an_error() -> None:
    sources = {"IOM": pd.DataFrame(BASE), "DIP": pd.DataFrame({**BASE, "DOB": DATES})}
    assert len(read_lists(sources, columns={"iom": {"surname": "Surname"}})) == 2
    with pytest.raises(ListErrors, match=r"IMO: columns are given for it.*did you mean “IOM”"):
        read_lists(sources, columns={"IMO": {"surname": "Surname"}})
    with pytest.raises(ListErrors, match="IMO: columns are given for it"):
        match(sources, columns={"IMO": {"surname": "Surname"}})
    with pytest.raises(ListErrors, match="the lists that were read are “IOM”, “DIP”"):
        read_lists(sources, columns={"Matrix": {"surname": "Surname"}})


def test_columns_that_cannot_be_meant_are_an_error() -> None:
    (error,) = read_all({"IOM": pd.DataFrame(BASE)}, columns={"surname": "Surname"}).errors  # type: ignore[dict-item]
    assert "{list: {field: heading or headings}}" in error.problem
    error = error_of(BASE, columns={"list": {"surname": "Surname", "name": ["surname"]}})
    assert error.problem == "the settings say that one column is surname and name"


def test_a_list_without_names_is_an_error_that_names_the_nearest_headings() -> None:
    error = error_of({"Surrname of nobody": DATES, "PNC": PNCS})
    assert error.problem == "no column of names was recognised"
    assert "“Surrname of nobody”" in error.remedy
    assert PNCS[0] not in str(error)


def test_a_heading_used_twice_for_different_dates_of_birth_is_an_error() -> None:
    frame = pd.DataFrame([["a", "b", "1/1/1980", "2/2/1990"]] * 3)
    frame.columns = pd.Index(["Surname", "Forename", "DOB", "DOB"])
    (error,) = read_all({"IOM": frame}).errors
    assert (error.list_name, error.column) == ("IOM", "DOB")
    assert "used twice" in error.problem


@pytest.mark.parametrize("second", ["", "1/1/1980"])
def test_a_heading_used_twice_for_the_same_or_nothing_is_a_finding(second: str) -> None:
    frame = pd.DataFrame([["a", "b", "1/1/1980", second]] * 3)
    frame.columns = pd.Index(["Surname", "Forename", "DOB", "DOB"])
    raw = only({"IOM": frame})
    assert codes(raw) == {"heading-used-twice"}
    assert list(fields(raw).values()).count("date_of_birth") == 1


def test_no_finding_and_no_error_holds_a_value() -> None:
    secrets = {"Surname": ["Canaryname"] * 6, "DOB": ["13/13/2999"] * 6, "CRO": PNCS[:6]}
    raw = read(secrets)
    said = " ".join(map(str, raw.findings)) + repr(raw) + str(raw.info)
    said += str(error_of({"PNC": PNCS, "Blah": ["Canaryname"] * 10}))
    assert not any(secret in said for secret in ("Canaryname", "13/13/2999", PNCS[0]))


def test_a_name_column_that_holds_the_date_of_birth_too_is_taken_apart() -> None:
    cells = ["SMITH, John (01/02/1980)", "DOE Jane\nDOB: 3/4/85", "O'Brien Ann - 5 May 1990"]
    raw = read({"Nominal": cells, "RAG": ["R", "A", "G"]})
    assert raw.frame["Nominal: name"].tolist() == ["SMITH, John", "DOE Jane", "O'Brien Ann"]
    assert raw.frame["Nominal: date of birth"].tolist() == ["01/02/1980", "3/4/85", "5 May 1990"]
    assert raw.frame["Nominal"].tolist() == cells
    used = fields(raw)
    assert (used["Nominal"], used["Nominal: name"]) == ("other", "name")
    assert used["Nominal: date of birth"] == "date_of_birth"

    assert [(f.code, f.column, f.detail) for f in raw.findings] == [
        ("column-taken-apart", "Nominal", "into name, date of birth")
    ]


ADDRESSES = ["12 High Road, Romford RM1 3BD", "Flat 2, 14 Derby Ave", "NFA", "c/o 3 Low Road"]
BORN = ["01/02/1980", "3.4.85", "5 May 1990", "1979-06-07"]
PEOPLE = ["John Smith", "Ann O'Brien-Lee", "Grace Mensah", "Piotr Kowalski"]
TOGETHER = {
    "Name & Address": ("{n}, {a}", {"name": PEOPLE, "address": ADDRESSES}),
    "Name/Address": ("{n}\n{a}", {"name": PEOPLE, "address": ADDRESSES}),
    "Name and DOB": ("{n} {d}", {"name": PEOPLE, "date_of_birth": BORN}),
    "Name / DOB": ("{n} (dob: {d})", {"name": PEOPLE, "date_of_birth": BORN}),
    "DOB / Name": ("{d} - {n}", {"name": PEOPLE, "date_of_birth": BORN}),
    "Forename & DOB": ("{n} - {d}", {"forename": PEOPLE, "date_of_birth": BORN}),
    "Name, DOB, address": (
        "{n}, {d}, {a}",
        {"name": PEOPLE, "date_of_birth": BORN, "address": ADDRESSES},
    ),
    "Nominal (name, address, DOB)": (
        "{n}; {a}; {d}",
        {"name": PEOPLE, "date_of_birth": BORN, "address": ADDRESSES},
    ),
    "Nominal details": (
        "{n} {d} {a}",
        {"name": PEOPLE, "date_of_birth": BORN, "address": ADDRESSES},
    ),
    "Name (CRN)": ("{n} ({c})", {"name": PEOPLE, "crn": CRNS[:4]}),
    "DOB & address": ("{d}, {a}", {"address": ADDRESSES, "date_of_birth": BORN}),
}


@pytest.mark.parametrize("heading", TOGETHER)
def test_several_things_in_one_cell_are_taken_apart_and_told(heading: str) -> None:
    written, expected = TOGETHER[heading]
    listed = zip(PEOPLE, ADDRESSES, BORN, CRNS, strict=False)
    cells = [written.format(n=n, a=a, d=d, c=c) for n, a, d, c in listed]
    other = {} if expected.keys() & {"name"} else {"Surname": FAMILY[:4]}
    raw = read({heading: cells, **other, "RAG": ["R", "A", "G", "R"]})
    for field, texts in expected.items():
        (column,) = raw.headings(field)
        assert raw.frame[column].tolist() == texts
    assert fields(raw)[heading] == "other"
    assert [f.column for f in raw.findings if f.code == "column-taken-apart"] == [heading]


@pytest.mark.parametrize(
    "heading",
    ["Name and address", "Name/DOB/PNC", "Name, DOB and address", "Name/Alias", "Name & alias"],
)
def test_a_heading_of_several_things_over_names_alone_is_one_of_names(heading: str) -> None:
    raw = read({heading: FULL, "RAG": ["R"] * 10})
    assert fields(raw) == {heading: "name", "RAG": "status"}
    assert codes(raw) == set()


def test_somebody_elses_name_and_address_stay_together() -> None:
    cells = [f"{name}, {address}" for name, address in zip(PEOPLE, ADDRESSES, strict=True)]
    raw = read({"Name": FULL[:4], "Victim name and address": cells})
    assert fields(raw) == {"Name": "name", "Victim name and address": "another_person"}


def test_an_address_without_a_number_is_found_by_lines_and_commas() -> None:
    cells = ["Ann Lee\nRose Cottage\nHigh Road RM1 3BD", "LEE, Jo, The Lodge, Low Road, E1W 1AA"]
    raw = read({"Name & address": cells})
    assert raw.frame["Name & address: name"].tolist() == ["Ann Lee", "LEE, Jo"]
    assert raw.frame["Name & address: address"].tolist() == [
        "Rose Cottage, High Road RM1 3BD",
        "The Lodge, Low Road, E1W 1AA",
    ]


def test_what_was_saved_last_month_fits_a_list_with_a_column_less() -> None:
    said = {"list": {"surname": "Surname", "status": ["RAG", "Gone"], "pnc": "PNC"}}
    assert fields(read({**BASE, "PNC": PNCS}, columns=said))["PNC"] == "pnc"


def test_a_second_forename_column_holds_middle_names() -> None:
    used = fields(read({"surname": FAMILY, "forename_1": GIVEN, "forename_2": GIVEN[::-1]}))
    assert list(used.values()) == ["surname", "forename", "middle"]


def test_a_date_of_birth_in_three_columns_is_put_together() -> None:
    parts = {"by": [1980, 1990, None], "bm": [1, 12, 3], "bd": ["02", "", "4"]}
    raw = read({"lname_c1": FAMILY[:3], "fname_c1": GIVEN[:3], **parts})
    assert raw.frame["Date of birth"].tolist() == ["1980-01-02", "1990", ""]
    used = fields(raw)
    assert (used["Date of birth"], used["by"]) == ("date_of_birth", "other")
    assert (used["lname_c1"], used["fname_c1"]) == ("surname", "forename")


def test_a_street_name_beside_a_house_number_is_no_nickname() -> None:
    parts = {"street_number": ["1", "2"] * 5, "street_name": ["santa fe", "blip"] * 5}
    raw = read({**BASE, **parts, "city": ["leeds"] * 10})
    assert fields(raw)["Address"] == "address"
    assert raw.frame["Address"].iloc[0] == "1 santa fe, leeds"
    assert fields(read({**BASE, "street_name": ["Blip"] * 10}))["street_name"] == "street_name"


def test_a_town_alone_is_no_address() -> None:
    assert fields(read({**BASE, "city": ["Romford"] * 10}))["city"] == "other"


def test_a_victim_flag_and_a_perpetrator_flag_are_the_role() -> None:
    flags = {"Victim Y/N": ["Y", "N", "Y", "N"], "Perpetrator Y/N": ["N", "Y", "Y", ""]}
    names = {"Surname": FAMILY[:4], "Forename": GIVEN[:4]}
    raw = read({**names, **flags}, "ASB")
    said = ["Victim", "Perpetrator", "Perpetrator and victim", ""]
    assert raw.frame["Role"].tolist() == said
    assert (fields(raw)["Role"], raw.default_role) == ("role", Role.unknown)


def test_a_column_headed_perpetrator_affirms_the_role() -> None:
    both = {"Perpetrator name": FULL, "Victim name": TURNED}
    raw = read(both, "ASB")
    assert (fields(raw)["Victim name"], raw.default_role) == ("another_person", Role.subject)
    assert read({"Name": FULL}, "ASB").default_role == Role.unknown


@pytest.mark.parametrize("heading", ["Police number", "Police no", "Police Ref", "Police Nat ID"])
def test_cells_that_are_all_valid_numbers_are_numbers_under_a_police_heading(heading: str) -> None:
    assert fields(read({**BASE, heading: PNCS}))[heading] in ("pnc", "identifier")
    others = [f"{number}/26" for number in range(10)]
    assert fields(read({**BASE, heading: others}))[heading] not in ("pnc", "identifier")


def test_a_column_of_unclear_owner_is_told_with_the_field_that_its_cells_are() -> None:
    (found,) = (
        f for f in read({**BASE, "xnm1": PNCS}).findings if f.code == "column-whose-unclear"
    )
    assert found.detail.endswith('to use it: pnc = "xnm1"')
