"""Whom a cell names beside its own person, and what a row or a section says of everybody there."""

from __future__ import annotations

import pytest

from cohortmatch.values.about_others import is_about_others, own_part
from cohortmatch.values.beside_names import without_beside
from cohortmatch.values.roles import Role, denies_role, parse_role
from cohortmatch.values.sections import section_role


@pytest.mark.parametrize(
    ("cell", "name", "role"),
    [
        ("Ada Pym (victim of DA)", "Ada Pym", Role.victim),
        ("Ada Pym **victim**", "Ada Pym", Role.victim),
        ("*witness* Ada Pym", "Ada Pym", Role.witness),
        ("IP Tom Lee", "Tom Lee", Role.victim),
        ("IP Ka Man", "IP Ka Man", None),
        ("IP Chi Wing", "IP Chi Wing", None),
        ("Ivor Pym (nok)", "Ivor Pym", Role.family),
        ("Ivor Pym (NOK Una Odell)", "Ivor Pym", None),
        ("Ivor Pym (lives with Una Odell)", "Ivor Pym", None),
        ("Ivor Pym (Bob)", "Ivor Pym (Bob)", None),
        ("Ivor Pym, vic Una Odell", "Ivor Pym", None),
        ("PYM, Ivor, vic Una Odell", "PYM, Ivor", None),
        ("Ivor Pym, vic. Una", "Ivor Pym", None),
        ("Ivor Pym, IP Una Odell", "Ivor Pym", None),
        ("Ivor Pym, his victim Una Odell", "Ivor Pym", None),
        ("Ivor Pym & victim Una Odell", "Ivor Pym", None),
        ("Ivor Pym & vic Una", "Ivor Pym", None),
        ("Ivor Pym & vic", "Ivor Pym", None),
        ("Ivor Pym and victim Una Odell", "Ivor Pym", None),
        ("Ivor Pym and partner Una Odell", "Ivor Pym", None),
        ("Ivor Pym vic Una Odell", "Ivor Pym", None),
        ("Ivor Pym v Una Odell", "Ivor Pym", None),
        ("R -v- Ivor Pym", "Ivor Pym", None),
        ("Ivor Pym (v Una Odell)", "Ivor Pym", None),
        ("Pym v Odell", "Pym", None),
        ("R v Pym", "Pym", None),
        ("Ivor Pym, victim", "Ivor Pym", Role.victim),
        ("Ivor V Pym", "Ivor V Pym", None),
        ("Pym, Vic", "Pym, Vic", None),
        ("Pym, Vic James", "Pym, Vic James", None),
        ("Ivor Pym & Vic Reeves", "Ivor Pym & Vic Reeves", None),
        ("Ivor Pym & Una Odell", "Ivor Pym & Una Odell", None),
    ],
)
def test_what_stands_beside_a_name(cell: str, name: str, role: Role | None) -> None:
    assert without_beside(cell) == (name, role)


@pytest.mark.parametrize(
    ("cell", "own"),
    [
        ("ABH on Una Odell", "ABH"),
        ("assault on una odell", "assault"),
        ("GBH against Una Odell, burglary", "GBH, burglary"),
        ("s.47 on Una Odell", "s.47"),
        ("Threats to kill Una Odell", "Threats to kill"),
        ("Threats to kill", "Threats to kill"),
        ("Theft from motor vehicle", "Theft from motor vehicle"),
        ("Violence against the person", "Violence against the person"),
        ("Assault on emergency worker", "Assault on emergency worker"),
        ("-1", "-1"),
    ],
)
def test_of_an_offence_against_somebody_the_offence_is_the_nominals(cell: str, own: str) -> None:
    assert own_part(cell) == own


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Victims of DA", Role.victim),
        ("Ex of Ivor", Role.family),
        ("Target of the gang", Role.victim),
        ("RJ victims", Role.victim),
        ("Witnesses to the stabbing", Role.witness),
        ("Offenders not victims", None),
        ("No victims", None),
        ("Victims and perpetrators", None),
        ("Hostel residents", None),
    ],
)
def test_what_of_and_of_what_kind_a_section_is(name: str, role: Role | None) -> None:
    assert section_role(name) == role


@pytest.mark.parametrize(
    ("cell", "role"),
    [
        ("SUSP", Role.subject),
        ("AGGR", Role.victim),
        ("AG", Role.victim),
        ("Comp", Role.victim),
        ("WITN", Role.witness),
        ("Comp / Wit", Role.victim),
        ("Comp date", None),
    ],
)
def test_a_code_counts_alone(cell: str, role: Role | None) -> None:
    assert next(iter(parse_role(cell).values), None) == role


@pytest.mark.parametrize("cell", ["Not a suspect", "No longer a suspect", "former gang member"])
def test_a_cell_that_denies_a_role(cell: str) -> None:
    assert denies_role(cell)
    assert not denies_role("Suspect")


@pytest.mark.parametrize(
    ("cell", "is_so"),
    [
        *(("Non-assoc Una Odell", True), ("Non assoc: Una Odell", True)),
        *(("Not to associate with Una Odell", True), ("Stay away from Una Odell", True)),
        *(("No contact with Una Odell", True), ("Curfew", False), ("Exclusion zone", False)),
    ],
)
def test_a_condition_that_names_somebody_is_about_that_person(cell: str, is_so: bool) -> None:
    assert is_about_others(cell) is is_so
