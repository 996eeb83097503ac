"""DataFrames and parquet files to columns of text; the caller's frame is never changed."""

from __future__ import annotations

import io
from collections.abc import Hashable, Mapping

import numpy as np
import pandas as pd

from cohortmatch.core.arrays import FEW
from cohortmatch.core.errors import FileError
from cohortmatch.reading.formats.bounds import VastSheet
from cohortmatch.reading.formats.sheets import LONGEST_CELL, cell_text

MOST_CELLS = 200_000_000
"""Rows times columns of a parquet file at most: ten million listings of twenty columns."""
SUSPECT_CELLS = 20_000_000
MOST_CELLS_A_BYTE = 100
"""Cells for each byte of a large parquet file at most; real lists have less than one."""
SEVERAL = "; "
"""What stands between the values of a cell that holds several."""
__all__ = ["NestedColumn", "cut_short", "heading_texts", "read_parquet", "text_columns"]


def read_parquet(data: bytes, name: str) -> pd.DataFrame:
    """The table of a parquet file; `name` is the file's name, for errors."""
    import pyarrow
    import pyarrow.parquet

    from cohortmatch.reading.formats.parquet_texts import read_table  # few lists are Parquet

    try:
        file = pyarrow.parquet.ParquetFile(io.BytesIO(data))
        cells = file.metadata.num_rows * file.metadata.num_columns
        if cells <= (SUSPECT_CELLS if cells > MOST_CELLS_A_BYTE * len(data) else MOST_CELLS):
            frame: pd.DataFrame = read_table(data, file).to_pandas()
            return frame
    except VastSheet as error:
        raise FileError(name, str(error), "export the list alone") from None
    except Exception:  # the cause is dropped: it may quote a cell
        problem = "the parquet file is damaged or incomplete"
        raise FileError(name, problem, "export the list again") from None
    problem = "the parquet file holds more cells than a list can need"
    raise FileError(name, problem, "export the list alone")


def heading_texts(frame: pd.DataFrame) -> list[str]:
    """The frame's column labels as text; several levels are joined by a space."""
    return [_heading(label) for label in frame.columns]


def _heading(label: Hashable) -> str:
    if isinstance(label, tuple):
        return _whole(" ".join(str(part) for part in label if part is not None and str(part)))
    return _whole(str(label))


def text_columns(frame: pd.DataFrame) -> list[pd.Series]:
    """Every column of the frame as text, '' where nothing is recorded, numbered from 0.

    NestedColumn where a column holds records, which no text of one cell can be.
    """
    return [_told(frame, position) for position in range(frame.shape[1])]


def _told(frame: pd.DataFrame, position: int) -> pd.Series:
    try:
        return _text(frame.iloc[:, position])
    except NestedCell:
        raise NestedColumn(_heading(frame.columns[position])) from None


class NestedCell(Exception):
    """A cell holds a record, or a list of lists."""


class NestedColumn(Exception):
    """A column holds records, or lists of lists; the message is its heading."""


def cut_short(text: pd.DataFrame) -> tuple[pd.DataFrame, list[int]]:
    """The frame with every cell cut to a spreadsheet's limit, and the positions of the rows cut."""
    if text.empty:
        return text, []
    long = [name for name in text if _longest(text[name]) > LONGEST_CELL]
    if not long:
        return text, []
    cut, too_long = text.copy(), np.zeros(len(text), dtype=bool)
    for name in long:
        too_long |= text[name].str.len().to_numpy() > LONGEST_CELL
        cut[name] = text[name].str.slice(stop=LONGEST_CELL)
    return cut, [int(place) for place in np.flatnonzero(too_long)]


def _longest(column: pd.Series) -> int:
    """The letters of a column's longest cell. Pandas takes as long for few cells as for thousands,
    and of many short lists most of the time went there."""
    if len(column) > FEW:
        return int(column.str.len().max())
    return max(map(len, column.to_numpy(dtype=object)))


def _text(column: pd.Series) -> pd.Series:
    values = column.reset_index(drop=True)
    if _is_text(values):
        return _plain_text(values.fillna(""))
    if isinstance(values.dtype, pd.CategoricalDtype):
        texts = _text(pd.Series(values.cat.categories)).to_numpy(dtype=object)
        return pd.Series(np.append(texts, "")[values.cat.codes], dtype=str)
    if values.dtype.kind in "iufbM" and isinstance(values.dtype, np.dtype):
        return _distinct_to_text(values)
    missing = values.isna().to_numpy()
    cells = [
        "" if gone else _cell(v) for v, gone in zip(values.astype(object), missing, strict=True)
    ]
    return pd.Series(cells, dtype=str)


def _cell(value: object) -> str:
    """One value as text; several plain ones are written one after the other, as in a cell."""
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, Mapping):
        raise NestedCell
    if not isinstance(value, list | tuple | set | frozenset):
        return _plain_cell(value)
    if any(isinstance(each, Mapping | list | tuple | np.ndarray) for each in value):
        raise NestedCell
    return SEVERAL.join(filter(None, map(_plain_cell, value)))


def _plain_cell(value: object) -> str:
    return _whole(cell_text(value))


def _plain_text(values: pd.Series) -> pd.Series:
    """A column of text as text that can be written."""
    try:
        text = values.astype(str)
        if text.dtype == object:  # other columns of text cannot hold half a character
            "".join(text).encode()
        return text
    except UnicodeEncodeError:
        return pd.Series([_whole(str(each)) for each in values], dtype=str)


def _whole(text: str) -> str:
    """A text in which half of a character, which no file can hold, is a question mark."""
    return text.encode("utf-8", "replace").decode()


def _is_text(values: pd.Series) -> bool:
    if isinstance(values.dtype, pd.CategoricalDtype):
        return False
    return pd.api.types.infer_dtype(values, skipna=True) in ("string", "empty")


def _distinct_to_text(values: pd.Series) -> pd.Series:
    """Numbers and dates as text; each distinct value is converted once."""
    codes, distinct = pd.factorize(values)
    texts = [*(cell_text(value) for value in distinct.tolist()), ""]
    if values.dtype.kind == "M":
        texts = [*(cell_text(pd.Timestamp(value)) for value in distinct), ""]
    return pd.Series(np.array(texts, dtype=object)[codes], dtype=str)
