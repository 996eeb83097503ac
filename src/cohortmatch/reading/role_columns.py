"""Which column says what a listed person is.

Policy: one column at most. The one that tells offenders from victims is taken first. On a list that
only holds offenders, or only families, a column that affirms next to no role is a status: it must
not turn every listing into an unknown. On a list that may hold victims it stays, because a role
that is not understood is no affirmation.
"""

from __future__ import annotations

from cohortmatch.findings import Finding
from cohortmatch.reading.shapes import Shape
from cohortmatch.reading.understood import Understood
from cohortmatch.values.roles import Role, parse_role

__all__ = ["settle_roles"]

UNDERSTOOD = 0.5


def settle_roles(
    out: Understood, headings: list[str], default_role: Role, is_mixed: bool
) -> list[Finding]:
    """Keep at most one of the columns taken for a role; the others are carried as a status."""
    order = {heading: place for place, heading in enumerate(headings)}
    ranked = sorted(headings, key=lambda h: (_rank(out.shapes[h]), -order[h]), reverse=True)
    found: list[Finding] = []
    for place, heading in enumerate(ranked):
        reason = "" if place == 0 else "another column says it better"
        reason = reason or _why_not(out.shapes[heading], default_role, is_mixed)
        if reason:
            out.put(heading, "status", "values")
        if reason == "not understood":
            found.append(Finding("role-column-not-understood", "", heading))
    return found


def _rank(shape: Shape) -> tuple[bool, float]:
    return shape.has_both_sides, shape.roles


def _why_not(shape: Shape, default_role: Role, is_mixed: bool) -> str:
    """Why a column does not say roles on this list; '' when it does."""
    said = {role for cell in set(shape.cells) for role in parse_role(cell).values}
    if default_role == Role.family and not said - {Role.family}:
        return "it only says how the family is related"
    if is_mixed or not shape.cells or said & {Role.victim, Role.witness}:
        return ""
    return "not understood" if shape.roles < UNDERSTOOD else ""
