"""A name cell of several people, each with a mark: only those marked as offenders are its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohortmatch.values.beside_names import names_another, without_beside
from cohortmatch.values.marked_people import marked_nominals, without_company
from cohortmatch.values.roles import Role

MARKED = [
    "Ivor Pym (perp), Una Odell (vic)",
    "Ivor Pym (P), Una Odell (V)",
    "Una Odell (V), Ivor Pym (P)",
    "Ivor Pym (P),Una Odell (V),Ada Swann (W)",
    "Ivor Pym (P) - Una Odell (V)",
    "Ivor Pym (P)Una Odell (V)",
    "Ivor Pym (P) v Una Odell (V)",
    "Ivor Pym [suspect] and Una Odell [IP]",
    "(P) Ivor Pym, (V) Una Odell",
    "(V) Una Odell (P) Ivor Pym",
    "Ivor Pym*perp*, Una Odell*vic*",
    "Ivor Pym (perp, 17), Una Odell (vic, 45)",
    "Ivor Pym (nominal), Una Odell (mother)",
    "P: Ivor Pym, V: Una Odell",
    "V: Una Odell P: Ivor Pym",
    "P - Ivor Pym, V - Una Odell",
    "P Ivor Pym, V Una Odell",
    "Perp Ivor Pym, victim Una Odell",
    "Perp - Ivor Pym; Victim - Una Odell",
    "Ivor Pym - perp, Una Odell - vic",
    "Ivor Pym - P, Una Odell - V",
    "Ivor Pym=P, Una Odell=V",
    "Ivor Pym perp / Una Odell victim",
]
COMPANY = ["& family", "and family", "+ 2 others", "and his family", "(and family)", "& mum"]


@pytest.mark.parametrize("cell", MARKED)
@pytest.mark.parametrize("cased", [str, str.upper, str.lower])
def test_whoever_is_marked_as_an_offender_is_the_cells_own(cell: str, cased: type[str]) -> None:
    if (
        cased is str.lower
        and "P" in cell.replace("Pym", "").replace("Perp", "")
        and "(" not in cell
    ):
        return  # without a capital or brackets a letter may be anything
    own = without_beside(cased(cell))
    assert (own.name.casefold(), own.role) == ("ivor pym", Role.subject)
    assert names_another(cased(cell))


@pytest.mark.parametrize(
    ("cell", "own"),
    [
        ("PYM, Ivor (perp), ODELL, Una (vic)", "PYM, Ivor"),
        ("Ivor Pym (perp), Ada Swann (perp), Una Odell (vic)", "Ivor Pym & Ada Swann"),
    ],
)
def test_names_in_two_parts_and_several_offenders(cell: str, own: str) -> None:
    assert without_beside(cell) == (own, Role.subject)


@pytest.mark.parametrize(
    "cell",
    [
        *("Ivor Pym (P)", "Ivor Pym (perp) (suspect)", "Ivor Pym (aka Daz), (perp)"),
        *("Una Odell (V), Ada Swann (W)", "Pym, Ivor (perp)", "Ivor Pym", "Ivor P, Una V"),
    ],
)
def test_one_person_and_cells_without_an_offender_say_nothing_here(cell: str) -> None:
    assert marked_nominals(cell) is None


@given(st.permutations([("Ivor Pym", "P"), ("Una Odell", "V"), ("Ada Swann", "W")]), st.data())
def test_neither_order_nor_sign_counts(people: list[tuple[str, str]], data: st.DataObject) -> None:
    sign = data.draw(st.sampled_from([", ", "; ", " / ", " & ", " and ", "\n", " ", " - "]))
    cell = sign.join(f"{name} ({mark})" for name, mark in people)
    assert marked_nominals(cell) == "Ivor Pym"


@pytest.mark.parametrize("company", COMPANY)
def test_company_that_names_nobody_is_cut_off_and_the_nominal_stays(company: str) -> None:
    for name in ("Ivor Pym", "PYM, Ivor", "Ivor James Pym"):
        assert without_company(f"{name} {company}") == name
        assert without_beside(f"{name} {company}") == (name, None)
        assert names_another(f"{name} {company}")


@pytest.mark.parametrize("cell", ["Pym & Sons", "The Pym family", "Ivor Pym & Una Child", "Pym"])
def test_no_company_is_cut_off_of_less_than_a_whole_name(cell: str) -> None:
    assert without_company(cell) == cell
