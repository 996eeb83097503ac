"""The status that a list gives a person, by kind: RAG or risk, MAPPA category and level, lead
officer, next and last review, last contact and engagement, ends of orders, release, accommodation
and needs; every other carried column is shown under "also".

A column's kind is known by its heading; the words are in `data/status.toml`. What stands in the
cell is shown as written.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from cohortmatch.values.about_others import is_about_others
from cohortmatch.values.own_cells import own_cell, says_relation
from cohortmatch.values.text import fold

__all__ = [
    "ALSO",
    "LABELS",
    "MAIN",
    "PROGRESS",
    "SHARED",
    "Said",
    "changes_of",
    "kind_of",
    "plain_status",
    "pressing",
    "said",
    "shown_part",
]

ALSO = "also"
LONGEST, MOST_WORDS = 80, 10
"""Letters and words that a value has at most: what is longer tells a story and may name others."""
RAG_ORDER = ("green", "amber", "red")
"""The colours from the least to the most pressing."""
LETTERS = {text[0]: text for text in RAG_ORDER}
"""How the colours are abbreviated."""
RAG = re.compile(r"\brag\b|colou?r")
KIND_WORDS = re.compile(
    r"(?:(?:mappa |risk )?(?:level|lvl|l|category|cat|c|tier|band)[ .:-]*)(?=\d+$)|(?: risk| rag)$"
)
"""Words of a heading that some repeat in the cell: "Level 2", "High risk"."""
SPELT = {
    **dict.fromkeys(("v high", "v. high", "vhigh", "v/high", "very-high", "vh"), "very high"),
    **dict.fromkeys(("med", "mod", "moderate"), "medium"),
    **dict.fromkeys(("hi",), "high"),
}
"""Other words and short forms of the levels of risk."""
RISK_SCALES = (RAG_ORDER, ("low", "medium", "high", "very high"))
"""The colours, and the levels of risk of serious harm that probation uses, in the same order."""
PRESSING = {word: place for scale in RISK_SCALES for place, word in enumerate(scale)} | {
    "standard": 0  # the least of three in assessments of domestic abuse (standard, medium, high)
}
BEGINNING = re.compile(r"^\W*((?:very\s+|v\.?\s*)?[^\W\d_]+)", re.IGNORECASE)
TOGETHER = re.compile(r"(?<=[a-z])(?=[A-Z])")
"""Where two words of a heading stand together."""


MAIN = ("risk", "category", "level", "lead", "review")
"""The kinds that a meeting needs first, in the order in which they are shown."""
PROGRESS = (
    *("last_review", "appointment", "contact", "engagement", "attendance", "state"),
    *("ends", "release", "accommodation", "needs"),
)
"""The kinds that say how a case goes, in the order in which they are shown."""


class _Kind(NamedTuple):
    label: str
    share: bool
    phrases: re.Pattern[str]
    unless: re.Pattern[str]

    def fits(self, words: str) -> bool:
        """Whether a heading, its words between single spaces, is of this kind."""
        return bool(self.phrases.search(words)) and not self.unless.search(words)


def _read() -> dict[str, _Kind]:
    path = files("cohortmatch.people").joinpath("data", "status.toml")
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        name: _Kind(v["label"], v["share"], _any_of(v["phrases"]), _any_of(v.get("unless", ())))
        for name, v in told.items()
    }


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of some phrases; `*` in one stands for any words or none."""
    each = (re.escape(phrase).replace(r"\ \*\ ", " (?:.* )?") for phrase in phrases)
    return re.compile(rf" (?:{'|'.join(each) or '(?!)'}) ")


KINDS: Mapping[str, _Kind] = _read()
LABELS: Mapping[str, str] = {
    **{name: KINDS[name].label for name in (*MAIN, *PROGRESS)},
    ALSO: "Also on the list",
}
"""What each kind is called, in the order in which they are shown."""
SHARED = tuple(name for name in LABELS if name in KINDS and KINDS[name].share)
"""The kinds another panel may see unless the settings say otherwise."""


@cache
def kind_of(heading: str) -> str:
    """The kind of a column that is carried along, by its heading; words that stand together
    ("LastContact") are taken apart where the heading says nothing else."""
    for text in (heading, TOGETHER.sub(" ", heading)):
        words = f" {' '.join(re.findall(r'[a-z0-9]+', fold(text)))} "
        if found := next((name for name, kind in KINDS.items() if kind.fits(words)), ""):
            return found
    return ALSO


def plain_status(kind: str, text: str) -> str:
    """A cell of one kind, folded, in the form in which two are compared: "Level 2" says "2" and "R"
    "red".

    >>> plain_status("level", "Level 2"), plain_status("risk", "R"), plain_status("lead", "R")
    ('2', 'red', 'r')
    """
    folded = fold(text)
    if kind not in ("risk", "level", "category"):
        return folded
    plain = KIND_WORDS.sub("", folded).strip() or folded
    return LETTERS.get(plain, SPELT.get(plain, plain)) if kind == "risk" else plain


class Said(NamedTuple):
    """The status of a person on one list: for each kind, the headings with their cells."""

    cells: Mapping[str, tuple[tuple[str, str], ...]]

    def text(self, kind: str) -> str:
        """One kind in words; the headings are told where there are several, or under "also"."""
        found = self.cells.get(kind, ())
        if len(found) == 1 and kind != ALSO:
            return found[0][1]
        return "; ".join(f"{heading}: {text}" for heading, text in found)

    def labelled(self, kinds: Iterable[str]) -> list[str]:
        """ "RAG: Red" for each column of some kinds, under the list's own headings."""
        return [f"{h}: {text}" for kind in kinds for h, text in self.cells.get(kind, ())]

    @property
    def colour(self) -> str:
        """The RAG colour, or what else stands for the risk, folded; '' when nothing does."""
        cells = self.cells.get("risk", ())
        # A letter alone may be a band ("Band A") under any other heading.
        texts = [plain_status("risk", t) if RAG.search(fold(h)) else fold(t) for h, t in cells]
        colours = [text for text in texts if text in RAG_ORDER]
        return (colours or texts or [""])[0]


def changes_of(was: Said, now: Said, kinds: Iterable[str]) -> Iterator[str]:
    """What two rows of one person say otherwise: "RAG Red, was Amber"; nothing of a kind that one
    of the two does not have."""
    for kind in kinds:
        both = [
            {plain_status(kind, text) for _, text in each.cells.get(kind, ())}
            for each in (was, now)
        ]
        if all(both) and both[0] != both[1]:
            told = "; ".join(f"{heading} {text}" for heading, text in now.cells[kind])
            yield f"{told}, was {'; '.join(text for _, text in was.cells[kind])}"


def pressing(text: str) -> int:
    """How pressing a colour or level of risk is, 0 for the least; -1 for what is none. Of what says
    more ("Red, rising") the colour or level it begins with counts.

    >>> pressing("V High"), pressing("Red, rising"), pressing("Standard"), pressing("40")
    (3, 2, 0, -1)
    """
    for each in (text, *BEGINNING.findall(text)):
        if (plain := plain_status("risk", each)) in PRESSING:
            return PRESSING[plain]
    return -1


def said(cells: Iterable[tuple[str, str]]) -> Said:
    """What a list says, out of the headings and texts of its carried columns.

    Long texts, and texts that speak of somebody else, are left out: see `shown_part`. Of a cell
    that names somebody only the value before the name is said.
    """
    found: dict[str, list[tuple[str, str]]] = {}
    for heading, text in cells:
        if own := shown_part(heading, text):
            found.setdefault(kind_of(heading), []).append((heading, own))
    return Said({kind: tuple(told) for kind, told in found.items()})


@lru_cache(maxsize=1 << 13)
def shown_part(heading: str, text: str) -> str:
    """The part of a cell that may be shown; '' where it tells a story or is about others."""
    own = own_cell(heading, text)
    return own if says_relation(heading, own) or is_short(own) else ""


def is_short(text: str) -> bool:
    """Whether a text is short and about the listed person only."""
    return len(text) <= LONGEST and len(text.split()) <= MOST_WORDS and not is_about_others(text)


def direction(before: str, now: str) -> str:
    """Whether a colour or level of risk went "up", "down" or only "changed"; '' where either is
    unknown."""
    if not before or not now or before == now:
        return ""
    for scale in RISK_SCALES:
        if before in scale and now in scale:
            return "up" if scale.index(now) > scale.index(before) else "down"
    return "changed"
