"""What is read the short way is read as the long way reads it."""

from __future__ import annotations

from datetime import date
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohortmatch.values.dates import parse_date_of_birth
from cohortmatch.values.identifiers import CRN, CRO, PNC, Identifier, parse_identifiers
from cohortmatch.values.identifiers.check_letter import check_letter
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


slashed = st.builds(
    lambda year, slash, serial, letter: f"{year}{slash}{serial}{letter}",
    st.sampled_from(["02", "2002", "99", "1967", "0000", "9999", "87", "2087", "123456", "1"]),
    st.sampled_from(["/", "//", " / "]),
    st.integers(0, 9_999_999).map(str) | st.sampled_from(["73319", "0073319", "1111111", "91"]),
    st.sampled_from("ZABCDEFGHJKLMNPQRTUVWXYIOSz"),
)
checked = st.builds(
    lambda year, serial: f"{year}/{serial}{check_letter(f'{year:02}{serial:07}')}",
    st.integers(10, 99),
    st.integers(0, 9_999_999),
)


@pytest.mark.parametrize("kind", [CRN, PNC, CRO])
@given(text=numbers | slashed | checked)
@law(300)
def test_a_plain_identifier(kind: type[Identifier], text: str) -> None:
    short = parse_identifiers(text, kind.kind)
    with patch.object(kind, "plain", return_value=None):
        long = parse_identifiers(text, kind.kind)
    assert short == long
    assert [vars(a) for a in short.values] == [vars(a) for a in long.values]


def test_ordinary_numbers_are_plain() -> None:
    assert PNC.plain("02/73319Z") == PNC.plain("2002/0073319Z") == PNC.parse("02/73319Z")
    assert CRO.plain("65656/91H") == CRO.parse("65656/91H")
    assert PNC.plain("02/73318Z") is None
    assert CRO.plain("000000/00Z") is None


@pytest.mark.parametrize("text", ["X123456", "X111111", "", "987001", "\u0661987001"])
def test_what_needs_thought_is_not_plain(text: str) -> None:
    assert CRN.plain(text) is None
