"""Sexes and roles: only words that say it."""

from __future__ import annotations

import pytest

from cohortmatch.values.roles import Role, parse_role
from cohortmatch.values.sexes import parse_sex


@pytest.mark.parametrize("text", ["M", "m", "Male", "MALE", "Man", "M (Male)", "1", "Mr", "boy"])
def test_male(text: str) -> None:
    assert parse_sex(text) == (("M",), ())


@pytest.mark.parametrize("text", ["F", "f.", "Female", " FEMALE ", "Woman", "2", "Mrs", "girl"])
def test_female(text: str) -> None:
    assert parse_sex(text) == (("F",), ())


@pytest.mark.parametrize("text", ["", " ", "U", "unknown", "N/K", "0", "9", "X", "other", "?"])
def test_a_sex_not_said_is_no_value(text: str) -> None:
    assert parse_sex(text) == ((), ())


def test_a_sex_not_understood_is_noted() -> None:
    assert parse_sex("banana") == ((), ("sex-not-understood",))


ROLES = """
Offender                      | subject
SUBJECT                       | subject
Nominal                       | subject
Perpetrator                   | subject
perp                          | subject
Alleged perpetrator           | subject
Suspect                       | subject
Gang member                   | subject
Gang members                  | subject
Person of interest            | subject
Defendant                     | subject
Both                          | subject
Associate                     | associate
Gang associate                | associate
Known associate               | associate
Affiliate                     | associate
Mother                        | family
Family member                 | family
Child 2                       | family
Partner                       | family
Adult 1                       | family
Victim                        | victim
Victim of exploitation        | victim
At risk                       | victim
Complainant                   | victim
Vulnerable adult              | victim
Witness                       | witness
Informant                     | witness
Victim / witness              | victim
Nominal's brother             | family
Victim of offender            | victim
Younger brother               | family
Ex-partner                    | family
Perpetrator (ex-partner of victim) | subject
Associate of offender         | associate
Brother of nominal            | family
"""


@pytest.mark.parametrize("row", [line.split("|") for line in ROLES.strip().splitlines()])
def test_roles(row: list[str]) -> None:
    for text in (row[0].strip(), row[0].strip().upper()):
        assert parse_role(text) == ((Role[row[1].strip()],), ())


@pytest.mark.parametrize(
    "text",
    [
        "Both (perpetrator and victim)",
        "Victim and offender",
        "Perpetrator/Victim",
        "Suspect & complainant",
    ],
)
def test_an_affirmed_offender_who_is_a_victim_too_is_a_subject_and_noted(text: str) -> None:
    assert parse_role(text) == ((Role.subject,), ("role-victim-too",))


@pytest.mark.parametrize(
    "text",
    [
        "not a suspect",
        "Victim's brother",
        "Mother of victim",
        "ex-gang member",
        "former nominal",
        "Not offender",
        "no longer a member",
        "never a gang member",
        "xyz",
        "Level 2",
        "Non-offender",
    ],
)
def test_what_affirms_no_role_is_noted(text: str) -> None:
    assert parse_role(text) == ((), ("role-not-understood",))


@pytest.mark.parametrize("text", ["", " ", "-", "...", "n/a", "None", "nil"])
def test_a_role_not_said_is_no_value(text: str) -> None:
    assert parse_role(text) == ((), ())


@pytest.mark.parametrize("text", ["unknown", "N/K", "?", "TBC", "Not known", "awaiting"])
def test_a_role_said_to_be_not_known_is_noted(text: str) -> None:
    assert parse_role(text) == ((), ("role-not-known",))


@pytest.mark.parametrize(
    ("cell", "role"),
    [
        ("sprawca", Role.subject),
        ("pokrzywdzona", Role.victim),
        ("świadek", Role.witness),
        ("Dioddefwr", Role.victim),
        ("Victimă", Role.victim),
    ],
)
def test_roles_in_the_words_of_staff_who_speak_polish_romanian_or_welsh(
    cell: str, role: Role
) -> None:
    assert parse_role(cell).values == (role,)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Perp mum", Role.family),
        ("Nominal partner", Role.family),
        ("Suspect victim", Role.victim),
        ("Subject of harm", Role.victim),
        ("Subject of an assault", Role.victim),
        ("Person of interest (witness)", Role.witness),
        ("Perp/vic", Role.subject),
        ("Suspect (also a victim)", Role.subject),
    ],
)
def test_of_two_words_the_one_for_this_person_counts(text: str, expected: Role) -> None:
    assert parse_role(text).values == (expected,)


@pytest.mark.parametrize("text", ["Perp's ex", "Nominal 1's ex", "Witness/suspect?"])
def test_what_may_be_somebody_else_affirms_no_role(text: str) -> None:
    assert parse_role(text).values == ()
