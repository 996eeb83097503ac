"""A file's bytes to sheets or a frame, by what the bytes are and not by what the name says."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from cohortmatch.core.errors import FileError
from cohortmatch.core.findings import Finding
from cohortmatch.core.regular_file import NotAFileError, TooLargeError, bytes_of
from cohortmatch.reading.formats.compound import MAGIC
from cohortmatch.reading.formats.delimited import is_utf16, read_delimited
from cohortmatch.reading.formats.frames import read_parquet
from cohortmatch.reading.formats.passwords import Passwords, is_protected, without_password
from cohortmatch.reading.formats.sheets import Sheet
from cohortmatch.reading.formats.word_tables import holds_document, read_document
from cohortmatch.reading.formats.workbooks import SAVE_AGAIN, read_workbook

__all__ = ["file_bytes", "is_workbook_by_name_alone", "read_bytes"]

CONTROLS = bytes({*range(32), 127} - set(b"\t\n\v\f\r\x1a"))
MOST_CONTROLS = 0.05
"""The share of control characters from which bytes are not text."""
TEXT_SUFFIXES = {".csv", ".tsv", ".tab", ".txt", ".psv"}
WORKBOOK_SUFFIXES = {
    *(".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlt", ".xlsb", ".ods"),
}
WORD_SUFFIXES = {".docx", ".docm", ".dotx", ".dotm"}
OTHER_KINDS = (
    (b"%PDF", "the file is a PDF"),
    (b"\x89PNG", "the file is a picture"),
    (b"\xff\xd8\xff", "the file is a picture"),
    (b"GIF8", "the file is a picture"),
    (b"{\\rtf", "the file is a Rich Text document"),
    (b"\x1f\x8b", "the file is a compressed archive"),
    (b"7z\xbc\xaf", "the file is a compressed archive"),
    (b"Rar!", "the file is a compressed archive"),
    (b"SQLite format 3", "the file is a database"),
)
ZIPPED = b"PK\x03\x04"
WEB_PAGE = re.compile(rb"^[\s\xef\xbb\xbf]*<(?:!doctype|html|head|body|table|\?xml)", re.I)


def file_bytes(path: Path, label: str) -> bytes:
    """The file's bytes; raises FileError when it cannot be read or is empty."""
    try:
        data = bytes_of(path)
    except TooLargeError as error:
        problem, remedy = "the file is larger than 1 GB", "export the list alone"
        raise FileError(label, problem, remedy) from error
    except NotAFileError as error:
        problem = "it is a device or a pipe and not a file"
        raise FileError(label, problem, "save the list as a file and name that") from error
    except PermissionError as error:
        problem = "the file cannot be opened: it is locked or you may not read it"
        raise FileError(label, problem, "close it in Excel, or ask for access") from error
    except OSError as error:
        raise FileError(label, "the file cannot be read", "check the path") from error
    if not data.strip(b"\0 \r\n\t\xef\xbb\xbf\xff\xfe"):
        raise FileError(label, "the file is empty", "export the list again")
    return data


def is_workbook_by_name_alone(path: Path) -> bool:
    """Whether a file is named as a workbook and is none."""
    if path.suffix.lower() not in WORKBOOK_SUFFIXES:
        return False
    with path.open("rb") as file:
        begins = file.read(len(MAGIC))
    return not (begins.startswith(ZIPPED) or begins == MAGIC)


def read_bytes(
    data: bytes, path: Path, label: str, passwords: Passwords = None
) -> tuple[list[Sheet] | pd.DataFrame, tuple[Finding, ...]]:
    """The sheets (or the parquet table) that the bytes hold, and the findings on the file.

    Raises FileError, also where memory runs out.
    """
    try:
        return _read(data, path, label, passwords)
    except MemoryError:
        problem = "the file needs more memory than is free"
        raise FileError(label, problem, "close other programs, or export the list alone") from None


def _read(
    data: bytes, path: Path, label: str, passwords: Passwords
) -> tuple[list[Sheet] | pd.DataFrame, tuple[Finding, ...]]:
    suffix = path.suffix.lower()
    if data[:4] == b"PAR1":
        return read_parquet(data, label), _misnamed(suffix, {".parquet", ".pq"}, "a parquet file")
    if data[:8] == MAGIC and is_protected(data):
        data = without_password(data, label, path.name, passwords)
    if data[:4] == ZIPPED and holds_document(data):
        return read_document(data, label), _misnamed(suffix, WORD_SUFFIXES, "a Word document")
    if data[:4] == ZIPPED or data[:8] == MAGIC:
        found = _misnamed(suffix, WORKBOOK_SUFFIXES, "a workbook")
        return read_workbook(data, label), found
    _refuse(data, suffix, label)
    return [read_delimited(data, label)], _misnamed(suffix, TEXT_SUFFIXES, "a text file")


def _misnamed(suffix: str, fitting: set[str], kind: str) -> tuple[Finding, ...]:
    if not suffix or suffix in fitting:
        return ()
    return (Finding("not-its-name", "", detail=f"{kind}, named {suffix}"),)


def _refuse(data: bytes, suffix: str, label: str) -> None:
    """Refuse a file that is neither a workbook nor text, and name its kind where that is known."""
    for start, problem in OTHER_KINDS:
        if data.startswith(start):
            raise FileError(label, problem, "export the list as .xlsx or .csv")
    if WEB_PAGE.match(data[:1000]):
        problem = "the file is a web page or XML, not a list"
        raise FileError(label, problem, SAVE_AGAIN)
    if suffix in {".parquet", ".pq"}:
        problem = "the file is not a parquet file"
        raise FileError(label, problem, "export the list again")
    if not is_utf16(data) and not _is_text(data[:4096]):
        problem = "the file is not text and not a workbook, or it is damaged"
        raise FileError(label, problem, SAVE_AGAIN)


def _is_text(head: bytes) -> bool:
    """Whether hardly any of the bytes are control characters, as in text."""
    controls = len(head) - len(head.translate(None, CONTROLS))
    return controls <= MOST_CONTROLS * len(head)
