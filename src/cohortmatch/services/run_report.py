"""Match, write the report and update the store, in an order that is safe to interrupt.

Order: the run goes into the store, the report's files are made beside their places, the audit log
gets its line, the files take their places, then the base where one is kept is written and the store
marks the run as finished. So nothing is seen that is not logged and that the store does not know,
and a run without a report does not count. A process killed on the way leaves a journal in the
report's folder, by which the next command completes the report or takes it back; see `completing`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import compress
from pathlib import Path
from typing import Any

from cohortmatch.audit import Input
from cohortmatch.core.errors import CohortmatchError, OutputError, SettingsError
from cohortmatch.core.journal import Steps
from cohortmatch.core.own_names import MANIFEST
from cohortmatch.core.types import ListInfo
from cohortmatch.disclosure.folders import refuse_mixing
from cohortmatch.disclosure.misspelt import refuse_misspelt
from cohortmatch.disclosure.readers import list_named
from cohortmatch.linkage.incremental.state import Base
from cohortmatch.reporting import CrossReference
from cohortmatch.reporting.changed import ChangedOutputs
from cohortmatch.reporting.edition import Edition
from cohortmatch.reporting.files import write_files
from cohortmatch.reporting.set_aside import copies_of
from cohortmatch.services.agreements import stated
from cohortmatch.services.completing import run_note
from cohortmatch.services.default_store import kept_in
from cohortmatch.services.foreign_store import refuse_foreign
from cohortmatch.services.log_names import edition_outputs, inputs_of, log_names, outputs_of
from cohortmatch.services.pipeline import Seconds, Survey
from cohortmatch.services.pipeline import run as match
from cohortmatch.services.places import Keeping
from cohortmatch.services.recall import Recalled, new_run
from cohortmatch.services.relatives import without_unlinked_relatives
from cohortmatch.settings.plan import Plan
from cohortmatch.store import Store

__all__ = [
    "AskedEdition",
    "WrittenEdition",
    "edition_for",
    "refuse_request",
    "write_editions",
    "write_report",
]


def edition_for(
    result: CrossReference, plan: Plan, audience: str, kept: Keeping, meeting: str | None = None
) -> Edition:
    """The edition for an audience, and for one of its meetings; under an agreement for the purpose
    that was given."""
    purpose = kept.purpose if plan.agreement is not None else ""
    return result.edition(audience, purpose, meeting or "")


def write_report(
    found: Survey,
    plan: Plan,
    seconds: Seconds,
    out: Path,
    kept: Keeping,
    audience: str | None = None,
    told: Mapping[str, Any] | None = None,
    changed: ChangedOutputs | None = None,
    meeting: str | None = None,
    logged: Mapping[str, str] | None = None,
    *,
    parquet: bool = False,
) -> tuple[CrossReference, tuple[Path, ...]]:
    """Match the lists and write the report, or an `audience`'s edition, for one `meeting` or for
    everyone; the result and the paths written. `told` are further entries of the manifest;
    `changed` is what people had done to an earlier report in the folder; `logged` is what the log
    has of these lists since a watcher began, by name their SHA-256; with `parquet` the tables are
    written as Parquet too. SettingsError where the store is of other lists.
    """
    found = replace(found, listings=without_unlinked_relatives(found.listings, plan))
    with kept.opened() as store:
        kept.check_log(store)
        recalled = _recalled(found, kept, store, out)
        result = match(found.listings, plan, seconds, recalled, told)
        edition = audience and edition_for(result, plan, audience, kept, meeting)
        number = _begin(result, recalled, store, out, kept, edition or None)
        with seconds.of("report"):
            if changed is not None:
                changed.confirm()
            how = (result, plan, kept, store, number, audience, out, meeting, logged or {}, parquet)
            written = _write(_Writing(*how))
    return result, written


@dataclass(frozen=True)
class AskedEdition:
    """An edition to write: by which name its reader is asked for, the folder, the purpose, and the
    day by which it must be erased."""

    name: str
    out: Path
    purpose: str
    delete_by: date


@dataclass(frozen=True, eq=False, repr=False)
class WrittenEdition:
    """An edition that was written, and the paths of its files."""

    asked: AskedEdition
    edition: Edition
    paths: tuple[Path, ...]

    def __repr__(self) -> str:
        return f"<WrittenEdition: {self.edition!r}>"


Failed = list[tuple[str, CohortmatchError]]
"""The editions that could not be written, each with why."""


def write_editions(
    found: Survey,
    plan: Plan,
    seconds: Seconds,
    out: Path,
    kept: Keeping,
    asked: Sequence[AskedEdition],
) -> tuple[CrossReference, list[WrittenEdition], Failed]:
    """Match the lists once and write the editions that are asked for, each as a run of its own; the
    result, what was written, and what was not because its reader may see nothing or its folder
    cannot be written. SettingsError where the store is of other lists.
    """
    found = replace(found, listings=without_unlinked_relatives(found.listings, plan))
    made: list[WrittenEdition] = []
    failed: Failed = []
    with kept.opened() as store:
        kept.check_log(store)
        recalled = _recalled(found, kept, store, out)
        result = match(found.listings, plan, seconds, recalled)
        for each in asked:
            own = replace(kept, purpose=each.purpose)
            try:
                with seconds.of("report"):
                    edition = edition_for(result, plan, each.name, own)
                    run = _begin(result, recalled, store, each.out, own, edition, each.delete_by)
                    writing = _Writing(result, plan, own, store, run, each.name, each.out)
                    made.append(WrittenEdition(each, edition, _write(writing)))
            except (SettingsError, OutputError) as error:
                failed.append((each.name, error))
    return result, made, failed


def refuse_request(found: Survey, plan: Plan, out: Path, audience: str | None = None) -> None:
    """Raise SettingsError or OutputError for a report or an edition that cannot be made of these
    lists, or not in this folder.
    """
    if audience is not None and plan.agreement is None:
        list_named(found.listings.lists, audience, plan.report)
        refuse_misspelt(found.listings.lists, plan.report)
    refuse_mixing(out, audience)


def _recalled(found: Survey, kept: Keeping, store: Store | None, out: Path) -> Recalled | None:
    """What is known from earlier runs of these lists."""
    recalled = kept.recall(found.listings, store)
    refuse_foreign(recalled)
    place = kept_in(kept, out)
    return recalled if recalled is None or place is None else replace(recalled, kept_in=place)


@dataclass(frozen=True, eq=False, repr=False)
class _Writing:
    """A report, or an `audience`'s edition, about to be written as run `number` of the store."""

    result: CrossReference
    plan: Plan
    kept: Keeping
    store: Store | None
    number: int
    audience: str | None
    out: Path
    meeting: str | None = None
    logged: Mapping[str, str] = field(default_factory=dict)
    parquet: bool = False

    @cached_property
    def edition(self) -> Edition:
        """The audience's edition."""
        assert self.audience is not None
        return edition_for(self.result, self.plan, self.audience, self.kept, self.meeting)

    def after(self, written: tuple[Path, ...]) -> None:
        """Write the base, and finish the run."""
        base = self.plan.base
        if base is not None and not isinstance(base, Base) and not self.kept.trial:
            self.result.base().save(base)
        if self.store is not None and not self.kept.read_only:
            self.store.finish(self.number, (*written, *copies_of(self.out)))

    @property
    def note(self) -> Mapping[str, str]:
        """Which run of which store it is, for whoever completes it after a kill."""
        if self.store is None or self.kept.read_only:
            return {}
        return run_note(self.store.path, self.number)


def _write(what: _Writing) -> tuple[Path, ...]:
    """Write the files; they are logged before they can be seen."""
    steps = Steps(lambda files: _log(what, files), what.after, what.note)
    if what.audience is not None:
        return what.edition.write(what.out, steps)
    result = what.result
    files = result.files(parquet=what.parquet)
    return write_files(what.out, files, shared=result.is_shared, steps=steps)


def _begin(
    result: CrossReference,
    recalled: Recalled | None,
    store: Store | None,
    out: Path,
    kept: Keeping,
    edition: Edition | None,
    day: date | None = None,
) -> int:
    """Keep a run that is not yet finished; its number. `day` is when it must be erased, by default
    when the manifest says."""
    if recalled is None or store is None or kept.read_only:
        return 0
    run = new_run(
        result,
        recalled,
        who=kept.by,
        purpose=kept.purpose,
        out=str(out.resolve()),
        delete_by=day or date.fromisoformat(result.manifest["delete_by"]),
        editions=[edition.kept(store.key)] if edition else (),
    )
    return store.begin(run)


def _log(what: _Writing, files: Mapping[str, bytes]) -> None:
    """Log the run; of an edition that it is a disclosure, to whom and of how many.

    A watcher makes the report again and again. Its first line names every list and file, each later
    one the lists that are others than in the line before, and run.json, which has the SHA-256 of
    every list and file. So the log grows by half a kilobyte and not with the number of lists.
    """
    result, kept, audience = what.result, what.kept, what.audience
    if kept.audit is None:
        return
    if audience is not None:
        _log_edition(what, what.edition, files)
        return
    counts, lists = result.counts, result.listings.lists
    inputs, outputs = _inputs(lists), outputs_of(files)
    told: dict[str, int] = {}
    if what.logged:
        is_new = [what.logged.get(each.name) != each.sha256 for each in lists]
        told = {"lists": len(lists), "lists_as_before": is_new.count(False)}
        inputs = tuple(compress(inputs, is_new))
        outputs = {name: digest for name, digest in outputs.items() if name == MANIFEST}
    kept.log(
        "combination",
        "run",
        what.store,
        inputs=inputs,
        counts=told
        | {
            "listings": counts.listings,
            "on_several_panels": counts.on_panels.total,
            "on_a_panel_and_a_register": counts.with_register.total,
            "pairs_to_review": counts.to_review,
        },
        outputs=outputs,
        agreement=stated(what.plan.agreement),
    )


def _inputs(lists: Iterable[ListInfo]) -> tuple[Input, ...]:
    return inputs_of((each.name, each.sha256, each.listings) for each in lists)


def _log_edition(what: _Writing, edition: Edition, files: Mapping[str, bytes]) -> None:
    """Log to whom an edition was made, and of how many."""
    lists = what.result.listings.lists
    names = log_names(_names(lists)) | {each: each for each in _recipients(what.plan)}
    what.kept.log(
        "disclosure",
        "run --for",
        what.store,
        inputs=_inputs(lists),
        counts={"people": edition.size, "on_another_panel": len(edition.agenda)},
        outputs=edition_outputs(files, edition.label, names.get(edition.label, edition.label)),
        recipients=(names[edition.name],),
        agreement=stated(what.plan.agreement),
    )


def _recipients(plan: Plan) -> Iterable[str]:
    """The recipients of the agreement, who are named in the log as the law asks."""
    return () if plan.agreement is None else plan.agreement.member_of


def _names(lists: Iterable[ListInfo]) -> Iterator[str]:
    return (each.name for each in lists)
