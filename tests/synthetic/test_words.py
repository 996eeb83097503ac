"""The word lists are large enough and well-formed, and customs make the names they should."""

from __future__ import annotations

import re

import pytest

from cohortmatch.synthetic.dice import Dice
from cohortmatch.synthetic.entries import rates
from cohortmatch.synthetic.name_troubles import CHANGES as NAME_CHANGES
from cohortmatch.synthetic.names import CUSTOMS, draw_family, name_person, womans_slavic
from cohortmatch.synthetic.specs import demo_specs
from cohortmatch.synthetic.words import GENERATIONS_PART, origins, short_forms, spellings

BIG = ("british", "south_asian_muslim", "nigerian", "polish")


@pytest.mark.parametrize("name", BIG)
def test_large_groups_have_many_names(name: str) -> None:
    origin = origins()[name]
    for sex in ("male", "female"):
        kinds = [
            words for kind, words in origin.words.items() if re.search(rf"\b{sex}$|_{sex}$", kind)
        ]
        assert len({word for words in kinds for word in words}) >= 60
    assert len(set(origin.words["surnames"])) >= 80


@pytest.mark.parametrize("origin", origins().values(), ids=lambda origin: origin.name)
def test_every_origin_can_name_anybody(origin) -> None:  # type: ignore[no-untyped-def]
    dice = Dice(1)
    assert origin.custom in CUSTOMS
    for sex in "MF":
        for born in (GENERATIONS_PART - 20, GENERATIONS_PART + 20):
            named = name_person(dice, draw_family(dice, origin), sex, born)
            assert named.name.forename and named.name.surname
            assert all(other.kind in rates()["name"] for other in named.others)


@pytest.mark.parametrize(
    ("man", "woman"),
    [("Kowalski", "Kowalska"), ("Nowicki", "Nowicka"), ("Ivanov", "Ivanova"), ("Nowak", "Nowak")],
)
def test_womans_form_of_a_slavic_surname(man: str, woman: str) -> None:
    assert womans_slavic(man) == woman


def test_short_forms_are_other_words() -> None:
    for name, forms in short_forms().items():
        assert forms and name not in forms


def test_spellings_go_both_ways() -> None:
    for field in ("forename", "surname"):
        table = spellings(field)
        assert all(name in table[form] for name, forms in table.items() for form in forms)


def test_every_change_of_a_name_has_its_rate() -> None:
    assert set(NAME_CHANGES) <= set(rates()["name"])


def test_lists_draw_from_lists_there_are() -> None:
    names = {spec.name for spec in demo_specs()}
    assert all(set(spec.drawn_from) <= names for spec in demo_specs())
    assert sum(spec.home for spec in demo_specs()) == 850
