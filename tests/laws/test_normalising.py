"""Laws of normalising: twice equals once, order does not matter, fast equals slow."""

from __future__ import annotations

import contextlib
from collections import Counter
from tempfile import NamedTemporaryFile
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohortmatch.core.errors import SettingsError
from cohortmatch.core.types import INSTITUTION, Listings, NameKind, Names, RawList
from cohortmatch.normalising import names as names_module
from cohortmatch.normalising import normalise, read_institutions
from cohortmatch.normalising.coding import FieldBuilder
from cohortmatch.normalising.households import Resident, unrelated
from cohortmatch.normalising.names import NAME_FIELDS
from cohortmatch.normalising.places import without_institutions
from cohortmatch.values.identifiers import KINDS
from laws.strategies import anything, law, raw_lists
from people_lists import AS_OF, a_list, listings_of

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


CELLS = [*NAME_FIELDS, "role", "date_of_birth", "sex", "address", "postcode", "reference", *KINDS]
CELLS += ["identifier", "other", "address 2", "postcode 2"]


@given(st.dictionaries(st.sampled_from(CELLS), anything, min_size=1))
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


@given(raw_lists(lists=2), st.lists(st.tuples(anything, anything, anything), max_size=3))
@law(60)
def test_an_address_is_moved_aside_or_stays_and_is_never_lost(
    lists: tuple[RawList, ...], places: list[tuple[str, str, str]]
) -> None:
    named = pd.DataFrame([*places, ("", "", "RM1 3BD")], columns=["name", "address", "postcode"])
    plain, told = normalise(lists, AS_OF), normalise(lists, AS_OF, named)
    assert told.ids == plain.ids
    for name in ("postcode", "address"):
        for listing in range(len(told)):
            assert values_of(told, name, listing) == values_of(plain, name, listing)
    again = without_institutions(told, read_institutions(named))
    for name in ("postcode", "address"):
        assert [again.field(name).of(i) for i in range(len(again))] == [
            told.field(name).of(i) for i in range(len(told))
        ]


def values_of(listings: Listings, name: str, listing: int) -> Counter[Any]:
    """All of a listing's values of a field, evidence or not."""
    return Counter(
        value for each in (name, INSTITUTION + name) for value in listings.field(each).of(listing)
    )


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
@law(100)
def test_any_file_of_institutions_is_read_or_refused(data: bytes) -> None:
    with NamedTemporaryFile(suffix=".csv") as file:
        file.write(data)
        file.flush()
        with contextlib.suppress(SettingsError):
            named = read_institutions(file.name)
            assert named.info is not None
            assert len(named.places) == named.info.addresses


SURNAMES = ["bell", "hogg", "pym", "bell hogg", "kaur", "begum", "zebb", "quarmby"]
RESIDENTS = st.builds(
    Resident,
    st.sampled_from(["", *SURNAMES]),
    st.frozensets(st.sampled_from(SURNAMES), max_size=2),
    st.lists(st.sampled_from(["ann", "bo", "pym"]), max_size=2).map(tuple),
    st.sampled_from([None, 1, 2]),
    st.sampled_from([None, 1, 2]),
)


@given(st.lists(RESIDENTS, max_size=8), st.randoms(use_true_random=False), RESIDENTS)
def test_unrelated_surnames_are_counted_in_any_order(
    residents: list[Resident], dice: Any, other: Resident
) -> None:
    count = unrelated(residents)
    assert unrelated(dice.sample(residents, len(residents))) == count
    assert unrelated(residents + residents) == count
    assert count <= len({each.surname for each in residents if each.surname})
    assert unrelated([*residents, other]) <= count + 1


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
