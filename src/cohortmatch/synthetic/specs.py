"""How each of the invented lists is kept, as `data/lists.toml` says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from cohortmatch.synthetic.words import load_toml


@dataclass(frozen=True)
class Writing:
    """What a list's file looks like."""

    form: Literal["csv", "xlsx"]
    titles: tuple[str, ...] = ()
    encoding: str = "utf-8"
    delimiter: str = ","
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()
    sections: str = ""


@dataclass(frozen=True)
class ListSpec:
    """One invented list; see the head of `data/lists.toml`.

    `initials` is the share of listings with only a forename's first letter, `middle` that with
    middle names. `rates` replace those of `data/rates.toml`.
    """

    name: str
    file: str
    kind: Literal["panel", "register"]
    writing: Writing
    people: int
    home: int
    ages: tuple[int, int]
    women: float
    care: float
    dob_missing: float
    address_missing: float
    date_style: str
    number_style: str
    kept: Mapping[str, float]
    drawn_from: Mapping[str, float]
    columns: tuple[tuple[str, str], ...]
    roles: Mapping[str, float]
    initials: float = 0.0
    middle: float = 0.3
    rates: Mapping[str, float] = field(default_factory=dict)

    @property
    def contents(self) -> frozenset[str]:
        """Everything for which the list has a column."""
        return frozenset(content for _, content in self.columns)


@cache
def demo_specs() -> tuple[ListSpec, ...]:
    """The nine lists of the demo."""
    return tuple(_spec(name, entry) for name, entry in load_toml("lists.toml").items())


def _spec(name: str, entry: Mapping[str, Any]) -> ListSpec:
    entry = dict(entry)
    writing: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in entry.pop("writing").items()
    }
    return ListSpec(
        name=name,
        writing=Writing(**writing),
        columns=tuple((heading, content) for heading, content in entry.pop("columns")),
        ages=tuple(entry.pop("ages")),
        roles=entry.pop("roles", {}),
        **entry,
    )
