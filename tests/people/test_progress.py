"""What cells say of engagement, whereabouts, abode and need."""

from __future__ import annotations

import pytest

from cohortmatch.people.progress import (
    engages,
    in_custody,
    is_office,
    needs_housing,
    no_abode,
    not_engaging,
    whereabouts,
)
from cohortmatch.people.status import said

AWAY = [
    ("Engaging Y/N", "N", True, "the column asks and the answer is no"),
    ("Engaging", "No", True, "in a word"),
    ("Engaging", "Y", False, "engages"),
    ("Not engaging", "Y", True, "the column asks the contrary"),
    ("Not engaging", "N", False, "the contrary of the contrary"),
    ("Engagement", "Not engaging with probation", True, "in words"),
    ("Engagement", "Disengaged", True, "in a word"),
    ("Engagement", "Re-engaged", False, "engages again"),
    ("Engagement", "Poor", False, "poor is not none"),
    ("IOM status", "Wanted", True, "wanted"),
    ("Status", "No longer wanted", False, "not any more"),
    ("Wanted", "Y", True, "the column asks"),
    ("Wanted", "N", False, "the column asks"),
    ("Wanted", "", False, "nothing is said"),
    ("Status", "Off radar", True, "off the radar"),
    ("Status", "Unlawfully at large", True, "at large"),
    ("Whereabouts", "Unknown", True, "nobody knows where"),
    ("Whereabouts", "Mother's", False, "somebody knows where"),
    ("Status", "Active", False, "nothing of the kind"),
    ("DNA", "Y", False, "a missed appointment is not enough"),
    ("Compliance", "N", False, "not compliant is not disengaged"),
    ("RAG", "Wanted", False, "not a column of engagement"),
]


@pytest.mark.parametrize(("heading", "text", "away", "because"), AWAY)
def test_who_does_not_engage(heading: str, text: str, away: bool, because: str) -> None:
    found = not_engaging(said([(heading, text)]))
    assert found == ([f"{heading}: {text}"] if away else []), because


@pytest.mark.parametrize(
    ("heading", "text", "answer"),
    [
        *(("Engaging", "Y", True), ("Engaging", "N", False), ("RAG", "Y", False)),
        *(("Not engaging", "Y", False), ("Engagement", "Not engaging", False)),
        ("Engagement", "Engaging well", True),
    ],
)
def test_who_engages(heading: str, text: str, answer: bool) -> None:
    assert engages(said([(heading, text)])) is answer


@pytest.mark.parametrize(
    ("heading", "text", "answer"),
    [
        *(("In custody", "Y", True), ("In custody", "N", False), ("Status", "In custody", True)),
        *(("Status", "HMP Pentonville", True), ("Status", "Active", False)),
    ],
)
def test_who_is_in_custody(heading: str, text: str, answer: bool) -> None:
    assert in_custody(said([(heading, text)])) is answer


def test_a_column_of_whereabouts_may_know() -> None:
    assert whereabouts(said([("Whereabouts", "With a friend in Leeds")]))
    assert not whereabouts(said([("Whereabouts", "Not known")]))
    assert not whereabouts(said([("Status", "Active")]))


@pytest.mark.parametrize(
    ("status", "address", "answer"),
    [
        (("NFA", "Y"), "", True),
        (("NFA", "N"), "", False),
        (("Accommodation", "Rough sleeping"), "", True),
        (("Accommodation", "Council tenancy"), "", False),
        (("RAG", "Red"), "NFA", True),
        (("RAG", "Red"), "No fixed abode", True),
        (("RAG", "Red"), "1 High Road, Romford", False),
    ],
)
def test_who_has_no_abode(status: tuple[str, str], address: str, answer: bool) -> None:
    assert bool(no_abode(said([status]), [("Address", address)])) is answer


@pytest.mark.parametrize(
    ("heading", "text", "answer"),
    [
        ("Accommodation need", "Y", True),
        ("Accommodation need", "N", False),
        ("Need pathways", "ETE; accommodation", True),
        ("Need pathways", "ETE; drugs", False),
        ("Accommodation", "Council", False),
    ],
)
def test_who_needs_a_home(heading: str, text: str, answer: bool) -> None:
    assert bool(needs_housing(said([(heading, text)]))) is answer


def test_an_office_is_known_by_its_name() -> None:
    assert is_office("Probation Office, 1 Main Road, Romford")
    assert is_office("CGL Drug and Alcohol Service, 3 High Road")
    assert not is_office("1 Main Road, Romford RM1 3BD")
