"""What people typed into a panel's edition is never lost when it is written again."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from cli.deciding import small_lists
from cohortmatch.core.errors import OutputError
from running import AS_OF, Command
from sketches import borough

RUN = ("run", "lists", "-o", "for IOM", "--for", "IOM", "--as-of", AS_OF)
TODAY = date.today()
FOLDER = Path("for IOM")


@pytest.fixture
def here(cohortmatch: Command, tmp_path: Path) -> Command:
    """The command beside two panels' lists and IOM's edition, with its store."""
    small_lists(tmp_path / "lists")
    told = cohortmatch(*RUN)
    assert told.exit_code == 0, told.stderr
    return cohortmatch


def file(suffix: str, folder: Path = FOLDER) -> Path:
    """The edition's workbook or page; copies have a day in their name."""
    (found,) = (each for each in folder.glob(f"*{suffix}") if "set aside" not in each.name)
    return found


def contents(folder: Path = FOLDER) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def copy_of(path: Path) -> Path:
    return path.with_name(f"{path.stem} (set aside {TODAY}){path.suffix}")


def typed(path: Path, cell: str = "B3") -> bytes:
    """Write into a file of the edition, as somebody with a spreadsheet or an editor would."""
    if path.suffix == ".html":
        path.write_bytes(path.read_bytes().replace(b"</h1>", b" (seen by Ivor's officer)</h1>", 1))
    else:
        book = openpyxl.load_workbook(path)
        book["Agenda"][cell].value = "seen by the officer"
        book.save(path)
    return path.read_bytes()


@pytest.mark.parametrize("suffix", [".xlsx", ".html"])
@pytest.mark.parametrize("keeping", [(), ("--no-store",)])
def test_a_file_that_was_changed_is_set_aside_and_told(
    here: Command, suffix: str, keeping: tuple[str, ...]
) -> None:
    path, before = file(suffix), contents()
    mine = typed(path)
    told = here(*RUN, *keeping)
    assert told.exit_code == 0, told.stderr
    assert f"Changed since it was written, and set aside: {copy_of(path)}\n" in told.stdout
    assert contents() == {**before, copy_of(path).name: mine}
    assert here(*RUN, *keeping).exit_code == 0
    assert len(contents()) == 3, "what nobody changed is written over"


def test_a_program_is_told_which_files_are_copies(here: Command) -> None:
    typed(file(".xlsx"))
    told = json.loads(here(*RUN, "--json").stdout)
    assert told["set_aside"] == [str(copy_of(file(".xlsx")))]
    assert [Path(each).suffix for each in told["written"]] == [".xlsx", ".html"]
    assert not {*told["set_aside"]} & {*told["written"]}


def test_a_workbook_that_was_only_opened_and_saved_has_not_changed(here: Command) -> None:
    path = file(".xlsx")
    original = path.read_bytes()
    openpyxl.load_workbook(path).save(path)
    assert path.read_bytes() != original
    assert here(*RUN).exit_code == 0
    assert path.read_bytes() == original and len(contents()) == 2


def test_a_file_that_carries_no_digest_is_set_aside(here: Command) -> None:
    path = file(".xlsx")
    book = openpyxl.load_workbook(path)
    del book.custom_doc_props["cohortmatch digest"]
    book.save(path)
    mine = path.read_bytes()
    assert here(*RUN).exit_code == 0
    assert copy_of(path).read_bytes() == mine


@pytest.mark.parametrize("content", [b"", b"no workbook", b"PK\x03\x04 and no more"])
def test_what_is_no_workbook_any_more_is_set_aside(here: Command, content: bytes) -> None:
    file(".xlsx").write_bytes(content)
    assert here(*RUN).exit_code == 0
    assert copy_of(file(".xlsx")).read_bytes() == content


def test_each_copy_has_a_name_of_its_own(here: Command) -> None:
    path = file(".xlsx")
    first = typed(path)
    here(*RUN)
    second = typed(path, "C3")
    here(*RUN)
    again = copy_of(path).with_name(f"{path.stem} (set aside {TODAY}, 2).xlsx")
    assert copy_of(path).read_bytes() == first and again.read_bytes() == second


def test_a_copy_stands_in_the_log_and_goes_with_the_edition(here: Command) -> None:
    path = file(".xlsx")
    typed(path)
    here(*RUN)
    *_, last = Path("cohortmatch.audit.jsonl").read_text(encoding="utf-8").splitlines()
    assert copy_of(path).name in json.loads(last)["event"]["outputs"]
    told = here("purge", "--store", "cohortmatch.db", "--today", "2031-01-01", "--json")
    (erased,) = json.loads(told.stdout)["runs"]
    assert copy_of(path).name in erased["files"]
    assert not FOLDER.exists()


def test_purge_says_which_files_of_an_edition_people_have_changed(here: Command) -> None:
    typed(file(".xlsx"))
    told = here("purge", "--store", "cohortmatch.db", "--today", "2031-01-01", "--json")
    (erased,) = json.loads(told.stdout)["runs"]
    assert erased["changed"] == [next(name for name in erased["files"] if name.endswith(".xlsx"))]


def test_another_panel_s_edition_is_not_written_beside_a_copy(here: Command) -> None:
    path = file(".xlsx")
    path.rename(copy_of(path))
    file(".html").unlink()
    told = here("run", "lists", "-o", "for IOM", "--for", "SGV", "--as-of", AS_OF)
    assert told.exit_code == 1
    assert "an edition for a panel stands in it" in told.stderr


def test_in_a_notebook_the_copy_is_the_last_of_the_paths(tmp_path: Path) -> None:
    edition = borough().edition("IOM")
    book, page = edition.write(tmp_path / "IOM")
    mine = typed(book)
    assert edition.write(tmp_path / "IOM") == (book, page, copy_of(book))
    assert copy_of(book).read_bytes() == mine
    assert edition.write(tmp_path / "IOM") == (book, page)


def test_a_file_that_cannot_be_read_stops_the_writing(tmp_path: Path) -> None:
    edition = borough().edition("IOM")
    book, page = edition.write(tmp_path / "IOM")
    book.unlink()
    book.mkdir()
    with pytest.raises(OutputError, match=r"xlsx: cannot be read"):
        edition.write(tmp_path / "IOM")
    assert page.is_file()


def test_the_digest_says_nothing_but_of_what_its_reader_sees(tmp_path: Path) -> None:
    """Two panels' editions of the same lists differ, and one written twice does not."""
    result = borough()
    one, again, other = (result.edition(name).files() for name in ("IOM", "IOM", "MAPPA"))
    assert one == again and not set(one.values()) & set(other.values())
    (book,) = (content for name, content in one.items() if name.endswith(".xlsx"))
    (tmp_path / "book.xlsx").write_bytes(book)
    with ZipFile(tmp_path / "book.xlsx") as parts:
        assert parts.testzip() is None
        said = parts.read("docProps/custom.xml").decode()
    assert said.count("<property ") == 1 and "0" * 64 not in said
