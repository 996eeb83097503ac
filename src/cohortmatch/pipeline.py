"""The only module that knows the order: read, normalise, block, compare, score, resolve, report."""

from __future__ import annotations

import calendar
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cohortmatch import blocking, normalising, reading
from cohortmatch.bases.base import Base, weights_known_by
from cohortmatch.basing import BROUGHT, Begun, Found, based
from cohortmatch.blocking import Candidates
from cohortmatch.comparing import Brought
from cohortmatch.errors import BaseError, ListError, ListErrors
from cohortmatch.explaining import Outcome
from cohortmatch.matching import Matcher, expect, resolve
from cohortmatch.model import Model, shipped
from cohortmatch.normalising import Institutions, InstitutionsSource
from cohortmatch.pairs import Pairs, People, Scored
from cohortmatch.reading.sources import Sources
from cohortmatch.recalling import DecisionsSource, Recalled, asked, recall
from cohortmatch.reporting.choices import Choices
from cohortmatch.scoring import Expectation
from cohortmatch.types import Columns, Kind, ListInfo, Listings, Passwords, RawList, Role
from cohortmatch.version import __version__

if TYPE_CHECKING:
    from cohortmatch.reporting import Before, CrossReference


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
    more: Mapping[str, Brought] = field(default_factory=dict)
    institutional_addresses: InstitutionsSource | None = None
    base: Base | str | Path | None = None
    begin_afresh: bool = False
    memory: int | None = None


@dataclass
class Seconds:
    """How long each stage took, in seconds of wall time.

    `watch`, when given, is told the stage that begins and, while pairs are compared, the share of
    them that is done (0 to 1).
    """

    stages: dict[str, float] = field(default_factory=dict)
    watch: Callable[[str, float | None], None] | None = None

    @contextmanager
    def of(self, stage: str) -> Iterator[None]:
        """Count what runs inside to a stage."""
        self.tell(stage)
        start = time.perf_counter()
        try:
            yield
        finally:
            spent = time.perf_counter() - start
            self.stages[stage] = round(self.stages.get(stage, 0.0) + spent, 3)

    def tell(self, stage: str, done: float | None = None) -> None:
        """Tell whoever watches where the run stands."""
        if self.watch is not None:
            self.watch(stage, done)

    def counted(self, batches: Iterator[Pairs], total: int) -> Iterator[Pairs]:
        """The same batches, telling after each how many of `total` pairs are done."""
        done = 0
        for batch in batches:
            yield batch
            done += len(batch)
            self.tell("compare", min(1.0, done / max(total, 1)))


@dataclass(frozen=True, eq=False, repr=False)
class Survey:
    """What was read: the usable lists, raw and normalised, and why the others are not usable."""

    raw: tuple[RawList, ...]
    listings: Listings
    errors: tuple[ListError, ...] = ()

    def __repr__(self) -> str:
        return f"<Survey: {len(self.raw)} lists, {len(self.errors)} not usable>"


def survey(
    sources: Sources,
    plan: Plan,
    *,
    columns: Columns | None = None,
    panels: Mapping[str, str | Path] | None = None,
    passwords: Passwords | None = None,
    seconds: Seconds | None = None,
) -> Survey:
    """Read and normalise as `read_lists` does, but keep what can be used when some lists cannot.

    `columns` counts beside what the plan says of a list's columns. Raises nothing for a list that
    cannot be used; SettingsError when the institutional addresses cannot be. Stages are counted to
    `seconds`.
    """
    seconds = seconds or Seconds()
    with seconds.of("read"):
        places = normalising.read_institutions(plan.institutional_addresses)
        found = reading.read_all(
            lists_among(sources, places),
            columns={name: each.columns for name, each in plan.lists.items()} | dict(columns or {}),
            panels=panels,
            passwords=passwords,
            sheets={name: each.sheet for name, each in plan.lists.items() if each.sheet},
        )
        raw = tuple(as_chosen(each, plan.lists) for each in found.lists)
    with seconds.of("normalise"):
        listings = normalising.normalise(raw, plan.as_of or date.today(), places)
    return Survey(raw, listings, found.errors)


def as_chosen(raw: RawList, choices: Mapping[str, ListChoice]) -> RawList:
    """The list as the caller says it is: its kind, and what its listings are by default."""
    folded = {name.casefold(): choice for name, choice in choices.items()}
    choice = folded.get(raw.info.name.casefold(), ListChoice())
    info = replace(raw.info, kind=choice.kind or raw.info.kind)
    if choice.role is None:
        return replace(raw, info=info)
    return replace(raw, info=info, default_role=choice.role, is_mixed=False)


def read_lists(
    sources: Sources,
    *,
    columns: Columns | None = None,
    panels: Mapping[str, str | Path] | None = None,
    passwords: Passwords | None = None,
    as_of: date | None = None,
    institutional_addresses: InstitutionsSource | None = None,
) -> Listings:
    """Read lists of people and normalise them.

    `sources` is a path, several paths (files or folders), a DataFrame, or {name: DataFrame or
    path}; `columns` ({list: {field: heading or headings}}) overrides how columns were understood;
    `panels` ({name: path}) names files; `passwords` answers protected files; `as_of` is the day
    ages are counted from (today when None); `institutional_addresses` is a CSV file or a DataFrame
    of addresses that are no evidence. DataFrames are not changed. The result's repr holds counts
    and findings only. Raises ListErrors with every list that cannot be used, SettingsError when the
    institutional addresses cannot be.
    """
    places = normalising.read_institutions(institutional_addresses)
    among = lists_among(sources, places)
    raw = reading.read_lists(among, columns=columns, panels=panels, passwords=passwords)
    return normalising.normalise(raw, as_of or date.today(), places)


def lists_among(sources: Sources, places: Institutions) -> Sources:
    """The sources without the file of institutional addresses, where it stands among the lists."""
    if places.info is None or not places.info.path:
        return sources
    return reading.all_but(sources, Path(places.info.path))


def match(
    lists: Listings | Sources,
    *,
    decisions: DecisionsSource | None = None,
    columns: Columns | None = None,
    as_of: date | None = None,
    plan: Plan | None = None,
    base: Base | str | Path | None = None,
) -> CrossReference:
    """Work out who is on more than one list.

    `lists` is what `read_lists` answered, or anything it takes. `decisions` is what the team
    decided: a CSV file of decisions, a store, or a DataFrame with `left`, `right` (listing ids) and
    `answer`. `base` is what `.base()` of an earlier result left, or its file: only what is new or
    has changed since is compared. No files are written. Answers a CrossReference with `.people`,
    `.memberships`, `.links`, `.review_queue()` and `.why(left, right)`; weights are in bits.
    Deterministic: the same lists in any order give the same people. Raises ListErrors with every
    list that cannot be used, AnswersError when decisions cannot be read, BaseError when the base
    cannot be used.
    """
    plan = plan or Plan(as_of=as_of)
    plan = plan if base is None else replace(plan, base=base)
    seconds = Seconds()
    if not isinstance(lists, Listings):
        found = survey(lists, plan, columns=columns, seconds=seconds)
        if found.errors:
            raise ListErrors(found.errors)
        lists = found.listings
    return run(lists, plan, seconds, None if decisions is None else recall(decisions, lists))


def run(
    listings: Listings,
    plan: Plan,
    seconds: Seconds | None = None,
    recalled: Recalled | None = None,
) -> CrossReference:
    """Block, compare, score, resolve and put the report together, as the plan says.

    What is `recalled` is applied: decisions are absolute, and persons keep their ids.
    """
    from cohortmatch.reporting import Marking, cross_reference  # jinja2, xlsxwriter come late

    seconds = seconds or Seconds()
    with seconds.of("prepare"):
        begun = _begun(listings, plan)
    with seconds.of("compare"):
        batches = begun.batches(plan.memory)
        gathered = begun.gathered(seconds.counted(batches, begun.cost))
    with seconds.of("learn"):
        found = begun.learnt(gathered)
    with seconds.of("resolve"):
        people = _resolved(found.matcher, found.likely, recalled)
        expected = expect(found.matcher, people, found.likely)
    manifest = _manifest(begun, found, plan, seconds)
    if recalled is not None:
        manifest["kept_in"] = dict(recalled.kept_in)
    return cross_reference(
        Outcome(found.matcher, people),
        manifest=manifest | {"expected": _expected(expected)},
        before=_before(recalled, people, listings),
        choices=plan.report,
        marking=Marking(plan.marking, listings.as_of, delete_by(listings, plan)),
        base=begun.leaves(found),
    )


def _begun(listings: Listings, plan: Plan) -> Begun:
    """The run ready to compare: with the base, where there is one, or afresh."""
    base = None if plan.begin_afresh else plan.base
    if isinstance(base, str | Path):
        base = Base.load(base) if Path(base).exists() else None
    if plan.base is not None and (plan.candidates is not None or plan.more):
        raise BaseError(BROUGHT)
    if base is not None:
        return based(listings, base, plan.model)
    return Begun(Matcher(listings, plan.model, more=plan.more), _candidates(listings, plan))


def _before(recalled: Recalled | None, people: People, listings: Listings) -> Before | None:
    """What is known of earlier runs and decisions."""
    from cohortmatch.reporting import Before, id_order

    if recalled is None:
        return None
    return Before(recalled.reviewed, recalled.memory(people, id_order(listings)))


def _candidates(listings: Listings, plan: Plan) -> blocking.BlockingPlan:
    if plan.candidates is not None:
        return blocking.brought(listings, plan.candidates)
    return blocking.plan(listings, plan.every_pair_up_to)


def _resolved(matcher: Matcher, likely: Scored, recalled: Recalled | None) -> People:
    if recalled is None:
        return resolve(matcher, likely)
    people = resolve(matcher, likely, recalled.reviewed.decisions)
    return asked(matcher, people, recalled.reviewed)


def _manifest(begun: Begun, found: Found, plan: Plan, seconds: Seconds) -> dict[str, Any]:
    """What `run.json` holds; `seconds` is the one part that differs from run to run."""
    listings, candidates = found.matcher.listings, begun.candidates
    told = {} if plan.base is None else {"base": _base(begun, found, plan.base)}
    return told | {
        "version": __version__,
        "as_of": str(listings.as_of),
        "delete_by": str(delete_by(listings, plan)),
        "model": plan.model.name,
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
        "seconds": seconds.stages,
    }


def _base(begun: Begun, found: Found, base: Base | str | Path) -> dict[str, Any]:
    """What `run.json` says of the base: its file, when it was made, how many listings changed."""
    changed = begun.changed
    return {
        "file": str(base) if isinstance(base, str | Path) else None,
        "weights": weights_known_by(found.matcher.model),
        "made": None if begun.base is None else begun.base.made,
        "new_or_changed": None if changed is None else int(changed.sum()),
    }


def delete_by(listings: Listings, plan: Plan) -> date:
    """The day by which everything written of a run must be gone."""
    day = listings.as_of or date.today()
    years, month = divmod(day.year * 12 + day.month - 1 + plan.keep_months, 12)
    last = calendar.monthrange(years, month + 1)[1]
    return date(years, month + 1, min(day.day, last))


def _expected(expected: Expectation | None) -> dict[str, float] | None:
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
