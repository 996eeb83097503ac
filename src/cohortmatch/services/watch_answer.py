"""What `watch` tells: a board that was made, and what keeps it from being made, each once."""

from __future__ import annotations

from cohortmatch.services.answers import Answer, NotUsable
from cohortmatch.version import __version__

__all__ = ["WatchAnswer"]


class WatchAnswer(Answer):
    """What `cohortmatch watch --json` prints, once for each board that was made and for each
    trouble.

    `made` says whether the board was made; `at` is the moment, `board` its file. `headline`,
    `pairs_to_review`, `written` (the report's files) and `notes` are of the run; `written` is empty
    where the report was kept as it was. `trouble` are sentences that say what is wrong,
    `not_usable` the lists that cannot be used. Both are empty when a trouble has ended.
    """

    version: str = __version__
    made: bool
    at: str
    board: str
    headline: str | None = None
    pairs_to_review: int | None = None
    written: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    trouble: tuple[str, ...] = ()
    not_usable: tuple[NotUsable, ...] = ()
