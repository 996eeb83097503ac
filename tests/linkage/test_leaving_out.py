"""A model may leave any comparison out: it is as if nobody had what that comparison looks at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

import cohortmatch as cm
from cohortmatch.core.errors import SettingsError
from cohortmatch.core.types import Field, Listings
from cohortmatch.linkage.linking import link
from cohortmatch.linkage.model import shipped
from cohortmatch.linkage.result import Outcome
from cohortmatch.settings.plan import Plan
from cohortmatch.synthetic import invent, write_lists

MODEL = shipped()
AS_OF = date(2026, 6, 1)
OF_A_FIELD = ("date_of_birth", "age", "pnc", "cro", "crn", "asn", "phone", "sex")
"""Comparisons that look at one field, which nothing but they and blocking looks at."""


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Listings:
    folder = tmp_path_factory.mktemp("people") / "lists"
    write_lists(invent(7, people=60), folder)
    return cm.read_lists(folder, as_of=AS_OF)


@pytest.mark.parametrize("name", MODEL.names)
def test_any_one_comparison_may_be_left_out(people: Listings, name: str, tmp_path: Path) -> None:
    plan = Plan(model=MODEL.without(name), as_of=AS_OF)
    found = cm.match(people, plan=plan)
    assert len(found.people) and name not in found.links.columns
    told = [found.why(*pair.split(" | ")) for pair in found.links.index[:20]]
    assert all(name not in each.unknown for each in told)
    assert all(name != reason.comparison for each in told for reason in each.reasons)
    found.write(tmp_path / "report")
    assert (tmp_path / "report" / "links.csv").exists()


@pytest.mark.parametrize("name", OF_A_FIELD)
def test_what_is_left_out_is_as_if_nobody_had_it(people: Listings, name: str) -> None:
    without = replace(people, fields=people.fields | {name: Field.empty(len(people))})
    agree(link(people, MODEL.without(name)), link(without, MODEL))


def test_a_left_out_address_is_as_if_nobody_had_one(people: Listings) -> None:
    blank = {name: Field.empty(len(people)) for name in ("address", "postcode", "outcode")}
    without = replace(people, fields=people.fields | blank)
    agree(link(people, MODEL.without("address")), link(without, MODEL))


@pytest.mark.parametrize("part", ["middle", "street"])
def test_left_out_other_names_are_as_if_nobody_had_one(people: Listings, part: str) -> None:
    names = replace(people.names, **{part: Field.empty(len(people))})
    agree(link(people, MODEL.without(f"{part}_name")), link(replace(people, names=names), MODEL))


def test_most_comparisons_may_be_left_out(people: Listings) -> None:
    one = MODEL.without(*(name for name in MODEL.names if name != "pnc"))
    person = link(people, one).people.person
    pnc = people.field("pnc")
    for code in range(len(pnc.values)):
        assert len(set(person[pnc.any_of(pnc.codes == code)].tolist())) == 1


def test_a_base_of_a_model_that_leaves_out_is_used_again(people: Listings, tmp_path: Path) -> None:
    plan = Plan(model=MODEL.without("surname", "address", "phone"), as_of=AS_OF)
    first = cm.match(people, plan=plan)
    path = first.base().save(tmp_path / "base")
    again = cm.match(people, plan=plan, base=path)
    assert again.links["band"].to_dict() == first.links["band"].to_dict()


def test_a_model_without_any_comparison_is_refused(people: Listings) -> None:
    with pytest.raises(SettingsError, match="no comparison to make"):
        link(people, MODEL.without(*MODEL.names))


def test_leaving_out_what_is_not_there_is_refused() -> None:
    with pytest.raises(SettingsError, match="no such comparison: shoe_size"):
        MODEL.without("phone", "shoe_size")


def test_a_comparison_left_out_weighs_nothing_and_stands_nowhere() -> None:
    model = MODEL.without("phone")
    levels = np.zeros((3, len(model.comparisons)), dtype=np.int8)
    assert model.bits("phone", 4).tolist() == [0, 0, 0, 0]
    assert model.chance("phone", "same") == 1
    assert not model.stands(levels, "phone", ("missing",)).any()
    assert not model.reaches(levels, "phone", "missing").any()
    assert model.stands(levels, "sex", ("missing",)).all()
    assert model.chance("sex", "same") == MODEL.comparison("sex").levels[-1].u


def agree(one: Outcome, other: Outcome) -> None:
    """The same people, bands and weights."""
    assert one.people.person.tolist() == other.people.person.tolist()
    assert one.people.band.tolist() == other.people.band.tolist()
    np.testing.assert_allclose(one.people.links.weight, other.people.links.weight, atol=1e-9)
