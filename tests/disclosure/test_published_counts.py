"""What is published of months of panels, attacked over all margins and months."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from random import Random

import pytest

from cohortmatch.disclosure.margins import Sum, TwoOrMore
from cohortmatch.disclosure.published_counts import (
    JOINED,
    LEFT,
    PEOPLE,
    SEVERAL,
    PublishedFigure,
    published,
    quarters,
    relations,
)
from cohortmatch.disclosure.small_counts import ShownCount, SmallCounts
from cohortmatch.people.monthly_counts import MonthCounts, OfPanel
from cohortmatch.people.quarters import Quarter

RULE = SmallCounts()
BANDS = ("Under 18", "18 to 24", "25 and over", "Not recorded")
MONTHS = [date(2026, month, 1) for month in (4, 5, 6)]


def a_borough(seed: int, panels: int = 3, months: int = 3) -> list[MonthCounts]:
    """Months of small panels: people with a band who stay, leave and come, on several panels."""
    random, made = Random(seed), []
    bands = [random.choice(BANDS) for _ in range(60)]
    names = [f"Panel {n}" for n in range(panels)]
    on = {name: {p for p in range(60) if random.random() < 0.16} for name in names}
    before: dict[str, set[int]] = {}
    for n in range(months):
        came = {name: len(on[name] - before[name]) if before else None for name in names}
        went = {name: len(before[name] - on[name]) if before else None for name in names}
        several = sum(sum(p in on[name] for name in names) > 1 for p in range(60))
        made.append(
            MonthCounts(
                MONTHS[n],
                {
                    name: OfPanel(
                        len(on[name]),
                        MONTHS[n - 1] if before else None,
                        came[name],
                        went[name],
                        {band: sum(bands[p] == band for p in on[name]) for band in BANDS},
                    )
                    for name in names
                },
                several,
            )
        )
        before = {name: set(people) for name, people in on.items()}
        for people in on.values():
            people ^= {p for p in range(60) if random.random() < 0.05}
    return made


def truth(months: Sequence[MonthCounts]) -> dict[PublishedFigure, int]:
    found: dict[PublishedFigure, int] = {}
    for month in months:
        for name, own in month.panels.items():
            told = {PEOPLE: own.people, JOINED: own.joined, LEFT: own.left}
            told |= {f"Age: {band}": n for band, n in own.ages.items()}
            found |= {
                PublishedFigure(month.day, name, w): n for w, n in told.items() if n is not None
            }
        if month.several is not None:
            found[PublishedFigure(month.day, "", SEVERAL)] = month.several
    return found


def other_world(
    shown: Mapping[PublishedFigure, ShownCount],
    months: Sequence[MonthCounts],
    world: Mapping[PublishedFigure, int],
    of: PublishedFigure,
) -> bool:
    """Whether a world with another number for one figure fits everything that is shown.

    Steps of one person lead from the true world to others: a figure that changes by one asks for a
    change of one other figure in each of its sums, until every sum holds again.
    """
    sums = [each for each in relations(months) if isinstance(each, Sum)]
    overlaps = [each for each in relations(months) if isinstance(each, TwoOrMore)]

    def search(now: dict[PublishedFigure, int], changed: frozenset[PublishedFigure]) -> bool:
        broken = next((s for s in sums if not s.holds(now)), None)  # type: ignore[arg-type]
        if broken is None:
            return all(each.holds(now) for each in overlaps)  # type: ignore[arg-type]
        total, parts = (sum(now[k] for k in side) for side in broken)  # type: ignore[index]
        for key in broken.keys:
            step = (1 if total < parts else -1) * (1 if key in broken.total else -1)
            number = now[key] + step  # type: ignore[index]
            if key in changed or not shown[key].least <= number <= shown[key].most:  # type: ignore[index]
                continue
            if search({**now, key: number}, changed | {key}):  # type: ignore[dict-item]
                return True
        return False

    numbers = (n for n in (world[of] - 1, world[of] + 1) if shown[of].least <= n <= shown[of].most)
    return any(search({**world, of: number}, frozenset({of})) for number in numbers)


@pytest.mark.parametrize("seed", range(100))
def test_a_differencing_attack_over_all_margins_and_months_pins_no_small_count(seed: int) -> None:
    months = a_borough(seed)
    shown, world = published(months, RULE), truth(months)
    small = [of for of, n in world.items() if 0 < n < RULE.suppress_below]
    assert len(small) > 10
    for of in small:
        assert shown[of].text == "[c]"
        assert other_world(shown, months, world, of), of


def test_the_attack_finds_what_figures_shown_one_by_one_give_back() -> None:
    """Shown without regard to sums, some of the same boroughs give a small count back."""
    pinned = 0
    for seed in range(100):
        months = a_borough(seed)
        world = truth(months)
        alone = {of: RULE.shown(n) for of, n in world.items()}
        small = [of for of, n in world.items() if 0 < n < RULE.suppress_below]
        pinned += sum(not other_world(alone, months, world, of) for of in small)
    assert pinned > 3


@pytest.mark.parametrize("seed", range(10))
def test_every_shown_number_is_near_the_true_one(seed: int) -> None:
    months = a_borough(seed)
    shown = published(months, RULE)
    for of, count in truth(months).items():
        assert shown[of].least <= count <= shown[of].most
        value = shown[of].value
        assert value is None or abs(value - count) <= 7
    exact = [shown[of].value is not None for of, n in truth(months).items() if n > 9]
    assert sum(exact) > 0.9 * len(exact), "what is not small is nearly always shown"


def test_the_next_month_changes_nothing_of_the_months_before() -> None:
    for seed in range(5):
        months = a_borough(seed)
        early, late = published(months[:2], RULE), published(months, RULE)
        assert {of: late[of] for of in early} == early


def test_a_list_that_was_not_delivered_is_a_gap_and_no_nought() -> None:
    months = a_borough(1)
    gone = months[1]._replace(
        panels={name: own for name, own in months[1].panels.items() if name != "Panel 0"},
        several=None,
    )
    shown = published([months[0], gone], RULE)
    assert shown[PublishedFigure(MONTHS[1], "Panel 0", PEOPLE)].text == "[x]"
    assert shown[PublishedFigure(MONTHS[1], "", SEVERAL)].text == "[x]"


def test_the_first_month_cannot_say_who_joined() -> None:
    shown = published(a_borough(1, months=1), RULE)
    assert shown[PublishedFigure(MONTHS[0], "Panel 0", JOINED)].text == "[x]"


def test_a_quarter_is_made_of_what_is_shown_of_its_months() -> None:
    day = [date(2026, month, 1) for month in (3, 4, 5, 6)]
    panel = [
        OfPanel(40, None, None, None, {}),
        OfPanel(48, day[0], 12, 4, {}),
        OfPanel(60, day[1], 20, 8, {}),
        OfPanel(61, day[2], 3, 2, {}),
    ]
    months = [
        MonthCounts(d, {"IOM": own, "SGV": OfPanel(30, None, None, None, {})}, 9)
        for d, own in zip(day, panel, strict=True)
    ]
    found = quarters(published(months, RULE), RULE)
    spring = Quarter(2026, 2)
    assert spring.words == "Apr to Jun 2026"
    assert found[spring, "IOM", PEOPLE].text == "60", "at the last run of the quarter"
    joined = found[spring, "IOM", JOINED]
    assert (joined.least, joined.text, joined.most) == (27, "30", 38), "8-12, 18-22 and 1-4"
    assert found[spring, "", SEVERAL].text == "10"
    assert found[Quarter(2026, 1), "IOM", JOINED].text == "[x]", "the first run of all"


@pytest.mark.parametrize(
    ("joined", "text"), [((0, 0), "0"), ((1, 2), "[c]"), ((4, 4), "[c]"), ((6, 3), "10")]
)
def test_a_quarter_that_may_be_small_is_suppressed(joined: tuple[int, int], text: str) -> None:
    first = MonthCounts(date(2026, 3, 1), {"IOM": OfPanel(40, None, None, None, {})}, None)
    months, people, before = [first], 40, first.day
    for day, count in zip((date(2026, 4, 1), date(2026, 5, 1)), joined, strict=True):
        people += count
        months.append(MonthCounts(day, {"IOM": OfPanel(people, before, count, 0, {})}, None))
        before = day
    found = quarters(published(months, RULE), RULE)
    assert found[Quarter(2026, 2), "IOM", JOINED].text == text
