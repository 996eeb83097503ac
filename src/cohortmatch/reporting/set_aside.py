"""Copies of outputs that people have changed, set aside before the report is written over them.

Policy: a copy stands beside the output under its name and the day, "people (set aside
2026-07-01).csv"; it is noted in `run.json` and, where there is one, in the store. It holds names
like the output itself, so it has the same rights and is erased with it.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from cohortmatch.core.errors import OutputError
from cohortmatch.core.own_names import MANIFEST, is_copy
from cohortmatch.core.whole_file import file_rights, write_new

__all__ = ["copies_of", "noted", "set_aside", "set_aside_names"]


def copies_of(folder: Path) -> tuple[Path, ...]:
    """Every copy set aside in the folder of a report that is still there, by name."""
    try:
        said = json.loads((folder / MANIFEST).read_bytes()).get("set_aside", ())
    except (OSError, ValueError, AttributeError):
        return ()
    names = {each for each in said if isinstance(each, str) and is_copy(each)}
    return tuple(folder / name for name in sorted(names) if (folder / name).is_file())


def set_aside_names(folder: Path, names: Sequence[str]) -> dict[str, str]:
    """For each output of a folder the name under which it is to be set aside: a free one."""
    return {name: _free(folder, name) for name in names}


def noted(folder: Path, names: Mapping[str, str]) -> dict[str, list[str]]:
    """What the manifest says of the copies that are there and of those about to be made."""
    found = sorted({*(each.name for each in copies_of(folder)), *names.values()})
    return {"set_aside": found} if found else {}


def _free(folder: Path, name: str) -> str:
    stem, suffix, day = Path(name).stem, Path(name).suffix, date.today()
    number, found = 1, f"{stem} (set aside {day}){suffix}"
    while (folder / found).exists():
        number += 1
        found = f"{stem} (set aside {day}, {number}){suffix}"
    return found


@contextlib.contextmanager
def set_aside(folder: Path, names: Mapping[str, str], *, shared: bool = False) -> Iterator[None]:
    """Copy outputs (name → name of the copy) for what is done inside; where that fails, the copies
    go again, because nothing was written over. OutputError when one cannot be copied.
    """
    made: list[Path] = []
    try:
        for name, copy in names.items():
            _copy(folder / name, folder / copy, shared=shared)
            made.append(folder / copy)
        yield
    except BaseException:
        for each in made:
            with contextlib.suppress(OSError):
                each.unlink()
        raise


def _copy(source: Path, target: Path, *, shared: bool) -> None:
    try:
        write_new(target, source.read_bytes(), file_rights(shared=shared))
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        with contextlib.suppress(OSError):
            target.unlink()
        raise OutputError(
            f"{source}: was changed since it was written, and cannot be set aside ({reason}). "
            "Nothing was written. Close it where it is open, or make room"
        ) from None
