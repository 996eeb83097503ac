"""The files and frames that the caller names, as a flat series of sources.

Policy: a folder means the files in it that can hold a list, by name, without its sub-folders.
Hidden files, the locks that Excel leaves (`~$...`), the borough's institutional addresses and text
files of prose are no lists; `not_lists` names them. Word documents are skipped unless they have a
table whose headings are certainly a list's, since minutes and letters have tables as well. A file
named twice is read once. A folder without lists is an error beside other sources; alone, it leaves
nothing to read, and the caller sees that.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from cohortmatch.core.accepting import a_path, a_text, one_of, refuse
from cohortmatch.core.any_frame import Frame, as_frame
from cohortmatch.core.errors import FileError, ListError, SettingsError
from cohortmatch.core.own_names import INSTITUTIONS
from cohortmatch.reading.columns.headings import IDENTIFIERS
from cohortmatch.reading.columns.wide import NAMING, fields_of
from cohortmatch.reading.formats.delimited import looks_delimited
from cohortmatch.reading.formats.files import file_bytes
from cohortmatch.reading.formats.word_tables import read_document
from cohortmatch.reading.stacked import table_of

__all__ = [
    "SUFFIXES",
    "AnySources",
    "Source",
    "Sources",
    "all_but",
    "can_be_a_list",
    "folders_of",
    "institutions_among",
    "sources_of",
]

PathLike = str | Path
Sources = PathLike | Sequence[PathLike] | Mapping[str, "pd.DataFrame | PathLike"] | pd.DataFrame
"""Files, folders and DataFrames, as they are read."""
AnySources = Sources | Frame | Mapping[str, "Frame | PathLike"]
"""What a caller may give: tables of any library too; `accepted` makes `Sources` of them."""
SUFFIXES = frozenset(
    (".csv", ".tsv", ".tab", ".txt", ".psv", ".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlt")
) | {".xlsb", ".ods", ".parquet", ".pq", ".docx", ".docm"}
LETTERS = frozenset((".txt", ".docx", ".docm"))
"""Endings of files that are more often prose than a list."""


"""A file of this name is the borough's list of hostels and offices, not a list of people."""
NAME_ONE = "name the one to use: [run] institutional_addresses in the settings"


@dataclass(frozen=True, eq=False)
class Source:
    """One file or frame; `name` and `sheet` are the list's where the caller gave them, else ''."""

    name: str
    path: Path | None = None
    frame: pd.DataFrame | None = None
    sheet: str = ""

    @property
    def label(self) -> str:
        """Its name in errors: the name given, or the file's own name."""
        return self.name or (self.path.name if self.path else "the list")

    def __repr__(self) -> str:
        return f"<Source {self.label}>"


class EmptyFolderError(FileError):
    """A folder holds nothing that can be a list."""


ACCEPTED = "a path, a list of paths, a DataFrame or list of records, or {name: any of these}"


def accepted(sources: Any) -> Sources:
    """The sources in every form the caller may give; SettingsError, in words, for anything else.

    Tables of any library become DataFrames here.
    """
    if not isinstance(sources, list | tuple) or sources:  # no path is no table without rows
        sources = as_frame("the lists", sources)
    if isinstance(sources, pd.DataFrame | str | Path):
        return sources
    if isinstance(sources, Mapping):
        found = {name: as_frame("the lists", item) for name, item in sources.items()}
        for name, item in found.items():
            a_text("the name of a list", name)
            one_of("the lists", item, (pd.DataFrame, str, Path), ACCEPTED)
            if not name.strip():
                raise SettingsError("the lists: each needs a name; one of them has none")
        return found
    if isinstance(sources, Sequence):
        return [a_path("the lists", item) for item in sources]
    refuse("the lists", ACCEPTED, sources)


def sources_of(
    sources: Sources,
    panels: Mapping[str, PathLike] | None,
    sheets: Mapping[str, str] | None = None,
) -> tuple[list[Source], list[ListError]]:
    """Every file and frame once, in order, and an error for each path that leads nowhere."""
    named = {Path(path).resolve(): name for name, path in (panels or {}).items()}
    found, errors = _collect(sources)
    for path in (panels or {}).values():
        _add(Path(path), "", found, errors)
    once: dict[object, Source] = {}
    for source in found:
        place = source.path.resolve() if source.path else object()
        name = named.get(place, source.name) if isinstance(place, Path) else source.name
        sheet = (sheets or {}).get(name, "")
        once.setdefault((place, name), Source(name, source.path, source.frame, sheet))
    kept = [each for each in errors if once or not isinstance(each, EmptyFolderError)]
    return list(once.values()), list({str(each): each for each in kept}.values())


def institutions_among(sources: Sources) -> Path | None:
    """The file of institutional addresses among the lists, None where there is none.

    Raises SettingsError where there are several, because nobody has said which to use.
    """
    if isinstance(sources, Mapping | pd.DataFrame):
        return None
    found = [each for path in _paths(sources) for each in _inside(Path(path))]
    own = {each.resolve(): each for each in found if _is_institutions(each) and each.is_file()}
    if len(own) > 1:
        raise SettingsError(f"{INSTITUTIONS}: several stand among the lists; {NAME_ONE}")
    return next(iter(own.values()), None)


def _inside(path: Path) -> Iterable[Path]:
    """A folder's files, or the file itself; nothing where they cannot be reached."""
    try:
        return list(path.iterdir()) if path.is_dir() else [path]
    except OSError:
        return []


def _is_institutions(path: Path) -> bool:
    return path.name.casefold() == INSTITUTIONS


def all_but(sources: Sources, own: Path) -> Sources:
    """The sources without one file that is among the lists and is not a list."""
    if isinstance(sources, Mapping | pd.DataFrame):
        return sources
    home = own.resolve().parent
    out: list[PathLike] = []
    for path in _paths(sources):
        if Path(path).resolve() == home:
            inside = (each.path for each in _collect(path)[0] if each.path)
            out += [each for each in inside if each.resolve() != own.resolve()]
        elif Path(path).resolve() != own.resolve():
            out.append(path)
    return out


def _collect(sources: Sources) -> tuple[list[Source], list[ListError]]:
    found: list[Source] = []
    errors: list[ListError] = []
    if isinstance(sources, pd.DataFrame):
        found.append(Source("list", frame=sources))
    elif isinstance(sources, Mapping):
        for name, item in sources.items():
            if isinstance(item, pd.DataFrame):
                found.append(Source(str(name), frame=item))
            else:
                _add(Path(item), str(name), found, errors)
    else:
        for path in _paths(sources):
            _add(Path(path), "", found, errors)
    return found, errors


def _paths(sources: PathLike | Iterable[PathLike]) -> Iterable[PathLike]:
    return [sources] if isinstance(sources, str | Path) else sources


def _add(path: Path, name: str, found: list[Source], errors: list[ListError]) -> None:
    try:
        if path.is_dir():
            inside = _folder(path)
            found.extend(Source(name, each) for each in inside)
            if not inside:
                remedy = "put the lists into it, or name them one by one"
                errors.append(
                    EmptyFolderError(name or path.name, "the folder holds no lists", remedy)
                )
        elif path.exists():
            found.append(Source(name, path))
        else:
            errors.append(_missing(path, name))
    except OSError:
        errors.append(FileError(name or path.name, "the file cannot be reached", "check the path"))


def _missing(path: Path, name: str) -> FileError:
    import difflib

    if path.is_symlink():
        problem = "it is a link that leads to no file"
        return FileError(name or path.name, problem, "name the file itself")
    beside = [each.name for each in path.parent.iterdir()] if path.parent.is_dir() else []
    near = difflib.get_close_matches(path.name, beside, 1)
    remedy = f"did you mean “{near[0]}”?" if near else "check the path"
    return FileError(name or path.name, "there is no such file", remedy)


def _folder(folder: Path) -> list[Path]:
    return [
        each for each in sorted(folder.iterdir(), key=lambda path: path.name) if can_be_a_list(each)
    ]


def can_be_a_list(path: Path) -> bool:
    """Whether a file of a folder is read as a list."""
    return (
        path.is_file()
        and not path.name.startswith((".", "~$"))
        and not _is_institutions(path)
        and path.suffix.lower() in SUFFIXES
        and (path.suffix.lower() not in LETTERS or _is_table(path))
    )


def folders_of(sources: Sources) -> list[Path]:
    """The folders among the sources, each once, that can be looked into."""
    if isinstance(sources, pd.DataFrame):
        return []
    paths = sources.values() if isinstance(sources, Mapping) else _paths(sources)
    given = [Path(each) for each in paths if isinstance(each, str | Path)]
    return [each for each in dict.fromkeys(given) if each.is_dir() and os.access(each, os.R_OK)]


def _is_table(path: Path) -> bool:
    """Whether a file that may be prose is a list: lines of columns, or a table of people."""
    if path.suffix.lower() != ".txt":
        return _holds_list(path)
    with path.open("rb") as stream:
        return looks_delimited(stream.read(20_000))


def _holds_list(path: Path) -> bool:
    """Whether a Word document has a table with names and a field that tells namesakes apart."""
    try:
        sheets = read_document(file_bytes(path, path.name), path.name)
    except FileError:
        return False
    tables = (table for sheet in sheets if (table := table_of(sheet)))
    fields = [set(fields_of(list(table.frame.columns))) for table in tables]
    return any(each & NAMING and each & (IDENTIFIERS | {"date_of_birth"}) for each in fields)
