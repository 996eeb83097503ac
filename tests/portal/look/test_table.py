"""Tables and tags: a cell is text and never HTML, and says of which column it is."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohortmatch.portal import look
from cohortmatch.portal.look.table import TableCell, table
from cohortmatch.portal.look.tag import COLOURS, tag

HOSTILE = "<script>alert(1)</script>\"'&"


def test_a_table_names_itself_its_columns_and_its_rows() -> None:
    drawn = table(
        "Persons", ["Person", "Status"], [["PYM, Ada", TableCell("certain", colour="green")]]
    )
    assert '<caption class="govuk-table__caption govuk-table__caption--m">Persons' in drawn
    assert '<th scope="row" role="rowheader"' in drawn
    assert 'data-label="Status"' in drawn
    assert '<strong class="govuk-tag govuk-tag--green">certain</strong>' in drawn


@pytest.mark.parametrize(
    "cell",
    [
        HOSTILE,
        TableCell(HOSTILE),
        TableCell(HOSTILE, href=HOSTILE),
        TableCell(HOSTILE, colour="red"),
        TableCell("a", hidden=HOSTILE),
    ],
)
def test_no_text_of_a_cell_becomes_html(cell: TableCell | str) -> None:
    drawn = table(HOSTILE, [HOSTILE], [[cell]])
    assert "<script" not in drawn
    assert "&lt;script&gt;" in drawn


@given(st.text())
def test_what_is_drawn_is_the_text(text: str) -> None:
    drawn = table("T", ["C"], [[text]], heads_row=False)
    inside = re.search(r"<td[^>]*>(.*?)</td>", drawn, re.DOTALL)
    assert inside is not None
    assert html.unescape(inside[1]) == text


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError):
        table("T", ["one", "two"], [["only one"]])


def test_every_colour_is_one_of_the_style_sheet() -> None:
    sheet = (Path(look.__file__).parents[1] / "static/portal/govuk.css").read_text(encoding="utf-8")
    # A tag without a colour of its own is blue.
    assert [each for each in COLOURS if f".govuk-tag--{each}" not in sheet] == ["blue"]
    with pytest.raises(ValueError):
        tag("word", "pink")
