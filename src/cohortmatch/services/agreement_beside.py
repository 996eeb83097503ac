"""The sharing agreement of lists that a program matches itself, without a command.

Policy: it is the one that a command would obey with the same files. Frames stand in no folder: for
them it is the current folder's, or the plan's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from cohortmatch.core.errors import SettingsError
from cohortmatch.core.types import Listings
from cohortmatch.reading.sources import Sources
from cohortmatch.services.accepted_agreements import changed_since, refuse_lost
from cohortmatch.services.agreements import agreement_for
from cohortmatch.services.places import Keeping
from cohortmatch.settings.file import find_file, load_settings
from cohortmatch.settings.plan import Plan

__all__ = ["under_agreement"]

ANOTHER = (
    "the plan's sharing agreement says something else than {}, which stands with the lists. Keep "
    "one"
)


def under_agreement(plan: Plan, lists: Listings, sources: Sources | None = None) -> Plan:
    """The plan with the agreement that stands with the lists, or with their `sources` as they were
    given. SettingsError where it cannot be used, or the plan has another one."""
    files = [*_paths(sources), *(Path(e.path) for e in lists.lists if e.path)]
    settings = load_settings(find_file(files))
    found = agreement_for(files, settings)
    if found is None:
        if plan.agreement is None:
            refuse_lost(files, settings, Keeping())
        return plan
    if plan.agreement is not None and plan.agreement.digest != found.digest:
        raise SettingsError(ANOTHER.format(found.path))
    changed_since(found, Keeping())
    return replace(plan, agreement=found)


def _paths(sources: Sources | None) -> list[Path]:
    """The files and folders among the sources."""
    if sources is None or isinstance(sources, pd.DataFrame):
        return []
    if isinstance(sources, str | Path):
        return [Path(sources)]
    given: Sequence[object] = (
        list(sources.values()) if isinstance(sources, Mapping) else list(sources)
    )
    return [Path(each) for each in given if isinstance(each, str | Path)]
