"""Postcodes: grammar, special codes before it, repair by position, finding them in addresses."""

from __future__ import annotations

import pytest

from cohortmatch.values.postcodes import (
    district,
    find_postcodes,
    is_no_fixed_abode,
    is_prison,
    outcode,
    parse_district,
    parse_postcode,
    sector,
    without_postcodes,
)
from cohortmatch.values.words import table

VALID = "SW1A 1AA|N16 8PH|W1A 0AX|EC1A 1BB|M1 1AE|B33 8TH|CR2 6XH|DN55 1PT|N1P 1AA|E1W 1AA|SE1P 5LX"
VALID += "|RM1 3BD|IG11 7LU|GIR 0AA|BF1 3AA|JE2 3AB|IM1 1AA"


@pytest.mark.parametrize("postcode", VALID.split("|"))
def test_every_pattern_in_every_spelling(postcode: str) -> None:
    close = postcode.replace(" ", "")
    for text in (
        postcode,
        close,
        postcode.lower(),
        f" {close}. ",
        postcode.replace(" ", "\xa0"),
        postcode.replace(" ", "-"),
    ):
        assert parse_postcode(text) == ((postcode,), ())


@pytest.mark.parametrize(
    "text",
    [
        "QA1 1AA",
        "SW1A 1AC",
        "AJ1 1AA",
        "hello",
        "RM1 3B",
        "1234567",
        "RM1 3BDX",
        "ILFORD",
        "Essex",
        "BARKING ESSEX",
        "ROMFORD",
    ],
)
def test_what_breaks_the_grammar_is_no_postcode(text: str) -> None:
    assert parse_postcode(text) == ((), ("postcode-not-understood",))


NO_ADDRESS = """
ZZ99 3VZ              | no-fixed-abode
zz993vz               | no-fixed-abode
NF1 1NF               | no-fixed-abode
Nf1 1nf               | no-fixed-abode
NF1 1FA               | no-fixed-abode
NF11AB                | no-fixed-abode
NFA                   | no-fixed-abode
N.F.A.                | no-fixed-abode
n / f / a             | no-fixed-abode
No fixed abode        | no-fixed-abode
of no fixed address   | no-fixed-abode
No Fixed Adobe        | no-fixed-abode
NO FIXED ABODE (c/o probation RM1 3BD) | no-fixed-abode
Homeless              | no-fixed-abode
rough sleeper         | no-fixed-abode
Rough-sleeping        | no-fixed-abode
sofa surfing          | no-fixed-abode
street homeless       | no-fixed-abode
released NFA          | no-fixed-abode
No permanent address  | no-fixed-abode
ZZ99 3WZ              | postcode-not-known
ZZ99 3CZ              | postcode-not-known
ZZ99 1WZ              | postcode-not-known
ZZ99 6CZ              | postcode-not-known
ZZ99                  | postcode-not-known
NF1                   | no-fixed-abode
unknown               | postcode-placeholder
N/K                   | postcode-placeholder
NA                    | postcode-placeholder
TE1 1ST               | postcode-placeholder
AA1 1AA               | postcode-placeholder
?                     | postcode-placeholder
HMP Pentonville       | address-prison
in custody            | address-prison
RM1                   | postcode-outward-only
IG11                  | postcode-outward-only
RM3 area              | postcode-outward-only
Romford RM3           | postcode-outward-only
RM1/RM3               | postcode-outward-only
RM3 8                 | postcode-outward-only
RM3 8**               | postcode-outward-only
RM3 XXX               | postcode-outward-only
rm3xxx                | postcode-outward-only
"""


@pytest.mark.parametrize("row", [line.split("|") for line in NO_ADDRESS.strip().splitlines()])
def test_what_stands_for_no_address_is_never_evidence(row: list[str]) -> None:
    text, note = row[0].strip(), row[1].strip()
    assert parse_postcode(text) == ((), (note,))
    assert is_no_fixed_abode(text) == (note == "no-fixed-abode")


@pytest.mark.parametrize("text", ["12 High Road", "RM1 3BD", "Abode Street", "", "Homestead Road"])
def test_an_ordinary_address_is_a_fixed_abode(text: str) -> None:
    assert not is_no_fixed_abode(text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("RMI 3BD", "RM1 3BD"),
        ("RMl 3BD", "RM1 3BD"),
        ("RM1 38D", "RM1 3BD"),
        ("SEI OAA", "SE1 0AA"),
        ("SWIA 1AA", "SW1A 1AA"),
        ("IGI1 7LU", "IG11 7LU"),
        ("1G11 7LU", "IG11 7LU"),
        ("5W1A 1AA", "SW1A 1AA"),
        ("N16 BPH", "N16 8PH"),
    ],
)
def test_a_character_that_cannot_stand_there_is_repaired(typed: str, meant: str) -> None:
    assert parse_postcode(typed) == ((meant,), ("postcode-repaired",))
    whole = parse_postcode(f"12 High Road, London {typed}")
    assert whole == ((meant,), ("postcode-in-address", "postcode-repaired"))


@pytest.mark.parametrize("typed", ["BIOOJP", "BIO OJP", "bio ojp", "B1OOJP", "BI0 OJP"])
def test_an_o_and_an_i_may_stand_for_every_digit(typed: str) -> None:
    assert parse_postcode(typed) == (("B10 0JP",), ("postcode-repaired",))


@pytest.mark.parametrize(
    "word", ["London", "Ilford", "Oxford", "Romford", "Bow", "Bolton", "Sidcup", "Brixton", "Soho"]
)
def test_a_place_is_no_postcode_however_it_is_spelled(word: str) -> None:
    assert parse_postcode(word).values == ()


def test_three_slips_are_too_many() -> None:
    assert parse_postcode("1GII 7LU").values == ()


def test_postcodes_are_found_in_addresses() -> None:
    address = "Flat 3, 27 High Rd, Romford, rm1 3bd (was IG117LU)"
    assert find_postcodes(address) == ["RM1 3BD", "IG11 7LU"]
    assert parse_postcode(address) == (("RM1 3BD", "IG11 7LU"), ("postcode-in-address",))
    assert parse_postcode("RM1 3BD / IG11 7LU") == (("RM1 3BD", "IG11 7LU"), ())
    assert find_postcodes("ZZ99 3VZ NF1 1NF") == []
    assert find_postcodes("27 Acacia Close") == []
    assert without_postcodes("1 High Rd RM1 3BD").split() == ["1", "HIGH", "RD"]


@pytest.mark.parametrize(
    "postcode", [*VALID.split("|"), "IG1 2AB", "SE1 7LU", "LE1 1AA", "OX1 1AA"]
)
@pytest.mark.parametrize(
    "before", ["12 Oak Road", "12 Oak Rd", "3 Low Way,", "4 Court", "Flat 12,"]
)
def test_the_word_before_a_postcode_is_no_part_of_it(before: str, postcode: str) -> None:
    assert find_postcodes(f"{before} {postcode}") == [postcode]
    assert without_postcodes(f"{before} {postcode}").strip() == before.upper()


def test_the_postcodes_of_prisons_are_known_and_noted() -> None:
    assert parse_postcode("N7 8TT") == (("N7 8TT",), ("postcode-prison",))
    assert not is_prison("RM1 3BD")
    prisons = table("prisons")["postcodes"]
    assert len(prisons) == 12
    assert all(parse_postcode(postcode).values == (postcode,) for postcode in prisons)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("RM3", "RM3"),
        ("rm 3", "RM3"),
        ("RM3 area", "RM3"),
        ("Romford (RM3)", "RM3"),
        ("RM1/RM3", "RM1 RM3"),
        ("RM1 or RM3", "RM1 RM3"),
        ("RM3 area 8", "RM3"),
        ("RM38", "RM38"),
        ("RM3 XXX", "RM3"),
        ("SW1A", "SW1A"),
        ("RM3 8AB", ""),
        ("RM3 BAB", ""),
        ("SW1A 1AC", ""),
        ("Flat E1, High Road", ""),
        ("QX1", ""),
        ("NF1", ""),
        ("ZZ99", ""),
        ("RM", ""),
        ("no fixed abode RM1", ""),
        ("", ""),
    ],
)
def test_half_a_postcode_is_a_district(text: str, found: str) -> None:
    assert parse_district(text) == (tuple(found.split()), ())


@pytest.mark.parametrize("text", ["RM7 0", "rm7 0", "RM7 0**", "RM7-0", "RM7 0.."])
def test_a_sector_stays_a_sector(text: str) -> None:
    assert parse_district(text).values == ("RM7 0",)
    assert district("RM7 0") == district("RM7") == "RM7"


def test_a_postcode_has_an_outcode_and_a_sector() -> None:
    assert (outcode("RM1 3BD"), sector("RM1 3BD")) == ("RM1", "RM1 3")
    assert (outcode("SW1A 1AA"), sector("SW1A 1AA")) == ("SW1A", "SW1A 1")
