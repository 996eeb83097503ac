"""Files that cohortmatch wrote itself, which are no lists although they hold people.

A report or an edition that was copied among the lists would be read as one more panel. Policy: a
sheet is recognised by its title in the first cell and by its headings, a table of other tools by
its first headings, whatever the file is called and as which kind of file it was saved again. Lists
that `cohortmatch demo` made are lists.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from cohortmatch.core.own_names import (
    ACCEPTED_AGREEMENT,
    AGREEMENT,
    APPLICATION,
    BESIDE_STORE,
    EDITION,
    INSTITUTIONS,
    LOG_SUFFIX,
    MANIFEST,
    MARKER,
    PAGE,
    SETTINGS,
    STORE,
    WORKBOOK,
    without_copy,
)
from cohortmatch.reading.formats.sheets import Sheet

__all__ = ["is_own_sheet", "is_own_table", "own_words", "used_by_itself"]

FIRST_ROWS = 20
"""Rows of a sheet among which its headings are looked for."""
TOPICS = frozenset(("Topic", "What to know"))
SHEETS: Mapping[str, tuple[frozenset[str], ...]] = {
    "Summary": (frozenset(("List", "Kind", "Date of birth usable")),),
    "On several panels": (frozenset(("Ref", "Registers", "Suggested lead")),),
    "On a panel and a register": (frozenset(("Ref", "Registers", "Suggested lead")),),
    "Everyone on the panels": (frozenset(("Ref", "Panels", "Next review", "Last contact")),),
    "Clocks": (frozenset(("Clock", "Ref", "The list says")),),
    "For tasking": (frozenset(("Why", "Ref", "Lists say")),),
    "Panels in figures": (frozenset(("List", "People", "Share on the matrix")),),
    "Neighbours": (frozenset(("Ref", "Districts elsewhere", "On panels")),),
    "Families": (frozenset(("Programme", "Ref", "Family")),),
    "To review": (frozenset(("Pair", "How likely", "Decision")),),
    "Under 18": (frozenset(("Ref", "Turns 18 on")),),
    "Corrections": (frozenset(("Ref", "Detail", "Other lists say")),),
    "Changes": (frozenset(("What changed", "Ref")),),
    "Changes since last run": (frozenset(("What changed", "Ref")),),
    "Where to look": (frozenset(("Figure", "This run", "How to read it")),),
    "Trends": (frozenset(("Figure", "Of")),),
    "Quarters": (frozenset(("Figure", "Of")),),
    "Repeats within a list": (frozenset(("Rows", "Ref")),),
    "Memberships": (frozenset(("Ref", "Listing", "Role")),),
    "Data quality": (frozenset(("How serious", "What was noticed")),),
    "Decisions in force": (frozenset(("Decision", "Pair", "Decided by")),),
    "Method and limits": (TOPICS,),
    "For the chair": (frozenset(("No.", "Ref", "Lists differ on")),),
    "Agenda": (frozenset(("Ref", "Row", "Suggested lead")),),
    "On no other panel": (frozenset(("Ref", "Row", "Also known to")),),
    "About this edition": (TOPICS,),
}
"""The sheets of a report and of an edition, by title, and headings that each has."""
TABLES: tuple[tuple[str, ...], ...] = (
    ("person_id", "names", "date_of_birth", "panels", "registers"),
    ("person_id", "listing_id", "panel", "file", "sheet", "row", "role"),
    ("left", "right", "weight", "band"),
    ("person_id", "name", "date_of_birth", "age", "panels", "registers"),
    ("person_id", "name", "age", "programme", "panels"),
    ("left", "right", "comparison", "level"),
    ("person_id", "panel", "status", "text"),
    ("number", "answer", "left", "right", "by", "at"),
    ("day", "panel", "figure", "value"),
    ("quarter", "panel", "figure", "value"),
)
"""The first headings of the tables of a report, of a file of decisions and of published counts."""
A_REPORT, AN_EDITION = "a report of cohortmatch", "an edition of cohortmatch"
USED = frozenset(
    each.casefold() for each in (AGREEMENT, ACCEPTED_AGREEMENT, SETTINGS, INSTITUTIONS, MARKER)
)
"""Files beside the lists that are read, though not as lists, and the label of invented ones."""
USED_ENDINGS = (LOG_SUFFIX, *(Path(STORE).suffix + end for end in BESIDE_STORE))
STORE_HEAD = b"SQLite format 3\0"


def is_own_sheet(sheet: Sheet) -> bool:
    """Whether a sheet, or a text file saved from one, is one of a report's or an edition's."""
    first, *others = [[cell.strip() for cell in row] for row in sheet.rows[:FIRST_ROWS]] or [[]]
    if is_own_table(first):
        return True
    title = next(filter(None, first), "")
    is_alone = sum(map(bool, first)) == 1
    return is_alone and any(
        headings <= set(row) for headings in SHEETS.get(title, ()) for row in others
    )


def is_own_table(headings: Sequence[str]) -> bool:
    """Whether headings are those of a table that a run or `decisions export` writes."""
    return any(tuple(headings[: len(own)]) == own for own in TABLES)


def own_words(path: Path) -> str:
    """What a file that can be no list, or a folder, of cohortmatch's own is, by the names; '' for
    any other."""
    if path.is_dir():
        inside = (_words_of(each.name) for each in sorted(path.iterdir()))
        return next((f"a folder with {words}" for words in inside if words), "")
    return A_REPORT if path.name.casefold() == MANIFEST else _words_of(path.name)


def _words_of(name: str) -> str:
    """What a workbook or page with this name is, also a copy that was set aside."""
    name = without_copy(name).casefold()
    if name in (WORKBOOK, PAGE):
        return A_REPORT
    return AN_EDITION if EDITION.fullmatch(name) else ""


def used_by_itself(path: Path) -> bool:
    """Whether cohortmatch keeps this file beside the lists: its settings, store or log."""
    name = path.name.casefold()
    is_named = name in USED or name.endswith(USED_ENDINGS)
    return path.is_file() and (is_named or _is_store(path))


def _is_store(path: Path) -> bool:
    with path.open("rb") as stream:
        head = stream.read(72)
    return head.startswith(STORE_HEAD) and int.from_bytes(head[68:72], "big") == APPLICATION
