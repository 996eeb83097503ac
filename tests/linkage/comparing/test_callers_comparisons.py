"""Comparisons that the caller brings: weighed by what the lists teach, checked, never counted as
more than they are."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

import cohortmatch as cm
from cohortmatch.core.arrays import Int8s
from cohortmatch.core.types import Listings
from cohortmatch.linkage.blocking import every_pair
from cohortmatch.linkage.comparing.callers_comparisons import GROUP, LEVELS
from cohortmatch.linkage.gathering import gather, learn
from cohortmatch.linkage.matcher import Matcher
from cohortmatch.linkage.model import Model, shipped
from cohortmatch.linkage.pairs import Pairs
from people_lists import a_list, listings_of, strangers

MODEL = shipped()


def lists() -> Listings:
    both = [{**row, "colour": f"c{i % 30}"} for i, row in enumerate(strangers(60, "both"))]
    return listings_of(a_list("A", *both), a_list("B", *both))


def row_in_list(listings: Listings) -> Callable[[Pairs], Int8s]:
    """Same for two listings of one row number, else different."""
    row = np.array([int(str(each)) for each in listings.row])
    return lambda pairs: np.where(row[pairs.left] == row[pairs.right], 3, 1).astype(np.int8)


def learnt(listings: Listings, model: Model = MODEL) -> Model:
    matcher = Matcher(listings, model, more={"row number": row_in_list})
    gathered = gather(matcher, every_pair(len(listings), 10_000), every_pair=True)
    return learn(matcher, gathered)[0].model


def test_it_stands_last_has_four_levels_and_weighs_nothing_much_at_first() -> None:
    model = Matcher(lists(), MODEL, more={"row number": row_in_list}).model
    last = model.comparisons[-1]
    assert (last.name, last.learnt, last.group) == ("row number", True, GROUP)
    assert tuple(level.name for level in last.levels) == LEVELS


def test_its_weight_is_learnt_from_the_lists() -> None:
    same = learnt(lists()).comparison("row number").levels[LEVELS.index("same")]
    assert same.m > 0.9 and same.u < 0.01


def test_it_is_explained_like_any_other() -> None:
    result = cm.match(lists(), plan=cm.Plan(more={"row number": row_in_list}))
    why = result.why("A:2", "B:2")
    assert "row number: same" in {reason.words for reason in why.reasons}
    assert why.weight == pytest.approx(sum(reason.bits for reason in why.reasons))
    assert set(result.links["row number"]) == {"same"}


@pytest.mark.parametrize(
    "answer",
    [
        lambda pairs: np.full(len(pairs), 4, dtype=np.int8),
        lambda pairs: np.full(len(pairs), -1, dtype=np.int8),
        lambda pairs: np.full(len(pairs), 0.5),
        lambda pairs: np.zeros(len(pairs) + 1, dtype=np.int8),
    ],
)
def test_an_answer_that_is_no_level_is_told(answer: Callable[[Pairs], Int8s]) -> None:
    with pytest.raises(cm.SettingsError, match="one level a pair"):
        cm.match(lists(), plan=cm.Plan(more={"own": lambda _: answer}))


def test_a_name_that_is_taken_is_told() -> None:
    with pytest.raises(cm.SettingsError, match="another one has that name"):
        Matcher(lists(), MODEL, more={"surname": row_in_list})


def test_learnt_figures_that_a_model_brings_are_where_learning_starts() -> None:
    model = Model.from_json(learnt(lists()).to_json())
    again = Matcher(lists(), model, more={"row number": row_in_list}).model
    assert again.comparison("row number") == model.comparison("row number")


def test_learnt_comparisons_that_the_lists_do_not_have_are_left_out() -> None:
    assert "row number" not in Matcher(lists(), learnt(lists())).model.names


def test_a_column_named_like_one_of_our_comparisons_is_compared_beside_it() -> None:
    rows = [{**row, "relation": f"kind {i % 7}"} for i, row in enumerate(strangers(40))]
    said = {name: {"other": "relation"} for name in ("A", "B")}
    result = cm.match({name: pd.DataFrame(rows) for name in ("A", "B")}, columns=said)
    assert {"relation", "relation column"} <= set(result.links.columns)
    assert set(result.links["relation column"]) == {"same"}
