"""From lists to a report in one call, as `cohortmatch run` does it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from cohortmatch.core.accepting import (
    a_day,
    a_flag,
    a_path,
    a_text,
    accepting,
    mapping_of,
    paths,
    refuse,
    some_passwords,
)
from cohortmatch.core.errors import ListErrors
from cohortmatch.core.types import Passwords
from cohortmatch.services.places import keeping
from cohortmatch.services.run import Ran, run
from cohortmatch.services.sources import given

__all__ = ["report"]


def _a_file(name: str, given: object) -> Path:
    """The path of a file, and not what would be in it."""
    if not isinstance(given, str | os.PathLike):
        refuse(name, "the path of its file", given)
    return a_path(name, given)


@accepting(
    lists=paths,
    out=a_path,
    panel=a_text,
    panels=mapping_of("{name: path}", a_path),
    settings=a_path,
    as_of=a_day,
    marking=a_text,
    base=_a_file,
    decisions=_a_file,
    store=_a_file,
    audit=_a_file,
    by=a_text,
    purpose=a_text,
    passwords=some_passwords,
    repeats=a_flag,
    trial=a_flag,
    parquet=a_flag,
)
def report(
    lists: str | Path | Sequence[str | Path],
    out: str | Path,
    *,
    panel: str | None = None,
    panels: Mapping[str, Path] | None = None,
    settings: str | Path | None = None,
    as_of: date | str | None = None,
    marking: str | None = None,
    base: str | Path | None = None,
    decisions: str | Path | None = None,
    store: str | Path | None = None,
    audit: str | Path | None = None,
    by: str | None = None,
    purpose: str | None = None,
    passwords: Passwords | None = None,
    repeats: bool = False,
    trial: bool = False,
    parquet: bool = False,
) -> Ran:
    """Read lists (files or folders), match them and write the report into the folder `out`.

    With a `panel`, by its list's name, its edition is written in place of the whole report.
    `panels` ({name: path}) says which list a file is; `settings` is a cohortmatch.toml, by default
    one in this folder or beside the lists; arguments given here override it. `decisions`, `store`
    and `audit` say where decisions, persons and the log are kept; `by` who acts and `purpose` what
    for, each file by its path: decisions in a DataFrame go into one by `cm.decide`; a `trial` is
    compared with what is kept, and nothing of it is kept; with `parquet` the tables are written as
    Parquet too. `.result` is the CrossReference,
    `.answer` what `run --json` prints, `.edition` the panel's. Raises ListErrors with every list
    that cannot be used, and then nothing is written; also SettingsError, OutputError, StoreError,
    AnswersError and BaseError.
    """
    kept = {"decisions": decisions, "store": store, "audit": audit, "by": by, "purpose": purpose}
    flags = {"as_of": as_of, "marking": marking, "base": base, **kept}
    said = {name: None if value is None else str(value) for name, value in flags.items()}
    file = None if settings is None else Path(settings)
    what = given(lists, panels=panels, settings=file, passwords=passwords, flags=said)
    places = keeping(what.settings, flags={name: said[name] for name in kept})
    how: dict[str, Any] = {"repeats": repeats, "trial": trial, "parquet": parquet}
    ran = run(what, Path(out), places, panel=panel, **how)
    if ran.found.errors:
        raise ListErrors(ran.found.errors)
    return ran
