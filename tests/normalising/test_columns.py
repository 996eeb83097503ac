"""One column's cells to values: each distinct text is parsed once, wherever it stands."""

from __future__ import annotations

import pandas as pd

from cohortmatch.core.findings import Finding
from cohortmatch.normalising.columns import Cells, parse_column
from cohortmatch.values.parsed import Parsed

FRAME = pd.DataFrame({"Codes": ["a b", "", "x", "a b", "  ", "x y z"]})
ROWS = (2, 3, 4, 5, 6, 7)


def split(text: str) -> Parsed[str]:
    """The words of a text; an x is no word, and noted."""
    words = text.split()
    return Parsed(tuple(w for w in words if w != "x"), ("noted",) if "x" in words else ())


def test_each_distinct_text_is_parsed_once_and_blanks_never() -> None:
    asked: list[str] = []

    def parser(text: str) -> Parsed[str]:
        asked.append(text)
        return split(text)

    parse_column(FRAME, "Codes", parser)
    assert asked == ["a b", "x", "x y z"]


def test_every_value_comes_with_the_row_that_holds_it() -> None:
    rows, places, values = parse_column(FRAME, "Codes", split).incidence()
    held = [values[place] for place in places]
    assert list(zip(rows.tolist(), held, strict=True)) == [
        (0, "a"),
        (0, "b"),
        (3, "a"),
        (3, "b"),
        (5, "y"),
        (5, "z"),
    ]


def test_notes_become_one_finding_with_the_rows_as_a_person_sees_them() -> None:
    found = parse_column(FRAME, "Codes", split).findings("IOM", ROWS)
    assert found == [Finding("noted", "IOM", "Codes", (4, 7))]


def test_blank_cells() -> None:
    cells = Cells.of(FRAME["Codes"])
    assert cells.blank.tolist() == [False, True, False, False, True, False]
    assert cells.texts == ("a b", "", "x", "  ", "x y z")


def test_a_column_without_rows() -> None:
    column = parse_column(FRAME.iloc[:0], "Codes", split)
    assert column.findings("IOM", ()) == []
    assert column.incidence()[2] == []
