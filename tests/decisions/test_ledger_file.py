"""The ledger as a file: what goes in comes out, nothing is lost, and faults have a place."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cohortmatch.core.errors import AnswersError, OutputError
from cohortmatch.core.guarding import one_line
from cohortmatch.decisions import LedgerFile, ledger_bytes, read_ledger, undo
from cohortmatch.decisions.ledger import Entry, Ledger
from decided import AT, KEY, entry, known, ledger, numbers, some_lists
from running import at_once, killed

WORDS = st.text(max_size=30).map(lambda text: " ".join(text.split()))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "decisions.csv"


def some_ledger() -> Ledger:
    now = known(some_lists())
    return ledger(now, ("IOM:0", "SGV:0", "same"), ("IOM:1", "SGV:1", "not sure"))


def add_one(path: Path, reason: str = "") -> Entry:
    """Add one entry, numbered on from the last."""
    items = known(some_lists()).items
    found = LedgerFile(path).add(
        lambda led: [entry(led.next_number, "same", items[0], items[6], reason=reason)]
    )
    return found[0]


def same(one: Ledger, other: Ledger) -> bool:
    return (one.key, [vars(e) for e in one]) == (other.key, [vars(e) for e in other])


def test_a_ledger_comes_back_as_it_went(file: Path) -> None:
    made = some_ledger()
    file.write_bytes(ledger_bytes(made))
    assert same(read_ledger(file), made)


@settings(deadline=None, max_examples=50)
@given(reason=WORDS.filter(lambda t: t == t.encode("utf-8", "replace").decode()), note=WORDS)
def test_whatever_is_written_as_a_reason_comes_back(
    tmp_path_factory: pytest.TempPathFactory, reason: str, note: str
) -> None:
    file = tmp_path_factory.mktemp("ledger") / "decisions.csv"
    items = known(some_lists()).items
    made = Ledger(KEY, (entry(1, "same", items[0], items[6], reason=reason, note=note),))
    file.write_bytes(ledger_bytes(made))
    found = read_ledger(file).entries[0]
    assert found.reason == one_line(reason)
    assert found.by == "sam" and found.at == AT


@pytest.mark.parametrize("text", ["=1+1", "+44", "-x", "@sam", "'quoted", "\t=tab"])
def test_no_cell_begins_as_a_formula_does(file: Path, text: str) -> None:
    add_one(file, text)
    with file.open(encoding="utf-8", newline="") as stream:
        cells = [cell for row in csv.reader(stream) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]
    assert read_ledger(file).entries[0].reason == text.strip()


def test_adding_keeps_every_byte_that_was_there(file: Path) -> None:
    add_one(file)
    before = file.read_bytes()
    add_one(file)
    assert file.read_bytes().startswith(before)
    assert numbers(LedgerFile(file)) == [1, 2]
    assert len(read_ledger(file).key) == 32


def test_the_file_is_for_its_owner_only(file: Path) -> None:
    add_one(file)
    assert file.stat().st_mode & 0o077 == 0


def test_further_columns_and_another_order_are_let_be(file: Path) -> None:
    file.write_bytes(ledger_bytes(some_ledger()))
    with file.open(encoding="utf-8", newline="") as stream:
        rows = [row[::-1] for row in csv.reader(stream)]
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([[*row, "own remark"] for row in rows])
    assert same(read_ledger(file), some_ledger())
    add_one(file)
    assert numbers(LedgerFile(file)) == [1, 2, 3]


def test_a_file_by_hand_is_read_and_not_added_to(file: Path) -> None:
    file.write_text("left,right,answer\nIOM:0,SGV:0,Same person\n", encoding="utf-8")
    found = read_ledger(file).entries
    assert [(e.number, e.answer, e.left.listing) for e in found] == [(1, "same", "IOM:0")]
    before = file.read_bytes()
    with pytest.raises(AnswersError, match="made by hand"):
        add_one(file)
    assert file.read_bytes() == before


def test_every_fault_is_told_with_its_row_and_no_value(file: Path) -> None:
    file.write_text(
        "left,right,answer,undoes,number\n"
        "IOM:0,SGV:0,Zyxquill,,1\nIOM:1,,same,,Zyxquill\nIOM:0,SGV:0,undo,,3\n",
        encoding="utf-8",
    )
    with pytest.raises(AnswersError) as caught:
        read_ledger(file)
    assert [fault.split(":")[0] for fault in caught.value.faults] == [
        *("decisions.csv row 2", "decisions.csv row 3", "decisions.csv row 3"),
        "decisions.csv row 4",
    ]
    assert "Zyxquill" not in str(caught.value)


def test_two_files_put_together_are_refused(file: Path) -> None:
    one, other = ledger_bytes(some_ledger()), ledger_bytes(Ledger("f" * 32, some_ledger().entries))
    file.write_bytes(one + other.split(b"\n", 1)[1])
    with pytest.raises(AnswersError, match="two different files"):
        read_ledger(file)


def test_nothing_added_to_a_new_file_leaves_a_ledger_without_entries(file: Path) -> None:
    assert LedgerFile(file).add(lambda _: []) == ()
    assert not read_ledger(file).entries and file.read_bytes()
    before = file.read_bytes()
    assert LedgerFile(file).add(lambda _: []) == () and file.read_bytes() == before


def test_an_empty_file_is_told_as_empty(file: Path) -> None:
    file.write_bytes(b"")
    with pytest.raises(AnswersError, match="is empty; erase it"):
        read_ledger(file)


def test_a_file_that_is_no_ledger_is_told(file: Path) -> None:
    file.write_text("Surname,Forename\nQuarmby,Ivor\n", encoding="utf-8")
    with pytest.raises(AnswersError, match="no column left or right or answer"):
        read_ledger(file)


def test_without_its_key_it_holds_no_digest(file: Path) -> None:
    made = some_ledger()
    text = ledger_bytes(made, with_key=False).decode()
    assert "IOM:0" in text
    digests = {d for e in made for s in (e.left, e.right) for d in (s.digest, *s.fields.values())}
    assert not [digest for digest in (*digests, made.key) if digest in text]


def test_an_undo_is_added_and_can_be_done_once(file: Path) -> None:
    add_one(file)
    LedgerFile(file).add(lambda led: [undo(led, 1, by="sam", at=AT)])
    found = read_ledger(file)
    assert (len(found), found.in_force) == (2, ())
    for number, words in ((1, "already"), (2, "itself an undo"), (7, "there is none")):
        with pytest.raises(AnswersError, match=words):
            undo(found, number, by="sam", at=AT)


def test_an_unfinished_last_line_is_not_read_and_taken_away(file: Path) -> None:
    add_one(file)
    whole = file.read_bytes()
    add_one(file)
    file.write_bytes(file.read_bytes()[:-40])
    assert numbers(LedgerFile(file)) == [1]
    add_one(file)
    assert file.read_bytes().startswith(whole)
    assert numbers(LedgerFile(file)) == [1, 2]


def test_a_last_line_without_its_end_counts_when_it_is_whole(file: Path) -> None:
    """Some editors leave out the end of the last line."""
    add_one(file)
    add_one(file)
    file.write_bytes(file.read_bytes().rstrip(b"\n"))
    assert numbers(LedgerFile(file)) == [1, 2]


def test_a_whole_last_line_without_its_end_is_not_lost_when_more_is_added(file: Path) -> None:
    """As an editor leaves it."""
    add_one(file, "the first")
    add_one(file, "the last")
    file.write_bytes(file.read_bytes().rstrip(b"\n"))
    add_one(file, "another")
    assert [each.reason for each in read_ledger(file)] == ["the first", "the last", "another"]
    assert numbers(LedgerFile(file)) == [1, 2, 3]


def test_several_processes_at_once_lose_nothing(file: Path) -> None:
    at_once(add_one, file, times=8)
    assert numbers(LedgerFile(file)) == list(range(1, 33))


def test_a_process_killed_while_it_adds_loses_nothing_it_had_promised(file: Path) -> None:
    told = killed("decisions.test_ledger_file", f"add_one(Path({str(file)!r})).number")
    found = numbers(LedgerFile(file))
    assert found[: len(told)] == told
    add_one(file)
    assert numbers(LedgerFile(file)) == list(range(1, len(found) + 2))


FULL = """
import resource, sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from cohortmatch.core.errors import OutputError
from decisions.test_ledger_file import add_one
size = Path({file!r}).stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 100, size + 100))
try:
    add_one(Path({file!r}))
except OutputError as error:
    print(error)
"""


def test_a_full_disk_leaves_the_file_as_it_was(file: Path) -> None:
    add_one(file)
    before = file.read_bytes()
    code = FULL.format(tests=str(Path(__file__).parents[1]), file=str(file))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "cannot be written" in done.stdout and "Nothing in it was changed" in done.stdout
    assert file.read_bytes() == before


def test_a_place_that_cannot_be_written_is_told(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(OutputError, match="cannot be written \\(permission denied\\)"):
        add_one(file)
    monkeypatch.undo()
    assert not file.exists()
