"""What a note says of a row changes nothing in who is known to its list, whatever the row's role.

Notes are free text, which may change nothing for readers to whom the list is closed.
"""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

import cohortmatch as cm
from cohortmatch.disclosure.sharing_agreement.document import SharingRule
from disclosure.agreeing import PURPOSES, agreement
from laws.test_agreement_canaries import opened

AS_OF = date(2026, 4, 20)
NOTES = ("seen in May", "Victim of burglary", "Mother of above", "Gave statement re above")
ROLES = [
    # the list's file, the role in the row, the roles of the rule; whether "known" is told
    ("SGV", "Subject", ("subject",), True),
    ("SGV", "Subject", ("family",), False),
    ("SGV", "Family", ("family",), False),  # a relative on a list of nominals is nobody there
    ("Families", "Family", ("family",), True),
    ("Families", "Subject", ("subject",), True),
    ("Families", "Subject", ("family",), False),
    ("Families", "Family", ("subject",), False),
]


@pytest.mark.parametrize(("name", "role", "of", "is_told"), ROLES)
def test_a_note_changes_nothing_in_who_is_known(
    name: str, role: str, of: tuple[str, ...], is_told: bool
) -> None:
    rule = SharingRule(list="SGV", items=("known",), to=("MPS IOM team",), purpose=PURPOSES)
    rule = rule.model_copy(update={"roles": of})
    terms = agreement((rule,), review=date(2099, 1, 1), expires=date(2099, 1, 1))
    if name != "SGV":
        lists = {name if each == "SGV" else each: v for each, v in terms.file.lists.items()}
        rules = (rule.model_copy(update={"list": name}),)
        file = terms.file.model_copy(update={"lists": lists, "rules": rules})
        terms = type(terms)(file, terms.digest)
    seen = set()
    for note in NOTES:
        heads = ["Surname", "Forename", "DOB", "Role", "Notes"]
        person = ("Quarmby", "Ivor", "03/04/1989")
        other = ("Pym", "Ada", "01/01/1980")
        lists = {
            "IOM": [(*person, "Subject", ""), (*other, "Subject", "")],
            name: [("Odell", "Una", "02/02/1982", role, "ok"), (*person, role, note)],
        }
        tables = {each: pd.DataFrame(rows, columns=heads) for each, rows in lists.items()}
        result = cm.match(tables, plan=cm.Plan(as_of=AS_OF, agreement=terms))
        seen.add("".join(opened(result, "MPS IOM team", PURPOSES[0])))
        if is_told:
            why = " ".join(result.edition("MPS IOM team", PURPOSES[0]).closed_words)
            assert f"{name} (only that somebody is known there" in why
    assert len(seen) == 1
    assert (f"Known to {name}" in seen.pop()) == is_told


@pytest.mark.parametrize(
    ("heading", "cell", "is_told"),
    [
        *(("Status", "Active", True), ("Status", "Victim", False), ("Status", "Witness", False)),
        *(("Status", "Exploited", False), ("Flag", "IP", False), ("Category", "Victim", False)),
        *(("Offence", "Victim of ABH", False), ("Offence", "ABH", True)),
    ],
)
def test_a_short_cell_decides_who_is_known(heading: str, cell: str, is_told: bool) -> None:
    """Whom a short cell calls a victim is no nominal of the closed list, so nobody is told."""
    heads = ["Surname", "Forename", "DOB"]
    person, other = ("Quarmby", "Ivor", "03/04/1989"), ("Pym", "Ada", "01/01/1980")
    theirs = [("Odell", "Una", "02/02/1982", "Active"), (*person, cell)]
    tables = {
        "IOM": pd.DataFrame([person, other], columns=heads),
        "MAPPA": pd.DataFrame(theirs, columns=[*heads, heading]),
    }
    edition = cm.match(tables, plan=cm.Plan(as_of=AS_OF)).edition("IOM")
    pages = [file.decode() for name, file in edition.files().items() if name.endswith(".html")]
    assert ("Known to MAPPA" in "".join(pages)) == is_told
