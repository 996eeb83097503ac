"""How cases go on the invented lists: one case a person, typed in each agency's way."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

import cohortmatch as cm
from cohortmatch.people.clocks import CHECKS, FAULT, RELEASE
from cohortmatch.people.clocks import clocks as found_clocks
from cohortmatch.people.status import kind_of
from cohortmatch.synthetic import invent
from cohortmatch.synthetic.case_cells import CASE_CELLS, drawn_case
from cohortmatch.synthetic.people import TODAY
from cohortmatch.synthetic.specs import demo_specs
from cohortmatch.values.case_dates import case_day

KINDS = [
    ("IOM", {"contact", "engagement"}),
    ("MAPPA", {"contact", "ends"}),
    ("SGV", {"contact", "state"}),
    ("DIP", {"contact", "engagement"}),
    ("ASB", {"contact"}),
    ("NPS", {"contact", "ends", "release"}),
    ("CRC", {"contact", "ends"}),
]


@pytest.mark.parametrize(("name", "kinds"), KINDS)
def test_a_list_s_columns_are_known_for_what_they_say(name: str, kinds: set[str]) -> None:
    (spec,) = (each for each in demo_specs() if each.name == name)
    assert {kind_of(head) for head, what in spec.columns if what in CASE_CELLS} == kinds


def test_what_lists_say_of_one_person_goes_together() -> None:
    """The same case on every list, typed for each; who does not engage was seen long ago."""
    for number in range(300):
        one, other = (drawn_case((5, 2026), number, place) for place in (1, 2))
        assert (one.engagement, one.seen, one.ends) == (other.engagement, other.seen, other.ends)
        assert one.seen < TODAY < one.ends
        if one.engagement == "not":
            assert one.seen <= TODAY - timedelta(days=70)


def test_another_world_has_other_cases() -> None:
    cases = [[drawn_case((seed, 2026), n, 1).seen for n in range(20)] for seed in (1, 2)]
    assert cases[0] != cases[1]


def test_the_same_seed_types_the_same_cells() -> None:
    one, other = (invent(seed=3, people=150).frames for _ in range(2))
    assert all(one[name].equals(other[name]) for name in one)


def test_each_way_to_type_a_contact_is_a_day_or_tells_why_not() -> None:
    cells = [
        str(CASE_CELLS["contact, police"](drawn_case((1,), number, 1))) for number in range(200)
    ]
    days = [text for text in cells if case_day(text) is not None]
    assert len(days) > 100 and "TBC" in cells
    assert any(text.endswith("(home visit)") for text in cells)
    assert any(text.endswith(" phone") for text in cells)


def test_the_demo_shows_every_kind_of_clock_that_its_columns_can() -> None:
    result = cm.match(invent(seed=2026).frames, as_of=date(2026, 6, 1))
    kinds = {each.what for each in found_clocks(result.view, ("IOM",), media=True)}
    assert {CHECKS, RELEASE, FAULT} <= kinds
