"""The entry `counts` of `run.json`: true counts of the latest runs, for `statistics`."""

from __future__ import annotations

from typing import Any

from cohortmatch.disclosure.redacted import Redacted

__all__ = ["counts_entry"]


def counts_entry(view: Redacted) -> list[dict[str, Any]]:
    """What `run.json` says of each run: its day, its panels' counts, and people on several."""
    return [
        {
            "day": str(each.day),
            "panels": {
                name: own._asdict() | {"since": own.since and str(own.since)}
                for name, own in each.panels.items()
            },
            "several": each.several,
        }
        for each in view.monthly_counts
    ]
