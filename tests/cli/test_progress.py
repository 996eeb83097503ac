"""The line that a long run shows: only on a terminal, only after a second, gone at the end."""

from __future__ import annotations

import io
import sys
import time

import pytest

from cohortmatch.cli import progress
from cohortmatch.cli.progress import Progress, line


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_the_line_says_the_stage_how_much_is_done_and_the_seconds() -> None:
    assert line("compare", 0.5, 2.4) == "Comparing [############............] 50% 2 s"
    assert line("read", None, 1.2) == "Reading the lists 1 s"
    assert line("something new", None, 1.2) == "Working 1 s"


def shown(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, seconds: float) -> str:
    monkeypatch.setattr(sys, "stderr", stream)
    with Progress() as watch:
        watch("compare", 0.25)
        time.sleep(seconds)
    return stream.getvalue()


def test_a_terminal_shows_it_and_is_left_clean(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "AFTER", 0.01)
    text = shown(monkeypatch, Terminal(), 0.3)
    assert text.startswith("\rComparing [######..................] 25%")
    assert text.endswith("\r\033[K")


def test_nothing_is_shown_off_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "AFTER", 0.01)
    assert shown(monkeypatch, io.StringIO(), 0.1) == ""


def test_what_takes_less_than_a_second_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(monkeypatch, Terminal(), 0.05) == ""
