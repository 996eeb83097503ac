"""Everyone on the panels: one row for each person on any panel, with what each panel's list says.

Policy: the columns to sort and filter by (the colour, the next review, the last contact, the next
end) go by the lists that the person is certainly on; each panel's own words stand in its column,
with a question mark where it is still to check whether the row is theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from cohortmatch.core.plurals import count
from cohortmatch.disclosure.redacted import Redacted
from cohortmatch.people.case_dates import days
from cohortmatch.people.changes import Change
from cohortmatch.people.details import spoken
from cohortmatch.people.persons import Person
from cohortmatch.people.status import MAIN, PROGRESS, RAG_ORDER
from cohortmatch.reporting.sheet import (
    Cell,
    ReportSheet,
    SheetColumn,
    SheetTable,
    at_most,
    columns,
)
from cohortmatch.reporting.sheets.people import KEY, born, on_list, registers_of

__all__ = ["MOST_ON_PAGE", "Everyone", "changes_of", "everyone", "left_words", "without_cards"]

TITLE = "Everyone on the panels"
KINDS = (*MAIN, *PROGRESS)
FEW = 6
"""More panels than this get narrower columns."""
PRINTED_TO = "Next end"
PANELS = 4
"""The place of the number of panels among the columns; the panels' own follow."""
MOST_ON_PAGE = 2000
"""More people than this are in the workbook and the table only."""
IN_FILES = "There are too many for this page: see the workbook and tracker.csv."
ON_CARDS = "People on several panels have a card above with all that each list says."


ORDER = "Those on most panels come first, then the most serious colour, then they go by name."


class Everyone:
    """The people on any panel, those on most panels first, then the most serious colour."""

    def __init__(self, view: Redacted) -> None:
        self._view = view
        lists = view.listings.lists
        self._sure: dict[str, list[int]] = {}
        self.panels = [code for code, info in enumerate(lists) if info.kind == "panel"]
        on = (p for p in view.everybody if p.panels and p.is_subject)
        self.people = sorted(on, key=self._place)
        self._changes = _by_person(view)

    def _place(self, person: Person) -> tuple[int, int, tuple[str, str], str]:
        colour = self.colour(person)
        return (
            -person.panels,
            -_pressing(colour),
            self._view.naming.sort_key(person),
            person.person_id,
        )

    def sure(self, person: Person) -> list[int]:
        """The listings that say how the person's case goes: certain ones, as a subject."""
        if person.person_id not in self._sure:
            certain = [i for i in self._view.as_subject(person) if i in person.core]
            self._sure[person.person_id] = certain
        return self._sure[person.person_id]

    def colour(self, person: Person) -> str:
        """The most serious colour that a panel gives; '' where none gives one."""
        panels = (i for i in self.sure(person) if self._view.list_code[i] in self.panels)
        colours = [self._view.said(i).colour for i in panels]
        return max((each for each in colours if each in RAG_ORDER), key=_pressing, default="")

    def day(self, person: Person, kind: str) -> date | None:
        """The day of one kind to go by: the last contact on a panel's list, of a review or an end
        the first that is not past, else the last."""
        sure = self.sure(person)
        if kind == "contact":
            sure = [i for i in sure if self._view.list_code[i] in self.panels]
        found = days({i: self._view.dates(i, kind) for i in sure})
        if kind == "contact" or not found:
            return found[-1] if found else None
        as_of = self._view.listings.as_of
        ahead = [day for day in found if as_of is None or day >= as_of]
        return ahead[0] if ahead else found[-1]

    def changes(self, person: Person) -> Sequence[Change]:
        """What changed about the person since the last run."""
        return self._changes.get(person.person_id, ())


def _pressing(colour: str) -> int:
    return RAG_ORDER.index(colour) if colour in RAG_ORDER else -1


def _by_person(view: Redacted) -> dict[str, list[Change]]:
    found: dict[str, list[Change]] = {}
    for change in view.since.changes if view.since else ():
        if change.person:
            found.setdefault(change.person, []).append(change)
    return found


def everyone(view: Redacted) -> ReportSheet:
    """The sheet of everybody on a panel."""
    all_of_them = Everyone(view)
    width = 17 if len(all_of_them.panels) <= FEW else 14
    is_later, has_registers = view.since is not None, any(p.registers for p in all_of_them.people)
    head = columns(
        SheetColumn("Ref", 7),
        SheetColumn("Name", 18),
        SheetColumn("Date of birth", 10, "date"),
        SheetColumn("Age", 6),
        SheetColumn("Panels", 7, "number"),
        (SheetColumn(view.list_names[code], width) for code in all_of_them.panels),
        SheetColumn("RAG", 7),
        SheetColumn("Next review", 10, "date"),
        SheetColumn("Last contact", 10, "date"),
        SheetColumn(PRINTED_TO, 10, "date"),
        [SheetColumn("Since last run", 24)] if is_later else [],
        [SheetColumn("Lists left", 18)] if is_later else [],
        [SheetColumn("Registers", 20)] if has_registers else [],
        SheetColumn("How sure", 14),
    )
    rows = [
        list(_row(view, all_of_them, person, is_later=is_later, has_registers=has_registers))
        for person in all_of_them.people
    ]
    return ReportSheet(
        title=TITLE,
        sentence=f"{count(len(rows), 'person', 'people')} on a panel, once each, with what each "
        f"panel's list says. {KEY} {ORDER}",
        table=SheetTable("Everyone", head, rows, "Nobody is on a panel"),
        lines=(
            "RAG is the most serious colour on any panel. A review or an end is the next one to "
            "come, or else the last; the last contact is the latest on any panel's list. Sort "
            "and filter with the arrows in the headings.",
        ),
        printed_to=PRINTED_TO,
    )


def _row(
    view: Redacted, all_of_them: Everyone, person: Person, *, is_later: bool, has_registers: bool
) -> Iterator[Cell]:
    yield from (person.person_id, view.title(person), born(view, person), view.age_words(person))
    yield person.panels
    yield from (on_list(view, person, code, KINDS) for code in all_of_them.panels)
    yield all_of_them.colour(person).capitalize() or None
    yield from (all_of_them.day(person, kind) for kind in ("review", "contact", "ends"))
    if is_later:
        yield "\n".join(changes_of(all_of_them, person)) or None
        yield "\n".join(left_words(view, person)) or None
    if has_registers:
        yield "\n".join(registers_of(view, person)) or None
    yield person.how_sure if len(person.listings) > 1 else None


def without_cards(view: Redacted, sheet: ReportSheet) -> ReportSheet:
    """The sheet for the page, where whoever is on several panels has a card: of these each panel's
    cell says the first thing only. Of more people than a page can hold, only how many they are."""
    if (short := at_most(sheet, MOST_ON_PAGE, IN_FILES)) is not sheet:
        return short
    panels = sum(info.kind == "panel" for info in view.listings.lists)
    rows = [
        [
            _first_line(cell) if PANELS < place <= PANELS + panels and _several(cells) else cell
            for place, cell in enumerate(cells)
        ]
        for cells in sheet.table.rows
    ]
    told = f"{sheet.sentence} {ON_CARDS}"
    return replace(sheet, sentence=told, table=replace(sheet.table, rows=rows))


def _several(cells: Sequence[Cell]) -> bool:
    panels = cells[PANELS]
    return isinstance(panels, int) and panels > 1


def _first_line(cell: Cell) -> Cell:
    return cell.split("\n")[0] if isinstance(cell, str) else cell


def changes_of(all_of_them: Everyone, person: Person) -> Iterator[str]:
    """Each change about a person, in words."""
    for change in all_of_them.changes(person):
        where = f" ({change.list_name})" if change.list_name else ""
        told = f"{change.before} → {change.now}" if change.before and change.now else ""
        doubt = ", to check" if change.to_check else ""
        yield f"{change.what}{where}{': ' if told else ''}{told}{doubt}"


def left_words(view: Redacted, person: Person) -> Iterator[str]:
    """Each list that a person left, with the last day they were on it."""
    for name, day in view.lists_left.get(person.person_id, {}).items():
        yield f"{name}{f' (last on {spoken(day)})' if day else ''}"
