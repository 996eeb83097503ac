"""The words that invented names consist of, by origin.

Policy: every word comes from the hand-written files in `data`. Forename and surname are drawn
within one origin, so that they go together as they do in London. Short forms and spellings are this
generator's own tables, never the matcher's, because otherwise it would mark its own homework.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from cohortmatch.synthetic.dice import Dice

GENERATIONS_PART = 1986
"""Year of birth from which the younger generation's forenames are used, where a file has both."""


def data() -> Traversable:
    """The folder of data files."""
    return files("cohortmatch.synthetic").joinpath("data")


def load_toml(name: str) -> dict[str, Any]:
    """One data file."""
    return tomllib.loads(data().joinpath(name).read_text(encoding="utf-8"))


@dataclass(frozen=True, eq=False)
class Origin:
    """One name origin: its share of the people, its words and its custom (see `names`)."""

    name: str
    share: float
    trouble: float
    custom: str
    middle: float
    double_barrelled: float
    words: Mapping[str, tuple[str, ...]]
    tail: float

    def forename(self, dice: Dice, sex: str, born: int) -> str:
        """A forename for this sex and year of birth."""
        who = "male" if sex == "M" else "female"
        if who not in self.words:
            who = ("older_" if born < GENERATIONS_PART else "younger_") + who
        return dice.ranked(self.words[who])

    def surname(self, dice: Dice) -> str:
        """A family's surname, in the man's form where it has two."""
        if self.tail and dice.chance(self.tail):
            return dice.pick(self.words["tail_starts"]) + dice.pick(self.words["tail_ends"])
        return dice.ranked(self.words["surnames"])


@cache
def origins() -> Mapping[str, Origin]:
    """Every origin by its name."""
    found: dict[str, Origin] = {}
    folder = data().joinpath("names")
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        entry = tomllib.loads(file.read_text(encoding="utf-8"))
        name = file.name.removesuffix(".toml")
        found[name] = _origin(name, entry)
    return found


def _origin(name: str, entry: Mapping[str, Any]) -> Origin:
    words = {k: tuple(v.split()) for k, v in entry.items() if isinstance(v, str)}
    return Origin(
        name=name,
        share=entry["share"],
        trouble=entry["trouble"],
        custom=entry["custom"],
        middle=entry["middle"],
        double_barrelled=entry.get("double_barrelled", 0.0),
        words=words,
        tail=entry.get("tail", 0.0),
    )


def draw_origin(dice: Dice) -> Origin:
    """An origin, as often as its share of the people."""
    return dice.weighted({origin: origin.share for origin in origins().values()})


def _rows(name: str) -> Iterator[list[str]]:
    text = data().joinpath(name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    yield from csv.reader(lines[1:])


@cache
def short_forms() -> Mapping[str, tuple[str, ...]]:
    """The short, familiar and anglicised forms of a forename."""
    return {name: tuple(forms.split("|")) for name, forms in _rows("short_forms.csv")}


@cache
def spellings(field: str) -> Mapping[str, tuple[str, ...]]:
    """The other spellings of a forename or surname, by each spelling."""
    found: dict[str, tuple[str, ...]] = {}
    for where, forms in _rows("spellings.csv"):
        if where == field:
            group = tuple(forms.split("|"))
            for form in group:
                others = tuple(other for other in group if other != form)
                found[form] = found.get(form, ()) + others
    return found
