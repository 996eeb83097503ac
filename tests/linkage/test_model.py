"""The model file: what it must hold, what it refuses, and that it comes back as it went."""

from __future__ import annotations

import json
from collections.abc import Callable
from math import log2
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from cohortmatch.core.errors import SettingsError
from cohortmatch.linkage.comparing import KINDS, Comparers
from cohortmatch.linkage.model import MISSING, Model, load, shipped
from people_lists import a_list, listings_of

MODEL = shipped()


def test_the_shipped_model_has_every_comparison_that_can_be_made() -> None:
    assert set(MODEL.names) == set(KINDS)
    for name, kind in KINDS.items():
        assert tuple(level.name for level in MODEL.comparison(name).levels) == kind.levels


def test_missing_weighs_nothing_and_every_other_level_has_words() -> None:
    for comparison in MODEL.comparisons:
        assert comparison.levels[0].name == MISSING and comparison.levels[0].bits == 0
        assert all(level.words for level in comparison.levels)


def test_every_source_a_level_names_is_told() -> None:
    named = {level.source for c in MODEL.comparisons for level in c.levels} - {""}
    assert named <= set(MODEL.sources)


@pytest.mark.parametrize(
    ("comparison", "weaker", "stronger"),
    [
        ("surname", "different", "similar"),
        ("surname", "different", "slip"),
        ("forename", "different", "initial"),
        ("forename", "initial", "nickname"),
        ("date_of_birth", "different", "near"),
        ("date_of_birth", "near", "two_parts"),
        ("date_of_birth", "year", "same"),
        ("date_of_birth", "two_parts", "swapped"),
        ("date_of_birth", "swapped", "same"),
        ("pnc", "different", "slip"),
        ("pnc", "slip", "same_unchecked"),
        ("pnc", "same_unchecked", "same"),
        ("address", "different", "district"),
        ("address", "district", "sector"),
        ("address", "sector", "postcode"),
        ("sex", "different", "same"),
        ("relation", "twins_one_address", "twins"),
    ],
)
def test_better_agreement_weighs_more(comparison: str, weaker: str, stronger: str) -> None:
    levels = {level.name: level.bits for level in MODEL.comparison(comparison).levels}
    assert levels[weaker] < levels[stronger]


@pytest.mark.parametrize("kind", ["crn", "prison_number", "nino", "nhs_number", "asn"])
def test_another_number_of_a_kind_people_have_several_of_is_weaker_than_another_pnc(
    kind: str,
) -> None:
    pnc, other = (MODEL.comparison(name).levels[1].bits for name in ("pnc", kind))
    assert pnc < other <= 0


def test_a_weight_is_the_logarithm_of_m_over_u() -> None:
    level = MODEL.comparison("sex").levels[-1]
    assert level.bits == log2(level.m / level.u)
    assert MODEL.weights[MODEL.index("sex"), 2] == level.bits
    with pytest.raises(ValueError, match="read-only"):
        MODEL.weights[0, 0] = 1


def test_a_model_comes_back_from_its_file_as_it_went(tmp_path: Path) -> None:
    assert Model.from_json(MODEL.to_json()) == MODEL
    MODEL.save(tmp_path / "ours.json")
    assert load(tmp_path / "ours.json") == MODEL
    assert load(MODEL.name) == MODEL
    np.testing.assert_array_equal(load(tmp_path / "ours.json").weights, MODEL.weights)


def broken(change: Callable[[dict[str, Any]], object]) -> str:
    """The shipped model's file after a change."""
    file = json.loads(MODEL.to_json())
    change(file)
    return json.dumps(file)


def set_level(file: dict[str, Any], **values: object) -> None:
    file["comparisons"][0]["levels"][1].update(values)


WRONG: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "a negative probability": (lambda f: set_level(f, m=-0.1), "comparisons.0.levels.1.m"),
    "a probability of nothing": (lambda f: set_level(f, u=0), "comparisons.0.levels.1.u"),
    "a probability above one": (lambda f: set_level(f, m=1.5), "comparisons.0.levels.1.m"),
    "a probability in words": (lambda f: set_level(f, m="often"), "comparisons.0.levels.1.m"),
    "an unknown key": (lambda f: f.update(threshold=3), "threshold"),
    "a key missing": (lambda f: f.pop("prior"), "prior"),
    "cut-offs the wrong way round": (lambda f: f["cut_offs"].update(check=99), "check"),
    "cut-offs at one place": (
        lambda f: f["cut_offs"].update(check=f["cut_offs"]["same"]),
        "must be below",
    ),
    "an overlap of everybody": (lambda f: f["prior"].update(overlap=1), "prior.overlap"),
    "a comparison that does not begin with missing": (
        lambda f: f["comparisons"][0]["levels"].pop(0),
        "first level",
    ),
    "missing that weighs something": (
        lambda f: f["comparisons"][0]["levels"][0].update(m=0.5),
        "weigh nothing",
    ),
    "a comparison without levels": (
        lambda f: f["comparisons"][0].update(levels=[]),
        "first level",
    ),
    "two levels of one name": (lambda f: set_level(f, name="same"), "one name"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_model_file_is_refused_with_its_address(what: str) -> None:
    change, said = WRONG[what]
    with pytest.raises(SettingsError, match=said) as error:
        Model.from_json(broken(change), where="ours.json")
    assert str(error.value).startswith("ours.json: ")


def test_a_file_that_is_no_json_is_refused() -> None:
    with pytest.raises(SettingsError, match=r"ours\.json"):
        Model.from_json("{", where="ours.json")


@pytest.mark.parametrize(
    ("name", "said"), [("no-such-model", "neither a model file"), ("gone.json", "not found")]
)
def test_a_model_that_is_not_there_is_an_error_of_settings(
    name: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SettingsError, match=said):
        load(name)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda f: f["comparisons"][0]["levels"].pop(2), "the levels of"),
        (lambda f: set_level(f, name="another"), "the levels of"),
        (
            lambda f: f["comparisons"].append({**f["comparisons"][0], "name": "shoe_size"}),
            "no such comparison: shoe_size",
        ),
    ],
)
def test_a_model_of_other_comparisons_cannot_compare(
    change: Callable[[dict[str, Any]], object], said: str
) -> None:
    model = Model.from_json(broken(change))
    with pytest.raises(SettingsError, match=said):
        Comparers(listings_of(a_list("A", {"name": "Jo Bloggs"})), model)


def test_a_model_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        MODEL.name = "ours"  # type: ignore[misc]


def test_asking_for_a_comparison_or_level_that_is_not_there() -> None:
    with pytest.raises(SettingsError, match="no such comparison: shoe_size"):
        MODEL.comparison("shoe_size")
    with pytest.raises(SettingsError, match="no level “perfect”"):
        MODEL.comparison("surname").position("perfect")
    assert MODEL.comparison("surname").position("missing") == 0
