"""Every choice of a run: what a list is, which weights, what is compared, what is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from cohortmatch.core.accepting import a_day, one_of
from cohortmatch.core.types import Kind, Role
from cohortmatch.disclosure.agreement import Choices
from cohortmatch.linkage import blocking
from cohortmatch.linkage.blocking import Candidates
from cohortmatch.linkage.comparing import CallersComparison
from cohortmatch.linkage.incremental.state import Base
from cohortmatch.linkage.model import Model, shipped
from cohortmatch.normalising import InstitutionsSource

__all__ = ["ListChoice", "Plan"]


@dataclass(frozen=True)
class ListChoice:
    """What the caller says of one list, where it is not what it looks like.

    `kind` and `role` are None, `columns` ({field: heading or headings}) and `sheet` empty where the
    list's own name, headings and values are to say. `file` is the name of the file that was said to
    be this list.
    """

    kind: Kind | None = None
    role: Role | None = None
    columns: Mapping[str, str | list[str]] = field(default_factory=dict)
    sheet: str = ""
    file: str = ""


@dataclass(frozen=True)
class Plan:
    """Every choice of a run, each with its one default.

    `model` is the weights to use; `as_of` the day that ages are counted from (today when None);
    `every_pair_up_to` the number of pairs up to which nothing is skipped; `marking` the handling
    marking printed on every page; `keep_months` how long a report may be kept; `lists` says by name
    what a list is, where it is not what it looks like; `report` what the borough chose for its
    reports. `candidates` finds the pairs to compare, where not ours are wanted; `more` are
    comparisons beside ours, by name, whose weights are learnt from the lists.
    `institutional_addresses` are addresses that are no evidence: a CSV file or a DataFrame with
    name, address and postcode. `base` is what an earlier run left, or the file it is kept in, which
    may not be there yet: only pairs with a new or changed listing are then compared, unless the run
    is to `begin_afresh`. `memory` is how many bytes the process may take: pairs are compared in
    smaller batches where it is little.
    """

    model: Model = field(default_factory=shipped)
    as_of: date | None = None
    every_pair_up_to: int = blocking.EVERY_PAIR
    marking: str = "OFFICIAL-SENSITIVE"
    keep_months: int = 12
    lists: Mapping[str, ListChoice] = field(default_factory=dict)
    report: Choices = field(default_factory=Choices)
    candidates: Candidates | None = None
    more: Mapping[str, CallersComparison] = field(default_factory=dict)
    institutional_addresses: InstitutionsSource | None = None
    base: Base | str | Path | None = None
    begin_afresh: bool = False
    memory: int | None = None

    def __post_init__(self) -> None:
        if self.as_of is not None:
            object.__setattr__(self, "as_of", a_day("as_of", self.as_of))
        if self.base is not None:
            one_of("base", self.base, (Base, str, Path), "a base, or the path of its file")
