"""Changing cells of a delimited text file: the new text stands there, and nothing else changed."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohortmatch.core.errors import OutputError
from cohortmatch.core.guarding import csv_cell
from cohortmatch.services.list_cells.delimited import change_text

LIST = "Name,DOB,RAG\r\nIvor Quarmby,03/04/1989,Red\r\nUna Tindall,12/11/1991,\r\n"
TABLE = [
    # the file, what is changed, the file then, because
    (LIST, {(2, 2): "Amber"}, LIST.replace("Red", "Amber"), "one cell"),
    (LIST, {(3, 2): "Red"}, LIST[:-2] + "Red\r\n", "a blank last cell"),
    (LIST, {(2, 2): ""}, LIST.replace("Red", ""), "a cell is emptied"),
    ("a,b\n1\n", {(2, 1): "x"}, "a,b\n1,x\n", "a row that ends early is made longer"),
    ("a,b\n1,2", {(1, 3): "h", (2, 3): "x"}, "a,b,,h\n1,2,,x", "a column after the last"),
    ('a;"b"\n1;"x;y"\n', {(2, 1): "z"}, 'a;"b"\n1;"z"\n', "marks stay where they were"),
    ("a;b\n1;2\n", {(2, 1): "z;w"}, 'a;b\n1;"z;w"\n', "marks where they must be"),
    ("a,b\n1,2\n", {(2, 1): "=1+1"}, "a,b\n1,'=1+1\n", "nothing becomes a formula"),
    ('a,b\n"1\n2",3\n', {(2, 1): "x"}, 'a,b\n"1\n2",x\n', "a cell of two lines is one row"),
    ("a,b\n\n1,2\n", {(3, 0): "x"}, "a,b\n\nx,2\n", "a blank line counts as a row"),
    ('a,b\n="0012",2\n', {(2, 1): "x"}, 'a,b\n="0012",x\n', "a number kept as text stays so"),
]


@pytest.mark.parametrize(("before", "cells", "after", "because"), TABLE)
def test_what_changes(
    before: str, cells: dict[tuple[int, int], str], after: str, because: str
) -> None:
    assert change_text(before.encode(), "a.csv", cells).decode() == after, because


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_the_encoding_stays(encoding: str) -> None:
    before = "Name,RAG\r\nZoë Pym,Red\r\nIvor Quarmby,Green\r\n"
    found = change_text(before.encode(encoding), "a.csv", {(2, 1): "Amber"})
    assert found == before.replace("Red", "Amber").encode(encoding)


def test_a_letter_that_the_encoding_lacks_makes_the_file_utf_8() -> None:
    before = "Name,Note\r\nZoë Pym,\r\n"
    found = change_text(before.encode("cp1252"), "a.csv", {(2, 1): "Łódź"})
    assert found == "Name,Note\r\nZoë Pym,Łódź\r\n".encode("utf-8-sig")


def test_a_file_with_a_byte_that_is_no_letter_is_refused() -> None:
    with pytest.raises(OutputError):
        change_text(b"a,b\n\x811,2\n", "a.csv", {(1, 0): "x"})


cells = st.text(st.characters(exclude_characters="\0\x1a", exclude_categories=("Cs",)), max_size=8)


@given(st.lists(st.lists(cells, min_size=3, max_size=3), min_size=3, max_size=6), cells, st.data())
def test_every_other_cell_says_what_it_said(
    rows: list[list[str]], new: str, data: st.DataObject
) -> None:
    head = ["Name", "Date of birth", "RAG"]
    target = io.StringIO()
    csv.writer(target, quoting=csv.QUOTE_ALL).writerows([head, *rows])
    row = data.draw(st.integers(0, len(rows) - 1))
    column = data.draw(st.integers(0, 2))
    found = change_text(target.getvalue().encode(), "a.csv", {(row + 2, column): new})
    told = list(csv.reader(io.StringIO(found.decode(), newline="")))
    rows[row][column] = csv_cell(new)
    assert told == [head, *rows]
