"""The plan: every choice of a run, on lists, weights, comparing and the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from cohortmatch.core.accepting import (
    Accepts,
    a_day,
    a_flag,
    a_function,
    a_text,
    a_whole_number,
    an_amount,
    mapping_of,
    of_kind,
    one_of,
    some_months,
)
from cohortmatch.core.types import Kind, Role
from cohortmatch.disclosure.agreement import Choices
from cohortmatch.disclosure.sharing_agreement import SharingAgreement
from cohortmatch.linkage import blocking
from cohortmatch.linkage.blocking import Candidates
from cohortmatch.linkage.comparing import CallersComparison
from cohortmatch.linkage.executor import Executor
from cohortmatch.linkage.incremental.state import Base
from cohortmatch.linkage.model import Model, load, shipped
from cohortmatch.normalising import InstitutionsSource
from cohortmatch.settings.agreed_data import AgreedData

__all__ = ["ListChoice", "Plan"]


@dataclass(frozen=True)
class ListChoice:
    """The caller's choices for one list that is not what it looks like.

    `kind` and `role` are None, `columns` ({field: heading or headings}) and `sheet` empty where the
    list's own name, headings and values decide. `file` is the name of the file that the caller gave
    for this list; `agreed` is what its owner agreed to send.
    """

    kind: Kind | None = None
    role: Role | None = None
    columns: Mapping[str, str | list[str]] = field(default_factory=dict)
    sheet: str = ""
    file: str = ""
    agreed: AgreedData | None = None


@dataclass(frozen=True)
class Plan:
    """Every choice of a run, each with its one default.

    `model` is the weights to use, or the path of their file; `as_of` the day that ages are counted
    from (today when None);
    `every_pair_up_to` the number of pairs up to which nothing is skipped; `marking` the handling
    marking printed on every page; `keep_months` how long a report may be kept; `lists` says by name
    what a list is, where it is not what it looks like; `report` holds the borough's choices for its
    reports. `candidates` finds the candidate pairs in place of our blocking rules; `more` are
    comparisons beside ours, by name, with weights learnt from the lists. `institutional_addresses`
    are addresses that are not evidence: a CSV file or a DataFrame with name, address and postcode.
    `base` is the base of an earlier run, or its file, which may not exist yet: only pairs with a
    new or changed listing are then compared, unless `begin_afresh` asks for a full run. `memory` is
    how many bytes (or "2GB") the process may use: where that is little, pairs are compared in
    smaller batches. `agreement` is the sharing agreement, which every edition obeys; without one,
    `report` says what panels share. `executor` compares the pairs elsewhere, such as on Spark, with
    the same result; None compares them here.
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
    agreement: SharingAgreement | None = None
    executor: Executor | None = None

    def __post_init__(self) -> None:
        for name, accepts in ACCEPTED.items():
            given = getattr(self, name)
            if given is not None or name not in MAY_LACK:
                object.__setattr__(self, name, accepts(name, given))


def _model(name: str, given: Any) -> Model:
    """A model, the path of its file, or the name of a shipped one."""
    one_of(name, given, (Model, str, Path), "a model, or the path of its file")
    return given if isinstance(given, Model) else load(given)


MAY_LACK = ("as_of", "candidates", "base", "memory", "agreement", "executor")
ACCEPTED: Mapping[str, Accepts] = {
    "model": _model,
    "as_of": a_day,
    "every_pair_up_to": a_whole_number,
    "marking": a_text,
    "keep_months": some_months,
    "lists": mapping_of("{name: ListChoice}", of_kind("a ListChoice", ListChoice)),
    "report": of_kind("Choices", Choices),
    "candidates": a_function,
    "more": mapping_of("{name: function}", a_function),
    "base": of_kind("a base, or the path of its file", Base, str, Path),
    "begin_afresh": a_flag,
    "memory": an_amount,
    "agreement": of_kind("a sharing agreement", SharingAgreement),
    "executor": of_kind("an executor", Executor),
}
"""What each argument of a Plan accepts."""
