"""A log that one process adds many lines to: the same lines as by `log`, without reading it all."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohortmatch.audit import Anchor, Event, OpenLog, log, read_log, restart, verify
from cohortmatch.core import append_only
from cohortmatch.core.errors import OutputError, StoreError

LOOK = Event("consultation", "portal sheet", "ann", about="IOM-12")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "audit.log"


@given(by_this=st.lists(st.booleans(), max_size=12))
def test_lines_of_two_processes_make_one_chain(
    tmp_path_factory: pytest.TempPathFactory, by_this: list[bool]
) -> None:
    file = tmp_path_factory.mktemp("log") / "audit.log"
    opened = OpenLog(file)
    for own in by_this:
        opened.add(LOOK) if own else log(file, LOOK)
    assert len(read_log(file) if by_this else ()) == len(by_this)
    assert not by_this or verify(file).is_whole


def test_only_what_came_after_the_last_own_line_is_read(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = OpenLog(file)
    for _ in range(50):
        opened.add(LOOK)
    read: list[int] = []
    whole = append_only.content_of

    def counted(handle: int, start: int = 0) -> bytes:
        content = whole(handle, start)
        read.append(len(content))
        return content

    monkeypatch.setattr(append_only, "content_of", counted)
    line = opened.add(LOOK)
    assert line.number == 51
    assert read[0] < 2 * file.stat().st_size / 51


def test_threads_lose_no_line(file: Path) -> None:
    opened = OpenLog(file)
    threads = [
        threading.Thread(target=lambda: [opened.add(LOOK) for _ in range(10)]) for _ in range(8)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert verify(file).lines == 80


def test_nothing_is_added_to_a_log_that_was_cut_or_changed(file: Path) -> None:
    opened = OpenLog(file)
    for _ in range(3):
        opened.add(LOOK)
    content = file.read_bytes()
    for tampered in (content[: content.rfind(b"\n", 0, -1) + 1], content.replace(b"ann", b"bob")):
        file.write_bytes(tampered)
        with pytest.raises(StoreError):
            opened.add(LOOK)
        assert file.read_bytes() == tampered


def test_a_log_that_does_not_hold_the_line_noted_elsewhere_is_not_gone_on_with(file: Path) -> None:
    log(file, LOOK)
    with pytest.raises(StoreError):
        OpenLog(file, Anchor(7, "f" * 64)).add(LOOK)


def test_a_log_that_was_begun_again_goes_on(file: Path) -> None:
    opened = OpenLog(file)
    opened.add(LOOK)
    opened.add(LOOK)
    restart(file, Event("alteration", "audit restart", "officer"), "another disk")
    assert opened.add(LOOK).number == 4
    assert verify(file).is_whole


def test_a_line_that_nobody_finished_is_told_of_by_the_next(file: Path) -> None:
    opened = OpenLog(file)
    opened.add(LOOK)
    with file.open("ab") as torn:
        torn.write(b'{"number": 2, "at"')
    opened.add(LOOK)
    assert verify(file).is_whole
    assert verify(file).unfinished == (2,)


def test_a_full_disk_leaves_the_log_as_it_was(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = OpenLog(file)
    opened.add(LOOK)
    before = file.read_bytes()

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched, pytest.raises(OutputError, match="no space left"):
        patched.setattr("cohortmatch.core.append_only.os.fsync", full)
        opened.add(LOOK)
    assert file.read_bytes() == before
    assert opened.add(LOOK).number == 2
