"""Which panel or register a list belongs to, from its file name, sheet, title or columns.

Policy: whole words only, the longest that fits wins. A name that speaks of two panels at once
settles nothing and the next place is asked. A list that nothing recognises is a panel of its own,
named by its file or sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from cohortmatch.reading.headings import plain_heading
from cohortmatch.reading.wordlists import table
from cohortmatch.types import Kind
from cohortmatch.values.roles import Role

__all__ = ["Panel", "panel_named", "panel_of", "panel_types", "unknown_panel"]


@dataclass(frozen=True)
class Panel:
    """What is known of a list from the panel or register it belongs to.

    `is_mixed` lists hold victims or associates as well, so a role that is not understood is
    unknown there.
    """

    key: str
    name: str
    kind: Kind
    role: Role
    is_mixed: bool = False
    names: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


@cache
def panel_types() -> tuple[Panel, ...]:
    """The panels and registers of `panels.toml`; one with own names is listed under each."""
    found: list[Panel] = []
    for key, entry in table("panels").items():
        panel = Panel(
            key,
            entry["name"],
            entry["kind"],
            Role[entry["role"]],
            entry.get("mixed", False),
            tuple(entry["names"]),
            tuple(entry.get("weak", ())),
            tuple(entry["columns"]),
        )
        found.append(panel)
        for name, names in entry.get("own_names", {}).items():
            found.append(Panel(key, name, panel.kind, panel.role, names=tuple(names)))
    return tuple(found)


def unknown_panel(name: str) -> Panel:
    """A panel of its own for a list that nothing recognises."""
    return Panel("", name, "panel", Role.subject)


def panel_of(label: str, places: Iterable[str] = (), headings: Sequence[str] = ()) -> Panel | None:
    """The panel the label names, else the first of `places` that names one, else by columns."""
    for text in (label, *places):
        found = panel_named(text)
        if found:
            return found
    return _by_columns(headings)


def panel_named(text: str) -> Panel | None:
    """The panel that a file's, sheet's or list's name speaks of."""
    words = _words(text)
    for strong in (True, False):
        fits = [
            (len(alias), panel)
            for panel in panel_types()
            for alias in (panel.names if strong else panel.weak)
            if f" {alias} " in words
        ]
        longest = max((length for length, _ in fits), default=0)
        best = {(p.key, p.name): p for length, p in fits if length == longest}
        keys = {panel.key for _, panel in fits}
        if len(keys) == 1 or len({key for key, _ in best}) == 1:
            return _most_particular(fits)
    return None


def _most_particular(fits: list[tuple[int, Panel]]) -> Panel | None:
    """Of one type's names the longest; of equal ones the register with a name of its own."""
    if not fits:
        return None
    longest_key = max(fits, key=lambda fit: fit[0])[1].key
    of_key = [panel for _, panel in fits if panel.key == longest_key]
    own = {panel.name: panel for panel in of_key if not panel.columns}
    return next(iter(own.values())) if len(own) == 1 else of_key[0]


def _words(text: str) -> str:
    spaced = plain_heading(text, camel=True) + " " + plain_heading(text)
    return f" {re.sub(r'(?<=[a-z])(?=[0-9])|(?<=[0-9])(?=[a-z])', ' ', spaced)} "


def _by_columns(headings: Sequence[str]) -> Panel | None:
    """The panel most of whose own columns the list has, at least two and more than any other."""
    plain = {plain_heading(heading) for heading in headings}
    scores = sorted(
        ((len(plain.intersection(p.columns)), p) for p in panel_types() if p.columns),
        key=lambda each: -each[0],
    )
    if len(scores) < 2 or scores[0][0] < 2 or scores[0][0] == scores[1][0]:
        return None
    return scores[0][1]
