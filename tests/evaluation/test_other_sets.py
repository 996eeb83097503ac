"""The lists that other hands invented are read whole; nobody said to be no offender is matched."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from types import ModuleType
from typing import Any

import pytest

import cohortmatch as cm

Benchmark = Callable[[str], ModuleType]
FAMILIES = ("others plain", "others panels", "others mixed")
SETS = dict.fromkeys(FAMILIES, 3) | {f"{family} x2": 1 for family in FAMILIES}
SETS |= {"others boroughs": 3, "others boroughs x2.5": 2, "others sparse": 3, "others table": 2}
SETS |= {"others history": 1, "others registers": 1, "others registers x6": 1}
SETS |= {"others addresses": 1, "others addresses x4": 1}
TELEPHONE = re.compile(r"(?<![\d/])(?:\+44 ?|0)?(?:7\d{3}|20 ?7\d{3})(?: ?\d){6}(?!\d)")
DRAMA = re.compile(r"(?:44|0)?(?:7700900|207946)\d+")
PNC = re.compile(r"\b(\d{4})(?:/\d{3,7}|\d{7})[A-Za-z]\b")


@pytest.fixture
def others(benchmark_named: Benchmark) -> list[Any]:
    return list(benchmark_named("other_sets").other_hands((1.0, 2.0)))


def test_every_set_is_read_and_is_in_its_family(others: list[Any]) -> None:
    sets = Counter(dataset.family for dataset in others)
    assert sets == SETS
    assert len({dataset.name for dataset in others}) == len(others)
    assert {dataset.as_of.year for dataset in others} == {2026}


def test_only_the_severities_that_are_asked_for(benchmark_named: Benchmark) -> None:
    accuracy = benchmark_named("accuracy")
    told = accuracy.datasets(accuracy.parse(["--sets", "others", "--severity", "2"]))
    assert {dataset.family for dataset in told} == {name for name in SETS if " x" in name}


def test_every_row_has_its_place_in_the_truth_or_is_left_out(
    benchmark_named: Benchmark, others: list[Any]
) -> None:
    no_offender = benchmark_named("other_sets").no_offender
    for dataset in others:
        rows = {
            (name, row)
            for name, frame in dataset.frames.items()
            for row in frame.index[~no_offender(frame)]
        }
        truth = list(zip(dataset.truth["list"], dataset.truth["row"], strict=True))
        assert len(truth) == len(set(truth)) and set(truth) == rows
        assert list(dataset.truth.index) == list(range(len(truth)))
        assert 1 < dataset.truth["person"].value_counts().max() < 20


def test_the_ids_are_those_that_cohortmatch_gives(others: list[Any]) -> None:
    for dataset in others:
        listings = cm.read_lists(dataset.frames, as_of=dataset.as_of)
        subjects = [listing for listing in listings.ids if not listing.endswith(" Parent")]
        assert sorted(subjects) == sorted(dataset.ids), dataset.name
        assert (dataset.places(subjects) >= 0).all()


def test_nobody_who_is_no_offender_is_to_be_matched(others: list[Any]) -> None:
    said = Counter(
        (name, dataset.frames[name].loc[row, heading].strip())
        for dataset in others
        for name, row in zip(dataset.truth["list"], dataset.truth["row"], strict=True)
        for heading in ("Role", "Position")
        if heading in dataset.frames[name]
    )
    roles = {"ASB MARAC": {"Perpetrator", "Perp", "Perpetrator/Victim"}}
    roles["SGV"] = {"Member", "Associate"}
    roles["asb_cmarac_perpetrators"] = {"Perpetrator"}
    assert set(said) == {(name, word) for name, words in roles.items() for word in words}


def test_cells_are_text_under_the_headings_of_the_file(others: list[Any]) -> None:
    for dataset in others:
        for frame in dataset.frames.values():
            assert not frame.isna().any(axis=None)
            assert not [heading for heading in frame if heading != heading.strip("\ufeff")]
            assert frame.index[0] == 1 and not frame.columns.duplicated().any()


def test_numbers_are_of_ranges_that_nobody_has(others: list[Any]) -> None:
    frames = [frame for dataset in others for frame in dataset.frames.values()]
    cells = [str(cell) for frame in frames for cell in frame.to_numpy().ravel()]
    telephones = [re.sub(r"\D", "", found) for cell in cells for found in TELEPHONE.findall(cell)]
    assert len(telephones) > 500
    assert [number for number in telephones if not DRAMA.match(number)] == []
    years = [int(year) for cell in cells for year in PNC.findall(cell)]
    assert len(years) > 1000 and min(years) > 2035


def test_peers_get_our_reading_of_them(benchmark_named: Benchmark, others: list[Any]) -> None:
    flat_table = benchmark_named("flat").flat_table
    for dataset in others[::4]:
        table = flat_table(dataset)
        assert len(table) == len(dataset.truth) and (table["surname"] != "").mean() > 0.8
        assert table["source"].tolist() == dataset.truth["list"].tolist()


def test_ages_are_counted_from_the_day_they_were_frozen(
    benchmark_named: Benchmark, others: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    match, days = cm.match, []

    def watched(frames: Any, *, as_of: date | None) -> Any:
        days.append(as_of)
        return match(frames, as_of=as_of)

    monkeypatch.setattr(cm, "match", watched)
    answer = benchmark_named("ours").run_ours(others[0], apart=False)
    assert days == [others[0].as_of] != [None]
    assert (answer.left_out, answer.extra) == (0, 0)
