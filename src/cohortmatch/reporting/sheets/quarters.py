"""Quarters: the figures of Trends by quarter, in counts only, for the partnership board."""

from __future__ import annotations

from cohortmatch.disclosure.redacted import Redacted
from cohortmatch.people.quarters import quarterly
from cohortmatch.reporting.sheet import ReportSheet, SheetColumn, SheetTable, columns
from cohortmatch.reporting.sheets.trends import ONE, first_sentence

__all__ = ["quarters"]

SENTENCE = (
    "For the partnership board: true counts by quarter, nobody named. People are those at the "
    "quarter's last run; the first quarter counts from the first run kept."
)


def quarters(view: Redacted) -> ReportSheet:
    """The sheet of counts by quarter."""
    found = quarterly(view.trends) if view.trends else None
    heads = [each.words for each in found.quarters] if found else []
    table = SheetTable(
        "Quarters",
        columns(
            SheetColumn("Figure", 40),
            SheetColumn("Of", 34),
            (SheetColumn(head, 16, "number") for head in heads),
        ),
        [[s.group, s.what, *s.values] for s in found.series] if found else [],
        ONE,
    )
    return ReportSheet("Quarters", SENTENCE if found else first_sentence(view), table)
