"""Findings: what reading and normalising noticed, one finding for each kind, list and column.

The kinds are in `findings.toml` (title, severity, what is done, what the user can do); a finding
says where. Neither holds a value from a list.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
OWN, FILE, FOLDER = "own-file", "file-not-read", "folder-not-read"
NOT_READ = (OWN, FILE, FOLDER)
"""The kinds of finding about what stands among the lists and is none."""
UNKNOWN_COLUMN = "column-not-known"
"""The kind of finding about a column that is carried along without its meaning."""
AGREED = ("agreed-list-missing", "agreed-list-undated", "agreed-list-old", "agreed-column-missing")
"""The kinds of finding about lists that did not come as agreed: `check` and the board have them, no
report."""


@dataclass(frozen=True)
class FindingKind:
    """One entry of `findings.toml`."""

    code: str
    severity: Severity
    title: str
    done: str
    remedy: str


@dataclass(frozen=True)
class Finding:
    """One finding: a kind, and where it was noticed.

    `list_name` is the list's name, `column` the heading ('' when the whole row or list is meant),
    `rows` the spreadsheet's row numbers (or DataFrame labels; empty when the whole list is meant)
    and `detail` one more phrase where the kind alone does not say enough (never a value).
    """

    code: str
    list_name: str
    column: str = ""
    rows: tuple[object, ...] = ()
    detail: str = ""

    @property
    def remedy(self) -> str:
        """What the user can do, with the list's own name in lines meant for the settings."""
        bare = re.fullmatch(r"[A-Za-z0-9_-]+", self.list_name)
        name = self.list_name if bare else json.dumps(self.list_name, ensure_ascii=False)
        return self.kind.remedy.replace("[lists.NAME", f"[lists.{name}")

    @property
    def kind(self) -> FindingKind:
        """The catalogue's entry for this finding's code."""
        return catalogue()[self.code]


@cache
def catalogue() -> dict[str, FindingKind]:
    """Every kind of finding by its code, in the order of `findings.toml`."""
    text = files("cohortmatch.core").joinpath("findings.toml").read_text(encoding="utf-8")
    return {code: FindingKind(code=code, **entry) for code, entry in tomllib.loads(text).items()}


def to_look_at(severities: Iterable[Severity]) -> int:
    """How many findings of these severities are to be looked at: the one number that `check`, `run`
    and the report give."""
    return sum(severity != "note" for severity in severities)


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """The findings by severity, then in the catalogue's order, then by list and column."""
    order = {code: position for position, code in enumerate(catalogue())}
    return sorted(
        findings,
        key=lambda f: (
            SEVERITIES.index(f.kind.severity),
            order[f.code],
            f.list_name,
            f.column,
            f.detail,
        ),
    )
