"""Addresses: the same household spelled two ways is equal."""

from __future__ import annotations

import pytest

from cohortmatch.values.addresses import Address, parse_address

HOUSEHOLDS = """
27 High Road            | 27            | high road
27 HIGH RD              | 27            | high road
027 High Rd.            | 27            | high road
No. 27 High Road        | 27            | high road
27, High Road, Romford  | 27            | high road
27 High Road\\nRomford\\nRM1 3BD | 27     | high road
27 High Road RM13BD     | 27            | high road
12a St Mary's Road      | 12a           | saint marys road
12 A St. Marys Rd       | 12a           | saint marys road
12-14 Oak Ave           | 12-14         | oak avenue
12 - 14 Oak Avenue      | 12-14         | oak avenue
Flat 3, 27 High Rd, Romford, RM1 3BD | 3/27 | high road
Flat 3 27 High Road     | 3/27          | high road
Flat 3 at 27 High Road  | 3/27          | high road
27 High Road, Flat 3    | 3/27          | high road
3, 27 High Road         | 3/27          | high road
27High Road             | 27            | high road
High Road 27            | 27            | high road
High Road 27, Romford   | 27            | high road
Basement flat, 27 High Road | basement/27 | high road
Top flat 27 High Road   | top/27        | high road
Rear of 27 High Road    | 27            | high road
FLT 3, 27 HIGH ROAD     | 3/27          | high road
3/27 High Road          | 3/27          | high road
Apt. 3, 27 High Road    | 3/27          | high road
Room 3, 27 High Road    | 3/27          | high road
Flat A, 27 High Road    | a/27          | high road
Flat 3, Maple House, 27 High Road | 3/27 | high road
Flat 12 Maple House 3 The Drive   | 12/3 | the drive
Flat 2, Maple Court, Green Lane   | 2/maple court | green lane
Flat 2 Maple Court      | 2             | maple court
47 Maple Court Ilford   | 47            | maple court
43 Maple House Fairwater Estate | 43     | maple house
Ground Floor Flat, 9 Elm Grove | ground floor/9 | elm grove
1st floor flat 9 Elm Grove | 1st floor/9 | elm grove
Oak Cottage, Church Lane | oak cottage  | church lane
5 Acacia Cl             | 5             | acacia close
5 Acacia Close          | 5             | acacia close
8 Station Cres          | 8             | station crescent
8 Elm Gdns              | 8             | elm gardens
12 Park Road East       | 12            | park road east
12 The Mall             | 12            | the mall
12 Hospital Road        | 12            | hospital road
3 Hostel Lane           | 3             | hostel lane
15 St James's St        | 15            | saint james street
10 Downing St, London, SW1A 2AA | 10    | downing street
"""


@pytest.mark.parametrize("row", [line.split("|") for line in HOUSEHOLDS.strip().splitlines()])
def test_house_and_street(row: list[str]) -> None:
    text, number, street = (cell.strip() for cell in row)
    parsed = parse_address(text.replace("\\n", "\n"))
    assert parsed == ((Address(number, street),), ())


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("NFA", "no-fixed-abode"),
        ("No fixed abode, c/o 12 High Road", "no-fixed-abode"),
        ("ZZ99 3VZ", "no-fixed-abode"),
        ("12 High Road NF1 1NF", "no-fixed-abode"),
        ("HMP Thameside", "address-prison"),
        ("HMYOI Feltham", "address-prison"),
        ("H.M.P. Pentonville", "address-prison"),
        ("Remanded", "address-prison"),
        ("Western Way, SE28 0EB", "address-prison"),
        ("Derby Avenue Hostel, 45 Derby Avenue", "address-hostel"),
        ("Approved Premises, 12 High Road", "address-hostel"),
        ("Romford Probation Office, 1 High Road", "address-hostel"),
        ("Queen's Hospital, Rom Valley Way", "address-hostel"),
        ("c/o the caretaker", "address-care-of"),
        ("10 RM1 3BD", "address-not-understood"),
        ("Ward 6", "address-not-understood"),
        ("Romford 12", "address-not-understood"),
        ("on the streets", "no-fixed-abode"),
        ("living in his van", "no-fixed-abode"),
        ("Address withheld", "address-placeholder"),
        ("Unknown", "address-placeholder"),
        ("N/K", "address-placeholder"),
        ("as above", "address-placeholder"),
        ("London", "address-not-understood"),
        ("Romford RM1 3BD", "address-not-understood"),
        ("High Road", "address-not-understood"),
        ("???", "address-placeholder"),
    ],
)
def test_what_is_no_household_is_said(text: str, note: str) -> None:
    assert parse_address(text) == ((), (note,))


@pytest.mark.parametrize(
    ("text", "number", "street", "note"),
    [
        ("39854 rose ave", "39854", "rose avenue", "address-not-understood"),
        ("39854 Rose Avenue", "39854", "rose avenue", "address-not-understood"),
        ("217 122nd ln northeast", "217", "122nd lane northeast", "address-not-understood"),
        ("217 122ND LANE NORTHEAST", "217", "122nd lane northeast", "address-not-understood"),
        ("c/o 45 Green Street", "c/o 45", "c/o green street", "address-care-of"),
        ("Care of his mother, 45 Green St", "c/o 45", "c/o green street", "address-care-of"),
    ],
)
def test_what_is_not_understood_is_kept_as_text(
    text: str, number: str, street: str, note: str
) -> None:
    assert parse_address(text) == ((Address(number, street),), (note,))


def test_an_address_in_care_of_somebody_is_another_than_that_persons_own() -> None:
    own, care_of = (parse_address(f"{c}45 Green Street").values[0] for c in ("", "c/o "))
    assert care_of.is_care_of and not own.is_care_of
    assert care_of.place == own != care_of


@pytest.mark.parametrize("between", [" / ", "; ", " or ", " | "])
def test_several_addresses_are_all_kept(between: str) -> None:
    parsed = parse_address(f"27 High Road{between}12 Oak Road")
    assert parsed.values == (Address("27", "high road"), Address("12", "oak road"))


def test_a_blank_address_holds_nothing() -> None:
    assert parse_address(" \n") == ((), ())
