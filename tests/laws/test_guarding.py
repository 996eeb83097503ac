"""Whatever a file, a heading or a reason is called, no table that is written holds a formula, and
nothing that is printed is obeyed by a terminal."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

import cohortmatch
from cohortmatch.cli.layout import table
from cohortmatch.core.errors import (
    AnswersError,
    BaseError,
    CohortmatchError,
    FileError,
    ListErrors,
    OutputError,
    SettingsError,
    StoreError,
    UnknownListing,
)
from cohortmatch.core.fingerprints import Content, new_key
from cohortmatch.core.guarding import (
    BREAKS,
    csv_cell,
    csv_meant,
    on_screen,
    one_line,
    without_formula,
)
from cohortmatch.decisions.ledger import Entry, Ledger
from cohortmatch.decisions.ledger_file import ledger_bytes
from cohortmatch.disclosure.marking import Marking
from cohortmatch.reporting.sheet import ReportSheet, SheetColumn, SheetTable
from cohortmatch.reporting.stamp import PROPERTY
from cohortmatch.reporting.table_files import csv_bytes
from cohortmatch.reporting.workbook import workbook_bytes
from laws.strategies import law

FORMULA = tuple("=+-@＝＋－＠\t\r")
SHEETS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
hostile = st.text(
    alphabet=st.sampled_from([*"=+-@'\"|,;ab1 \t\r\n\x1b\x9b\x07\x00\x7f\u202e\u2028", "＝"]),
    max_size=10,
) | st.text(max_size=10)
"""Texts made of what is dangerous, and any text at all."""


def is_seen(text: str) -> bool:
    """Whether a text holds no control character, no turn and no half of a character."""
    return not any(
        unicodedata.category(each) in ("Cc", "Cs") or each in "\u2028\u2029\u202d\u202e"
        for each in text
    )


def is_harmless(cell: str) -> bool:
    return is_seen(cell) and not cell.startswith(FORMULA)


def cells(content: bytes) -> list[str]:
    """Every cell of a CSV file."""
    text = content.decode("utf-8")
    return [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]


@law(300)
@given(hostile)
def test_a_cell_is_one_line_and_no_formula_and_means_what_it_said(text: str) -> None:
    assert is_harmless(csv_cell(text))
    assert csv_meant(csv_cell(text)) == one_line(text)
    assert is_harmless(without_formula(text))


@law(60)
@given(st.lists(hostile, min_size=2, max_size=2), st.lists(hostile, max_size=5))
def test_no_table_of_the_report_holds_a_formula(heads: list[str], texts: list[str]) -> None:
    names = [f"{head}{number}" for number, head in enumerate(heads)]
    frame = pd.DataFrame({names[0]: texts, names[1]: texts, "row": range(len(texts))})
    assert all(map(is_harmless, cells(csv_bytes(frame))))


@law(60)
@given(hostile, hostile, st.booleans())
def test_no_ledger_holds_a_formula(listing: str, reason: str, with_key: bool) -> None:
    side = Content(listing, listing, "d", reason, {})
    entry = Entry(1, "same", side, side, by=listing, at="", reason=reason, note=reason)
    content = ledger_bytes(Ledger(new_key(), (entry,)), with_key=with_key)
    assert all(map(is_harmless, cells(content)))
    assert content.count(b"\n") == 2


@law(25)
@given(st.lists(hostile, min_size=1, max_size=5))
def test_no_workbook_holds_a_formula(texts: list[str]) -> None:
    columns = (SheetColumn("Pair"), SheetColumn("Age", kind="number"))
    sheet = ReportSheet(
        "Lists", texts[0], SheetTable("Lists", columns, [[each, each] for each in texts])
    )
    with ZipFile(
        io.BytesIO(workbook_bytes([sheet], Marking(), properties={PROPERTY: texts[0]}))
    ) as parts:
        page = ElementTree.fromstring(parts.read("xl/worksheets/sheet1.xml"))
    assert not list(page.iter(f"{SHEETS}f"))
    assert all(cell.get("t") == "s" for cell in page.iter(f"{SHEETS}c") if len(cell))


@law(200)
@given(st.lists(hostile, min_size=2, max_size=2), st.lists(hostile, min_size=2, max_size=2))
def test_a_table_on_the_screen_is_a_line_a_row_that_no_terminal_obeys(
    one: list[str], other: list[str]
) -> None:
    lines = list(table([one, other]))
    assert len(lines) == 2
    assert all(is_seen(line.replace("\t", " ")) for line in lines)


@law(200)
@given(hostile)
def test_what_is_printed_is_seen_and_a_json_says_the_same(text: str) -> None:
    told = on_screen(json.dumps({"file": text}, ensure_ascii=False))
    assert json.loads(told) == {"file": text}
    assert is_seen(re.sub(r"[\t\n]", "", on_screen(text)))


@law(300)
@given(hostile)
def test_a_text_that_is_one_line_already_is_told_by_the_same_rule(text: str) -> None:
    assert one_line(text) == BREAKS.sub(" ", text).strip()


@law(200)
@given(hostile, hostile)
def test_an_error_has_a_line_for_each_thing_it_says_whatever_a_file_is_called(
    name: str, column: str
) -> None:
    lists = [FileError(name, "not a list", "export it again", row=3, column=column) for _ in "ab"]
    plain = (CohortmatchError, SettingsError, OutputError, StoreError, BaseError)
    one_line: list[CohortmatchError] = [
        *(kind(f"{name}: cannot be used") for kind in plain),
        UnknownListing(name, "no such listing"),
        lists[0],
    ]
    for error in one_line:
        assert is_seen(str(error).replace("\t", " ")), type(error)
    for several in (ListErrors(lists), AnswersError([f"{name}: one", f"{name}: two"])):
        assert [is_seen(line.replace("\t", " ")) for line in str(several).split("\n")] == [True] * 2


def test_no_error_is_given_lines_that_are_joined_already() -> None:
    """Its lines come one by one, so that a file's name cannot add one."""
    root = Path(cohortmatch.__file__).parent
    found = [
        path.name
        for path in root.rglob("*.py")
        if re.search(r"Error\(\s*f?[\"']\\n[\"']\.join", path.read_text(encoding="utf-8"))
    ]
    assert found == []
