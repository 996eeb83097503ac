"""Columns of roles as police systems and lists of associates write them: who is listed as what."""

from __future__ import annotations

import pandas as pd
import pytest

from cohortmatch import read_lists
from cohortmatch.core.types import Role

PEOPLE = [("Hastings", "Oliver"), ("Gunn", "Marcus"), ("Barua", "Nila"), ("Trevor", "Joan")]
PEOPLE += [("Mendes", "Tiago"), ("Khatun", "Rima")]


def _listed(heading: str, cells: list[str], name: str) -> list[str]:
    """Who of the six is listed, as the first letter of the role: "-" for nobody."""
    frame = pd.DataFrame(
        {
            "Surname": [surname for surname, _ in PEOPLE],
            "Forenames": [forename for _, forename in PEOPLE],
            heading: cells,
            "DOB": [f"0{n}/0{n}/199{n}" for n in range(1, 7)],
        },
        index=range(6),
    )
    read = read_lists({name: frame})
    roles = {int(row): Role(int(role)) for row, role in zip(read.row, read.role, strict=True)}
    kept = (Role.subject, Role.associate, Role.family)
    return [roles[at].name[0] if roles.get(at) in kept else "-" for at in range(6)]


# heading: the six cells: who is listed (s subject, a associate, - nobody)
SYSTEMS = """
VIW Role: VIC|SUS|WIT|INF|ACC|VIC: -s--s-
VIW: V|S|W|S|IP|S: -s-s-s
Role Code: SUSP|IP|DEF|WITN|AGG|RP: s-s---
Involvement: Suspect|Person reporting|Involved other|Offender|Aggrieved|Arrested: s--s-s
Inv type: ARR|VICT|CHG|WIT|INFT|OFF: s-s--s
Party type: S1|V1|W1|S2|V2|W2: s--s--
Person role: Suspect - arrested|Victim - injured|Accused|Witness - MG11|Charged|Informant: s-s-s-
Nominal role: SUSPECT/ARRESTED|VICTIM|POI|WITNESS|NAMED SUSPECT|THIRD PARTY: s-s-s-
Link type: Susp|Vict|Susp/Vict|Wit|Misper|Susp: s-s--s
Niche role: Suspect 1|Aggrieved 1|Suspect 2|Reporting person|Interviewed suspect|Owner: s-s-s-
Capacity: DP|IP|AA|OIC|DP|SOL: s---s-
Athena role: Accused|Suspect (eliminated)|Victim|Person of interest|Other|Witness: s--s--
VIW code: 01 - Victim|02 - Suspect|03 - Witness|02 - Suspect|01 - Victim|04 - Informant: -s-s--
Rol: VIC/SUS|SUS/VIC|VIC|SUS||N/K: ss-s--
VWS: V|W|S|S|V/S|V: --sss-
"""
ASSOCIATES = """
Link: Nominal|Partner|Associate|Nominal|Brother|Nominal: s-as-s
Connection: Nominal|Girlfriend|Known associate|Nominal|Cousin|Nominal: s-as-s
Status: Nominal|Associate|Associate|Nominal|Nominal|Nominal: saasss
Nominal / associate: Nominal|Associate|Associate|Nominal|Nominal|Nominal: saasss
Rel to nominal: Self|Partner|Assoc|Self|Mother|Self: s-as-s
Relationship: Subject|Co-defendant|Friend|Subject|Sister|Subject: saas-s
Link to subject: -|Partner|Associate|-|Brother|-: s-as-s
Who: Main|Partner|Associate|Main|Brother|Main: s-as-s
Listed as: Principal|Associate|Associate|Principal|Family member|Principal: saas-s
Person type: Offender|Partner of perp|Associate of perp|Offender|Brother of perp|Offender: s-as-s
Tier: Core member|Peripheral|Associate|Core member|Affiliate|Core member: saasas
"""


def _cases(table: str) -> list[tuple[str, list[str], list[str]]]:
    parted = (line.rsplit(": ", 1) for line in table.strip().splitlines())
    return [
        (said.split(": ", 1)[0], said.split(": ", 1)[1].split("|"), [*who]) for said, who in parted
    ]


@pytest.mark.parametrize(
    ("heading", "cells", "who"), _cases(SYSTEMS), ids=lambda each: str(each)[:30]
)
@pytest.mark.parametrize("name", ["SGV", "IOM"])
def test_the_roles_of_police_systems(
    name: str, heading: str, cells: list[str], who: list[str]
) -> None:
    assert _listed(heading, cells, name) == who


@pytest.mark.parametrize(
    ("heading", "cells", "who"), _cases(ASSOCIATES), ids=lambda each: str(each)[:30]
)
@pytest.mark.parametrize("name", ["IOM", "Gangs matrix"])
def test_associates_in_rows_of_their_own_are_no_nominals(
    name: str, heading: str, cells: list[str], who: list[str]
) -> None:
    assert _listed(heading, cells, name) == who


def test_kinds_of_nominals_are_no_roles() -> None:
    cells = ["Core member", "Elder", "Younger", "Core member", "Elder", "Younger"]
    assert _listed("Tier", cells, "IOM") == [*"ssssss"]
