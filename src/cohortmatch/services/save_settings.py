"""`check --save`: keep how lists were understood, so that next month's lists are read the same way.

A file's name is kept only where the user said which list it is: a recognised list may come under
another name next month.

Policy: the present content of the settings file stays as it is, comments included; only lists and
columns that it does not mention are added at its end, and the store in which runs are kept where no
place for decisions is named. Columns are kept by their headings, so a column that has moved is
still found.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from cohortmatch.core.errors import OutputError, SettingsError
from cohortmatch.core.own_names import SETTINGS
from cohortmatch.core.types import RawList
from cohortmatch.core.whole_file import write_whole
from cohortmatch.services.added_settings import entries, quoted, with_choices
from cohortmatch.services.default_store import default_store
from cohortmatch.services.pipeline import Survey
from cohortmatch.services.sources import Given
from cohortmatch.settings.file import ListSettings

NOT_KEPT = ("status", "other", "free_text", "another_person")
"""Fields that are carried along or closed by their headings: next month's headings say so again,
and what is nobody's for sure is told again."""
BY = ("heading", "values", "settings")
"""By what a column of the file was understood; one put together from others is no column of it."""
RUN = re.compile(r"^[ \t]*\[[ \t]*run[ \t]*\][ \t]*(?:#[^\n]*)?(?:\n|\Z)", re.M)
"""The heading of the settings' table [run]."""
ROLE_UNSAID = (
    '# role = "subject"   # without the first # if nobody on it is a victim or a witness\n'
)
HEAD = """\
# Settings of cohortmatch, written by: cohortmatch check --save
# A line that begins with # is a remark. What stands here beats what the lists look like.
"""


def save_understanding(found: Survey, given: Given) -> Path:
    """Add what was understood to the settings file (made here when there is none); its path.

    Raises SettingsError when nothing can be added to the file, OutputError when it cannot be
    written; it is then unchanged.
    """
    target = given.settings.file or Path(SETTINGS)
    before = target.read_text(encoding="utf-8-sig") if target.is_file() else HEAD
    said = tomllib.loads(before)
    named = {name: path.name for name, path in given.named.items()}
    chosen, lists = given.settings.lists, said.get("lists", {})
    added = "".join(_tables(found.raw, lists, named, chosen))
    before = with_choices(before, lists, chosen)
    text = with_store(before, said, _store(target, given)).rstrip("\n") + "\n" + added
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise SettingsError(
            f"{target.name}: lists: nothing can be added to it; write each list as a table of its "
            'own, such as [lists."IOM"]'
        ) from None
    if text != before:
        _write(target, text)
    return target


def _store(target: Path, given: Given) -> str:
    """The store that a run chooses for these lists, as seen from the settings file."""
    store = default_store(given.lists, Path("report"))
    try:
        return Path(os.path.relpath(store.resolve(), target.resolve().parent)).as_posix()
    except ValueError:  # on Windows it may be on another drive
        return str(store.resolve())


def with_store(text: str, said: Mapping[str, Any], store: str) -> str:
    """The settings with the store under [run]; as they are where they name a place for decisions,
    or [run] is written in another way.
    """
    run, line = said.get("run"), f"store = {quoted(store)}   # what is kept from month to month\n"
    if run is None:
        return f"{text.rstrip(chr(10))}\n\n[run]\n{line}"
    if {"store", "decisions"} & run.keys():
        return text
    return RUN.sub(lambda head: f"{head[0].rstrip(chr(10))}\n{line}", text, count=1)


def _tables(
    lists: Iterable[RawList],
    said: Mapping[str, Any],
    named: Mapping[str, str],
    chosen: Mapping[str, ListSettings],
) -> Iterator[str]:
    """The TOML of every list and of every list's columns that the file does not speak of."""
    known = {name.casefold(): name for name in said}
    for raw in lists:
        name = known.get(raw.info.name.casefold(), raw.info.name)
        if name not in said:
            yield f"\n[lists.{quoted(name)}]\n"
            role = chosen[name].role or "" if name in chosen else ""
            yield from entries({"file": named.get(name, ""), "kind": raw.info.kind, "role": role})
            yield ROLE_UNSAID if raw.is_mixed and not raw.headings("role") else ""
        columns = _columns(raw)
        if columns and "columns" not in said.get(name, {}):
            yield f"\n[lists.{quoted(name)}.columns]\n"
            yield from entries(columns)


def _columns(raw: RawList) -> dict[str, str | list[str]]:
    fields: dict[str, list[str]] = {}
    for use in raw.info.columns:
        if use.person:
            continue  # the settings speak of the nominal's columns
        is_answer = use.how == "settings" and use.field == "other"
        if is_answer or (use.field not in NOT_KEPT and use.how in BY):
            fields.setdefault(use.field, []).append(use.heading)
    return {field: found[0] if len(found) == 1 else found for field, found in fields.items()}


def _write(target: Path, text: str) -> None:
    """Write the file whole or not at all."""
    try:
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o644
        write_whole(target, text.encode("utf-8"), mode)
    except OSError as error:
        reason = (error.strerror or "it cannot be written").lower()
        raise OutputError(f"{target}: {reason}. Nothing was changed") from None
