"""The passwords of protected lists: from the environment, and nowhere to be seen afterwards."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import click
import pandas as pd
import pytest
from msoffcrypto.format.ooxml import OOXMLFile  # type: ignore[import-untyped]

from cohortmatch.cli import app
from running import AS_OF, Command

SECRET = "correct-horse-battery"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two lists, one of which is protected."""
    plain = io.BytesIO()
    people = {"Surname": ["Quarmby", "Odell"], "Forename": ["Ivor", "Una"]}
    people["DOB"] = ["03/04/1989", "05/06/1991"]
    pd.DataFrame(people).to_excel(plain, index=False)
    folder = tmp_path / "lists"
    folder.mkdir()
    with (folder / "MAPPA.xlsx").open("wb") as stream:
        OOXMLFile(plain).encrypt(SECRET, stream)
    pd.DataFrame(people).to_csv(folder / "IOM.csv", index=False)
    return folder


def test_a_run_reads_protected_lists_and_the_password_is_nowhere(
    cohortmatch: Command, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COHORTMATCH_PASSWORD_MAPPA", SECRET)
    for args in (
        ("check", folder, "--save", "-v"),
        ("run", folder, "-o", "june", "--as-of", AS_OF, "--audit", "audit.log", "-v"),
        ("why", "june", "IOM:2", "MAPPA:2"),
    ):
        told = cohortmatch(*args)
        assert told.exit_code == 0, told.stderr
        assert SECRET not in told.stdout + told.stderr
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any(path.name == "run.json" for path in written)
    assert not any(SECRET.encode() in path.read_bytes() for path in written)


def test_a_wrong_password_is_told_and_not_shown(
    cohortmatch: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COHORTMATCH_PASSWORD", "wrong-" + SECRET)
    told = cohortmatch("check", folder, "-v")
    assert told.exit_code == 1
    assert "the password does not open the file" in told.stderr
    assert SECRET not in told.stdout + told.stderr


def test_help_names_the_variables(cohortmatch: Command) -> None:
    for command in ("check", "run", "why"):
        words = " ".join(cohortmatch(command, "--help").stdout.split())
        assert "COHORTMATCH_PASSWORD (all files) and COHORTMATCH_PASSWORD_<LIST>" in words


def test_no_password_can_be_given_on_the_command_line() -> None:
    """Other users of the machine can read what stands there."""
    found = [each for each in options(app) if "password" in (each.name or "")]
    assert found and all(each.is_flag for each in found)


def options(command: click.Command) -> Iterator[click.Option]:
    """The options of a command and of the commands below it."""
    yield from (each for each in command.params if isinstance(each, click.Option))
    if isinstance(command, click.Group):
        for each in command.commands.values():
            yield from options(each)
