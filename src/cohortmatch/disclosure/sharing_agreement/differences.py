"""What an agreement changes beside another: who gains what, who loses what, what the file says.

Policy: both agreements are asked the same questions as if they were in force: which editions each
recipient has, which lists it sees whole, and what the one question answers. Each difference is
named. Whatever else the file says in another way is told too, because it may change an edition: so
nothing is told only where both say the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import groupby, zip_longest
from typing import Any, NamedTuple

from cohortmatch.core.errors import SettingsError
from cohortmatch.core.guarding import one_line
from cohortmatch.core.model_faults import address
from cohortmatch.disclosure.sharing_agreement.flows import (
    WHOLE,
    Shown,
    has_edition,
    in_force,
    shown,
)
from cohortmatch.disclosure.sharing_agreement.items import ITEMS
from cohortmatch.disclosure.sharing_agreement.recipients import (
    Party,
    parties,
    party_named,
)
from cohortmatch.disclosure.sharing_agreement.terms import SharingAgreement

__all__ = ["Differences", "differences"]

NONE_BEFORE = "no agreement was accepted before, so everything that this one allows is told"
BY_CONTENT = ", where its content shows that it is of people under public protection"


class Differences(NamedTuple):
    """Sentences: who gains what, who loses what, and what else the file says in another way."""

    gains: tuple[str, ...]
    losses: tuple[str, ...]
    changed: tuple[str, ...]


def differences(old: SharingAgreement | None, new: SharingAgreement) -> Differences:
    """What a new agreement changes beside an old one; None where there is no old one."""
    before, after = None if old is None else _Granted.by(old), _Granted.by(new)
    changed = (NONE_BEFORE,) if old is None else tuple(_changed(old, new))
    gains = tuple(_more(before, after))
    losses = () if before is None else tuple(_more(after, before))
    return Differences(gains, losses, changed)


class _Granted(NamedTuple):
    """What an agreement grants: editions, lists that are seen whole, and items; `by_content` are
    the items where every list shows by its content that it is of people under public protection."""

    editions: frozenset[Party]
    whole: frozenset[Party]
    items: frozenset[Shown]
    by_content: frozenset[Shown]

    @classmethod
    def by(cls, agreement: SharingAgreement) -> _Granted:
        found, day = in_force(agreement)
        every = (each for each in parties(found) if has_edition(found, each, day))
        editions = frozenset(each for each in every if _can_be_requested(found, each))
        protected = replace(found, recognised=frozenset(found.file.lists))
        return cls(
            editions,
            frozenset(p for p in editions if p.panel and found.is_owner(p.panel, p.recipient)),
            frozenset(shown(found)),
            frozenset(shown(protected)),
        )


def _can_be_requested(agreement: SharingAgreement, party: Party) -> bool:
    """Whether a name means the party: its own, or its panel's where no other answers for that."""
    for name in filter(None, (party.recipient, party.panel)):
        with suppress(SettingsError):
            if party_named(agreement, name, party.purpose) == party:
                return True
    return False


def _more(less: _Granted | None, more: _Granted) -> Iterator[str]:
    """Sentences about what one agreement grants and another does not."""
    less = less or _Granted(*(frozenset() for _ in _Granted._fields))
    for each in sorted(more.editions - less.editions):
        yield f"{_who(each.recipient, each.purpose)}: {_edition(each.panel)}"
    for each in sorted(more.whole - less.whole):
        yield f"{_who(each.recipient, each.purpose)}: {each.panel}: {WHOLE}"
    items = more.items - less.items
    yield from _items(items)
    yield from (f"{each}{BY_CONTENT}" for each in _items(more.by_content - less.by_content - items))


def _who(recipient: str, purpose: str) -> str:
    return f"{recipient}, for {purpose or 'any purpose'}"


def _edition(panel: str) -> str:
    """Whose edition it is."""
    return f"the edition of {panel}" if panel else "an edition of everybody whom it may see listed"


def _items(found: frozenset[Shown]) -> Iterator[str]:
    """Sentences such as "MPS, for IOM panel: DIP: listed, risk (subject, adult)"."""

    def key(each: Shown) -> tuple[str, ...]:
        return each.recipient, each.purpose, each.list_name, each.role, each.age

    for (who, purpose, name, role, age), group in groupby(sorted(found, key=key), key):
        items = sorted((each.item for each in group), key=_place_of_item)
        yield f"{_who(who, purpose)}: {name}: {', '.join(items)} ({role}, {age})"


def _place_of_item(item: str) -> tuple[int, str]:
    """Columns that are named by their heading come last."""
    return ITEMS.index(item) if item in ITEMS else len(ITEMS), item


def _changed(old: SharingAgreement, new: SharingAgreement) -> Iterator[str]:
    """Every key that says something else."""
    before, after = (each.file.model_dump(mode="json") for each in (old, new))
    for part in ("agreement", "members", "lists"):
        yield from _of_table((part,), before[part], after[part])
    yield from _of_table((), {"between": before["between"]}, {"between": after["between"]})
    yield from _of_rules(before["rules"], after["rules"])


def _of_table(
    place: tuple[str, ...], was: Mapping[str, Any], now: Mapping[str, Any]
) -> Iterator[str]:
    for key in dict.fromkeys((*was, *now)):
        here, one, other = (*place, key), was.get(key), now.get(key)
        if isinstance(one, dict) and isinstance(other, dict):
            yield from _of_table(here, one, other)
        elif isinstance(one, dict) or isinstance(other, dict):
            yield f"{address(here)}: {'taken out' if other is None else 'new'}"
        elif one != other:
            yield f"{address(here)}: {_said(one)} → {_said(other)}"


def _said(value: Any) -> str:
    """A value of the file in one line."""
    if isinstance(value, bool):
        return str(value).lower()
    text = ", ".join(map(str, value)) if isinstance(value, list) else value
    return one_line(str(text)) if text not in (None, "") else "none"


def _of_rules(was: Sequence[dict[str, Any]], now: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Rules that were changed, taken out or added, by the number that they have."""
    one, other = ([json.dumps(each, sort_keys=True) for each in rules] for rules in (was, now))
    same = SequenceMatcher(None, one, other, autojunk=False)
    for kind, first, last, new_first, new_last in same.get_opcodes():
        numbers = zip_longest(range(first, last), range(new_first, new_last))
        for old, new in () if kind == "equal" else numbers:
            if old is None:
                yield f"rules.{new + 1}: new, {_rule(now[new])}"
            elif new is None:
                yield f"rules.{old + 1}: taken out, {_rule(was[old])}"
            else:
                yield from _of_table(("rules", str(new + 1)), was[old], now[new])


def _rule(rule: Mapping[str, Any]) -> str:
    return f"{rule['list']}: {_said(rule['items'])}, to {_said(rule['to'])}"
