"""What each listing says the person is, and who may be matched.

Only listings that say subject, associate or family are matched: nobody whose role is unknown may be
reported as an offender.

    cell                    on a list that holds victims too   on any other
    says a role             that role                          that role
    not understood          unknown                            unknown
    said to be not known    unknown                            unknown
    blank                   unknown                            what the list is of

A list holds victims when lists of its kind do, as reading says by its default role, or when its
column names one this month. Every unknown is counted as left out and told with its row.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from cohortmatch.arrays import Int8s
from cohortmatch.counting import count
from cohortmatch.findings import Finding
from cohortmatch.normalising.columns import ParsedColumn, parse_column
from cohortmatch.types import RawList
from cohortmatch.values.parsed import Parsed
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
    for heading in raw.headings("role")[:1]:
        return _column_roles(raw, heading)
    return np.full(len(raw.rows), raw.default_role, dtype=np.int8), list(_unsaid(raw))


def _unsaid(raw: RawList) -> Iterator[Finding]:
    """A word on a list that may hold victims and has no column of roles."""
    if not raw.is_mixed or not raw.rows:
        return
    if raw.default_role == Role.unknown:
        yield Finding("list-left-out", raw.info.name, detail=f"all {count(len(raw.rows), 'row')}")
    else:
        yield Finding("roles-without-column", raw.info.name)


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
    findings = column.findings(raw.info.name, raw.rows)
    if nothing == Role.unknown:
        findings += _silent(raw, column)
    return by_text[column.cells.codes], findings


def _silent(raw: RawList, column: ParsedColumn[Role]) -> Iterator[Finding]:
    """The rows whose role cell says nothing at all."""
    silent = np.array([cell == Parsed() for cell in column.parsed], dtype=bool)
    rows = tuple(raw.rows[place] for place in column.cells.rows_with(silent))
    if rows:
        yield Finding("role-not-recorded", raw.info.name, column.heading, rows)
