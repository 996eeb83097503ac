"""Which panel or register a list belongs to, from its file name, sheet, title or columns.

Policy: only whole words count, and the longest that fits wins. A name that fits two panels at once
decides nothing, and the next place is tried. A list that nothing recognises is a panel of its own,
named after its file or sheet. Only words that a single panel has make a sure claim. Columns, and
words that others may have too ("gangs", "matrix", "families"), only hint, and yield where another
file claims the panel surely. "Caseload" is the weakest hint: it counts when columns say nothing and
no other word beside it may be a service's ("mental health caseload"). A file whose name says that
its list is not a panel's ("Not IOM", "Former IOM nominals") is never that panel's, whatever a
sheet, a title or the columns say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from cohortmatch.core.types import Kind
from cohortmatch.reading.columns.headings import plain_heading
from cohortmatch.reading.wordlists import table
from cohortmatch.values.patterns import any_of
from cohortmatch.values.roles import Role

__all__ = ["Panel", "denies", "panel_named", "panel_of", "panel_types", "unknown_panel"]


@dataclass(frozen=True)
class Panel:
    """What is known of a list from the panel or register it belongs to.

    `is_mixed` lists hold victims or associates as well, so a role that is not understood is unknown
    there. `is_sure` means that words of its own named it. `is_telling` means that the same evidence
    also gives the kind of list, whether it is this one or another.
    """

    key: str
    name: str
    kind: Kind
    role: Role
    is_mixed: bool = False
    names: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    is_sure: bool = True
    is_telling: bool = True


@cache
def panel_types() -> tuple[Panel, ...]:
    """The panels and registers of `panels.toml`; one with own names is listed under each."""
    found: list[Panel] = []
    for key, entry in table("panels").items():
        if not isinstance(entry, dict):
            continue
        panel = Panel(
            key,
            entry["name"],
            entry["kind"],
            Role[entry["role"]],
            entry.get("mixed", False),
            tuple(entry["names"]),
            tuple(entry.get("weak", ())),
            tuple(entry.get("alone", ())),
            tuple(entry["columns"]),
        )
        found.append(panel)
        for name, names in entry.get("own_names", {}).items():
            own = Panel(key, name, panel.kind, panel.role, panel.is_mixed, tuple(names))
            found.append(own)
    return tuple(found)


NOT_OF = re.compile(r"\b(?:do not|don't|not to|excludes?|excluding|except|without|no)\b", re.I)
"""Titles that say whom a list is not of ("Do not include victims")."""


def unknown_panel(name: str) -> Panel:
    """A panel of its own for a list that nothing recognises."""
    return Panel("", name, "panel", Role.subject)


def panel_of(label: str, places: Iterable[str] = (), headings: Sequence[str] = ()) -> Panel | None:
    """The panel the label names, else the first of `places` that names one, else by columns.

    The meaning of a bare "caseload" comes last.
    """
    texts = (label, *(each for each in places if not NOT_OF.search(each)))
    named = (found for text in texts if (found := _by_words(text)))
    bare = (found for text in texts if (found := _by_bare_words(text)))
    found = next(named, None) or _by_columns(headings) or next(bare, None)
    is_another = found is not None and _denies(_words(label), found)
    return None if is_another else found


def panel_named(text: str) -> Panel | None:
    """The panel that a file's, sheet's or list's name gives."""
    return _by_words(text) or _by_bare_words(text)


def denies(text: str, name: str) -> bool:
    """Whether a text says that its list is not the list of a name, nor of its panel.

    >>> denies("Former SGV nominals", "SGV"), denies("Former SGV nominals", "DIP")
    (True, False)
    >>> denies("Removed from the Housing panel", "Housing panel")
    True
    """
    words, panel = _words(text), panel_named(name)
    own = any_of(_digits_apart(plain_heading(name, camel=c)) for c in (True, False))
    return (panel is not None and _denies(words, panel)) or bool(_denied(own).search(words))


def _by_words(text: str) -> Panel | None:
    words = _words(text)
    for strong in (True, False):
        fits = [
            (len(alias), panel)
            for panel in panel_types()
            for alias in (panel.names if strong else panel.weak)
            if f" {alias} " in words and not _denies(words, panel)
        ]
        longest = max((length for length, _ in fits), default=0)
        best = {(p.key, p.name): p for length, p in fits if length == longest}
        keys = {panel.key for _, panel in fits}
        if len(keys) == 1 or len({key for key, _ in best}) == 1:
            found = _most_particular(fits)
            return replace(found, is_sure=strong) if found else None
    return None


def _denies(words: str, panel: Panel) -> bool:
    """Whether a name says that its list is not a panel's ("Not IOM", "Removed from the IOM")."""
    if not any(f" {denied} " in words for denied in table("panels")["denied"]):
        return False
    return _denial(panel.key).search(words) is not None


@cache
def _denial(key: str) -> re.Pattern[str]:
    """A denial right before a name of one type of panels."""
    types = [panel for panel in panel_types() if panel.key == key]
    names = any_of({name for each in types for name in (*each.names, *each.weak)})
    return _denied(names)


def _denied(names: str) -> re.Pattern[str]:
    """A denial right before one of some names, in plain words with bars between."""
    denied, ties = (any_of(table("panels")[each]) for each in ("denied", "denied_ties"))
    return re.compile(rf" (?:{denied}) (?:(?:{ties}) ){{0,2}}(?:{names}) ")


def _by_bare_words(text: str) -> Panel | None:
    """The panel whose word stands alone, or with only a month, a number or a borough beside it."""
    words = plain_heading(text, camel=True)
    said = {word for word in re.split(r"[\d ]+", words) if word}
    for panel in panel_types():
        for alias in panel.alone:
            if f" {alias} " in f" {words} " and said - set(alias.split()) <= _plain():
                return replace(panel, is_sure=False, is_telling=False)
    return None


@cache
def _plain() -> frozenset[str]:
    """Words that do not say whose list it is."""
    return frozenset(table("panels")["plain"].split())


def _most_particular(fits: list[tuple[int, Panel]]) -> Panel | None:
    """The longest name of one type; of equal ones, the register with a name of its own."""
    if not fits:
        return None
    longest_key = max(fits, key=lambda fit: fit[0])[1].key
    of_key = [panel for _, panel in fits if panel.key == longest_key]
    own = {panel.name: panel for panel in of_key if not panel.columns}
    return next(iter(own.values())) if len(own) == 1 else of_key[0]


def _words(text: str) -> str:
    spaced = plain_heading(text, camel=True) + " " + plain_heading(text)
    return f" {_digits_apart(spaced)} "


def _digits_apart(text: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[0-9])|(?<=[0-9])(?=[a-z])", " ", text)


def _by_columns(headings: Sequence[str]) -> Panel | None:
    """The panel most of whose own columns the list has, at least two and more than any other."""
    plain = {plain_heading(heading) for heading in headings}
    scores = sorted(
        ((len(plain.intersection(p.columns)), p) for p in panel_types() if p.columns),
        key=lambda each: -each[0],
    )
    if len(scores) < 2 or scores[0][0] < 2 or scores[0][0] == scores[1][0]:
        return None
    return replace(scores[0][1], is_sure=False)
