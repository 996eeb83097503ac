"""What is said of each pair once people are formed."""

from __future__ import annotations

from linkage.clustering.matrices import Weighed


def test_a_strong_pair_of_one_person_is_the_same() -> None:
    assert Weighed(2, {"ab": 12.0}, rest=-15.0).band("ab") == "same"


def test_a_pair_held_by_a_weak_link_alone_is_to_be_checked() -> None:
    found = Weighed(2, {"ab": 3.0}, rest=-15.0)
    assert found.people == ["ab"]
    assert found.band("ab") == "check"


def test_a_pair_of_two_people_who_might_be_one_is_to_be_checked() -> None:
    assert Weighed(2, {"ab": -1.0}, rest=-15.0).band("ab") == "check"
    assert Weighed(2, {"ab": -5.0}, rest=-15.0).band("ab") == "different"


def test_others_vouch_for_a_weak_pair() -> None:
    found = Weighed(3, {"ab": 12.0, "bc": 12.0, "ac": 2.0}, rest=-15.0)
    assert [found.band(pair) for pair in ("ab", "bc", "ac")] == ["same"] * 3


def test_others_vouch_for_a_pair_that_speaks_a_little_against_itself() -> None:
    found = Weighed(3, {"ab": 14.0, "bc": 14.0, "ac": -5.0}, rest=-15.0)
    assert [found.band(pair) for pair in ("ab", "bc", "ac")] == ["same"] * 3


def test_nobody_vouches_for_a_pair_that_speaks_strongly_against_itself() -> None:
    found = Weighed(3, {"ab": 14.0, "bc": 14.0, "ac": -6.5}, rest=-15.0)
    assert found.people == ["abc"]
    assert found.band("ac") == "check"


def test_the_weaker_link_of_a_chain_whose_ends_conflict_is_to_be_checked() -> None:
    found = Weighed(3, {"ab": 14.0, "bc": 11.0, "ac": -10.0}, rest=-15.0)
    assert found.people == ["abc"]
    assert [found.band(pair) for pair in ("ab", "bc", "ac")] == ["same", "check", "check"]


def test_both_links_of_a_chain_are_to_be_checked_when_neither_is_stronger() -> None:
    found = Weighed(3, {"ab": 14.0, "bc": 13.5, "ac": -10.0}, rest=-15.0)
    assert [found.band(pair) for pair in ("ab", "bc", "ac")] == ["check"] * 3


def test_a_weak_joint_between_two_strong_groups_is_to_be_checked() -> None:
    weights = {"ab": 14.0, "cd": 14.0, "ac": 3.0, "ad": 3.0, "bc": 3.0, "bd": 3.0}
    found = Weighed(4, weights, rest=-15.0)
    assert found.people == ["abcd"]
    assert found.band("ab") == found.band("cd") == "same"
    assert {found.band(pair) for pair in ("ac", "ad", "bc", "bd")} == {"check"}


def test_two_people_taken_whole_are_less_likely_one_than_one_pair_of_them() -> None:
    pair = Weighed(2, {"ab": -1.5}, rest=-15.0)
    weights = {"ab": 14.0, "cd": 14.0, "ac": -1.5, "ad": -1.5, "bc": -1.5, "bd": -1.5}
    whole = Weighed(4, weights, rest=-15.0)
    assert pair.band("ab") == "check"
    assert whole.people == ["ab", "cd"]
    assert whole.band("ac") == "different"


def test_the_best_and_the_worst_pair_of_two_people_are_heard_alike() -> None:
    weights = {"bc": 14.0, "ab": 2.0, "ac": -5.0}
    assert Weighed(3, weights, rest=-15.0).band("ab") == "check"
    assert Weighed(3, weights | {"ac": -7.0}, rest=-15.0).band("ab") == "different"


def test_two_people_who_stand_on_one_list_are_less_likely_one() -> None:
    assert Weighed(2, {"ab": -1.0}, rest=-15.0, lists="xy").band("ab") == "check"
    assert Weighed(2, {"ab": -1.0}, rest=-15.0, lists="xx").band("ab") == "different"


def test_a_listing_that_fits_two_people_alike_is_to_be_checked_with_both() -> None:
    found = Weighed(3, {"ab": 12.0, "bc": 12.0, "ac": -40.0}, rest=-15.0)
    assert found.band("ab") == found.band("bc") == "check"
    assert found.band("ac") == "different"


def test_a_listing_that_fits_one_of_two_people_clearly_better_is_the_same_as_that_one() -> None:
    found = Weighed(3, {"ab": 14.0, "bc": 7.5, "ac": -40.0}, rest=-15.0)
    assert found.people == ["ab", "c"]
    assert found.band("ab") == "same"


def test_rows_without_a_number_must_fit_the_row_with_one_better_than_another_person() -> None:
    """a has one number, d and e another; b and c fit each other well, and either side alike."""
    weights = {"ab": 24.5, "ac": 24.5, "bc": 28.0, "bd": 24.5, "be": 25.9, "cd": 24.5, "ce": 25.9}
    weights |= {"de": 46.0, "ad": 5.0, "ae": 6.0}
    found = Weighed(5, weights, rest=-15.0, apart=("ad", "ae"))
    assert found.people == ["abc", "de"]
    assert found.band("de") == "same"
    assert {found.band(p) for p in ("ab", "ac", "bd", "be", "cd", "ce")} == {"check"}


def test_rows_without_a_number_go_with_the_row_that_they_fit_clearly_better() -> None:
    weights = {"ab": 27.5, "ac": 27.5, "bc": 28.0, "bd": 24.5, "be": 25.9, "cd": 24.5, "ce": 25.9}
    weights |= {"de": 46.0, "ad": 5.0, "ae": 6.0}
    found = Weighed(5, weights, rest=-15.0, apart=("ad", "ae"))
    assert {found.band(p) for p in ("ab", "ac", "bc", "de")} == {"same"}


def test_a_row_that_one_row_of_the_other_twin_fits_best_is_to_be_checked() -> None:
    """a has one number, d and e another; c is as e is, but d of the same person says less."""
    weights = {"ab": 30.0, "ac": 20.0, "bc": 20.0, "ce": 28.0, "cd": 2.0, "de": 40.0}
    weights |= {"bd": -2.0, "be": 8.0, "ad": 5.0, "ae": 6.0}
    found = Weighed(5, weights, rest=-15.0, apart=("ad", "ae"))
    assert found.people == ["abc", "de"]
    assert {found.band(pair) for pair in ("ac", "bc", "ce")} == {"check"}
    assert found.band("ab") == found.band("de") == "same"
