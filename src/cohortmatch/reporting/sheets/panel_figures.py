"""Panels in figures: how much of each panel is on the gangs matrix, on a programme for families or
lives outside our area, and how many rows of each list were left out; counts only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cohortmatch.core.types import ListInfo
from cohortmatch.disclosure.redacted import Redacted
from cohortmatch.people.neighbours import ELSEWHERE
from cohortmatch.people.on_registers import MATRIX, PROGRAMME
from cohortmatch.people.profile import AGES, ANY, BANDS, LEFT_OUT, LEFT_OUT_AS, Counted
from cohortmatch.reporting.sheet import Cell, ReportSheet, SheetColumn, SheetTable, columns

__all__ = ["panel_figures"]

ALL = "All of them"
GROUPS = {
    MATRIX: "Share on the matrix",
    PROGRAMME: "Share on a programme",
    ELSEWHERE: "Share outside our area",
}
"""What is counted of each panel, and what the share of its people is called."""
SENTENCE = (
    "What each panel shares with other programmes and areas, and the rows that were left out."
)
LINES = (
    "A person counts if the row there and the panel's own are certainly theirs, and on the matrix "
    "only as a subject. A cell is empty if no such list was read.",
    "Neighbours says which area is ours and who lives outside it; people who also have an address "
    "in it are not counted here.",
    "Rows were left out, not people, and they were not matched. Trends has earlier months.",
)


def panel_figures(view: Redacted) -> ReportSheet:
    """The sheet of each panel's shares, and of what was left out of each list."""
    shares = (
        (SheetColumn(group, 11, "number"), SheetColumn(share, 8, "share"))
        for group, share in GROUPS.items()
    )
    head = columns(
        SheetColumn("List", 16),
        SheetColumn("People", 8, "number"),
        (column for pair in shares for column in pair),
        (SheetColumn(f"{words}, left out", 14, "number") for words in LEFT_OUT_AS.values()),
    )
    lists = view.listings.lists
    rows = [[*_of_list(view, info), *_left_out(view, [info])] for info in lists]
    if lists:
        rows.append([ALL, *_shares(view, ANY), *_left_out(view, lists)])
    table = SheetTable("Panels_in_figures", head, rows, "No list was read")
    return ReportSheet(title="Panels in figures", sentence=SENTENCE, table=table, lines=LINES)


def _of_list(view: Redacted, info: ListInfo) -> list[Cell]:
    is_panel = info.kind == "panel"
    told = _shares(view, info.name) if is_panel else [None] * (1 + 2 * len(GROUPS))
    return [info.name, *told]


def _shares(view: Redacted, name: str) -> Iterator[Cell]:
    """The people of a panel, and of each group their number and share."""
    counts = view.profile
    people = sum(counts.get(Counted(AGES, name, band), 0) for band in BANDS)
    yield people
    for group in GROUPS:
        there = counts.get(Counted(group, name))
        yield there
        yield there / people if there is not None and people else None


def _left_out(view: Redacted, lists: Sequence[ListInfo]) -> Iterator[Cell]:
    """How many rows of some lists were left out, by reason."""
    for words in LEFT_OUT_AS.values():
        yield sum(view.profile.get(Counted(LEFT_OUT, info.name, words), 0) for info in lists)
