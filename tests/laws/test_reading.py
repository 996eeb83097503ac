"""Any bytes, text or table end in a list or in one of our own errors, with every row told."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pandas as pd
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cohortmatch.reading import Reading, read_all
from cohortmatch.reading.columns.headings import field_of, plain_heading
from cohortmatch.values.fields import FIELDS

CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["", " ", "Surname", "DOB", "Total", "RED", "Removed", "Name", "01/02/1980", "87/11X", "Y"]
    ),
)
HEADINGS = st.one_of(
    CELLS, st.sampled_from(["Forename", "PNC", "Adult 1 name", "Child 2 DOB", "Address 1", "Role"])
)
TABLES = st.lists(st.lists(CELLS, max_size=6), max_size=8)
RARE = settings(max_examples=60, deadline=None)


def read_bytes(data: bytes, suffix: str) -> Reading:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"list{suffix}"
        path.write_bytes(data)
        return read_all(path)


def as_csv(rows: list[list[str]]) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode("utf-8", "surrogatepass")


def assert_complete(reading: Reading) -> None:
    assert len(reading.lists) + len(reading.errors) == 1
    for raw in reading.lists:
        assert raw.info.rows_in == raw.info.listings + sum(raw.info.excluded.values())
        assert len(raw.rows) == len(raw.frame) == raw.info.listings
        assert raw.frame.columns.is_unique
        read = [use.heading for use in raw.info.columns if use.field != "another_person"]
        assert read == list(raw.frame.columns)
        assert {use.field for use in raw.info.columns} <= set(FIELDS)
        assert all(isinstance(cell, str) for cell in raw.frame.to_numpy().ravel())
        assert len(set(raw.rows)) == len(raw.rows)
        assert all(found.kind for found in raw.findings)


@RARE
@given(st.binary(max_size=400), st.sampled_from([".csv", ".xlsx", ".xls", ".docx", ".parquet"]))
def test_any_bytes_end_in_a_list_or_an_error(data: bytes, suffix: str) -> None:
    assert_complete(read_bytes(data, suffix))


@RARE
@given(st.lists(HEADINGS, min_size=1, max_size=6), TABLES)
def test_any_table_of_text_keeps_or_counts_every_row(
    headings: list[str], rows: list[list[str]]
) -> None:
    listed = [["Surname", *headings], ["Okafor", "Daniel"], *rows]
    assert_complete(read_bytes(as_csv(listed), ".csv"))


@RARE
@given(st.lists(HEADINGS, min_size=1, max_size=6, unique=True), st.data())
def test_any_frame_is_read_or_refused(headings: list[str], data: st.DataObject) -> None:
    width = len(headings)
    rows = data.draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=6))
    frame = pd.DataFrame(rows, columns=pd.Index(headings))
    before = frame.copy(deep=True)
    assert_complete(read_all({"a": frame}))
    pd.testing.assert_frame_equal(frame, before)


NAMES = st.text("abcdefghilmnoprstuwyz", min_size=4, max_size=9).map(str.title)
PEOPLE = st.tuples(
    NAMES.filter(lambda name: not field_of(name)),
    NAMES.filter(lambda name: not field_of(name)),
    st.sampled_from(["03/04/1985", "1 May 90", "", "N/K", "not known"]),
    st.sampled_from(["On licence", "In custody", "Level 2", "Lead", "Red", "", "Prison"]),
    st.sampled_from(["Offender", "Perpetrator", "Subject", "Victim", "", "Member"]),
    st.sampled_from(["Ward", "RM1 3BD", "NFA", "", "Rose Cottage", "Street"]),
)


@RARE
@given(st.lists(PEOPLE, min_size=1, max_size=6), st.permutations(range(6)))
def test_a_person_is_never_taken_for_headings(
    people: list[tuple[str, ...]], order: list[int]
) -> None:
    rows = [[person[place] for place in order] for person in people]
    reading = read_bytes(as_csv(rows), ".csv")
    assert reading.lists == ()
    (error,) = reading.errors
    assert not any(name in str(error) for person in people for name in person[:2])


@given(st.text(max_size=60))
def test_any_heading_means_a_field_or_nothing(text: str) -> None:
    assert field_of(text) in {*FIELDS, ""}
    plain = plain_heading(text)
    assert plain_heading(plain) == plain or plain[-1:].isdigit() or not plain.isascii()


@RARE
@given(TABLES)
@example([["SURNAME", "SURNAME"]])
def test_a_list_reads_the_same_as_text_in_any_encoding(rows: list[list[str]]) -> None:
    listed = [["Surname", "Forename", "DOB"], ["Okafor", "Daniel", "1/2/80"], *rows]
    plain = as_csv(listed)
    try:
        text = plain.decode("utf-8")
        text.encode("utf-16")
    except UnicodeError:
        return
    if any(letter < " " and letter not in "\t\r\n" for letter in text):
        return  # a few cells of control characters are rightly taken for no text at all
    one, two = read_bytes(plain, ".csv"), read_bytes(text.encode("utf-16"), ".csv")
    assert [raw.rows for raw in one.lists] == [raw.rows for raw in two.lists]
    for left, right in zip(one.lists, two.lists, strict=True):
        assert left.frame.to_numpy().tolist() == right.frame.to_numpy().tolist()
