"""An alias cell keeps what the nominal is called and loses the names of other people."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cohortmatch as cm
from cohortmatch.values.alias_cells import own_aliases
from cohortmatch.values.beside_names import names_another, without_beside

OTHERS = [
    *("mum Una Odell", "IP Una Odell", "brother Una Odell", "see Una Odell", "Una Odell (g/f)"),
    *("uses Una Odell's name", "boyf of Una Odell", "Una Odells son", "vic=Una", "SPOC Una Odell"),
    *("PO=Una Odell", "mum: Una", "Una Odell's brother", "bro Una Odell", "BRO UNA ODELL"),
    *("gf Una", "bro Una", "his cuz Una Odell", "ex Una Odell", "twin Una Odell"),
]
OWN = [
    *("Daz", "Big Mum", "Lil D", "John Smith", "Vic", "Mother", "uses John Smith", "aka Daz"),
    *("Brother Bear", "See", "Ip Man", "Uncle", "Baby Face", "SMITH, John", "Po Wang Lee", "Sis"),
    *(
        "Smiler (young)",
        "Bonnie & Clyde",
        "Daz and Baz",
        "T-Man",
        "Mum's Boy",
        "Dad (T)",
        "Son Van Nguyen",
    ),
    *("Twin", "Baby D", "Bro Dee", "Big Bro", "Girl Power", "Cuz", "Daz - Tiny"),
]
BEHIND = [
    *("(gf Una)", "(mum: Una Odell)", "(mum Una Odell)", "[bro Una Odell]", "(see Una Odell)"),
    *("- bro Una Odell", "& bro Una Odell", "and his mum Una Odell", "(with Una Odell)"),
    *("(his mum is Una)", "(gf = Una", "(partner - Una Odell)", "(ex Una)"),
]
WORKERS = [
    *("Ivor Pym (SPOC Una Odell)", "Ivor Pym [PO Una Odell]", "Ivor Pym, OM Una Odell"),
    *("Ivor Pym; PO=Una Odell", "Ivor Pym (NMO - Una Odell)", "Ivor Pym (OM: Una Odell)"),
]


@pytest.mark.parametrize("cell", OTHERS)
def test_another_person_is_no_alias(cell: str) -> None:
    assert own_aliases(cell) == ""
    assert own_aliases(f"Daz; {cell}") == "Daz"


@pytest.mark.parametrize("cell", OWN)
def test_what_the_nominal_is_called_stays(cell: str) -> None:
    assert own_aliases(cell) == cell


@pytest.mark.parametrize("behind", BEHIND)
@pytest.mark.parametrize("alias", ["Smiler", "T-Man", "Lil D"])
def test_another_person_behind_an_alias_is_cut_and_the_alias_stays(alias: str, behind: str) -> None:
    assert own_aliases(f"{alias} {behind}") == alias
    assert own_aliases(f"Daz; {alias} {behind}") == f"Daz; {alias}"


@given(st.lists(st.sampled_from(["Daz", "Lil D", "Tiny", *OTHERS]), max_size=4))
def test_only_own_parts_are_kept_and_cutting_again_changes_nothing(parts: list[str]) -> None:
    own = own_aliases("; ".join(parts))
    assert "Una" not in own and own_aliases(own) == own


@pytest.mark.parametrize("cell", WORKERS)
def test_the_nominals_worker_is_cut_and_told(cell: str) -> None:
    assert without_beside(cell) == ("Ivor Pym", None) and names_another(cell)


@pytest.mark.parametrize(
    "cell", ["SINGH, OM PRAKASH", "Singh, Om Prakash", "Wang Po Lee", "DE SILVA, OM PRAKASH"]
)
def test_a_name_like_a_workers_letters_stays_whole(cell: str) -> None:
    assert without_beside(cell) == (cell, None) and not names_another(cell)


def test_a_cut_alias_is_told_with_its_row(tmp_path: Path) -> None:
    path = tmp_path / "IOM.csv"
    rows = ["Name,DOB,Alias", "Ada Pym,01/02/1985,Daz", "Ivor Pym,03/04/1989,see Una Odell"]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    told = cm.read_lists(path).findings
    found = told[told["code"] == "name-of-another-person"]
    assert list(found["column"]) == ["Alias"] and list(found["rows"]) == [(3,)]
