"""Every arrangement of a list that holds other people beside the nominals."""

from __future__ import annotations

from . import beside, in_rows, labelled, written

ARRANGEMENTS = (
    *labelled.ARRANGEMENTS,
    *written.ARRANGEMENTS,
    *beside.ARRANGEMENTS,
    *in_rows.ARRANGEMENTS,
)
