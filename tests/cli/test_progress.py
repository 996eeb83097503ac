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


def test_the_line_says_the_stage_how_much_is_done_and_how_long_it_still_takes() -> None:
    assert (
        line("compare", 0.5, 4, 2.4)
        == "Comparing the pairs [############............] 50%, about 2 s left"
    )
    assert line("compare", 0.25, 300, 60).endswith("25%, about 3 min left")
    assert line("compare", 0.1, 3600, 3600).endswith("10%, about 9.0 h left")
    assert line("compare", 0.01, 3, 2).endswith("1%, 3 s so far")
    assert line("read", None, 1.2, 1) == "Reading the lists, 1 s so far"
    assert line("Computing the answer", None, 1.2, 1) == "Computing the answer, 1 s so far"
    assert line("", None, 1.2, 1) == "Working, 1 s so far"


def shown(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, seconds: float) -> str:
    monkeypatch.setattr(sys, "stderr", stream)
    with Progress() as watch:
        watch("compare", 0.25)
        time.sleep(seconds)
    return stream.getvalue()


def test_a_terminal_shows_it_and_is_left_clean(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "AFTER", 0.1)
    text = shown(monkeypatch, Terminal(), 0.3)
    assert text.startswith("\rComparing the pairs [######..................] 25%, about ")
    assert text.endswith("\r\033[K")


def test_a_log_gets_whole_lines_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "LATER", 0.1)
    monkeypatch.setattr(progress, "SELDOM", 10)
    text = shown(monkeypatch, io.StringIO(), 0.3)
    assert text.startswith("Comparing the pairs [######..................] 25%, about ")
    assert text.endswith(" s left\n")
    assert text.count("\n") == 1 and "\r" not in text


@pytest.mark.parametrize("stream", [Terminal(), io.StringIO()], ids=["terminal", "log"])
def test_what_takes_less_than_a_second_shows_nothing(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO
) -> None:
    assert shown(monkeypatch, stream, 0.05) == ""


def test_it_ends_when_the_run_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(progress, "AFTER", 0.01)
    with pytest.raises(KeyboardInterrupt), Progress() as watch:
        watch("compare", 0.25)
        time.sleep(0.2)
        raise KeyboardInterrupt
    assert stream.getvalue().endswith("\r\033[K")
