"""Files whose names a spreadsheet or a terminal would obey, and reasons of several lines."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from cli.deciding import a_report, fill_in, small_lists
from running import AS_OF, Command

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no file has such a name there")
FORMULA, ESCAPE = "=1+1", "Tuesday \x1b[31m\x9b2Jgroup"
STORE = ("--store", "cohortmatch.db")


@pytest.fixture
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = small_lists(tmp_path_factory.mktemp("small") / "lists")
    (folder / "IOM.csv").rename(folder / f"{FORMULA}.csv")
    (folder / "SGV.csv").rename(folder / f"{ESCAPE}.csv")
    return folder


def cells(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    return [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]


def test_no_file_of_the_report_holds_a_formula(cohortmatch: Command, lists: Path) -> None:
    a_report(cohortmatch, lists)
    for path in sorted(Path("june").glob("*.csv")):
        assert not [cell for cell in cells(path) if cell.startswith(("=", "+", "-", "@"))]
        assert "\x1b" not in path.read_text(encoding="utf-8")
    assert "'=1+1.csv" in cells(Path("june/memberships.csv"))
    with ZipFile("june/cross-reference.xlsx") as parts:
        pages = [name for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        assert pages and not [name for name in pages if b"<f>" in parts.read(name)]
    book = openpyxl.load_workbook("june/cross-reference.xlsx")
    assert all(cell.data_type != "f" for page in book for row in page.iter_rows() for cell in row)


def test_a_name_given_to_a_list_is_guarded_and_known_again(
    cohortmatch: Command, lists: Path
) -> None:
    panel = ("--panel", f"@one=lists/{FORMULA}.csv")
    a_report(cohortmatch, lists, *STORE, *panel)
    found = cells(Path("june/memberships.csv"))
    assert "'@one:2" in found and "@one:2" not in found
    told = cohortmatch("why", "june", "@one:2", "--json")
    assert told.exit_code == 0, told.stderr
    (pair, *_) = fill_in(["Not sure yet"])
    Path("answers.csv").write_text(f'pair,decision\n"\'{pair}",Same person\n', encoding="utf-8")
    told = cohortmatch("decide", "answers.csv", "--report", "june")
    assert told.exit_code == 0, told.stderr
    assert told.stdout.startswith("1 decision kept")


@pytest.mark.parametrize("as_json", [(), ("--json",)], ids=["text", "json"])
def test_no_terminal_obeys_a_file_s_name(
    cohortmatch: Command, lists: Path, as_json: tuple[str, ...]
) -> None:
    (lists / "\x1b]0;title\x07.csv").write_text("Name\n", encoding="utf-8")
    for command in (
        ("check", lists, *as_json),
        ("run", lists, "-o", "june", "--as-of", AS_OF, *as_json),
        ("check", lists / "no\x1b[2Jthing.csv"),
        ("why", lists / "no\x1b[2Jthing", "IOM:2"),
    ):
        told = cohortmatch(*command)
        assert not {"\x1b", "\x9b", "\x07"} & set(told.stdout + told.stderr), command
    assert "\\u001b" in cohortmatch("check", lists).stdout + cohortmatch("check", lists).stderr
    if as_json:
        assert "\x1b" in json.dumps(
            json.loads(cohortmatch("check", lists, "--json").stdout), ensure_ascii=False
        ).replace("\\u001b", "\x1b")


def test_a_reason_of_two_lines_is_one(cohortmatch: Command, lists: Path) -> None:
    a_report(cohortmatch, lists, *STORE, "--purpose", "one\ntwo\x1b[2J")
    fill_in(reason="one\n999  2026-01-01  forged")
    assert cohortmatch("decide", "june").exit_code == 0
    number = len(cohortmatch("decisions", "list", *STORE).stdout.splitlines())
    told = cohortmatch("decisions", "undo", 1, "--reason", "a\n=1+1\x1b[2J", *STORE)
    assert told.exit_code == 0
    whole = cohortmatch("decisions", "list", "--all", *STORE).stdout
    assert len(whole.splitlines()) == number + 1
    assert "a =1+1" in whole and "\x1b" not in whole
    shown = cohortmatch("audit", "show", *STORE).stdout
    assert len(shown.splitlines()) == 4 and "one two" in shown and "\x1b" not in shown
    exported = cohortmatch("decisions", "export", *STORE).stdout
    assert "a =1+1 [2J" in exported and "\x1b" not in exported
    assert len(exported.splitlines()) == number + 1


def test_a_name_of_two_lines_stays_in_the_line_of_its_error(
    cohortmatch: Command, lists: Path
) -> None:
    broken = lists / "SGV\nIOM: all is well.csv"
    broken.write_bytes(b"%PDF-1.7 and no list")
    for command in (
        ("check", lists),
        ("run", lists, "-o", "june"),
        ("check", broken, "--settings", "a\nb.toml"),
        ("run", lists, "-o", broken, "--as-of", AS_OF),
        ("why", broken, "IOM:2"),
        ("decide", broken),
    ):
        told = cohortmatch(*command)
        assert told.exit_code in (1, 2), command
        assert not [line for line in told.stderr.splitlines() if line.startswith("IOM: all")], (
            command
        )
