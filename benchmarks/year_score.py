"""Counts of what was right and wrong, and one run beside the truth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from year_lists import LISTS, Delivery, Place
from year_people import Row
from year_product import Ran
from year_truth import Label, Reading


@dataclass
class Score:
    """Counts by what was looked at, and the shortest example of each wrong."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)
    events: Counter[tuple[str, str]] = field(default_factory=Counter)

    def right(self, what: str) -> None:
        self.counts[what, "right"] += 1

    def wrong(self, what: str, how: str, example: str, events: Sequence[str] = ()) -> None:
        """Count a wrong, and keep its example where it is the shortest."""
        self.counts[what, how] += 1
        key = f"{what}: {how}"
        self.examples[key] = min(
            self.examples.get(key, example), example, key=lambda x: (len(x), x)
        )
        self.events.update({(key, kind_of_event(each)) for each in events} or {(key, "none")})

    def __add__(self, other: Score) -> Score:
        """Two scores together."""
        both = Score(self.counts + other.counts, dict(self.examples), self.events + other.events)
        for key, example in other.examples.items():
            kept = both.examples.get(key, example)
            both.examples[key] = min(kept, example, key=lambda x: (len(x), x))
        return both


def kind_of_event(event: str) -> str:
    """An event without the list or the day that it is about."""
    return " ".join(word for word in event.split() if word not in LISTS and not word[0].isdigit())


@dataclass
class Month:
    """One run to be scored, beside all that were kept before its day."""

    where: str
    there: Delivery
    ran: Ran
    truth: Reading
    own: Reading
    past: Sequence[Reading]
    past_own: Sequence[Reading]
    names: Mapping[str, str]
    is_newest: bool

    def persons(self, label: str) -> set[Label]:
        """Who an id names in this run, or else in the last run that knew it."""
        for own in (self.own, *reversed(self.past_own)):
            found: set[Label] = {row.person for name, row in own.rows if name == label}
            if found:
                return found
        return set()

    def shown(self, person: Label, on: str = "") -> str:
        """Somebody's rows before and now, with their ids."""
        parts = []
        for own in (*self.past_own[-1:], self.own):
            rows = [(i, r) for i, r in own.rows if r.person == person and on in ("", r.on)]
            parts.append("; ".join(f"{i} {written(r)}" for i, r in rows) or "on no list")
        return f"{self.where}: " + " → ".join(parts) + f" {self.there.events or ''}"


def written(row: Row) -> str:
    """A row as an example shows it."""
    told = (row.on, row.surname, row.forename, row.born, row.pnc, row.postcode, row.risk)
    return " ".join(str(each) for each in told if each)


def placed(there: Delivery, ran: Ran) -> list[tuple[Label, Row]]:
    """The rows that were matched, with their ids; a list delivered twice counts once."""
    found: list[tuple[Label, Row]] = []
    for place, row in there.rows.items():
        if place in ran.ids and place[0] != there.extra:
            found.append((ran.ids[place], row))
    return found


def strangers(there: Delivery, ran: Ran) -> list[Place]:
    """Rows that were matched though they are a victim's or a witness's."""
    return [place for place in ran.ids if place not in there.rows]
