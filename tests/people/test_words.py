"""The wording."""

from __future__ import annotations

import pytest

from cohortmatch.core.plurals import count
from cohortmatch.linkage.explanations import listed
from cohortmatch.linkage.model import shipped
from cohortmatch.linkage.pairs import Band
from cohortmatch.people.words import Wording, band_words, grouped, row_numbers


@pytest.mark.parametrize(
    ("band", "weight", "words"),
    [
        (Band.same, 9.0, "Same person (certain)"),
        (Band.check, 0.0, "Probably the same, check"),
        (Band.check, -0.1, "Possible, check"),
        (Band.different, -9.0, "Not the same person"),
    ],
)
def test_bands(band: Band, weight: float, words: str) -> None:
    assert band_words(band, weight) == words


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ((), ""),
        ((7,), "7"),
        ((3, 4), "3, 4"),
        ((9, 3, 4, 5), "3–5, 9"),
        (("a", 3), "a, 3"),
    ],
)
def test_row_numbers(rows: tuple[object, ...], text: str) -> None:
    assert row_numbers(rows) == text


def test_many_rows_are_cut_short_and_counted() -> None:
    assert row_numbers([2, 4, 6, 8, 9, 10], limit=2) == "2, 4 and 4 more"


def test_counts_agree_with_their_nouns() -> None:
    assert count(1, "person", "people") == "1 person"
    assert count(1234, "person", "people") == "1,234 people"
    assert count(0, "pair") == "0 pairs"


def test_lists_in_a_sentence() -> None:
    assert [listed(names) for names in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "", "a", "a and b", "a, b and c",
    ]  # fmt: skip


def test_the_same_thing_is_said_once() -> None:
    phrases = ["surname: the same", "forename: the same", "could be twins", "sex: different"]
    assert grouped(phrases) == "surname, forename: the same; could be twins; sex: different"


def test_levels_speak_for_against_or_not_at_all() -> None:
    model = shipped()
    levels = [0] * len(model.comparisons)
    for name, level in (("surname", "same"), ("sex", "different"), ("name_order", "as_recorded")):
        levels[model.index(name)] = model.comparison(name).position(level)
    told = Wording(model).of(levels)
    assert (told.agrees, told.differs) == ("surname: the same", "sex: different")
    assert "pnc" in told.missing and "name_order" not in told.missing


def test_no_level_speaks_in_words_of_the_trade() -> None:
    """What users read never says entity, cluster, merge or threshold."""
    said = " ".join(level.words for c in shipped().comparisons for level in c.levels)
    assert not [word for word in ("entity", "cluster", "merge", "threshold") if word in said]
