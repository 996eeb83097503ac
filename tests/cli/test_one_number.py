"""What is to be looked at in the lists: one number in `check`, `run`, workbook and page."""

from __future__ import annotations

import json
import re
from pathlib import Path

import openpyxl
import pytest

from cohortmatch.synthetic import invent, write_lists
from running import AS_OF, Command

HEAD = "Surname,Forename,DOB,PNC,Postcode,Role\n"
CLEAN = "Quarmby,Ivor,03/04/1989,,IG1 1AA,Offender\nOdell,Una,31/01/1990,,IG1 2AB,Offender\n"
MORE = "Pym,Ada,09/09/1971,,IG3 8XJ,Offender\n"
MESSY = "Pym,Unk,31/02/1990,99/1X,ZZ1,\nPym,Ada,01/01/1900,,N/K,Victim\nVane,Sol,1/1/2031,,,what\n"


def few(folder: Path) -> None:
    """Two lists without trouble."""
    (folder / "IOM.csv").write_text(HEAD + CLEAN, encoding="utf-8")
    (folder / "MAPPA.csv").write_text(HEAD + CLEAN + MORE, encoding="utf-8")


def of_trouble(folder: Path) -> None:
    """Impossible dates, wrong numbers, roles not understood, and settings for no list."""
    few(folder)
    (folder / "ASB.csv").write_text(HEAD + CLEAN + MESSY, encoding="utf-8")
    (folder / "cohortmatch.toml").write_text('[lists.MAPA]\nkind = "register"\n', encoding="utf-8")


def not_lists(folder: Path) -> None:
    """Files and a folder among the lists that are not read."""
    of_trouble(folder)
    (folder / "minutes.docx").write_bytes(b"no document")
    (folder / "picture.jpg").write_bytes(b"\xff\xd8")
    (folder / "old").mkdir()
    (folder / "old" / "IOM.csv").write_text(HEAD + CLEAN, encoding="utf-8")


def agreed(folder: Path) -> None:
    """A list that was agreed and did not come: no report counts it."""
    of_trouble(folder)
    told = '[lists.SGV]\ncontact = "The desk"\nevery_days = 35\nagreed_columns = ["risk"]\n'
    (folder / "cohortmatch.toml").write_text(told, encoding="utf-8")


def borough(folder: Path) -> None:
    """Nine invented lists."""
    write_lists(invent(11, people=120), folder)


@pytest.mark.parametrize("fill", [few, of_trouble, not_lists, agreed, borough])
def test_check_run_workbook_and_page_give_one_number(
    cohortmatch: Command, tmp_path: Path, fill: object
) -> None:
    folder = tmp_path / "lists"
    if fill is not borough:
        folder.mkdir()
    fill(folder)  # type: ignore[operator]
    check = cohortmatch("check", folder).stdout
    run = cohortmatch("run", folder, "-o", tmp_path / "june", "--as-of", AS_OF, "--no-store")
    assert run.exit_code == 0, run.stderr
    page = (tmp_path / "june" / "cross-reference.html").read_text(encoding="utf-8")
    book = openpyxl.load_workbook(tmp_path / "june" / "cross-reference.xlsx")
    told = cohortmatch("run", folder, "-o", tmp_path / "july", "--no-store", "--json").stdout
    numbers = {
        "check": number(r"Please look at \((\d+)", check),
        "run": number(r"(\d+) points? to look at in the lists", run.stderr),
        "run --json": sum(f["severity"] != "note" for f in json.loads(told)["findings"]),
        "sheet": number(r"^(\d+) points? to look at", book["Data quality"]["A2"].value),
        "rows": sum(row[0].value != "For information" for row in rows(book["Data quality"])),
        "summary": number(r"(\d+) points? to look at in the lists", text(book["Summary"])),
        "read first": number(r"<li>(\d+) points? to look at in the lists", page),
        "contents": number(r"Data quality \((\d+) to look at\)", page),
    }
    assert len(set(numbers.values())) == 1, numbers
    assert bool(numbers["check"]) == (fill is not few)


def number(pattern: str, text: str) -> int:
    """The number that stands there; 0 where nothing is said."""
    found = re.search(pattern, text)
    return int(found[1]) if found else 0


def rows(sheet: openpyxl.worksheet.worksheet.Worksheet) -> list[tuple[openpyxl.cell.Cell, ...]]:
    """The table's rows below its headings."""
    (table,) = sheet.tables.values()
    _, *below = sheet[table.ref]
    return [row for row in below if row[1].value]


def text(sheet: openpyxl.worksheet.worksheet.Worksheet) -> str:
    """All that stands on a sheet."""
    return "\n".join(str(cell) for row in sheet.values for cell in row if cell)


def test_what_did_not_come_as_agreed_has_a_part_of_its_own(
    cohortmatch: Command, tmp_path: Path
) -> None:
    folder = tmp_path / "lists"
    folder.mkdir()
    agreed(folder)
    out = cohortmatch("check", folder).stdout
    part = out.partition("Not as agreed (1)\n")[2].partition("\n\n")[0]
    assert "SGV" in part and "The desk" in part


def test_files_that_are_not_read_are_counted_and_named_once(
    cohortmatch: Command, tmp_path: Path
) -> None:
    folder = tmp_path / "lists"
    folder.mkdir()
    not_lists(folder)
    out = cohortmatch("check", folder).stdout
    assert "3 of them under “Not read”)" in out
    assert out.count("picture.jpg") == 1
