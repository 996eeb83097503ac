"""Names of a whole column as comparable text; each distinct name is parsed once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from cohortmatch.core.accepting import a_flag, refuse
from cohortmatch.values.cell_texts import cell_text
from cohortmatch.values.names import normalise_name

__all__ = ["normalise_names"]

A_COLUMN = "a column of names: a Series, an array or a list"


def normalise_names(names: Iterable[Any], surname_first: bool = False) -> pd.Series[str]:
    """The recorded name of each cell as one comparable text, as `normalise_name` gives it.

    `names` is a Series of pandas, whose index is kept, or any array or list of cells (polars,
    pyarrow and numpy too). Returns a Series of text, '' where there is no name. The input is not
    changed. SettingsError for what is no column.
    """
    first = a_flag("surname_first", surname_first)
    column = _as_series(names)
    codes, distinct = pd.factorize(column)
    texts = [normalise_name(each, first) for each in distinct]
    # The last one is that of a missing cell, whose code is -1.
    found = np.array([*texts, ""], dtype=object)[codes]
    return pd.Series(found, index=column.index, name=column.name, dtype=str)


def _as_series(names: Any) -> pd.Series[Any]:
    """The cells as text or missing, so that each can be looked up."""
    if isinstance(names, str | bytes | dict | pd.DataFrame) or not isinstance(names, Iterable):
        refuse("names", A_COLUMN, names)
    if getattr(names, "ndim", 1) != 1 or hasattr(names, "columns"):
        refuse("names", A_COLUMN, names)
    index = names.index if isinstance(names, pd.Series) else None
    title = getattr(names, "name", None)
    cells = names.tolist() if hasattr(names, "tolist") else list(names)
    texts = [cell_text(_plain(each)) or None for each in cells]
    return pd.Series(texts, index=index, name=title, dtype=object)


def _plain(cell: Any) -> Any:
    """A cell as a value of Python: pyarrow's have `as_py`."""
    return cell.as_py() if hasattr(cell, "as_py") else cell
