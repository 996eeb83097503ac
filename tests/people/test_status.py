"""Which kind of status a column holds, by its heading, and what is told of it."""

from __future__ import annotations

import pytest

from cohortmatch.people.status import SHARED, direction, kind_of, said

KINDS = [
    ("RAG", "risk"),
    ("RAG rating", "risk"),
    ("Harm band", "risk"),
    ("RoSH", "risk"),
    ("Risk score", "risk"),
    ("Risk level", "risk"),
    ("MAPPA Category", "category"),
    ("MAPPA Level", "level"),
    ("Level", "level"),
    ("Lead officer", "lead"),
    ("Lead Agency", "lead"),
    ("Key worker", "lead"),
    ("Offender Manager", "lead"),
    ("Action owner", "lead"),
    ("Review date", "review"),
    ("Next MAPP meeting", "review"),
    ("Notes", "also"),
    ("Group", "also"),
    ("Fragile", "also"),
]


@pytest.mark.parametrize(("heading", "kind"), KINDS)
def test_kinds_are_known_by_whole_words_of_the_heading(heading: str, kind: str) -> None:
    assert kind_of(heading) == kind
    assert kind_of(heading.upper()) == kind


def test_mappa_category_and_level_are_not_shared_by_default() -> None:
    assert SHARED == ("risk", "lead", "review")


def test_one_column_is_told_bare_and_several_with_their_headings() -> None:
    assert said([("RAG", "Red"), ("Lead", "")]).text("risk") == "Red"
    assert said([("RAG", "Red"), ("Score", "9")]).text("risk") == "RAG: Red; Score: 9"
    assert said([("Notes", "n")]).text("also") == "Notes: n"
    assert said([]).text("lead") == ""


@pytest.mark.parametrize(
    ("before", "now", "turned"),
    [
        ("green", "red", "up"),
        ("red", "amber", "down"),
        ("12", "19", "changed"),
        ("medium", "very high", "up"),
        ("high", "low", "down"),
        ("amber", "high", "changed"),
        ("red", "red", ""),
        ("", "red", ""),
    ],
)
def test_colours_go_up_or_down_and_numbers_only_change(before: str, now: str, turned: str) -> None:
    assert direction(before, now) == turned


def test_the_colour_is_taken_before_a_score() -> None:
    assert said([("Score", "40"), ("Band", "AMBER")]).colour == "amber"
    assert said([("Score", "40")]).colour == "40"
