"""Answers as text: small tables, rows, counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohortmatch.cli.findings_text import findings_text, remedy_text, rows_text
from cohortmatch.cli.layout import table, wrapped
from cohortmatch.cli.text import error_text
from cohortmatch.core.plurals import count
from cohortmatch.services.answers import Noticed, NotUsable


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ((), ""),
        (("14",), "row 14"),
        (("3", "9", "12"), "rows 3, 9 and 12"),
        (tuple(map(str, range(2, 11))), "rows 2, 3, 4, 5, 6, 7, 8, 9 and 10"),
        (tuple(map(str, range(2, 91))), "rows 2, 3, 4, 5, 6, 7, 8, 9 and 81 more"),
    ],
)
def test_rows_are_named_and_then_counted(rows: tuple[str, ...], text: str) -> None:
    assert rows_text(rows) == text


def test_a_table_aligns_its_columns_and_leaves_no_spaces_at_the_end() -> None:
    rows = [("IOM", "7", "x"), ("MAPPA", "110", "")]
    assert list(table(rows, right=(1,))) == ["  IOM      7  x", "  MAPPA  110"]
    assert list(table(rows, indent="", body="- ")) == ["IOM      7    x", "- MAPPA  110"]


def test_counts_are_written_as_people_write_them() -> None:
    assert count(1, "person", "people") == "1 person"
    assert count(1204, "person", "people") == "1,204 people"
    assert count(0, "list") == "0 lists"


def test_the_widest_column_of_a_table_gives_way() -> None:
    rows = [
        ("IOM", "a file with a long name.xlsx", "7 listings"),
        ("MAPPA", "b.csv", "12 listings"),
    ]
    assert list(table(rows, right=(2,), width=36)) == [
        "  IOM    a file with a    7 listings",
        "         long name.xlsx",
        "  MAPPA  b.csv           12 listings",
    ]
    assert list(table(rows, width=80)) == list(table(rows)), "where there is room"


def test_a_sentence_goes_on_below_its_start() -> None:
    assert list(wrapped("  a long sentence: kept", 16, hang="  ")) == [
        *("  a long", "    sentence:", "    kept"),
    ]
    assert list(wrapped("→ cohortmatch-check", 9)) == ["→", "cohortmatch-check"], "no word breaks"


def test_lines_for_the_settings_stay_whole() -> None:
    lines = list(remedy_text('put these lines into it\n[lists.SGV]\nrole = "subject of it"', 20))
    assert lines[-2:] == ["        [lists.SGV]", '        role = "subject of it"']
    assert max(map(len, lines[:-2])) <= 20


WORDS = st.text("ab ", max_size=60).map(str.strip)


@given(st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=1, max_size=4), st.integers(50, 120))
def test_a_table_with_a_width_is_no_wider_and_loses_nothing(
    rows: list[tuple[str, str, str]], width: int
) -> None:
    lines = list(table(rows, width=width))
    assert max(map(len, lines)) <= width
    held = sorted("".join("".join(row).split()) for row in [sum(rows, ())])
    assert [sorted("".join("".join(lines).split()))] == [sorted(text) for text in held]


def test_an_error_says_where_what_and_what_to_do() -> None:
    error = NotUsable(list="IOM", row="3", column="DOB", problem="is odd", remedy="mend it")
    assert error_text(error) == "IOM row 3, column “DOB”: is odd. Remedy: mend it"


def a_finding(code: str, severity: str, rows: tuple[str, ...], remedy: str) -> Noticed:
    return Noticed(
        code=code, severity=severity, list="IOM", column="DOB", rows=rows,  # type: ignore[arg-type]
        title=f"{code} was seen", detail="", done="kept", remedy=remedy,
    )  # fmt: skip


def test_a_finding_of_no_consequence_has_no_remedy() -> None:
    lines = list(findings_text([a_finding("a", "warning", ("2",), "nothing to do")]))
    assert lines == ["", "Please look at (1)", "  a was seen: kept", "    IOM  “DOB”  row 2"]


def test_notes_are_told_in_brief_unless_the_whole_is_asked_for() -> None:
    notes = [a_finding("b", "note", ("2", "5"), "mend it")]
    assert list(findings_text(notes))[2:] == ["  b was seen: kept (IOM 2)"]
    assert list(findings_text(notes, whole=True))[2:] == [
        "  b was seen: kept",
        "    IOM  “DOB”  rows 2 and 5",
        "    → mend it",
    ]
