"""Every arrangement of a list that holds other people beside the nominals."""

from __future__ import annotations

from . import beside, in_notes, in_rows, in_rows_of_cases, in_rows_wider, labelled, marked, written

ARRANGEMENTS = (
    *labelled.ARRANGEMENTS,
    *written.ARRANGEMENTS,
    *beside.ARRANGEMENTS,
    *in_rows.ARRANGEMENTS,
    *in_rows_of_cases.ARRANGEMENTS,
    *in_rows_wider.ARRANGEMENTS,
    *marked.ARRANGEMENTS,
    *in_notes.ARRANGEMENTS,
)
