"""Laws of normalising: twice equals once, order does not matter, fast equals slow."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohortmatch.normalising import names as names_module
from cohortmatch.normalising.coding import FieldBuilder
from cohortmatch.normalising.names import NAME_FIELDS
from cohortmatch.types import Listings, NameKind, Names, RawList
from cohortmatch.values.identifiers import KINDS
from laws.strategies import anything, law, raw_lists
from people_lists import a_list, listings_of

Content = dict[str, Any]


def forms_of(names: Names, listing: int) -> list[tuple[str, str, str]]:
    """A listing's forms as words: (given, surname, kind)."""

    def word(code: int) -> str:
        return names.words[code] if code >= 0 else ""

    at = range(names.offsets[listing], names.offsets[listing + 1])
    return [
        (word(names.given[i]), word(names.surname[i]), NameKind(names.kind[i]).name) for i in at
    ]


def has_recorded_name(names: Names, listing: int) -> bool:
    return [kind for _, _, kind in forms_of(names, listing)][:1] == ["recorded"]


def content(listings: Listings, listing: int) -> Content:
    """All that is known of one listing, without codes: equal for equal listings."""
    forms = forms_of(listings.names, listing)
    known = {name: field.of(listing) for name, field in listings.fields.items()}
    return {
        "role": int(listings.role[listing]),
        "first form": forms[:1],
        "forms": Counter(forms),
        "middle": listings.names.middle.of(listing),
        "street": listings.names.street.of(listing),
        **{name: values for name, values in known.items() if values},
    }


def contents(listings: Listings) -> dict[str, Content]:
    return {listings.id_of(i): content(listings, i) for i in range(len(listings))}


def written_out(listings: Listings, listing: int) -> dict[str, str]:
    """A listing's normalised values as the cells of a row."""
    given, surname, _ = forms_of(listings.names, listing)[0]
    row = {"forename": given, "surname": surname}
    single = {name: listings.field(name).of(listing) for name in ("date_of_birth", "sex")}
    row |= {name: str(values[0]) for name, values in single.items() if len(values) == 1}
    several = {kind: [value.key for value in listings.field(kind).of(listing)] for kind in KINDS}
    several["postcode"] = list(listings.field("postcode").of(listing))
    return row | {name: "; ".join(sorted(values)) for name, values in several.items() if values}


@given(raw_lists(lists=2))
@law(80)
def test_normalising_twice_equals_once(lists: tuple[RawList, ...]) -> None:
    once = listings_of(*lists)
    named = [i for i in range(len(once)) if has_recorded_name(once.names, i)]
    again = listings_of(a_list("again", *(written_out(once, i) for i in named)))
    assert len(again) == len(named)
    for place, listing in enumerate(named):
        assert written_out(again, place) == written_out(once, listing)


@given(raw_lists(), st.randoms(use_true_random=False))
@law(100)
def test_the_order_of_lists_and_rows_only_renumbers(lists: tuple[RawList, ...], dice: Any) -> None:
    straight = contents(listings_of(*lists))
    assert contents(listings_of(*shuffled(lists, dice))) == straight


def shuffled(lists: tuple[RawList, ...], dice: Any) -> list[RawList]:
    """The same lists with the same labelled rows, in another order."""
    moved = []
    for raw in dice.sample(lists, len(lists)):
        order = dice.sample(range(len(raw.rows)), len(raw.rows))
        rows = [raw.frame.iloc[i].to_dict() for i in order]
        labels = [raw.rows[i] for i in order]
        moved.append(a_list(raw.info.name, *rows, role=raw.default_role, labels=labels))
    return moved


@given(raw_lists(lists=2))
@law(100)
def test_plain_names_are_coded_as_row_by_row(lists: tuple[RawList, ...]) -> None:
    fast = contents(listings_of(*lists))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(names_module, "_plain_rows", lambda columns, n: np.zeros(n, dtype=bool))
        slow = contents(listings_of(*lists))
    assert fast == slow


@given(st.dictionaries(st.sampled_from([*NAME_FIELDS, "role", *KINDS]), anything, min_size=1))
@law(200)
def test_no_text_in_any_cell_raises(row: dict[str, str]) -> None:
    listings = listings_of(a_list("any", row))
    (info,) = listings.lists
    assert info.listings + sum(info.excluded.values()) == info.rows_in == 1


@given(raw_lists(roles=True))
@law(60)
def test_every_row_is_either_matched_or_counted_as_left_out(lists: tuple[RawList, ...]) -> None:
    listings = listings_of(*lists)
    for code, info in enumerate(listings.lists):
        assert info.listings == int((listings.list_code == code).sum())
        assert info.rows_in == info.listings + sum(info.excluded.values())
    assert len(set(listings.ids)) == len(listings)


incidences = st.lists(st.tuples(st.integers(0, 5), st.sampled_from("abcd")), max_size=20)


@given(st.lists(incidences, max_size=3))
@law(100)
def test_a_built_field_holds_each_value_once_in_order(batches: list[list[tuple[int, str]]]) -> None:
    builder: FieldBuilder[str] = FieldBuilder()
    expected: dict[int, list[str]] = {i: [] for i in range(6)}
    for batch in batches:
        builder.add(np.array([i for i, _ in batch], dtype=np.int64), [v for _, v in batch])
        for listing, value in batch:
            if value not in expected[listing]:
                expected[listing].append(value)
    field = builder.build(6)
    assert [list(field.of(i)) for i in range(6)] == [expected[i] for i in range(6)]
