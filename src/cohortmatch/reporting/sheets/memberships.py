"""Memberships: every matched listing and its person, for filtering and pivoting."""

from __future__ import annotations

from cohortmatch.core.plurals import count
from cohortmatch.disclosure.redacted import Redacted
from cohortmatch.people.words import NOT_RECORDED
from cohortmatch.reporting.sheet import ReportSheet, SheetColumn, SheetTable, columns
from cohortmatch.reporting.tables import memberships_table


def memberships(view: Redacted) -> ReportSheet:
    """One row a listing, by person."""
    table = memberships_table(view)
    text = (table[name].tolist() for name in ("person_id", "listing_id", "panel", "file", "sheet"))
    ref, ids, lists, files, sheets = text
    names = [view.written.name(i).text or NOT_RECORDED for i in table.index.tolist()]
    rows = [str(row) for row in table["row"].tolist()]
    roles = [role.capitalize() for role in table["role"].tolist()]
    head = columns(
        SheetColumn("Ref", 8),
        SheetColumn("Listing", 16),
        SheetColumn("Name", 28),
        SheetColumn("List", 14),
        SheetColumn("File", 34),
        SheetColumn("Sheet", 14),
        SheetColumn("Row", 8),
        SheetColumn("Role", 12),
    )
    cells = list(zip(ref, ids, names, lists, files, sheets, rows, roles, strict=True))
    return ReportSheet(
        title="Memberships",
        sentence=f"{count(len(cells), 'listing')} that were matched, by person; the rows with one "
        "ref are one person.",
        table=SheetTable("Memberships", head, cells, "No listing was matched"),
    )
