"""What a listing says, as digests: what it depends on and what it does not."""

from __future__ import annotations

import pandas as pd
import pytest

import cohortmatch as cm
from cohortmatch.core.fingerprints import Content, changed_words, contents, is_key, new_key
from decided import KEY, OTHER_KEY, Frames, known, some_lists
from people_lists import a_pnc


def digests(frames: Frames) -> dict[str, str]:
    """Each listing's digest by its surname's place in the lists as sketched."""
    return {each.listing: each.digest for each in known(frames).items}


def test_the_order_of_rows_and_columns_does_not_matter() -> None:
    lists = some_lists()
    turned = {name: frame.iloc[::-1, ::-1] for name, frame in lists.items()}
    assert digests(turned) == digests(lists)


def test_row_numbers_do_not_matter() -> None:
    lists = some_lists()
    moved = {name: frame.set_axis(range(50, 56)) for name, frame in lists.items()}
    assert list(digests(moved).values()) == list(digests(lists).values())


def test_what_is_only_carried_along_does_not_matter() -> None:
    lists = some_lists()
    changed = lists | {"IOM": lists["IOM"].assign(RAG="Green")}
    assert digests(changed) == digests(lists)


@pytest.mark.parametrize(
    ("heading", "text", "words"),
    [
        ("DOB", "04/04/1989", "the date of birth"),
        ("DOB", "", "the date of birth is gone"),
        ("Surname", "Quarmbey", "the name"),
        ("Post Code", "RM1 3BE", "the postcode"),
    ],
)
def test_a_change_is_told_by_the_field_that_changed(heading: str, text: str, words: str) -> None:
    lists = some_lists()
    before = known(lists).items[0]
    changed = lists["IOM"].copy()
    changed.loc[0, heading] = text
    now = known(lists | {"IOM": changed}).items[0]
    assert now.digest != before.digest
    assert changed_words(before, now) == (words,)


def test_something_new_is_told_as_new() -> None:
    lists = some_lists()
    before = known(lists).items[0]
    with_pnc = lists["IOM"].assign(**{"PNC ID": [a_pnc(1), *[""] * 5]})
    assert changed_words(before, known(lists | {"IOM": with_pnc}).items[0]) == (
        "the PNC ID is new",
    )


def test_another_way_of_writing_the_same_date_says_the_same() -> None:
    lists = some_lists()
    changed = lists["IOM"].copy()
    changed["DOB"] = ["3 April 1989", "12.11.1991", "21-07-1985", "30 Jan 1979", "1/9/93", " "]
    assert digests(lists | {"IOM": changed}) == digests(lists)


def test_the_same_person_on_two_lists_has_two_contents() -> None:
    row = {"Surname": ["Quarmby"], "Forename": ["Ivor"], "DOB": ["03/04/1989"]}
    both = {name: pd.DataFrame(row) for name in ("IOM", "SGV")}
    left, right = known(both).items
    assert left.fields == right.fields
    assert left.digest != right.digest


def test_another_key_gives_other_digests_throughout() -> None:
    one, other = known(some_lists()), known(some_lists(), OTHER_KEY)
    for a, b in zip(one.items, other.items, strict=True):
        assert a.digest != b.digest and a.written != b.written
        assert not set(a.fields.values()) & set(b.fields.values())


def test_a_digest_is_found_by_its_content_wherever_it_stands() -> None:
    lists = some_lists()
    sought = known(lists).items[2]
    moved = known(lists | {"IOM": lists["IOM"].iloc[::-1].reset_index(drop=True)})
    assert [moved.items[place].listing for place in moved.find(sought)] == ["IOM:3"]


def test_a_row_that_stands_twice_is_found_twice() -> None:
    lists = some_lists()
    doubled = known({"IOM": pd.concat([lists["IOM"]] * 2, ignore_index=True)})
    assert doubled.find(doubled.items[1]) == [1, 7]


def test_a_listing_read_better_by_a_later_version_is_found_by_how_it_is_written() -> None:
    now = known(some_lists())
    sought = now.items[0]
    earlier = Content("IOM:9", "IOM", "another digest", sought.written, {})
    assert now.find(earlier) == [0]


def test_the_successor_of_a_changed_listing_is_the_one_with_most_in_common() -> None:
    lists = some_lists()
    before = known(lists).items[0]
    changed = lists["IOM"].copy()
    changed.loc[0, "DOB"] = "04/03/1989"
    now = known(lists | {"IOM": changed.iloc[::-1]})
    place = now.successor(before)
    assert place is not None and now.items[place].listing == "IOM:0"


def test_somebody_of_the_same_household_is_no_successor() -> None:
    home = {"Address": ["1 Canal Row"] * 2, "Post Code": ["RM1 3BD"] * 2}
    both = pd.DataFrame(
        {"Surname": ["Quarmby"] * 2, "Forename": ["Ivor", "Ida"], "DOB": ["", "02/02/1992"], **home}
    )
    before = known({"IOM": both.iloc[:1]}).items[0]
    assert known({"IOM": both.iloc[1:]}).successor(before) is None


def test_two_that_fit_equally_are_no_successor() -> None:
    lists = some_lists()
    before = known(lists).items[0]
    twice = pd.concat([lists["IOM"].iloc[:1]] * 2, ignore_index=True).assign(
        DOB=["01/02/1988", "02/03/1987"]
    )
    assert known({"IOM": twice}).successor(before) is None


def test_keys_are_new_each_time_and_known_as_keys() -> None:
    assert len({new_key() for _ in range(20)}) == 20
    assert is_key(new_key()) and is_key(KEY)
    assert not is_key("") and not is_key(KEY[:-1]) and not is_key(KEY.upper().replace("0", "G"))


def test_no_repr_holds_a_digest_or_a_value() -> None:
    listings = cm.read_lists(some_lists())
    found = contents(listings, KEY)
    told = repr(found) + repr(found.items[0])
    assert KEY not in told and found.items[0].digest not in told and "uarmby" not in told
