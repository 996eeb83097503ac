"""The word lists under `data/`, read once.

Policy: a word list is data, not code. Each file states its sources at its top; the code that uses a
list asks for it here by file and key, and gets an immutable value.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The word list `data/<name>.toml` as nested tables; not to be changed by the caller."""
    path = files("cohortmatch.values").joinpath("data", f"{name}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def word_set(name: str, key: str) -> frozenset[str]:
    """The words under one key of a word list: a list of words, or one text of words and spaces."""
    value = table(name)[key]
    return frozenset(value.split() if isinstance(value, str) else value)
