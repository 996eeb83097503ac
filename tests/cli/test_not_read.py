"""What stands among the lists and is no list: left out, named, and never counted as a panel."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from cohortmatch.synthetic import Invented
from running import AS_OF, Command

ROWS = "Surname,Forename,DOB,PNC\nQuarmby,Ivor,03/04/1989,\nOdell,Una,30/01/1990,\n"
HEADINGS_ONLY = "Surname,Forename,DOB\n"


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """Two small lists in a folder."""
    folder = tmp_path / "few"
    folder.mkdir()
    for name in ("IOM.csv", "SGV.csv"):
        (folder / name).write_text(ROWS, encoding="utf-8")
    return folder


def unread(cohortmatch: Command, folder: Path) -> dict[str, tuple[str, str]]:
    """What `check --json` says was not read: name to severity and kind."""
    told = json.loads(cohortmatch("check", folder, "--json").stdout)
    codes = ("own-file", "file-not-read", "folder-not-read")
    return {
        each["list"]: (each["severity"], each["detail"])
        for each in told["findings"]
        if each["code"] in codes
    }


def as_kind(book: Path, target: Path) -> None:
    """The workbook saved again by another program, without its properties."""
    sheets = pd.read_excel(book, sheet_name=None, header=None, dtype=str, engine="calamine")
    with pd.ExcelWriter(target) as writer:
        for number, sheet in enumerate(sheets.values()):
            sheet.to_excel(writer, sheet_name=f"Page {number}", header=False, index=False)


def test_the_report_copied_among_the_lists_changes_nothing(
    cohortmatch: Command, lists: Path, report: Path, tmp_path: Path
) -> None:
    among = tmp_path / "among"
    shutil.copytree(lists, among)
    for name in ("cross-reference.xlsx", "cross-reference.html", "people.csv", "links.csv"):
        shutil.copy(report / name, among / f"{name}")
    shutil.copy(report / "cross-reference.xlsx", among / "IOM from last month.xlsx")
    as_kind(report / "cross-reference.xlsx", among / "SGV saved again.xlsx")
    shutil.copytree(report, among / "june")
    told = cohortmatch("run", among, "-o", "july", "--as-of", AS_OF)
    assert told.exit_code == 0, told.stderr
    for name in ("people.csv", "memberships.csv", "links.csv"):
        assert Path("july", name).read_bytes() == (report / name).read_bytes()
    (line,) = [each for each in told.stderr.splitlines() if each.startswith("Not read: ")]
    for name in ("IOM from last month.xlsx", "SGV saved again.xlsx", "people.csv", "links.csv"):
        assert f"{name} (written by cohortmatch)" in line
    assert "june (a folder with a report of cohortmatch)" in line
    assert "cross-reference.html (a report of cohortmatch)" in line
    out = cohortmatch("check", among).stdout
    assert out.startswith("Reading 9 lists\n")
    assert "\nNot read\n" in out and "  june " in out.partition("\nNot read\n")[2]


def test_an_edition_and_a_file_of_decisions_are_no_lists(
    cohortmatch: Command, lists: Path, few: Path
) -> None:
    assert cohortmatch("run", lists, "-o", "e", "--for", "IOM", "--as-of", AS_OF).exit_code == 0
    (book,) = Path("e").glob("*.xlsx")
    shutil.copy(book, few / "our agenda.xlsx")
    done = cohortmatch("run", few, "-o", "r", "--store", "s.db", "--as-of", AS_OF)
    assert done.exit_code == 0, done.stderr
    cohortmatch("decisions", "export", "-o", few / "exported.csv", "--store", "s.db")
    cohortmatch("decisions", "export", "-o", few / "x.csv", "--without-key", "--store", "s.db")
    assert (few / "exported.csv").is_file() and (few / "x.csv").is_file()
    assert unread(cohortmatch, few) == dict.fromkeys(
        ("our agenda.xlsx", "exported.csv", "x.csv"), ("note", "")
    )


def test_every_sheet_of_a_report_is_known_alone_and_in_a_list_s_workbook(
    cohortmatch: Command, report: Path, few: Path, lists: Path
) -> None:
    assert cohortmatch("run", lists, "-o", "e", "--for", "IOM", "--as-of", AS_OF).exit_code == 0
    (edition,) = Path("e").glob("*.xlsx")
    names = []
    for book in (report / "cross-reference.xlsx", edition):
        for title, sheet in pd.read_excel(
            book, sheet_name=None, header=None, dtype=str, engine="calamine"
        ).items():
            names.append(f"{book.stem} {title}.csv")
            sheet.to_csv(few / names[-1], header=False, index=False)
    assert unread(cohortmatch, few) == dict.fromkeys(names, ("note", ""))
    agenda = pd.read_excel(edition, sheet_name="Agenda", header=None, dtype=str, engine="calamine")
    with pd.ExcelWriter(few / "DIP.xlsx") as writer:
        pd.read_csv(few / "IOM.csv", dtype=str).to_excel(writer, sheet_name="Now", index=False)
        agenda.to_excel(writer, sheet_name="Panel", header=False, index=False)
    answer = json.loads(cohortmatch("check", few, "--json").stdout)
    assert {each["list"]: each["listings"] for each in answer["lists"]}["DIP"] == 2
    assert unread(cohortmatch, few)["DIP"] == ("note", "sheet “Panel”")


def test_invented_lists_are_lists(cohortmatch: Command, invented: Invented) -> None:
    told = cohortmatch("demo", "-o", "lists")
    assert told.exit_code == 0
    assert unread(cohortmatch, Path("lists")) == {}
    assert cohortmatch("check", "lists").stdout.startswith(f"Reading {len(invented.frames)} lists")


@pytest.mark.parametrize("title", ["Summary", "To review", "Under 18", "Agenda", "Memberships"])
def test_a_panel_s_own_list_under_a_title_of_ours_is_read(
    cohortmatch: Command, few: Path, title: str
) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = title
    for row in ([title], ["as at 1 June 2026"], *(line.split(",") for line in ROWS.splitlines())):
        page.append(row)
    book.save(few / "DIP.xlsx")
    assert unread(cohortmatch, few) == {}
    read = json.loads(cohortmatch("check", few, "--json").stdout)["lists"]
    assert {each["list"]: each["listings"] for each in read}["DIP"] == 2


FILES = {
    "SGV list.pdf": "a PDF",
    "caseload.doc": "a Word document of the old kind",
    "RE panel.msg": "an e-mail",
    "lists.zip": "an archive",
    "export.HTML": "a web page",
    "notes.txt": "text without columns",
    "minutes.docx": "a Word document without a table of people",
    "old.json": "data of a program",
    "mappa.numbers": "a file of the kind .numbers",
    "mappa": "a file without an ending",
    ".mappa.csv": "a hidden file",
}
SILENT = ("~$IOM.csv", ".DS_Store", "Thumbs.db", ".~lock.IOM.csv#", "cohortmatch.toml")


def test_everything_in_the_folder_that_was_not_read_is_named(
    cohortmatch: Command, few: Path
) -> None:
    for name in FILES:
        (few / name).write_text("Dear colleagues.\n", encoding="utf-8")
    for name in SILENT:
        (few / name).write_text("", encoding="utf-8")
    (few / "old lists").mkdir()
    (few / "gone.csv").symlink_to(few / "nowhere.csv")
    assert cohortmatch("run", few, "-o", "kept", "--store", few / "kept.db").exit_code == 0
    found = {name: ("warning", kind) for name, kind in FILES.items()}
    found |= {"old lists": ("warning", ""), "gone.csv": ("warning", "it leads to no file")}
    assert unread(cohortmatch, few) == found
    out = cohortmatch("check", few).stdout
    listed = out.partition("\nNot read\n")[2].partition("\n\n")[0]
    assert all(name in listed for name in found)
    told = cohortmatch("run", few, "-o", "june", "--as-of", AS_OF)
    (line,) = [each for each in told.stderr.splitlines() if each.startswith("Not read: ")]
    assert "SGV list.pdf (a PDF)" in line and "old lists (a sub-folder)" in line
    sheet = pd.read_excel(
        "june/cross-reference.xlsx", sheet_name="Data quality", header=None, engine="calamine"
    )
    assert "SGV list.pdf" in set(sheet[1])


def test_a_report_inside_the_lists_folder_does_not_change_the_next_one(
    cohortmatch: Command, few: Path
) -> None:
    for _ in range(2):
        assert cohortmatch("run", few, "-o", few / "june", "--as-of", AS_OF).exit_code == 0
    again = {path.name: path.read_bytes() for path in (few / "june").iterdir()}
    assert cohortmatch("run", few, "-o", few / "june", "--as-of", AS_OF).exit_code == 0
    del again["run.json"]
    assert {name: (few / "june" / name).read_bytes() for name in again} == again


def test_beside_an_edition_no_file_is_named(cohortmatch: Command, few: Path) -> None:
    (few / "MAPPA notes.pdf").write_bytes(b"%PDF")
    told = cohortmatch("run", few, "-o", "e", "--for", "IOM", "--as-of", AS_OF, "--json")
    assert "MAPPA notes.pdf" not in told.stdout
    assert not [path for path in Path("e").iterdir() if b"MAPPA notes" in path.read_bytes()]
    assert "Not read: MAPPA notes.pdf (a PDF)" in told.stderr


@pytest.mark.parametrize("names", [(), ("SGV list.pdf", "RE panel.msg")])
@pytest.mark.parametrize("as_json", [(), ("--json",)], ids=["text", "json"])
def test_where_nothing_is_read_the_usage_is_wrong(
    cohortmatch: Command, tmp_path: Path, names: tuple[str, ...], as_json: tuple[str, ...]
) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    for name in names:
        (folder / name).touch()
    checked = cohortmatch("check", folder, *as_json)
    assert checked.exit_code == 2
    assert "No list was found" in checked.stderr
    assert all(name in checked.stdout for name in names)
    run = cohortmatch("run", folder, "-o", "june", *as_json)
    assert run.exit_code == 2
    assert "No list was found" in run.stderr
    assert all(name in run.stderr for name in names)
    assert cohortmatch("check", folder, "--save").exit_code == 2
    assert not Path("cohortmatch.toml").exists() and not Path("june").exists()


def test_a_list_of_headings_alone_is_listed_once(cohortmatch: Command, few: Path) -> None:
    (few / "DIP.csv").write_text(HEADINGS_ONLY, encoding="utf-8")
    told = cohortmatch("check", few)
    assert told.exit_code == 1
    first = told.stdout.partition("\n\n")[0].splitlines()
    assert first[0] == "Reading 3 lists"
    assert [line.split()[0] for line in first[1:]] == ["IOM", "SGV", "DIP"]
    assert "NOT READ: the list has headings but no rows" in first[3]
