"""The answers of the commands: the shape of `--json`, from which the printed text is also made.

The schemas under docs/schemas are generated from these models. An answer holds lists, rows,
headings and counts, never a value from a list.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Literal

from pydantic import BaseModel, ConfigDict

from cohortmatch.core.errors import ListError
from cohortmatch.core.findings import Finding, Severity, worst_first
from cohortmatch.core.types import ColumnUse, ListInfo, RawList
from cohortmatch.decisions.ledger import waiting_words
from cohortmatch.normalising.others import UNEXPLAINED
from cohortmatch.version import __version__


class Answer(BaseModel):
    """A frozen part of an answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ColumnAnswer(Answer):
    """How one column was understood; `how` says by what: heading, values or settings. `compared` is
    said of a column that nobody has explained and that a run compares all the same. `person` is the
    second person of the row whose column it is ("Partner"), '' for the row's own."""

    heading: str
    field: str
    how: str
    person: str = ""
    compared: bool = False


class ListRead(Answer):
    """One list that was read; `rows_in` rows stand below its headings, `listings` are matched."""

    list: str
    kind: Literal["panel", "register"]
    file: str
    sheet: str
    headings_row: int | None
    as_at: str | None
    rows_in: int
    listings: int
    excluded: dict[str, int]
    columns: tuple[ColumnAnswer, ...]
    surname_first: tuple[str, ...]


class Noticed(Answer):
    """One finding: what was noticed and where, what was done about it and what the user can do."""

    code: str
    severity: Severity
    list: str
    column: str
    rows: tuple[str, ...]
    title: str
    detail: str
    done: str
    remedy: str


class NotUsable(Answer):
    """Why one list cannot be used."""

    list: str
    row: str | None
    column: str | None
    problem: str
    remedy: str


class Overlap(Answer):
    """How many people, certain and to check."""

    certain: int
    to_check: int


class RuleToCompare(Answer):
    """A blocking rule, and the most pairs that it alone makes.

    Where some groups that share its key are too large, it compares groups of up to `groups_up_to`
    listings, and `listings_beyond` counts the listings in larger ones, which finer rules split;
    else both are 0. `listings_without` counts the listings without the rule's key, which only other
    rules can find.
    """

    rule: str
    pairs: int
    groups_up_to: int
    listings_beyond: int
    listings_without: int = 0


class PairsToCompare(Answer):
    """What a run would compare: every pair, or by rules at most `pairs` of the `possible` ones.

    `skipped` are rules with no group small enough to compare.
    """

    every_pair: bool
    possible: int
    pairs: int
    rules: tuple[RuleToCompare, ...] = ()
    skipped: tuple[str, ...] = ()


class CheckAnswer(Answer):
    """What `cohortmatch check --json` prints; `notes` tell of lists that are recognised by what
    they hold as a list of an earlier run under another name, and of columns by which a meeting
    discusses people and that its panel's list does not have."""

    version: str = __version__
    lists: tuple[ListRead, ...]
    findings: tuple[Noticed, ...]
    errors: tuple[NotUsable, ...]
    saved: str | None = None
    to_compare: PairsToCompare | None = None
    notes: tuple[str, ...] = ()


class DecisionTold(Answer):
    """One decision: its number in the ledger, and the listings it is about where they now are."""

    number: int
    left: str
    right: str
    answer: Literal["same", "different", "not sure"]
    by: str
    at: str


class AskedAgain(Answer):
    """A decision that must be made again, and what changed: "IOM:14: the date of birth"."""

    decision: DecisionTold
    changed: tuple[str, ...]


class OverruledTold(Answer):
    """Two listings that are certainly one person by the lists and that `decisions`, none of which
    is about the two, part together."""

    left: str
    right: str
    decisions: tuple[DecisionTold, ...]


class PerhapsTold(Answer):
    """Somebody with a new id, `person`, who may be one of those known before, `earlier`."""

    person: str
    earlier: tuple[str, ...]


class Remembered(Answer):
    """Earlier decisions in this run: `applied` ones stand; contradictory ones cannot all be true,
    so none of them is applied; `gone` ones are about somebody no longer listed. `perhaps` are
    those with a new id who may be somebody known before. `overruled` are rows that decisions part
    though the lists make them certainly one person; those decisions are applied.
    """

    applied: int
    asked_again: tuple[AskedAgain, ...]
    contradictions: tuple[tuple[DecisionTold, ...], ...]
    not_sure: int
    gone: int
    perhaps: tuple[PerhapsTold, ...] = ()
    overruled: tuple[OverruledTold, ...] = ()

    @property
    def waiting(self) -> str:
        """How many decisions wait, in words; '' where none does."""
        return waiting_words(self.gone)


class RunAnswer(Answer):
    """What `cohortmatch run --json` prints; the counts are null when nothing was matched.

    `audience` is the list for which an edition was written in place of the whole report, or null;
    `meeting` is the one for which its chair's page is, null where it is for everyone on the list.
    Beside an edition, the findings of lists closed to its panel name no rows; their counts stay.
    `kept_in` is the store in which the run was kept, `not_kept` why it could not be kept in the
    default one; after a `trial` nothing is kept. `notes` are what is to be known of the run's day:
    a run that it replaces, later runs, lists that were read last time and are missing or less than
    half there. `taken_in` counts decisions that were taken in from the workbook of the report that
    was written over; `set_aside` are the copies of its files that people had changed otherwise.
    """

    version: str = __version__
    headline: str | None = None
    listings: int | None = None
    lists: int | None = None
    every_pair_compared: bool | None = None
    on_several_panels: Overlap | None = None
    on_a_panel_and_a_register: Overlap | None = None
    repeated_within_a_list: Overlap | None = None
    pairs_to_review: int | None = None
    remembered: Remembered | None = None
    delete_by: str | None = None
    kept_in: str | None = None
    not_kept: str | None = None
    trial: bool = False
    notes: tuple[str, ...] = ()
    taken_in: int = 0
    set_aside: tuple[str, ...] = ()
    audience: str | None = None
    meeting: str | None = None
    people_for_audience: int | None = None
    closed: tuple[str, ...] = ()
    findings: tuple[Noticed, ...] = ()
    errors: tuple[NotUsable, ...] = ()
    written: tuple[str, ...] = ()


class DemoAnswer(Answer):
    """What `cohortmatch demo --json` prints."""

    version: str = __version__
    folder: str
    files: tuple[str, ...]
    listings: int
    people: int
    seed: int


def list_read(raw: RawList, info: ListInfo, compared: Collection[str] = ()) -> ListRead:
    """The answer about one list; `info` describes the list after normalising, `compared` are the
    unexplained headings that a run compares."""
    return ListRead(
        list=info.name,
        kind=info.kind,
        file=info.file,
        sheet=info.sheet,
        headings_row=info.headings_row,
        as_at=str(info.as_at) if info.as_at else None,
        rows_in=info.rows_in,
        listings=info.listings,
        excluded=dict(info.excluded),
        columns=tuple(
            ColumnAnswer(**vars(each), compared=_is_compared(use, compared))
            for use in info.columns
            for each in _as_headed(use, info)
        ),
        surname_first=tuple(
            heading
            for name, first in raw.surname_first.items()
            for heading in ([each for each, *_ in info.sources.get(name, ())] or [name])
            if first
        ),
    )


def _as_headed(use: ColumnUse, info: ListInfo) -> list[ColumnUse]:
    """A column by the headings of the sheet, where it was made of those of several people."""
    sources = info.sources.get(use.heading, ())
    return [
        replace(use, heading=heading, person=who, field=field or use.field)
        for heading, who, field in sources
    ] or [use]


def _is_compared(use: ColumnUse, compared: Collection[str]) -> bool:
    return use.heading in compared and use.field in UNEXPLAINED and not use.is_again


def noticed(findings: Iterable[Finding]) -> tuple[Noticed, ...]:
    """The findings, worst first."""
    return tuple(
        Noticed(
            code=each.code,
            severity=each.kind.severity,
            list=each.list_name,
            column=each.column,
            rows=tuple(str(row) for row in each.rows),
            title=each.kind.title,
            detail=each.detail,
            done=each.kind.done,
            remedy=each.remedy,
        )
        for each in worst_first(findings)
    )


def not_usable(errors: Iterable[ListError]) -> tuple[NotUsable, ...]:
    """Why lists cannot be used, each once."""
    return tuple(
        NotUsable(
            list=each.list_name,
            row=None if each.row is None else str(each.row),
            column=each.column,
            problem=each.problem,
            remedy=each.remedy,
        )
        for each in errors
    )
