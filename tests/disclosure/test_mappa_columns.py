"""A list is closed by its columns where they hold what only a MAPPA list holds."""

from __future__ import annotations

from pathlib import Path

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
    "read as a sex": {"Cat": ["1", "2", "2", "1"], "Lvl": ["1", "2", "1", "2"]},
    "M for MAPPA": {"M Cat": ["1", "2", "2", "1"], "M Level": ["1", "2", "1", "2"]},
    "numbers in words": {"Category": ["One", "Two", "", ""], "Level": ["Two", "One", "", ""]},
    "kinds of offenders": {"Category": ["RSO", "Violent", "", ""], "Level": ["2", "1", "", ""]},
    "one heading of MAPPA's": {"MAPPA": ["L2 Cat 1", "", "", ""]},
    "a status of MAPPA's": {"MAPPA status": ["Cat 1 Level 2", "Nil", "Nil", "Nil"]},
    "both in any column": {"Status": ["Cat 1 L2", "Cat 2 L1", "Category 3, level 2", ""]},
    "a ViSOR number in another column": {"Other ref": ["VISOR 123456", "", "A12", ""]},
    "a ViSOR number in a flag": {"Flags": ["ViSOR ref: VR12345", "", "", ""]},
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
    "a flag of MAPPA's": {"MAPPA": ["Y", "N", "N", "Y"]},
    "a status of ViSOR": {"Status": ["ViSOR review 03/06/2026", "ViSOR", "Nil", "Nil"]},
    "one cell among many": {"Status": ["Cat 1 L2", "Active", "Active", "Custody"]},
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


HEADINGS, ROWS = (
    "Surname,Forename,DOB,RAG",
    ("Quarmby,Ivor,03/04/1989,High", "Odell,Una,31/01/1990,Low"),
)
OTHERS_OWN = {
    "a title": ("MAPPA nominals level 2,,,", "OFFICIAL,,,", HEADINGS, *ROWS),
    "a title of domestic abuse": ("DA perpetrators,,,", HEADINGS, *ROWS),
    "a section": (HEADINGS, "MAPPA Level 2,,,", ROWS[0], "Standard,,,", ROWS[1]),
    "a section below others": (HEADINGS, "Standard,,,", ROWS[0], "MAPPA Level 3,,,", ROWS[1]),
}
ORDINARY = {
    "a title": ("IOM cohort June 2026,,,", "OFFICIAL-SENSITIVE,,,", HEADINGS, *ROWS),
    "a sentence": (
        "Keep this list safe so that it can be used to prevent crime,,,",
        HEADINGS,
        *ROWS,
    ),
    "sections": (HEADINGS, "High risk,,,", ROWS[0], "New this month,,,", ROWS[1]),
    "a level of risk": ("Level 4 cases,,,", HEADINGS, *ROWS),
}


def _closed_file(folder: Path, lines: tuple[str, ...]) -> tuple[str, ...]:
    own = "Surname,Forename,DOB\nQuarmby,Ivor,03/04/1989\nOdell,Una,31/01/1990\n"
    (folder / "IOM.csv").write_text(own, encoding="utf-8")
    (folder / "NPS caseload.csv").write_text("\n".join(lines), encoding="utf-8")
    return cm.match(folder).edition("IOM").closed


@pytest.mark.parametrize("lines", OTHERS_OWN.values(), ids=OTHERS_OWN)
def test_a_title_or_a_section_closes_its_list(tmp_path: Path, lines: tuple[str, ...]) -> None:
    assert _closed_file(tmp_path, lines) == ("NPS",)


@pytest.mark.parametrize("lines", ORDINARY.values(), ids=ORDINARY)
def test_ordinary_titles_and_sections_close_nothing(tmp_path: Path, lines: tuple[str, ...]) -> None:
    assert _closed_file(tmp_path, lines) == ()
