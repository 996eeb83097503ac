"""The tables of a report as files: CSV, Parquet where it is asked for, and `datapackage.json`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pandas as pd

from cohortmatch.core.guarding import csv_cell
from cohortmatch.core.own_names import DATA_PACKAGE
from cohortmatch.reporting.arrow_tables import arrow_table, parquet_bytes, tidy_frames
from cohortmatch.reporting.data_package import data_package
from cohortmatch.reporting.tables import DIGITS

__all__ = ["csv_bytes", "json_bytes", "table_files"]


def table_files(
    frames: Mapping[str, pd.DataFrame], marking: str, *, parquet: bool = False
) -> dict[str, bytes]:
    """The files of the tables, by name: each as CSV, with `parquet` as Parquet too and the tidy
    tables beside them, and what describes them all. `marking` is the handling marking."""
    contents = {f"{name}.csv": csv_bytes(frame) for name, frame in frames.items()}
    every = dict(frames)
    if parquet:
        every |= tidy_frames(frames)
        for name, frame in every.items():
            contents[f"{name}.parquet"] = parquet_bytes(arrow_table(name, frame))
    return {**contents, DATA_PACKAGE: json_bytes(data_package(contents, every, marking))}


def csv_bytes(table: pd.DataFrame) -> bytes:
    """A table as CSV: UTF-8, commas, one line ending, no cell that is a formula."""
    guarded = pd.DataFrame({csv_cell(name): _guarded(table[name]) for name in table.columns})
    text = guarded.to_csv(index=False, lineterminator="\n", float_format=f"%.{DIGITS}f")
    return text.encode("utf-8", errors="replace")


def _guarded(column: pd.Series[Any]) -> pd.Series[Any]:
    if pd.api.types.is_numeric_dtype(column):
        return column
    return column.map(lambda cell: csv_cell(cell) if isinstance(cell, str) else cell)


def json_bytes(content: Mapping[str, Any]) -> bytes:
    """A file of JSON that can be read."""
    text = json.dumps(content, indent=1, ensure_ascii=False, default=str)
    return f"{text}\n".encode("utf-8", errors="replace")
