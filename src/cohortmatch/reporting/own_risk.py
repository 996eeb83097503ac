"""What the panel's own list says of how pressing somebody is, in one column of the chair's page.

Policy: where the list has several columns for it, their headings stand once, over the column, and
each cell has the values in their order ("Amber / 12" under "RAG / Score").
"""

from __future__ import annotations

from collections.abc import Sequence

from cohortmatch.people.status import Said

__all__ = ["own_risk"]

NO_HEADING, NO_VALUE, BETWEEN = "RAG", "–", " / "


def own_risk(people: Sequence[Sequence[Said]], kinds: Sequence[str]) -> tuple[str, list[str]]:
    """The heading of the column, and the cell of each of some people, who are told by their rows;
    '' where no row says anything."""
    told = [[_cells(said, kinds) for said in rows] for rows in people]
    heads = list(dict.fromkeys(head for rows in told for row in rows for head in row))
    return BETWEEN.join(heads) or NO_HEADING, [_cell(rows, heads) for rows in told]


def _cells(said: Said, kinds: Sequence[str]) -> dict[str, str]:
    """Each heading with what stands under it."""
    found: dict[str, list[str]] = {}
    for kind in kinds:
        for heading, text in said.cells.get(kind, ()):
            found.setdefault(heading, []).append(text)
    return {heading: ", ".join(texts) for heading, texts in found.items()}


def _cell(rows: Sequence[dict[str, str]], heads: Sequence[str]) -> str:
    told = (BETWEEN.join(row.get(head, NO_VALUE) for head in heads) for row in rows if row)
    return "; ".join(dict.fromkeys(told))
