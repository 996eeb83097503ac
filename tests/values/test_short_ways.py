"""What is read the short way is read as the long way reads it."""

from __future__ import annotations

from datetime import date
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohortmatch.values.dates import parse_date_of_birth
from cohortmatch.values.identifiers import CRN, parse_identifiers
from laws.strategies import law

AS_OF = date(2026, 11, 22)
dates = st.one_of(
    st.dates(date(1880, 1, 1), date(2030, 1, 1)).map(str),
    st.from_regex(r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\Z"),
)
numbers = st.one_of(
    st.from_regex(r"\A[A-Z][0-9]{6}\Z"),
    st.sampled_from(["X123456", "X000000", "X654321", "x987001", "X98700١", "X987001 "]),
)


@given(dates, st.booleans())
@law(300)
def test_a_plain_date(text: str, day_first: bool) -> None:
    short = parse_date_of_birth(text, AS_OF, day_first)
    assert short == parse_date_of_birth(f" {text}", AS_OF, day_first)


@given(numbers)
@law(300)
def test_a_plain_crn(text: str) -> None:
    short = parse_identifiers(text, "crn")
    with patch.object(CRN, "plain", return_value=None):
        long = parse_identifiers(text, "crn")
    assert short == long
    assert [vars(a) for a in short.values] == [vars(a) for a in long.values]


@pytest.mark.parametrize("text", ["X123456", "X111111", "", "987001", "\u0661987001"])
def test_what_needs_thought_is_not_plain(text: str) -> None:
    assert CRN.plain(text) is None
