"""What stands in a folder of lists and was not read, by name: nothing is passed over in silence.

Policy: every file and sub-folder is told. Not told are what the computer itself leaves there (locks
of Excel and LibreOffice, thumbnails, hidden folders) and what cohortmatch reads beside the lists:
its settings, its store and log, the institutional addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from cohortmatch.core.findings import FILE, FOLDER, OWN, Finding
from cohortmatch.core.guarding import one_line
from cohortmatch.reading.own_files import own_words, used_by_itself
from cohortmatch.reading.sources import can_be_a_list

__all__ = ["not_lists", "own_file"]

LEFT_BY_COMPUTER = re.compile(
    r"~\$.*|\.~lock\..*#|\._.*|\.DS_Store|\.localized|Thumbs\.db|desktop\.ini", re.I
)
KINDS = (
    ("a PDF", ".pdf"),
    ("a Word document of the old kind", ".doc .dot .wps"),
    ("a Word document without a table of people", ".docx .docm"),
    ("text without columns", ".txt"),
    ("an e-mail", ".msg .eml .mht .pst"),
    ("an archive", ".zip .7z .rar .gz .tar .tgz"),
    ("a web page", ".html .htm .xhtml .mhtml"),
    ("a picture", ".png .jpg .jpeg .gif .bmp .tif .tiff .heic"),
    ("a presentation", ".ppt .pptx .odp .pps"),
    ("a text document", ".rtf .odt .pages .dotx .dotm .md"),
    ("a database", ".accdb .mdb .db .sqlite .dbf"),
    ("a notebook", ".one .onetoc2 .ipynb"),
    ("a shortcut", ".lnk .url .webloc"),
    ("settings", ".toml .ini .cfg"),
    ("data of a program", ".json .xml .yaml .yml .log .pkl .npz .rds .sav .dta"),
)
WORDS = {ending: words for words, endings in KINDS for ending in endings.split()}


def own_file(name: str, what: str = "") -> Finding:
    """The finding that a file, sheet or folder is cohortmatch's own."""
    return Finding(OWN, one_line(name), detail=what)


def not_lists(folders: Iterable[Path]) -> Iterator[Finding]:
    """A finding for each file and sub-folder of the folders that can be no list, in their order."""
    for folder in folders:
        for path in sorted(folder.iterdir(), key=lambda each: each.name):
            if not LEFT_BY_COMPUTER.fullmatch(path.name):
                yield from _told(path)


def _told(path: Path) -> Iterator[Finding]:
    try:
        yield from _of_folder(path) if path.is_dir() else _of_file(path)
    except OSError:
        yield Finding(FILE, one_line(path.name), detail="it cannot be reached")


def _of_folder(path: Path) -> Iterator[Finding]:
    if path.name.startswith("."):
        return
    if own := own_words(path):
        yield own_file(path.name, own)
    else:
        yield Finding(FOLDER, one_line(path.name))


def _of_file(path: Path) -> Iterator[Finding]:
    if not path.is_file():
        yield Finding(FILE, one_line(path.name), detail="it leads to no file")
    elif not can_be_a_list(path) and not used_by_itself(path):
        own = own_words(path)
        yield (
            own_file(path.name, own)
            if own
            else Finding(FILE, one_line(path.name), detail=_kind(path))
        )


def _kind(path: Path) -> str:
    """What a file is, by the ending of its name."""
    if path.name.startswith("."):
        return "a hidden file"
    ending = one_line(path.suffix.lower())
    return WORDS.get(
        ending, f"a file of the kind {ending}" if ending else "a file without an ending"
    )
