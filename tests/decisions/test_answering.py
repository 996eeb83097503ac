"""Answers as people give them: only the pair and the answer count, faults come all at once."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook

from cohortmatch.core.errors import AnswersError
from cohortmatch.decisions import entries_of, read_answers, read_workbook
from cohortmatch.decisions.ledger import Ledger
from decided import AT, KEY, Frames, known, some_lists

Rows = list[list[str | None]]
HEADS = ["Pair", "Name (A)", "Decision", "Reason", "Note"]


def a_workbook(folder: Path, rows: Rows, sheet: str = "To review", above: int = 3) -> Path:
    """A workbook as people save it: some rows above the headings, then the pairs."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for _ in range(above):
        page.append(["To review"])
    for row in rows:
        page.append(row)
    path = folder / "cross-reference.xlsx"
    book.save(path)
    return path


def test_only_the_pair_and_the_answer_count(tmp_path: Path) -> None:
    """Sorted, cut and filled in part, with the names of somebody else beside it."""
    rows: Rows = [
        HEADS,
        ["IOM:2 | SGV:2", "anybody", None, None, None],
        ["IOM:0 | SGV:0", "anybody", "Same person", "same PNC", "phoned"],
        ["IOM:1 | SGV:1", "anybody", " different PEOPLE ", None, None],
    ]
    found = read_workbook(a_workbook(tmp_path, rows))
    assert [(each.pair, each.answer, each.reason, each.note) for each in found] == [
        ("IOM:0 | SGV:0", "same", "same PNC", "phoned"),
        ("IOM:1 | SGV:1", "different", "", ""),
    ]


def test_columns_may_be_moved(tmp_path: Path) -> None:
    rows: Rows = [["Decision", "Note", "Pair"], ["Not sure yet", "ask again", "IOM:0 | SGV:0"]]
    (found,) = read_workbook(a_workbook(tmp_path, rows, above=0))
    assert (found.answer, found.note) == ("not sure", "ask again")


def test_every_fault_is_told_with_its_row_and_what_to_do(tmp_path: Path) -> None:
    rows: Rows = [
        HEADS,
        ["IOM:0 | SGV:0", None, "Zyxquill", None, None],
        ["IOM:1 | SGV:1", None, "Same person", None, None],
        ["IOM:2 | SGV:2", None, "maybe", None, None],
        ["IOM:1 | SGV:1", None, "Different people", None, None],
    ]
    with pytest.raises(AnswersError) as caught:
        read_workbook(a_workbook(tmp_path, rows))
    assert [fault.split(":")[0] for fault in caught.value.faults] == [
        f"“To review” row {row}" for row in (5, 7, 8)
    ]
    assert "choose Same person, Different people or Not sure yet" in caught.value.faults[0]
    assert "Zyxquill" not in str(caught.value)


def test_the_same_answer_twice_is_one(tmp_path: Path) -> None:
    row: list[str | None] = ["IOM:0 | SGV:0", None, "Same person", None, None]
    assert len(read_workbook(a_workbook(tmp_path, [HEADS, row, row]))) == 1


def test_a_sheet_without_answers_is_no_fault(tmp_path: Path) -> None:
    rows: Rows = [HEADS, ["Nothing to review", None, None, None, None]]
    assert read_workbook(a_workbook(tmp_path, rows)) == []


@pytest.mark.parametrize(
    ("rows", "sheet", "words"),
    [
        ([HEADS], "Other", "there is no sheet “To review”"),
        ([["Pair", "Name"]], "To review", "the columns Pair and Decision are not there"),
    ],
)
def test_a_workbook_that_does_not_hold_them_is_told(
    tmp_path: Path, rows: Rows, sheet: str, words: str
) -> None:
    with pytest.raises(AnswersError, match=words):
        read_workbook(a_workbook(tmp_path, rows, sheet))


def test_a_file_that_is_no_workbook_is_told(tmp_path: Path) -> None:
    path = tmp_path / "cross-reference.xlsx"
    with pytest.raises(AnswersError, match="there is no such file"):
        read_workbook(path)
    path.write_bytes(b"Zyxquill")
    with pytest.raises(AnswersError, match="no workbook that can be read") as caught:
        read_workbook(path)
    assert "Zyxquill" not in str(caught.value)


def test_a_csv_file_does_as_well(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_text("pair,decision\nIOM:0 | SGV:0,same\nIOM:1 | SGV:1,\n", encoding="utf-8-sig")
    assert [(each.pair, each.answer) for each in read_workbook(path)] == [("IOM:0 | SGV:0", "same")]


def test_a_frame_does_as_well_and_is_not_changed() -> None:
    table = pd.DataFrame(
        {"left": ["IOM:0", "IOM:1"], "right": ["SGV:0", "SGV:1"], "answer": ["same", None]}
    )
    before = table.copy()
    assert [each.pair for each in read_answers(table)] == [("IOM:0", "SGV:0")]
    pd.testing.assert_frame_equal(table, before)


def test_a_pair_that_names_no_two_listings_is_a_fault_and_nothing_is_made() -> None:
    table = pd.DataFrame(
        {
            "left": ["IOM:0", "IOM:9", "IOM:1"],
            "right": ["SGV:0", "SGV:0", "IOM:1"],
            "answer": ["same"] * 3,
        }
    )
    with pytest.raises(AnswersError) as caught:
        entries_of(read_answers(table), known(some_lists()), Ledger(KEY), by="sam", at=AT)
    assert len(caught.value.faults) == 2


def test_a_list_whose_name_holds_the_sign_between_ids_is_understood() -> None:
    lists: Frames = {f"A | {name}": frame for name, frame in some_lists().items()}
    pair = pd.DataFrame({"pair": ["A | IOM:0 | A | SGV:0"], "answer": ["same"]})
    (made,) = entries_of(read_answers(pair), known(lists), Ledger(KEY), by="sam", at=AT)
    assert {made.left.listing, made.right.listing} == {"A | IOM:0", "A | SGV:0"}


def test_the_same_answers_again_say_nothing_new() -> None:
    table = pd.DataFrame({"pair": ["IOM:0 | SGV:0"], "answer": ["same"]})
    now = known(some_lists())
    made = entries_of(read_answers(table), now, Ledger(KEY), by="sam", at=AT)
    again = Ledger(KEY, tuple(made))
    assert entries_of(read_answers(table), now, again, by="kim", at=AT) == []
    other = table.assign(answer="different")
    assert [e.number for e in entries_of(read_answers(other), now, again, by="kim", at=AT)] == [2]
