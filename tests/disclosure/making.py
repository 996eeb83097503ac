"""How the tables of arrangements are written down: the boroughs' lists, one line an arrangement."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .arrangement import Arrangement, Table, pattern, table

FILES = {
    "asb": "ASB & Community MARAC.csv",
    "da": "Domestic abuse referrals.csv",
    "dip": "DIP caseload.csv",
    "families": "Supporting Families.csv",
    "iom": "IOM cohort list.csv",
    "mappa": "MAPPA nominals.csv",
    "marac": "DA MARAC.csv",
    "matrix": "Gangs matrix extract.csv",
    "probation": "Probation caseload.csv",
    "sgv": "SGV panel list.csv",
    "unknown": "Operation Larkspur.csv",
    "yos": "YOS caseload.csv",
}
"""The list's files, by the word that an arrangement's id begins with; `sgv.xlsx` is a workbook."""

Maker = Callable[..., Arrangement]


def file_of(id: str) -> str:
    """The file that the first word of an id names."""
    word, _, ending = id.split()[0].partition(".")
    return FILES[word] if not ending else FILES[word].replace(".csv", f".{ending}")


def alike(kind: str) -> Maker:
    """Makes arrangements of one kind whose rows all look alike."""

    def make(id: str, about: str, headings: str, cells: str, **more: Any) -> Arrangement:
        layout = {each: more.pop(each) for each in ("above", "merged") if each in more}
        sheets = {"List": pattern(headings, cells, **layout)}
        return Arrangement(id, about, kind, file_of(id), sheets, **more)

    return make


def by_rows(kind: str) -> Maker:
    """Makes arrangements of one kind that are written out row by row."""

    def make(id: str, about: str, text: str, **more: Any) -> Arrangement:
        layout = {each: more.pop(each) for each in ("above", "merged") if each in more}
        return Arrangement(id, about, kind, file_of(id), {"List": table(text, **layout)}, **more)

    return make


def in_sheets(kind: str) -> Maker:
    """Makes workbooks of one kind, each sheet written out row by row."""

    def make(id: str, about: str, sheets: dict[str, Table], **more: Any) -> Arrangement:
        return Arrangement(id, about, kind, file_of(id), sheets, **more)

    return make
