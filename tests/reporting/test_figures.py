"""The figures of a result: they show what was counted, in words too, and nobody."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest

import cohortmatch as cm
from cohortmatch.core.errors import SettingsError
from cohortmatch.evaluation import links_quality
from cohortmatch.reporting.drawn import Drawn
from cohortmatch.reporting.quality_figures import truth_of
from cohortmatch.reporting.waterfall_figure import waterfall
from cohortmatch.synthetic import Invented, invent

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def known() -> Invented:
    return invent(seed=5, people=100)


@pytest.fixture(scope="module")
def matched(known: Invented) -> cm.CrossReference:
    return cm.match(known.frames, as_of="2026-06-01")


@pytest.fixture(scope="module")
def drawings(matched: cm.CrossReference, known: Invented) -> dict[str, Drawn | None]:
    pair = matched.links.iloc[0]
    return {
        "overlap": matched.figures.overlap(),
        "waterfall": matched.figures.waterfall(pair["left"], pair["right"]),
        "calibration": matched.figures.calibration(),
        "with truth": matched.figures.calibration(known.truth),
        "quality": matched.figures.precision_recall(known.truth),
    }


def test_each_is_one_svg_that_says_the_same_in_words(drawings: dict[str, Drawn | None]) -> None:
    for name, each in drawings.items():
        assert each is not None, name
        root = ElementTree.fromstring(each.svg.replace("<svg xmlns", "<svg data-xmlns"))
        texts = {child.tag: child.text for child in root}
        assert texts["title"] == each.title and texts["desc"] == each.description
        assert len(each.description) > 20 and each.svg in each._repr_html_()


def test_none_names_anybody(drawings: dict[str, Drawn | None], matched: cm.CrossReference) -> None:
    words = {
        word for names in matched.people["names"] for word in re.findall(r"[A-Za-z']{4,}", names)
    }
    for each in filter(None, drawings.values()):
        shown = set(re.findall(r"[A-Za-z']{4,}", each.svg))
        assert not {word for word in words & shown if word.isupper()}


def test_a_figure_is_saved_as_a_file_that_stands_alone(
    drawings: dict[str, Drawn | None], tmp_path: Path
) -> None:
    for name, each in drawings.items():
        assert each is not None
        path = each.save(tmp_path / f"{name}.svg")
        assert ElementTree.fromstring(path.read_text(encoding="utf-8")).tag == f"{SVG}svg"
    with pytest.raises(SettingsError, match="must be a path"):
        each.save(5)  # type: ignore[union-attr, arg-type]
    with pytest.raises(SettingsError, match="saved as SVG"):
        each.save(tmp_path / "w.png")  # type: ignore[union-attr]
    assert not (tmp_path / "w.png").exists()


def test_the_bars_of_a_waterfall_add_up_to_the_weight(matched: cm.CrossReference) -> None:
    for pair in matched.links.itertuples():
        told = matched.why(str(pair.left), str(pair.right))
        found = waterfall(told)
        first, *middle, last = found.steps
        scale = max(step.width for step in found.steps)
        assert scale > 1
        ends = [(step.x, step.x + step.width) for step in (first, *middle)]
        for one, other in pairwise(ends):
            assert min(abs(a - b) for a in one for b in other) < 1.2
        assert last.is_total and last.bits == f"{told.weight:+.1f}"
        assert sum(map(float, (step.bits for step in (first, *middle)))) == pytest.approx(
            told.weight, abs=0.06 * len(found.steps)
        )


def test_precision_and_recall_are_those_of_the_evaluation(
    matched: cm.CrossReference, known: Invented
) -> None:
    truth = truth_of(matched.links, matched.listings.ids, known.truth)
    best = links_quality(truth.weight, truth.right, truth.pairs, float("-inf"))
    assert best.precision > 0.9 and 0.8 < best.recall <= 1
    drawn = matched.figures.precision_recall(known.truth)
    assert drawn is not None
    assert f"precision {best.precision:.1%}".replace("%", " %") in drawn.description


def test_truth_may_be_a_series_a_mapping_or_a_table(
    matched: cm.CrossReference, known: Invented
) -> None:
    table = known.truth
    series = pd.Series(
        table["person"].tolist(), index=table["list"] + ":" + table["row"].astype(str)
    )
    found = {
        str(truth_of(matched.links, matched.listings.ids, each).right.tolist())
        for each in (table, series, dict(series))
    }
    assert len(found) == 1


def test_a_listing_without_truth_and_no_truth_at_all_are_refused_in_words(
    matched: cm.CrossReference,
) -> None:
    with pytest.raises(cm.UnknownListing, match="the truth says nothing"):
        matched.figures.calibration({})
    for wrong in (5, "Ivor", [1], pd.DataFrame({"a": [1]})):
        with pytest.raises(SettingsError, match="truth: must be each listing's person"):
            matched.figures.precision_recall(wrong)


def test_where_nothing_is_to_be_drawn_there_is_no_figure() -> None:
    lists = {"IOM": [{"Name": "Ada Pym"}], "SGV": [{"Name": "Bo Zebb"}]}
    truth = {"IOM:0": 1, "SGV:0": 2}
    model = cm.Model.from_splink(cm.Plan().model.to_splink(), partly=True)  # not calibrated
    plan = cm.Plan(model=model)
    found = cm.match(lists, plan=plan).figures
    assert found.overlap() is found.trend() is found.calibration() is None
    assert found.calibration(truth) is found.precision_recall(truth) is None
    assert "waterfall" in repr(found)
