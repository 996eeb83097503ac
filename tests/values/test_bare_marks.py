"""Letters beside a name without a sign: a victim's or witness's mark, or a part of the name?"""

from __future__ import annotations

import pytest

from cohortmatch.values.bare_marks import bare_marks
from cohortmatch.values.roles import Role

OTHERS = ("Ivor Quarmby", "Gus Yardley", "Tamsin Jane Okwuosa")
"""The other names of an ordinary column."""
MARKED = [
    # cell                 role            because
    ("Imelda Vixcan IP", Role.victim, "a code in capitals behind a name that is not"),
    ("IP2 Imelda Vixcan", Role.victim, "numbered"),
    ("IP#2 Imelda Vixcan", Role.victim, "numbered"),
    ("2nd IP Imelda Vixcan", Role.victim, "numbered"),
    ("Imelda Vixcan IP.", Role.victim, "closed with a full stop"),
    ("Imelda Vixcan.IP", Role.victim, "a sign no name has"),
    ("Imelda Vixcan_IP", Role.victim, "a sign no name has"),
    ("Imelda Vixcan ~ IP", Role.victim, "a sign no name has"),
    ("IP/Imelda Vixcan", Role.victim, "a sign no name has"),
    ("IP-Imelda Vixcan", Role.victim, "in capitals, and the name is not"),
    ("{Imelda Vixcan} IP", Role.victim, "in capitals, and the name is not"),
    ("Imelda Vixcan ip", Role.victim, "small letters behind capitals"),
    ("RP Imelda Vixcan", Role.victim, "reporting person"),
    ("AP Imelda Vixcan", Role.victim, "aggrieved party"),
    ("Imelda Vixcan CW", Role.witness, "crown witness"),
    ("IMELDA VIXCAN CW", Role.witness, "no name, though all is in capitals"),
    ("Imelda Vixcan V", Role.victim, "no other cell has an initial there"),
    ("Imelda Vixcan W", Role.witness, "no other cell has an initial there"),
    ("V Imelda Vixcan", Role.victim, "no other cell has an initial there"),
    ("V. Imelda Vixcan", Role.victim, "no other cell has an initial there"),
    ("V/1 Imelda Vixcan", Role.victim, "numbered"),
    ("Imelda Vixcan v", Role.victim, "small letters behind capitals"),
    ("Imelda Vixcan wit.", Role.witness, "a full stop behind"),
    ("Imelda Vixcan WIT", Role.witness, "in capitals, and the name is not"),
    ("Imelda Vixcan neighbour", Role.witness, "a word in small letters"),
    ("Imelda Vixcan partner", Role.family, "a word in small letters"),
    ("Imelda Vixcan i.p.", Role.victim, "dotted"),
    ("?IP Imelda Vixcan", Role.victim, "doubted"),
    ("Imelda Vixcan IP?", Role.victim, "doubted"),
    (">>IP Imelda Vixcan", Role.victim, "pointed at"),
    ("1) V Imelda Vixcan", Role.victim, "in a numbered list"),
    ("Imelda Vixcan --V--", Role.victim, "dashes around it"),
    ("Imelda Vixcan IP GBH", Role.victim, "with the offence behind it"),
    ("Imelda Vixcan age 6", Role.family, "nobody under ten can be an offender"),
    ("Imelda Vixcan - 6 yrs old", Role.family, "nobody under ten can be an offender"),
    ("Imelda Vixcan NOT A NOMINAL", Role.neither, "denied"),
    ("Imelda Vixcan not perp", Role.neither, "denied"),
    ("Ada Pym suspect", Role.subject, "a word in small letters"),
]
NAMES = [
    # cell               the rest of the column            because
    ("Wei Ip", OTHERS, "a surname as names are written"),
    ("Ip Ka Man", OTHERS, "a surname as names are written"),
    ("Jason Wing IP", ("Ivor QUARMBY", "Gus YARDLEY"), "surnames are in capitals"),
    ("JASON WING IP", ("IVOR QUARMBY",), "all is in capitals"),
    ("KA MAN IP", ("IVOR QUARMBY",), "all is in capitals"),
    ("Jan de Wit", OTHERS, "part of the name"),
    ("Jan de WIT", ("Ivor QUARMBY",), "part of the name"),
    ("Imelda Vixcan V", (*OTHERS, "Ada Pym J"), "trailing initials are usual here"),
    ("V Imelda Vixcan", (*OTHERS, "J Ada Pym"), "leading initials are usual here"),
    ("Okafor James V", OTHERS, "the surname stands first"),
    ("Pym, Imelda V", OTHERS, "the surname stands first"),
    ("Imelda V", OTHERS, "an initial for a surname"),
    ("Vic Reeves", OTHERS, "a forename"),
    ("Vic Reeves Crane", (), "a forename with a capital"),
    ("imelda vixcan v", ("ada pym j",), "initials are usual here"),
    ("Una Neighbour", OTHERS, "a surname with a capital"),
    ("Ivor Quarmby aged 17", OTHERS, "old enough"),
    ("Ada Ann Nott", OTHERS, "a surname"),
    ("Crasp IP Imelda", OTHERS, "no whole name before it"),
]


@pytest.mark.parametrize(("cell", "role", "because"), MARKED)
def test_letters_are_a_mark(cell: str, role: Role, because: str) -> None:
    assert bare_marks([*OTHERS, cell]) == {cell: role}, because


@pytest.mark.parametrize(("cell", "others", "because"), NAMES)
def test_letters_are_part_of_a_name(cell: str, others: tuple[str, ...], because: str) -> None:
    assert bare_marks([*others, cell]) == {}, because


def test_letters_for_sides_do_not_contradict_each_other() -> None:
    cells = ["Ivor Quarmby S", "Imelda Vixcan V", "Canaria Vixenby W"]
    assert bare_marks(cells) == {cells[1]: Role.victim, cells[2]: Role.witness}


def test_a_part_of_a_name_needs_one_word() -> None:
    assert bare_marks(["Vixcan IP", "Quarmby"], least=1) == {"Vixcan IP": Role.victim}
    assert bare_marks(["Vixcan IP", "Quarmby"]) == {}
