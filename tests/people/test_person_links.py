"""How a person's listings hold together: which links, where it is weakest, who comes nearest."""

from __future__ import annotations

import pandas as pd
import pytest

from cohortmatch.core.errors import UnknownListing
from cohortmatch.linkage.explanations import PersonExplanation
from cohortmatch.linkage.pairs import Band
from cohortmatch.reporting import CrossReference
from cohortmatch.services.pipeline import match
from matched import reported
from people_lists import Row, a_list, a_pnc, listings_of, strangers
from sketches import borough, reordered

HOME = "10 High Street, Romford RM1 3BD"
KOFI: Row = {"forename": "Kofi", "surname": "Quillan", "date_of_birth": "12/05/1985"}
NUMBERED: Row = {**KOFI, "pnc": a_pnc(1)}
SHORT: Row = {"forename": "K", "surname": "Quillan", "address": HOME}
BROTHER: Row = {
    "forename": "Yaw",
    "surname": "Quillan",
    "date_of_birth": "30/11/1988",
    "address": HOME,
}


@pytest.fixture(scope="module")
def result() -> CrossReference:
    """Kofi on A and B by his number; C knows an initial and the address, where a brother lives."""
    return reported(
        a_list("A", NUMBERED, *strangers(60, "A")),
        a_list("B", {**NUMBERED, "address": HOME}, BROTHER, *strangers(60, "B")),
        a_list("C", SHORT, *strangers(60, "C")),
    )


@pytest.fixture(scope="module")
def kofi(result: CrossReference) -> PersonExplanation:
    return result.why_person("A:2")


def test_the_links_reach_every_listing(kofi: PersonExplanation) -> None:
    assert {"A:2", "B:2"} <= set(kofi.listings)
    assert len(kofi.links) == len(kofi.listings) - 1
    assert {name for link in kofi.links for name in (link.left, link.right)} == set(kofi.listings)
    assert (kofi.links[0].left, kofi.links[0].right) == ("A:2", "B:2")
    assert "PNC ID, date of birth: the same" in str(kofi)


def test_the_bits_of_every_pair_sum_to_its_weight(kofi: PersonExplanation) -> None:
    nearest = [kofi.nearest.pair] if kofi.nearest else []
    for pair in (*kofi.links, *kofi.weak, *nearest):
        assert sum(reason.bits for reason in pair.reasons) == pytest.approx(pair.weight)


def test_weak_pairs_come_weakest_first(kofi: PersonExplanation, result: CrossReference) -> None:
    weights = [pair.weight for pair in kofi.weak]
    assert weights == sorted(weights)
    assert all(weight < result.view.model.cut_offs.same for weight in weights)
    assert kofi.weaker == len(kofi.weak)


def test_the_nearest_other_person_is_the_one_of_the_strongest_pair(
    kofi: PersonExplanation, result: CrossReference
) -> None:
    outside = set(result.view.ids) - set(kofi.listings)
    best = max((result.why(a, b).weight, a, b) for a in kofi.listings for b in outside)
    assert kofi.nearest is not None
    assert kofi.nearest.pair.weight == pytest.approx(best[0])
    assert {kofi.nearest.own, kofi.nearest.listing} == {best[1], best[2]}
    least = min(link.weight for link in kofi.links)
    assert kofi.nearest.behind == pytest.approx(least - best[0])


def test_a_person_is_found_by_id_and_by_any_listing(result: CrossReference) -> None:
    by_listing = result.why("A:2")
    assert result.why(by_listing.person) == by_listing == result.why(by_listing.person.lower())
    for listing in by_listing.listings:
        assert result.why(listing).person == by_listing.person
    with pytest.raises(UnknownListing, match="P9999: no such listing was matched, and no such per"):
        result.why("P9999")


def test_somebody_alone_has_no_links_and_nothing_to_settle() -> None:
    told = reported(a_list("A", KOFI, *strangers(20))).why("A:2")
    assert (told.links, told.weak, told.weakest, told.settle) == ((), (), None, "")
    assert told.headline.endswith("1 listing, not taken for one person with any other")


def test_without_its_one_link_it_would_be_two_people() -> None:
    told = borough().why("IOM:10")
    assert told.listings == ("IOM:10", "MAPPA:3")
    assert told.weakest is not None
    assert (told.weakest.one, told.weakest.other) == (("IOM:10",), ("MAPPA:3",))
    assert "Without the link IOM:10 and MAPPA:3 (+3.0 bits) it would be two people" in str(told)
    assert told.settle == "the PNC ID of IOM:10 and MAPPA:3"


def test_the_weakest_place_is_where_the_pairs_between_say_least() -> None:
    told = borough().why("IOM:9")
    assert told.weakest is not None
    assert (told.weakest.one, told.weakest.other) == (("IOM:9", "MAPPA:2"), ("NPS:2", "NPS:4"))
    assert [(pair.left, pair.right) for pair in told.weakest.held_by] == [("IOM:9", "NPS:2")]
    assert told.weakest.against == 3


def test_the_nearest_other_is_told_with_how_it_stands() -> None:
    told = borough().why("IOM:11")
    assert told.nearest is not None
    assert (told.nearest.listing, told.nearest.own) == ("MAPPA:3", "IOM:11")
    assert told.nearest.pair.band == Band.check
    assert told.nearest.behind == pytest.approx(9.5)
    assert told.settle == "the date of birth of MAPPA:3" or told.settle.startswith("the PNC ID")


def test_a_decision_holds_what_nothing_else_would() -> None:
    stranger = {"forename": "Ines", "surname": "Marotta", "date_of_birth": "30/11/1999"}
    lists = listings_of(a_list("A", KOFI), a_list("B", stranger))
    answers = pd.DataFrame({"left": ["A:2"], "right": ["B:2"], "answer": ["same"]})
    told = match(lists, decisions=answers).why("A:2")
    assert told.listings == ("A:2", "B:2")
    assert told.weakest is not None and told.weakest.held_by[0].decided
    assert "(decided by your team) it would be two people" in str(told)
    assert told.settle == ""


def test_the_order_of_lists_and_rows_does_not_matter() -> None:
    assert str(borough().why("IOM:9")) == str(reordered().why("IOM:9"))


def test_nothing_said_of_a_person_is_a_value_of_a_list(kofi: PersonExplanation) -> None:
    told = (str(kofi) + kofi._repr_html_() + repr(kofi)).casefold()
    assert not [w for w in ("kofi", "quillan", "1985", "high street", "rm1") if w in told]
