"""Notes that say that a row is somebody else's, and ordinary notes of nominals, which do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from cohortmatch.values.notes_of_others import may_be_role_alone, role_alone
from cohortmatch.values.roles import Role
from cohortmatch.values.victim_notes import is_nominal_too, note_role
from cohortmatch.values.who_else import asks_for_notes, who_else

ORDINARY = Path(__file__).with_name("ordinary_notes.txt")
SURE = [
    # the note, the role, whose name it gives
    ("His mother", Role.family, ""),
    ("His nan, supportive", Role.family, ""),
    ("Her social worker", Role.family, ""),
    ("Mother of his child", Role.family, ""),
    ("Leon's mum", Role.family, "leon"),
    ("Leons mum", Role.family, "leon"),
    ("LEON'S MUM", Role.family, "leon"),
    ("Darnell's sister, very helpful", Role.family, "darnell"),
    ("GF of Jordan, reported assault", Role.family, "jordan"),
    ("Foster carer for Tyrone", Role.family, "tyrone"),
    ("Baby mother of Marlon", Role.family, "marlon"),
    ("Child of Jerome", Role.family, "jerome"),
    ("Reece's son, 6", Role.family, "reece"),
    ("Partner to Tariq, pregnant", Role.family, "tariq"),
    ("Is Yusuf's girlfriend", Role.family, "yusuf"),
    ("Kamil's social worker", Role.neither, "kamil"),
    ("Head teacher at Abdi's school", Role.neither, "abdi"),
    ("Employer of Conor", Role.neither, "conor"),
    ("Keyworker for Curtis", Role.neither, "curtis"),
    ("Shop worker assaulted by Curtis", Role.victim, "curtis"),
    ("Complained about Tariq", Role.witness, "tariq"),
    ("Made allegation against Shane", Role.witness, "shane"),
    ("Owns the car Shane stole", Role.witness, "shane"),
]
DOUBTFUL = [
    *("Ex of Callum - DV", "Neighbour of Lewis", "Assaulted by Yusuf", "Robbed by Jordan 3/5"),
    *("Contact for Leon", "Brother of Kit", "Reece's cousin", "Poss gf of Leon", "Scared of Leon"),
]
SILENT = [
    *("brother of Kit was seen with him", "His mother called to say he moved", "His mum rang"),
    *(
        "Assaulted by police on arrest",
        "Complained about PC Hall",
        "Runner for Kit",
        "Mother of two",
    ),
    *("Contact for Housing", "Victim of Leon who is a nominal", "His partner in custody"),
]


@pytest.mark.parametrize(("note", "role", "name"), SURE)
def test_a_note_says_that_the_row_is_somebody_else_s(note: str, role: Role, name: str) -> None:
    said = who_else(note)
    assert said is not None
    assert (said.role, said.name, said.is_sure) == (role, name, True)


@pytest.mark.parametrize("note", DOUBTFUL)
def test_a_note_that_nominals_have_too_is_not_sure(note: str) -> None:
    said = who_else(note)
    assert said is not None and not said.is_sure


@pytest.mark.parametrize("note", SILENT)
def test_a_sentence_about_somebody_beside_the_nominal_says_nothing(note: str) -> None:
    assert who_else(note) is None


def test_ordinary_notes_of_officers_leave_nobody_out() -> None:
    notes = ORDINARY.read_text(encoding="utf-8").splitlines()
    assert len(set(notes)) == len(notes) >= 300
    lost = [each for each in notes if (said := who_else(each)) and said.is_sure]
    lost += [each for each in notes if note_role(each) or role_alone(each)]
    told = [each for each in notes if who_else(each) or is_nominal_too(each)]
    told += [each for each in notes if may_be_role_alone(each)]
    assert not lost
    assert len(set(told)) <= 6, told


@pytest.mark.parametrize(
    ("note", "is_nominal"),
    [
        ("Victim of stabbing 2024 but still active nominal", True),
        ("Victim of robbery, also a suspect", True),
        ("Victim of burglary. Remains a red nominal", True),
        ("Victim of stabbing by nominal", False),
        ("Victim of stabbing, not a nominal", False),
        ("Victim of Leon who is a nominal", False),
        ("Victim, no longer a nominal", False),
    ],
)
def test_a_victim_may_be_a_nominal_still(note: str, is_nominal: bool) -> None:
    assert is_nominal_too(note) is is_nominal
    assert (note_role(note) is None) is is_nominal


@pytest.mark.parametrize(
    ("heading", "asks"),
    [
        *(("Comments", True), ("Police update", True), ("Any other info", True)),
        *(("Risk to", False), ("Relationship notes", False), ("Lead officer", False)),
        *(("Victim comments", False), ("RAG", False), ("Incident details", False)),
    ],
)
def test_only_headings_of_notes_about_the_person_are_read(heading: str, asks: bool) -> None:
    assert asks_for_notes(heading) is asks
