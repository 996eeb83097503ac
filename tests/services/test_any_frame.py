"""Tables of every library: the same lists give the same answer, and odd columns are read or
refused in words."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pyarrow
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cohortmatch as cm
from cohortmatch.core.any_frame import as_frame
from cohortmatch.core.errors import ColumnsError, SettingsError

DAY = "2026-06-01"
IOM = [
    {"Surname": "Quarmby", "Forename": "Ivor", "DOB": "1989-04-03", "PNC": "2002/0073319Z"},
    {"Surname": "Odell", "Forename": "Una", "DOB": None, "PNC": None},
]
SGV = [
    {"Surname": "Quarmby", "Forename": "Ivor", "DOB": "1989-04-03", "PNC": None},
    {"Surname": "Zebb", "Forename": "Ada", "DOB": "1971-09-09", "PNC": None},
]
Maker = Callable[[list[dict[str, Any]]], Any]


class Capsule:
    """A table that offers nothing but the Arrow stream, as a library might that nobody knows."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self.table = pyarrow.Table.from_pylist(rows)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self.table.__arrow_c_stream__(requested_schema)


def polars(rows: list[dict[str, Any]]) -> Any:
    return pytest.importorskip("polars").DataFrame(rows)


def duckdb(rows: list[dict[str, Any]]) -> Any:
    duck = pytest.importorskip("duckdb")
    return duck.connect().from_arrow(pyarrow.Table.from_pylist(rows))


MAKERS: dict[str, Maker] = {
    "records": lambda rows: rows,
    "a tuple of records": tuple,
    "pyarrow table": pyarrow.Table.from_pylist,
    "pyarrow stream": lambda rows: pyarrow.Table.from_pylist(rows).to_reader(),
    "pyarrow batch": lambda rows: pyarrow.RecordBatch.from_pylist(rows),
    "capsule": Capsule,
    "polars": polars,
    "duckdb": duckdb,
}


@pytest.fixture(scope="module")
def of_pandas() -> cm.CrossReference:
    return cm.match({"IOM": pd.DataFrame(IOM), "SGV": pd.DataFrame(SGV)}, as_of=DAY)


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_every_librarys_table_gives_the_answer_of_pandas(
    make: Maker, of_pandas: cm.CrossReference
) -> None:
    result = cm.match({"IOM": make(IOM), "SGV": make(SGV)}, as_of=DAY)
    pd.testing.assert_frame_equal(result.people, of_pandas.people)
    pd.testing.assert_frame_equal(result.links, of_pandas.links)
    assert len(result.people) == 1


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_one_table_alone_is_a_list_too(make: Maker) -> None:
    assert len(cm.read_lists(make(IOM))) == len(IOM)


def test_decisions_labels_and_addresses_are_taken_from_any_table_too() -> None:
    lists = cm.read_lists(
        {"IOM": IOM, "SGV": SGV}, institutional_addresses=[{"postcode": "RM1 3BD"}]
    )
    answers = pyarrow.Table.from_pylist(
        [{"left": "IOM:0", "right": "SGV:0", "answer": "different"}]
    )
    assert cm.match(lists, decisions=answers).why("IOM:0", "SGV:0").band is cm.Band.different
    assert cm.fit(lists, answers, chosen=False).sources["labels"].startswith("0 pairs labelled")


def test_rows_keep_the_labels_of_a_pandas_index_on_the_way_through_arrow() -> None:
    frame = pd.DataFrame(IOM, index=["first", "second"])
    assert cm.read_lists({"IOM": pyarrow.Table.from_pandas(frame)}).ids == [
        "IOM:first",
        "IOM:second",
    ]


@pytest.mark.parametrize(
    ("column", "texts"),
    [
        (pyarrow.array([90071992547409931, None]), ["90071992547409931", ""]),
        (pyarrow.array([Decimal("123.00"), Decimal("1.50")]), ["123", "1.50"]),
        (pyarrow.array(["a", None]).dictionary_encode(), ["a", ""]),
        (pyarrow.array([datetime.date(1989, 4, 3), None]), ["1989-04-03", ""]),
        (pyarrow.array([datetime.datetime(1989, 4, 3), None]), ["1989-04-03", ""]),
        (pyarrow.array([["a", "b"], None]), ["a; b", ""]),
        (pyarrow.array([[1], []]), ["1", ""]),
        (pyarrow.array(["é", ""]).cast(pyarrow.large_string()), ["é", ""]),
        (pyarrow.nulls(2), ["", ""]),
        (pyarrow.array([1.5, float("nan")]), ["1.5", ""]),
        (pyarrow.array([True, None]), ["TRUE", ""]),
        (pyarrow.array([b"abc", None]), ["abc", ""]),
    ],
    ids=lambda value: str(getattr(value, "type", "")),
)
def test_a_column_of_any_kind_is_read_as_a_person_would(column: Any, texts: list[str]) -> None:
    table = pyarrow.table({"Name": ["Ada Pym", "Bo Zebb"], "Colour": column})
    assert cm.read_lists({"IOM": table}).raw[0]["Colour"].tolist() == texts


@pytest.mark.parametrize(
    ("column", "texts"),
    [
        (pd.Categorical(["x", None]), ["x", ""]),
        (pd.Categorical([7, 8]), ["7", "8"]),
        (pd.array([1, None], dtype="Int64"), ["1", ""]),
        ([Decimal("7"), None], ["7", ""]),
        ([("a", "b"), {"c"}], ["a; b", "c"]),
        ([np.array(["a", "b"]), None], ["a; b", ""]),
        ([uuid.UUID(int=5), None], [str(uuid.UUID(int=5)), ""]),
    ],
)
def test_so_is_one_of_pandas(column: Any, texts: list[str]) -> None:
    frame = pd.DataFrame({"Name": ["Ada Pym", "Bo Zebb"], "Colour": column})
    assert cm.read_lists({"IOM": frame}).raw[0]["Colour"].tolist() == texts


@pytest.mark.parametrize(
    "cells", [[{"x": "secret"}, None], [[["secret"]], None], [None, [{"x": "secret"}]]]
)
@pytest.mark.parametrize("arrow", [True, False])
def test_records_inside_records_are_refused_by_the_name_of_their_column(
    cells: list[Any], arrow: bool
) -> None:
    names = ["Ada Pym", "Bo Zebb"]
    frame = pd.DataFrame({"Name": names, "Charges": pd.Series(cells, dtype=object)})
    table = pyarrow.table({"Name": names, "Charges": pyarrow.array(cells)}) if arrow else frame
    with pytest.raises(cm.ListErrors) as refused:
        cm.read_lists({"IOM": table})
    [error] = refused.value.errors
    assert isinstance(error, ColumnsError)
    assert (error.list_name, error.column) == ("IOM", "Charges")
    assert "records" in error.problem and "secret" not in str(error)


def test_columns_of_one_name_and_of_several_levels_are_read() -> None:
    twice = pd.DataFrame([["Pym", "Ada", "x", "y"]], columns=["Surname", "Forename", "No", "No"])
    assert cm.read_lists({"IOM": twice}).raw[0].columns.tolist()[-2:] == ["No", "No (2)"]
    arrow = pyarrow.table([["Pym"], ["Ada"], ["x"], ["y"]], names=list(twice.columns))
    assert cm.read_lists({"IOM": arrow}).raw[0].columns.tolist()[-2:] == ["No", "No (2)"]
    levels = pd.DataFrame(
        [["Pym", "Ada"]], columns=pd.MultiIndex.from_product([["Name"], ["Surname", "Forename"]])
    )
    assert len(cm.read_lists({"IOM": levels})) == 1


def test_a_list_of_no_records_is_an_empty_table_and_every_list_has_a_name() -> None:
    with pytest.raises(cm.ListErrors, match="IOM: the table has no columns"):
        cm.read_lists({"IOM": [], "SGV": SGV})
    with pytest.raises(SettingsError, match="each needs a name"):
        cm.read_lists({" ": SGV})
    with pytest.raises(SettingsError, match="DataFrame or list of records"):
        cm.read_lists({"IOM": {"Nominal": ["Ada Pym"]}})


def test_rows_of_several_levels_have_ids_that_can_be_asked_for() -> None:
    index = pd.MultiIndex.from_tuples([("north", 1), ("south", 1)])
    frame = pd.DataFrame(IOM, index=index)
    result = cm.match({"IOM": frame, "SGV": SGV}, as_of=DAY)
    assert result.listings.ids[:2] == ["IOM:north 1", "IOM:south 1"]
    assert result.why("IOM:north 1", "SGV:0").band is cm.Band.same


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [
        (pd.Series(["Ada Pym"]), "to_frame()"),
        (pd.Series([], dtype=object), "to_frame()"),
        (pyarrow.chunked_array([["Ada Pym"]]), ""),
        ([{"Name": "Ada Pym"}, "Bo Zebb"], ""),
    ],
    ids=["a series", "an empty series", "a column", "records and text"],
)
def test_what_is_no_table_is_refused_in_words(wrong: Any, hint: str) -> None:
    for lists in (wrong, {"IOM": wrong}):
        with pytest.raises(SettingsError, match="must be") as refused:
            cm.read_lists(lists)
        assert hint in str(refused.value)
        assert "Ada" not in str(refused.value) and refused.value.__cause__ is None


def test_a_query_that_has_not_run_says_how_to_run_it() -> None:
    lazy = pytest.importorskip("polars").LazyFrame(IOM)
    with pytest.raises(SettingsError, match=r"its collect\(\) gives one that is"):
        cm.read_lists({"IOM": lazy})


def test_a_table_without_columns_is_refused_by_its_name() -> None:
    with pytest.raises(cm.ListErrors, match="IOM: the table has no columns"):
        cm.read_lists({"IOM": pyarrow.table({})})


def test_a_frame_of_pandas_is_used_as_it_is() -> None:
    frame = pd.DataFrame(IOM)
    assert as_frame("the lists", frame) is frame


def test_text_that_pandas_can_hold_is_not_copied() -> None:
    texts = pyarrow.array(["Pym"] * 100_000, pyarrow.large_string())
    table = pyarrow.table({"Surname": texts})
    before = pyarrow.total_allocated_bytes()
    frame = as_frame("the lists", table)
    if frame["Surname"].dtype == object:
        pytest.skip("pandas 2 holds text as objects of Python")
    assert pyarrow.total_allocated_bytes() - before < texts.nbytes / 10


CELLS = st.one_of(
    st.none(), st.text(max_size=5), st.integers(-(2**63), 2**63 - 1), st.dates(), st.booleans()
)


@given(
    st.lists(
        st.fixed_dictionaries({"Name": st.just("Ada Pym"), "x": CELLS}), min_size=1, max_size=5
    )
)
def test_records_say_what_their_values_say(rows: list[dict[str, Any]]) -> None:
    frame = as_frame("the lists", rows)
    assert list(frame["x"]) == [row["x"] for row in rows]
