"""The tables as Arrow tables and Parquet files, with the types that the data dictionary states.

string is `string`, integer `int64`, number `double`, date `date32`. A cell in which nothing stands
is '' in a string and null in a date. `evidence` and `statuses` are tidy: of every comparison of a
link, and of every status of a person, one row.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from cohortmatch.linkage.model import MISSING
from cohortmatch.reporting.dictionary import TableField, table

if TYPE_CHECKING:
    import pyarrow

__all__ = ["arrow_table", "parquet_bytes", "tidy_frames"]


def arrow_table(name: str, frame: pd.DataFrame) -> pyarrow.Table:
    """A table of the dictionary, by its name, as an Arrow table; its index is not a column."""
    import pyarrow

    fields = table(name).fields_of(map(str, frame.columns))
    arrays = [_array(frame.iloc[:, place], field) for place, field in enumerate(fields)]
    schema = pyarrow.schema([pyarrow.field(each.name, _type(each)) for each in fields])
    return pyarrow.Table.from_arrays(arrays, schema=schema)


def _type(field: TableField) -> pyarrow.DataType:
    import pyarrow

    kinds = {
        "string": pyarrow.string(),
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
        "date": pyarrow.date32(),
    }
    return kinds[field.kind]


def _array(column: pd.Series[Any], field: TableField) -> pyarrow.Array:
    import pyarrow

    cells = column.tolist()
    if field.kind == "string":
        cells = [_text(each) for each in cells]
    if field.kind == "date":
        cells = [date.fromisoformat(each) if each else None for each in cells]
    return pyarrow.array(cells, _type(field))


def _text(cell: object) -> str:
    """A cell as text that can be written: half a character is a question mark."""
    return str(cell).encode("utf-8", "replace").decode()


def parquet_bytes(found: pyarrow.Table) -> bytes:
    """An Arrow table as a Parquet file; the same bytes for the same table."""
    import pyarrow.parquet

    target = io.BytesIO()
    pyarrow.parquet.write_table(found, target, compression="zstd")
    return target.getvalue()


def tidy_frames(frames: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The tidy tables, by name, of the frames of `links` and `tracker`."""
    return {"evidence": _evidence(frames["links"]), "statuses": _statuses(frames["tracker"])}


def _evidence(links: pd.DataFrame) -> pd.DataFrame:
    """A row for each comparison of a link that could be made."""
    own = [each.name for each in table("links").fields if not each.is_pattern]
    rows = [
        (left, right, name, level)
        for left, right, *levels in links.drop(columns=["weight", "band"]).itertuples(index=False)
        for name, level in zip(links.columns[len(own) :], levels, strict=True)
        if level != MISSING
    ]
    return pd.DataFrame(rows, columns=["left", "right", "comparison", "level"])


def _statuses(tracker: pd.DataFrame) -> pd.DataFrame:
    """A row for each status that a panel's list has of a person."""
    pattern = next(each for each in table("tracker").fields if "{status}" in each.name)
    carried = [
        (place, *str(column).rpartition(": ")[::2])
        for place, column in enumerate(tracker.columns)
        if table("tracker").field_of(str(column)).words == pattern.words
    ]
    rows = [
        (row[0], panel, status, row[place])
        for row in tracker.itertuples(index=False, name=None)
        for place, panel, status in carried
        if row[place]
    ]
    return pd.DataFrame(rows, columns=["person_id", "panel", "status", "text"])
