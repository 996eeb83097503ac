"""Both boards in a real browser: accessible, on a wall, on a phone, in print, without scripts."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from .conftest import browser_and_modules, command, pages_of, program, run

BOARDS = ("linked", "apart")
Seen = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def boards(lists: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The board in a report's folder, with links, and the one for everybody, with a notice."""
    folder = tmp_path_factory.mktemp("watched")
    mine = shutil.copytree(lists, folder / "lists")
    iom = next(mine.glob("IOM*.csv"))
    whole = iom.read_bytes()
    store = ("--store", folder / "cohortmatch.db")
    iom.write_bytes(b"".join(whole.splitlines(keepends=True)[:-6]))
    command("run", mine, "-o", folder / "may", "--as-of", "2026-05-01", *store)
    iom.write_bytes(whole)
    june = ("-o", folder / "june", "--as-of", "2026-06-01", *store, "--once")
    command("watch", mine, *june)
    command("watch", mine, *june, "--board", folder / "wall")
    wall = folder / "wall" / "board.html"
    page = wall.read_text(encoding="utf-8")
    banner = (
        '<section class="banner" aria-label="Please note"><p>Please note:</p><p>x</p></section>'
    )
    wall.write_text(page.replace("<!--notice-->", f"<!--notice-->\n{banner}"), encoding="utf-8")
    return {"linked": folder / "june" / "board.html", "apart": wall}


@pytest.fixture(scope="module")
def seen(boards: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """What a real browser sees of both boards, each with the path of its print."""
    browser, node, modules = browser_and_modules()
    folder, look = tmp_path_factory.mktemp("prints"), Path(__file__).with_name("look_board.mjs")
    told = {}
    for name, page in boards.items():
        pdf = folder / f"{name}.pdf"
        told[name] = json.loads(run(node, look, browser, modules, page, pdf)) | {"pdf": pdf}
    return told


@pytest.mark.parametrize("board", BOARDS)
@pytest.mark.parametrize("how", ["light", "dark", "wall", "phone", "print"])
def test_axe_finds_no_fault_against_wcag_22_aa(seen: Seen, board: str, how: str) -> None:
    found = seen[board][how]
    assert found["violations"] == []
    assert found["passes"] > 10


@pytest.mark.parametrize("board", BOARDS)
def test_nothing_is_wider_than_a_phone(seen: Seen, board: str) -> None:
    assert seen[board]["phone"]["wide"] <= 0


@pytest.mark.parametrize("board", BOARDS)
def test_every_control_is_reached_by_tab_in_order_and_seen(seen: Seen, board: str) -> None:
    keyboard = seen[board]["keyboard"]
    assert keyboard["order"] == list(range(keyboard["wanted"]))
    assert keyboard["wanted"] >= 1 and keyboard["unmarked"] == 0


@pytest.mark.parametrize("board", BOARDS)
def test_it_works_with_scripts_off(seen: Seen, board: str) -> None:
    found = seen[board]["withoutScripts"]
    assert "more than one panel" in found["headline"]
    assert (found["switch"], found["refresh"]) == (False, "60")


@pytest.mark.parametrize("board", BOARDS)
def test_it_is_loaded_again_until_somebody_switches_that_off(seen: Seen, board: str) -> None:
    assert (seen[board]["on"], seen[board]["off"]) == (3, 1)


@pytest.mark.parametrize("board", BOARDS)
def test_nothing_is_asked_of_any_network(seen: Seen, board: str) -> None:
    assert [url for url in seen[board]["asked"] if not url.startswith("the page itself")] == []


@pytest.mark.parametrize("board", BOARDS)
def test_every_printed_page_is_marked(seen: Seen, board: str) -> None:
    program("pdftotext")
    prints = pages_of(seen[board]["pdf"])
    assert 1 <= len(prints) <= 3
    assert all(text.count("OFFICIAL-SENSITIVE") >= 2 for text in prints)
