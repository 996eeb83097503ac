"""A word for a role behind a name without any sign: a mark, or somebody's surname?"""

from __future__ import annotations

import pytest

from cohortmatch.values.bare_marks import bare_marks
from cohortmatch.values.roles import Role
from cohortmatch.values.word_marks import word_mark

SURE = [
    # cell                           role           because
    ("Una Odell Witness", Role.witness, "behind a surname"),
    ("UNA ODELL WITNESS", Role.witness, "all in capitals"),
    ("una odell witness", Role.witness, "all in small letters"),
    ("Una Odell Mother", Role.family, "nobody's surname"),
    ("Una Odell Girlfriend", Role.family, "nobody's surname"),
    ("Una Odell Sister", Role.family, "nobody's surname"),
    ("Una Odell Ex-Partner", Role.family, "a hyphen inside the phrase"),
    ("Una Odell Next of Kin", Role.family, "a phrase"),
    ("Una Odell Injured Party", Role.victim, "a phrase"),
    ("Una Odell Neighbour", Role.witness, "a surname too, but one stands before it"),
    ("Ivor Quarmby Child", Role.family, "a surname too, but one stands before it"),
    ("Jordan Taylor Child", Role.family, "Taylor is more often a surname"),
    ("ODELL, Una Witness", Role.witness, "the surname stands before the comma"),
    ("Una Odell Mother of above", Role.family, "says whose"),
    ("Una Odell child of above", Role.family, "says whose"),
    ("Una Mother", Role.family, "nobody's surname"),
    ("Una Odell wife", Role.family, "small letters behind capitals"),
]
IN_DOUBT = [
    ("Sarah Child", "a surname"),
    ("Mary Ann Child", "a surname behind two forenames"),
    ("John Friend", "a surname"),
    ("Paul Parent", "a surname"),
    ("Tendai Witness", "a given name behind the surname"),
    ("Kim Yoon Son", "a Korean name"),
]
NAMES = [
    "Ivor Pym aka Ice",
    "Ivor Pym a.k.a. Child",
    "CHILD, Mary",
    "Una Odell",
    "Una Odell-Child",
    "Jan de Wit",
    "Witness Moyo",
    "Ivor Childs",
]


@pytest.mark.parametrize(("cell", "role", "because"), SURE)
def test_a_word_is_a_mark(cell: str, role: Role, because: str) -> None:
    mark = word_mark(cell)
    assert mark is not None, because
    assert (mark.role, mark.is_sure) == (role, True), because
    assert bare_marks(["Ivor Quarmby", cell]) == {cell: role}


@pytest.mark.parametrize(("cell", "because"), IN_DOUBT)
def test_a_word_may_be_somebodys_name(cell: str, because: str) -> None:
    mark = word_mark(cell)
    assert mark is not None, because
    assert not mark.is_sure, because
    assert bare_marks(["Ivor Quarmby", cell]) == {}


@pytest.mark.parametrize("cell", NAMES)
def test_a_name_is_no_mark(cell: str) -> None:
    assert word_mark(cell) is None


@pytest.mark.parametrize(("cell", "is_sure"), [("Odell Witness", True), ("Mary Child", False)])
def test_a_part_of_a_name_has_one_word_before_the_mark(cell: str, is_sure: bool) -> None:
    mark = word_mark(cell, least=1)
    assert mark is not None
    assert mark.is_sure is is_sure
