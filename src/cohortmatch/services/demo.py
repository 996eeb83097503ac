"""Write invented lists of five panels and four registers to practise on."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cohortmatch.core.accepting import a_path, a_whole_number, accepting
from cohortmatch.core.errors import OutputError
from cohortmatch.core.own_names import MARKER, STORE_FILES
from cohortmatch.core.whole_file import file_rights, write_whole

if TYPE_CHECKING:
    from cohortmatch.services.answers import DemoAnswer

__all__ = ["FOLDER", "SEED", "demo", "made_by_demo"]

SEED = 2026
FOLDER = Path("demo-lists")


@accepting(folder=a_path, seed=a_whole_number)
def demo(folder: str | Path = FOLDER, *, seed: int = SEED) -> DemoAnswer:
    """Write the lists; another `seed` gives other people, the same seed the same.

    The folder must be empty, or hold lists that demo wrote and nobody changed: OutputError
    otherwise, and nothing is written.
    """
    # The command line takes its defaults from here, and must start at once.
    from cohortmatch.services.answers import DemoAnswer
    from cohortmatch.synthetic import invent, write_lists

    place = Path(folder)
    _refuse_others(place)
    invented = invent(seed)
    files = tuple(sorted(table.spec.file for table in invented.tables))
    write_lists(invented, place)
    _mark(place, files, seed)
    people = int(invented.truth["person"].nunique())
    return DemoAnswer(
        folder=str(folder), files=files, listings=len(invented.truth), people=people, seed=seed
    )


def made_by_demo(lists: Sequence[Path]) -> Path | None:
    """The folder of lists that demo made, whatever they say by now; None where it made none of
    them, or not all.
    """
    folders = {each if each.is_dir() else each.parent for each in lists}
    if len({each.resolve() for each in folders}) != 1:
        return None
    folder = folders.pop()
    said = _said(folder)
    named = {line.partition("  ")[2] for line in said}
    files = {each.name for each in lists if not each.is_dir()}
    return folder if said and (folder in lists or files <= named) else None


def _said(folder: Path) -> set[str]:
    """The lines of the note in a folder of invented lists; empty where there is none."""
    marker = folder / MARKER
    if not marker.is_file():
        return set()
    return set(marker.read_text(encoding="utf-8", errors="replace").split("\n"))


def _refuse_others(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{folder}: is a file. Choose a folder: cohortmatch demo -o FOLDER")
    if folder.is_dir() and any(folder.iterdir()) and not _is_own(folder):
        raise OutputError(
            f"{folder}: the folder holds other files, or lists that were changed; nothing was "
            "written. Choose an empty folder: cohortmatch demo -o FOLDER"
        )


def _is_own(folder: Path) -> bool:
    """Whether every list in the folder is, byte for byte, as demo left it."""
    said = _said(folder)
    here = [each for each in folder.iterdir() if each.name not in (MARKER, *STORE_FILES)]
    return bool(said) and all(each.is_file() and _digest_line(each) in said for each in here)


def _digest_line(file: Path) -> str:
    return f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}"


def _mark(folder: Path, files: tuple[str, ...], seed: int) -> None:
    """Leave a note that says what these lists are, and by which demo knows them again."""
    lines = [f"cohortmatch demo --seed {seed}", "", "Every person in these lists is invented.", ""]
    lines += [_digest_line(folder / file) for file in files]
    content = "\n".join(lines) + "\n"
    write_whole(folder / MARKER, content.encode("utf-8"), file_rights())
