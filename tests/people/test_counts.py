"""The numbers, and the sentences they stand in."""

from __future__ import annotations

import pytest

from cohortmatch.people.counts import Tally
from cohortmatch.reporting import CrossReference
from sketches import SAME_NAME, Sketch, answer


def test_second_sentence_tells_of_registers(result: CrossReference) -> None:
    assert result.counts.second == "1 more is on one panel and a register (NPS): certain."


def test_spread_over_panels(result: CrossReference) -> None:
    assert result.counts.spread == "On two panels: 3; on three: 0; on four or more: 0."


def test_pairs_to_decide(result: CrossReference, nothing: CrossReference) -> None:
    assert result.counts.asked == "2 pairs need a person to decide."
    assert nothing.counts.asked == "No pair needs a person to decide."


def test_overlap_of_lists(result: CrossReference) -> None:
    shared = [own.shared for own in result.counts.per_list]
    assert shared == [(None, 3, 1), (3, None, 2), (1, 2, None)]


def test_two_registers_are_not_told_of() -> None:
    lists = [
        Sketch(name, {"N": "name"}, {2: ("Ann ARDEN",)}, kind=kind)
        for name, kind in (("IOM", "panel"), ("NPS", "register"), ("CRC", "register"))
    ]
    pairs = dict.fromkeys([("IOM:2", "NPS:2"), ("IOM:2", "CRC:2")], (9.0, "same", SAME_NAME))
    found = answer(lists, [("IOM:2", "NPS:2", "CRC:2")], pairs)
    assert [own.shared for own in found.counts.per_list] == [
        (None, 1, 1),
        (1, None, None),
        (1, None, None),
    ]
    assert found.headline == "1 person is on IOM and on another list: certain."


def test_one_list_alone_is_searched_for_repeats() -> None:
    lists = [Sketch("people", {"N": "name"}, {2: ("Ann ARDEN",), 3: ("Ann ARDEN",)})]
    links = {("people:2", "people:3"): (9.0, "same", SAME_NAME)}
    found = answer(lists, [("people:2", "people:3")], links)
    assert found.headline == "1 person is on people more than once: certain."
    assert found.counts.second == ""


def test_each_list_counts_dates_repeats_and_people_elsewhere(result: CrossReference) -> None:
    iom, mappa, nps = result.counts.per_list
    assert (iom.listings, iom.born, iom.repeats, iom.elsewhere) == (3, 3, 0, 3)
    assert (mappa.listings, mappa.born) == (4, 3)
    assert (nps.listings, nps.born, nps.repeats, nps.elsewhere) == (3, 1, 1, 2)


def test_age_of_a_list_in_days(result: CrossReference) -> None:
    assert [own.days_old for own in result.counts.per_list] == [61, 4, None]


@pytest.mark.parametrize(
    ("tally", "words"),
    [
        (Tally(1, 0), "certain"),
        (Tally(0, 1), "to check"),
        (Tally(1234, 1), "1,234 certain, 1 to check"),
    ],
)
def test_tally_in_words(tally: Tally, words: str) -> None:
    assert str(tally) == words
