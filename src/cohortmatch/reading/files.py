"""A file's bytes to sheets or a frame, by what the bytes are and not by what the name says."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohortmatch.errors import FileError
from cohortmatch.reading.delimited import read_delimited
from cohortmatch.reading.frames import read_parquet
from cohortmatch.reading.sheets import Sheet
from cohortmatch.reading.workbooks import read_workbook

__all__ = ["file_bytes", "read_bytes"]

LARGEST_FILE = 2_000_000_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def file_bytes(path: Path, label: str) -> bytes:
    """The file's bytes; raises FileError when it cannot be read or is empty."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise FileError(label, "the file is larger than 2 GB", "export the list alone")
        data = path.read_bytes()
    except PermissionError as error:
        problem = "the file cannot be opened: it is locked or you may not read it"
        raise FileError(label, problem, "close it in Excel, or ask for access") from error
    except OSError as error:
        raise FileError(label, "the file cannot be read", "check the path") from error
    if not data.strip(b"\0 \r\n\t\xef\xbb\xbf"):
        raise FileError(label, "the file is empty", "export the list again")
    return data


def read_bytes(data: bytes, path: Path, label: str) -> list[Sheet] | pd.DataFrame:
    """The sheets (or the parquet table) that the bytes hold."""
    if data[:4] == b"PAR1":
        return read_parquet(data, label)
    if data[:4] == b"PK\x03\x04" or data[:8] == OLE:
        return read_workbook(data, label)
    if path.suffix.lower() in {".parquet", ".pq"}:
        raise FileError(label, "the file is not a parquet file", "export the list again")
    return [read_delimited(data, label)]
