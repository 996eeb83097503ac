"""A whole name beside its parts is the same name again, and fills the parts that are blank."""

from __future__ import annotations

import pandas as pd
import pytest

import cohortmatch as cm

CASES = (
    # whole name, surname, forename; then the parts that are read
    ("Ivor Quarmby", "Quarmby", "Ivor", "quarmby", "ivor"),
    ("Robert Edmund O'Connell", "", "", "oconnell", "robert"),
    ("Zebedee van der Quillan", "", "", "vanderquillan", "zebedee"),
    ("Yardley, Gus", "", "", "yardley", "gus"),
    ("Ivor Quarmby", "Yardley", "", "yardley", ""),
)


def lists(rows: list[tuple[str, str, str]]) -> cm.Listings:
    frame = pd.DataFrame(rows, columns=["full_name", "surname", "first_name"])
    return cm.read_lists({"IOM": frame.assign(dob="03/04/1979")})


def last_name(read: cm.Listings) -> tuple[str, str]:
    """The surname and the first forename of the last listing."""
    names, form = read.names, read.names.offsets[-2]
    codes = int(names.surname[form]), int(names.given[form])
    surname, given = (names.words[code] if code >= 0 else "" for code in codes)
    return surname, given


@pytest.mark.parametrize(("whole", "surname", "forename", "family", "given"), CASES)
def test_blank_parts_are_filled_from_the_whole_name(
    whole: str, surname: str, forename: str, family: str, given: str
) -> None:
    others = [(f"Gus Vexley{i}", f"Vexley{i}", "Gus") for i in "abcde"]
    assert last_name(lists([*others, (whole, surname, forename)])) == (family, given)


def test_the_order_is_that_of_the_other_rows() -> None:
    others = [(f"Vexley{i} Gus", f"Vexley{i}", "Gus") for i in "abcde"]
    assert last_name(lists([*others, ("Arkwright Posy", "", "")])) == ("arkwright", "posy")


def test_the_name_again_is_told_to_be_nobody_elses() -> None:
    read = lists([("robert o'connell", "o'connell", "robert"), ("gus yardley", "yardley", "gus")])
    assert "name-of-another-person" not in set(read.findings["code"])


def test_a_part_of_a_name_is_no_note_about_the_person() -> None:
    frame = pd.DataFrame(
        {"PERNAME1": ["VIC", "GUS", "IVOR"], "PERNAME2": ["PRATT", "VEXLEY", "LEE"]}
    )
    read = cm.read_lists({"census": frame.assign(DOB="03/04/1979")})
    assert len(read.ids) == 3 and "role-by-note" not in set(read.findings["code"])


def test_a_role_behind_the_name_again_is_the_rows() -> None:
    rows = [("Gus Vexley", "Vexley", "Gus"), ("Ann Moss (victim)", "Moss", "Ann")]
    assert lists(rows).ids == ["IOM:0"]
