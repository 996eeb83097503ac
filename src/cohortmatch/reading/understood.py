"""The types that carry how a list's columns were understood so far."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from cohortmatch.findings import Finding
from cohortmatch.reading.shapes import Shape
from cohortmatch.types import ColumnUse

__all__ = ["LABELS", "Understood"]

LABELS = {
    "date_of_birth": "date of birth",
    "pnc": "PNC ID",
    "cro": "CRO number",
    "crn": "CRN",
    "prison_number": "prison number",
    "asn": "ASN",
    "nino": "National Insurance number",
    "nhs_number": "NHS number",
    "driver_number": "driver number",
    "visor": "ViSOR reference",
    "street_name": "street name",
    "previous_surname": "previous surname",
    "identifier": "identifiers of several kinds",
    "phone": "phone number",
    "status": "text carried along",
    "other": "text carried along",
}
"""What fields are called in text for people, where it is not the field's own name."""


@dataclass(eq=False)
class Understood:
    """How a list's columns were understood so far: field and manner by heading, and findings."""

    frame: pd.DataFrame
    fields: dict[str, str] = field(default_factory=dict)
    how: dict[str, str] = field(default_factory=dict)
    shapes: dict[str, Shape] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def __repr__(self) -> str:
        return f"<Understood: {len(self.fields)} columns>"

    @property
    def uses(self) -> tuple[ColumnUse, ...]:
        """The columns in the frame's order."""
        return tuple(ColumnUse(h, self.fields[h], self.how[h]) for h in self.frame.columns)

    def put(self, heading: str, field: str, how: str) -> None:
        """Say what a column is and by what."""
        self.fields[heading] = field
        self.how[heading] = how
