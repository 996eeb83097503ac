"""`datapackage.json`: the tables of a report as a Frictionless data package.

It names each file, its size and SHA-256, and each column with its kind and meaning, so that other
tools read the tables with the types they have. It holds no value from a list. CSV files have the
names of columns as they are written there, guarded against formulas.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Any

import pandas as pd

from cohortmatch.core.guarding import csv_cell
from cohortmatch.reporting.dictionary import TableField, table
from cohortmatch.version import __version__

__all__ = ["data_package"]

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
RESOURCE = "https://datapackage.org/profiles/2.0/dataresource.json"
MEDIA = {".csv": "text/csv", ".parquet": "application/vnd.apache.parquet"}


def data_package(
    contents: Mapping[str, bytes], frames: Mapping[str, pd.DataFrame], marking: str
) -> dict[str, Any]:
    """The package of the files of tables among `contents` (name → bytes); `frames` are the tables
    by name, and `marking` is the handling marking of the report."""
    names = [name for name in contents if PurePath(name).suffix in MEDIA]
    return {
        "$schema": PROFILE,
        "name": "cohortmatch-report",
        "title": "Who is on more than one panel",
        "description": f"{marking}. The tables of a report; every person is named in them.".lstrip(
            ". "
        ),
        "version": __version__,
        "resources": [
            _resource(name, contents[name], frames[PurePath(name).stem]) for name in names
        ],
    }


def _resource(file: str, content: bytes, frame: pd.DataFrame) -> dict[str, Any]:
    path = PurePath(file)
    words, is_csv = table(path.stem), path.suffix == ".csv"
    text = {"encoding": "utf-8", "dialect": {"delimiter": ",", "header": True}} if is_csv else {}
    return {
        "$schema": RESOURCE,
        "name": path.stem if is_csv else f"{path.stem}-parquet",
        "title": f"One row is {words.row}",
        "path": file,
        "type": "table",
        "format": path.suffix[1:],
        "mediatype": MEDIA[path.suffix],
        **text,
        # Validators count the bytes of text alone, and take a Parquet file's for none.
        **({"bytes": len(content)} if is_csv else {}),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {
            "fields": list(_fields(words.fields_of(map(str, frame.columns)), is_csv=is_csv)),
            "primaryKey": list(words.key),
            "missingValues": [""],
        },
    }


def _fields(fields: Iterable[TableField], *, is_csv: bool) -> Iterable[dict[str, str]]:
    for each in fields:
        name = csv_cell(each.name) if is_csv else each.name
        yield {"name": name, "type": each.kind, "description": each.words}
