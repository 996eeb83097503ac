"""The commands about decisions, log and erasure: their JSON is as published, and shows nobody."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from cli.deciding import a_report, again, fill_in, small_lists
from generating import schemas
from running import Command

SCHEMAS = {name: json.loads(text) for name, text in schemas()}
STORE = ("--store", "cohortmatch.db")
NAMES = ("quarmby", "tindall", "osgood", "ivor", "1989", "rm1 3bd")


@pytest.fixture
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_lists(tmp_path_factory.mktemp("small") / "lists")


@pytest.fixture
def decided(cohortmatch: Command, lists: Path) -> None:
    """A report with a store, the first pair decided as contradictory as can be."""
    a_report(cohortmatch, lists, *STORE)
    fill_in()
    assert cohortmatch("decide", "june").exit_code == 0


COMMANDS: dict[str, list[object]] = {
    "decide": ["decide", "june", *STORE],
    "decisions": ["decisions", "list", "--all", *STORE],
    "audit-show": ["audit", "show", *STORE],
    "audit-verify": ["audit", "verify", *STORE],
    "review": ["review", "june", *STORE, "--no-browser"],
    "purge": ["purge", *STORE, "--today", "2099-01-01", "--dry-run"],
    "run": ["run", "lists", "-o", "june", "--as-of", "2026-06-01", *STORE],
}


@pytest.mark.usefixtures("decided")
@pytest.mark.parametrize("name", COMMANDS)
def test_json_is_of_the_published_shape(cohortmatch: Command, name: str) -> None:
    told = cohortmatch(*COMMANDS[name], "--json")
    assert told.exit_code == 0, told.stderr
    answer: Any = json.loads(told.stdout)
    jsonschema.validate(answer, SCHEMAS[name], jsonschema.Draft202012Validator)


@pytest.mark.usefixtures("decided")
@pytest.mark.parametrize("options", [[], ["-v"], ["--json"]], ids=["plain", "verbose", "json"])
def test_no_command_prints_a_value(cohortmatch: Command, options: list[str]) -> None:
    texts = [cohortmatch(*COMMANDS["review"], *options).output]
    table = Path("lists/IOM.csv").read_text(encoding="utf-8")
    Path("lists/IOM.csv").write_text(table.replace("03/04/1989", "04/03/1989"), encoding="utf-8")
    told = cohortmatch("run", "lists", "-o", "july", "--as-of", "2026-06-01", *STORE, *options)
    assert "the date of birth" in told.stdout
    texts.append(told.output)
    for command in COMMANDS.values():
        if command[0] not in ("run", "decide", "review"):
            quiet = [each for each in options if each != "-v" or command[0] != "audit"]
            texts.append(cohortmatch(*command, *quiet).output)
    for text in texts:
        assert not [name for name in NAMES if name in text.casefold()]


@pytest.mark.usefixtures("decided")
def test_what_is_told_does_not_differ_between_runs(cohortmatch: Command) -> None:
    assert again(cohortmatch, *STORE) == again(cohortmatch, *STORE)
