"""The accuracy benchmark runs, and what it prints is what it measured."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

README = Path(__file__).parents[2] / "benchmarks" / "README.md"


@pytest.fixture
def accuracy(benchmark_named: Callable[[str], ModuleType]) -> ModuleType:
    return benchmark_named("accuracy")


def test_plain_lists_are_measured(accuracy: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    accuracy.main(["--sets", "plain", "--seeds", "1", "--misses", "--calibration", "--groups"])
    told = capsys.readouterr().out
    row = next(line for line in told.splitlines() if line.startswith("| plain"))
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert cells[1] == "cohortmatch"
    assert float(cells[5]) > 0.9, "F1 of the people formed"
    assert "missed and" in told and "Calibration" in told and "By name origin" in told


def test_seeds_by_name_and_number(accuracy: ModuleType) -> None:
    assert accuracy.seeds(["3", "test"]) == [3, *range(101, 111)]
    assert not set(accuracy.seeds(["dev"])) & set(accuracy.seeds(["test"]))


def test_tables_go_between_the_marks(
    accuracy: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    readme = tmp_path / "README.md"
    readme.write_text(f"before\n{accuracy.MARKS[0]}\nold\n{accuracy.MARKS[1]}\nafter\n")
    monkeypatch.setattr(accuracy, "README", readme)
    accuracy.put_in_readme("new")
    assert readme.read_text() == f"before\n{accuracy.MARKS[0]}\nnew\n\n{accuracy.MARKS[1]}\nafter\n"
    marks = README.read_text(encoding="utf-8")
    assert all(mark in marks for mark in accuracy.MARKS)
