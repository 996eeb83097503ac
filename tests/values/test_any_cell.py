"""Parsers take what a column of a program may hold: nothing, numbers, days and pandas' own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cohortmatch as cm
from cohortmatch.core.errors import SettingsError
from cohortmatch.values.addresses import parse_address
from cohortmatch.values.ages import parse_age
from cohortmatch.values.cell_texts import cell_text
from cohortmatch.values.emails import parse_emails
from cohortmatch.values.identifiers import KINDS, parse_identifiers
from cohortmatch.values.names import parse_alias, parse_forename, parse_full_name, parse_surname
from cohortmatch.values.phones import parse_phones
from cohortmatch.values.roles import parse_role
from cohortmatch.values.sexes import parse_sex

DAY = date(2026, 6, 1)
NOTHING = (None, float("nan"), np.nan, np.float32("nan"), pd.NA, pd.NaT, Decimal("nan"), "", " ")
PARSERS: tuple[Callable[[Any], Any], ...] = (
    cm.parse_date_of_birth,
    cm.parse_postcode,
    parse_full_name,
    parse_surname,
    parse_forename,
    parse_alias,
    parse_address,
    parse_phones,
    parse_emails,
    parse_role,
    parse_sex,
    parse_identifiers,
    lambda cell: parse_age(cell, DAY),
)


@pytest.mark.parametrize("nothing", NOTHING, ids=repr)
def test_nothing_is_nothing(nothing: Any) -> None:
    assert cm.normalise_name(nothing) == ""
    for parse in PARSERS:
        assert parse(nothing).values == ()
    for kind in KINDS.values():
        found = kind.parse(nothing)
        assert not found.is_valid and str(found) == ""


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (9434765919, "9434765919"),
        (9434765919.0, "9434765919"),
        (np.int64(5), "5"),
        (np.float32(1.5), "1.5"),
        (np.float64(7), "7"),
        (Decimal("32.0"), "32"),
        (Decimal("sNaN"), ""),
        (date(1989, 4, 3), "1989-04-03"),
        (datetime(1989, 4, 3), "1989-04-03"),
        (datetime(1989, 4, 3, 9, 30), "1989-04-03 09:30:00"),
        (pd.Timestamp("1989-04-03"), "1989-04-03"),
        (np.str_("Ada"), "Ada"),
        (b"Ada", "Ada"),
        (True, "TRUE"),
    ],
)
def test_a_value_is_the_text_of_its_cell(value: Any, text: str) -> None:
    assert cell_text(value) == text


def test_a_parser_maps_over_a_column_with_gaps() -> None:
    column = pd.Series(["2002/0073319Z", None, float("nan"), 5])
    assert column.map(cm.PNC.parse).map(lambda each: each.is_valid).tolist() == [
        *(True, False, False, False)
    ]
    assert cm.NHSNumber.parse(9434765919.0).is_valid
    assert str(cm.parse_date_of_birth(pd.Timestamp("1989-04-03")).values[0]) == "1989-04-03"


@pytest.mark.parametrize("as_of", [DAY, "2026-06-01", datetime(2026, 6, 1), None])
def test_the_day_may_be_text_or_today(as_of: Any) -> None:
    assert str(cm.parse_date_of_birth("3/4/89", as_of).values[0]) == "1989-04-03"


def test_the_day_counts() -> None:
    assert cm.parse_date_of_birth("1.1.2020", "2019-06-01").values == ()
    assert cm.parse_date_of_birth("1.1.2020", "2021-06-01").values


@pytest.mark.parametrize("wrong", ["Zebedee", 5, 1.5, [], pd.NaT])
def test_a_day_that_is_none_is_refused_in_words(wrong: Any) -> None:
    with pytest.raises(SettingsError, match="as_of: must be a date") as refused:
        cm.parse_date_of_birth("3/4/89", wrong)
    assert "Zebedee" not in str(refused.value)


@given(st.text(max_size=20))
def test_text_is_parsed_as_it_stands(text: str) -> None:
    assert cell_text(text) is text


CELL = st.one_of(
    st.none(), st.sampled_from(["QUARMBY, Ivor", "Mr. Seán O'BRIEN", "n/k", ""]), st.text()
)


@given(st.lists(CELL, max_size=6), st.booleans())
def test_a_column_of_names_is_each_name(cells: list[str | None], surname_first: bool) -> None:
    found = cm.normalise_names(pd.Series(cells, dtype=object), surname_first)
    assert found.tolist() == [cm.normalise_name(each, surname_first) for each in cells]


def test_a_column_keeps_its_index_and_name_and_is_not_changed() -> None:
    column = pd.Series(["Ada PYM", None, 5.0], index=[7, 7, 9], name="who")
    found = cm.normalise_names(column)
    assert found.index.tolist() == [7, 7, 9] and found.name == "who"
    assert found.tolist() == ["ada pym", "", ""] and column.iloc[1] is None


@pytest.mark.parametrize(
    "cells",
    [
        pd.Series(["Ada PYM", None], dtype="category"),
        np.array(["Ada PYM", None], dtype=object),
        ("Ada PYM", None),
        iter(["Ada PYM", None]),
    ],
    ids=["category", "array", "tuple", "iterator"],
)
def test_any_column_will_do(cells: Any) -> None:
    assert cm.normalise_names(cells).tolist() == ["ada pym", ""]


def test_so_will_one_of_polars_and_of_pyarrow() -> None:
    import pyarrow

    assert cm.normalise_names(pyarrow.array(["Ada PYM", None])).tolist() == ["ada pym", ""]
    polars = pytest.importorskip("polars")
    assert cm.normalise_names(polars.Series(["Ada PYM", None])).tolist() == ["ada pym", ""]


def test_an_empty_column_is_an_empty_column_of_text() -> None:
    found = cm.normalise_names(pd.Series([], dtype=float))
    assert found.empty and found.dtype == pd.Series([""], dtype=str).dtype


@pytest.mark.parametrize("wrong", ["Ada Pym", None, 5, {"a": 1}, pd.DataFrame({"a": ["Ada"]})])
def test_what_is_no_column_is_refused_in_words(wrong: Any) -> None:
    with pytest.raises(SettingsError, match="names: must be a column of names") as refused:
        cm.normalise_names(wrong)
    assert "Ada" not in str(refused.value)
