"""The calibration benchmark: its bins, the points made of them, and that no file changes beyond."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise
from types import ModuleType

import numpy as np
import pytest

from cohortmatch.linkage.model import Model, shipped
from cohortmatch.linkage.pairs import Band
from cohortmatch.people.expected import Range

Benchmark = Callable[[str], ModuleType]


@pytest.fixture
def bins(benchmark_named: Benchmark) -> ModuleType:
    return benchmark_named("bins")


@pytest.fixture
def calibrating(benchmark_named: Benchmark) -> ModuleType:
    return benchmark_named("calibrating")


def drawn(pairs: int) -> tuple[np.ndarray, np.ndarray]:  # type: ignore[type-arg]
    """Pairs whose weights are true, to half a bit, so that many weigh alike."""
    chance = np.random.default_rng(1)
    bits = np.round(chance.normal(3, 6, pairs) * 2) / 2
    return bits, chance.random(pairs) < 1 / (1 + np.exp2(-bits))


def test_every_pair_is_in_one_bin_and_equal_weights_stay_together(bins: ModuleType) -> None:
    bits, right = drawn(5000)
    found = bins.bins(bits, right)
    assert sum(each.pairs for each in found) == len(bits)
    assert sum(each.right for each in found) == right.sum()
    assert all(one.most < other.least for one, other in pairwise(found))
    for each in found:
        inside = (bits >= each.least) & (bits <= each.most)
        assert each.pairs == inside.sum() and each.right == right[inside].sum()
        assert each.bits == pytest.approx(bits[inside].mean())


def test_bins_are_large_enough_and_not_larger_than_they_need_be(bins: ModuleType) -> None:
    bits = np.arange(20_000.0)
    right = bits >= 200
    right[5_000::5_000] = False
    found = bins.bins(bits, right)
    assert [each.pairs for each in found[:2]] == [100, 100], "early ones end at the rarer kind"
    assert {each.pairs for each in found[2:-1]} == {2_000}, "the others at a tenth of all pairs"
    assert found[-1].pairs < 4_000, "what is too little at the end joins the last"


def test_few_pairs_are_one_bin_and_none_are_none(bins: ModuleType) -> None:
    assert [each.pairs for each in bins.bins(*drawn(30))] == [30]
    assert [each.pairs for each in bins.bins(*drawn(100))] == [100]
    assert bins.bins(*drawn(0)) == []


def test_pooled_shares_rise_and_lose_no_pair(bins: ModuleType) -> None:
    counts = [(100, 10), (100, 4), (300, 6), (100, 30), (100, 20), (100, 90)]
    found = [bins.Bin(at, at + 0.9, at, *each) for at, each in enumerate(counts)]
    rising = bins.pooled(found)
    assert [(each.pairs, each.right) for each in rising] == [(500, 20), (200, 50), (100, 90)]
    assert rising[0].bits == pytest.approx((0 * 100 + 1 * 100 + 2 * 300) / 500)
    assert (rising[0].least, rising[0].most) == (0, 2.9)
    assert bins.pooled(rising) == rising


def test_points_of_bins(bins: ModuleType) -> None:
    found = [
        bins.Bin(-1, 1, 0.04, 200, 150),
        *(bins.Bin(at, at + 1, at + 0.55, 100, 100) for at in (2, 4, 6)),
        bins.Bin(8, 9, 8.5, 100, 95),
    ]
    sure = round(1 - 0.5 / 300, 5)
    assert bins.points(found) == [[0.0, 0.75], [2.5, sure], [6.5, sure], [8.5, 0.95]]
    assert bins.points([bins.Bin(-9, -8, -8.5, 400, 0)]) == [[-8.5, 0.00125]]


def test_only_the_calibration_of_a_model_file_changes(calibrating: ModuleType) -> None:
    text = calibrating.SHIPPED.read_text(encoding="utf-8")
    before = json.loads(text)
    assert calibrating.written(text, before["calibration"]) == text
    new = {**before["calibration"], "same": [[1.0, 0.5]], "unseen": 0.25}
    after = calibrating.written(text, new)
    assert json.loads(after) == {**before, "calibration": new}
    assert list(json.loads(after)) == list(before)
    calibration = Model.from_json(after).calibration
    assert calibration is not None and calibration.same == ((1.0, 0.5),)
    with pytest.raises(ValueError, match="not formatted"):
        calibrating.written(text.replace("\n ", "\n  "), new)


def test_the_shipped_calibration_says_which_command_made_it(calibrating: ModuleType) -> None:
    calibration = shipped().calibration
    assert calibration is not None
    assert calibration.source == calibrating.source(None, calibrating.SEVERITIES)
    other = calibrating.source([3, 5], [2.0])
    assert "(panels 3, 5, plain 3, 5) at severities 2: " in other
    assert other.endswith("--write --seeds 3 5 --severity 2")


def test_a_calibration_has_every_band_and_only_different_is_made_to_rise(
    calibrating: ModuleType,
) -> None:
    bits, right = drawn(6000)
    falling = np.where(np.abs(bits) < 3, ~right, right)
    band = np.repeat([band.value for band in calibrating.BANDS], 2000)
    pairs = calibrating.Weighed(bits, band, falling, int(falling.sum()) + 30)
    made = calibrating.calibration(pairs, "here")
    rises = {
        name: all(one[1] <= other[1] for one, other in pairwise(made[name]))
        for name in ("same", "check", "different")
    }
    assert rises == {"same": False, "check": False, "different": True}
    linked = falling[band != Band.different].sum()
    assert made["unseen"] == round(30 / linked, 4)


def test_the_same_links_as_a_run_with_its_defaults(benchmark_named: Benchmark) -> None:
    plain = benchmark_named("sets").plain(1, 1.0)
    pairs = benchmark_named("weighed").weigh(plain)
    answer = benchmark_named("ours").run_ours(plain, apart=False)
    linked = pairs.band > Band.different
    assert sorted(pairs.bits[linked]) == pytest.approx(sorted(answer.links["score"]), abs=0.001)
    assert (pairs.band == Band.same).sum() == (answer.links["band"] == "same").sum()
    assert (~linked).any() and pairs.true_pairs >= pairs.right.sum() > 0


def test_the_tables_are_printed(
    calibrating: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    calibrating.main(["--seeds", "1", "--severity", "1"])
    told = capsys.readouterr().out
    assert all(f"\n{band.name}\n\n| from | to | pairs | bits |" in told for band in Band)
    assert "\nunseen: 0.0" in told and "| same, " in told


def test_ranges_are_tried(calibrating: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    calibrating.main(["--ranges", "--seeds", "213", "--severity", "1"])
    told = capsys.readouterr().out
    assert told.count("| panels 213 |") == told.count("| plain 213 |") == 3
    assert "of 6 figures that reports tell are within their ranges" in told


def test_a_figure_at_the_edge_of_its_range_is_within(benchmark_named: Benchmark) -> None:
    ranges = benchmark_named("ranges")
    figures = [ranges.Figure("run", "missed", 5.0, Range(2, 9), truly) for truly in (1, 2, 9, 10)]
    assert [figure.within for figure in figures] == [False, True, True, False]
    assert "2 of 4 figures" in ranges.told([figures[:1], figures[1:]])[-1]
