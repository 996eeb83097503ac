"""Memberships: every listing that was matched and whose it is, for filtering and pivoting."""

from __future__ import annotations

from cohortmatch.core.plurals import count
from cohortmatch.disclosure.redacted import Redacted
from cohortmatch.people.words import NOT_RECORDED
from cohortmatch.reporting.sheet import Column, Sheet, Table, columns
from cohortmatch.reporting.tables import memberships_table


def memberships(view: Redacted) -> Sheet:
    """One row a listing, by person."""
    table = memberships_table(view)
    text = (table[name].tolist() for name in ("person_id", "listing_id", "panel", "file", "sheet"))
    ref, ids, lists, files, sheets = text
    names = [view.written.name(i).text or NOT_RECORDED for i in table.index.tolist()]
    rows = [str(row) for row in table["row"].tolist()]
    roles = [role.capitalize() for role in table["role"].tolist()]
    head = columns(
        Column("Ref", 8),
        Column("Listing", 16),
        Column("Name", 28),
        Column("List", 14),
        Column("File", 34),
        Column("Sheet", 14),
        Column("Row", 8),
        Column("Role", 12),
    )
    cells = list(zip(ref, ids, names, lists, files, sheets, rows, roles, strict=True))
    return Sheet(
        title="Memberships",
        sentence=f"{count(len(cells), 'listing')} that were matched, by person; the rows with one "
        "ref are one person.",
        table=Table("Memberships", head, cells, "No listing was matched"),
    )
