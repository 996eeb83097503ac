"""What the product says: the sheets of a report, put into the words of `year_truth`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from python_calamine import CalamineWorkbook

from year_truth import Figure, Line

# The first that fits "What changed" is a line's kind; "skip" and "ids" are about no person's row.
KINDS = (
    (r"^List |^No earlier|^Nothing|not read|not delivered|no list came|^Decision|^Perhaps", "skip"),
    (r"taken for (one|several)|now one|joined into|now two|split|two people|may be", "ids"),
    (r"no longer on several", "not several"),
    (r"newly on several", "several"),
    (r"return|back on", "returned"),
    (r"moved from|moved to|^moved(?! house)", "moved"),
    (r"\b18\b|eighteen|adult", "18"),
    (r"categor", "category"),
    (r"\b(RAG|risk|band|RoSH)\b", "rag"),
    (r"\blevel", "level"),
    (r"\blead\b|officer|worker|agency", "lead"),
    (r"address|postcode|moved house", "address"),
    (r"(date of birth|DOB)", "birth"),
    (r"(gained|new|now has|added).*(number|PNC|identifier)|(number|PNC|identifier).*(gain|new|add)",
     "number gained"),
    (r"(number|PNC|identifier).*(lost|gone|no longer|removed)|(lost|gone|no longer).*(number|PNC)",
     "number lost"),
    (r"name", "name"),
    (r"left|off a|no longer on", "left"),
    (r"joined|new on|newly on|on another|on one more|now on", "joined"),
)  # fmt: skip


Told = tuple[Line, tuple[str, ...]]


@dataclass
class Said:
    """Lines with their cells, figures by day, the summary, and what was not understood."""

    lines: list[Told] = field(default_factory=list)
    figures: dict[str, dict[Figure, float | None]] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    ids: list[list[str]] = field(default_factory=list)
    summary: str = ""


def kind_of(what: str) -> str:
    """The kind of a line."""
    return next((kind for words, kind in KINDS if re.search(words, what, re.I)), "")


def lists_in(text: str, names: Mapping[str, str]) -> list[str]:
    """The lists that a text names."""
    found = []
    for name in sorted(names, key=len, reverse=True):
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            found.append(names[name])
            text = text.replace(name, "")
    return sorted(set(found))


def lines_of(row: list[str], names: Mapping[str, str]) -> list[Told]:
    """A line of Changes as one line for each list that it speaks of."""
    raw = tuple(row[:7])
    kind = kind_of(row[0])
    if kind == "moved":
        found = moved(row, names)
    elif kind == "returned":
        lists = lists_in(row[3] or row[5], names) or [""]
        found = [(each, row[1], on) for on in lists for each in (kind, "joined")]
    elif kind in ("several", "not several"):
        found = [(kind, row[1], "")]
    else:
        lists = lists_in(row[3], names) or [""] * (kind not in ("joined", "left"))
        found = [(kind, row[1], on) for on in lists]
    if kind in ("several", "not several", "joined", "left"):
        found += reasons(row, names)
    return [(line, raw) for line in found]


def moved(row: list[str], names: Mapping[str, str]) -> list[Line]:
    """Where somebody who moved came to, and where they left."""
    what, ref, _, on, before, now = row[:6]
    to = lists_in(now or on, names) or lists_in(what.rpartition(" to ")[2], names)
    old = lists_in(before, names) or lists_in(what.rpartition(" to ")[0], names)
    arrived: list[Line] = [(kind, ref, name) for name in to for kind in ("moved", "joined")]
    return arrived + [("left", ref, name) for name in old if name not in to]


def reasons(row: list[str], names: Mapping[str, str]) -> list[Line]:
    """The panels that a line about no one panel has more or fewer of than before."""
    if row[3]:
        return []
    before, now = set(lists_in(row[4], names)), set(lists_in(row[5], names))
    joined: list[Line] = [("joined", row[1], on) for on in sorted(now - before)]
    return joined + [("left", row[1], on) for on in sorted(before - now)]


DAYS = {"a quarter no longer than": "days low", "three quarters no longer than": "days high"}
EVENTS = ("Joining and leaving", "RAG or risk on the lists")
WHATS = ("people", "joined", "left", "returned", "up", "down")


def figure_of(figure: str, of: str, names: Mapping[str, str]) -> Figure | None:
    """The name of a figure of Trends."""
    if figure.startswith("People on several"):
        return {"All": ("several", "all"), "On three panels or more": ("several", "three")}.get(of)
    lists = lists_in(of, names)
    if figure.startswith("On both") and len(lists) == 2:
        return "both", " and ".join(lists)
    if figure.startswith("Days on") and lists:
        return DAYS.get(of.rpartition(": ")[2], "days"), lists[0]
    if figure == "Age":
        who, _, band = of.rpartition(": ")
        return "age", f"{lists_in(who, names)[0] if lists else 'all'} {band}"
    if figure == "Area" or of == "People on any panel":
        return ("area", of) if figure == "Area" else ("any", "all")
    if of.startswith("Moved from ") and lists:
        ends = (lists_in(part, names) for part in of.removeprefix("Moved from ").split(" to "))
        return "moved", " to ".join(name for end in ends for name in end)
    what = of.rsplit(": ", 1)[-1].split()[0] if ": " in of and figure in EVENTS else ""
    return (what, lists[0]) if what in WHATS and lists else None


def read_trends(said: Said, rows: list[list[object]], names: Mapping[str, str]) -> None:
    """The sheet Trends, a column for each run."""
    at = next((n for n, row in enumerate(rows) if row[0] == "Figure"), len(rows))
    for row in rows[at + 1 :]:
        key = figure_of(str(row[0]), str(row[1]), names)
        for day, cell in zip(rows[at][2:], row[2:], strict=False):
            known = said.figures.setdefault(str(day), {})
            if key and isinstance(cell, int | float):
                known[key] = float(cell)
            elif key:
                known.setdefault(key, None)


def read_report(out: Path, names: Mapping[str, str]) -> Said:
    """The sheets of a report."""
    said, book = Said(), CalamineWorkbook.from_path(str(out / "cross-reference.xlsx"))
    sheets = {name.split(" since")[0]: name for name in book.sheet_names}
    summary = book.get_sheet_by_name("Summary").to_python()
    said.summary = "\n".join(" ".join(str(cell) for cell in row if cell) for row in summary)
    rows = book.get_sheet_by_name(sheets["Changes"]).to_python()
    at = next(n for n, row in enumerate(rows) if row[0] == "What changed")
    for row in [[str(cell) for cell in row] for row in rows[at + 1 :]]:
        kind = kind_of(row[0])
        if not kind and row[0]:
            said.unknown.append(row[0])
        elif kind == "ids":
            said.ids.append(row)
        elif row[0] and kind != "skip":
            said.lines += lines_of(row, names)
    read_trends(said, [list(row) for row in book.get_sheet_by_name("Trends").to_python()], names)
    return said
