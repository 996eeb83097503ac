"""Each panel's share on the matrix and on a programme for families, and rows that were left out."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohortmatch.disclosure.audience import Audience
from cohortmatch.people.on_registers import MATRIX, PROGRAMME
from cohortmatch.reporting import CrossReference
from cohortmatch.reporting.agenda import edition_sheets
from cohortmatch.reporting.page import page_bytes
from cohortmatch.reporting.sheets.panel_figures import panel_figures
from laws.strategies import law
from tracked import PEOPLE, matched

LISTS: dict[str, dict[str, dict[str, str]]] = {
    "IOM": {"Quarmby": {}, "Odell": {}, "Yardley": {}, "Kowalski": {}},
    "ASB": {
        "Quarmby": {"Role": "Perpetrator"},
        "Mensah": {"Role": "Victim"},
        "Okafor": {"Role": ""},
    },
    "Matrix": {"Quarmby": {"Role": "Nominal"}, "Mensah": {"Role": "Victim"}},
}


@pytest.fixture(scope="module")
def result() -> CrossReference:
    return matched(LISTS)


def rows(result: CrossReference) -> dict[str, dict[str, Any]]:
    table = panel_figures(result.view).table
    heads = [column.heading for column in table.columns]
    return {str(row[0]): dict(zip(heads, row, strict=True)) for row in table.rows}


TOLD = [
    ("IOM", 4, 1, 0.25, 0, 0),
    ("ASB", 1, 1, 1.0, 1, 1),
    ("Matrix", None, None, None, 1, 0),
    ("All of them", 4, 1, 0.25, 2, 1),
]


@pytest.mark.parametrize(("name", "people", "matrix", "share", "victims", "unknown"), TOLD)
def test_shares_and_rows_left_out(
    result: CrossReference,
    name: str,
    people: int | None,
    matrix: int | None,
    share: float | None,
    victims: int,
    unknown: int,
) -> None:
    row = rows(result)[name]
    assert (row["People"], row[MATRIX], row["Share on the matrix"]) == (people, matrix, share)
    assert row["Victims and complainants, left out"] == victims
    assert row["Role unknown, left out"] == unknown
    assert row[PROGRAMME] is None, "no list of families was read"


def test_a_panel_with_nobody_has_no_share() -> None:
    nobody = matched({**LISTS, "ASB": {"Mensah": {"Role": "Victim"}, "Odell": {"Role": "Victim"}}})
    row = rows(nobody)["ASB"]
    assert (row["People"], row[MATRIX], row["Share on the matrix"]) == (0, 0, None)
    assert row["Victims and complainants, left out"] == 2


def test_it_stands_on_the_page_and_in_no_edition(result: CrossReference) -> None:
    text = page_bytes(result.view, result.marking).decode()
    assert '<h2 id="figures">Panels in figures</h2>' in text
    for name in ("IOM", "ASB"):
        sheets = edition_sheets(Audience(result.gate.panel(name)))
        assert "Panels in figures" not in [sheet.title for sheet in sheets]


def test_no_victim_is_named_or_counted_as_a_person(result: CrossReference) -> None:
    sheet = panel_figures(result.view)
    assert "Mensah" not in str(sheet) and "MENSAH" not in str(sheet)
    assert sum(row["People"] or 0 for row in rows(result).values()) == 4 + 1 + 4


SAID = ("Perpetrator", "Victim", "Complainant", "Witness", "")
ON_MATRIX = ("Nominal", "Associate", "Victim", "")
WORDS = {
    "Victim": "Victims and complainants",
    "Complainant": "Victims and complainants",
    "Witness": "Witnesses",
    "": "Role unknown",
}


@law(12)
@given(st.data())
def test_every_figure_is_what_the_rows_say(data: st.DataObject) -> None:
    names = sorted(PEOPLE)
    asb = {name: data.draw(st.sampled_from(SAID)) for name in names}
    matrix = {name: data.draw(st.sampled_from(ON_MATRIX)) for name in names}
    lists = {"ASB": asb, "Matrix": matrix}
    roles = {key: {n: {"Role": role} for n, role in said.items()} for key, said in lists.items()}
    found = rows(matched({**roles, "IOM": {names[0]: {}}}))
    on_asb = {name for name, role in asb.items() if role == "Perpetrator"}
    on_matrix = {name for name, role in matrix.items() if role == "Nominal"}
    assert (found["ASB"]["People"], found["ASB"][MATRIX]) == (len(on_asb), len(on_asb & on_matrix))
    assert found["IOM"][MATRIX] == (names[0] in on_matrix)
    for key, said in lists.items():
        left = Counter(WORDS[role] for role in said.values() if role in WORDS)
        assert {w: found[key][f"{w}, left out"] for w in set(WORDS.values())} == {
            words: left[words] for words in WORDS.values()
        }
