"""Short values beside which a cell names somebody: the value may be shown, the name never."""

from __future__ import annotations

import pytest

from cohortmatch.values.own_cells import own_cell, says_relation

NAMED = [
    ("Risk", "High (Imelda Crane)", "High"),
    ("Alerts", "Dog; Philippa violent", "Dog"),
    ("Alerts", "Knife / Zoe at risk", "Knife"),
    ("Notes", "Folake rang Gossip", ""),
    ("Notes", "Philippa says he left", ""),
    ("Risk", "HIGH (IMELDA CRANE)", "HIGH"),
    ("Risk", "high (imelda crane)", "high"),
    ("Risk", "High (Imelda)", "High"),
    ("Risk", "High, Crane, Imelda", "High"),
    ("Risk", "DV: Imelda Crane", "DV"),
    ("Risk", "High risk to Imelda Crane", "High risk"),
    ("Risk", "Imelda Crane", ""),
    ("RAG", "Red - Imelda Crane at risk", "Red"),
    ("RAG", "Red – Imelda", "Red"),
    ("RAG", "Amber/Imelda Crane", "Amber"),
    ("Tier", "2 (Septimus Wodehollow)", "2"),
    ("MAPPA level", "Level 2 Imelda Crane", "Level 2"),
    ("Lead officer", "PC Swann / Imelda Crane (IDVA)", "PC Swann"),
    ("Lead officer", "PC Swann & Imelda Crane", "PC Swann"),
    ("Lead officer", "PC Bob Swann, Imelda Crane", "PC Bob Swann"),
    ("Lead officer", "PC Swann with Imelda Crane", "PC Swann"),
    ("Lead officer", "PC Swann / Crane", "PC Swann"),
    ("Review date", "12/06/2026 (Imelda Crane)", "12/06/2026"),
    ("Review date", "12/06/2026 with Imelda Crane", "12/06/2026"),
    ("Next review", "12 June 2026 - Imelda Crane", "12 June 2026"),
    ("Offence", "ABH Imelda Crane", "ABH"),
    ("Offence", "Assault (Jane Doe)", "Assault"),
    ("Offence", "Assault, Jane Doe", "Assault"),
    ("Offence", "Burglary; Harassment of Imelda Crane", "Burglary; Harassment"),
    ("Offence", "Robbery (victim: Jane Doe)", "Robbery"),
    ("Gang", "Imelda Crane is gf", ""),
    ("Gang", "Hill Boys (Imelda Crane is gf)", "Hill Boys"),
    ("School", "Grace Darling (Imelda Crane)", "Grace Darling"),
    ("Notes flag", "Jane Doe", ""),
    ("RAG", "Amber–Imelda Zorley", "Amber"),
    ("RAG", "Amber-Zorley", "Amber"),
    ("RAG", "Amber•Zorley", "Amber"),
    ("RAG", "Amber_Zorley", "Amber"),
    ("RAG", "Amber = Zorley", "Amber"),
    ("RAG", "Amber\nImelda Zorley", "Amber"),
    ("RAG", "Amber Imelda", "Amber"),
    ("Risk level", "High Kesley", "High"),
    ("Risk level", "High 12/25 Kesley", "High 12/25"),
    ("Next review", "03/06/2026 Zorley", "03/06/2026"),
    ("Next review", "3 June 2026–Zorley", "3 June 2026"),
    ("Ward", "Heath–Imelda Zorley", "Heath"),
    ("Ward", "Heath\nImelda Zorley", "Heath"),
    ("Gang", "Hill Boys\nImelda Zorley", "Hill Boys"),
    ("Offence", "ABH–Imelda Zorley", "ABH"),
    ("Lead officer", "PC Xander / Mrs Yarrow", "PC Xander"),
    ("Lead officer", "PC Xander Mrs Yarrow", "PC Xander"),
    ("Lead officer", "Mr Crane Miss Zorley", "Mr Crane"),
    ("Lead officer", "PC Hall–Imelda Zorley", "PC Hall"),
    ("Lead officer", "PC Hall\nImelda Zorley", "PC Hall"),
]
NOT_NAMED = [
    ("Risk", "High - knife carrier"),
    ("Risk", "High (OASys)"),
    ("Risk", "Very high risk of serious harm"),
    ("RAG", "Red / Amber"),
    ("RAG", "Red (was Amber)"),
    ("Lead officer", "PC Swann"),
    ("Lead officer", "Hall, Jo"),
    ("Lead officer", "PC 1234 Tina Moss"),
    ("Lead officer", "PC Swann / PC Jones"),
    ("Lead officer", "Tina Moss (Probation)"),
    ("Lead agency", "Turning Point"),
    ("Review date", "12/06/2026 (overdue)"),
    ("Next review", "Friday 12 June 2026"),
    ("Offence", "Burglary Dwelling"),
    ("Offence", "Theft From Motor Vehicle"),
    ("Offence", "Possession With Intent To Supply Class A"),
    ("Offence", "Robbery Business Property"),
    ("Offence", "Assault Occasioning Actual Bodily Harm"),
    ("Outcome", "Charged; no further action"),
    ("Ward", "Harold Wood"),
    ("Ward", "Heath / Harold Hill"),
    ("Gang", "Hill Boys"),
    ("School", "Grace Darling"),
    ("Police station", "Lambert Cross"),
    ("Custody", "In custody - HMP Wormwood Scrubs"),
    ("Benefits", "Universal Credit"),
    ("DRR/ATR", "DRR"),
    ("Phone", "020 7946 0500"),
    ("RAG", "Red–Amber"),
    ("RAG", "Red-Amber"),
    ("RAG", "AMBER Enhanced"),
    ("Risk", "High OVP"),
    ("Risk", "Medium Robbery"),
    ("Next review", "3-Jun-26"),
    ("Next review", "Mon–Fri"),
    ("Review date", "12/06/2026 Town Hall"),
    ("Custody status", "In HMP Pentonville"),
    ("Lead officer", "Mrs Zorley"),
    ("Lead officer", "PC Hall DC Day"),
]


@pytest.mark.parametrize(("heading", "text", "own"), NAMED)
def test_the_value_before_a_name_is_the_nominals(heading: str, text: str, own: str) -> None:
    assert own_cell(heading, text) == own


@pytest.mark.parametrize(("heading", "text"), NOT_NAMED)
def test_ordinary_values_stay_as_they_are(heading: str, text: str) -> None:
    assert own_cell(heading, text) == text


@pytest.mark.parametrize(
    ("heading", "cell", "own"),
    [
        ("Gang", "linked via Josephine Loveridge", "linked"),
        ("Gang", "A13 with Josephine Loveridge", "A13"),
        ("Gang", "ACG via Romford", "ACG via Romford"),
        ("Ward", "St Mary with St James", "St Mary with St James"),
    ],
)
def test_a_person_behind_a_word_is_cut_off_where_names_look_like_places(
    heading: str, cell: str, own: str
) -> None:
    assert own_cell(heading, cell) == own


@pytest.mark.parametrize(
    ("heading", "cell", "is_relation"),
    [
        ("Relationship", "Mother", True),
        ("Relationship in family", "Stepson", True),
        ("Relationship to main carer", "Daughter", True),
        ("Relationship", "Mother of Jo Farthingay", False),
        ("Relationship", "Red", False),
        ("Relationship to victim", "Ex-partner", False),
        ("Lives with", "Mother", False),
    ],
)
def test_what_somebody_is_in_the_family_names_nobody(
    heading: str, cell: str, is_relation: bool
) -> None:
    assert says_relation(heading, cell) is is_relation
