"""Labels in, a model out: saved, read again, and used."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import cohortmatch as cm
from cohortmatch.linkage.model import load, shipped
from people_lists import a_list, listings_of, strangers

MODEL = shipped()


def lists(n: int = 60) -> cm.Listings:
    """Two lists of the same people; on the second everybody has another surname."""
    both = strangers(n, "both")
    renamed = [
        {**row, "surname": other["surname"]}
        for row, other in zip(both, strangers(n, "other"), strict=True)
    ]
    return listings_of(a_list("A", *both), a_list("B", *renamed))


def labels(n: int, answer: str = "same", shift: int = 0) -> pd.DataFrame:
    rows = range(2, n + 2)
    right = [f"B:{(row - 2 + shift) % n + 2}" for row in rows]
    return pd.DataFrame({"left": [f"A:{row}" for row in rows], "right": right, "answer": answer})


def m_of(model: cm.Model, level: str) -> float:
    surname = model.comparison("surname")
    return surname.levels[surname.position(level)].m


def test_labels_are_counted_and_more_of_them_for_more() -> None:
    few, many = (cm.fit(lists(n), labels(n)) for n in (5, 300))
    assert m_of(MODEL, "different") < m_of(few, "different") < 0.1
    assert m_of(many, "different") > 0.5


def test_a_fitted_model_is_saved_read_again_and_used(tmp_path: Path) -> None:
    found = lists()
    model = cm.fit(found, labels(60))
    model.save(tmp_path / "ours.json")
    again = load(tmp_path / "ours.json")
    assert again == model
    plan = cm.Plan(model=again)
    result = cm.match(found, plan=plan)
    assert result.manifest["model"] == model.name and result.manifest["expected"] is None
    shipped_weight = cm.match(found).why("A:2", "B:2").weight
    assert result.why("A:2", "B:2").weight > shipped_weight
    result.to_html(tmp_path / "report.html")
    assert result.headline in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_frames_and_files_of_labels_do_as_well(tmp_path: Path) -> None:
    frames = {name: pd.DataFrame(strangers(30, "both")) for name in ("A", "B")}
    pairs = pd.DataFrame({"left": ["A:0"], "right": ["B:0"], "answer": ["same"]})
    model = cm.fit(frames, pairs)
    result = cm.match(frames)
    cm.decide(result, pairs, tmp_path / "answers.csv", by="Ada Pym")
    assert cm.fit(frames, tmp_path / "answers.csv").comparisons == model.comparisons


def test_columns_that_nobody_has_explained_are_fitted_too() -> None:
    rows = [{**row, "colour": f"c{i % 9}"} for i, row in enumerate(strangers(50))]
    frames = {name: pd.DataFrame(rows) for name in ("A", "B")}
    pairs = pd.DataFrame(
        {"left": [f"A:{i}" for i in range(50)], "right": [f"B:{i}" for i in range(50)]}
    ).assign(answer="same")
    model = cm.fit(frames, pairs)
    colour = model.comparison("colour")
    assert colour.levels[-1].m > 0.95
    assert not cm.match(frames, plan=cm.Plan(model=model)).links.empty


def test_pairs_that_are_not_chosen_teach_how_often_strangers_agree() -> None:
    different = labels(60, "different", shift=1)
    drawn = cm.fit(lists(), different, chosen=False)
    assert cm.fit(lists(), different).comparisons == MODEL.comparisons
    assert drawn.comparisons != MODEL.comparisons


@pytest.mark.parametrize("answer", ["not sure", ""])
def test_no_label_at_all_is_told(answer: str) -> None:
    with pytest.raises(cm.AnswersError, match="no pair of these lists is labelled"):
        cm.fit(lists(5), labels(5, answer))


def test_lists_that_cannot_be_read_are_told() -> None:
    with pytest.raises(cm.ListErrors):
        cm.fit({"A": pd.DataFrame({"colour": ["red"]})}, labels(1))
