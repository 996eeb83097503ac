"""The cross-reference: who is on more than one panel, as tables, a workbook, a page and files.

    result.people          one row a person on several lists
    result.memberships     one row a listing
    result.links           one row a pair that is, or may be, one person
    result.review_queue()  the pairs to decide, most useful first
    result.overlap         which panels share whom, drawn
    result.figures         this and other figures, as methods
    result.edition("IOM")  the report for one panel, with only what it may see
    result.to_arrow()      every table by its name, for polars, DuckDB and others
    result.why(a, b)       why two listings are, or are not, one person
    result.why("P0012")    how the listings of a person hold together

Its repr and its card in a notebook hold counts only. Everything it writes is the same, byte for
byte, for the same input.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

import pandas as pd

from cohortmatch.core import markup
from cohortmatch.core.accepting import a_flag, a_path, a_text
from cohortmatch.core.errors import BaseError
from cohortmatch.core.journal import ONLY_WRITTEN, Steps
from cohortmatch.core.own_names import MANIFEST, PAGE, WORKBOOK, has_parquet
from cohortmatch.core.types import Listings
from cohortmatch.core.uncollected import uncollected
from cohortmatch.disclosure.agreement import Choices
from cohortmatch.disclosure.audience import Audience
from cohortmatch.disclosure.folders import refuse_mixing
from cohortmatch.disclosure.gate import Gate, Without, gate
from cohortmatch.disclosure.marking import Marking
from cohortmatch.disclosure.redacted import Redacted
from cohortmatch.disclosure.sharing_agreement import SharingAgreement
from cohortmatch.linkage.explanations import Explanation, PersonExplanation
from cohortmatch.linkage.incremental.state import Base
from cohortmatch.people.before import Before
from cohortmatch.people.counts import Counts
from cohortmatch.people.linkage_result import LinkageResult
from cohortmatch.people.meetings import meeting_named
from cohortmatch.people.why import Asked
from cohortmatch.reporting.arrow_tables import arrow_table, tidy_frames
from cohortmatch.reporting.changed import changed_outputs, has_answers
from cohortmatch.reporting.digests import digests
from cohortmatch.reporting.drawn import Drawn, drawn
from cohortmatch.reporting.edition import Edition
from cohortmatch.reporting.families_table import families_table
from cohortmatch.reporting.figure import figure
from cohortmatch.reporting.figures import ResultFigures
from cohortmatch.reporting.files import write_files
from cohortmatch.reporting.monthly import counts_entry
from cohortmatch.reporting.set_aside import noted, set_aside, set_aside_names
from cohortmatch.reporting.sheets.summary import since_line
from cohortmatch.reporting.stamp import PROPERTY, stamp
from cohortmatch.reporting.table_files import json_bytes, table_files
from cohortmatch.reporting.tables import (
    findings_table,
    links_table,
    memberships_table,
    people_table,
    review_table,
)
from cohortmatch.reporting.tracker import tracker_table
from cohortmatch.reporting.trend_figure import lines

if TYPE_CHECKING:
    import pyarrow

    from cohortmatch.reporting.sheet import ReportSheet
    from cohortmatch.reporting.sheets import Sheets


@dataclass(frozen=True, eq=False, repr=False)
class CrossReference:
    """The result of one run; made by `cross_reference`."""

    gate: Gate
    found: LinkageResult
    marking: Marking = field(default_factory=Marking)
    leaves: Callable[[], Base] | None = None

    @cached_property
    def view(self) -> Redacted:
        """The analyst's view."""
        return self.gate.analyst()

    @property
    def listings(self) -> Listings:
        """The listings that were matched, panels before registers."""
        return self.view.listings

    @property
    def manifest(self) -> Mapping[str, Any]:
        """What the run did on which lists; written as `run.json`."""
        return self.view.manifest

    @property
    def counts(self) -> Counts:
        """Every number of the report."""
        return self.view.counts

    @property
    def headline(self) -> str:
        """The headline of the report: "61 people are on more than one panel: …"."""
        return self.counts.headline

    @property
    def since(self) -> str:
        """What changed since the last run, as a sentence; '' when none is known."""
        return since_line(self.view)

    @cached_property
    def _sheets(self) -> Sheets:
        from cohortmatch.reporting.sheets import Sheets

        return Sheets(self.view)

    @property
    def sheets(self) -> list[ReportSheet]:
        """Every sheet of the workbook, in order."""
        return self._sheets.every

    @cached_property
    def _people(self) -> pd.DataFrame:
        return people_table(self.view)

    @cached_property
    def _memberships(self) -> pd.DataFrame:
        return memberships_table(self.view)

    @cached_property
    def _links(self) -> pd.DataFrame:
        return links_table(self.view)

    @cached_property
    def _tracker(self) -> pd.DataFrame:
        return tracker_table(self.view)

    @cached_property
    def _families(self) -> pd.DataFrame:
        return families_table(self.view)

    @property
    def _tables(self) -> dict[str, pd.DataFrame]:
        """The tables that are files, by name, with the columns of those files."""
        return {
            "people": self._people.reset_index(),
            "memberships": self._memberships,
            "links": self._links,
            "tracker": self._tracker.reset_index(),
            "families": self._families.reset_index(),
        }

    def to_arrow(self) -> dict[str, pyarrow.Table]:
        """Every table by its name as an Arrow table, with the columns and types of the data
        dictionary: those of the files, the tidy tables `evidence` and `statuses`, `review_queue`
        and `findings`. Each has `__arrow_c_stream__`, so that polars, DuckDB and others read it
        without copying.
        """
        more = {"review_queue": self.review_queue().reset_index(), "findings": self.findings}
        frames = {**self._tables, **tidy_frames(self._tables), **more}
        return {name: arrow_table(name, frame) for name, frame in frames.items()}

    @property
    def people(self) -> pd.DataFrame:
        """One row a person on two or more lists, one of them a panel, and a subject on one; those
        on several panels first. Indexed by `person_id`; the other columns are as in `people.csv`.
        """
        return self._people.copy()

    @property
    def memberships(self) -> pd.DataFrame:
        """One row a listing that was matched, by person; columns as in `memberships.csv`."""
        return self._memberships.copy()

    @property
    def links(self) -> pd.DataFrame:
        """One row a pair in band `same` or `check`, indexed by the pair's reference; columns as in
        `links.csv`, weights in bits, 0 being even odds."""
        return self._links.copy()

    @property
    def tracker(self) -> pd.DataFrame:
        """One row a person on any panel, indexed by `person_id`; columns as in `tracker.csv`."""
        return self._tracker.copy()

    @property
    def families(self) -> pd.DataFrame:
        """One row a person on a panel, and whether their family is on a programme for families;
        indexed by `person_id`, columns as in `families.csv`."""
        return self._families.copy()

    @property
    def findings(self) -> pd.DataFrame:
        """The findings about the lists, worst first; holds no value from a list."""
        return findings_table(self.listings.noticed)

    def review_queue(self) -> pd.DataFrame:
        """The pairs for clerical review, most useful first, both sides as written; indexed by the
        pair's reference. No rows when there is nothing to decide.
        """
        return review_table(self.view)

    @overload
    def why(self, one: str, other: str) -> Explanation: ...

    @overload
    def why(self, one: str) -> PersonExplanation: ...

    def why(self, one: str, other: str | None = None) -> Explanation | PersonExplanation:
        """Why two listings (ids, `list:row`) are, or are not, taken for one person; of a single id,
        a person's or a listing's, how the listings of that person hold together. UnknownListing
        when nobody matched has that id.
        """
        first = a_text("a listing or a person", one)
        if other is None:
            return self._asked.person(first)
        return self._asked.pair(first, a_text("the other listing", other))

    def why_person(self, person: str) -> PersonExplanation:
        """How the listings of a person (an id as in `people`, or of any of their listings) hold
        together: the strongest links, the pairs that are weak or speak against it, where the person
        would come apart first, and the nearest other person.
        """
        return self._asked.person(a_text("a person", person))

    @cached_property
    def _asked(self) -> Asked:
        return Asked(self.view, self.found)

    def base(self) -> Base:
        """The base for incremental linkage: a later run compares only what is new or changed.

        BaseError where the caller brought pairs or comparisons.
        """
        if self.leaves is None:
            raise BaseError("this result leaves no base")
        return self.leaves()

    def to_excel(self, path: str | Path) -> Path:
        """Write the workbook; OutputError when that fails, and nothing is changed."""
        return self._write_one(a_path("path", path), self._workbook())

    def to_html(self, path: str | Path) -> Path:
        """Write the page; OutputError when that fails, and nothing is changed."""
        return self._write_one(a_path("path", path), self._page())

    def write(
        self, folder: str | Path, steps: Steps = ONLY_WRITTEN, *, parquet: bool = False
    ) -> tuple[Path, ...]:
        """Write workbook, page, `people.csv`, `memberships.csv`, `links.csv`, `tracker.csv`,
        `families.csv`, `datapackage.json` and `run.json`: all of them, or none and an OutputError.
        The paths written. With `parquet` each table is written as Parquet too; so it is where an
        earlier report there has such files. `steps` are done on the way.

        Where people have changed a file of an earlier report there, or written decisions in its
        workbook, a copy of it is set aside first under a dated name. Refused where a panel's
        edition stands, because its readers may not see everything."""
        place = a_path("folder", folder)
        refuse_mixing(place)
        answered = [WORKBOOK] if has_answers(place / WORKBOOK) else []
        changed = {*changed_outputs(place).names, *answered}
        copies = set_aside_names(place, sorted(changed))
        wanted = a_flag("parquet", parquet) or has_parquet(place)
        contents = self.files(noted(place, copies), parquet=wanted)
        with set_aside(place, copies, shared=self.is_shared):
            return write_files(place, contents, shared=self.is_shared, steps=steps)

    @uncollected()
    def files(
        self, told: Mapping[str, Any] | None = None, *, parquet: bool = False
    ) -> dict[str, bytes]:
        """Every file of the report by its name, made and not written; `told` are further entries of
        the manifest. With `parquet` the tables are there as Parquet too.
        """
        manifest = {**self.manifest, **(told or {}), "counts": counts_entry(self.view)}
        contents = {
            WORKBOOK: self._workbook(),
            PAGE: self._page(),
            **table_files(self._tables, self.marking.text, parquet=parquet),
            MANIFEST: json_bytes(manifest),
        }
        contents[MANIFEST] = json_bytes({**manifest, "outputs": digests(contents)})
        return contents

    @property
    def overlap(self) -> Drawn | None:
        """A figure of which combinations of panels share how many people; None when nobody is on
        more than one panel."""
        fig = figure(self.counts)
        return None if fig is None else drawn("figure.html", fig)

    @property
    def trend(self) -> Drawn | None:
        """A figure of the people on several panels over the runs kept; None for the first run."""
        found = self.view.trends
        return None if found is None else drawn("lines.html", lines(found))

    @property
    def figures(self) -> ResultFigures:
        """Every figure of the result, as methods: `result.figures.waterfall(a, b)`."""
        return ResultFigures(self)

    def edition(self, name: str, purpose: str = "", meeting: str = "") -> Edition:
        """The report for one panel, by its list's name: its people, the other lists that hold each,
        and only what may be shared of those. It comes from what that panel may see and nothing
        else. Under a sharing agreement `name` is a recipient too, and `purpose` one of theirs.
        `meeting` is one of the panel's, for which the chair's page then is. SettingsError when no
        list has that name, or several have, the panel has no such meeting, or the agreement does
        not hold.
        """
        view = self.gate.panel(a_text("the panel", name), a_text("the purpose", purpose))
        wanted = a_text("the meeting", meeting)
        info = None if view.own is None else view.listings.lists[view.own]
        found = meeting_named(view.choices.meetings, info, wanted) if wanted else None
        return Edition(Audience(view), self.marking, found)

    def _workbook(self) -> bytes:
        from cohortmatch.reporting.workbook import workbook_bytes

        found = stamp((info.name, info.sha256) for info in self.listings.lists)
        properties = {PROPERTY: found} if found else {}
        return workbook_bytes(self._sheets.every, self.marking, properties=properties)

    def _page(self) -> bytes:
        from cohortmatch.reporting.page import page_bytes

        return page_bytes(self.view, self.marking, self._sheets)

    def _write_one(self, path: Path, content: bytes) -> Path:
        return write_files(path.parent, {path.name: content}, shared=self.is_shared)[0]

    @property
    def is_shared(self) -> bool:
        """Whether what is written is for everybody who may see its folder."""
        return self.gate.choices.shared_folder

    def __repr__(self) -> str:
        return f"<CrossReference: {self.headline.rstrip('.')}; {self.counts.scope}>"

    def _repr_html_(self) -> str:
        tally = self.counts
        heads = ["List", "Listings", *(f"Also on {info.name}" for info in tally.lists)]
        rows = [
            (info.name, own.listings, *(markup.NOTHING if n is None else n for n in own.shared))
            for info, own in zip(tally.lists, tally.per_list, strict=True)
        ]
        told = (tally.second, tally.spread, f"{tally.scope}.", tally.asked, *_next_steps(tally))
        return (
            markup.heading(tally.headline)
            + markup.lines(told)
            + (overlap._repr_html_() if (overlap := self.overlap) else "")
            + markup.table(heads, rows, caption="How many people each list shares with each other")
        )


def _next_steps(tally: Counts) -> list[str]:
    """What to do next, in the notebook."""
    steps = ["Decide the pairs in .review_queue()."] if tally.to_review else []
    return [*steps, "See .people, or write the report with .write(folder)."]


def cross_reference(
    found: LinkageResult,
    *,
    manifest: Mapping[str, Any],
    before: Before | None = None,
    choices: Choices | None = None,
    marking: Marking | None = None,
    base: Callable[[], Base] | None = None,
    without: Without | None = None,
    agreement: SharingAgreement | None = None,
) -> CrossReference:
    """The cross-reference of the people that were found.

    `manifest` is the content of `run.json`; `before` is what is known from earlier runs and
    decisions (a decision that stands is not asked again); `choices` are the borough's choices for
    its reports; `marking` is printed on every page; `base` makes the base for later runs; `without`
    matches again without some lists, for the panels to which these are closed; `agreement` is the
    sharing agreement that every edition obeys.
    """
    way = gate(
        found,
        manifest=manifest,
        before=before,
        choices=choices,
        without=without,
        agreement=agreement,
    )
    return CrossReference(way, found, marking or Marking(day=found.listings.as_of), base)
