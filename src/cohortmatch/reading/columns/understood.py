"""The types that carry how a list's columns were understood so far."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from cohortmatch.core.findings import Finding
from cohortmatch.core.types import ColumnUse
from cohortmatch.reading.columns.second_people import SecondPerson
from cohortmatch.reading.columns.shapes import Shape
from cohortmatch.values.fields import FIELDS
from cohortmatch.values.roles import Role

__all__ = ["LABELS", "SecondRead", "Understood"]

LABELS = {name: entry.label for name, entry in FIELDS.items()}
"""What fields are called in text for people."""


@dataclass(frozen=True, eq=False)
class SecondRead:
    """A second person of the rows, and how their columns were understood, row for row."""

    person: SecondPerson
    understood: Understood

    def __repr__(self) -> str:
        return f"<SecondRead {self.person.label}>"


@dataclass(eq=False)
class Understood:
    """How a list's columns were understood so far: field and manner by heading, and findings.

    `aside` are the columns that are not the nominal's, with how this is known; their cells are no
    longer in the frame. `seconds` are the second people of the rows; `own_role` is the role of the
    row's own person where the headings say one, else None.
    """

    frame: pd.DataFrame
    fields: dict[str, str] = field(default_factory=dict)
    how: dict[str, str] = field(default_factory=dict)
    shapes: dict[str, Shape] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    aside: dict[str, str] = field(default_factory=dict)
    seconds: list[SecondRead] = field(default_factory=list)
    own_role: Role | None = None

    def __post_init__(self) -> None:
        self._order = list(self.frame.columns)

    def __repr__(self) -> str:
        return f"<Understood: {len(self.fields)} columns>"

    @property
    def uses(self) -> tuple[ColumnUse, ...]:
        """The columns in the list's order, including those that were set aside."""
        aside = {h: ColumnUse(h, "another_person", how) for h, how in self.aside.items()}
        read = {h: ColumnUse(h, self.fields[h], self.how[h]) for h in self.frame.columns}
        return tuple((aside | read)[h] for h in dict.fromkeys([*self._order, *read]))

    def put(self, heading: str, field: str, how: str) -> None:
        """Record what a column is and how this is known."""
        self.fields[heading] = field
        self.how[heading] = how

    def set_aside(self, heading: str, how: str) -> None:
        """Drop a column's cells, so no later step can see them."""
        self.frame = self.frame.drop(columns=heading)
        for known in (self.fields, self.how, self.shapes):
            known.pop(heading, None)
        self.aside[heading] = how
