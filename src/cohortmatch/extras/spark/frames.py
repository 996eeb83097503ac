"""Spark tables read on the driver as Arrow tables, and refused where a column cannot be a cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cohortmatch.core.errors import FileError, ListError, ListErrors

if TYPE_CHECKING:
    import pyarrow

__all__ = ["read_frames"]

CELLS = {
    "BooleanType",
    "ByteType",
    "CharType",
    "DateType",
    "DecimalType",
    "DoubleType",
    "FloatType",
    "IntegerType",
    "LongType",
    "NullType",
    "ShortType",
    "StringType",
    "TimestampNTZType",
    "TimestampType",
    "VarcharType",
}
"""Types of Spark whose values are cells of a list."""
ALONE = "the table"


def read_frames(lists: Any) -> Any:
    """The lists with every Spark table as an Arrow table; anything else as it is.

    ListErrors with every table that has a column whose type is no cell's, or that Spark cannot
    read, such as a folder of Parquet files with a broken part.
    """
    if not isinstance(lists, Mapping):
        return _read(ALONE, lists)
    read: dict[Any, Any] = {}
    errors: list[ListError] = []
    for name, each in lists.items():
        try:
            read[name] = _read(str(name), each)
        except ListErrors as error:
            errors += error.errors
    if errors:
        raise ListErrors(errors)
    return read


def _read(name: str, given: Any) -> pyarrow.Table | Any:
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException
    from pyspark.sql import DataFrame

    if not isinstance(given, DataFrame):
        return given
    try:
        _refuse_types(name, given.schema)
        return given.toArrow()
    except (PySparkException, Py4JError) as error:
        raise ListErrors([_unreadable(name, error)]) from None


def _refuse_types(name: str, schema: Any) -> None:
    errors = [
        ListError(
            name,
            f"Spark's type {field.dataType.simpleString()[:40]} is no cell of a list",
            "Cast it to a string, or select the columns that you need.",
            column=field.name,
        )
        for field in schema.fields
        if type(field.dataType).__name__ not in CELLS
    ]
    if errors:
        raise ListErrors(errors)


def _unreadable(name: str, error: Exception) -> FileError:
    """What Spark could not read: its own name of the failure and the file, but never a value."""
    said = str(error)
    kind, file = re.search(r"\[([A-Z_.]+)\]", said), re.search(r"reading file (\S+?)\.?\s", said)
    kind_of_failure = type(error).__name__ if kind is None else kind[1]
    where = "" if file is None else f" in {file[1].rpartition('/')[2]}"
    return FileError(
        name,
        f"Spark cannot read this table{where} ({kind_of_failure})",
        "Look whether every part is whole and can be read from every worker.",
    )
