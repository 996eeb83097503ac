"""Match, write the report and update the store, in an order that is safe to interrupt.

Order: the run goes into the store, then the report is written, then the base where one is kept,
then the store marks the run as finished, then the audit log gets its line. So a process killed at
any point never leaves a report with persons that the store does not know, and a run without a
report does not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from cohortmatch.audit import Input
from cohortmatch.core.types import ListInfo
from cohortmatch.disclosure.folders import refuse_mixing
from cohortmatch.disclosure.misspelt import refuse_misspelt
from cohortmatch.disclosure.readers import list_named
from cohortmatch.linkage.incremental.state import Base
from cohortmatch.reporting import CrossReference
from cohortmatch.reporting.edition import Edition
from cohortmatch.services.log_names import edition_outputs, inputs_of, log_names, outputs_of
from cohortmatch.services.pipeline import Seconds, Survey
from cohortmatch.services.pipeline import run as match
from cohortmatch.services.places import Keeping
from cohortmatch.services.recall import Recalled, new_run
from cohortmatch.settings.plan import Plan
from cohortmatch.store import Store

__all__ = ["write_report"]


def write_report(
    found: Survey,
    plan: Plan,
    seconds: Seconds,
    out: Path,
    kept: Keeping,
    audience: str | None = None,
) -> tuple[CrossReference, tuple[Path, ...]]:
    """Match the lists and write the report, or an `audience`'s edition; the result and the paths
    written."""
    if audience is not None:
        list_named(found.listings.lists, audience, plan.report)
        refuse_misspelt(found.listings.lists, plan.report)
    refuse_mixing(out, audience)
    with kept.opened() as store:
        recalled = kept.recall(found.listings, store, keep=True)
        result = match(found.listings, plan, seconds, recalled)
        number = _begin(result, recalled, store, out, kept, audience)
        with seconds.of("report"):
            written = _written(result, out, audience)
            if plan.base is not None and not isinstance(plan.base, Base):
                result.base().save(plan.base)
        if store is not None:
            store.finish(number, written)
    _log(result, written, kept, audience)
    return result, written


def _written(result: CrossReference, out: Path, audience: str | None) -> tuple[Path, ...]:
    return result.write(out) if audience is None else result.edition(audience).write(out)


def _begin(
    result: CrossReference,
    recalled: Recalled | None,
    store: Store | None,
    out: Path,
    kept: Keeping,
    audience: str | None,
) -> int:
    if recalled is None or store is None:
        return 0
    run = new_run(
        result,
        recalled,
        who=kept.by,
        purpose=kept.purpose,
        out=str(out.resolve()),
        delete_by=date.fromisoformat(result.manifest["delete_by"]),
        editions=[result.edition(audience).kept(store.key)] if audience else (),
    )
    return store.begin(run)


def _log(
    result: CrossReference, written: tuple[Path, ...], kept: Keeping, audience: str | None
) -> None:
    """Log the run; an edition is a disclosure too, to whom and of how many."""
    if kept.audit is None:
        return
    counts, lists = result.counts, result.listings.lists
    inputs = inputs_of((each.name, each.sha256, each.listings) for each in lists)
    kept.log(
        "combination",
        "run",
        inputs=inputs,
        counts={
            "listings": counts.listings,
            "on_several_panels": counts.on_panels.total,
            "on_a_panel_and_a_register": counts.with_register.total,
            "pairs_to_review": counts.to_review,
        },
        outputs={} if audience else outputs_of(written),
    )
    if audience is not None:
        _log_edition(result.edition(audience), written, kept, inputs, log_names(_names(lists)))


def _log_edition(
    edition: Edition,
    written: tuple[Path, ...],
    kept: Keeping,
    inputs: tuple[Input, ...],
    names: Mapping[str, str],
) -> None:
    """Log to whom an edition was made, and of how many; `names` are the lists' in the log."""
    kept.log(
        "disclosure",
        "run --for",
        inputs=inputs,
        counts={"people": edition.size, "on_another_panel": len(edition.agenda)},
        outputs=edition_outputs(written, edition.name, names[edition.name]),
        recipients=(names[edition.name],),
    )


def _names(lists: Iterable[ListInfo]) -> Iterator[str]:
    return (each.name for each in lists)
