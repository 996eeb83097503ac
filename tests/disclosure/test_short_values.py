"""Short values of a kind's shape are shared: no address, no number, no second name."""

from __future__ import annotations

import pytest

from cohortmatch.disclosure.short_values import is_short_value

SHARED = {
    "risk": [
        *("Red", "Very high", "12/25", "Amber (up from Green)", "R", "RAG: R", "A3", "Band 2"),
        *("High/Medium", "12 up from 10", "R/A/G", "45%", "RoSH: high"),
    ],
    "level": ["2", "Level 3", "L2", "one"],
    "contact": ["03/04/2026", "3rd June"],
    "ends": ["2026-06-01 00:00:00", "TBC"],
    "engagement": ["Y", "No", "Not engaging", "Partially engaging"],
    "attendance": ["2 DNAs", "N", "Failed to attend"],
    "state": ["Wanted on warrant", "Off radar", "In custody", "Active", "Recalled to custody"],
    "accommodation": ["NFA", "Private rented", "Hostel", "No fixed abode"],
    "needs": ["Accommodation; ETE; drugs", "High", "Y"],
    "review": [
        *("03/04/2026", "Tue 3 Jun 2026 10:30", "3rd June", "June 2026", "Q2 2026", "2026-06-01"),
        *("2026-06-01 00:00:00", "3-Jun-26", "Jun-26", "TBC", "weekly"),
    ],
    "lead": [
        *("PC Hall", "PC 123 Hall", "123 PC Hall", "PC Hall 123", "Hall (PC 123)", "PC Hall (SNT)"),
        *("Sgt A. O'Brien", "PC Tamsin Orrery", "J Smith", "Sarah Jones", "Jones, Sarah"),
        *("PC Hill", "PC Sarah Hill", "DC 4521KF Mark St John", "T/DI Anne-Marie de la Cruz"),
        *("Probation", "Youth Offending Team", "LB Havering Housing", "Mr Okafor", "T Orrery"),
        *("PC HALL", "PC SARAH HALL", "DS TAMSIN ORRERY", "PC McDonald", "Gwen O'Brien", "Jones"),
        *("PC Morgan Smith", "Thomas Hall", "Mrs Zorley", "PC Xander Zorley"),
        *("PC Cait Jones", "Idris Orrery", "PC Ng", "A. Keyworker", "DS Pell 1234KG"),
    ],
}
KEPT_BACK = {
    "risk": [
        *("High: threatens Jo Farthingay", "Jo Green", "Max Green", "A Black", "Black, Jo"),
        *("077 00 900 123", "07700900123", "RM1 3BD", "E17 4QP", "E17", "03/04/1989", "03 04 89"),
        *("jo@example.org", "Low Hill Road", "1 High Street", "Level 2 Vixenby"),
        *("Amber–Imelda Zorley", "High Kesley", "Amber\nZorley", "Amber_Zorley", "Red=Zorley"),
    ],
    "level": ["077 00 900 123", "Jo", "2 Elm Road"],
    "contact": ["03/04/2026 at 2 Elm Road", "03/04/1989", "Seen with Jo Farthingay"],
    "engagement": ["Not engaging with Jo", "07700 900123"],
    "attendance": ["DNA - see Vixenby", "1 High Street"],
    "state": ["Wanted for assault on Jo Farthingay", "HMP Vixenby", "E17 4QP"],
    "accommodation": ["2 Elm Road", "Living with Jo", "Refuge", "Approved premises"],
    "needs": ["Accommodation near Jo Farthingay", "RM1 3BD"],
    "review": [
        *("Ring Jo Farthingay first", "Vixenby 1989", "3 Elm", "12 Vixenby 34", "Monica 3 June"),
        *("07700 900123", "0770.09.0012", "7700", "03/04/1989", "03/04/89", "1989", "Mar 77"),
    ],
    "lead": [
        *("Canaria Vixenby 3 Elm Road", "PC Hall, 3 Elm Road", "Elm Road", "3 Elm Road", "12 Hall"),
        *("PC 12 Elm Hill", "Vixenby Elm Rd", "PC Hall RM1 3BD", "RM1 3BD", "PC Hall 03/04/1989"),
        *("07700 900123", "PC 07700 900123", "Hall 07700900123", "PC 12 34 Hall"),
        *("jo.farthingay@example.org", "PC Hall jo@example.org", "Jo Mary Ann Farthingay"),
        *("PC Hall; victim: Jo Farthingay", "his mother", "PC Hall and Sgt Day", "PC Hall Sgt Day"),
        *("DC Jones CAIT", "DC JONES CAIT", "CTU", "CSU", "DAU", "OSM", "SOIT"),
        *("StopSO", "Refuge", "Women's Aid", "Women’s Aid", "Solace", "Safeguarding", "MASH"),
        *("PC Hall Zorley", "Hall Zorley", "PC Hall–Imelda Zorley", "PC X / Mrs Y", "PC X Mrs Y"),
        *("Sgt CAIT", "Jones NSPIS", "Horizon"),
        *("PC Hall / DC Day", "PC Hall & DC Day", "PC Hall\nJo Farthingay", "Hall, Jo, Day"),
    ],
}


def _table(told: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(kind, text) for kind, texts in told.items() for text in texts]


@pytest.mark.parametrize(("kind", "text"), _table(SHARED))
def test_short_values_of_the_kind_s_shape_are_shared(kind: str, text: str) -> None:
    assert is_short_value(kind, text)


@pytest.mark.parametrize(("kind", "text"), _table(KEPT_BACK))
def test_everything_else_is_kept_back(kind: str, text: str) -> None:
    assert not is_short_value(kind, text)
