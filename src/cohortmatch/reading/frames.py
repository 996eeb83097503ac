"""DataFrames and parquet files to columns of text; the caller's frame is never changed."""

from __future__ import annotations

import io
from collections.abc import Hashable

import numpy as np
import pandas as pd

from cohortmatch.errors import FileError
from cohortmatch.reading.sheets import cell_text

__all__ = ["heading_texts", "read_parquet", "text_columns"]


def read_parquet(data: bytes, name: str) -> pd.DataFrame:
    """The table of a parquet file; `name` is the file's name, for errors."""
    import pyarrow
    import pyarrow.parquet

    try:
        frame: pd.DataFrame = pyarrow.parquet.read_table(io.BytesIO(data)).to_pandas()
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        problem = "the parquet file is damaged or incomplete"
        raise FileError(name, problem, "export the list again") from error
    return frame


def heading_texts(frame: pd.DataFrame) -> list[str]:
    """The frame's column labels as text; the levels of several are joined by a space."""
    return [_heading(label) for label in frame.columns]


def _heading(label: Hashable) -> str:
    if isinstance(label, tuple):
        return " ".join(str(part) for part in label if part is not None and str(part))
    return str(label)


def text_columns(frame: pd.DataFrame) -> list[pd.Series]:
    """Every column of the frame as text, '' where nothing is recorded, numbered from 0."""
    return [_text(frame.iloc[:, position]) for position in range(frame.shape[1])]


def _text(column: pd.Series) -> pd.Series:
    kind = pd.api.types.infer_dtype(column, skipna=True)
    values = column.reset_index(drop=True)
    if kind in ("string", "empty"):
        text = values.astype(object).where(values.notna(), "")
    else:
        text = _distinct_to_text(values)
    return text.astype(str)


def _distinct_to_text(values: pd.Series) -> pd.Series:
    """Each distinct value turned to text once."""
    plain = values.astype(object)
    missing = values.isna().to_numpy()
    try:
        codes, distinct = pd.factorize(plain.where(~missing, None), use_na_sentinel=True)
    except TypeError:  # a cell holds a list or a dictionary
        return plain.where(~missing, "").map(cell_text)
    texts = np.array([*(cell_text(value) for value in distinct), ""], dtype=object)
    return pd.Series(texts[codes])
