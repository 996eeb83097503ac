"""Which lists people left, over runs with gaps, splits and joins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from cohortmatch.people.lists_left import lists_left
from cohortmatch.people.past import Facts, ListPlace
from cohortmatch.store.earlier_runs import PersonChange

HERE = ListPlace(certain=True, subject=True)
MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)


def run(
    day: date, on: Mapping[str, Sequence[str]], *, changes: tuple[PersonChange, ...] = ()
) -> Facts:
    """A run that read the lists of these names, each with its people."""
    people: dict[str, dict[str, ListPlace]] = {}
    for name, who in on.items():
        for person in who:
            people.setdefault(person, {})[name] = HERE
    sizes = {name: len(who) for name, who in on.items()}
    return Facts(day, tuple(on), sizes, people, {}, changes)


JOIN = PersonChange("join", "P1", ("P2",))
SPLIT = PersonChange("split", "P1", ("P2",))
CASES = [
    ("left one of two", [run(MARCH, {"IOM": ["P1"], "SGV": ["P1"]})], {"IOM": ["P1"], "SGV": []},
     (), {"P1": {"SGV": MARCH}}),
    ("the last day counts", [run(MARCH, {"SGV": ["P1"]}), run(APRIL, {"SGV": ["P1"]})],
     {"IOM": ["P1"], "SGV": []}, (), {"P1": {"SGV": APRIL}}),
    ("came back", [run(MARCH, {"SGV": ["P1"]}), run(APRIL, {"SGV": []})], {"SGV": ["P1"]}, (), {}),
    ("a list that was not read is a gap", [run(MARCH, {"IOM": ["P1"], "SGV": ["P1"]})],
     {"IOM": ["P1"]}, (), {}),
    ("two are one now", [run(MARCH, {"IOM": ["P1"], "SGV": ["P2"]})],
     {"IOM": ["P1"], "SGV": ["P1"]}, (JOIN,), {}),
    ("one is two now", [run(MARCH, {"IOM": ["P1"], "SGV": ["P1"]})],
     {"IOM": ["P1"], "SGV": ["P2"]}, (SPLIT,), {}),
    ("two are one, who left", [run(MARCH, {"IOM": ["P1"], "SGV": ["P2"]})],
     {"IOM": ["P1"], "SGV": []}, (JOIN,), {"P1": {"SGV": MARCH}}),
    ("gone from all is in no row", [run(MARCH, {"IOM": ["P1"]})], {"IOM": []}, (), {}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("earlier", "now", "changes", "left"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_lists_left(
    earlier: list[Facts],
    now: Mapping[str, Sequence[str]],
    changes: tuple[PersonChange, ...],
    left: Mapping[str, Mapping[str, date]],
) -> None:
    assert lists_left(earlier, run(MAY, now, changes=changes)) == left
