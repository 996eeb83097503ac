"""Somebody else's home in an address, a short value or a way of contact is not the nominal's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohortmatch.values.own_cells import own_cell
from cohortmatch.values.own_values import own_value
from cohortmatch.values.whose_place import somebodys


@pytest.mark.parametrize(
    ("cell", "own"),
    [
        ("NFA - sofa surfing at Doreen Mulcahy's, 49 Zinnia Close", "NFA - sofa surfing"),
        ("NFA, sofa surfing at Doreen's", "NFA, sofa surfing"),
        ("SOFA SURFING AT DOREEN MULCAHY'S, 49 ZINNIA CLOSE", "SOFA SURFING"),
        ("sofa surfing at doreen mulcahy's, 49 zinnia close", "sofa surfing"),
        ("Sofa surfing with Doreen Mulcahy, 49 Zinnia Close", "Sofa surfing"),
        ("Shanice Okonkwo's flat, 37 Calder Mews", ""),
        ("Shanice's, 37 Calder Mews", ""),
        ("37 Calder Mews (Shanice Okonkwo's)", ""),
        ("12 High St; currently at Ada Pym's", "12 High St"),
        ("12 High St, staying with Ada Pym", "12 High St"),
        ("NFA - at Ada's", "NFA"),
        ("Ada Pym’s place, 3 Low Road", ""),
    ],
)
def test_a_place_that_is_somebodys_by_name(cell: str, own: str) -> None:
    assert own_value("address", cell) == own
    assert own_value("address", own) == own


OWN_PLACES = [
    *("4 King's Road, Romford", "12 St John's Road", "St Mary's Hostel, 3 High St"),
    *("Flat 2, St. Peter's, 10 High St", "10 Shepherd's Bush Road", "3 Bishop's Way"),
    *("Queen's House, 3 High Road", "QUEEN'S HOUSE, 3 HIGH ROAD", "12 Ada's Court, London"),
    *(
        "12 St Andrew's, Barking",
        "14 O'Connor's Yard",
        "14 Jameson's Row, E1",
        "Sofa surfing",
        "NFA",
    ),
    *("At St Mary's", "Works at Sainsbury's", "Flat above McDonald's", "at Barnardo's"),
]


@pytest.mark.parametrize("cell", OWN_PLACES)
def test_streets_schools_churches_and_shops_are_nobodys(cell: str) -> None:
    assert own_value("address", cell) == cell and somebodys(cell) == -1


@given(st.sampled_from(["Ada", "Doreen", "Shanice"]), st.sampled_from(["Pym", "Okonkwo", ""]))
def test_no_name_is_left_of_whose_home_it_is(forename: str, surname: str) -> None:
    whose = f"{forename} {surname}".strip()
    for cell in (f"NFA - at {whose}'s, 4 High Road", f"{whose}'s flat", f"9 Low Road ({whose}'s)"):
        own = own_value("address", cell)
        assert forename not in own and (not surname or surname not in own)


@pytest.mark.parametrize(
    ("cell", "own"),
    [
        ("07700 900421 - Wendy Venables (gf)", ""),
        ("07700 900688 (mum)", ""),
        ("via Gurpreet Venables", ""),
        ("through his mum", ""),
        ("c/o Ada", ""),
        ("Mum", ""),
        ("ask for Ada Pym", ""),
        ("07700 900252 / 07700 900369 (g/f)", "07700 900252"),
        ("own", "own"),
        ("07700 900252", "07700 900252"),
        ("via Probation", "via Probation"),
        ("via YOT", "via YOT"),
        ("Text only", "Text only"),
        ("Weekly by phone", "Weekly by phone"),
    ],
)
def test_how_the_nominal_is_reached(cell: str, own: str) -> None:
    assert own_value("contact", cell) == own


@pytest.mark.parametrize(
    ("heading", "cell", "own"),
    [
        ("Offence", "Burg dwelling vic Thackeray", "Burg dwelling"),
        ("Offence", "BURG DWELLING VIC THACKERAY", "BURG DWELLING"),
        ("Offence", "Assault vic: J Thackeray", "Assault"),
        ("Offence", "Robbery, witness Mrs Thackeray", "Robbery"),
        ("Offence", "Burglary at 25 Teasel Way", "Burglary"),
        ("Offence", "Theft from 12a High St, Romford", "Theft"),
        ("Offence", "BURGLARY 25 TEASEL WAY", "BURGLARY"),
        ("Latest", "Moved to Maureen's", "Moved"),
        ("Latest", "At Zainab's", ""),
        ("Accommodation", "Sofa surfing at Doreen Mulcahy's", "Sofa surfing"),
    ],
)
def test_a_short_value_ends_before_another_person_or_their_home(
    heading: str, cell: str, own: str
) -> None:
    assert own_cell(heading, cell) == own


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("Offence", "Robbery, victim known"),
        ("Offence", "Witness intimidation"),
        ("Offence", "Burglary 2 counts in the Green Park"),
        ("Offence", "Theft 2 High Value Cars"),
        ("Latest", "Referred to Victim Support"),
        ("Latest", "Lives at 25 Teasel Way"),
        ("Latest", "IP address checked"),
        ("Outcome", "Victim Personal Statement"),
        ("School", "St Mary's"),
        ("Ward", "King's Park"),
        ("Needs", "Women's Aid"),
        ("Programme", "Men's Shed"),
    ],
)
def test_ordinary_values_stay(heading: str, cell: str) -> None:
    assert own_cell(heading, cell) == cell
