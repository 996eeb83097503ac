"""Sums give no small count back: attacked by somebody who knows the rule and everything shown.

The attacks are worked out here by going through every world of small numbers, not by the code that
is attacked.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cohortmatch.disclosure.margins import Relation, Sum, TwoOrMore, protected
from cohortmatch.disclosure.small_counts import ShownCount, SmallCounts

RULE = SmallCounts()
TOTAL = [Sum(("all",), ("a", "b", "c"))]
World = dict[Hashable, int]

SHOWN = [
    ({"a": 1, "b": 1, "c": 5, "all": 7}, "[c] [c] 5 10", "5 would leave 7 as the only sum"),
    ({"a": 4, "b": 4, "c": 0, "all": 8}, "[c] [c] 0 5", "10 would leave 8: both would be 4"),
    ({"a": 3, "b": 0, "c": 0, "all": 3}, "[c] 0 0 [c]", "a small total is small"),
    ({"a": 3, "b": 9, "c": 0, "all": 12}, "[c] 10 0 10", "nothing is told: the number stays"),
    ({"a": 20, "b": 9, "c": 31, "all": 60}, "20 10 30 60", "nothing is suppressed"),
    ({"a": 1, "b": 1, "c": 2, "all": 4}, "[c] [c] [c] [c]", "three or four are not told apart"),
]


@pytest.mark.parametrize(("counts", "text", "because"), SHOWN)
def test_a_total(counts: World, text: str, because: str) -> None:
    shown = protected(RULE, counts, TOTAL)
    assert " ".join(each.text for each in shown.values()) == text, because


def worlds(keys: Sequence[Hashable], relations: Sequence[Relation], most: int) -> list[World]:
    """Every world in which each figure is at most `most`."""
    worked_out = {each.total[0] for each in relations if isinstance(each, Sum)}
    free = [key for key in keys if key not in worked_out]
    found = []
    for numbers in product(range(most + 1), repeat=len(free)):
        world = dict(zip(free, numbers, strict=True))
        if _completed(world, relations) and all(n >= 0 for n in world.values()):
            found.append({key: world[key] for key in keys})
    return found


def _completed(world: World, relations: Sequence[Relation]) -> bool:
    """Work out every sum's first figure; whether the overlaps hold."""
    for each in relations:
        if isinstance(each, Sum):
            first, *rest = each.total
            world[first] = sum(world[k] for k in each.parts) - sum(world[k] for k in rest)
        elif not each.holds(world):
            return False
    return True


MONTHS = [
    Sum(("may",), ("may: a", "may: b")),
    Sum(("left", "june"), ("may", "joined")),
]
PANELS = [Sum(("one",), ("men", "women")), TwoOrMore("several", ("one", "other"))]
THREE = [TwoOrMore("several", ("one", "other", "third"))]
SYSTEMS: list[tuple[str, Sequence[Hashable], Sequence[Relation], SmallCounts, int]] = [
    ("a total", ("a", "b", "c", "all"), TOTAL, SmallCounts(3, 3), 10),
    ("a total, as shipped", ("a", "b", "c", "all"), TOTAL, RULE, 17),
    ("a total first", ("all", "a", "b", "c"), TOTAL, SmallCounts(3, 3), 10),
    (
        "two months side by side",
        ("may: a", "may: b", "may", "june", "joined", "left"),
        MONTHS,
        SmallCounts(3, 3),
        7,
    ),
    ("not rounded", ("a", "b", "c", "all"), TOTAL, SmallCounts(4, 1), 8),
    (
        "who is on several of two",
        ("men", "women", "one", "other", "several"),
        PANELS,
        SmallCounts(3, 3),
        7,
    ),
    ("of three", ("one", "other", "third", "several"), THREE, SmallCounts(3, 3), 8),
]


@pytest.mark.parametrize(
    ("keys", "relations", "rule", "most"),
    [system[1:] for system in SYSTEMS],
    ids=[system[0] for system in SYSTEMS],
)
def test_somebody_who_knows_the_rule_pins_no_small_count(
    keys: Sequence[Hashable], relations: Sequence[Relation], rule: SmallCounts, most: int
) -> None:
    """The strongest attack: every world is published, and those that look alike are compared."""
    alike: dict[tuple[ShownCount, ...], list[World]] = {}
    for world in worlds(keys, relations, most):
        shown = protected(rule, world, relations)
        alike.setdefault(tuple(shown[key] for key in keys), []).append(world)
    attacked = 0
    for shown, same in alike.items():
        if any(each.most > most for each in shown):
            continue  # worlds with greater numbers look like these, and were not made
        for key in keys:
            values = {world[key] for world in same}
            if any(0 < value < rule.suppress_below for value in values):
                attacked += 1
                assert len(values) > 1, (key, shown, same)
    assert attacked > 20


def test_the_attack_succeeds_on_figures_that_are_shown_one_by_one() -> None:
    """Without secondary suppression a total gives small counts back, so the attack can fail."""
    counts = {"a": 1, "b": 1, "c": 5, "all": 7}
    alone = {key: RULE.shown(count) for key, count in counts.items()}
    assert possible(alone, TOTAL, "a") == {1}
    assert len(possible(protected(RULE, counts, TOTAL), TOTAL, "a")) > 1


def possible(
    shown: Mapping[Hashable, ShownCount], relations: Sequence[Relation], key: Hashable
) -> set[int]:
    """The values that one figure can take beside what is shown of all, by trying them."""
    keys = list(shown)
    found = set()
    for value in range(shown[key].least, min(shown[key].most, 40) + 1):
        if next(_worlds_within(shown, relations, keys, {key: value}), None) is not None:
            found.add(value)
    return found


def _worlds_within(
    shown: Mapping[Hashable, ShownCount],
    relations: Sequence[Relation],
    keys: Sequence[Hashable],
    world: World,
) -> Iterator[World]:
    """The worlds that fit what is shown, by backtracking: a sum whose figures are all but one known
    gives the last."""
    world = dict(world)
    for relation in relations:
        if not isinstance(relation, Sum):
            continue
        unknown = [key for key in relation.keys if key not in world]
        if len(unknown) == 1:
            world[unknown[0]] = 0
            total, parts = (sum(world[k] for k in side) for side in relation)
            world[unknown[0]] = parts - total if unknown[0] in relation.total else total - parts
            if not shown[unknown[0]].least <= world[unknown[0]] <= shown[unknown[0]].most:
                return
        elif not unknown and not relation.holds(world):
            return
    left = [key for key in keys if key not in world]
    if not left:
        yield world
        return
    for value in range(shown[left[0]].least, min(shown[left[0]].most, 60) + 1):
        yield from _worlds_within(shown, relations, keys, {**world, left[0]: value})


def a_panel(month: str, bands: int = 3) -> Sum:
    return Sum((month,), tuple(f"{month}: {n}" for n in range(bands)))


TWO_MONTHS: list[Relation] = [
    a_panel("may"),
    a_panel("june"),
    Sum(("left", "june"), ("may", "joined")),
]


@st.composite
def two_months(draw: st.DrawFn) -> World:
    """A panel in two months: its people by band, who joined and who left."""
    small = st.integers(0, 9)
    world: World = {}
    for month in ("may", "june"):
        bands = {f"{month}: {n}": draw(small) for n in range(3)}
        world |= {**bands, month: sum(bands.values())}
    least = max(0, world["june"] - world["may"])
    world["joined"] = draw(st.integers(least, world["june"]))
    world["left"] = world["may"] + world["joined"] - world["june"]
    return world


@settings(max_examples=120, deadline=None)
@given(two_months())
def test_no_cell_is_pinned_over_all_margins_and_two_months(world: World) -> None:
    shown = protected(RULE, world, TWO_MONTHS)
    for key, count in world.items():
        assert shown[key].least <= count <= shown[key].most
        if 0 < count < RULE.suppress_below:
            assert shown[key].text == "[c]"
            assert len(possible(shown, TWO_MONTHS, key)) > 1, (key, world)


@settings(max_examples=60, deadline=None)
@given(two_months())
def test_a_month_looks_the_same_once_the_next_is_published(world: World) -> None:
    keys = [key for key in world if str(key).startswith("may")]
    alone = protected(RULE, {key: world[key] for key in keys}, TWO_MONTHS)
    both = protected(RULE, world, TWO_MONTHS)
    assert {key: both[key] for key in keys} == alone


@given(st.lists(st.integers(0, 400), min_size=1, max_size=6))
def test_a_total_stays_near_its_true_number(parts: list[int]) -> None:
    keys = [f"part {n}" for n in range(len(parts))]
    counts = {**dict(zip(keys, parts, strict=True)), "all": sum(parts)}
    value = protected(RULE, counts, [Sum(("all",), tuple(keys))])["all"].value
    assert value is None or abs(value - sum(parts)) <= 3


def test_unknown_figures_and_their_relations_are_left_out() -> None:
    shown = protected(RULE, {"a": None, "b": 2, "c": 9, "all": 30}, TOTAL)
    assert [each.text for each in shown.values()] == ["[x]", "[c]", "10", "30"]


def test_counts_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        protected(RULE, {"a": 1, "b": 2, "c": 9, "all": 30}, TOTAL)
    with pytest.raises(ValueError, match="do not fit"):
        protected(RULE, {"a": 2, "b": 4, "s": 3}, [TwoOrMore("s", ("a", "b"))])


def test_relations_in_a_ring_are_refused() -> None:
    counts = {"a": 1, "b": 2, "c": 9, "all": 12, "rest": 3}
    ring = [*TOTAL, Sum(("rest",), ("a", "b"))]
    with pytest.raises(ValueError, match="ring"):
        protected(RULE, counts, ring)
    with pytest.raises(ValueError, match="ring"):
        protected(RULE, counts | {"rest": 1}, [*TOTAL, TwoOrMore("rest", ("a", "b"))])


def test_people_on_several_panels_who_would_tell_of_a_panel_are_withheld() -> None:
    """Ten of three times seven on two panels: that the panels are no smaller would be told."""
    counts = {"one": 7, "other": 7, "third": 7, "several": 10}
    shown = protected(RULE, counts, THREE)
    assert " ".join(each.text for each in shown.values()) == "5 5 5 [c]"
    more = protected(RULE, counts | {"one": 70, "other": 40}, THREE)
    assert more["several"].text == "10"
