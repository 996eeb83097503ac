"""Whether a cell opens with the rank of a police officer, who is no listed person."""

from __future__ import annotations

import re

__all__ = ["has_rank"]

RANK = re.compile(
    r"\s*(?:A/|T/)?(?:W?PC|PS|T?DC|DS|DI|DCI|Insp\.?|Inspector|Sgt\.?|Sergeant|PCSO|SPC)\s+[A-Z0-9]"
)


def has_rank(cell: str) -> bool:
    """Whether a cell opens with the rank of a police officer.

    >>> has_rank("PC 2214 Lodge"), has_rank("PC Lodge"), has_rank("Pc")
    (True, True, False)
    """
    return RANK.match(cell) is not None
