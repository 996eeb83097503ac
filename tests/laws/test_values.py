"""Laws of the value parsers: nothing raises, and normalising twice equals once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohortmatch.core.findings import catalogue
from cohortmatch.values.addresses import parse_address
from cohortmatch.values.ages import parse_age
from cohortmatch.values.dates import DateOfBirth, parse_date_of_birth
from cohortmatch.values.identifiers import KINDS, Identifier, parse_identifiers
from cohortmatch.values.identifiers.check_letter import check_letter
from cohortmatch.values.institutions import parse_institution
from cohortmatch.values.name_plain import plain_name, plain_word
from cohortmatch.values.names import (
    NameForm,
    normalise_name,
    parse_alias,
    parse_forename,
    parse_full_name,
    parse_middle,
    parse_previous_surname,
    parse_street_name,
    parse_surname,
    read_long,
)
from cohortmatch.values.parsed import Parsed
from cohortmatch.values.phones import parse_phones
from cohortmatch.values.postcodes import (
    district,
    find_postcodes,
    is_no_fixed_abode,
    outcode,
    parse_district,
    parse_postcode,
)
from cohortmatch.values.roles import parse_role
from cohortmatch.values.sexes import parse_sex
from cohortmatch.values.text import fold, is_placeholder, squash, tidy, tidy_lines
from cohortmatch.values.variants import (
    low_information,
    nickname_strength,
    surname_class,
    variant_class,
)
from cohortmatch.values.words import table

AS_OF = date(2026, 6, 1)
Parser = Callable[[str], Parsed[Any]]
PARSERS: dict[str, Parser] = {
    "full name": parse_full_name,
    "surname first": lambda text: parse_full_name(text, surname_first=True),
    "surname": parse_surname,
    "forename": parse_forename,
    "middle": parse_middle,
    "alias": parse_alias,
    "street name": parse_street_name,
    "previous surname": parse_previous_surname,
    "date of birth": lambda text: parse_date_of_birth(text, AS_OF),
    "month first": lambda text: parse_date_of_birth(text, AS_OF, day_first=False, date1904=True),
    "postcode": parse_postcode,
    "district": parse_district,
    "address": parse_address,
    "institution": lambda text: parse_institution(text, text[1:], text[2:]),
    "age": lambda text: parse_age(text, AS_OF),
    "phone": parse_phones,
    "sex": parse_sex,
    "role": parse_role,
    **{kind: lambda text, kind=kind: parse_identifiers(text, kind) for kind in KINDS},  # type: ignore[misc]
    "identifier": lambda text: parse_identifiers(text, "identifier"),
}
PIECE_TEXT = (
    "O'Brien|Mc|de|van|Abdul|SMITH|John|Mr|aka|@|/|;|\n|(|)|[|\"|'|née|&| and |,|-|.|?|0|12|1990"
    "|/05/|May|32874|RM1|3BD|ZZ99|NFA|Flat 3|High Rd|02/73319Z|65656/91H|9.43E+09|#REF!|UNKNOWN"
    "|N/K|Ã©|Ł|ß|\u200b|\xa0|’|c/o|HMP|Md|bin|unborn|ltd|SF83/|X320741|victim|not|٣|²"
    "|30s|approx|yrs|mths|+44|0044|(0)|07700|900252|7700900252|.0|7.7E|ext|mum|O"
)
PIECES = st.sampled_from(PIECE_TEXT.split("|"))
MESSY = st.lists(PIECES | st.sampled_from([" ", "  "]), max_size=8).map("".join)
UNSAID = ("age", "phone")
"""Of these a placeholder is as good as a blank."""
ANY_CHARACTER = st.text(st.characters(categories=None), max_size=40)
"""Texts of any code points, lone halves of surrogate pairs among them."""
TEXTS = st.text() | MESSY | ANY_CHARACTER


@pytest.mark.parametrize("field", PARSERS)
@given(text=TEXTS)
def test_no_text_raises_and_every_note_is_in_the_catalogue(field: str, text: str) -> None:
    parsed = PARSERS[field](text)
    assert isinstance(parsed, Parsed)
    assert set(parsed.notes) <= set(catalogue())
    assert len(set(parsed.values)) == len(parsed.values)
    assert len(set(parsed.notes)) == len(parsed.notes)


@pytest.mark.parametrize("field", PARSERS)
@given(text=TEXTS)
def test_a_cell_that_is_not_blank_has_a_value_or_a_note(field: str, text: str) -> None:
    parsed = PARSERS[field](text)
    if fold(text) and field not in ("sex", "role", "district", "institution", *UNSAID):
        assert parsed.values or parsed.notes
    if fold(text) and field in UNSAID and not is_placeholder(text, "other"):
        assert parsed.values or parsed.notes


@given(text=TEXTS)
def test_folding_and_tidying_again_change_nothing(text: str) -> None:
    for normalise in (fold, tidy, tidy_lines, squash):
        assert normalise(normalise(text)) == normalise(text)


def test_folding_again_changes_no_single_character() -> None:
    living = map(chr, (*range(0xD800), *range(0xE000, 0x1FA00)))
    assert [c for c in living if fold(fold(c)) != fold(c)] == []


@given(text=TEXTS)
def test_placeholders_and_abodes_are_told_of_any_text(text: str) -> None:
    assert is_placeholder(text) <= is_placeholder(text, "other")
    assert is_placeholder(text) <= is_placeholder(text, "name")
    assert isinstance(is_no_fixed_abode(text), bool)


@given(text=TEXTS)
def test_a_postcode_is_its_own_postcode(text: str) -> None:
    for postcode in (*parse_postcode(text).values, *find_postcodes(text)):
        assert parse_postcode(postcode).values == (postcode,)
        assert find_postcodes(postcode) == [postcode]


@given(text=TEXTS)
def test_a_district_is_its_own_district(text: str) -> None:
    assert not parse_district(text).values or not parse_postcode(text).values
    for half in parse_district(text).values:
        assert parse_district(half).values == (half,)
        assert outcode(f"{district(half)} 1AA") == district(half)


@given(text=TEXTS)
def test_an_address_written_out_is_the_same_household(text: str) -> None:
    parsed = parse_address(text)
    as_text = "address-not-understood" in parsed.notes
    for address in () if as_text else (each.place for each in parsed.values):
        written = f"{address.number.replace('/', ', ')}, {address.street}"
        for again in parse_address(written).values:
            assert again.street in (address.street, *written.split(", "))


@given(text=TEXTS)
def test_an_address_kept_as_text_is_kept_alike_in_any_case_and_spacing(text: str) -> None:
    parsed = parse_address(text)
    if "address-not-understood" in parsed.notes and text.isascii():
        assert parse_address(f"  {text.swapcase()} ").values == parsed.values


@given(st.dates(date(1907, 1, 1), date(2026, 5, 31)))
def test_a_date_of_birth_survives_every_spelling(born: date) -> None:
    spellings = ("%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d", "%Y%m%d", "%d%m%Y", "%d %B %Y")
    spellings += ("%d-%b-%Y", "%B %d, %Y", "%Y-%m-%d 00:00:00", "%A %d %B %Y", "%d%b%Y")
    whole = DateOfBirth(born.year, born.month, born.day)
    for spelling in spellings:
        values = parse_date_of_birth(born.strftime(spelling), AS_OF).values
        assert values in ((whole,), ()), spelling
        assert values or str(whole) in table("dates")["placeholders"]


@given(st.dates(date(1932, 1, 1), date(2026, 5, 31)))
def test_a_spreadsheet_serial_is_its_date(born: date) -> None:
    value = (DateOfBirth(born.year, born.month, born.day),)
    serial = (born - date(1899, 12, 30)).days
    for text, old_mac in ((str(serial), False), (f"{serial}.0", False), (str(serial - 1462), True)):
        parsed = parse_date_of_birth(text, AS_OF, date1904=old_mac)
        assert parsed.values == value or "dob-placeholder" in parsed.notes
        assert "dob-serial-number" in parsed.notes or not parsed.values


@given(text=TEXTS)
def test_a_date_of_birth_is_its_own_date_of_birth(text: str) -> None:
    for value in parse_date_of_birth(text, AS_OF).values:
        assert parse_date_of_birth(str(value), AS_OF).values == (value,)
        assert value.year is None or value.year >= AS_OF.year - 120


@given(text=TEXTS)
def test_an_age_is_its_own_age(text: str) -> None:
    for age in parse_age(text, AS_OF).values:
        assert parse_age(str(age), AS_OF).values == (age,)
        assert 0 <= age.least <= age.most <= 110


@given(text=TEXTS)
def test_a_phone_number_is_its_own_phone_number(text: str) -> None:
    for number in parse_phones(text).values:
        assert parse_phones(number).values == (number,)


@given(st.integers(0, 999))
def test_each_spelling_of_a_phone_number_is_the_same(last: int) -> None:
    rest = f"7700 900{last:03}"
    for country in ("0", "+44 ", "+44 (0)", "0044 ", "44", ""):
        for spelled in spellings_of((country + rest).split(" ")):
            assert parse_phones(spelled).values == (f"07700900{last:03}",), spelled


@pytest.mark.parametrize("kind", KINDS)
@given(text=TEXTS)
def test_an_identifier_is_its_own_identifier(kind: str, text: str) -> None:
    parsed = KINDS[kind].parse(text)
    assert not (parsed.is_valid and parsed.why_not)
    assert parsed.is_valid or parsed.why_not
    if parsed.canonical:
        again = KINDS[kind].parse(str(parsed))
        assert (again.canonical, again.placeholder) == (parsed.canonical, parsed.placeholder)
        assert again.is_valid or not parsed.is_valid


YEARS = st.integers(2040, 2099).map(str)
SERIALS = st.integers(1, 9_999_999).filter(lambda n: len(set(f"{n:07}")) > 1)


def spellings_of(parts: list[str]) -> list[str]:
    """The parts close together, spaced, in small letters and between spaces."""
    close, spaced = "".join(parts), " ".join(parts)
    return [close, spaced, close.lower(), spaced.lower(), f"  {close} ", f"\xa0{spaced}\u200b"]


def reads(kind: str, spellings: list[str], canonical: str) -> None:
    for spelling in spellings:
        value: Identifier = KINDS[kind].parse(spelling)
        assert (value.is_valid, value.repaired) == (True, False), spelling
        assert value.key == KINDS[kind].parse(canonical).key, spelling
        assert parse_identifiers(spelling, kind).values == (value,), spelling


@given(YEARS, SERIALS)
def test_each_spelling_of_a_pnc_is_the_same(year: str, serial: int) -> None:
    letter = check_letter(f"{year[2:]}{serial:07}")
    canonical = f"{year}/{serial:07}{letter}"
    for first, rest in (
        (year, f"{serial:07}"),
        (year[2:], f"{serial:07}"),
        (year[2:], f"{serial}"),
    ):
        reads("pnc", spellings_of([first, "/", rest, letter]), canonical)
    reads("pnc", spellings_of([year, "/", str(serial), letter]), canonical)
    reads("pnc", spellings_of([year[2:], f"{serial:07}", letter]), canonical)


@given(st.integers(0, 99), st.integers(1, 999_999).filter(lambda n: len(set(f"{n}")) > 1))
def test_each_spelling_of_a_cro_is_the_same(year: int, serial: int) -> None:
    letter = check_letter(f"{year:02}{serial:06}")
    canonical = f"{serial:06}/{year:02}{letter}"
    for number in (f"{serial:06}", f"{serial}"):
        reads("cro", spellings_of([number, "/", f"{year:02}", letter]), canonical)
    reads("cro", spellings_of([f"{serial:06}", f"{year:02}", letter]), canonical)
    filed = check_letter(f"{year:02}{serial}")
    reads(
        "cro",
        spellings_of(["SF", f"{year:02}", "/", str(serial), filed]),
        f"SF{year:02}/{serial}{filed}",
    )


@given(SERIALS)
def test_each_spelling_of_an_asn_is_the_same(sequence: int) -> None:
    letter = check_letter(f"010187{sequence:011}")
    canonical = f"8701ZD01{sequence:011}{letter}"
    for number in (f"{sequence:011}", str(sequence)):
        reads("asn", spellings_of(["87", "/", "01ZD", "/", "01", "/", number, letter]), canonical)
    reads("asn", spellings_of(["87", "01ZD", "01", f"{sequence:011}", letter]), canonical)


@given(st.from_regex(r"[A-Z][0-9]{6}", fullmatch=True))
def test_each_spelling_of_a_crn_is_the_same(crn: str) -> None:
    if not KINDS["crn"].parse(crn).placeholder:
        reads("crn", spellings_of([crn[0], crn[1:]]), crn)


@given(st.from_regex(r"[A-Z][0-9]{4}[A-Z]{2}", fullmatch=True))
def test_each_spelling_of_a_prison_number_is_the_same(number: str) -> None:
    if not KINDS["prison_number"].parse(number).placeholder:
        reads("prison_number", spellings_of([number[0], number[1:5], number[5:]]), number)


@given(st.from_regex(r"[ABCEGHJKLMNOPRSTWXYZ][ABCEGHJKLMNPRSTWXYZ][0-9]{6}[A-D]?", fullmatch=True))
def test_each_spelling_of_a_nino_is_the_same(nino: str) -> None:
    if KINDS["nino"].parse(nino).is_valid:
        parts = [nino[:2], nino[2:4], nino[4:6], nino[6:8], nino[8:]]
        reads("nino", spellings_of(parts), nino)


@given(st.integers(100_000_000, 999_999_999))
def test_each_spelling_of_an_nhs_number_is_the_same(stem: int) -> None:
    total = sum(int(d) * w for d, w in zip(str(stem), range(10, 1, -1), strict=True))
    check = (11 - total % 11) % 11
    number = f"{stem}{check}"
    if check == 10 or len(set(number)) == 1:
        return
    reads("nhs_number", spellings_of([number[:3], number[3:6], number[6:]]), number)
    assert KINDS["nhs_number"].parse(f"{number[:3]}-{number[3:6]}-{number[6:]}").canonical == number
    assert parse_identifiers(f"{int(number):,}", "nhs_number").values


@given(text=st.text(max_size=30), letters=st.text("abcdefghiklmnoprstuwyz", min_size=1))
def test_classes_are_stable_and_strength_is_symmetric(text: str, letters: str) -> None:
    for word in (text, letters, letters + "ova", "abdul" + letters, "mac" + letters):
        assert variant_class(variant_class(word)) == variant_class(word)
        assert surname_class(surname_class(word)) == surname_class(word)
        assert nickname_strength(word, letters) == nickname_strength(letters, word)
        assert nickname_strength(word, word) == 1.0
        assert low_information(word) in (True, False)


NAME_WORDS = (
    "smith john obrien mary van de abdul rahman mohammed md singh kaur le da mac o m st mr li "
    "null none na true test baby unknown white young king prince junior jr nguyen al bin"
)
LETTERS = "abcdefghijklmnopqrstuvwxyz"
WORD = st.sampled_from(NAME_WORDS.split()) | st.text(LETTERS, min_size=2, max_size=6)
CASES = st.sampled_from([str.title, str.upper, str.lower])


@given(
    st.lists(WORD, min_size=1, max_size=4),
    CASES,
    CASES,
    st.sampled_from([" ", ", ", "-", ","]),
    st.booleans(),
)
def test_the_short_way_reads_as_the_long_way(
    words: list[str],
    first: Callable[[str], str],
    rest: Callable[[str], str],
    between: str,
    surname_first: bool,
) -> None:
    text = between.join([first(words[0]), " ".join(map(rest, words[1:]))]).strip(" ,-")
    plain = plain_name(text, surname_first)
    if plain is not None:
        long = read_long(text, "full", surname_first)
        assert long == Parsed((NameForm("recorded", *plain),))
    if plain_word(text):
        assert parse_surname(text) == read_long(text, "surname")
        assert parse_forename(text) == read_long(text, "given")


@given(text=TEXTS)
def test_the_parts_of_a_name_are_folded_words(text: str) -> None:
    for value in parse_full_name(text).values:
        assert value.kind in ("recorded", "alias", "previous", "street")
        assert all(value.forenames)
        assert all(word == fold(word) for word in (*value.forenames, value.surname))
    assert normalise_name(text) == fold(normalise_name(text))


GIVEN = st.sampled_from(["Séan", "MARY", "jo", "Md", "Oluwaseun", "Anne-Marie", "Abdul Karim", "J"])
SURNAMES = "O'Brien|Mc Donald|Smith-Jones|van der Berg|Łukasiewicz|Kaur|Al-Rashid|Ó Sé"
FAMILY = st.sampled_from(SURNAMES.split("|"))


@given(st.lists(GIVEN, min_size=1, max_size=3), FAMILY)
def test_a_recorded_name_is_its_own_name(given_names: list[str], surname: str) -> None:
    (value,) = parse_full_name(f"{surname}, {' '.join(given_names)}").values
    canonical = f"{value.surname}, {' '.join(value.forenames)}"
    assert parse_full_name(canonical) == Parsed((value,))
    assert parse_surname(value.surname).values[0].surname == value.surname
    assert parse_forename(" ".join(value.forenames)).values[0].forenames == value.forenames
