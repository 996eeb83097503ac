"""What a list says of engagement, whereabouts, abode and need, out of its own cells.

Policy: nothing is inferred. Somebody does not engage where a cell says so in words ("Off radar"),
or where a column that asks is answered ("Engaging: N", "Wanted: Y"). A missed appointment is not
enough. What is told is the cell with its heading, as written.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from cohortmatch.people.status import Said
from cohortmatch.values.abodes import is_in_custody
from cohortmatch.values.postcodes import is_no_fixed_abode
from cohortmatch.values.text import fold

__all__ = [
    "contact_words",
    "engages",
    "in_custody",
    "is_office",
    "needs_housing",
    "no_abode",
    "not_engaging",
    "whereabouts",
]

Cell = tuple[str, str]
TELLING = ("engagement", "state", "attendance")
NEGATED = ("not engag", "non engag", "disengag", "no engagement")
"""How a heading begins that asks the contrary: "Not engaging"."""


def not_engaging(said: Said) -> list[str]:
    """Each cell that says that somebody does not engage, is wanted or off the radar."""
    return [f"{h}: {t}" for h, t in _cells(said, TELLING) if _says_off(h, t)]


def engages(said: Said) -> bool:
    """Whether a cell says that somebody engages."""
    cells = list(_cells(said, ("engagement",)))
    told = any(_answers(h, "engag", t) or _has(t, "engaging") for h, t in cells)
    return told and not any(_says_off(h, t) for h, t in cells)


@cache
def contact_words() -> frozenset[str]:
    """The words (folded) by which a cell says how a contact was made, beside its day."""
    return frozenset(_table()["contact"])


def in_custody(said: Said) -> bool:
    """Whether a cell says that somebody is in custody."""
    cells = _cells(said, ("state", "accommodation"))
    return any(is_in_custody(text) or _answers(h, "custody", text) for h, text in cells)


def whereabouts(said: Said) -> bool:
    """Whether a column of whereabouts says where somebody is."""
    cells = ((h, t) for h, t in _cells(said, ("state",)) if "whereabouts" in fold(h))
    return any(not (_has(text, "no") or "unknown" in fold(text)) for _, text in cells)


def no_abode(said: Said, addresses: Sequence[Cell]) -> list[str]:
    """Each cell that says that somebody has no home; `addresses` are those of addresses."""
    found = [f"{h}: {t}" for h, t in addresses if is_no_fixed_abode(t) or _has(t, "no_home")]
    for heading, text in _cells(said, ("accommodation",)):
        if _has(text, "no_home") or (_has(heading, "no_home") and _is(text, "yes")):
            found.append(f"{heading}: {text}")
    return found


def needs_housing(said: Said) -> list[str]:
    """Each cell that says that accommodation is a need."""
    cells = _cells(said, ("needs",))
    return [f"{h}: {t}" for h, t in cells if _is_need(h, t)]


def is_office(address: str) -> bool:
    """Whether an address is said to be a probation or drug service's office."""
    return _has(address, "office")


def _is_need(heading: str, text: str) -> bool:
    if _is(text, "no"):
        return False
    return _has(text, "housing") or _has(heading, "housing")


@lru_cache(maxsize=4096)
def _says_off(heading: str, text: str) -> bool:
    """Whether one cell says that somebody does not engage, is wanted or off the radar."""
    head, words = _words(heading), _words(text)
    is_contrary = head.startswith(tuple(f" {each}" for each in NEGATED))
    if _is(text, "yes"):
        return is_contrary or _has(heading, "off")
    if _is(text, "no"):
        return " engag" in head and not is_contrary
    if "whereabouts" in head and " unknown " in words:
        return True
    return bool(_pattern("off").search(_pattern("not_off").sub(" ", words)))


def _answers(heading: str, asked: str, text: str) -> bool:
    """Whether a column that asks something is answered with yes."""
    return asked in fold(heading) and _is(text, "yes") and not _words(heading).startswith(" not ")


def _cells(said: Said, kinds: Sequence[str]) -> Iterator[Cell]:
    return (cell for kind in kinds for cell in said.cells.get(kind, ()))


def _is(text: str, kind: str) -> bool:
    return fold(text).strip(" .") in _table()[kind]


def _has(text: str, kind: str) -> bool:
    return bool(_pattern(kind).search(_words(text)))


def _words(text: str) -> str:
    return f" {' '.join(re.findall(r'[a-z0-9]+', fold(text)))} "


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile(rf" (?:{'|'.join(map(re.escape, _table()[kind]))}) ")


@cache
def _table() -> dict[str, list[str]]:
    path = files("cohortmatch.people").joinpath("data", "progress.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
