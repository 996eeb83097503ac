"""The audit log: what it says, that it only grows, and that any changed byte is found."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cohortmatch.audit import (
    Anchor,
    Event,
    Input,
    Noted,
    check_anchor,
    log,
    read_log,
    restart,
    verify,
)
from cohortmatch.core.errors import OutputError, StoreError
from running import at_once, killed

RUN = Event(
    "combination",
    "run",
    by="sam",
    purpose="panel of 3 June",
    inputs=(Input("IOM", "a" * 64, 78), Input("SGV", "b" * 64, 101)),
    counts={"listings": 179},
    outputs={"people.csv": "c" * 64},
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cohortmatch.audit.jsonl"


def test_a_line_says_who_what_when_why_with_what_and_how_many(file: Path) -> None:
    log(file, RUN)
    told = json.loads(file.read_text())
    assert set(told) == {"number", "at", "version", "event", "previous", "hash"}
    assert told["at"].endswith("Z")
    assert told["event"]["by"] == "sam"
    assert told["event"]["purpose"] == "panel of 3 June"
    assert told["event"]["inputs"][0] == {"list": "IOM", "sha256": "a" * 64, "listings": 78}
    assert told["event"]["counts"] == {"listings": 179}
    assert "recipients" not in told["event"]


def test_each_line_names_the_hash_of_the_one_before(file: Path) -> None:
    lines = [log(file, RUN) for _ in range(3)]
    assert [line.number for line in lines] == [1, 2, 3]
    assert [line.previous for line in lines[1:]] == [line.hash for line in lines[:-1]]
    assert read_log(file) == lines
    assert verify(file).is_whole


def test_adding_keeps_every_byte_that_was_there(file: Path) -> None:
    log(file, RUN)
    before = file.read_bytes()
    log(file, replace(RUN, kind="disclosure", recipients=("IOM",)))
    assert file.read_bytes().startswith(before)
    assert file.stat().st_mode & 0o077 == 0


WHOLE: list[bytes] = []


def whole(tmp: Path) -> bytes:
    if not WHOLE:
        path = tmp / "log.jsonl"
        for kind in ("combination", "consultation", "alteration"):
            log(path, replace(RUN, kind=kind))  # type: ignore[arg-type]
        WHOLE.append(path.read_bytes())
    return WHOLE[0]


@settings(max_examples=300, deadline=None)
@given(st.integers(min_value=0), st.integers(1, 255))
def test_any_changed_byte_is_found(
    tmp_path_factory: pytest.TempPathFactory, place: int, other: int
) -> None:
    folder = tmp_path_factory.mktemp("log")
    content = bytearray(whole(folder))
    content[place % len(content)] ^= other
    changed = folder / "changed.jsonl"
    changed.write_bytes(content)
    assert not verify(changed).is_whole


def test_every_byte_of_a_line_counts(file: Path) -> None:
    log(file, RUN)
    content = file.read_bytes()
    for place in range(len(content)):
        changed = bytearray(content)
        changed[place] ^= 1
        file.write_bytes(changed)
        assert not verify(file).is_whole, place


@pytest.mark.parametrize(
    "change",
    [
        lambda lines: lines[1:],
        lambda lines: [lines[0], lines[2]],
        lambda lines: [lines[1], lines[0], lines[2]],
        lambda lines: [*lines, lines[-1]],
        lambda lines: [lines[0], b"\n", *lines[1:]],
        lambda lines: [*lines[:2], lines[2].rstrip(b"\n")],
        lambda lines: [lines[0].replace(b'":', b'": ', 1), *lines[1:]],
        lambda lines: [lines[0].replace(b"\n", b"\r\n"), *lines[1:]],
    ],
    ids=[
        "first gone",
        "one gone",
        "two turned",
        "last twice",
        "empty line",
        "no end",
        "a space",
        "other ends",
    ],
)
def test_lines_taken_out_moved_or_written_otherwise_are_found(file: Path, change: object) -> None:
    for _ in range(3):
        log(file, RUN)
    file.write_bytes(b"".join(change(file.read_bytes().splitlines(keepends=True))))  # type: ignore[operator]
    assert not verify(file).is_whole
    with pytest.raises(StoreError):
        read_log(file)


def test_lines_cut_off_at_the_end_are_found_by_an_anchor(file: Path) -> None:
    for _ in range(3):
        log(file, RUN)
    anchor = verify(file).anchor
    assert anchor is not None
    file.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[:2]))
    assert verify(file).is_whole
    assert not verify(file, [anchor]).is_whole
    log(file, replace(RUN, by="somebody else"))
    assert not verify(file, [anchor]).is_whole


def test_a_history_written_anew_is_found_by_an_anchor(file: Path) -> None:
    log(file, RUN)
    anchor = verify(file).anchor
    file.unlink()
    log(file, replace(RUN, by="somebody else"))
    assert verify(file).is_whole
    assert verify(file, [anchor] if anchor else []).faults == (
        f"{file.name}: line 1 was there and is gone, or is another",
    )


def test_nothing_is_built_on_a_line_that_was_changed(file: Path) -> None:
    log(file, RUN)
    file.write_bytes(file.read_bytes().replace(b"sam", b"kim"))
    before = file.read_bytes()
    with pytest.raises(StoreError, match="its last line was changed"):
        log(file, RUN)
    assert file.read_bytes() == before


def test_a_last_line_that_nobody_finished_stays_and_the_next_one_tells_of_it(file: Path) -> None:
    log(file, RUN)
    log(file, RUN)
    torn = file.read_bytes()[:-10]
    file.write_bytes(torn)
    assert not verify(file).is_whole
    line = log(file, RUN)
    assert line.number == 2
    assert file.read_bytes().startswith(torn + b"\n")
    found = verify(file)
    assert (found.is_whole, found.lines, found.unfinished) == (True, 2, (2,))
    assert log(file, RUN, line.anchor).number == 3
    assert verify(file, [line.anchor]).is_whole


def test_a_line_put_in_later_is_no_unfinished_one(file: Path) -> None:
    for _ in range(3):
        log(file, RUN)
    first, *rest = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(first + b"{}\n" + b"".join(rest))
    assert verify(file).faults == (f"{file.name}: line 2 is not as it was written",)


def test_a_whole_last_line_without_its_end_counts(file: Path) -> None:
    lines = [log(file, RUN), log(file, RUN)]
    whole = file.read_bytes()
    file.write_bytes(whole[:-1])
    assert not verify(file).is_whole
    assert log(file, RUN, lines[-1].anchor).number == 3
    assert file.read_bytes().startswith(whole)
    found = verify(file)
    assert (found.is_whole, found.lines, found.unfinished) == (True, 3, ())


def cut(lines: list[bytes]) -> list[bytes]:
    return lines[:2]


def forged(lines: list[bytes]) -> list[bytes]:
    """Cut, and as many lines written anew, each well chained."""
    with tempfile.TemporaryDirectory() as folder:
        other = Path(folder) / "log.jsonl"
        other.write_bytes(b"".join(lines[:2]))
        while log(other, replace(RUN, by="kim")).number < len(lines) + 2:
            pass
        return other.read_bytes().splitlines(keepends=True)


@pytest.mark.parametrize(
    "change",
    [
        cut,
        forged,
        lambda lines: [],
        lambda lines: [*lines[:4], lines[4].replace(b"sam", b"kim")],
        lambda lines: [*lines[:4], lines[4][:-9]],
        lambda lines: [*lines[:4], lines[4][:-9] + b"\n"],
    ],
    ids=["cut", "forged", "emptied", "changed", "torn", "torn, with an end"],
)
def test_nothing_is_added_to_a_log_without_the_line_that_was_noted(
    file: Path, change: Callable[[list[bytes]], list[bytes]]
) -> None:
    anchor = [log(file, RUN) for _ in range(5)][-1].anchor
    file.write_bytes(b"".join(change(file.read_bytes().splitlines(keepends=True))))
    before = file.read_bytes()
    with pytest.raises(StoreError):
        log(file, RUN, anchor)
    with pytest.raises(StoreError):
        check_anchor(file, anchor)
    assert file.read_bytes() == before


def test_a_deleted_log_is_not_made_anew(file: Path) -> None:
    anchor = log(file, RUN).anchor
    file.unlink()
    with pytest.raises(StoreError, match="line 1, which the store noted, is not in it"):
        log(file, RUN, anchor)
    assert not file.exists()


def test_a_line_that_was_not_noted_yet_is_no_fault(file: Path) -> None:
    """As when a process was killed between the line and the note."""
    first, _ = log(file, RUN), log(file, RUN)
    assert log(file, RUN, first.anchor).number == 3


def test_a_restart_keeps_the_old_log_and_holds_its_last_line_and_the_reason(file: Path) -> None:
    noted = [Noted(log(file, RUN).anchor) for _ in range(5)]
    file.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[:2]))
    old = file.read_bytes()
    line = restart(file, RUN, "the disk was lost", noted[-1].anchor)
    told = json.loads(file.read_text())
    assert told["number"] == 6 and told["previous"] == noted[-1].anchor.hash
    again = told["event"]["restart"]
    assert (again["number"], again["hash"]) == noted[-1].anchor
    assert again["because"] == "the disk was lost"
    (aside,) = (each for each in file.parent.iterdir() if each != file)
    assert aside.read_bytes() == old
    assert aside.name == f"cohortmatch.audit.until-{again['set_aside']}.jsonl"
    assert aside.stat().st_mode & 0o077 == 0
    noted.append(Noted(line.anchor, line.at, "the disk was lost"))
    assert log(file, RUN, line.anchor).number == 7
    found = verify(file, (), noted)
    assert found.is_whole and found.lines == 2
    (told,) = found.restarts
    assert (told.number, told.because, told.lost) == (6, "the disk was lost", (3, 4, 5))


def test_a_restart_that_the_store_did_not_note_speaks_for_nothing(file: Path) -> None:
    noted = [Noted(log(file, RUN).anchor) for _ in range(3)]
    file.unlink()
    restart(file, RUN, "forged", noted[-1].anchor)
    found = verify(file, (), noted)
    assert found.faults == (f"{file.name}: lines 1 to 3 were there and are gone, or are others",)

    with pytest.raises(StoreError, match="line 3"):
        log(file, RUN, noted[-1].anchor)


def test_lines_of_which_only_some_were_noted_are_gone_in_one_sentence(file: Path) -> None:
    lines = [log(file, RUN) for _ in range(9)]
    noted = [Noted(lines[number].anchor) for number in (1, 2, 5, 8)]
    kept = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(kept[:1]))
    told = "lines {} to {} were there and are gone, or are others"
    assert verify(file, (), noted).faults == (f"{file.name}: {told.format(2, 9)}",)


def test_what_was_set_aside_is_still_checked_and_so_are_earlier_restarts(file: Path) -> None:
    noted: list[Noted] = []
    for because in ("first", "second"):
        noted += [Noted(log(file, RUN, noted[-1].anchor if noted else None).anchor)]
        file.write_bytes(file.read_bytes() + b"x\n")
        line = restart(file, RUN, because, noted[-1].anchor)
        noted.append(Noted(line.anchor, line.at, because))
    found = verify(file, (), noted)
    assert found.is_whole
    assert [(e.because, e.lost) for e in found.restarts] == [("first", ()), ("second", ())]
    old = next(each for each in file.parent.iterdir() if each != file)
    kept = old.read_bytes()
    old.write_bytes(kept.replace(b"sam", b"kim"))
    assert "the log that was set aside was changed" in "".join(verify(file, (), noted).faults)
    old.unlink()
    found = verify(file, (), noted)
    assert not found.is_whole and [e.because for e in found.restarts] == ["first", "second"]


def test_two_stores_that_share_a_log_both_go_on_after_one_began_it_again(file: Path) -> None:
    one, other = log(file, RUN), log(file, RUN)
    file.write_bytes(file.read_bytes() + b"x\n")
    line = restart(file, RUN, "a stray line", other.anchor)
    assert log(file, RUN, line.anchor).number == 4
    assert log(file, RUN, one.anchor).number == 5


def one_after_another(folder: Path) -> None:
    """Log, and begin again in turn, whatever others do."""
    file = folder / "log.jsonl"
    if os.getpid() % 2:
        restart(file, RUN, "in turn")
    else:
        log(file, RUN)


def test_a_log_that_is_begun_again_meanwhile_loses_no_line(tmp_path: Path) -> None:
    at_once(one_after_another, tmp_path, times=8)
    lines = sum(each.read_bytes().count(b"\n") for each in tmp_path.iterdir())
    assert lines == 32
    assert verify(tmp_path / "log.jsonl").is_whole


def test_a_log_that_is_not_there_is_told(file: Path) -> None:
    with pytest.raises(StoreError, match="no such file or directory"):
        verify(file)


def log_one(path: Path) -> int:
    return log(path, RUN).number


def test_several_processes_at_once_make_one_chain(file: Path) -> None:
    at_once(log_one, file, times=10)
    found = verify(file)
    assert (found.is_whole, found.lines) == (True, 40)


def test_a_process_killed_while_it_logs_loses_nothing_it_had_promised(file: Path) -> None:
    told = killed("audit.test_log", f"log_one(Path({str(file)!r}))")
    number = log(file, RUN).number
    assert number > told[-1]
    found = verify(file)
    assert (found.is_whole, found.lines) == (True, number)


def test_a_full_disk_leaves_the_log_as_it_was(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log(file, RUN)
    before = file.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="no space left on device"):
        log(file, RUN)
    assert file.read_bytes() == before


def test_an_anchor_is_a_number_and_a_hash(file: Path) -> None:
    line = log(file, RUN)
    assert verify(file).anchor == Anchor(1, line.hash) == line.anchor
