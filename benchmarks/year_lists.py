"""The files of a month as panels deliver them, with what goes wrong in delivering."""

from __future__ import annotations

import csv
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import xlsxwriter

from year_names import a_name, a_postcode
from year_people import PANELS, REGISTERS, Borough, Row

LISTS = (*PANELS, *REGISTERS)
NAMES = {
    "IOM": ("IOM cohort", "IOM nominals"),
    "MAPPA": ("MAPPA list", "MAPPA nominals"),
    "SGV": ("SGV panel", "Serious group violence"),
    "DIP": ("DIP caseload", "Drugs panel"),
    "ASB": ("ASB cases", "Anti-social behaviour panel"),
    "Custody": ("Custody panel", "Custody panel"),
    "NPS": ("NPS caseload", "NPS list"),
    "CRC": ("CRC caseload", "CRC list"),
    "Matrix": ("Gangs matrix", "Gang nominals"),
}
HEADINGS: dict[str, dict[str, str]] = {
    on: {"surname": "Surname", "forename": "Forename", "born": "DOB", "pnc": "PNC ID"}
    | {"postcode": "Postcode", "risk": "RAG", "lead": "Lead officer"}
    for on in LISTS
}
HEADINGS["MAPPA"] |= {"category": "Category", "level": "Level", "lead": "Lead Agency"}
HEADINGS["SGV"] |= {"forename": "First name", "born": "D.O.B.", "pnc": "PNC", "risk": "Harm band"}
HEADINGS["DIP"] |= {"lead": "Key worker"}
HEADINGS["NPS"] |= {"born": "Date of Birth", "risk": "RoSH", "lead": "Offender Manager"}
HEADINGS["CRC"] |= {"born": "Birth date", "lead": "Responsible officer"}
del HEADINGS["MAPPA"]["risk"], HEADINGS["ASB"]["pnc"], HEADINGS["CRC"]["risk"]
OTHERWISE = {"surname": "Family name", "forename": "First name", "born": "Date of birth"}
OTHERWISE |= {"postcode": "Post code", "pnc": "PNC number", "lead": "Lead"}

Place = tuple[str, str, str]


@dataclass
class Habits:
    """How lists are kept by now: their headings, and whose file has another name.

    Where they are `calm`, nothing ever goes wrong in delivering.
    """

    calm: bool = False
    headings: dict[str, dict[str, str]] = field(
        default_factory=lambda: {on: dict(HEADINGS[on]) for on in LISTS}
    )
    renamed: set[str] = field(default_factory=set)

    def stem(self, on: str, month: str) -> str:
        """The name of a list's file, without its ending."""
        name = NAMES[on][on in self.renamed]
        return f"{name} {month}" if on == "Custody" and not self.calm else name


@dataclass
class Delivery:
    """The files of a month: which row of which file is whose, and what went wrong."""

    folder: Path
    rows: dict[Place, Row] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    phones: frozenset[str] = frozenset()
    extra: str = ""
    events: list[str] = field(default_factory=list)

    @property
    def read(self) -> frozenset[str]:
        """The lists that came."""
        return frozenset(self.files.values())


def cells(row: Row, headings: dict[str, str]) -> list[str]:
    """A row as its list writes it."""
    return [
        row.born.strftime("%d/%m/%Y") if what == "born" else str(getattr(row, what))
        for what in headings
    ]


def table(on: str, rows: list[Row], headings: dict[str, str]) -> list[list[str]]:
    """Headings and rows; an ASB list has a column of roles."""
    role = on == "ASB"
    lines = [list(headings.values()) + ["Role"] * role]
    return lines + [cells(row, headings) + ["Perpetrator"] * role for row in rows]


def victims(random: Random, headings: dict[str, str]) -> list[list[str]]:
    """Two rows of people who must never be matched."""
    surname, forename = a_name(random)
    known = {"surname": surname, "forename": forename, "postcode": a_postcode(random)}
    return [[known.get(what, "") for what in headings] + [who] for who in ("Victim", "Witness")]


def write_csv(path: Path, lines: list[list[str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(lines)


def write_sheets(path: Path, sheets: dict[str, list[list[str]]]) -> None:
    with xlsxwriter.Workbook(path) as book:
        for name, lines in sheets.items():
            sheet = book.add_worksheet(name)
            for number, line in enumerate(lines):
                sheet.write_row(number, 0, line)


def deliver_whole(
    there: Delivery, random: Random, habits: Habits, on: str, rows: list[Row], month: str
) -> None:
    """One list as a CSV file."""
    headings = habits.headings[on]
    name = f"{habits.stem(on, month)}.csv"
    lines = table(on, rows, headings)
    write_csv(there.folder / name, lines + (victims(random, headings) if on == "ASB" else []))
    there.files[name] = on
    there.rows |= {(name, "", str(at + 2)): row for at, row in enumerate(rows)}


def deliver_split(there: Delivery, habits: Habits, on: str, rows: list[Row], month: str) -> None:
    """One list as a workbook of two sheets."""
    name, half = f"{habits.stem(on, month)}.xlsx", (len(rows) + 1) // 2
    parts = {"A to M": rows[:half], "N to Z": rows[half:]}
    headings = habits.headings[on]
    write_sheets(
        there.folder / name, {sheet: table(on, part, headings) for sheet, part in parts.items()}
    )
    there.files[name] = on
    for sheet, part in parts.items():
        there.rows |= {(name, sheet, str(at + 2)): row for at, row in enumerate(part)}


def twice(there: Delivery, random: Random) -> None:
    """One of the files comes again under another name."""
    name = random.choice(sorted(name for name in there.files if name.endswith(".csv")))
    there.extra = random.choice((f"Copy of {name}", "People to discuss.csv"))
    shutil.copy(there.folder / name, there.folder / there.extra)
    on = there.files[name]
    there.events.append(f"twice {on}")
    again = {
        (there.extra, "", at): row for (file, _, at), row in there.rows.items() if file == name
    }
    there.rows |= again


def change_habits(random: Random, habits: Habits) -> list[str]:
    """A file or a heading is renamed, or a column is new, from now on."""
    events, on = [], random.choice(LISTS)
    if random.random() < 0.2 and on != "Custody" and on not in habits.renamed:
        habits.renamed.add(on)
        events.append(f"file renamed {on}")
    on, what = random.choice(LISTS), random.choice(sorted(OTHERWISE))
    if random.random() < 0.3 and what in habits.headings[on]:
        habits.headings[on][what] = OTHERWISE[what]
        events.append(f"heading renamed {on}")
    on = random.choice(LISTS)
    if random.random() < 0.2 and "phone" not in habits.headings[on]:
        habits.headings[on]["phone"] = "Mobile"
        events.append(f"new column {on}")
    return events


def rows_of(borough: Borough, on: str) -> list[Row]:
    """A list's rows: by surname, or in no order."""
    rows = [row for (_, name), row in sorted(borough.rows.items()) if name == on]
    if borough.random.random() < 0.4:
        borough.random.shuffle(rows)
        return rows
    return sorted(rows, key=lambda row: (row.surname, row.forename, row.person))


def deliver(borough: Borough, habits: Habits, folder: Path, month: str, first: bool) -> Delivery:
    """The files of a month."""
    random, there, first = borough.random, Delivery(folder), first or habits.calm
    folder.mkdir(parents=True)
    there.events = [] if first else change_habits(random, habits)
    there.phones = frozenset(on for on, head in habits.headings.items() if "phone" in head)
    missing = random.choice(LISTS) if not first and random.random() < 0.25 else ""
    split = random.choice(LISTS) if not first and random.random() < 0.12 else ""
    there.events += [f"missing {missing}"] * bool(missing)
    for on in sorted(set(LISTS) - {missing}):
        rows = rows_of(borough, on)
        if on == split and on not in ("ASB", missing):
            deliver_split(there, habits, on, rows, month)
            there.events.append(f"two sheets {on}")
        elif rows:
            deliver_whole(there, random, habits, on, rows, month)
    if not first and random.random() < 0.12:
        twice(there, random)
    return there


def truncate(there: Delivery, folder: Path, on: str) -> Delivery:
    """The same delivery with one list cut short."""
    shutil.copytree(there.folder, folder)
    name = next(name for name, its in there.files.items() if its == on)
    lines = (folder / name).read_text(encoding="utf-8").splitlines(keepends=True)
    keep = max(3, len(lines) * 2 // 5)
    (folder / name).write_text("".join(lines[:keep]), encoding="utf-8")
    rows = {at: row for at, row in there.rows.items() if at[0] != name or int(at[2]) <= keep}
    return Delivery(folder, rows, dict(there.files), there.phones, there.extra)
