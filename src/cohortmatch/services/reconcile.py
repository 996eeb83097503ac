"""The lists of a borough as a reconciliation service: matched once, then asked by OpenRefine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from cohortmatch.core.accepting import a_text, accepting, of_kind
from cohortmatch.core.errors import SettingsError
from cohortmatch.disclosure.audience import Audience
from cohortmatch.disclosure.redacted import Redacted
from cohortmatch.reporting import CrossReference
from cohortmatch.services.agreements import log_refusal, stated
from cohortmatch.services.default_store import kept_by_default, on_trial
from cohortmatch.services.log_names import inputs_of, log_names
from cohortmatch.services.matched_lists import matched_lists
from cohortmatch.services.pipeline import Seconds
from cohortmatch.services.places import Keeping
from cohortmatch.services.reconciliation import Reconciliation
from cohortmatch.services.sources import Given

__all__ = ["reconcile", "reconcile_keeping"]

HERE = Path("reconcile")
"""What would be written here; so things are kept where a run from here keeps them."""


def reconcile_keeping(what: Given, lists: Sequence[Path], flags: Mapping[str, Any]) -> Keeping:
    """Where things are known and logged: where the user says, else where a run from the current
    folder keeps them."""
    return kept_by_default(what.settings, lists, HERE, flags)


@accepting(
    what=of_kind("what given() answers", Given),
    kept=of_kind("what keeping() answers", Keeping),
    reader=a_text,
    seconds=of_kind("what counts seconds", Seconds, type(None)),
)
def reconcile(
    what: Given, kept: Keeping, *, reader: str = "", seconds: Seconds | None = None
) -> Reconciliation:
    """Match the lists by all that is kept, and answer about their people.

    With a `reader`, a panel or a recipient of the sharing agreement (for the purpose of `kept`),
    only what it may see is found and told. Nothing is kept but lines of the audit log. ListErrors
    with every list that cannot be used; SettingsError where there is no list, no such reader or no
    audit log, or where the agreement cannot be used.
    """
    kept.log_file  # noqa: B018  a look that cannot be logged must not be had
    known = on_trial(kept)
    result = matched_lists(what, known, seconds or Seconds())
    log = replace(known, audit=kept.audit)
    view, whom = _seen_by(result, log, reader)
    log = replace(log, purpose=whom.pop("purpose", kept.purpose))
    lists = result.listings.lists
    inputs = inputs_of((each.name, each.sha256, each.listings) for each in lists)

    def look(command: str, counts: Mapping[str, int]) -> None:
        log.log("consultation", command, inputs=inputs, counts=dict(counts), **whom)

    log.check_log()
    name = f"cohortmatch: {Audience(view).reader}" if reader else "cohortmatch"
    return Reconciliation(view, name, look)


def _seen_by(result: CrossReference, kept: Keeping, reader: str) -> tuple[Redacted, dict[str, Any]]:
    """What a reader may see (the analyst, for ''), and what the log says of the reader. A refusal
    is logged before it is raised."""
    if not reader:
        return result.view, {}
    agreement = result.gate.agreement
    try:
        view = result.gate.panel(reader, kept.purpose if agreement else "")
    except SettingsError:
        log_refusal(kept, agreement, reader, "reconcile --for, refused")
        raise
    who = Audience(view).reader
    name = who if agreement else log_names(view.list_names)[who]
    whom: dict[str, Any] = {"recipients": (name,), "agreement": stated(agreement)}
    whom |= {"purpose": view.agreed.party.purpose} if view.agreed else {}
    return view, whom
