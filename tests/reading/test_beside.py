"""Lists beside each other on one sheet: which sheets hold several, and never victims."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reading.formats.books import Rows, codes, csv_file, only

from cohortmatch.normalising.roles import listing_roles
from cohortmatch.reading.formats.sheets import sheet_of
from cohortmatch.reading.stacked import table_of
from cohortmatch.values.roles import Role
from people_lists import AS_OF

LEFT = ("Jermaine Oxtoby", "14/03/2003"), ("Tariq Bellamy", "21/07/2004"), ("Luca Farthing", "")
RIGHT = ("Kacper Wolny", "02/11/2002"), ("Ademola Ruxton", "30/01/2001")


def _sheet(titles: str, left: str, right: str) -> Rows:
    """Two lists with a blank column between; `titles` stand over them."""
    one, other = left.split("|"), right.split("|")
    rows: list[list[str]] = [[*one, "", *other]]
    for at, own in enumerate(LEFT):
        beside = RIGHT[at] if at < len(RIGHT) else ("", "")
        rows.append([*own[: len(one)], "", *beside[: len(other)]])
    if titles:
        first, second = titles.split("|")
        rows.insert(0, [first, *[""] * len(one), second, *[""] * (len(other) - 1)])
    return rows


@pytest.mark.parametrize(
    ("name", "titles", "left", "right", "listed"),
    [
        ("SGV", "Elm Park Boys|Heath Crew", "Name|DOB", "Name|DOB", "both"),
        ("SGV", "OMG|Seven", "Name|DOB", "Name|DOB", "both"),
        ("IOM", "Custody|Community", "Name|DOB", "Name|DOB", "both"),
        ("IOM", "", "Name|DOB", "Name|DOB", "both"),
        ("IOM", "", "Nominal|DOB", "Nominal|DOB", "both"),
        # a word for a person over the right one, or one that may be one
        ("IOM", "Suspects|Victims", "Name|DOB", "Name|DOB", "left"),
        ("SGV", "Nominals|Complainants", "Name|DOB", "Name|DOB", "left"),
        ("IOM", "Nominal|Next of kin", "Name|DOB", "Name|DOB", "left"),
        ("IOM", "Driver|Passenger", "Name|DOB", "Name|DOB", "left"),
        ("IOM", "", "Name|DOB", "Victim|DOB", "left"),
        ("IOM", "", "Suspect|DOB", "Name|DOB", "left, told"),
        ("IOM", "Hackney|Newham", "Name|DOB", "Name|DOB", "both"),
        ("IOM", "LB Hackney|London Borough of Newham", "Name|DOB", "Name|DOB", "both"),
        ("IOM", "North team|South team", "Name|DOB", "Name|DOB", "both"),
        ("IOM", "PC Jones|PC Khan", "Name|DOB", "Name|DOB", "both"),
        ("IOM", "List A|List B", "Name|DOB", "Name|DOB", "both"),
        ("IOM", "Wk 1|Wk 2", "Name|DOB", "Name|DOB", "both"),
        ("IOM", "Hackney nominals|Newham nominals", "Name|DOB", "Name|DOB", "both"),
        ("IOM", "Current cohort|Removed", "Name|DOB", "Name|DOB", "left, in lists"),
        # nobody knows whose a title is: no row joins two people
        ("IOM", "Luton|Bedford", "Name|DOB", "Name|DOB", "left, told"),
        ("IOM", "Smithy|Jonno", "Name|DOB", "Name|DOB", "left, told"),
        ("IOM", "", "Name|DOB", "Full name|D.O.B", "left, told"),
        ("IOM", "", "Name|DOB", "Nominal|DOB", "right, told"),
        ("ASB", "", "Name|DOB", "Name|DOB", "nobody"),
    ],
)
def test_whom_of_two_lists_is_listed(
    tmp_path: Path, name: str, titles: str, left: str, right: str, listed: str
) -> None:
    raw = only(csv_file(tmp_path / f"{name}.csv", _sheet(titles, left, right)))
    roles = listing_roles(raw, AS_OF).roles
    names = {
        cell for row in raw.frame.to_numpy(dtype=object)[roles == Role.subject] for cell in row
    }
    side, _, how = listed.partition(", ")
    expected = {"both": {*LEFT, *RIGHT}, "left": {*LEFT}, "right": {*RIGHT}, "nobody": set()}[side]
    assert {n for n, _ in (*LEFT, *RIGHT) if n in names} == {n for n, _ in expected}
    assert ("lists-side-by-side" in codes(raw)) == (side in ("both", "nobody") or bool(how))
    assert ("table-not-read" in codes(raw)) == (how == "told")


@pytest.mark.parametrize("titles", ["Luton|Bedford", "Smithy|Jonno", "", "HACKNEY|NEWHAM"])
@pytest.mark.parametrize("right", ["Name|DOB|CRN", "Nominal|D.O.B|CRN no"])
def test_numbers_of_their_own_make_two_lists(tmp_path: Path, titles: str, right: str) -> None:
    first, second = titles.split("|") if titles else ("", "")
    rows = [
        [*["Name", "DOB", "CRN"], "", *right.split("|")],
        ["Jerome Pascoe", "12/06/1992", "X330458", "", "Faisal Qureshi", "04/02/1989", "E371206"],
        ["Nicky Sands", "27/09/1981", "D255913", "", "Una Butkus", "13/11/1984", "X508834"],
    ]
    if titles:
        rows.insert(0, [first, "", "", "", second, "", ""])
    raw = only(csv_file(tmp_path / "IOM.csv", rows))
    pairs = set(zip(raw.frame.iloc[:, 0], raw.frame.iloc[:, 1], raw.frame.iloc[:, 2], strict=True))
    assert pairs == {tuple(row[at : at + 3]) for row in rows[-2:] for at in (0, 4)}


def test_one_number_under_two_names_is_one_person(tmp_path: Path) -> None:
    rows = [
        ["Main name", "", "", "", "Other name", "", ""],
        ["Name", "DOB", "CRN", "", "Name", "DOB", "CRN"],
        ["Jerome Pascoe", "12/06/1992", "X330458", "", "Jerry Pasco", "12/06/1992", "X330458"],
    ]
    raw = only(csv_file(tmp_path / "IOM.csv", rows))
    assert len(raw.rows) == 1


def test_rows_further_right_have_labels_and_titles_of_their_own(tmp_path: Path) -> None:
    sheet = _sheet("Elm Park Boys|Heath Crew", "Name|DOB", "Name|DOB")
    raw = only(csv_file(tmp_path / "SGV.csv", sheet))
    assert raw.rows == (3, 4, 5, "3 column D", "4 column D")
    assert raw.frame["Section"].tolist() == ["Elm Park Boys"] * 3 + ["Heath Crew"] * 2


def test_a_contact_of_the_panel_beside_a_nominal_gives_him_no_address(tmp_path: Path) -> None:
    rows = [
        ("Nominal", "DOB", "", "Contact", "Agency", "Email"),
        ("Jermaine Oxtoby", "14/03/2003", "", "Ann Crane", "Probation", "a@example.org"),
        ("Tariq Bellamy", "21/07/2004", "", "Lou Marsh", "Police", "l@example.org"),
        ("Luca Farthing", "09/09/2002", "", "", "", ""),
    ]
    raw = only(csv_file(tmp_path / "IOM.csv", rows))
    assert list(raw.frame.columns) == ["Nominal", "DOB"]
    assert [each.rows for each in raw.findings if each.code == "table-not-read"] == [(2, 3)]


PERSON = st.tuples(
    st.sampled_from(("Oxtoby", "Wolny", "Ruxton", "Carvell", "Imade")),
    st.sampled_from(("Luca", "Kacper", "Una", "Ada")),
    st.dates().map(lambda day: f"{day.day:02}/{day.month:02}/{1950 + day.year % 55}"),
)


@given(people=st.lists(PERSON, min_size=2, max_size=9), data=st.data())
def test_a_list_cut_in_two_beside_each_other_is_the_same_list(
    people: list[tuple[str, str, str]], data: st.DataObject
) -> None:
    """Law: people listed beside each other are those listed below each other, in their order."""
    cut = data.draw(st.integers(1, len(people) - 1))
    left, right = people[:cut], people[cut:]
    heads = ["Surname", "Forename", "DOB"]
    blank = ["", "", ""]
    most = max(len(left), len(right))
    beside = [
        [*(left[at] if at < len(left) else blank), "", *(right[at] if at < len(right) else blank)]
        for at in range(most)
    ]
    one = table_of(sheet_of("S", [heads, *map(list, people)]))
    two = table_of(sheet_of("S", [[*heads, "", *heads], *beside]))
    assert one is not None
    assert two is not None
    assert two.frame.to_numpy().tolist() == one.frame.to_numpy().tolist()
    assert len(set(two.rows)) == len(people)
