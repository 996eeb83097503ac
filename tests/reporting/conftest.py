"""Small invented lists and answers, made by hand, so that reporting is tested on its own."""

from __future__ import annotations

import pytest

from cohortmatch.reporting import CrossReference

from .sketches import Sketch, answer, borough


@pytest.fixture(scope="session")
def result() -> CrossReference:
    """The cross-reference of a small borough; see `sketches.borough`."""
    return borough()


@pytest.fixture
def nothing() -> CrossReference:
    """Two lists that share nobody."""
    columns = {"Surname": "surname", "Forename": "forename"}
    lists = [
        Sketch("IOM", columns=columns, rows={2: ("ARDEN", "Mary")}),
        Sketch("DIP", columns=columns, rows={2: ("QUILL", "Otto")}),
    ]
    return answer(lists, [], {})
