"""For the chair: the sheet of an edition with tonight's people, upright on A4."""

from __future__ import annotations

from cohortmatch.reporting.chair import Chair, ChairLine
from cohortmatch.reporting.sheet import Cell, ReportSheet, SheetColumn, SheetTable, columns

__all__ = ["ASK", "NOTHING", "NO_DOUBT", "TITLE", "UNPROVEN", "chair_sheet"]

TITLE = "For the chair"
UNPROVEN = "Unproven: do not act on it before it is checked"
NO_DOUBT = "Nothing of tonight’s people is still to check."
ASK = "Where somebody is known to a list, ask its co-ordinator."
NOTHING = "Nobody to discuss"


def chair_sheet(chair: Chair) -> ReportSheet:
    """The sheet: one A4 side in portrait for an agenda of a usual length."""
    has_news = chair.audience.news is not None
    has_known = any(line.known for line in chair.lines)
    head = columns(
        SheetColumn("No.", 5),
        SheetColumn("Ref", 5),
        SheetColumn("Name", 17),
        SheetColumn("Born (age)", 13),
        SheetColumn("RAG, level", 10),
        SheetColumn("Also on", 20),
        SheetColumn("Lead", 13),
        [SheetColumn("New", 10)] if has_news else [],
        SheetColumn("Due", 13),
        SheetColumn("Lists differ on", 13),
        [SheetColumn("Also known to", 12)] if has_known else [],
    )
    return ReportSheet(
        title=TITLE,
        sentence=chair.headline,
        table=SheetTable(
            "For_the_chair",
            head,
            [_cells(line, has_news=has_news, has_known=has_known) for line in chair.lines],
            NOTHING,
        ),
        lines=(chair.title, *chair.told),
        notes=(
            *([("", ASK)] if has_known else []),
            (UNPROVEN, ""),
            *(("", text) for text in chair.unproven or [NO_DOUBT]),
        ),
        portrait=True,
    )


def _cells(line: ChairLine, *, has_news: bool, has_known: bool) -> list[Cell]:
    told: list[Cell] = [str(line.number), line.ref, line.name, line.born, line.risk, line.held]
    new = "; ".join(filter(None, (line.new, line.changed)))
    told += [line.lead, *([new] if has_news else []), line.due, line.differs]
    told += [", ".join(line.known)] if has_known else []
    return [cell or None for cell in told]
