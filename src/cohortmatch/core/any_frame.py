"""Tables of any library, and lists of records, as pandas DataFrames.

Policy: a DataFrame of pandas is used as it is, and never changed. Whatever offers the Arrow
PyCapsule interface (polars, DuckDB, pyarrow, ibis) is read through it, once: a number stays the
number it was, also where others are missing, and text is not copied where pandas can hold Arrow's
own. A list of mappings is a table with a row for each. Anything else is left to the caller to
refuse.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, TypeAlias

import pandas as pd

from cohortmatch.core.accepting import refuse

__all__ = ["A_FRAME", "ArrowTable", "Frame", "as_frame"]

A_FRAME = "a DataFrame"
"""How a table is called in errors."""


class ArrowTable(Protocol):
    """A table that can be read through the Arrow PyCapsule interface."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """A capsule with an Arrow stream of the table's rows."""


Frame: TypeAlias = pd.DataFrame | ArrowTable | Sequence[Mapping[str, Any]]
"""What is taken for a table: a frame of any library that speaks Arrow, or a list of records."""


def _is_frame(given: object) -> bool:
    """Whether a value is meant as a table; a single column is none."""
    if isinstance(given, pd.DataFrame):
        return True
    if isinstance(given, pd.Series | pd.Index | type) or hasattr(given, "to_frame"):
        return False
    return hasattr(given, "__arrow_c_stream__") or _is_records(given)


def _is_records(given: object) -> bool:
    return isinstance(given, list | tuple) and (not given or isinstance(given[0], Mapping))


def as_frame(name: str, given: Any) -> Any:
    """A table as a DataFrame; any other value unchanged. `name` is the argument's, for errors.

    SettingsError for what offers a stream of no table, and for records among which are others.
    """
    if isinstance(given, pd.DataFrame) or not _is_frame(given):
        return given
    if _is_records(given):
        return _of_records(name, given)
    return _of_arrow(name, given)


def _of_records(name: str, given: Sequence[Any]) -> pd.DataFrame:
    if not all(isinstance(each, Mapping) for each in given):
        refuse(name, "a list of records that are all mappings", given)
    # As objects: a number beside a missing one would become a fraction.
    columns = dict.fromkeys(label for each in given for label in each)
    cells = {label: [each.get(label) for each in given] for label in columns}
    return pd.DataFrame(cells, dtype=object, index=pd.RangeIndex(len(given)))


def _of_table(table: Any) -> pd.DataFrame:
    import pyarrow

    try:
        frame: pd.DataFrame = table.to_pandas(integer_object_nulls=True)
        return frame
    except pyarrow.ArrowNotImplementedError:
        # Some kinds of column pandas has nothing for: as Python's own values.
        labels, columns = table.column_names, table.columns
        cells = {n: pd.Series(each.to_pylist(), dtype=object) for n, each in enumerate(columns)}
        return pd.DataFrame(cells).set_axis(labels, axis=1)


def _of_arrow(name: str, given: Any) -> pd.DataFrame:
    import pyarrow  # most frames are pandas'

    try:
        table = pyarrow.RecordBatchReader.from_stream(given).read_all()
        labels = table.column_names
        if len(set(labels)) < len(labels):  # which older versions do not turn into frames
            numbers = [str(n) for n in range(len(labels))]
            table = table.rename_columns(numbers).replace_schema_metadata(None)
            return _of_table(table).set_axis(labels, axis=1)
        return _of_table(table)
    except (pyarrow.ArrowException, TypeError, ValueError, OverflowError):
        pass  # The cause is dropped: it may quote a cell.
    refuse(name, A_FRAME, given)
