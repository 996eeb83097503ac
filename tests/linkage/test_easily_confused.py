"""Brothers, twins, cousins and namesakes: which rule keeps each two from being certain.

Each pair is written as two lists have it. The rule holds whatever the pair weighs, so it does not
depend on how long the lists or how rare the names are.
"""

from __future__ import annotations

import pytest

from cohortmatch.linkage.model import shipped
from cohortmatch.linkage.never_certain import (
    AGES_APART,
    ANOTHER_SURNAME,
    BARE_NAME,
    BORN_APART,
    LETTER_ON_ONE_LIST,
    NAME_AND_HOME,
    NAMESAKES,
    ONLY_NAMES,
    OTHER_FORENAMES,
    PERHAPS_TWINS,
    TWO_NUMBERS,
    Doubt,
    doubts_of,
)
from linkage.comparing.evidence_of import levels_of
from matched import answer, reported
from people_lists import Row, a_cro, a_list, a_pnc, strangers

HOME = {"postcode": "RM1 3BD"}
PHONE = {"phone": "07700 900123"}


def person(name: str, born: str = "", **more: str) -> Row:
    """A row of "Forename [Middle] Surname"."""
    forename, *middle, surname = name.split()
    row = {"forename": forename, "middle": " ".join(middle), "surname": surname}
    return {**row, "date_of_birth": born, **more}


DARREN = person("Darren Sprake", "03/04/1999", **HOME)
CONFUSED = [
    pytest.param(
        person("Darren Sprake", age="23", **HOME),
        person("Piers Sprake", age="24", **HOME),
        OTHER_FORENAMES,
        id="brothers a year apart, by their ages",
    ),
    pytest.param(DARREN, person("Piers Sprake", "03/04/1999", **HOME), PERHAPS_TWINS, id="twins"),
    pytest.param(
        DARREN, person("Piers Sprake", "04/03/1999", **HOME), PERHAPS_TWINS, id="day for month"
    ),
    pytest.param(
        DARREN, person("Piers Sprake", "03/04/2000", **HOME), OTHER_FORENAMES, id="a year out"
    ),
    pytest.param(
        DARREN, person("Piers Sprake", "03/05/1999", **HOME), OTHER_FORENAMES, id="a slip apart"
    ),
    pytest.param(DARREN, person("Piers Sprake", "1999", **HOME), OTHER_FORENAMES, id="a year only"),
    pytest.param(
        DARREN, person("Piers Sprake", **HOME, **PHONE), OTHER_FORENAMES, id="one date missing"
    ),
    pytest.param(
        person("Abdi Hersi", "01/01/1990", **HOME),
        person("Yusuf Hersi", "01/01/1990", **HOME),
        OTHER_FORENAMES,
        id="two refugees of one surname, both 1 January",
    ),
    pytest.param(
        person("Ahmed Farah Hersi", "03/04/1990", **HOME, **PHONE),
        person("Omar Farah Hersi", **HOME, **PHONE),
        OTHER_FORENAMES,
        id="brothers with one father's name, one date missing",
    ),
    pytest.param(
        person("Sarunas Kazlauskas", "03/04/1990", address="12 Mill Lane", **HOME),
        person("Arunas Kazlauskas", "03/04/1960", address="12 Mill Lane", **HOME),
        OTHER_FORENAMES,
        id="father and son whose names are alike",
    ),
    pytest.param(
        person("Sarunas Kazlauskas", "03/04/1990", **HOME, **PHONE),
        person("Arunas Kazlauskas", **HOME, **PHONE),
        OTHER_FORENAMES,
        id="father and son whose names are alike, one date missing",
    ),
    pytest.param(
        person("Mohammed Khan", "03/04/1990"),
        person("Mohammed Ali", "03/04/1990"),
        ANOTHER_SURNAME,
        id="another surname",
    ),
    pytest.param(
        person("Michael Brown", "03/04/1990", postcode="RM1 3BD"),
        person("Michael Green", "03/04/1990", postcode="SE15 4AA"),
        ANOTHER_SURNAME,
        id="another surname and another district",
    ),
    pytest.param(
        person("Angelo Cruz", "03/04/1990"),
        person("Angela Merkel", "03/04/1990"),
        ANOTHER_SURNAME,
        id="another surname, and a forename that is nearly the same",
    ),
    pytest.param(
        person("John Smith", address="3 Mill Lane"),
        person("John Smith", "1969", address="77 Mill Lane"),
        NAME_AND_HOME,
        id="one name on one street, a date of birth on one side",
    ),
    pytest.param(
        person("John Smith", **PHONE), person("John Smith", **PHONE), BARE_NAME, id="one phone"
    ),
    pytest.param(
        person("Jhon Smiht", **PHONE), person("John Smith", **PHONE), NAME_AND_HOME, id="mistyped"
    ),
    pytest.param(
        person("Kwabena Quillan", "03/04/1990"),
        person("Kwabena Quillan", "03/04/1991"),
        ONLY_NAMES,
        id="nothing but a rare name, and a date a year out",
    ),
    pytest.param(
        person("Kwabena Quillan", "03/04/1990", address="3 Mill Lane"),
        person("Kwabean Quillan", "11/12/1961", address="3 Mill Lane"),
        BORN_APART,
        id="born otherwise, and a mistyped forename",
    ),
    pytest.param(
        person("Johan Smithers", age="23", **HOME),
        person("Johan Smithers", age="41", **HOME),
        AGES_APART,
        id="ages apart",
    ),
    pytest.param(
        {**DARREN, "pnc": a_pnc(1)}, {**DARREN, "pnc": a_pnc(900001)}, TWO_NUMBERS, id="two PNCs"
    ),
    pytest.param(
        person("Johan Smithers", "03/04/1990", pnc=a_pnc(1)),
        person("Johan Smithers", "03/04/1990", pnc=a_pnc(900001)),
        NAMESAKES,
        id="two PNCs and no address",
    ),
    pytest.param(
        {**DARREN, "crn": "X987001"}, {**DARREN, "crn": "X123789"}, TWO_NUMBERS, id="two CRNs"
    ),
]


@pytest.mark.parametrize(("one", "other", "rule"), CONFUSED)
def test_who_is_easily_confused_is_never_certain(one: Row, other: Row, rule: Doubt) -> None:
    assert rules(one, other)[0] == rule
    agreed = {"cro": a_cro(815)}
    lifted = rules({**one, **agreed}, {**other, **agreed})
    assert not lifted, "a number that agrees lifts every doubt"


def rules(one: Row, other: Row, *, one_list: bool = False) -> list[Doubt]:
    """The rules of doubt for two rows."""
    known = {name: level for name, level in levels_of(one, other).items() if level != "missing"}
    return doubts_of(shipped(), known, one_list=one_list)


CERTAIN = [
    pytest.param(DARREN, DARREN, id="everything agrees"),
    pytest.param(DARREN, person("Daren Sprake", "03/04/1999", **HOME), id="a forename mistyped"),
    pytest.param(
        person("Maria Quarmby", "03/04/1990", **HOME),
        person("Maria Easton", "03/04/1990", **HOME),
        id="another surname at one postcode",
    ),
    pytest.param(
        person("Maria Jane Quarmby", "03/04/1990"),
        person("Maria Jane Easton", "03/04/1990"),
        id="another surname and one middle name",
    ),
    pytest.param(
        person("John Smith", address="3 Mill Lane", **HOME),
        person("John Smith", address="3 Mill Lane", **HOME),
        id="one house",
    ),
]


@pytest.mark.parametrize(("one", "other"), CERTAIN)
def test_who_agrees_in_more_may_be_certain(one: Row, other: Row) -> None:
    assert not rules(one, other)


def test_two_rows_of_one_list_with_forenames_a_letter_apart_may_be_twins() -> None:
    twin = person("Isaaec Sprake", "03/04/1999", **HOME)
    isaac = person("Isaac Sprake", "03/04/1999", **HOME)
    assert rules(isaac, twin, one_list=True)[0] == LETTER_ON_ONE_LIST
    assert not rules(isaac, twin)
    both = [isaac, twin, *strangers(30, "A")]
    assert reported(a_list("A", *both)).why("A:2", "A:3").because == LETTER_ON_ONE_LIST.why


RARE = person("Daniel Zzyzx", "03/04/1990")
SHORT = [("Daniel", "same"), ("Danny", "same"), ("Dan", "same"), ("Danile", "same")]
LONG = [("John", "check"), ("Johnny", "check"), ("Johm", "check"), ("J", "check")]


@pytest.mark.parametrize(("forename", "said"), SHORT)
def test_a_rare_surname_makes_no_common_name(forename: str, said: str) -> None:
    lists = [RARE, *strangers(100, "A")], [{**RARE, "forename": forename}, *strangers(100, "B")]
    found = answer(a_list("A", *lists[0]), a_list("B", *lists[1]))
    assert found.band("A:2", "B:2") == said


@pytest.mark.parametrize(("forename", "said"), LONG)
def test_a_common_name_is_common_in_every_form_of_it(forename: str, said: str) -> None:
    john = person("John Smith", "03/04/1990")
    smiths = [person(f"{name} Smith", "01/02/1971") for name in ("Peter", "Ruth", "Anne")]
    lists = [
        [john, *smiths, *strangers(100, "A")],
        [{**john, "forename": forename}, *strangers(100, "B")],
    ]
    found = answer(a_list("A", *lists[0]), a_list("B", *lists[1]))
    assert found.band("A:2", "B:2") == said


PNCS = a_pnc(1), a_pnc(900001)


def test_two_valid_pncs_are_never_under_one_id_before_somebody_decides() -> None:
    johan = person("Johan Smithers", "03/04/1990", address="3 Mill Lane", **HOME)
    rows = [{**johan, "pnc": PNCS[0]}, johan, {**johan, "pnc": PNCS[1]}]
    found = answer(*(a_list(n, row, *strangers(30, n)) for n, row in zip("ABC", rows, strict=True)))
    assert not found.one_person("A:2", "C:2")
    assert found.band("A:2", "C:2") == "check"


@pytest.mark.parametrize(
    "more",
    [
        pytest.param([{"pnc": PNCS[0], "pnc 2": PNCS[1]}], id="one row holds both"),
        pytest.param([], id="the letter of one is wrong"),
    ],
)
def test_two_pncs_that_may_be_one_person_s_hold_nobody_apart(more: list[Row]) -> None:
    johan = person("Johan Smithers", "03/04/1990", address="3 Mill Lane", **HOME)
    other = PNCS[1] if more else PNCS[1][:-1] + ("A" if PNCS[1][-1] != "A" else "B")
    rows = [{"pnc": PNCS[0]}, *more, {"pnc": other}]
    lists = [
        a_list(name, {**johan, **row}, *strangers(30, name))
        for name, row in zip("ABC", rows, strict=False)
    ]
    assert answer(*lists).one_person("A:2", f"{'ABC'[len(rows) - 1]}:2")
