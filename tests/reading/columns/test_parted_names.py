"""A sign between surname and forename in one cell, and who the person is."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reading.formats.books import codes, only

from cohortmatch import read_lists

BIRTHS = ["15/08/1989", "23/03/1976", "09/10/1997", "01/02/1990"]


def _names(heading: str, cells: list[str]) -> list[str]:
    """Each listing's recorded name as "given surname"."""
    frame = pd.DataFrame({heading: cells, "DOB": BIRTHS[: len(cells)]})
    read = read_lists({"IOM": frame})
    own = [int(read.names.offsets[place]) for place in range(len(read))]
    word = ("", *read.names.words)
    return [
        f"{word[read.names.given[at] + 1]} {word[read.names.surname[at] + 1]}".strip() for at in own
    ]


@pytest.mark.parametrize(
    ("heading", "cell", "name"),
    [
        ("Surname/Forename", "Islam/Rezaul", "rezaul islam"),
        ("Surname/Forename", "Grant-Ellis / Shola", "shola grant ellis"),
        ("Surname/Forename", "O'Leary/Dennis", "dennis oleary"),
        ("Surname/Forename", "Kempster, Wayne", "wayne kempster"),
        ("Surname/Forename", "Kempster - Wayne", "wayne kempster"),
        ("Surname/Forename/Middle name", "Islam/Rezaul/Karim", "rezaul islam"),
        ("Surname - First name", "KEMPSTER - Wayne Lee", "wayne kempster"),
        ("Name (surname; forename)", "Kempster; Wayne", "wayne kempster"),
        ("Last name_First name", "Kempster_Wayne", "wayne kempster"),
        ("SURNAME^FORENAME", "KEMPSTER^WAYNE", "wayne kempster"),
        ("Family name | Given name", "Kempster | Wayne", "wayne kempster"),
        ("Forename/Surname", "Wayne/Kempster", "wayne kempster"),
        ("First name \\ Last name", "Wayne\\Kempster", "wayne kempster"),
        ("Surname/Forename", "Kempster/Wayne (Kemps)", "wayne kempster"),
        ("Surname/Forename", "Kempster\nWayne", "wayne kempster"),
    ],
)
def test_the_heading_says_which_part_comes_first(heading: str, cell: str, name: str) -> None:
    assert _names(heading, [cell, "Plain/Cell"])[0] == name


@pytest.mark.parametrize(
    ("cells", "names"),
    [
        (["SMITH/JOHN", "KHAN/WAYNE", "JONES/GRACE"], ["john smith", "wayne khan", "grace jones"]),
        (["John/Smith", "Wayne/Khan", "Grace/Jones"], ["john smith", "wayne khan", "grace jones"]),
        # two surnames, or two people: the sign parts no name
        (
            ["John Smith/Jones", "Wayne Khan", "Grace Lee"],
            ["john smith", "wayne khan", "grace lee"],
        ),
        (["Ann Moss/Bo Lee", "Wayne Khan", "Grace Lee"], ["ann moss", "wayne khan", "grace lee"]),
    ],
)
def test_elsewhere_nearly_all_cells_must_have_the_sign(cells: list[str], names: list[str]) -> None:
    assert _names("Name", cells) == names


def test_a_cell_with_a_mark_for_somebody_else_is_not_parted() -> None:
    frame = pd.DataFrame({"Surname/Forename": ["Khan/Wayne", "Victim/Una"], "DOB": BIRTHS[:2]})
    assert "una" not in read_lists({"IOM": frame}).names.words


def test_a_remark_behind_a_name_is_no_part_of_it() -> None:
    cells = ["QUARMBY Ivor", "MARCHBANK Peter - NEW", "ODELL Una"]
    names = _names("Nominal (SURNAME Forename)", cells)
    assert names == ["ivor quarmby", "peter marchbank", "una odell"]


def test_it_is_told() -> None:
    frame = pd.DataFrame({"Surname/Forename": ["Khan/Wayne", "Lee/Una"], "DOB": BIRTHS[:2]})
    assert "column-taken-apart" in codes(only({"IOM": frame}))


WORD = st.sampled_from(("Okafor", "Kowalski", "Mensah", "Begum", "Walker", "Grant-Ellis"))


@given(people=st.lists(st.tuples(WORD, WORD), min_size=1, max_size=4), sign=st.sampled_from("/|;^"))
def test_any_sign_reads_as_a_comma_does(people: list[tuple[str, str]], sign: str) -> None:
    """Law: under a heading of both parts it makes no difference which sign stands between them."""
    parted = _names("Surname/Forename", [f"{one}{sign}{other}" for one, other in people])
    assert parted == _names("Surname, Forename", [f"{one}, {other}" for one, other in people])
