"""The content of `run.json`: which lists were matched, how, and what was compared."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import MAXYEAR, date
from pathlib import Path
from typing import Any

from cohortmatch.core.types import ListInfo, Listings
from cohortmatch.disclosure.stated import retention_of
from cohortmatch.linkage.incremental.prepared import LearntLinkage, PreparedLinkage
from cohortmatch.linkage.incremental.state import Base, weights_known_by
from cohortmatch.linkage.scoring import Expectation
from cohortmatch.settings.plan import ListChoice, Plan
from cohortmatch.version import __version__

CALLERS_PAIRS = "candidates"
"""What `run.json` calls the caller's own rule of candidate pairs."""

__all__ = ["delete_by", "delete_by_settings", "expected_errors", "manifest", "months_after"]


def manifest(
    prepared: PreparedLinkage, found: LearntLinkage, plan: Plan, seconds: Mapping[str, float]
) -> dict[str, Any]:
    """The content of `run.json`; `seconds` is the one part that differs from run to run."""
    listings, candidates = found.matcher.listings, prepared.candidates
    told = {} if plan.base is None else {"base": _base(prepared, found, plan.base)}
    return told | {
        "version": __version__,
        "as_of": str(listings.as_of),
        "delete_by": str(delete_by(listings, plan)),
        "model": plan.model.name,
        "weights": plan.model.digest,
        "callers": _callers(plan),
        "settings": {
            "same_from_bits": plan.model.cut_offs.same,
            "check_from_bits": plan.model.cut_offs.check,
            "every_pair_up_to": plan.every_pair_up_to,
            "marking": plan.marking,
            "keep_months": plan.keep_months,
            "lists": {name: _choice(choice) for name, choice in sorted(plan.lists.items())},
        },
        "inputs": [_input(info) for info in listings.lists],
        "institutional_addresses": listings.institutions and vars(listings.institutions),
        "listings": len(listings),
        "pairs": {
            "possible": candidates.all_pairs,
            "compared": found.compared,
            "every_pair": candidates.every_pair,
            "rules": [rule.words for rule in candidates.rules],
            "left_to_finer_rules": [
                {"rule": rule.words, "groups_up_to": rule.most, "listings_beyond": rule.beyond}
                for rule in candidates.split
            ],
            "skipped": [rule.words for rule in candidates.skipped],
        },
        "learning": found.learning,
        "seconds": seconds,
    }


def _base(
    prepared: PreparedLinkage, found: LearntLinkage, base: Base | str | Path
) -> dict[str, Any]:
    """What `run.json` says of the base: its file, when it was made, how many listings changed."""
    changed = prepared.changed
    return {
        "file": str(base) if isinstance(base, str | Path) else None,
        "weights": weights_known_by(found.matcher.model),
        "made": None if prepared.base is None else prepared.base.made,
        "new_or_changed": None if changed is None else int(changed.sum()),
    }


def _callers(plan: Plan) -> list[str]:
    """The comparisons that the caller's program made, and its own rule of candidate pairs."""
    return [*sorted(plan.more), *([CALLERS_PAIRS] if plan.candidates is not None else [])]


def delete_by(listings: Listings, plan: Plan, recipient: str = "") -> date:
    """The day by which everything written by a run must be erased: the shortest that the settings
    say, and that the agreement says of the lists, and of what a `recipient` is shown."""
    months = [plan.keep_months]
    if plan.agreement is not None:
        found = retention_of(plan.agreement, listings.lists, recipient)
        months += [] if found is None else [found]
    return months_after(listings.as_of or date.today(), min(months))


def delete_by_settings(listings: Listings, plan: Plan) -> date:
    """The same by the settings alone, for an edition, which may tell nothing of other lists."""
    return months_after(listings.as_of or date.today(), plan.keep_months)


def months_after(day: date, months: int) -> date:
    """The same day some months later, or the last day of that month or of the calendar."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if years > MAXYEAR:
        return date.max
    last = calendar.monthrange(years, month + 1)[1]
    return date(years, month + 1, min(day.day, last))


def expected_errors(expected: Expectation | None) -> dict[str, float] | None:
    """Expected counts of links, for `run.json`; None where the model has no calibration."""
    if expected is None:
        return None
    return {
        "wrong_of_same": round(expected.wrong, 1),
        "right_of_check": round(expected.right, 1),
        "missed": round(expected.missed, 1),
    }


def _choice(choice: ListChoice) -> dict[str, Any]:
    """What was said of one list, and nothing of what was not."""
    said = {**vars(choice), "role": None if choice.role is None else choice.role.name}
    return {name: value for name, value in said.items() if value}


def _input(info: ListInfo) -> dict[str, Any]:
    return {
        "list": info.name,
        "kind": info.kind,
        "file": info.file,
        "path": info.path,
        "sheet": info.sheet,
        "sha256": info.sha256,
        "as_at": str(info.as_at) if info.as_at else None,
        "rows_in": info.rows_in,
        "rows_read": info.listings,
        "excluded": dict(info.excluded),
        "columns": {use.heading: use.field for use in info.columns},
    }
