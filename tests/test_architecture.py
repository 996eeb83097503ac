"""The plan of the rooms: as docs/architecture.md draws it, few enough to hold in the head."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import cohortmatch
from cohortmatch.cli.progress import WORDS
from cohortmatch.services.pipeline import STAGES

ROOT = Path(cohortmatch.__file__).parent
DOCS = ROOT.parents[1] / "docs"
PAGE = DOCS / "architecture.md"
NO_ROOM = {"__init__", "__main__", "version"}
MOST_ROOMS, MOST_ARROWS = 24, 110


def rooms() -> set[str]:
    """Packages and modules directly under the package."""
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    return packages | {path.stem for path in ROOT.glob("*.py")} - NO_ROOM


def imported(tree: ast.AST) -> Iterator[str]:
    """The rooms that a module imports, at its top or anywhere inside."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "cohortmatch":
            inner = (node.module or "").split(".")[1:2]
            yield from inner or [alias.name for alias in node.names]
        elif isinstance(node, ast.Import):
            yield from (
                each.name.split(".")[1]
                for each in node.names
                if each.name.startswith("cohortmatch.")
            )


def arrows() -> set[tuple[str, str]]:
    """Each import of one room by another."""
    found = set()
    for path in ROOT.rglob("*.py"):
        room = path.relative_to(ROOT).parts[0].removesuffix(".py")
        if room in NO_ROOM:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found |= {(room, other) for other in imported(tree) if other in rooms() - {room}}
    return found


def drawn() -> list[list[str]]:
    """The lines of the picture of the rooms, from the top down."""
    picture = PAGE.read_text(encoding="utf-8").split("## The rooms")[1].split("```")[1]
    lines = [re.split(r" {2,}", line.strip())[:-1] for line in picture.strip().splitlines()]
    return [line for line in lines if line]


def test_there_are_few_enough_rooms_and_arrows_to_hold_in_the_head() -> None:
    assert len(rooms()) <= MOST_ROOMS
    assert len(arrows()) <= MOST_ARROWS


def test_the_picture_shows_every_room() -> None:
    assert sorted(room for line in drawn() for room in line) == sorted(rooms())


def test_every_arrow_leads_downwards_so_there_is_no_circle() -> None:
    height = {room: -i for i, line in enumerate(drawn()) for room in line}
    assert [arrow for arrow in sorted(arrows()) if height[arrow[0]] <= height[arrow[1]]] == []


def test_what_the_page_says_that_a_change_touches_is_there() -> None:
    text = PAGE.read_text(encoding="utf-8").split("## What a change touches")[1].split("\n## ")[0]
    named = re.findall(r"`([a-z_/]+(?:/|\.py|\.toml))`", text)
    assert len(named) > 10
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize(
    "path", ["README.md", "docs/architecture.md", "src/cohortmatch/__init__.py"]
)
def test_the_picture_of_the_pipeline_names_the_stages_in_their_order(path: str) -> None:
    text = (ROOT.parents[1] / path).read_text(encoding="utf-8")
    assert " ──▶ ".join(STAGES) in text


def test_progress_has_words_for_every_stage() -> None:
    assert list(WORDS) == list(STAGES)


def test_no_two_classes_have_one_name() -> None:
    names = Counter(
        node.name
        for path in ROOT.rglob("*.py")
        if path.parent.name != "migrations"  # there a class is `Migration`, as Django wants it
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef)
    )
    assert [name for name, times in names.items() if times > 1] == []


def test_parsers_of_values_need_neither_pandas_nor_numpy() -> None:
    for path in (ROOT / "values").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {"pandas", "numpy"} & {name.split(".")[0] for name in names}, path.name
