"""Notes that open with who else somebody is leave that person out; a nominal's notes do not."""

from __future__ import annotations

import pytest

from cohortmatch.values.notes_of_others import may_be_role_alone, role_alone
from cohortmatch.values.roles import Role
from cohortmatch.values.victim_notes import note_role

OTHERS = {
    "Mother of above, lives at address": Role.family,
    "Child of above, aged 4": Role.family,
    "Partner of client, contact for appts": Role.family,
    "Brother of nominal": Role.family,
    "Gave statement re above": Role.witness,
    "Statement taken": Role.witness,
    "Landlord of 3 Calder Rd": Role.witness,
    "Reported the incident": Role.witness,
    "Referred above to service": Role.witness,
    "Paid surety for above": Role.witness,
    "Owner of the vehicle stolen": Role.witness,
    "GP of above": Role.neither,
    "Social worker for the client": Role.neither,
    "Not a suspect": Role.neither,
    "At scene. Not a suspect": Role.neither,
    "Was stabbed by nominal above. Not a suspect": Role.victim,
    "Robbed by the above": Role.victim,
    "IP re above": Role.victim,
    "Witness re robbery": Role.witness,
}
NOMINALS = [
    *("Associate of above", "Runner for nominal", "Same as above", "Suspect for the above"),
    *("Known to social worker", "Social worker for client: see file", "Mother supportive"),
    *("Reported missing twice", "Reported to police station as required", "Reported for driving"),
    *("Gave statement under caution", "Owner of a blue van", "Owner of van used in stolen goods"),
    *(
        "Stabbed in May, not a suspect in the robbery",
        "Brother is nominal",
        "Partner, two children",
    ),
    *("Stabbed in May", "Stabbed by a rival gang", "Mother of two"),
]


@pytest.mark.parametrize(("note", "role"), OTHERS.items())
def test_a_note_opens_with_who_else_somebody_is(note: str, role: Role) -> None:
    assert note_role(note) is role


@pytest.mark.parametrize("note", NOMINALS)
def test_a_note_about_a_nominal_says_nothing(note: str) -> None:
    assert note_role(note) is None and role_alone(note) is None


@pytest.mark.parametrize(
    ("note", "role"),
    [
        *(("Sister; safeguarding referral made", Role.family), ("Social worker", Role.neither)),
        *(("Mum - lives next door", Role.family), ("Neighbour.", Role.witness)),
        *(("Parent", Role.family), ("Concerned other", Role.family), ("Victim", Role.victim)),
        *(("Wife, attends family group", Role.family), ("Mother, concerned other", Role.family)),
        *(("Mother (concerned other)", Role.family), ("Father. Not a client", Role.family)),
        *(("Mother, 2 sisters", None), ("Partner, two children", None), ("Wife left him", None)),
        *(("Sister lives next door", None), ("Red", None), ("Mother, father and sister", None)),
    ],
)
def test_one_word_in_a_column_of_notes_says_who_somebody_is(note: str, role: Role | None) -> None:
    assert role_alone(note) is role


@pytest.mark.parametrize("note", ["Partner", "Carer", "Child", "Mother, unwell", "Relative"])
def test_one_word_that_may_be_of_the_nominal_is_in_doubt(note: str) -> None:
    assert may_be_role_alone(note)
    assert role_alone(note) is None


@pytest.mark.parametrize("note", ["Engaging", "Partner, two children", "Wife", "Mother unwell", ""])
def test_other_notes_are_not_in_doubt(note: str) -> None:
    assert not may_be_role_alone(note)
