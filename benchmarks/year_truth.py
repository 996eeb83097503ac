"""What Changes and Trends should say of a run, worked out from rows whose person is known.

The same is worked out twice: from true persons, and from the ids that the product gave. What
differs from the first alone follows from a wrong id; what differs from both is wrongly told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import combinations, permutations
from statistics import median, quantiles

from year_people import PANELS, RISKS, Row

Label = int | str
Line = tuple[str, Label, str]
Figure = tuple[str, str]
DAYS = ("days", "days low", "days high")
WATCHED = {"risk": "rag", "level": "level", "category": "category", "lead": "lead"}


@dataclass(frozen=True)
class Reading:
    """One kept run: its day, its rows with whose they are, and the lists that were read."""

    day: date
    rows: Sequence[tuple[Label, Row]]
    read: frozenset[str]

    @cached_property
    def by_list(self) -> dict[str, dict[Label, list[Row]]]:
        """The rows of each list by whose they are."""
        found: dict[str, dict[Label, list[Row]]] = {}
        for label, row in self.rows:
            found.setdefault(row.on, {}).setdefault(label, []).append(row)
        return found

    def on(self, name: str) -> dict[Label, list[Row]]:
        """The rows of a list by whose they are."""
        return self.by_list.get(name, {})

    def lists_of(self, among: Sequence[str] = PANELS) -> dict[Label, set[str]]:
        """The lists that everybody is on."""
        found: dict[Label, set[str]] = defaultdict(set)
        for label, row in self.rows:
            if row.on in among:
                found[label].add(row.on)
        return dict(found)


@dataclass
class Expected:
    """Lines that must be told, and lines that may be."""

    must: set[Line] = field(default_factory=set)
    may: set[Line] = field(default_factory=set)

    def add(self, lines: Iterable[Line], certain: bool) -> None:
        (self.must if certain else self.may).update(lines)


def last_with(past: Sequence[Reading], name: str) -> Reading | None:
    """The last run that read a list."""
    return next((one for one in reversed(past) if name in one.read), None)


def differences(label: Label, old: list[Row], new: list[Row]) -> Iterable[tuple[Line, bool]]:
    """What changed in somebody's row on a list, and whether it must be told."""
    before, now, sure = old[0], new[0], len(old) == len(new) == 1
    for cell, kind in WATCHED.items():
        if getattr(before, cell) != getattr(now, cell):
            yield (kind, label, now.on), sure
    if before.postcode != now.postcode:
        yield ("address", label, now.on), sure and bool(before.postcode and now.postcode)
    if (before.surname, before.forename) != (now.surname, now.forename):
        yield ("name", label, now.on), sure
    if before.born != now.born:
        yield ("birth", label, now.on), sure
    if bool(before.pnc) != bool(now.pnc):
        yield ("number lost" if before.pnc else "number gained", label, now.on), sure


def of_list(told: Expected, now: Reading, past: Sequence[Reading], name: str) -> None:
    """Arrivals, departures and changed cells of one list, since the last run that read it."""
    before, sure = last_with(past, name), name in PANELS
    if before is None or name not in now.read:
        return
    old, new = before.on(name), now.on(name)
    told.add((("joined", label, name) for label in new.keys() - old.keys()), sure)
    told.add((("left", label, name) for label in old.keys() - new.keys()), sure)
    for label in sorted(old.keys() & new.keys(), key=str):
        for line, certain in differences(label, old[label], new[label]):
            told.add([line], certain and sure)


def moves(told: Expected) -> None:
    """Who left one list and joined another; one of each must be told as a move."""
    by: dict[Label, dict[str, list[str]]] = defaultdict(lambda: {"joined": [], "left": []})
    for kind, label, name in told.must:
        if kind in ("joined", "left"):
            by[label][kind].append(name)
    for label, both in by.items():
        single = len(both["joined"]) == len(both["left"]) == 1
        if both["joined"] and both["left"]:
            told.add((("moved", label, name) for name in both["joined"]), single)


def returns(told: Expected, now: Reading, past: Sequence[Reading]) -> None:
    """Who joined after a time on no list at all."""
    everywhere = {label for label, _ in past[-1].rows}
    for _, label, name in sorted((told.must | told.may) & _joined(told), key=str):
        last = next((one for one in reversed(past) if any(x == label for x, _ in one.rows)), None)
        if last is None:
            continue
        lists = {row.on for x, row in last.rows if x == label}
        sure = (
            label not in everywhere
            and lists | {name} <= past[-1].read
            and ("joined", label, name) in told.must
        )
        told.add([("returned", label, name)], sure)


def arrivals(told: Expected, past: Sequence[Reading], now: Reading) -> None:
    """What the row of somebody who moved or returned may say otherwise than their last one did."""
    for _, label, name in sorted(_joined(told), key=str):
        last = next((one for one in reversed(past) if any(x == label for x, _ in one.rows)), None)
        for old in [row for x, row in last.rows if x == label] if last else []:
            for line, _ in differences(label, [old], now.on(name)[label]):
                told.add([line], certain=False)


def _joined(told: Expected) -> set[Line]:
    return {line for line in told.must | told.may if line[0] == "joined"}


def several(told: Expected, now: Reading, past: Sequence[Reading]) -> None:
    """Who is newly on several panels, and who no longer is."""
    sure = set(PANELS) <= now.read & past[-1].read
    new = {x for x, lists in now.lists_of().items() if len(lists) > 1}
    old = {x for x, lists in past[-1].lists_of().items() if len(lists) > 1}
    told.add((("several", label, "") for label in new - old), sure)
    told.add((("not several", label, "") for label in old - new), sure)
    last: dict[Label, int] = defaultdict(int)
    for one, name in ((last_with(past, name), name) for name in PANELS):
        for label in one.on(name) if one else ():
            last[label] += 1
    told.add((("not several", x, "") for x, n in last.items() if n > 1 and x not in new), False)


def eighteenth(born: date) -> date:
    """The day on which somebody turns 18."""
    leap = born.month == 2 and born.day == 29
    return date(born.year + 18, 3 if leap else born.month, 1 if leap else born.day)


def adults(told: Expected, now: Reading, past: Sequence[Reading]) -> None:
    """Who on a panel turned 18 since the last run."""
    dates: dict[Label, set[date]] = defaultdict(set)
    for label, row in now.rows:
        dates[label].add(row.born)
    known = {label for label, _ in past[-1].rows}
    for label in now.lists_of():
        for born in dates[label]:
            if past[-1].day < eighteenth(born) <= now.day:
                told.add([("18", label, "")], len(dates[label]) == 1 and label in known)


def changes(now: Reading, past: Sequence[Reading]) -> Expected:
    """Every line that Changes should hold."""
    told = Expected()
    if not past:
        return told
    for name in sorted({row.on for one in (now, *past) for _, row in one.rows}):
        of_list(told, now, past, name)
    moves(told)
    returns(told, now, past)
    arrivals(told, past, now)
    several(told, now, past)
    adults(told, now, past)
    return told


def since(label: Label, name: str, runs: Sequence[Reading]) -> date:
    """The first day of somebody's present stay on a list; a list not read breaks no stay."""
    day = runs[-1].day
    for one in reversed(runs):
        if name in one.read:
            if label not in one.on(name):
                break
            day = one.day
    return day


def of_panel(
    name: str, now: Reading, past: Sequence[Reading], told: Expected
) -> dict[Figure, float]:
    """Trends' figures of one panel."""
    rows = now.on(name)
    found: dict[Figure, float] = {("people", name): len(rows)}
    stays = [(now.day - since(label, name, (*past, now))).days for label in rows]
    found["days", name] = round(median(stays)) if stays else 0
    low, _, high = quantiles(stays * 2 if len(stays) == 1 else stays or [0, 0], method="inclusive")
    found["days low", name], found["days high", name] = round(low), round(high)
    found |= ages(name, set(rows), now)
    before = last_with(past, name)
    if before is not None:
        for kind in ("joined", "left"):
            found[kind, name] = sum(line[0] == kind and line[2] == name for line in told.must)
        found |= risks(name, now, before)
        found |= returned(name, told)
    return found


def returned(name: str, told: Expected) -> dict[Figure, float]:
    """Who came back to a panel; nothing where the rule leaves it open whether somebody did."""
    must, may = (
        {line for line in lines if line[0] == "returned" and line[2] == name}
        for lines in (told.must, told.may)
    )
    return {} if may - must else {("returned", name): len(must)}


BANDS = ((18, "Under 18"), (25, "18 to 24"), (35, "25 to 34"), (50, "35 to 49"))


def ages(name: str, who: set[Label], now: Reading) -> dict[Figure, float]:
    """How many are in each band of age, by the youngest age that any row gives."""
    youngest: dict[Label, date] = {}
    for label, row in now.rows:
        youngest[label] = max(youngest.get(label, row.born), row.born)
    found: dict[Figure, float] = {
        ("age", f"{name} {band}"): 0 for band in (*(b for _, b in BANDS), "50 and over")
    }
    for label in who:
        born = youngest[label]
        years = now.day.year - born.year - ((now.day.month, now.day.day) < (born.month, born.day))
        band = next((band for edge, band in BANDS if years < edge), "50 and over")
        found["age", f"{name} {band}"] += 1
    return found


def areas(now: Reading) -> dict[Figure, float]:
    """How many of those on any panel have a postcode in each district, on any list."""
    on, found = now.lists_of(), defaultdict(set)
    for label, row in now.rows:
        if label in on and row.postcode:
            found[row.postcode.split()[0]].add(label)
    return {("area", district): len(who) for district, who in found.items()}


def moved(told: Expected, now: Reading, past: Sequence[Reading]) -> dict[Figure, float | None]:
    """How many left one panel and joined another; None where either was not read."""
    by: dict[Label, dict[str, set[str]]] = defaultdict(lambda: {"joined": set(), "left": set()})
    for kind, label, name in told.must:
        if kind in ("joined", "left") and name in PANELS:
            by[label][kind].add(name)
    found: dict[Figure, float | None] = {}
    for one, other in permutations(PANELS, 2):
        were_read = all(name in now.read and last_with(past, name) for name in (one, other))
        moves = sum(one in each["left"] and other in each["joined"] for each in by.values())
        found["moved", f"{one} to {other}"] = moves if were_read else None
    return found


def risks(name: str, now: Reading, before: Reading) -> dict[Figure, float]:
    """How many risks of a panel went up and down."""
    found: dict[Figure, float] = {("up", name): 0, ("down", name): 0}
    old = before.on(name)
    for label, rows in now.on(name).items():
        if label in old and rows[0].risk and old[label][0].risk:
            step = RISKS.index(rows[0].risk) - RISKS.index(old[label][0].risk)
            found["up", name] += step > 0
            found["down", name] += step < 0
    return found


def figures(now: Reading, past: Sequence[Reading], told: Expected) -> dict[Figure, float | None]:
    """Every figure that Trends should have for a run; None where a list was not read."""
    found: dict[Figure, float | None] = {}
    lists = now.lists_of()
    if set(PANELS) <= now.read:
        found["several", "all"] = sum(len(x) > 1 for x in lists.values())
        found["several", "three"] = sum(len(x) > 2 for x in lists.values())
        found["any", "all"] = len(lists)
        found |= ages("all", set(lists), now) | areas(now)
    found |= moved(told, now, past)
    for pair in combinations(sorted(PANELS), 2):
        both = sum(set(pair) <= x for x in lists.values())
        found["both", " and ".join(pair)] = both if set(pair) <= now.read else None
    for name in PANELS:
        if name in now.read:
            found |= of_panel(name, now, past, told)
        else:
            found |= {
                (kind, name): None
                for kind in (*("people", "joined", "left", "returned", "up", "down"), *DAYS)
            }
    return found
