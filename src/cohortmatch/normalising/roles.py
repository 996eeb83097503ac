"""What each listing says the person is, and who may be matched.

Only listings that say subject, associate or family are matched. A blank or a placeholder says
nothing: it is unknown on a list that holds victims too, and what the list is of elsewhere. A role
that is not understood is always unknown.
"""

from __future__ import annotations

import numpy as np

from cohortmatch.arrays import Int8s
from cohortmatch.findings import Finding
from cohortmatch.normalising.columns import parse_column
from cohortmatch.types import RawList
from cohortmatch.values.roles import Role, parse_role

MATCHED = (Role.subject, Role.associate, Role.family)
NOT_OFFENDERS = {Role.victim, Role.witness}
NOT_MATCHED = {
    Role.victim: "victim or complainant",
    Role.witness: "witness",
    Role.unknown: "role not recorded or not understood",
}


def listing_roles(raw: RawList) -> tuple[Int8s, list[Finding]]:
    """Each row's role (int8) and what was noticed."""
    headings = raw.headings("role")
    roles = np.full(len(raw.rows), raw.default_role, dtype=np.int8)
    findings = []
    for heading in headings[:1]:
        roles, finding = _column_roles(raw, heading)
        findings += finding
    return roles, findings


def _column_roles(raw: RawList, heading: str) -> tuple[Int8s, list[Finding]]:
    column = parse_column(raw.frame, heading, parse_role)
    roles = [cell.values[0] if cell.values else None for cell in column.parsed]
    mixed = any(role in NOT_OFFENDERS for role in roles)
    nothing = Role.unknown if mixed else raw.default_role
    by_text = np.array(
        [
            (Role.unknown if cell.notes else nothing) if role is None else role
            for role, cell in zip(roles, column.parsed, strict=True)
        ],
        dtype=np.int8,
    )
    return by_text[column.cells.codes], column.findings(raw.info.name, raw.rows)
