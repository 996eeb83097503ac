"""Progress in a notebook: a line after a second, gone at the end; nothing anywhere else."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

import cohortmatch as cm
from cohortmatch.core.errors import SettingsError
from cohortmatch.services import notebook_progress
from cohortmatch.services.notebook_progress import NotebookProgress, in_notebook
from cohortmatch.services.pipeline import STAGES

LISTS = {name: pd.DataFrame({"Name": ["Ivor Quarmby"], "DOB": ["03/04/1989"]}) for name in "AB"}


class Shown(list[str]):
    """What a notebook was asked to show, in order."""

    def __call__(self, markup: str, display_id: bool = False) -> Shown:
        self.append(markup)
        return self

    def update(self, markup: str) -> None:
        self.append(markup)


@pytest.fixture
def notebook(monkeypatch: pytest.MonkeyPatch) -> Iterator[Shown]:
    """A kernel that keeps what it shows, in which nothing waits."""
    shown = Shown()
    display = SimpleNamespace(HTML=str, display=shown)
    shell = SimpleNamespace(kernel=object())
    made = SimpleNamespace(get_ipython=lambda: shell, display=display)
    monkeypatch.setitem(sys.modules, "IPython", made)  # type: ignore[arg-type]
    monkeypatch.setattr(notebook_progress, "AFTER", 0.0)
    monkeypatch.setattr(notebook_progress, "EVERY", 0.0)
    yield shown


def test_a_match_shows_its_stages_and_takes_them_away(notebook: Shown) -> None:
    cm.match(LISTS, as_of="2026-06-01")
    assert any("Comparing the pairs" in each for each in notebook)
    assert notebook[-1] == "" and "Quarmby" not in "".join(notebook)


def test_the_line_goes_when_the_match_fails(notebook: Shown) -> None:
    with pytest.raises(cm.ListErrors):
        cm.match({"A": pd.DataFrame({"colour": ["red"]}), "B": LISTS["B"]})
    assert len(notebook) > 1 and notebook[-1] == ""


def test_a_short_match_shows_nothing(notebook: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notebook_progress, "AFTER", 60.0)
    cm.match(LISTS, as_of="2026-06-01")
    assert notebook == []


def test_false_shows_none(notebook: Shown) -> None:
    cm.match(LISTS, as_of="2026-06-01", progress=False)
    assert notebook == []


@pytest.mark.parametrize("progress", [None, True])
def test_outside_a_notebook_there_is_none(progress: Any, capsys: Any) -> None:
    assert not in_notebook()
    cm.match(LISTS, as_of="2026-06-01", progress=progress)
    assert capsys.readouterr() == ("", "")


def test_a_function_gets_every_stage(notebook: Shown) -> None:
    told: list[tuple[str, float | None]] = []
    cm.match(LISTS, as_of="2026-06-01", progress=lambda stage, done: told.append((stage, done)))
    assert list(dict.fromkeys(stage for stage, _ in told)) == list(STAGES[:-1])
    assert ("compare", 1.0) in told and notebook == []


def test_what_is_neither_is_refused_in_words() -> None:
    with pytest.raises(SettingsError, match="progress: must be True or False"):
        cm.match(LISTS, progress="Quarmby")  # type: ignore[arg-type]


def test_an_estimate_is_shown_as_on_the_terminal(notebook: Shown) -> None:
    with NotebookProgress() as line:
        line("compare", 0.5)
    assert "50%" in notebook[0] and "left" in notebook[0]
