"""The pipeline: read, normalise, block, compare, score, cluster, report.

This is the only module that knows the whole order.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cohortmatch import normalising, reading
from cohortmatch.core.accepting import a_day, a_flag, a_path, mapping_of, one_of, some_passwords
from cohortmatch.core.errors import ListError, ListErrors, SettingsError
from cohortmatch.core.findings import Finding
from cohortmatch.core.types import (
    Columns,
    ListInfo,
    Listings,
    Passwords,
    RawList,
)
from cohortmatch.core.uncollected import uncollected
from cohortmatch.disclosure.agreement import Choices
from cohortmatch.disclosure.stated import stated_in_manifest
from cohortmatch.linkage.incremental.state import Base
from cohortmatch.linkage.matcher import Matcher
from cohortmatch.linkage.pairs import People
from cohortmatch.linkage.people import expect
from cohortmatch.linkage.result import Outcome
from cohortmatch.normalising import Institutions, InstitutionsSource
from cohortmatch.people.leading import answers_to, is_called
from cohortmatch.reading.sources import AnySources, Sources, accepted
from cohortmatch.services.gathered import gathered_with, refuse_beside_executor
from cohortmatch.services.manifest import delete_by, delete_by_settings, expected_errors
from cohortmatch.services.manifest import manifest as manifest_of
from cohortmatch.services.matched_again import matched_again, prepared_for, resolved_with
from cohortmatch.services.normalised_again import NormalisedAgain
from cohortmatch.services.overruled_links import overruled_links
from cohortmatch.services.recall import DecisionsSource, Recalled, recall
from cohortmatch.services.relatives import without_unlinked_relatives
from cohortmatch.settings.plan import ListChoice, Plan

if TYPE_CHECKING:
    from cohortmatch.people.before import Before
    from cohortmatch.reporting import CrossReference

__all__ = [
    "ListChoice",
    "Plan",
    "Seconds",
    "Survey",
    "as_chosen",
    "lists_among",
    "match",
    "normalised_with",
    "read_lists",
    "run",
    "survey",
]

STAGES = ("read", "normalise", "block", "compare", "score", "cluster", "report")
"""The stages of a run in their order, as the picture of the pipeline names them."""


@dataclass
class Seconds:
    """How long each stage took, in seconds of wall time; `stages` has a name of STAGES for each.

    `watch`, when given, gets the stage that begins and, while pairs are compared, the share done (0
    to 1).
    """

    stages: dict[str, float] = field(default_factory=dict)
    watch: Callable[[str, float | None], None] | None = None

    @contextmanager
    def of(self, stage: str) -> Iterator[None]:
        """Count the time of a `with` block to a stage."""
        self.tell(stage)
        start = time.perf_counter()
        try:
            yield
        finally:
            spent = time.perf_counter() - start
            self.stages[stage] = round(self.stages.get(stage, 0.0) + spent, 3)

    def tell(self, stage: str, done: float | None = None) -> None:
        """Report progress to `watch`."""
        if self.watch is not None:
            self.watch(stage, done)

    def counting(self, total: int) -> Callable[[int], None]:
        """A function to call with each number of pairs done; it reports the share of `total`."""
        done = 0

        def more(pairs: int) -> None:
            nonlocal done
            done += pairs
            self.tell("compare", min(1.0, done / max(total, 1)))

        return more


@dataclass(frozen=True, eq=False, repr=False)
class Survey:
    """What was read: the usable lists, raw and normalised, and why others cannot be used."""

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
    by_file: Mapping[str, ListInfo] | None = None,
    seconds: Seconds | None = None,
) -> Survey:
    """Read and normalise like `read_lists`, but keep the usable lists when others fail.

    `columns` adds to what the plan says about a list's columns; `by_file` holds, by the names that
    they have now, what the files say of lists whose rows showed which they are. Raises nothing for
    a list that cannot be used; SettingsError when the institutional addresses cannot be. Stages are
    counted to `seconds`.
    """
    seconds = seconds or Seconds()
    with seconds.of("read"), uncollected():
        places = institutions_of(sources, plan.institutional_addresses)
        found = reading.read_all(
            lists_among(sources, places),
            columns={name: each.columns for name, each in plan.lists.items()} | dict(columns or {}),
            panels=panels,
            passwords=passwords,
            sheets={name: each.sheet for name, each in plan.lists.items() if each.sheet},
            expected=columns or (),
        )
        day = plan.as_of or date.today()
        chosen = (as_chosen(each, plan.lists) for each in found.lists)
        raw = as_nominals_tell([_by_file(each, by_file or {}) for each in chosen], day)
    with seconds.of("normalise"):
        listings = normalised(raw, day, places)
    told = () if found.errors else tuple(_not_read(plan, listings.lists))
    aside = (*found.own, *reading.not_lists(reading.folders_of(sources)))
    return Survey(raw, replace(listings, noticed=(*listings.noticed, *told, *aside)), found.errors)


def _not_read(plan: Plan, lists: Sequence[ListInfo]) -> Iterator[Finding]:
    """The lists that the plan speaks of and that are not among those read."""
    names = [info.name for info in lists]
    yield from reading.not_read(plan.lists, names)
    chosen = plan.report.restricted
    if chosen != Choices().restricted:
        nobodys = [name for name in chosen if not any(answers_to(info, name) for info in lists)]
        yield from reading.not_read(nobodys, names, "under [report] restricted")
    met = dict.fromkeys(each.panel for each in plan.report.meetings)
    nobodys = [name for name in met if not any(is_called(info, name) for info in lists)]
    yield from reading.not_read(nobodys, names, "under [meetings]")
    opened = [name for name in plan.report.open if name.casefold() not in map(str.casefold, names)]
    yield from reading.not_read(opened, names, "under [report] open")


def as_chosen(raw: RawList, choices: Mapping[str, ListChoice]) -> RawList:
    """The list with the caller's choices: its kind, and the default role of its listings."""
    folded = {name.casefold(): choice for name, choice in choices.items()}
    choice = folded.get(raw.info.name.casefold(), ListChoice())
    info = replace(raw.info, kind=choice.kind or raw.info.kind)
    if choice.role is None:
        return replace(raw, info=info)
    return replace(raw, info=info, default_role=choice.role, is_mixed=False)


def _by_file(raw: RawList, by_file: Mapping[str, ListInfo]) -> RawList:
    """The list with what its file alone says of it, where its rows showed which it is."""
    alone = by_file.get(raw.info.name)
    if alone is None:
        return raw
    return replace(raw, info=replace(raw.info, is_named=False, by_file=alone))


NOTHING_READ = "the lists: no list was read; give files, a folder that holds some, or DataFrames"


@uncollected()
def read_lists(
    sources: AnySources,
    *,
    columns: Columns | None = None,
    panels: Mapping[str, str | Path] | None = None,
    passwords: Passwords | None = None,
    as_of: date | str | None = None,
    institutional_addresses: InstitutionsSource | None = None,
) -> Listings:
    """Read lists of people and normalise them.

    `sources` is a path, several paths (files or folders), a DataFrame, or {name: DataFrame or
    path}. A DataFrame is one of pandas, any table that speaks the Arrow PyCapsule interface
    (polars, DuckDB, pyarrow, ibis), or a list of records (mappings). `columns` ({list: {field:
    heading or headings}}) overrides how columns were understood; `panels` ({name: path}) names
    files; `passwords` opens protected files; `as_of` is the day ages are counted from, a date or
    text such as 2026-06-01 (today when None); `institutional_addresses` is a CSV file or a
    DataFrame of addresses that are not evidence, by default `institutional_addresses.csv` among the
    lists.
    DataFrames are not changed. The result's repr holds counts and findings only. Raises ListErrors
    with every list that cannot be used, SettingsError where there is no list at all, or the
    institutional addresses cannot be used.
    """
    sources = accepted(sources)
    _refuse_wrong_kinds(columns, panels, passwords)
    day = date.today() if as_of is None else a_day("as_of", as_of)
    places = institutions_of(sources, institutional_addresses)
    among = lists_among(sources, places)
    found = reading.read_all(
        among, columns=columns, panels=panels, passwords=passwords, expected=columns or ()
    )
    _refuse_unusable(found.errors, found.lists)
    listings = normalised(as_nominals_tell(found.lists, day), day, places)
    aside = (*found.own, *reading.not_lists(reading.folders_of(sources)))
    return replace(listings, noticed=(*listings.noticed, *aside))


def _refuse_unusable(errors: Sequence[ListError], lists: Sequence[RawList]) -> None:
    """ListErrors with every list that cannot be used; SettingsError where there is none at all."""
    if errors:
        raise ListErrors(errors)
    if not lists:
        raise SettingsError(NOTHING_READ)


def _refuse_wrong_kinds(columns: object, panels: object, passwords: object) -> None:
    """SettingsError where an argument is of a kind that nothing can be read with."""
    if columns is not None:
        fields = mapping_of("{field: heading or headings}", _headings)
        mapping_of("{list: {field: heading or headings}}", fields)("columns", columns)
    if panels is not None:
        mapping_of("{name: path}", a_path)("panels", panels)
    if passwords is not None:
        some_passwords("passwords", passwords)


def _headings(name: str, given: object) -> object:
    """A heading, or several."""
    if isinstance(given, list | tuple) and all(isinstance(each, str) for each in given):
        return given
    one_of(name, given, (str,), "a heading, or a list of headings")
    return given


def normalised(raw: Sequence[RawList], as_of: date, places: Institutions) -> Listings:
    """The lists as one table of listings, which can be rebuilt without some of them."""
    whole = normalising.coded(raw, as_of, places)
    again = NormalisedAgain(tuple(raw), as_of, places, {frozenset(): whole})
    return replace(whole.settled(), without=again)


def normalised_with(
    listings: Listings, more: Sequence[RawList], as_of: date | None = None
) -> Listings:
    """Lists that were read and some more as one table, as of another day where one is given;
    SettingsError for listings that were not read from lists."""
    again = listings.without
    if not isinstance(again, NormalisedAgain):
        raise SettingsError("among: these listings were not read from lists")
    return normalised((*again.raw, *more), as_of or again.as_of, again.places)


def as_nominals_tell(raw: Sequence[RawList], as_of: date) -> tuple[RawList, ...]:
    """The lists with their columns and the order of names as the rows of nominals tell them, and no
    others."""
    aside = [normalising.rows_aside(each, as_of) for each in raw]
    return reading.decided_without(raw, aside) if any(aside) else tuple(raw)


def institutions_of(sources: Sources, said: InstitutionsSource | None) -> Institutions:
    """The institutional addresses that the user named, else those of a file among the lists."""
    if said is None:
        said = reading.institutions_among(sources)
    return normalising.read_institutions(said)


def lists_among(sources: Sources, places: Institutions) -> Sources:
    """The sources without the file of institutional addresses, if it is among the lists."""
    if places.info is None or not places.info.path:
        return sources
    return reading.all_but(sources, Path(places.info.path))


@uncollected()
def match(
    lists: Listings | AnySources,
    *,
    decisions: DecisionsSource | None = None,
    columns: Columns | None = None,
    as_of: date | str | None = None,
    plan: Plan | None = None,
    base: Base | str | Path | None = None,
    progress: bool | Callable[[str, float | None], None] | None = None,
) -> CrossReference:
    """Match lists: find the people who are on more than one list.

    `lists` is the result of `read_lists`, or anything it takes. `decisions` are the team's
    decisions: a CSV file of decisions, a store, or a DataFrame with `left`, `right` (listing ids)
    and `answer`. `base` is the `.base()` of an earlier result, or its file: only what is new or has
    changed since is compared. Its editions obey the sharing agreement that stands with the lists or
    in the current folder, else the plan's; frames stand in no folder. `progress` is shown in a
    notebook when matching takes longer than a second; False shows none, and a function gets each
    stage's name and, while pairs are compared, the share done (0 to 1). No files are written.
    Returns a CrossReference with `.people`, `.memberships`, `.links`, `.review_queue()` and
    `.why(left, right)`; weights are in bits.
    Deterministic: the same lists in any order give the same people. Raises ListErrors with every
    list that cannot be used, SettingsError when the agreement cannot be used, AnswersError when
    decisions cannot be read, BaseError when the base cannot be used.
    """
    from cohortmatch.services.agreement_beside import under_agreement  # the agreement comes late

    if plan is not None:
        one_of("plan", plan, (Plan,), "a Plan")
    _refuse_wrong_kinds(columns, None, None)
    day = None if as_of is None else a_day("as_of", as_of)
    plan = Plan(as_of=day) if plan is None else plan
    plan = plan if base is None else replace(plan, base=base)
    sources = None
    with _watched(progress) as seconds:
        if not isinstance(lists, Listings):
            sources = accepted(lists)
            found = survey(sources, plan, columns=columns, seconds=seconds)
            _refuse_unusable(found.errors, found.raw)
            lists = found.listings
        plan = under_agreement(plan, lists, sources)
        lists = without_unlinked_relatives(lists, plan)
        return run(lists, plan, seconds, None if decisions is None else recall(decisions, lists))


@contextmanager
def _watched(progress: Any) -> Iterator[Seconds]:
    """Seconds that tell their stages to the caller's function, or to the notebook's line."""
    from cohortmatch.services.notebook_progress import NotebookProgress, in_notebook

    if callable(progress):
        yield Seconds(watch=progress)
    elif (progress is None or a_flag("progress", progress)) and in_notebook():
        with NotebookProgress() as line:
            yield Seconds(watch=line)
    else:
        yield Seconds()


def run(
    listings: Listings,
    plan: Plan,
    seconds: Seconds | None = None,
    recalled: Recalled | None = None,
    told: Mapping[str, Any] | None = None,
) -> CrossReference:
    """Block, compare, score, cluster and report, as the plan says.

    `recalled` is applied: decisions are absolute, and persons keep their ids. `told` are
    further entries of the manifest.
    """
    from cohortmatch.reporting import Marking, cross_reference  # jinja2, xlsxwriter come late

    seconds = seconds or Seconds()
    refuse_beside_executor(plan)
    with seconds.of("block"):
        prepared = prepared_for(listings, plan)
    with seconds.of("compare"):
        gathered = gathered_with(plan, prepared, seconds.counting(prepared.cost))
    with seconds.of("score"):
        found = prepared.learnt(gathered)
    with seconds.of("cluster"):
        people = resolved_with(found.matcher, found.likely, recalled)
        expected = expect(found.matcher, people, found.likely)
    manifest = manifest_of(prepared, found, plan, seconds.stages)
    if recalled is not None:
        manifest["kept_in"] = dict(recalled.kept_in)
    if plan.agreement is not None:
        manifest["agreement"] = stated_in_manifest(plan.agreement, listings.as_of)
    manifest |= told or {}
    return cross_reference(
        Outcome(found.matcher, people),
        manifest=manifest | {"expected": expected_errors(expected)},
        before=_before(recalled, people, listings, found.matcher),
        choices=plan.report,
        agreement=plan.agreement,
        marking=Marking(
            plan.marking,
            listings.as_of,
            delete_by(listings, plan),
            by_settings=delete_by_settings(listings, plan),
        ),
        base=prepared.leaves(found),
        without=matched_again(listings, plan, recalled, prepared.whole(gathered)),
    )


def _before(
    recalled: Recalled | None, people: People, listings: Listings, matcher: Matcher
) -> Before | None:
    """What is known from earlier runs and decisions."""
    from cohortmatch.people.before import Before
    from cohortmatch.people.persons import id_order

    if recalled is None:
        return None
    reviewed = replace(recalled.reviewed, overruled=overruled_links(matcher, recalled.reviewed))
    return Before(reviewed, recalled.memory(people, id_order(listings), matcher.model))
