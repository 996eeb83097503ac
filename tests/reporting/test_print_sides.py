"""Where an agenda is split over printed sides: everybody stands once, in type of 7 points or more.

That a browser prints what is planned here is seen in tests/rendering/test_chair_sides.py.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohortmatch.reporting.column_widths import fitted_widths, row_lines
from cohortmatch.reporting.print_sides import AgendaText, print_plan, split_words
from cohortmatch.reporting.text_widths import lines_of, text_width, word_widths
from laws.strategies import law

HEADS = ("No.", "Name", "Born (age)", "RAG", "Also on", "Lead", "New, due, different")


def agenda(loud: int, quiet: int = 0, words: str = "SGV (Red)", unproven: int = 1) -> AgendaText:
    """People with something to tell, in the table, and others in short below it."""
    rows = [
        [str(n), f"Ivor QUARMBY {n}", "3 Apr 1989 (37)", "Red", words, "PC Abe", ""]
        for n in range(1, loud + 1)
    ]
    return AgendaText(
        headline="People to discuss",
        told="In this order: by name.",
        heads=HEADS,
        rows=rows,
        shorts=[f"{n} Una ODELL, 31, Amber; NPS" for n in range(loud + 1, loud + quiet + 1)],
        shorts_head="On no other panel",
        unproven=["Nothing."] * unproven,
    )


SIDES = [
    (25, 0, 1, 9),
    (40, 20, 1, 8),
    (50, 50, 1, 7),
    (60, 40, 2, 8),
    (60, 60, 2, 9),
    (200, 100, 3, 7),
    (300, 0, 4, 7),
]


@pytest.mark.parametrize(("loud", "quiet", "sides", "size"), SIDES)
def test_an_agenda_stands_on_as_few_sides_as_can_be_read_in_the_largest_type(
    loud: int, quiet: int, sides: int, size: int
) -> None:
    _, plan = print_plan(agenda(loud + quiet), agenda(loud, quiet))
    assert (len(plan.sides), plan.type.size) == (sides, size)


@law(40)
@given(st.integers(0, 150), st.integers(0, 150), st.integers(1, 12), st.integers(0, 40))
def test_everybody_stands_on_one_side_in_order_and_no_type_is_below_7_points(
    loud: int, quiet: int, length: int, unproven: int
) -> None:
    words = "SGV (Amber); " * length
    text, plan = print_plan(
        agenda(loud + quiet, 0, words, unproven), agenda(loud, quiet, words, unproven)
    )
    rows = [n for side in plan.sides for n in range(*side.rows)]
    shorts = [n for side in plan.sides for n in range(*side.shorts)]
    assert rows == list(range(len(text.rows))) and shorts == list(range(len(text.shorts)))
    assert plan.type.size >= 7
    assert sum(plan.widths) == pytest.approx(100, abs=0.1)
    assert len(list(split_words(text, plan, [row[0] for row in text.rows]))) == len(plan.sides)


def test_it_is_said_who_stands_on_which_side() -> None:
    text, plan = print_plan(agenda(120), agenda(110, 10))
    first, second = split_words(text, plan, [row[0] for row in text.rows])
    last, told = plan.sides[0].rows[1], "10 people in short, what is unproven"
    assert first == f"side 1: numbers 1 to {last} of the table"
    assert second == f"side 2: numbers {last + 1} to 110 of the table, {told}"


LINES = [("", 10, 0), ("Ivor", 10, 1), ("Ivor Quarmby of Stepney", 7, 2), ("W" * 30, 10, 4)]


@pytest.mark.parametrize(("text", "width", "lines"), LINES)
def test_a_text_is_broken_at_its_spaces_and_a_long_word_anywhere(
    text: str, width: float, lines: int
) -> None:
    assert lines_of(word_widths(text), width) == lines


@law(60)
@given(st.text(max_size=60), st.floats(2, 40), st.floats(0, 20))
def test_a_wider_column_never_takes_more_lines(text: str, width: float, more: float) -> None:
    words = word_widths(text)
    assert lines_of(words, width + more) <= lines_of(words, width)


def test_bold_and_accented_letters_have_a_width() -> None:
    assert text_width("Ivor", bold=True) > text_width("Ivor") > 0
    assert text_width("é") == text_width("e")
    assert text_width("中") == 1


@law(30)
@given(
    st.lists(
        st.lists(st.text("abc IVW;", max_size=30), min_size=3, max_size=3), min_size=1, max_size=12
    )
)
def test_fitted_columns_fill_the_width_and_are_no_worse_than_equal_ones(
    rows: list[list[str]],
) -> None:
    heads, total = ("No.", "Name", "Also on"), 60.0
    widths = fitted_widths(heads, rows, total, bold=1)
    assert sum(widths) == pytest.approx(total)
    assert min(widths) > 0
    equal = sum(row_lines(rows, [total / 3] * 3, bold=1))
    assert sum(row_lines(rows, widths, bold=1)) <= equal + len(rows) / 3
