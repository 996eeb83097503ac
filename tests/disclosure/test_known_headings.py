"""Another list's column is shown only under a heading whose every word is known to be harmless."""

from __future__ import annotations

import pandas as pd
import pytest

import cohortmatch as cm
from cohortmatch.disclosure.agreement import Choices
from cohortmatch.disclosure.closed import is_closed_heading
from cohortmatch.disclosure.known_headings import is_known_heading

SHOWN = [
    *("RAG", "RAG rating", "RAG status", "Current RAG", "Risk", "Risk level", "Risk of harm"),
    *("RoSH", "RoSH level", "Harm band", "Tier", "Band", "Risk score", "Priority"),
    *("Overall risk level", "Risk band", "OGRS score", "OASys risk", "Matrix score", "Gang risk"),
    *("Harm score", "Reoffending risk", "Drug risk", "Firearms risk", "Supply risk", "Lead"),
    *("Lead officer", "Lead agency", "Leadofficer", "lead_officer", "LeadOfficer"),
    *("Offender manager", "Offender Manager (OM)", "OM", "Key worker", "Keyworker"),
    *("Case worker", "Case holder", "SPOC", "OIC", "IOM lead", "Police lead", "Police officer"),
    *("Probation officer", "Supervising officer", "Officer's name", "Officer in charge"),
    *("Lead practitioner", "Social worker", "Support worker", "Action owner", "YOT worker"),
    *("Prison offender manager", "Housing officer", "Name of lead officer", "Lead 2"),
    *("Next review", "Review", "Review date", "Next review date", "Date of next review"),
    *("Last review", "Review due", "Next meeting", "Meeting date", "Next panel"),
    *("Panel meeting date", "Next panel review", "DIP key worker", "Level of risk"),
    *("Community offender manager", "Recovery worker", "Mentor/support worker"),
    *("Next appointment review",),
]
KEPT_BACK = [
    *("SO risk", "SO lead", "SO review", "SOR review", "Sarahs Law review", "PPM review"),
    *("ERG22 risk", "Dangerousness risk", "Cat 3 lead", "CP review", "Spousal risk"),
    *("Honour risk", "Family risk", "Registration review", "BBR review", "CARA review"),
    *("Drive risk", "Review of Imelda Crane: 01/07/2026", "Risk (Imelda)"),
    *("Lead for Imelda Crane", "M risk", "M2 lead", "Risk to Imelda", "Imelda's review"),
    *("MALRAP review", "NMO review", "IPV risk", "Zoetrope review", "Op Larkspur lead"),
    *("Risk to children", "Risk to known adult", "Risk to public", "FGM lead", "High risk of DA"),
    *("L2 review", "Level 2 lead", "Perpetrator programme lead", "DRIVE lead", "RSHP lead"),
    *("CTU lead", "Lead (CAIT)"),
]


def _seen(heading: str) -> bool:
    return is_known_heading(heading) and not is_closed_heading(heading, Choices())


@pytest.mark.parametrize("heading", SHOWN)
def test_ordinary_headings_are_shown(heading: str) -> None:
    assert _seen(heading)


@pytest.mark.parametrize("heading", KEPT_BACK)
def test_headings_with_a_word_that_is_not_known_are_kept_back(heading: str) -> None:
    assert not _seen(heading)


def test_an_edition_shows_no_column_under_such_a_heading() -> None:
    own = pd.DataFrame({"Surname": ["Quarmby"], "Forename": ["Ivor"], "DOB": ["03/04/1989"]})
    words = {"risk": "Amber", "rag": "Amber", "review": "01/07/2026"}
    cells = {
        heading: next((v for k, v in words.items() if k in heading.casefold()), "PC Swann")
        for heading in (*KEPT_BACK, "RAG", "Lead officer", "Next review")
    }
    edition = cm.match({"IOM": own, "SGV": own.assign(**cells)}).edition("IOM")
    (said,) = edition.agenda["SGV"].str.split("; ").tolist()
    assert sorted(said) == ["Lead officer: PC Swann", "Next review: 01/07/2026", "✓ RAG: Amber"]
