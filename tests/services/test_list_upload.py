"""An uploaded list: the same reader, bounded, and nothing left on the disk."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from cohortmatch.cli import app
from cohortmatch.core.append_only import alone
from cohortmatch.services.list_upload import LARGEST, UploadRefused, read_upload, sweep
from running import AS_OF

KEY = "0123456789abcdef" * 2
LIST = b"Name,DOB,RAG\nIvor Quarmby,03/04/1989,Red\nUna Tindall,12/11/1991,\n"


def test_a_list_is_read_with_its_findings_and_rows(tmp_path: Path) -> None:
    found = read_upload(LIST, "IOM June.csv", "IOM", KEY, tmp_path)
    assert found.own is not None
    assert [each.listing for each in found.own.rows] == ["IOM:2", "IOM:3"]
    assert [each.cells["RAG"] for each in found.own.rows] == ["Red", ""]
    assert found.answer["lists"][0]["listings"] == 2
    assert list(tmp_path.iterdir()) == []


def test_what_the_reports_settings_say_of_the_list_counts(tmp_path: Path) -> None:
    lists, out, scratch = (tmp_path / name for name in ("lists", "june", "scratch"))
    for each in (lists, scratch):
        each.mkdir()
    text = LIST.replace(b"Name", b"Zzz")
    (lists / "IOM.csv").write_bytes(text)
    (lists / "SGV.csv").write_bytes(LIST)
    settings = '[lists.IOM]\nfile = "IOM.csv"\ncolumns.name = "Zzz"\n'
    (lists / "cohortmatch.toml").write_text(settings)
    told = CliRunner().invoke(app, ["run", str(lists), "-o", str(out), "--as-of", AS_OF])
    assert told.exit_code == 0, told.stderr
    with_it = read_upload(text, "IOM.csv", "IOM", KEY, scratch, report=out)
    assert with_it.own is not None and len(with_it.own.rows) == 2
    (own,) = [e for e in with_it.answer["lists"][0]["columns"] if e["heading"] == "Zzz"]
    assert (own["field"], own["how"]) == ("name", "settings")


def test_findings_hold_no_name(tmp_path: Path) -> None:
    text = LIST + b"Ivor Quarmby,33/14/1989,Red\n"
    found = read_upload(text, "IOM.csv", "IOM", KEY, tmp_path)
    assert found.answer["findings"] and "quarmby" not in str(found.answer).casefold()


def test_the_senders_folders_count_for_nothing(tmp_path: Path) -> None:
    for name in ("../../IOM.csv", "C:\\lists\\IOM.csv", "/etc/IOM.csv"):
        found = read_upload(LIST, name, "IOM", KEY, tmp_path)
        assert found.own is not None and found.own.file == "IOM.csv"
    assert list(tmp_path.iterdir()) == []


def bomb() -> bytes:
    """A workbook of some kilobytes that unpacks to 300 MB."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 300_000_000)
    return target.getvalue()


UNUSABLE = [
    # what is sent, under which name
    (b"%PDF-1.7", "IOM.csv"),
    (b"Date,Total\n1,2\n", "IOM.csv"),
    (b"\x00\x01\x02" * 99, "IOM.xlsx"),
    (bomb(), "IOM.xlsx"),
]


@pytest.mark.parametrize(("content", "name"), UNUSABLE)
def test_what_is_no_list_is_told_in_words(content: bytes, name: str, tmp_path: Path) -> None:
    found = read_upload(content, name, "IOM", KEY, tmp_path)
    assert found.own is None and found.answer["errors"]
    assert list(tmp_path.iterdir()) == []


REFUSED = [
    (b"x" * (LARGEST + 1), "IOM.csv", "larger than 20 MB"),
    (b"", "IOM.csv", "empty"),
    (LIST, "IOM.exe", "no list"),
    (LIST, "cohortmatch.db", "no list"),
    (LIST, ".csv", "name"),
    (LIST, "a\nb.csv", "name"),
    (LIST, "x" * 200 + ".csv", "name"),
]


@pytest.mark.parametrize(("content", "name", "because"), REFUSED)
def test_what_is_not_read_at_all(content: bytes, name: str, because: str, tmp_path: Path) -> None:
    with pytest.raises(UploadRefused, match=because):
        read_upload(content, name, "IOM", KEY, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_reading_that_takes_too_much_ends_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(UploadRefused, match="time or memory"):
        read_upload(LIST, "IOM.csv", "IOM", KEY, tmp_path, memory=50_000_000)
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_is_swept(tmp_path: Path) -> None:
    (tmp_path / "upload-x").mkdir()
    (tmp_path / "upload-x" / "IOM.csv").write_bytes(LIST)
    (tmp_path / "upload-x" / ".held").write_bytes(b"")
    (tmp_path / "upload-y").mkdir()
    os.utime(tmp_path / "upload-y", (0, 0))
    (tmp_path / "portal.sqlite3").write_bytes(b"")
    sweep(tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["portal.sqlite3"]


def test_what_is_being_read_is_not_swept(tmp_path: Path) -> None:
    (tmp_path / "upload-x").mkdir()
    (tmp_path / "upload-new").mkdir()
    with alone(tmp_path / "upload-x" / ".held"):
        sweep(tmp_path)
        assert {each.name for each in tmp_path.iterdir()} == {"upload-x", "upload-new"}
    sweep(tmp_path)
    assert {each.name for each in tmp_path.iterdir()} == {"upload-new"}
