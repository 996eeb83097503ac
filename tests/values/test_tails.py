"""Where a nominal's name ends in a cell that goes on about somebody else."""

from __future__ import annotations

import pytest

from cohortmatch.values.beside_names import without_beside
from cohortmatch.values.roles import Role

ENDED = """
Ivor Pym s/o Una Odell
Ivor Pym d/o Una Odell
Ivor Pym w/o Una Odell
Ivor Pym ex of Una Odell
Ivor Pym stole from Una Odell
Ivor Pym assaulted Una Odell
Ivor Pym bailed to Una Odell
Ivor Pym inft Una Odell
Ivor Pym NOK Una Odell 07700 900252
Ivor Pym w/ Una Odell
Ivor Pym - reported by Una Odell
Ivor Pym - targeting Una Odell
Ivor Pym - threat to Una Odell
Ivor Pym (ex-p of Una Odell)
Ivor Pym (b/f of Una Odell)
Ivor Pym (RP Una Odell)
Ivor Pym [W: Una Odell]
Ivor Pym (no contact Una Odell)
Ivor Pym (likes Una Odell)
Ivor Pym (Una Odell's son)
Ivor Pym & g/f Una Odell
Ivor Pym and his son Una Odell
Ivor Pym Victim: Una Odell DOB 24/12/1977
"""
WHOLE = """
Muthu s/o Raman
Ludwig van der Pym
Jose da Silva e Costa
Mohammed bin Ali
Rhys ap Gwynn
Ali al-Hassan
John paul Smith
Ivor McPym deSouza
Ivor Pym aka Bob the Builder
Ivor Pym aka Big man Tiny
Ivor Pym (known as Big Bob)
Ivor Pym (nee Odell)
Ivor Pym (poss Bob Jones)
Ivor Pym (source: DIP)
Ivor Pym & Una Odell
Nok, Ann
"""
OTHERS = """
Una Odell (his mum)                 | family
Una Odell (his girlfriend)          | family
Una Odell (g/f)                     | family
Una Odell (nan)                     | family
Una Odell (Ivor Pym's mum)          | family
Una Odell (teacher)                 | neither
Una Odell (GP)                      | neither
Una Odell (housing officer)         | neither
Una Odell (called it in)            | witness
Una Odell (resident, complaining)   | witness
Una Odell W2                        | witness
Una Odell - protected by order      | victim
Una Odell IP1                       | victim
Una Odell (pokrzywdzona)            | victim
"""


@pytest.mark.parametrize("cell", ENDED.strip().splitlines())
def test_the_nominal_alone_is_named(cell: str) -> None:
    assert without_beside(cell) == ("Ivor Pym", None)


@pytest.mark.parametrize("cell", ["IVOR PYM S/O UNA ODELL", "IVOR PYM STOLE FROM UNA ODELL"])
def test_in_capitals_too(cell: str) -> None:
    assert without_beside(cell) == ("IVOR PYM", None)


@pytest.mark.parametrize("cell", WHOLE.strip().splitlines())
def test_a_name_stays_whole(cell: str) -> None:
    assert without_beside(cell) == (cell, None)


@pytest.mark.parametrize("line", OTHERS.strip().splitlines())
def test_a_mark_makes_the_row_anothers(line: str) -> None:
    cell, role = (part.strip() for part in line.split("|"))
    assert without_beside(cell).role is Role[role]
