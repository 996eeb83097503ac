"""What `cohortmatch run --all-panels --json` prints."""

from __future__ import annotations

from cohortmatch.services.answers import Answer, Noticed, NotUsable
from cohortmatch.version import __version__

__all__ = ["EditionMade", "EditionNotMade", "EditionsAnswer"]


class EditionMade(Answer):
    """One edition: for whom, of how many people, which lists are closed to its reader, its files,
    and the copies of earlier files that were set aside."""

    audience: str
    people: int
    headline: str
    closed: tuple[str, ...]
    delete_by: str
    written: tuple[str, ...]
    set_aside: tuple[str, ...] = ()


class EditionNotMade(Answer):
    """An edition that was not written, and why."""

    audience: str
    why: str


class EditionsAnswer(Answer):
    """The editions of every panel; none where some lists cannot be used (`errors`). `kept_in`,
    `not_kept`, `trial` and `notes` are as in the answer of `run`."""

    version: str = __version__
    listings: int | None = None
    lists: int | None = None
    every_pair_compared: bool | None = None
    editions: tuple[EditionMade, ...] = ()
    refused: tuple[EditionNotMade, ...] = ()
    kept_in: str | None = None
    not_kept: str | None = None
    trial: bool = False
    notes: tuple[str, ...] = ()
    findings: tuple[Noticed, ...] = ()
    errors: tuple[NotUsable, ...] = ()
