"""Settings as text, and answers put into the tables that a settings file has already.

Policy: what the file says stays as it is, remarks included. An answer becomes a line right below
the heading of its table; a key that the file has already is replaced in its own line.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from cohortmatch.core.errors import SettingsError
from cohortmatch.settings.file import ListSettings

__all__ = ["entries", "quoted", "with_choices"]

Value = str | list[str]


def with_choices(text: str, said: Mapping[str, Any], chosen: Mapping[str, ListSettings]) -> str:
    """The file's text with what is chosen for lists that it speaks of and does not say yet."""
    for name, each in chosen.items():
        if name not in said:
            continue
        if each.role and said[name].get("role") != each.role:
            text = _put(text, ("lists", name), {"role": each.role})
        before = said[name].get("columns", {})
        new = {field: value for field, value in each.columns.items() if before.get(field) != value}
        if new and "columns" in said[name]:
            text = _put(text, ("lists", name, "columns"), new)
    return text


def _put(text: str, table: tuple[str, ...], values: Mapping[str, Value]) -> str:
    """The text with these keys in a table that stands under a heading of its own."""
    lines = text.split("\n")
    places = [at for at, line in enumerate(lines) if _table_of(line) == table]
    if not places:
        raise SettingsError(
            f"{'.'.join(table)}: write it as a table of its own, such as "
            f"[{'.'.join(table[:1])}.{quoted(table[1])}], so that answers can be added to it"
        )
    end = next((at for at in range(places[0] + 1, len(lines)) if _table_of(lines[at])), len(lines))
    own = lines[places[0] + 1 : end]
    kept = [line for line in own if _key_of(line) not in values]
    added = "".join(entries(values)).splitlines()
    return "\n".join([*lines[: places[0] + 1], *added, *kept, *lines[end:]])


def _table_of(line: str) -> tuple[str, ...]:
    """The table whose heading a line is, by its keys; () for any other line."""
    if not line.lstrip().startswith("["):
        return ()
    try:
        inner: Any = tomllib.loads(line)
    except tomllib.TOMLDecodeError:
        return ()
    keys = []
    while isinstance(inner, dict) and inner:
        (key,) = inner
        keys.append(key)
        inner = inner[key]
    return tuple(keys)


def _key_of(line: str) -> str:
    found = re.match(r"\s*([A-Za-z0-9_-]+)\s*=", line)
    return found[1] if found else ""


def entries(values: Mapping[str, Value]) -> Iterator[str]:
    """A line for each key that has a value."""
    for key, value in values.items():
        if isinstance(value, list):
            yield f"{key} = [{', '.join(map(quoted, value))}]\n"
        elif value:
            yield f"{key} = {quoted(value)}\n"


def quoted(text: str) -> str:
    """The text as a TOML basic string."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
