"""The words of `data/short_values.toml`, by kind."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

__all__ = ["shape_words"]


@cache
def shape_words(kind: str) -> frozenset[str]:
    """The words of one kind."""
    return frozenset(_lists()[kind].split())


@cache
def _lists() -> dict[str, str]:
    path = files("cohortmatch.disclosure").joinpath("data", "short_values.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
