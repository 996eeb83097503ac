"""What each listing says the person is, and who may be matched.

Only listings that say subject, associate or family are matched. On a list that holds victims too a
blank role says nothing, so it is unknown; a role that is not understood is always unknown.
"""

from __future__ import annotations

import numpy as np

from cohortmatch.findings import Finding
from cohortmatch.normalising.columns import Cells
from cohortmatch.types import Int8s, RawList
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
    cells = Cells.of(raw.frame[heading])
    parsed = [parse_role(text).values for text in cells.texts]
    read = [values[0] if values else Role.unknown for values in parsed]
    mixed = any(role in NOT_OFFENDERS for role in read)
    blank = Role.unknown if mixed else raw.default_role
    by_text = np.array(
        [role if text.strip() else blank for role, text in zip(read, cells.texts, strict=True)],
        dtype=np.int8,
    )
    odd = np.array([bool(t.strip()) and not v for t, v in zip(cells.texts, parsed, strict=True)])
    rows = tuple(raw.rows[p] for p in cells.rows_with(odd)) if len(odd) else ()
    findings = [Finding("role-not-understood", raw.info.name, heading, rows)] if rows else []
    return by_text[cells.codes] if len(by_text) else np.empty(0, dtype=np.int8), findings
