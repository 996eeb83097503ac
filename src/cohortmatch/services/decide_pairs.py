"""Keep decisions about the pairs of a result, for a notebook or a program."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from cohortmatch.core.accepting import a_path, a_text, one_of, refuse
from cohortmatch.core.any_frame import Frame, as_frame
from cohortmatch.core.fingerprints import contents
from cohortmatch.decisions import LedgerFile, entries_of, read_answers
from cohortmatch.decisions.ledger import Entry, Ledger
from cohortmatch.services.recall import STORES
from cohortmatch.store import Store

if TYPE_CHECKING:
    from cohortmatch.reporting import CrossReference

__all__ = ["decide"]


def decide(
    result: CrossReference, answers: pd.DataFrame | Frame, to: str | Path | Store, *, by: str = ""
) -> int:
    """Keep decisions about the pairs of a result; returns how many are new.

    `answers` has the pair's reference as its index (as `result.review_queue()` has) or `left` and
    `right`, and a column `answer` or `decision`: "same", "different", "not sure" or blank; `reason`
    and `note` where they are. `to` is a CSV file, made when there is none, or a store; `by` is who
    answered. AnswersError lists every answer that is not understood; then nothing is kept.
    """
    if not hasattr(result, "review_queue"):
        refuse("result", "the result of match", result)
    a_text("by", by)
    table = as_frame("answers", answers)
    one_of("answers", table, (pd.DataFrame,), "a DataFrame, as .review_queue() gives")
    one_of("to", to, (str, Path, Store), "a file of decisions or a store")
    given = read_answers(table)
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def entries(ledger: Ledger) -> list[Entry]:
        known = contents(result.listings, ledger.key)
        return entries_of(given, known, ledger, by=by, at=at)

    is_path = isinstance(to, str | Path) and Path(to).suffix.casefold() not in STORES
    to = to if isinstance(to, Store) else a_path("to", to)
    home = to if isinstance(to, Store) else LedgerFile(to) if is_path else Store(to)
    return len(home.add(entries))
