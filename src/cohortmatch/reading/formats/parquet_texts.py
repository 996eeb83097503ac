"""Parquet tables whose columns may name one long text in very many rows.

Such a column is read as numbers and texts first. Only when the texts are not too much together does
each row get its own.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pyarrow
import pyarrow.compute
from pyarrow.parquet import ParquetFile

from cohortmatch.reading.formats.bounds import TEXT, refuse_text

__all__ = ["read_table"]


def read_table(data: bytes, file: ParquetFile) -> pyarrow.Table:
    """The whole table of a file, checked; raises VastSheet, or what pyarrow raises."""
    named = [name for name in file.schema_arrow.names if name in _shared(file)]
    if not named:
        table = file.read()
        table.validate(full=True)
        return table
    table = ParquetFile(io.BytesIO(data), read_dictionary=named).read()
    table.validate(full=True)
    refuse_text(sum(_text(table.column(name)) for name in named), len(data))
    for name in named:
        place = file.schema_arrow.get_field_index(name)
        field = file.schema_arrow.field(place)
        chunks = [_each(chunk) for chunk in table.column(place).chunks]
        table = table.set_column(place, field, pyarrow.chunked_array(chunks).cast(field.type))
    return table


def _shared(file: ParquetFile) -> set[str]:
    """The text columns whose rows may name shared texts, and so many that it could matter."""
    kinds = {field.name: field.type for field in file.schema_arrow}
    return {
        chunk.path_in_schema
        for chunk in _chunks(file)
        if chunk.num_values * chunk.total_uncompressed_size > TEXT
        and any("DICTIONARY" in each for each in chunk.encodings)
        and _is_text(kinds.get(chunk.path_in_schema))
    }


def _chunks(file: ParquetFile) -> Iterator[Any]:
    for place in range(file.metadata.num_row_groups):
        group = file.metadata.row_group(place)
        yield from map(group.column, range(group.num_columns))


def _is_text(kind: Any) -> bool:
    return bool(pyarrow.types.is_string(kind) or pyarrow.types.is_large_string(kind))


def _each(chunk: Any) -> Any:
    return chunk.dictionary_decode() if pyarrow.types.is_dictionary(chunk.type) else chunk


def _text(column: Any) -> int:
    """The bytes of text that the rows of a column hold together."""
    total = 0
    for chunk in column.chunks:
        if pyarrow.types.is_dictionary(chunk.type):
            lengths = pyarrow.compute.binary_length(chunk.dictionary)
            total += pyarrow.compute.sum(lengths.take(chunk.indices)).as_py() or 0
    return total
