"""The rules of what is never certain by itself, and the sentence that tells of each."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cohortmatch.linkage.comparing.kinds import starts
from cohortmatch.linkage.model import shipped
from cohortmatch.linkage.never_certain import (
    BARE_NAME,
    DOUBTS,
    NAME_AND_HOME,
    ONLY_NAMES,
    TOLD_APART,
    doubted,
    doubts_of,
)

MODEL = shipped()
LEVELS = st.fixed_dictionaries(
    {
        comparison.name: st.sampled_from([level.name for level in comparison.levels])
        for comparison in MODEL.comparisons
    }
)


@given(LEVELS, st.booleans())
def test_a_pair_is_doubted_exactly_when_a_sentence_says_why(
    levels: dict[str, str], one_list: bool
) -> None:
    row = [[MODEL.comparison(name).position(levels[name]) for name in MODEL.names]]
    found = doubted(MODEL, np.array(row, dtype=np.int8), np.array([one_list]))
    doubts = doubts_of(MODEL, levels, one_list=one_list)
    assert found.alone.tolist() == [bool(doubts)]
    assert found.rival.tolist() == [any(each.rival for each in doubts)]
    apart = doubts_of(MODEL, levels, one_list=one_list, among=TOLD_APART)
    assert found.apart.tolist() == [bool(apart)]


@given(LEVELS)
def test_one_list_is_never_less_doubtful_than_two(levels: dict[str, str]) -> None:
    two, one = (doubts_of(MODEL, levels, one_list=each) for each in (False, True))
    assert all(each in one for each in two)


def test_every_doubt_is_of_the_model_s_comparisons_and_says_something_of_its_own() -> None:
    assert len({doubt.why for doubt in DOUBTS}) == len(DOUBTS)
    for doubt in DOUBTS:
        assert doubt.why.endswith(".")
        for name, levels in doubt.at.items():
            assert all(MODEL.comparison(name).position(level) >= 0 for level in levels)
        for name, level in starts(doubt.unless).items() if doubt.unless else ():
            assert MODEL.comparison(name).position(level) > 0


def test_missing_levels_need_not_be_told() -> None:
    bare = doubts_of(MODEL, {"surname": "same", "relation": "name_only"}, one_list=False)
    assert bare == [BARE_NAME, NAME_AND_HOME, ONLY_NAMES]
    assert doubts_of(MODEL, {"surname": "same", "pnc": "same"}, one_list=True) == []
