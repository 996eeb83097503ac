"""Identifiers: the published vectors, in every spelling; placeholders; cells with several."""

from __future__ import annotations

import pytest

from cohortmatch.values.identifiers import (
    ASN,
    CRN,
    CRO,
    KINDS,
    NINO,
    PNC,
    DriverNumber,
    Identifier,
    NHSNumber,
    PrisonNumber,
    Visor,
    parse_identifiers,
)
from cohortmatch.values.identifiers.check_letter import ALPHABET, as_digits, check_letter
from cohortmatch.values.identifiers.pnc import full_year

# Vectors published in the tests of hmpps-person-record and bichard7-next-core (MIT).
PNCS = """
81/34U        1981/0000034U
02/73319Z     2002/0073319Z
0273319Z      2002/0073319Z
20020073319Z  2002/0073319Z
2002/73319Z   2002/0073319Z
2002/0073319Z 2002/0073319Z
00/223R       2000/0000223R
79/163001B    1979/0163001B
79163001B     1979/0163001B
19790163001B  1979/0163001B
033Y          2003/0000003Y
67/9893091D   1967/9893091D
"""
CROS = """
65656/91H     065656/91H
065656/91H    065656/91H
65656/1991H   065656/91H
6565691H      065656/91H
06565691H     065656/91H
SF8350058Z    SF83/50058Z
SF05/482703J  SF05/482703J
SF83/50058Z   SF83/50058Z
"""
ASNS = """
1101ZD0100000410836V     1101ZD0100000410836V
11/01ZD/01/00000410836V  1101ZD0100000410836V
11/01ZD/01/410836V       1101ZD0100000410836V
1101ZD01410836V          1101ZD0100000410836V
12/1234/1/123456J        1212340100000123456J
1101ZD0100000448754K     1101ZD0100000448754K
2005FF0500000000555P     2005FF0500000000555P
9700000000000123456K     9700000000000123456K
97/0000/00/123456K       9700000000000123456K
22FD112200001234560X     22FD112200001234560X
11A01ZD0100000410836V    1101ZD0100000410836V
11/A01ZD/01/410836V      1101ZD0100000410836V
11/01ZD/01/410836/V      1101ZD0100000410836V
11/A/01ZD/01/410836/V    1101ZD0100000410836V
"""
OTHERS = """
crn            X320741           X320741
prison_number  A1234BC           A1234BC
nhs_number     9434765919        9434765919
nhs_number     9434765870        9434765870
nhs_number     4010232137        4010232137
nino           AB123456C         AB123456
nino           AB123456          AB123456
nino           BN102966C         BN102966
driver_number  MORGA657054SM9IJ  MORGA657054SM9IJ
driver_number  MORGA753116SM9IJ  MORGA753116SM9IJ
"""


def vectors() -> list[tuple[str, str, str]]:
    found = [("pnc", *row.split()) for row in PNCS.strip().splitlines()]
    found += [("cro", *row.split()) for row in CROS.strip().splitlines()]
    found += [("asn", *row.split()) for row in ASNS.strip().splitlines()]
    found += [tuple(row.split()) for row in OTHERS.strip().splitlines()]
    return found  # type: ignore[return-value]


def spellings(text: str) -> list[str]:
    """As given, in small letters, with spaces about it and within it, with a label's colon."""
    spaced = text.replace("/", " / ")
    return [
        text,
        text.lower(),
        f"  {text}\t",
        spaced,
        f"{text[:-1]} {text[-1]}",
        f"\xa0{text}\u200b",
        f"({text})",
        f"'{text}",
    ]


@pytest.mark.parametrize(("kind", "text", "canonical"), vectors())
def test_published_numbers_are_read_in_every_spelling(kind: str, text: str, canonical: str) -> None:
    for spelling in spellings(text):
        value = KINDS[kind].parse(spelling)
        assert isinstance(value, KINDS[kind])
        assert (str(value), value.is_valid, value.repaired, value.why_not) == (
            canonical,
            True,
            False,
            "",
        )
        assert parse_identifiers(spelling, kind) == ((value,), ())
        assert repr(value) == f"{type(value).__name__}({canonical})"


@pytest.mark.parametrize(
    ("kind", "text", "canonical"),
    [
        ("pnc", "20030011985Z", "2003/0011985Z"),
        ("pnc", "20120052494O", "2012/0052494O"),
        ("pnc", "20230583843N", "2023/0583843N"),
        ("pnc", "2001/0171310S", "2001/0171310S"),
        ("cro", "85227/65G", "085227/65G"),
        ("asn", "1101ZD0100000448754J", "1101ZD0100000448754J"),
        ("asn", "1101ZD01410811A", "1101ZD0100000410811A"),
        ("nhs_number", "9434765918", "9434765918"),
        ("nhs_number", "123 233 1234", "1232331234"),
        ("nino", "GB123456A", "GB123456"),
        ("nino", "AO123456A", "AO123456"),
        ("nino", "OO123456A", "OO123456"),
        ("nino", "AB123456E", "AB123456"),
    ],
)
def test_a_wrong_check_keeps_the_number_as_weaker_evidence(
    kind: str, text: str, canonical: str
) -> None:
    for spelling in (text, text.lower(), f" {text} "):
        value = KINDS[kind].parse(spelling)
        assert (str(value), value.is_valid, value.placeholder) == (canonical, False, False)
        assert value.why_not
        assert parse_identifiers(spelling, kind) == ((value,), ("identifier-wrong-check",))


NO_PNC = "TOTALLYINVALID|1X23/1234567A|1923[1234567A|1923/1Z34567A|1923/1234567AA|A/8404713BA|/|1"
NO_PNC += "|12/1|1067/1234567A|20/|12345678901234567890|02/73319ZZ"


@pytest.mark.parametrize("text", NO_PNC.split("|"))
def test_what_is_no_pnc_has_no_canonical_form(text: str) -> None:
    for spelling in (text, text.lower()):
        value = PNC.parse(spelling)
        assert (str(value), value.is_valid) == ("", False)
        assert value.why_not == "not in the form of a PNC ID"
        assert (value.year, value.serial) == (0, 0)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("cro", "000000/00Z"),
        ("cro", "111111/11A"),
        ("pnc", "9999/1234567A"),
        ("pnc", "0000/0000000Z"),
        ("pnc", "00/0000000Z"),
        ("pnc", "1999/1111111A"),
        ("nhs_number", "0000000000"),
        ("nhs_number", "111 111 1111"),
        ("nhs_number", "9999999999"),
        ("nino", "QQ123456A"),
        ("nino", "TN311258F"),
        ("nino", "AB000000A"),
        ("crn", "X000000"),
        ("crn", "A111111"),
        ("prison_number", "A0000AA"),
        ("asn", "0800NP0100000000001H"),
        ("asn", "0800PP0100000000001H"),
        ("asn", "0800PP0100000410836V"),
        ("asn", "08/00PP/01/1/H"),
        ("asn", "08A00PP0100000000001H"),
        ("asn", "08NRPR0000000000123A"),
        ("asn", "0812LN0000000001234A"),
        ("asn", "0800NP0000000001234A"),
        ("asn", "0863000000000001234A"),
        ("asn", "0806SS0000000001234A"),
        ("asn", "0800XX0000000001234A"),
        ("asn", "0850110000000001234A"),
        ("asn", "0850SJ0000000001234A"),
        ("pnc", "N/K"),
        ("pnc", "unknown"),
        ("pnc", "None"),
        ("pnc", "No PNC"),
        ("pnc", "not on PNC"),
        ("pnc", "0"),
        ("cro", "No CRO number"),
        ("pnc", "&"),
    ],
)
def test_placeholders_are_never_evidence(kind: str, text: str) -> None:
    for spelling in (text, text.lower()):
        assert not KINDS[kind].parse(spelling).is_valid
        for field in (kind, "identifier"):
            assert parse_identifiers(spelling, field) == ((), ("identifier-placeholder",))


@pytest.mark.parametrize(
    ("kind", "typed", "meant"),
    [
        ("pnc", "O2/73319Z", "2002/0073319Z"),
        ("pnc", "02/733l9Z", "2002/0073319Z"),
        ("pnc", "2OO2/OO73319Z", "2002/0073319Z"),
        ("pnc", "79/I63OO1B", "1979/0163001B"),
        ("cro", "6S6S6/91H", "065656/91H"),
        ("cro", "5F83/50058Z", "SF83/50058Z"),
        ("asn", "11/01ZD/01/0000041O836V", "1101ZD0100000410836V"),
        ("nhs_number", "943 476 59I9", "9434765919"),
    ],
)
def test_a_likely_slip_is_repaired_when_the_check_then_agrees(
    kind: str, typed: str, meant: str
) -> None:
    value = KINDS[kind].parse(typed)
    assert (str(value), value.is_valid, value.repaired) == (meant, True, True)
    assert value == KINDS[kind].parse(meant)
    assert parse_identifiers(typed, kind).notes == ("identifier-repaired",)


@pytest.mark.parametrize("typed", ["O2/73318Z", "02/7331OZ", "2001/O171310S", "S2/73319Z"])
def test_no_repair_is_accepted_that_the_check_does_not_confirm(typed: str) -> None:
    assert not PNC.parse(typed).is_valid
    assert not PNC.parse(typed).repaired


@pytest.mark.parametrize(
    ("kind", "typed", "meant"),
    [
        ("crn", "X32O741", "X320741"),
        ("prison_number", "A12E4BC", ""),
        ("prison_number", "Al234BC", "A1234BC"),
        ("nino", "AB12345GC", ""),
        ("nino", "ABI23456C", "AB123456"),
    ],
)
def test_a_slip_without_a_check_is_not_valid(kind: str, typed: str, meant: str) -> None:
    value = KINDS[kind].parse(typed)
    assert (str(value), value.is_valid) == (meant, False)


def test_the_check_letter_finds_every_wrong_digit_and_every_swap() -> None:
    number = "0273319"
    for place in range(len(number)):
        for digit in set("0123456789") - {number[place]}:
            wrong = number[:place] + digit + number[place + 1 :]
            assert check_letter(wrong) != check_letter(number)
        swapped = number[:place] + number[place : place + 2][::-1] + number[place + 2 :]
        assert (check_letter(swapped) == check_letter(number)) == (swapped == number)
    assert len(set(ALPHABET)) == 23
    assert not set("IOS") & set(ALPHABET)
    assert as_digits("OILSB9") == "011589"


def test_the_century_of_a_pnc_is_no_part_of_its_key() -> None:
    assert PNC.parse("1902/73319Z") == PNC.parse("2002/73319Z")
    assert PNC.parse("1902/73319Z").year == 1902
    assert [full_year(y) for y in ("00", "39", "40", "99", "1967")] == [
        "2000",
        "2039",
        "1940",
        "1999",
        "1967",
    ]


def test_a_pnc_without_its_letter_is_kept_but_not_valid() -> None:
    value = PNC.parse("2002/0073319")
    assert (str(value), value.is_valid) == ("2002/0073319Z", False)
    assert value.key == PNC.parse("02/73319Z").key
    assert value != PNC.parse("02/73319Z")
    assert value.serial == 73319


def test_the_suffix_of_a_nino_does_not_count() -> None:
    assert NINO.parse("AB123456C") == NINO.parse("ab 12 34 56") == NINO.parse("AB123456A")
    assert NINO.parse("AB123456C").suffix == "C"


def test_a_driver_number_says_who_it_belongs_to() -> None:
    morgan = DriverNumber.parse("MORGA657054SM9IJ 35")
    assert str(morgan) == "MORGA657054SM9IJ"
    assert (morgan.surname, morgan.sex, morgan.born) == ("morga", "F", (64, 7, 5))
    assert morgan.fits_surname("Morgan") and not morgan.fits_surname("Morris")
    assert morgan.fits_birth(1964, 7, 5) and morgan.fits_birth(1964, None, None)
    assert not morgan.fits_birth(1964, 7, 6)
    assert DriverNumber.parse("MORGA753116SM9IJ").born == (76, 3, 11)
    assert DriverNumber.parse("MCDON657054SM9IJ").fits_surname("MacDonald")
    assert DriverNumber.parse("MAN99607054J99IJ").surname == "man"
    assert DriverNumber.parse("MORGA613054SM9IJ").born is None
    assert DriverNumber.parse("nonsense").sex == ""


def test_a_visor_reference_has_no_published_form() -> None:
    assert str(Visor.parse("ViSOR ref: 12 34567")) == "1234567"
    assert not Visor.parse("none").is_valid
    assert Visor.parse("000000").placeholder


CELLS = """
pnc | 02/73319Z, 79/163001B | PNC(2002/0073319Z) PNC(1979/0163001B) |
pnc | 02/73319Z 79/163001B | PNC(2002/0073319Z) PNC(1979/0163001B) |
pnc | 02/73319Z\\n79/163001B | PNC(2002/0073319Z) PNC(1979/0163001B) |
pnc | 02/73319Z / 79/163001B | PNC(2002/0073319Z) PNC(1979/0163001B) |
pnc | 02/73319Z and 2002/0073319Z | PNC(2002/0073319Z) |
pnc | PNC 02/73319Z (old: 79/163001B) | PNC(2002/0073319Z) PNC(1979/0163001B) |
pnc | 65656/91H | CRO(065656/91H) | identifier-other-kind
pnc | SF83/50058Z | CRO(SF83/50058Z) | identifier-other-kind
cro | 02/73319Z | PNC(2002/0073319Z) | identifier-other-kind
cro | 79163001B | PNC(1979/0163001B) | identifier-other-kind
pnc | 6565691H | CRO(065656/91H) | identifier-other-kind
pnc | 79163001B | PNC(1979/0163001B) |
cro | 6565691J | PNC(1965/0065691J) | identifier-wrong-check identifier-other-kind
cro | 65656/91H; 02/73319Z | CRO(065656/91H) PNC(2002/0073319Z) | identifier-other-kind
crn | A1234BC | PrisonNumber(A1234BC) | identifier-other-kind
prison_number | X320741 | CRN(X320741) | identifier-other-kind
visor | 02/73319Z | PNC(2002/0073319Z) | identifier-other-kind
visor | 1234567 | Visor(1234567) |
nhs_number | 9,434,765,919 | NHSNumber(9434765919) |
nhs_number | 943-476-5919 | NHSNumber(9434765919) |
nhs_number | 9.43E+09 | | identifier-damaged
pnc | 01/12/2019 | | identifier-damaged
pnc | 2019-12-01 00:00:00 | | identifier-damaged
pnc | 12-Jan | | identifier-damaged
pnc | #REF! | | identifier-damaged
pnc | 02/73319Z; N/K | PNC(2002/0073319Z) | identifier-placeholder
pnc | see notes | | identifier-placeholder
pnc | Smith | | identifier-not-understood
pnc | 2003/0011985 Z | PNC(2003/0011985Z) | identifier-wrong-check
identifier | X320741 | CRN(X320741) |
identifier | CRN: X320741, NOMIS: A1234BC | CRN(X320741) PrisonNumber(A1234BC) |
identifier | AB 12 34 56 C | NINO(AB123456) |
identifier | 943 476 5919 | NHSNumber(9434765919) |
identifier | 11/01ZD/01/410836V | ASN(1101ZD0100000410836V) |
identifier | MORGA657054SM9IJ | DriverNumber(MORGA657054SM9IJ) |
identifier | 65656/91H | CRO(065656/91H) |
asn | 11 / 01ZD / 01 / 410836 V | ASN(1101ZD0100000410836V) |
"""


@pytest.mark.parametrize("row", [line.split("|") for line in CELLS.strip().splitlines()])
def test_cells(row: list[str]) -> None:
    field, text, values, notes = (cell.strip() for cell in row)
    parsed = parse_identifiers(text.replace("\\n", "\n"), field)
    assert " ".join(map(repr, parsed.values)) == values
    assert parsed.notes == tuple(notes.split())


def test_identifiers_are_equal_by_kind_and_key() -> None:
    assert PNC.parse("02/73319Z") == PNC.parse("20020073319Z")
    assert len({PNC.parse("02/73319Z"), PNC.parse("0273319Z"), CRO.parse("65656/91H")}) == 2
    assert CRN.parse("X320741") != PrisonNumber.parse("A1234BC")
    assert PNC.parse("02/73319Z") != "2002/0073319Z"
    assert Identifier.parse("anything").why_not
    kinds = {ASN, CRN, CRO, NINO, PNC, DriverNumber, NHSNumber, PrisonNumber, Visor}
    assert set(KINDS.values()) == kinds
    assert all(name == kind.kind for name, kind in KINDS.items())
