"""The word lists under `data/`, read once.

Policy: a word list is data, not code. Each file states its sources at its top. Code that uses a
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
def word_set(name: str, keys: str) -> frozenset[str]:
    """The words under one key of a word list, or under several keys separated by spaces.

    A list's entries are used unchanged; a text is split at its spaces.
    """
    values = (table(name)[key] for key in keys.split())
    return frozenset(w for v in values for w in (v.split() if isinstance(v, str) else v))
