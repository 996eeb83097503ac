"""A list is closed by its columns where they hold what only a MAPPA list holds."""

from __future__ import annotations

import pandas as pd
import pytest

import cohortmatch as cm
from cohortmatch.disclosure.agreement import Choices

NAMES = ["Quarmby, Ivor", "Odell, Una", "Pym, Ada", "Tarrowick, Zeb"]
BORN = ["03/04/1989", "31/01/1990", "05/06/1977", "01/02/1971"]
MAPPA_CATEGORY, MAPPA_LEVEL = ["1", "2", "3", "4"], ["1", "2", "3", "1"]
RAG, NUISANCE = ["Red", "Amber", "Green", "High"], ["Noise", "Litter", "Dogs", "Noise"]

CLOSED: dict[str, dict[str, list[str]]] = {
    "ViSOR numbers": {"ViSOR number": ["10012345", "", "", "10054321"]},
    "a ViSOR column to be filled": {"ViSOR ref": ["", "", "", ""]},
    "MPPS numbers": {"MPPS record": ["10012345", "10012346", "", "10054321"]},
    "digits": {"Category": MAPPA_CATEGORY, "Level": MAPPA_LEVEL},
    "words": {
        "Category": ["Cat 1 - RSO", "Category 2 (violent)", "C3", "IV"],
        "Level": ["Level 1", "L2", "III", ""],
    },
    "short headings": {"Cat": ["1", "2", "", ""], "Lvl": ["1", "N/A", "", "3"]},
    "headings that say so": {"MAPPA category": ["", "", "", ""], "MAPPA level": ["", "", "", ""]},
    "one of two says so": {
        "MAPPA category": ["1", "", "", ""],
        "Management level": ["2", "", "", ""],
    },
    "one column for both": {"Category / level": ["2/3", "Cat 1 Level 2", "C3 L1", "1/1"]},
}
OPEN: dict[str, dict[str, list[str]]] = {
    "a RAG level": {"Level": RAG, "Category": NUISANCE},
    "levels of risk, nuisance": {"Level": MAPPA_LEVEL, "Category": NUISANCE},
    "a category of drugs, a RAG level": {"Category": ["A", "B", "A", "C"], "Level": RAG},
    "a MAPPA level alone": {"MAPPA level": MAPPA_LEVEL},
    "a MAPPA level and nuisance": {"MAPPA level": MAPPA_LEVEL, "Category": NUISANCE},
    "a ViSOR flag": {"ViSOR": ["Y", "N", "N", "Y"]},
    "a ViSOR review": {"ViSOR review": ["03/06/2026", "2026-06-01", "", ""]},
    "two empty columns": {"Category": ["", "", "", ""], "Level": ["", "", "", ""]},
    "a supervisor": {"Supervisor": ["PC 10012345", "PC 10012346", "", ""]},
}


def closed(name: str, columns: dict[str, list[str]], choices: Choices) -> tuple[str, ...]:
    own = pd.DataFrame({"Name": NAMES, "DOB": BORN})
    lists = {"SGV": own, name: own.assign(**columns)}
    return cm.match(lists, plan=cm.Plan(report=choices)).edition("SGV").closed


@pytest.mark.parametrize("name", ["DIP", "IOM"])
@pytest.mark.parametrize("columns", CLOSED.values(), ids=CLOSED)
def test_what_only_a_mappa_list_holds_closes_it(name: str, columns: dict[str, list[str]]) -> None:
    assert closed(name, columns, Choices()) == (name,)
    assert closed(name, columns, Choices(restricted=())) == ()
    assert closed(name, columns, Choices(open=(name,))) == ()


@pytest.mark.parametrize("name", ["DIP", "IOM"])
@pytest.mark.parametrize("columns", OPEN.values(), ids=OPEN)
def test_an_ordinary_list_stays_open(name: str, columns: dict[str, list[str]]) -> None:
    assert closed(name, columns, Choices()) == ()


def test_why_is_told_without_a_value() -> None:
    own = pd.DataFrame({"Name": NAMES, "DOB": BORN})
    numbered = own.assign(**CLOSED["ViSOR numbers"])
    (words,) = cm.match({"SGV": own, "DIP": numbered}).edition("SGV").closed_words
    assert words == (
        "Closed to SGV: DIP (of people under public protection: it keeps ViSOR numbers); "
        'to open it, put it into cohortmatch.toml: [report] open = ["DIP"]'
    )
