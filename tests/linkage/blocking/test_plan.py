"""Which pairs of long lists are looked at."""

from __future__ import annotations

import pytest

from cohortmatch.linkage.blocking import plan
from cohortmatch.linkage.blocking.listing_rules import listing_rules
from cohortmatch.linkage.blocking.plan import BlockingPlan, plan_within, within_budget
from people_lists import Row, a_list, a_pnc, listings_of, strangers

KOFI: Row = {
    "forename": "Kofi",
    "surname": "Quillan",
    "date_of_birth": "12/05/1985",
    "postcode": "RM1 3BD",
}

SAME_MAN = [
    pytest.param(KOFI, KOFI, id="all agrees"),
    pytest.param(
        {"surname": "Quillan", "pnc": a_pnc(1)}, {"surname": "Ole", "pnc": a_pnc(1)}, id="a number"
    ),
    pytest.param(
        {"surname": "Quillan", "pnc": a_pnc(1)},
        {"surname": "Ole", "pnc": a_pnc(1)[:-1]},
        id="a number whose check letter was left out",
    ),
    pytest.param(
        {"surname": "Quillan", "crn": "X987001; X981234"},
        {"surname": "Ole", "crn": "X981234"},
        id="one of several numbers",
    ),
    pytest.param(
        {"forename": "Kofi", "surname": "Quillan"},
        {"forename": "Quillan", "surname": "Kofi"},
        id="names in each other's column",
    ),
    pytest.param(
        {"forename": "Kofi", "surname": "Quillan"},
        {"forename": "Kofi", "surname": "Kwillan"},
        id="a surname that sounds alike",
    ),
    pytest.param(
        {**KOFI, "postcode": ""}, {**KOFI, "surname": "Osei", "postcode": ""}, id="a new surname"
    ),
    pytest.param(
        {**KOFI, "date_of_birth": ""}, {**KOFI, "surname": "Osei"}, id="postcode and initial"
    ),
    pytest.param(
        {**KOFI, "postcode": ""},
        {**KOFI, "forename": "Koby", "date_of_birth": "12/05/1958", "postcode": ""},
        id="initial, surname, day and month",
    ),
    pytest.param(
        {"forename": "Md", "surname": "Quillan"},
        {"forename": "Muhammad", "surname": "Quillan"},
        id="another spelling of the forename",
    ),
    pytest.param(
        {"forename": "Ines", "surname": "Ole", "alias": "Kofi Quillan"},
        {"forename": "Kofi", "surname": "Quillan"},
        id="an alias",
    ),
]


def blocked(*rows: Row) -> BlockingPlan:
    """A plan that may not compare every pair, for two rows among strangers."""
    listings = listings_of(a_list("A", *rows, *strangers(40)))
    return plan(listings, every_pair_up_to=0)


@pytest.mark.parametrize(("one", "other"), SAME_MAN)
def test_what_finds_two_listings_of_one_man(one: Row, other: Row) -> None:
    found = {
        (left, right)
        for pairs in blocked(one, other).batches()
        for left, right in zip(pairs.left.tolist(), pairs.right.tolist(), strict=True)
    }
    assert (0, 1) in found
    assert len(found) < 42 * 41 / 2


def test_short_lists_are_compared_pair_by_pair() -> None:
    found = plan(listings_of(a_list("A", KOFI, KOFI), a_list("B", KOFI)))
    assert found.every_pair and found.all_pairs == 3
    assert sum(map(len, found.batches())) == 3


def test_rules_say_what_they_are() -> None:
    numbered = {**KOFI, "pnc": a_pnc(1)}
    words = [rule.words for rule in blocked(numbered, numbered).rules]
    assert len(set(words)) == len(words)
    assert "the same PNC ID" in words


def test_a_rule_whose_keys_no_two_share_is_left_out() -> None:
    words = [rule.words for rule in blocked(KOFI, {**KOFI, "pnc": a_pnc(1)}).rules]
    assert "the same PNC ID" not in words


def test_half_a_postcode_is_a_district_to_go_by() -> None:
    names = {"forename": "Kofi", "surname": "Quillan"}
    half, other = {**names, "postcode": "RM1 area"}, {**names, "postcode": "IG11 7LU"}
    listings = listings_of(a_list("A", half, {**names, "postcode": "RM1 3BD"}, other))
    rules = {rule.words: rule for rule in listing_rules(listings)}
    assert rules["one name in either order and district"].keys.owner.tolist() == [0, 1]


def test_a_rule_says_how_many_listings_have_nothing_that_it_goes_by() -> None:
    nameless = {"crn": "X987001", "postcode": "RM1 3BD"}
    undated = {**KOFI, "date_of_birth": ""}
    rules = {
        rule.words: rule
        for rule in listing_rules(listings_of(a_list("A", KOFI, KOFI, undated, nameless)))
    }
    assert rules["one date of birth"].without == 2
    assert rules["one surname"].without == 1
    assert rules["the same probation number (CRN)"].without == 3
    assert rules["one surname"].within(1).without == 1


def test_where_no_rule_can_be_afforded_no_pair_is_compared_and_that_is_said() -> None:
    crowd = [{"surname": "Ole", "date_of_birth": "12/05/1985"}] * 30
    found = plan_within(listings_of(a_list("A", *crowd)), 10)
    assert not found.rules and found.skipped
    assert not found.every_pair
    assert found.cost == 0 and list(found.batches()) == []


def test_rules_that_nothing_is_left_for_are_not_worked_out_but_named() -> None:
    rows = [{**KOFI, "forename": f"kofi{'abcdefghij'[n % 10]}"} for n in range(100)]
    found = plan_within(listings_of(a_list("A", *rows)), 3)
    assert {"one postcode", "one surname"} <= {rule.words for rule in found.skipped}
    assert not found.rules


def test_a_column_that_may_hold_numbers_of_people_comes_before_names() -> None:
    rows = [{**KOFI, "other": f"AB-{1000 + n // 2}", "other 2": "blue"} for n in range(40)]
    words = [rule.words for rule in plan_within(listings_of(a_list("A", *rows)), 10**6).rules]
    name = words.index("one date of birth and forename")
    assert words.index("the same other") < name < words.index("the same other 2")


def test_nobody_at_all() -> None:
    assert list(plan(listings_of()).batches()) == []


def test_large_groups_are_left_to_finer_rules_and_counted() -> None:
    crowd = [{"surname": "Ole", "date_of_birth": "12/05/1985"}] * 30
    rules = list(listing_rules(listings_of(a_list("A", *crowd, KOFI, KOFI))))
    taken, skipped = within_budget(rules, 400)
    assert all(2 <= rule.most < 30 == rule.beyond for rule in taken if rule.beyond)
    assert {"one surname", "one date of birth"} <= {rule.words for rule in (*taken, *skipped)}
    assert "one surname" in {rule.words for rule in BlockingPlan(32, taken, skipped).split}
