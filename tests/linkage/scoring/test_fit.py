"""Weights counted from labels: a few change little, many are followed."""

from __future__ import annotations

import numpy as np
import pytest

from cohortmatch.linkage.model import Comparison, Level, Model, shipped
from cohortmatch.linkage.pairs import Evidence
from cohortmatch.linkage.scoring.fit import fit

MODEL = shipped()
SURNAME = MODEL.comparison("surname")


def labelled(n: int, level: str, **levels: str) -> Evidence:
    """So many pairs, at one level of surname and, of other comparisons, at the levels given."""
    table = np.zeros((n, len(MODEL.comparisons)), dtype=np.int8)
    for name, each in {"surname": level, **levels}.items():
        table[:, MODEL.index(name)] = MODEL.comparison(name).position(each)
    none = np.zeros(n, dtype=np.int32)
    return Evidence(none, none + 1, table, np.zeros(table.shape))


def level(model: Model, name: str, comparison: str = "surname") -> Level:
    found = model.comparison(comparison)
    return found.levels[found.position(name)]


def all_same(n: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.ones(n, dtype=np.bool_)


def test_a_few_labels_leave_the_model_nearly_alone() -> None:
    fitted = fit(MODEL, labelled(5, "different"), all_same(5))
    before, after = level(MODEL, "different"), level(fitted, "different")
    assert before.m < after.m < 2 * before.m
    assert np.abs(fitted.weights - MODEL.weights).max() < 1


def test_many_labels_are_followed() -> None:
    fitted = fit(MODEL, labelled(20_000, "half"), all_same(20_000))
    assert level(fitted, "half").m == pytest.approx(1, abs=0.02)
    assert level(fitted, "same").m < 0.02


def test_the_levels_of_a_comparison_go_on_sharing_what_they_shared() -> None:
    fitted = fit(MODEL, labelled(700, "slip"), all_same(700)).comparison("surname")
    assert sum(each.m for each in fitted.levels[1:]) == pytest.approx(
        sum(each.m for each in SURNAME.levels[1:])
    )


def test_what_nobody_labelled_stays_as_it_was() -> None:
    fitted = fit(MODEL, labelled(500, "slip"), all_same(500))
    assert fitted.comparison("forename") == MODEL.comparison("forename")
    assert fitted.prior == MODEL.prior and fitted.cut_offs == MODEL.cut_offs


def test_pairs_chosen_for_looking_alike_say_nothing_of_chance() -> None:
    evidence, two = labelled(90_000, "different", sex="same"), np.zeros(90_000, dtype=np.bool_)
    chosen, drawn = (fit(MODEL, evidence, two, chosen=each) for each in (True, False))
    assert chosen.comparison("sex") == MODEL.comparison("sex")
    assert level(drawn, "same", "sex").u > level(MODEL, "same", "sex").u


def test_the_chance_that_rarity_is_counted_against_stays() -> None:
    two = np.zeros(50_000, dtype=np.bool_)
    fitted = fit(MODEL, labelled(50_000, "different"), two, chosen=False)
    assert level(fitted, "same").u == level(MODEL, "same").u


def test_comparisons_that_correct_others_keep_their_figures() -> None:
    fitted = fit(MODEL, labelled(5_000, "same", name_order="swapped"), all_same(5_000))
    assert fitted.comparison("name_order") == MODEL.comparison("name_order")


def test_a_learnt_comparison_follows_labels_sooner() -> None:
    names = (("missing", 1.0, 1.0), ("different", 0.1, 0.9), ("same", 0.9, 0.1))
    levels = tuple(Level(name=name, words=name, m=m, u=u) for name, m, u in names)
    own = Comparison(name="colour", words="colour", learnt=True, levels=levels)
    model = MODEL.with_comparisons((*MODEL.comparisons, own))
    evidence = labelled(40, "different")
    table = np.column_stack([evidence.levels, np.ones(40, dtype=np.int8)])
    more = Evidence(evidence.left, evidence.right, table, np.zeros(table.shape))
    fitted = fit(model, more, all_same(40))
    assert level(fitted, "different", "colour").m > 0.8
    assert level(fitted, "different").m < 0.25


def test_it_says_what_it_was_fitted_to_and_claims_no_calibration() -> None:
    same = np.arange(30) < 20
    fitted = fit(MODEL, labelled(30, "same"), same)
    assert fitted.sources["labels"].startswith("20 pairs labelled the same, 10 labelled different")
    assert fitted.name == f"{MODEL.name} with labels"
    assert fit(fitted, labelled(30, "same"), same).name == fitted.name
    assert level(fitted, "same").source == "labels"
    assert fitted.calibration is None


def test_it_is_a_model_like_any_other() -> None:
    fitted = fit(MODEL, labelled(300, "slip"), np.arange(300) < 150, chosen=False)
    assert Model.from_json(fitted.to_json()) == fitted
