"""Who of a panel lives outside our area, by what the settings name or by where most live."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohortmatch.core.errors import SettingsError
from cohortmatch.disclosure.audience import Audience
from cohortmatch.people.neighbours import ELSEWHERE, Residences
from cohortmatch.people.profile import ANY, Counted, ProfileColumns
from cohortmatch.reporting.agenda import edition_sheets
from cohortmatch.reporting.page import page_bytes
from cohortmatch.reporting.sheets.neighbours import neighbours
from cohortmatch.settings.file import load_settings
from cohortmatch.values.postcode_parts import canonical_part, is_within
from disclosed import files
from laws.strategies import law
from tracked import matched

Lists = Mapping[str, Mapping[str, Mapping[str, str]]]

PARTS = [
    ("RM", "RM"),
    ("rm7", "RM7"),
    ("RM7 8", "RM7 8"),
    ("E1", "E1"),
    ("EC1A 1", "EC1A 1"),
    ("Havering", ""),
    ("QX1", ""),
    ("RM7 8AA", ""),
    ("", ""),
]


@pytest.mark.parametrize(("text", "part"), PARTS)
def test_parts_of_postcodes(text: str, part: str) -> None:
    assert canonical_part(text) == part


WITHIN = [
    ("RM7 8AA", "RM", True),
    ("RM7 8AA", "RM7", True),
    ("RM7 8AA", "RM7 8", True),
    ("RM7 8AA", "RM7 7", False),
    ("E17 3AA", "E1", False),
    ("EC1A 1BB", "E", False),
    ("RM7", "RM7", True),
    ("RM7", "RM7 8", False),
    ("RM7 8", "RM7 8", True),
]


@pytest.mark.parametrize(("code", "part", "expected"), WITHIN)
def test_what_lies_in_a_part(code: str, part: str, expected: bool) -> None:
    assert is_within(code, part) is expected


LISTS: Lists = {
    "IOM": {
        "Quarmby": {"Postcode": "RM7 7HH"},
        "Odell": {"Postcode": "E1 1AA"},
        "Yardley": {"Postcode": "RM8 2AA"},
        "Kowalski": {"Postcode": ""},
    },
    "SGV": {"Quarmby": {"Postcode": "IG11 7LU"}, "Odell": {"Postcode": "E1"}},
}


def told(lists: Lists, ours: tuple[str, ...] = ()) -> dict[str, str]:
    """Who lives elsewhere, by surname: "away", or "here too"."""
    view = matched(lists, profile_columns=ProfileColumns(ours=ours)).view
    found = Residences(view, view.profile_columns.ours).neighbours
    return {
        view.title(n.person).split()[-1].capitalize(): "here too" if n.is_here_too else "away"
        for n in found
    }


OURS = [
    ((), {"Quarmby": "here too", "Odell": "away"}),
    (("RM",), {"Quarmby": "here too", "Odell": "away"}),
    (("RM7",), {"Quarmby": "here too", "Odell": "away", "Yardley": "away"}),
    (("RM7", "RM8", "IG11"), {"Odell": "away"}),
    (("RM", "IG", "E1"), {}),
]


@pytest.mark.parametrize(("ours", "expected"), OURS)
def test_who_lives_elsewhere(ours: tuple[str, ...], expected: dict[str, str]) -> None:
    assert told(LISTS, ours) == expected


def test_where_no_area_has_most_people_nobody_is_told() -> None:
    spread = {"IOM": {"Quarmby": {"Postcode": "RM7 7HH"}, "Odell": {"Postcode": "E1 1AA"}}}
    assert told(spread) == {}
    assert told(spread, ("RM",)) == {"Odell": "away"}
    sheet = neighbours(matched(spread).view)
    assert sheet.sentence.startswith("Which area is ours is not known")


def test_a_row_that_lists_somebody_as_an_associate_tells_nothing() -> None:
    iom = {"Quarmby": {"Postcode": "RM7 7HH"}, "Odell": {"Postcode": "RM8 2AA"}}
    sgv = {"Quarmby": {"Role": "Associate", "Postcode": "E1 1AA"}}
    assert told({"IOM": iom, "SGV": sgv}, ("RM",)) == {}
    sgv["Quarmby"]["Role"] = "Nominal"
    assert told({"IOM": iom, "SGV": sgv}, ("RM",)) == {"Quarmby": "here too"}


def test_a_prison_is_nowhere_else() -> None:
    lists = {"IOM": {"Quarmby": {"Postcode": "RM7 7HH"}, "Odell": {"Postcode": "SE28 0EB"}}}
    assert told(lists) == {}


def test_the_counts_of_each_panel() -> None:
    counts = matched(LISTS, profile_columns=ProfileColumns(ours=("RM7",))).view.profile
    found = {name: counts[Counted(ELSEWHERE, name)] for name in ("IOM", "SGV", ANY)}
    assert found == {"IOM": 2, "SGV": 1, ANY: 2}, "who lives here too is not counted"


def test_the_sheet_and_the_page() -> None:
    result = matched(LISTS, profile_columns=ProfileColumns(ours=("RM7",)))
    sheet = neighbours(result.view)
    assert sheet.sentence == (
        "3 people on a panel with a postcode. Outside RM7 alone: 2; with an address there and in "
        "RM7: 1."
    )
    rows = {row[1]: (row[3], row[4]) for row in sheet.table.rows}
    assert rows["Una ODELL"] == ("IOM: E1\nSGV: E1", None)
    assert rows["Ivor QUARMBY"] == ("SGV: IG11", "Yes")
    assert b'<h2 id="neighbours">Neighbours</h2>' in page_bytes(result.view, result.marking)
    sheets = edition_sheets(Audience(result.gate.panel("IOM")))
    assert "Neighbours" not in [each.title for each in sheets]


ROLES = ("Perpetrator", "Victim", "Witness", "Associate", "")


@law(10)
@given(st.lists(st.sampled_from(ROLES), min_size=3, max_size=3))
def test_only_perpetrators_are_ever_neighbours(roles: list[str]) -> None:
    people = dict(zip(("Odell", "Mensah", "Yardley"), roles, strict=True))
    asb = {name: {"Role": role, "Postcode": "E1 1AA"} for name, role in people.items()}
    found = told({"ASB": asb, "IOM": {"Quarmby": {"Postcode": "RM7 7HH"}}}, ("RM",))
    assert set(found) == {name for name, role in people.items() if role == "Perpetrator"}


@law(6)
@given(st.lists(st.sampled_from(("RM", "E1", "IG11", "SW9 8")), unique=True, max_size=3))
def test_which_area_is_ours_changes_no_byte_of_an_edition(ours: list[str]) -> None:
    settled = matched(LISTS, profile_columns=ProfileColumns(ours=tuple(ours)))
    assert files(settled, "IOM") == files(matched(LISTS), "IOM")


def test_the_setting(tmp_path: Path) -> None:
    file = tmp_path / "cohortmatch.toml"
    file.write_text('[statistics]\nours = ["rm7", "RM", "e1  6"]\n', encoding="utf-8")
    assert load_settings(file).plan.report.profile_columns.ours == ("RM7", "RM", "E1 6")
    file.write_text('[statistics]\nours = ["Havering"]\n', encoding="utf-8")
    with pytest.raises(SettingsError, match="“Havering” is no postcode area"):
        load_settings(file)
