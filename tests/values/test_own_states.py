"""What a short cell under a status, a category or a tier says of who the row's own person is."""

from __future__ import annotations

import pytest

from cohortmatch.values.own_states import OwnState, about_of, is_doubtful, state_role
from cohortmatch.values.roles import Role

SAID = {
    "Exploited": Role.victim,
    "Exploited child": Role.victim,
    "Cuckooed": Role.victim,
    "Bereaved": Role.victim,
    "Trafficked": Role.victim,
    "Survivor": Role.victim,
    "Victim tier": Role.victim,
    "Sibling tier": Role.family,
    "(mum)": Role.family,
    "Key witness": Role.witness,
    "Concerned other": Role.family,
    "Affected other": Role.family,
    "Parent carer": Role.family,
    "Appropriate adult": Role.neither,
    "Interpreter": Role.neither,
    "Stabbing victim": Role.victim,
    "MARAC victim": Role.victim,
    "Person reporting": Role.victim,
    "Hostage": Role.victim,
    "Eyewitness": Role.witness,
    "Crown witness": Role.witness,
    "Statement provider": Role.witness,
    "Store manager": Role.witness,
    "Victim's mother": Role.family,
    "Parent of T1": Role.family,
    "Step-dad": Role.family,
    "Younger brother": Role.family,
    "Young carer": Role.family,
    "N.O.K.": Role.family,
    "Emergency contact": Role.neither,
    "Solicitor": Role.neither,
    "Teacher": Role.neither,
    "Non-offender": Role.neither,
}
IN_DOUBT = [
    "Vulnerable",
    "MISPER",
    "Missing person",
    "Relative",
    "NRM",
    "Exploited by above",
    "At risk",
    "Murdered",
    "Killed by rivals",
    "Pursued by rivals",
    "Neighbour",
]
OF_NOMINALS = [
    "Active",
    "In custody",
    "Tier 1",
    "Missing",
    "Red",
    "Closed",
    "Exploiter",
    "Engaged",
    "Dropped out",
    "In care",
    "",
]

OF_NOMINALS += ["Reporting", "In refuge", "Comp", "AP", "Associate", "Younger", "Runner", "Hostel"]
OF_NOMINALS += ["Missing from care", "Not engaging", "Remand", "Elderly"]
OFFENCES = {
    "Mum of above": Role.family,
    "Not a suspect": Role.neither,
    "Robbery (victim)": Role.victim,
    "Robbery": None,
    "Assault on police": None,
    "Burglary, victim known": None,
}


@pytest.mark.parametrize(("cell", "role"), SAID.items())
def test_a_cell_says_that_the_row_is_somebody_elses(cell: str, role: Role) -> None:
    assert state_role(OwnState.state, cell) is role


@pytest.mark.parametrize("cell", IN_DOUBT)
def test_a_cell_that_may_be_of_a_nominal_is_in_doubt(cell: str) -> None:
    assert state_role(OwnState.state, cell) is None
    assert is_doubtful(OwnState.state, cell)


@pytest.mark.parametrize("cell", OF_NOMINALS)
def test_a_state_of_nominals_says_nothing(cell: str) -> None:
    assert state_role(OwnState.state, cell) is None
    assert not is_doubtful(OwnState.state, cell)


@pytest.mark.parametrize(("cell", "role"), OFFENCES.items())
def test_under_an_offence_only_what_denies_or_points_back_counts(
    cell: str, role: Role | None
) -> None:
    assert state_role(OwnState.offence, cell) is role


@pytest.mark.parametrize("heading", ["Status", "Cohort status", "Category", "Type", "Tier", "Flag"])
def test_headings_of_states(heading: str) -> None:
    assert about_of(heading, (), is_unnamed=False) is OwnState.state


@pytest.mark.parametrize("heading", ["Accommodation type", "Vehicle category", "Group", "Drugs"])
def test_headings_of_something_else(heading: str) -> None:
    assert about_of(heading, (), is_unnamed=False) is None
