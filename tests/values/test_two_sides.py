"""Name cells that put somebody else before the nominal, or a mark beside a name."""

from __future__ import annotations

import pytest

from cohortmatch.values.beside_names import names_another, role_beside, without_beside
from cohortmatch.values.roles import Role
from cohortmatch.values.two_sides import is_opposed, reported

LEFT_OUT = [
    *("Una Odell (LL)", "Una Odell (gave stmt)", "statement given Una Odell", "ref by Una Odell"),
    *("Una Odell c/o", "Una Odell (GBH vic)", "Una Odell cmplt", "Una Odell inft"),
    *("Una Odell (stabbing victim - linked above)", "Una Odell (anon caller)", "Una Odell GP"),
    *("Una Odell (999 caller)", "Una Odell (partners mum)", "Una Odell - store mgr"),
    *("Una Odell (prescriber)", "Una Odell (SNT)", "Una Odell - RO"),
    *("Una Odell (grassed)", "Una Odell -v- Ivor Pym", "Odell -V- Pym"),
]
NOMINALS = {
    "Una Odell reported Ivor Pym": "Ivor Pym",
    "UNA ODELL REPORTED IVOR PYM": "IVOR PYM",
    "Una Odell has reported Pym": "Pym",
    "Una Odell complained about Ivor Pym": "Ivor Pym",
    "Una Odell alleges Ivor Pym assaulted her": "Ivor Pym",
    "Ivor Pym reported by Una Odell": "Ivor Pym",
    "Ivor Pym c/o Una Odell": "Ivor Pym",
    "Ivor Pym ref by Una Odell": "Ivor Pym",
    "Ivor Pym hosp w/ stab wound": "Ivor Pym",
    "R v Ivor Pym": "Ivor Pym",
}
QUIET = [
    *("Ivor Pym", "Vic Reeves", "Pym, Vic", "Lola Llewellyn", "Ivor Pym (Doc)", "Ivor Pym (GBH)"),
    *("Ivor Pym (17)", "Ivor Pym (GP Crew)", "Ivor Pym (Mgr Man)", "Ivor Pym (Ro)", "Ro Pym"),
    *("Ivor Pym reported missing", "ivor pym reported missing", "Ivor Pym (deceased)"),
]


@pytest.mark.parametrize("cell", LEFT_OUT)
def test_somebody_else_leaves_the_row_out(cell: str) -> None:
    assert role_beside(cell) not in (None, Role.subject, Role.associate)


@pytest.mark.parametrize(("cell", "name"), NOMINALS.items())
def test_the_nominal_alone_is_read(cell: str, name: str) -> None:
    assert without_beside(cell) == (name, None)


@pytest.mark.parametrize("cell", list(NOMINALS)[:-1])
def test_the_other_person_is_told(cell: str) -> None:
    assert names_another(cell)


@pytest.mark.parametrize("cell", QUIET)
def test_a_nominal_stays_and_nothing_is_told(cell: str) -> None:
    assert role_beside(cell) is None and not names_another(cell)
    assert reported(cell) is None and not is_opposed(cell)


@pytest.mark.parametrize(
    "said", ["Ivor Pym (stabbed victim twice)", "Ivor Pym (no caller)", "Dr Ivor Pym"]
)
def test_a_word_of_somebody_else_is_told_where_it_gives_no_role(said: str) -> None:
    assert role_beside(said) is None and names_another(said)
