"""How a pair stands once people are formed, why, and the one check that would settle it."""

from __future__ import annotations

import pandas as pd
import pytest

from cohortmatch.core.errors import UnknownListing
from cohortmatch.linkage.explanations import Explanation
from cohortmatch.linkage.never_certain import (
    AGES_APART,
    BORN_OTHERWISE,
    DIFFER_SO,
    NAMESAKES,
    ONE_LIST,
    ONLY_NAMES,
    PERHAPS_TWINS,
    TWO_ENTRIES,
)
from cohortmatch.linkage.pairs import Band
from cohortmatch.people.pair_status import path
from cohortmatch.reporting import CrossReference
from cohortmatch.services.pipeline import match
from matched import reported
from people_lists import Row, a_list, a_pnc, listings_of, strangers
from sketches import borough

HOME = "10 High Street, Romford RM1 3BD"
KOFI: Row = {"forename": "Kofi", "surname": "Quillan", "date_of_birth": "12/05/1985"}
LISTS = "ABCD"


def among(*lists: list[Row], others: int = 60) -> CrossReference:
    """One list for each group of rows, each with as many strangers below."""
    named = zip(LISTS, lists, strict=False)
    return reported(*(a_list(name, *rows, *strangers(others, name)) for name, rows in named))


def every_link(result: CrossReference) -> list[Explanation]:
    links = result.links
    return [result.why(a, b) for a, b in zip(links["left"], links["right"], strict=True)]


TWINS = [
    [{**KOFI, "forename": "K", "address": HOME}],
    [{**KOFI, "address": HOME}, {**KOFI, "forename": "Kwame", "address": HOME}],
]
TORN = [
    [{"forename": "K", "surname": "Quillan", "address": HOME}],
    [
        {**KOFI, "address": HOME},
        {"forename": "Kwame", "surname": "Quillan", "date_of_birth": "30/11/1988", "address": HOME},
    ],
]
BARE = [[{"forename": "Zebedee", "surname": "Quillfeather"}]] * 2
FAMILY = [
    [{**KOFI, "address": HOME}],
    [{**KOFI, "forename": "Yaw", "date_of_birth": "30/11/1988", "address": HOME}],
]
SCENES = {"twins": TWINS, "torn": TORN, "bare": BARE, "family": FAMILY}


@pytest.mark.parametrize("scene", SCENES)
def test_a_pair_stands_as_in_the_links_and_one_to_check_can_be_settled(scene: str) -> None:
    result = among(*SCENES[scene])
    bands = result.links["band"].tolist()
    told = every_link(result)
    assert [each.band.name for each in told] == bands
    assert all(bool(each.settle) == (each.band == Band.check) for each in told)
    assert all(each.because for each in told if each.band != each.by_weight)
    assert all(sum(r.bits for r in e.reasons) == pytest.approx(e.weight) for e in told)


def test_a_strong_pair_that_must_be_checked_says_which_listing_makes_it_doubtful() -> None:
    """K fits both twins, who speak against each other: one of the two strong links is wrong."""
    told = among(*TWINS).why("A:2", "B:2")
    assert (told.by_weight, told.band) == (Band.same, Band.check)
    assert "put B:2 and B:3 together, which speak against each other" in told.because
    assert told.to_settle == "the PNC ID of A:2 and B:2"


def test_a_weak_pair_in_check_says_by_which_links_it_is_held() -> None:
    told = among(*TWINS).why("B:2", "B:3")
    assert (told.by_weight, told.band) == (Band.different, Band.check)
    assert told.because == "The two are held together by other listings: B:2 – A:2 – B:3."
    assert told.verdict == "possible, check: perhaps twins at one address"
    assert told.settle


def test_a_name_alone_is_said_to_be_too_little() -> None:
    told = among(*BARE).why("A:2", "B:2")
    assert told.band == Band.check
    if told.band == Band.same:
        assert told.because == "There is nothing but a name to go by, which is never enough."
    assert told.to_settle == "the PNC ID of A:2 and B:2"


def test_namesakes_with_two_numbers_are_said_to_have_two() -> None:
    one = {"name": "Zebedee Aloysius Quillfeather", "date_of_birth": "12/05/1985"}
    told = among([{**one, "pnc": a_pnc(1)}], [{**one, "pnc": a_pnc(2)}]).why("A:2", "B:2")
    assert (told.by_weight, told.band) == (Band.same, Band.check)
    assert told.because == NAMESAKES.why


def test_father_and_son_on_one_list_are_said_to_need_more_than_name_and_address() -> None:
    one = {"name": "Zebedee Aloysius Quillfeather", "address": "10 High Street, RM1 3BD"}
    told = among([one, one], []).why("A:2", "A:3")
    assert (told.by_weight, told.band, told.because) == (Band.same, Band.check, ONE_LIST.why)


def test_rhyming_twins_are_asked_about_however_little_there_is_beside_them() -> None:
    one = {"surname": "Quillfeather", "date_of_birth": "12/05/1985", "address": HOME}
    told = among([{**one, "forename": "Jayden"}], [{**one, "forename": "Kayden"}]).why("A:2", "B:2")
    assert told.band != Band.same
    apart = {key: value for key, value in one.items() if key != "address"}
    told = among([{**apart, "forename": "Jayden"}], [{**apart, "forename": "Kayden"}]).why(
        "A:2", "B:2"
    )
    assert (told.band, told.because) == (Band.check, PERHAPS_TWINS.why)


def test_ages_that_cannot_be_one_persons_are_said_to_be_the_doubt() -> None:
    one = {"name": "Zebedee Aloysius Quillfeather", "address": HOME}
    told = among([{**one, "age": "49"}], [{**one, "date_of_birth": "12/05/1998"}]).why("A:2", "B:2")
    assert told.band == Band.check
    if told.band == Band.same:
        assert told.because == AGES_APART.why


def test_father_and_son_of_three_rare_names_are_never_certain() -> None:
    one = {"name": "Zebedee Aloysius Quillfeather", "address": HOME, "sex": "M"}
    father, son = ({**one, "date_of_birth": f"12/05/{year}"} for year in (1960, 1990))
    told = among([father], [son]).why("A:2", "B:2")
    assert (told.by_weight, told.band, told.because) == (Band.same, Band.check, DIFFER_SO.why)


def test_names_and_a_date_with_a_slip_are_said_to_be_too_little() -> None:
    one = {"name": "Zebedee Aloysius Quillfeather", "date_of_birth": "12/05/1985"}
    told = among([one], [{**one, "date_of_birth": "13/05/1985"}]).why("A:2", "B:2")
    assert (told.by_weight, told.band, told.because) == (Band.same, Band.check, ONLY_NAMES.why)


def test_what_one_of_the_two_has_already_is_looked_up_for_the_other() -> None:
    one = {"forename": "Zebedee", "surname": "Quillfeather", "date_of_birth": "12/05/1985"}
    result = among([one], [{k: v for k, v in one.items() if k != "date_of_birth"}])
    told = result.why("A:2", "B:2")
    assert told.band == Band.check
    assert told.to_settle == "the date of birth of B:2"


def test_brothers_at_one_address_are_said_to_be_one_household() -> None:
    told = among(*FAMILY).why("A:2", "B:2")
    assert told.verdict == "not the same person: same household, different people"


def test_listings_that_vouch_for_a_weak_pair_are_named() -> None:
    full = {**KOFI, "pnc": a_pnc(1), "address": HOME}
    bare = {"forename": "Kofi", "surname": "Quillan", "pnc": a_pnc(1)}
    weak = {"forename": "K", "surname": "Quillan", "address": HOME}
    told = every_link(among([full], [bare], [weak]))
    vouched = [e for e in told if e.band == Band.same and e.by_weight != Band.same]
    assert vouched
    assert all("vouch for the two: B:2 – A:2 – C:2." in each.because for each in vouched)


def test_what_the_team_decided_is_said_so() -> None:
    lists = listings_of(a_list("A", KOFI), a_list("B", KOFI))
    answers = pd.DataFrame({"left": ["A:2"], "right": ["B:2"], "answer": ["different"]})
    told = match(lists, decisions=answers).why("A:2", "B:2")
    assert (told.band, told.decided, told.because) == (Band.different, True, "")
    assert told.verdict == "not the same person (decided by your team)"
    kept = pd.DataFrame({"left": ["A:2"], "right": ["B:2"], "answer": ["same"]})
    assert match(lists, decisions=kept).why("A:2", "B:2").decided


def test_an_unknown_listing_and_a_listing_with_itself_are_errors() -> None:
    result = borough()
    with pytest.raises(UnknownListing, match="IOM:99: no such listing was matched"):
        result.why("IOM:99", "MAPPA:2")
    with pytest.raises(UnknownListing, match="cannot be compared with itself"):
        result.why("IOM:9", "IOM:9")


def test_a_path_leads_along_the_links() -> None:
    links = [(0, 1), (1, 2), (1, 3), (5, 6)]
    assert path(links, 0, 3) == [0, 1, 3]
    assert path(links, 3, 2) == [3, 1, 2]
    assert path(links, 0, 6) == []


def test_a_listing_that_fits_two_entries_of_one_list_says_which() -> None:
    one = {"name": "Zebedee Aloysius Quillfeather", "date_of_birth": "12/05/1985"}
    both = [{**one, "crn": "X987001"}, {**one, "crn": "X123789"}]
    result = among(both, [one])
    told = result.why("A:2", "B:2")
    assert (told.by_weight, told.band) == (Band.same, Band.check)
    assert told.because.startswith("B:2 fits A:2 and A:3 alike, who may be two people. ")
    assert result.why("A:2", "A:3").because == TWO_ENTRIES.why


def test_father_and_son_are_said_to_be_told_apart_by_their_dates_of_birth() -> None:
    one = {"name": "Zebedee Quillfeather", "address": HOME, "street_name": "Zeddo"}
    rows = [{**one, "date_of_birth": born} for born in ("12/05/1961", "03/01/1985")]
    told = among(rows[:1], rows[1:]).why("A:2", "B:2")
    assert (told.by_weight, told.band) == (Band.check, Band.different)
    assert told.because == BORN_OTHERWISE.why
