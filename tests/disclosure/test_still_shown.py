"""A list without other people is matched as before, and its status is still shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from running import Command

from .opening import everything
from .still_shown import ORDINARY, Ordinary

BORN = "03/04/1989"


@pytest.mark.parametrize("ordinary", ORDINARY, ids=lambda each: each.id)
def test_nothing_is_lost(cohortmatch: Command, tmp_path: Path, ordinary: Ordinary) -> None:
    lists = tmp_path / "lists"
    lists.mkdir()
    cells = ordinary.cells.format(name=ordinary.name, dob=BORN)
    rows = [ordinary.headings, cells]
    text = "\n".join(",".join(cell.strip() for cell in row.split("|")) for row in rows)
    (lists / ordinary.file).write_text(f"{text}\n", encoding="utf-8")
    fore, _, sur = ordinary.name.partition(" ")
    clean = f"Surname,Forename,DOB\n{sur},{fore},{BORN}\n"
    (lists / ordinary.companion).write_text(clean, encoding="utf-8")
    said = everything(cohortmatch, lists, tmp_path / "out")
    assert len(said.memberships) == 2 and said.memberships["person_id"].nunique() == 1
    assert list(said.links["band"]) == ["same"]
    assert set(said.links["date_of_birth"]) == {"same"}
    assert [word for word in ordinary.shown if not said.shows(word)] == []
