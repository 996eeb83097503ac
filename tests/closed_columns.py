"""Lists with rows that are closed to a reader, whose cells are anything at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

import pandas as pd

import cohortmatch as cm
from cohortmatch.disclosure.agreement import Choices
from cohortmatch.disclosure.sharing_agreement.document import SharingRule
from cohortmatch.reporting import CrossReference
from disclosed import files, matched
from disclosure.agreeing import agreement

Kind = Literal["victims", "associates", "children"]
HEADS = ("Name", "Role", "DOB", "Address", "Phone", "RAG", "Lead officer", "Status", "Ref", "Zorb")
FREE = HEADS[2:]
"""The columns of a closed row that may hold anything: all but its name and its role."""
NOMINALS = (
    ("Jordan Peake", "Nominal", "03/04/1989", "1 Oak Road RM1 3BD", "07700 900111", "Red"),
    ("Kamil Nowak", "Nominal", "30/01/1991", "9 Oak Road RM1 3BD", "", "Amber"),
    ("Abdi Warsame", "Nominal", "17/07/1999", "2 Elm Road RM1 3BA", "07700 900112", "Green"),
)
REST = ("PC Brumby", "Open", "A1", "blue")
OWN = (
    ("Peake", "Jordan", "03/04/1989", "Red"),
    ("Nowak", "Kamil", "30/01/1991", "Amber"),
    ("Draycott", "Callum", "08/08/1996", "Green"),
)
NAMES = tuple(
    f"{forename} {surname}"
    for surname in ("Gashi", "Tembo", "Moyo", "Phiri", "Kaya", "Iyer", "Lim", "Hoxha")
    for forename in ("Ardit", "Besa", "Drita")
)
ROLES = {"victims": "Victim", "associates": "Associate", "children": "Nominal"}
LIST = {"victims": "ASB", "associates": "SGV", "children": "DIP"}
"""The list on which rows of each kind stand."""
BORN = "01/02/2012"
"""When children were born; their agreement withholds them because of it."""
Cells = dict[str, str]


def lists(kind: Kind, closed: Sequence[Cells]) -> dict[str, pd.DataFrame]:
    """IOM's own list and one on which closed rows stand below three nominals."""
    rows: list[tuple[str, ...]] = [(*each, *REST) for each in NOMINALS]
    for name, cells in zip(NAMES, closed, strict=False):
        born = BORN if kind == "children" else ""
        said = {"Name": name, "Role": ROLES[kind], "DOB": born} | cells
        rows.append(tuple(said.get(heading, "") for heading in HEADS))
    own = pd.DataFrame(list(OWN), columns=["Surname", "Forename", "DOB", "RAG"], dtype=str)
    return {"IOM": own, LIST[kind]: pd.DataFrame(rows, columns=list(HEADS), dtype=str)}


def result(kind: Kind, closed: Sequence[Cells]) -> CrossReference:
    """The cross-reference; children stand under an agreement that withholds whoever is under 18."""
    if kind != "children":
        return matched(lists(kind, closed), Choices())
    rule = SharingRule(
        list="DIP",
        items=("listed", "name", "risk", "lead", "date_of_birth"),
        to=("MPS IOM team",),
        purpose=("IOM panel",),
        under_18="withhold",
        unknown_age="withhold",
    )
    soon = date(2099, 1, 1)
    agreed = agreement((rule,), review=soon, expires=soon)
    plan = cm.Plan(as_of=date(2026, 6, 1), agreement=agreed)
    return cm.match(lists(kind, closed), plan=plan)


def edition(kind: Kind, closed: Sequence[Cells]) -> dict[str, bytes]:
    """The files of IOM's edition."""
    return files(result(kind, closed), "IOM")
