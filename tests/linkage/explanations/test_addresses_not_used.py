"""An address that is kept out of the evidence is not told as one that is missing."""

from __future__ import annotations

import pytest

from cohortmatch.core.findings import catalogue
from cohortmatch.linkage.explanations import WHY_NO_EVIDENCE, Explanation, with_addresses_aside
from cohortmatch.linkage.pairs import Band

PAIR = Explanation(
    left="A:1",
    right="B:2",
    weight=0.0,
    by_weight=Band.check,
    one_person=False,
    reasons=(),
    missing=("PNC ID: not recorded on both", "address: not recorded on both"),
    unknown=("pnc", "address"),
)
HOSTEL, SHARED = ["address-hostel"], ["address-shared"]


@pytest.mark.parametrize(
    ("noticed", "recorded", "aside", "still_missing"),
    [
        ((HOSTEL, SHARED), (False, True), ["A:1", "B:2"], False),
        ((HOSTEL, ()), (False, True), ["A:1"], False),
        ((HOSTEL, ()), (False, False), ["A:1"], True),
        (((), ["no-fixed-abode"]), (True, False), ["B:2"], False),
        (((), ()), (True, False), [], True),
    ],
)
def test_what_is_there_is_not_missing(
    noticed: tuple[list[str], list[str]],
    recorded: tuple[bool, bool],
    aside: list[str],
    still_missing: bool,
) -> None:
    told = with_addresses_aside(PAIR, noticed, recorded)
    assert [each.partition(" (")[0] for each in told.aside] == aside
    assert told.missing[:1] == PAIR.missing[:1]
    assert (len(told.missing) == 2) == still_missing
    assert told.unknown == PAIR.unknown


def test_why_it_is_kept_out_is_said() -> None:
    told = with_addresses_aside(PAIR, (["postcode-prison"], SHARED), (True, True))
    assert told.aside == (
        "A:1 (in custody, or a prison's)",
        "B:2 (shared by unrelated people, as a hostel's is)",
    )


def test_nothing_is_said_where_the_addresses_were_compared() -> None:
    compared = Explanation("A:1", "B:2", 0.0, Band.check, False, (), unknown=("pnc",))
    assert with_addresses_aside(compared, (HOSTEL, HOSTEL), (True, True)) is compared


def test_the_reasons_are_findings_that_there_are() -> None:
    assert set(WHY_NO_EVIDENCE) <= set(catalogue())
