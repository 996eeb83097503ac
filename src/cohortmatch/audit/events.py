"""Audit events: what is logged, and what never is.

Policy: an event is one of the six kinds that section 62 of the Data Protection Act 2018 requires to
be logged. It says who, when, for what purpose, with which files (by SHA-256) and how many. It holds
no name, no date of birth, no identifier, no row and no file's name, so that the log can be shown to
an auditor.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

__all__ = ["KINDS", "Event", "Input", "Kind", "Restart"]

Kind = Literal["collection", "alteration", "consultation", "disclosure", "combination", "erasure"]
KINDS: tuple[Kind, ...] = Kind.__args__  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Input:
    """One list that was used: the panel or register that it is (IOM, MAPPA, …), else its number
    among the lists ("list 4"); the file's SHA-256; its listings."""

    list: str
    sha256: str
    listings: int


@dataclass(frozen=True)
class Restart:
    """Why a log was begun again, on its first line: `number` and `hash` are the last line that is
    known of the log before, `because` is the reason that was given; `set_aside` is the part that
    its file's name got, and `sha256` of that file, both empty where there was no file."""

    number: int
    hash: str
    because: str
    set_aside: str = ""
    sha256: str = ""


@dataclass(frozen=True)
class Event:
    """One thing that was done. `command` is what did it, `by` who, `purpose` what for; `counts`
    are numbers by name, `outputs` SHA-256 by the name of what was written, `recipients` whom it was
    written for. `restart` is on the first line of a log that was begun again; `unfinished` is the
    SHA-256 of the line before where whoever wrote that was stopped; `agreement` is the sharing
    agreement that was obeyed, with its version and hash; `about` is what was looked at in the
    portal: a person by the reference of one edition, or a page of it."""

    kind: Kind
    command: str
    by: str
    purpose: str = ""
    inputs: tuple[Input, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    outputs: Mapping[str, str] = field(default_factory=dict)
    recipients: tuple[str, ...] = ()
    restart: Restart | None = None
    unfinished: str = ""
    agreement: str = ""
    about: str = ""
