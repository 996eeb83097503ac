"""Rows and cells of lists that are kept for meetings: cases with all their people, and the panel.

Several people with a mark each stand in one cell, the panel's members and the meeting's attendance
stand around the list, and short cells name whoever is beside the nominal.
"""

from __future__ import annotations

from .arrangement import Arrangement
from .making import alike, by_rows

_MARKED = alike("several people with a mark each in one cell")


_HEAD = "Name | DOB | Address | RAG"
_N1 = "{n1.full} | {n1.dob} | {n1.home} | Red"
_N2 = "{n2.full} | {n2.dob} | {n2.home} | Amber"
_N3 = "{n3.full} | {n3.dob} | {n3.home} | Green"


def _marked(kind: str, cell: str, heading: str = "Persons involved") -> Arrangement:
    """A case in each row, with its people in one cell."""
    cells = f"A{{row}} | {cell} | {{n.dob}} | {{rag}}"
    return _MARKED(
        f"{kind} marked {cell}", f"“{cell}”", f"Case | {heading} | Perp DOB | RAG", cells
    )


MARKED = (
    *(
        _marked("asb", cell)
        for cell in (
            *("{n.full} (perp), {o.full} (vic)", "{n.full} (P), {o.full} (V)"),
            *(
                "{o.full} (V), {n.full} (P)",
                "P: {n.full}, V: {o.full}",
                "(P) {n.full} (V) {o.full}",
            ),
            *("{n.full} - perp / {o.full} - complainant", "{n.comma} (P), {o.comma} (V)"),
        )
    ),
    _marked("iom", "{n.full} (nominal), {o.full} (mother)", "Parties"),
    _marked("sgv", "{n.full} (suspect) {o.full} (IP)", "Parties"),
)

ARRANGEMENTS = MARKED
