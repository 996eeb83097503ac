"""What is said of wrong and missed links: plain ranges, and true of lists whose truth is known."""

from __future__ import annotations

from itertools import combinations

import pytest

from cohortmatch.people.expected import MISSED, RIGHT, WRONG, Likely, Range, in_full, likely, unlike
from cohortmatch.reporting import CrossReference
from cohortmatch.reporting.sheets.method import method
from cohortmatch.reporting.sheets.summary import run_details
from cohortmatch.services.pipeline import match
from cohortmatch.synthetic import invent, invent_plain
from people_lists import AS_OF
from sketches import borough

BIRTHS = {"DOB", "Date of Birth", "D.O.B.", "Date of birth", "Birth date"}
EXPECTED = {"wrong_of_same": 2.1, "right_of_check": 0.9, "missed": 10.4}


@pytest.mark.parametrize(
    ("found", "words"),
    [(Range(0, 9), "none to 9"), (Range(3, 3), "3"), (Range(25, 1200), "25 to 1,200")],
)
def test_a_range_in_words(found: Range, words: str) -> None:
    assert str(found) == words


def test_large_figures_are_rounded_outwards_and_none_exceeds_what_there_is() -> None:
    assert RIGHT.of(32.8, 49) == Range(20, 49)
    assert RIGHT.of(32.8, 200) == Range(20, 50)
    assert WRONG.of(2.1, 600) == Range(0, 10)
    assert MISSED.of(10.4) == Range(0, 40)
    assert WRONG.of(0.0, 0) == Range(0, 0)


def test_the_sheet_and_the_summary_tell_it() -> None:
    result = borough(manifest={"version": "0", "expected": EXPECTED})
    found = likely(result.view)
    assert found == Likely(5, 2, Range(0, 5), Range(0, 2), Range(0, 40))
    topics = dict(method(result.view).table.rows)  # type: ignore[arg-type]
    assert topics["How many may be wrong"] == in_full(result.view, found)
    told = "\n".join(run_details(result.view))
    assert "Of 5 pairs of rows called certain, likely none to 5 are two people's" in told


def test_nothing_is_said_without_a_calibration() -> None:
    for manifest in ({"version": "0"}, {"version": "0", "expected": None}):
        view = borough(manifest=manifest).view
        assert likely(view) is None
        assert "How many may be wrong" not in dict(method(view).table.rows)  # type: ignore[arg-type]
        assert not [line for line in run_details(view) if "likely" in line]


Truth = tuple[CrossReference, set[frozenset[str]]]


def panels(seed: int, severity: float) -> Truth:
    """Invented panels and the pairs that are one person."""
    made = invent(seed, severity)
    truth = made.truth[made.truth["to_match"]]
    return match(made.frames, as_of=AS_OF), of_one(truth)


def plain(seed: int, severity: float) -> Truth:
    """Invented lists of any people and the pairs that are one person."""
    made = invent_plain(seed, severity=severity)
    return match(made.frames, as_of=AS_OF), of_one(made.truth)


def of_one(truth) -> set[frozenset[str]]:  # type: ignore[no-untyped-def]
    ids = truth["list"] + ":" + truth["row"].astype(str)
    return {
        frozenset(pair)
        for _, group in ids.groupby(truth["person"])
        for pair in combinations(group, 2)
    }


@pytest.mark.parametrize(
    ("make", "severity"), [(panels, 1.0), (panels, 2.0), (plain, 1.0), (plain, 2.0)]
)
def test_invented_lists_stay_in_the_ranges(make, severity: float) -> None:  # type: ignore[no-untyped-def]
    result, truth = make(212, severity)
    links, found = result.links, likely(result.view)
    assert found is not None
    one = [frozenset(p) in truth for p in zip(links["left"], links["right"], strict=True)]
    same = (links["band"] == "same").tolist()
    wrong = sum(s and not o for s, o in zip(same, one, strict=True))
    right = sum(o and not s for s, o in zip(same, one, strict=True))
    missed = len(truth) - sum(one)
    assert found.wrong.least <= wrong <= found.wrong.most
    assert found.right.least <= right <= found.right.most
    assert found.missed.least <= missed <= found.missed.most


def test_nothing_is_told_of_lists_whose_kind_was_not_measured() -> None:
    made = invent(212, 1.0)
    one = match(dict(list(made.frames.items())[:1]), as_of=AS_OF).view
    undated = {
        name: frame.drop(columns=[h for h in frame if h in BIRTHS])
        for name, frame in made.frames.items()
    }
    for view, why in ((one, "one list alone"), (match(undated, as_of=AS_OF).view, "no date of")):
        assert why in unlike(view)
        assert f"cannot be told: {unlike(view)}" in "\n".join(run_details(view))
    assert unlike(panels(212, 1.0)[0].view) == ""
