"""Comparison kinds: each comparison describes itself to the rest of the engine.

Every comparison is a ComparisonKind, declared beside its levels. Other modules look it up in KINDS
and keep no tables of names. A further comparison is a registered kind, with its figures in a model.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType
from typing import Any, Literal, Protocol

from cohortmatch.core.accepting import Accepts, a_function, a_mapping, a_text, one_of, refuse
from cohortmatch.core.arrays import Int8s, Places
from cohortmatch.core.errors import SettingsError
from cohortmatch.core.types import Listings
from cohortmatch.linkage.model import MISSING

__all__ = [
    "DIFFERENT",
    "KINDS",
    "NEVER",
    "Agreement",
    "Compares",
    "ComparisonKind",
    "is_own",
    "kind_of",
    "register",
    "register_own",
    "starts",
    "unregister",
]

DIFFERENT = "different"
"""The level of a comparison whose values differ."""
NEVER = ""
"""In place of a level: the comparison never counts as this agreement."""
NamePart = Literal["given", "surname", "middle", "street"]


class Compares(Protocol):
    """A comparison prepared for one table of listings."""

    @property
    def is_empty(self) -> bool:
        """Whether no listing has anything to compare."""
        ...

    def __call__(self, left: Places, right: Places, /) -> Int8s:
        """The level (int8) of each pair of listings, by their positions."""
        ...


class Agreement(Enum):
    """What an agreement can be evidence for, and so the level from which it counts.

    Where a comparison does not say, the agreement in LIKE applies.
    """

    number = "a number that agrees, in the rules of what is never certain"
    sure_number = "a number that agrees, where relatives and namesakes are told apart"
    beside_name = "more than a bare name, where relatives and namesakes are told apart"
    anchor = "what father and son of one name, two rows of one list, do not agree on"
    more_than_name = "more than names to go by"
    despite_birth = "one person, though the dates of birth are quite different"
    twins_differ = "what twins on one list do not agree on"
    beside_birth = "more than a forename and a date of birth"
    beside_home = "more than a name and a street or a phone number"


LIKE = {
    Agreement.sure_number: Agreement.number,
    Agreement.beside_name: Agreement.sure_number,
    Agreement.anchor: Agreement.number,
    Agreement.more_than_name: Agreement.anchor,
    Agreement.despite_birth: Agreement.number,
    Agreement.twins_differ: Agreement.anchor,
    Agreement.beside_birth: Agreement.more_than_name,
    Agreement.beside_home: Agreement.more_than_name,
}


@dataclass(frozen=True, eq=False)
class ComparisonKind:
    """One comparison that the engine can make, and how the engine uses it.

    `name` is its name in the model. `levels` are the names of its levels, “missing” first, then
    rising with agreement. `make` prepares it for listings; one that `is_joint` is computed together
    with others. `fields` and `name_part` are what it alone compares. `finds_pairs` says that
    listings with one value of such a field are compared however many there are.

    `agrees` gives the level from which it counts, for each kind of evidence, NEVER where it does
    not count. `tells_apart` says
    that a difference separates two entries of one list, and two people of one name. `is_unique`
    says that one person has one. One that `corrects` others is no evidence by itself. `figures` is
    how firmly its figures in the model are held when weights are learnt: `firm` where slips are
    rare, `published`, `guessed`. The levels `less_told` say that a list gives only a part; their
    weights are not learnt. `in_bound` says that it is cheap: it is made before names are compared
    letter by letter. `equal_values` says that its levels are missing, different and same, and
    the same is an equal value of its field: how often that occurs is counted, and not sampled.

    A missing value is reported unless the comparison is not `missed`. One that `stands_in_for`
    another is missed only where the other is missing. One that `is_essential` is missed even where
    both sides lack it. `of_household` says that a family shares it.
    """

    name: str
    levels: tuple[str, ...]
    make: Callable[[Listings], Compares] | None = None
    is_joint: bool = False
    fields: tuple[str, ...] = ()
    name_part: NamePart | None = None
    finds_pairs: bool = False
    agrees: Mapping[Agreement, str] = field(default_factory=dict)
    tells_apart: bool = False
    is_unique: bool = False
    corrects: bool = False
    figures: Literal["firm", "published", "guessed"] = "published"
    less_told: tuple[str, ...] = ()
    in_bound: bool = False
    equal_values: bool = False
    missed: bool = True
    stands_in_for: str = ""
    is_essential: bool = False
    of_household: bool = False

    def __post_init__(self) -> None:
        for name, accepts in ACCEPTED.items():
            accepts(f"comparison, {name}", getattr(self, name))
        if self.levels[:1] != (MISSING,) or len({*self.levels}) != len(self.levels):
            raise SettingsError(f"{self}: its levels must be “missing” and others, each once")
        unknown = {*self.agrees.values(), *self.less_told} - {*self.levels, NEVER}
        if (self.tells_apart or self.is_unique) and DIFFERENT not in self.levels:
            unknown.add(DIFFERENT)
        if unknown:
            raise SettingsError(f"{self}: it has no level “{min(unknown)}”")
        if (self.make is None) != self.is_joint:
            raise SettingsError(f"{self}: say how it is made ready for listings, with `make`")

    def agrees_from(self, what: Agreement) -> str:
        """The level from which it counts as this agreement; '' where it never does."""
        if what in self.agrees:
            return self.agrees[what]
        return self.agrees_from(LIKE[what]) if what in LIKE else ""

    def __str__(self) -> str:
        return f"comparison “{self.name}”"


def _texts(name: str, given: Any) -> None:
    if not isinstance(given, tuple) or not all(isinstance(each, str) for each in given):
        refuse(name, 'several texts, as ("pnc", "cro")', given)


def _agreements(name: str, given: Any) -> None:
    found = a_mapping(name, given, "{Agreement: level}")
    for what, level in found.items():
        one_of(name, what, (Agreement,), "{Agreement: level}")
        a_text(name, level)


def _figures(name: str, given: Any) -> None:
    if given not in (words := ("firm", "published", "guessed")):
        raise SettingsError(f"{name}: must be {', '.join(words[:-1])} or {words[-1]}")


def _made(name: str, given: Any) -> None:
    if given is not None:
        a_function(name, given)


ACCEPTED: Mapping[str, Accepts] = {
    "name": a_text,
    "levels": _texts,
    "make": _made,
    "fields": _texts,
    "agrees": _agreements,
    "figures": _figures,
    "less_told": _texts,
}
"""What the parts of a ComparisonKind accept."""


_KINDS: dict[str, ComparisonKind] = {}
KINDS: Mapping[str, ComparisonKind] = MappingProxyType(_KINDS)
"""Every comparison that can be made now, by name: this package's own, then the registered ones."""
_own: set[str] = set()


def register(kind: ComparisonKind) -> None:
    """Let models have a comparison; SettingsError where one of its name is registered already."""
    one_of("kind", kind, (ComparisonKind,), "a ComparisonKind")
    if kind.name in _KINDS:
        raise SettingsError(f"{kind}: another one has that name")
    _KINDS[kind.name] = kind


def register_own(*kinds: ComparisonKind) -> None:
    """Register this package's own comparisons, which cannot be removed."""
    for kind in kinds:
        register(kind)
        _own.add(kind.name)


def is_own(name: str) -> bool:
    """Whether a comparison is this package's own: its levels need no check for faults."""
    return name in _own


def unregister(name: str) -> None:
    """Remove what was registered; SettingsError where there is none of that name."""
    if a_text("name", name) not in _KINDS or is_own(name):
        raise SettingsError(f"comparison “{name}”: none of that name is registered")
    del _KINDS[name]


def kind_of(name: str) -> ComparisonKind:
    """The kind of a model's comparison; a plain one for a column that was learnt from the lists."""
    return _KINDS.get(name) or ComparisonKind(name, (MISSING,), is_joint=True)


def starts(what: Agreement) -> dict[str, str]:
    """The level from which each comparison counts as this agreement, by name, if it ever does."""
    levels = {name: kind.agrees_from(what) for name, kind in _KINDS.items()}
    return {name: level for name, level in levels.items() if level}
