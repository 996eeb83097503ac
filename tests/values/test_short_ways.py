"""What is read the short way is read as the long way reads it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohortmatch.values import addresses
from cohortmatch.values.about_others import is_about_others, says_nobody, without_others
from cohortmatch.values.addresses import parse_address
from cohortmatch.values.beside_names import Beside, is_quiet, names_another, without_beside
from cohortmatch.values.date_shapes import DateReading
from cohortmatch.values.dates import _read_long as read_long_date
from cohortmatch.values.dates import parse_date_of_birth
from cohortmatch.values.identifiers import (
    CRN,
    CRO,
    NINO,
    PNC,
    Identifier,
    PrisonNumber,
    Visor,
    parse_identifiers,
)
from cohortmatch.values.identifiers.check_letter import check_letter
from cohortmatch.values.names import parse_forename, parse_full_name, parse_surname, read_long
from laws.strategies import law

AS_OF = date(2026, 11, 22)
Written = Callable[[str], str]
dates = st.one_of(
    st.dates(date(1880, 1, 1), date(2030, 1, 1)).map(str),
    st.from_regex(r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\Z"),
    st.from_regex(r"\A[0-9]{1,2}([/.-])[0-9]{1,2}\1([0-9]{2}|[0-9]{4})\Z"),
    st.from_regex(r"\A[0-9]{5}\Z"),
    st.builds(
        "{0}{2}{1}{2}{3}".format,
        st.integers(0, 32),
        st.sampled_from(["Jan", "SEP", "june", "Sept", "Marchy", "Foo", "to", "at"]),
        st.sampled_from(" -/"),
        st.sampled_from(["1984", "2031", "1890", "0099", "84"]),
    ),
)
numbers = st.one_of(
    st.from_regex(r"\A[A-Z][0-9]{6}\Z"),
    st.sampled_from(["X123456", "X000000", "X654321", "x987001", "X98700١", "X987001 "]),
)


@given(dates, st.booleans())
@law(500)
def test_a_plain_date(text: str, day_first: bool) -> None:
    short = parse_date_of_birth(text, AS_OF, day_first)
    reading = DateReading(AS_OF, day_first, date1904=False)
    assert short == read_long_date.__wrapped__(text, reading)


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


more = st.one_of(
    st.from_regex(r"\A[A-Z]{2}[0-9]{6}[A-F]?\Z"),
    st.from_regex(r"\A[A-Z][0-9]{4}[A-Z]{2}\Z"),
    st.from_regex(r"\A[0-9]{7,9}\Z"),
    st.from_regex(r"\A(19|20)[0-9]{9}[A-Z]\Z"),
    st.builds(lambda n: f"2087{n:07}{check_letter(f'87{n:07}')}", st.integers(0, 9_999_999)),
    st.sampled_from(["A0000AA", "A1111AA", "QQ123456A", "GB123456A", "11111111", "00000000"]),
)


@pytest.mark.parametrize("kind", [CRN, PNC, CRO, NINO, PrisonNumber, Visor])
@given(text=numbers | slashed | checked | more, written=st.sampled_from([str, str.lower]))
@law(300)
def test_a_plain_identifier(kind: type[Identifier], text: str, written: Written) -> None:
    text = written(text)
    short = parse_identifiers(text, kind.kind)
    with patch.object(kind, "plain", return_value=None):
        long = parse_identifiers(text, kind.kind)
    assert short == long
    assert [vars(a) for a in short.values] == [vars(a) for a in long.values]


def test_ordinary_numbers_are_plain() -> None:
    assert PNC.plain("02/73319Z") == PNC.plain("2002/0073319Z") == PNC.parse("02/73319Z")
    assert PNC.plain("20020073319Z") == PNC.parse("20020073319Z")
    assert CRO.plain("65656/91H") == CRO.parse("65656/91H")
    assert PNC.plain("02/73318Z") is None
    assert CRO.plain("000000/00Z") is None


@pytest.mark.parametrize("text", ["X123456", "X111111", "", "987001", "\u0661987001"])
def test_what_needs_thought_is_not_plain(text: str) -> None:
    assert CRN.plain(text) is None


HOMES = (
    "27 High Road",
    "3a Mill Lane",
    "0 Oak Road",
    "12 St John Street",
    "9 Maple Court",
    "4 Station Road",
)
HOMES += ("27 High Road Flat", "1 Police Station Road", "4 Van Road", "7 Care Of Close", "5 A Road")
HOMES += ("1 River Road Barking", "2 Oak Court", "8 Lodge Place North", "6 River Rd East Ham")
FLATS = ("", "Flat 2, ", "FLAT 12b, ", "Rm 03, ", "Units 1, ", "Floor 2, ", "Flat 2 ", "Flat B, ")
TOWNS = ("", ", Romford", ", Harold Hill, Romford", ", Flat B", ", Job Centre", ", or nearby")
TOWNS += (", Garden Flat", ", Top Floor", ", London", " East", ", St Mary Court")
CODES = ("", ", RM1 3BD", " RM1 3BD", ", SE28 0EB", ", ZZ99 3VZ", ", NF1 1NF", " rm1 3bd")
CODES += (", RM13BD", ", SE1 7LU", ", V1 3BD", ", RM1 3BC", " n78tt", ", RM1")
homes = st.tuples(*map(st.sampled_from, (FLATS, HOMES, TOWNS, CODES))).map("".join)


@given(homes)
@law(1000)
def test_a_plain_address(text: str) -> None:
    short = parse_address(text)
    with patch.object(addresses, "says_a_home", return_value=False):
        assert addresses._read_long.__wrapped__(text) == short


def test_ordinary_addresses_are_plain() -> None:
    plain = ("27 High Road", "27 HIGH ROAD, Romford, RM1 3BD", "3a Mill Ln RM1 3BD")
    for text in (*plain, "Flat 2, 35 Station Cres, IG117LU", "22 River Rd Barking", "8 Oak Court"):
        assert addresses._plain_address(text) is not None


SAID = ("Ivor", "PYM", "Victim", "Mum", "Brown", "Witness", "IP", "Of", "V", "J", "And", "His")
SAID += ("aka", "Gang", "Member", "Appropriate", "Adult", "No", "Contact", "Dan", "Lee", "R", "Vs")
SAID += ("Step", "Son", "McCoy", "Ex", "Victum")
words = st.lists(st.sampled_from(SAID), min_size=1, max_size=2).map("-".join)
cells = st.lists(words, min_size=1, max_size=4).map(" ".join)
cells = st.one_of(cells, cells.map(str.lower), cells.map(str.upper))
cells = (
    st.builds(
        lambda text, at: ", ".join((" ".join(text.split()[:at]), " ".join(text.split()[at:]))),
        cells,
        st.integers(1, 2),
    )
    | cells
)


@given(cells)
@law(2000)
def test_a_name_with_nothing_beside_it(text: str) -> None:
    if is_quiet(text):
        with patch("cohortmatch.values.beside_names.is_quiet", return_value=False):
            assert without_beside(text.strip()) == Beside(text.strip())
            assert not names_another(text)


def test_ordinary_names_have_nothing_beside_them() -> None:
    for text in (
        "Pym",
        "Ivor Pym",
        "PYM, Ivor",
        "Ivor PYM",
        "ivor pym",
        "Ivor J Pym",
        "Ivor McCoy-PYM",
        "Odell Pym, Ivor",
    ):
        assert is_quiet(text), text


PLACES = ("12", "Oak", "Road", "3a", "RM1", "Sonning", "Nan", "contact", "with", "lives", "behalf")
PLACES += ("c/o", "care", "of", "(flat", "Mum)", "ex", "->", "next", "kin", "assault", "on", "at")


@given(st.lists(st.sampled_from(PLACES), max_size=6), st.sampled_from([" ", ", ", " , "]))
@law(1000)
def test_a_place_that_says_nobody(words: list[str], between: str) -> None:
    text = between.join(words)
    if says_nobody(text):
        assert not is_about_others(text)
        assert without_others(text) == text.strip(" ,;")


def test_ordinary_places_say_nobody() -> None:
    assert says_nobody("Flat 2, 35 Oak Cres, Romford, RM1 3BD")
    assert not says_nobody("12 Oak Road (his mother's)")


WORDS = ("Ivor", "Ann", "de", "Mc", "Abdul", "Not", "Known", "Baby", "Li", "Pym", "Odell", "Souza")
WORDS += (
    "J",
    "V",
    "O",
    "W",
    "N",
    "K",
    "X",
    "Client",
    "Child",
    "Person",
    "Mr",
    "Junior",
    "Un",
    "Do",
)
WORDS += ("Ivor-Pym", "IVOR", "PYM", "Victum", "Singh", "Te", "St")
words_of_names = st.sampled_from(WORDS)
names = st.lists(words_of_names, min_size=1, max_size=4).flatmap(
    lambda some: st.sampled_from([join.join(some) for join in (" ", "-", " - ", "  ", ", ")])
)
names = st.one_of(names, st.builds("{}, {}".format, words_of_names, names))
names = st.builds("{}{}".format, names, st.sampled_from(["", "", " ", "\xa0"]))


@given(names, st.sampled_from([str, str, str.upper, str.lower]))
@law(1500)
def test_the_parts_of_plain_names(text: str, written: Written) -> None:
    text = written(text)
    assert parse_forename(text) == read_long(text, "given")
    assert parse_surname(text) == read_long(text, "surname")
    assert parse_full_name(text) == read_long(text, "full")
    assert parse_full_name(text, surname_first=True) == read_long(text, "full", True)


def test_a_name_that_opens_as_a_word_for_somebody_is_a_name() -> None:
    assert read_long("Casey", "given").values[0].forenames == ("casey",)
