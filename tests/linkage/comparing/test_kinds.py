"""A comparison describes itself: one that a test registers takes part in everything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import cohortmatch as cm
from cohortmatch.core.arrays import Int8s, Int32s
from cohortmatch.core.errors import SettingsError
from cohortmatch.core.types import Listings
from cohortmatch.linkage.comparing import KINDS, Agreement, ComparisonKind, register, unregister
from cohortmatch.linkage.comparing.kinds import kind_of, starts
from cohortmatch.linkage.comparing.others import equal_pairs
from cohortmatch.linkage.linking import link
from cohortmatch.linkage.model import Comparison, Level, shipped
from cohortmatch.linkage.never_certain import (
    BARE_NAME,
    NAME_AND_HOME,
    ONLY_NAMES,
    TWO_ENTRIES,
    doubts_of,
)
from cohortmatch.people.details import Details
from cohortmatch.settings.plan import Plan

AS_OF = date(2026, 6, 1)
TATTOO = ComparisonKind(
    "tattoo",
    ("missing", "different", "same"),
    lambda listings: equal_pairs(listings.field("other:tattoo")),
    fields=("other:tattoo",),
    agrees={Agreement.number: "same"},
    tells_apart=True,
    figures="guessed",
    in_bound=True,
    is_essential=True,
)
MODEL = shipped().with_comparisons(
    (
        *shipped().comparisons,
        Comparison(
            name="tattoo",
            words="tattoo",
            levels=(
                Level(name="missing", words="tattoo: not recorded on both", m=1, u=1),
                Level(name="different", words="tattoo: different", m=0.1, u=0.999),
                Level(name="same", words="tattoo: the same", m=0.9, u=0.001),
            ),
        ),
    )
)
ROWS = pd.DataFrame(
    {
        "Surname": ["Odell", "Pym", "Quarmby", "Zebb"],
        "Forename": ["Ada", "Bo", "Cy", "Una"],
        "Tattoo": ["anchor", "rose", "swallow", "dragon"],
    },
    dtype=str,
)


@pytest.fixture
def tattoo() -> Iterator[None]:
    register(TATTOO)
    yield
    unregister("tattoo")


def listings() -> Listings:
    """Two lists that have names and tattoos, which reading takes for a column like any other."""
    return cm.read_lists({"IOM": ROWS, "MAPPA": ROWS}, as_of=AS_OF)


@pytest.mark.usefixtures("tattoo")
def test_a_registered_comparison_takes_part_in_weights_words_and_report(tmp_path: Path) -> None:
    found = cm.match(listings(), plan=Plan(model=MODEL, as_of=AS_OF))
    told = found.why("IOM:0", "MAPPA:0")
    assert "tattoo: the same" in [reason.words for reason in told.agrees]
    assert told.stands == cm.Band.same and "tattoo" in found.links.columns
    differs = found.why("IOM:0", "MAPPA:1").differs
    assert "tattoo: different" in [reason.words for reason in differs]
    assert "tattoo column" not in found.links.columns
    found.write(tmp_path / "report")
    links = pd.read_csv(tmp_path / "report" / "links.csv")
    assert links["tattoo"].tolist() == ["same"] * len(ROWS)


@pytest.mark.usefixtures("tattoo")
def test_a_registered_comparison_takes_part_in_doubts_and_anchors() -> None:
    assert starts(Agreement.anchor)["tattoo"] == "same"
    name = {"surname": "same", "forename": "same", "relation": "name_only"}
    assert doubts_of(MODEL, name, one_list=False) == [BARE_NAME, NAME_AND_HOME, ONLY_NAMES]
    own = {"surname": "same", "forename": "same", "tattoo": "same"}
    assert doubts_of(MODEL, own, one_list=True) == []
    other = own | {"tattoo": "different"}
    assert TWO_ENTRIES in doubts_of(MODEL, other, one_list=True)


@pytest.mark.usefixtures("tattoo")
def test_a_registered_number_makes_a_bare_name_more_than_one() -> None:
    at = link(listings(), MODEL).people
    assert {int(band) for band in at.band} == {2} and len(at.band) == len(ROWS)
    bare = link(cm.read_lists({"IOM": ROWS.iloc[:, :2], "MAPPA": ROWS.iloc[:, :2]}))
    assert 2 not in bare.people.band


@pytest.mark.usefixtures("tattoo")
def test_what_is_missing_is_told_by_the_comparison_s_words() -> None:
    one = listings()
    blank = one.field("other:tattoo").only(np.arange(len(one)) != 0)
    told = link(replace(one, fields=one.fields | {"other:tattoo": blank}), MODEL).explain(0, 4)
    assert "tattoo" in told.unknown and "tattoo: not recorded on both" in told.missing
    details = Details(replace(one, fields=one.fields | {"other:tattoo": blank}))
    assert [details.has("tattoo", i) for i in (0, 4)] == [False, True]


@pytest.mark.usefixtures("tattoo")
def test_what_a_model_leaves_out_is_not_learnt_instead() -> None:
    found = link(listings(), shipped())
    assert found.model.names == shipped().names


@pytest.mark.parametrize("name", ["phone", "shoe_size"])
def test_what_was_not_registered_is_not_taken_back(name: str) -> None:
    with pytest.raises(SettingsError, match="none of that name is registered"):
        unregister(name)


def test_a_model_of_what_nobody_registered_is_refused() -> None:
    with pytest.raises(SettingsError, match="no such comparison: tattoo"):
        link(listings(), MODEL)


def test_what_is_taken_back_is_gone() -> None:
    register(TATTOO)
    with pytest.raises(SettingsError, match="another one has that name"):
        register(TATTOO)
    unregister("tattoo")
    assert "tattoo" not in KINDS and "tattoo" not in starts(Agreement.number)
    with pytest.raises(SettingsError, match="none of that name"):
        unregister("tattoo")


def test_levels_that_are_none_are_refused() -> None:
    register(replace(TATTOO, make=lambda _: Wrong()))
    try:
        with pytest.raises(SettingsError, match="one level a pair, 0 to 2"):
            link(listings(), MODEL)
    finally:
        unregister("tattoo")


class Wrong:
    is_empty = False

    def __call__(self, left: Int32s, right: Int32s) -> Int8s:
        return np.full(len(left), 7, dtype=np.int8)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"levels": ("different", "same")}, "“missing” and others"),
        ({"levels": ("missing", "same", "same")}, "each once"),
        ({"agrees": {Agreement.anchor: "alike"}}, "no level “alike”"),
        ({"less_told": ("part",)}, "no level “part”"),
        ({"levels": ("missing", "same")}, "no level “different”"),
        ({"make": None}, "how it is made"),
        ({"is_joint": True}, "how it is made"),
    ],
)
def test_a_kind_that_contradicts_itself_is_refused(change: dict[str, object], said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        replace(TATTOO, **change)  # type: ignore[arg-type]


def test_the_kinds_of_this_package_say_what_tables_said() -> None:
    numbers = dict.fromkeys(
        (*("pnc", "cro", "crn", "prison_number", "asn", "nino"), "nhs_number", "driver_number"),
        "slip",
    ) | {"visor": "slip", "asn": "same"}
    anchors = numbers | {"date_of_birth": "swapped", "family": "same_member"}
    called, family = {"street_name": "same"}, {"family": "same_member"}
    more = {"address": "street", "phone": "home"} | called
    assert starts(Agreement.number) == starts(Agreement.sure_number) == numbers
    beside = numbers | {"middle_name": "initial"} | called | family
    assert starts(Agreement.beside_name) == beside
    assert starts(Agreement.anchor) == anchors
    assert starts(Agreement.twins_differ) == numbers | family
    assert starts(Agreement.more_than_name) == anchors | more | {"date_of_birth": "month"}
    birth = numbers | family | more | {"middle_name": "similar"}
    assert starts(Agreement.beside_birth) == birth
    home = (
        anchors
        | called
        | {"date_of_birth": "month"}
        | {"middle_name": "initial", "address": "postcode"}
    )
    assert starts(Agreement.beside_home) == home
    assert starts(Agreement.despite_birth) == numbers | {"middle_name": "initial"}
    assert {name for name in KINDS if KINDS[name].corrects} == {"name_order", "relation"}
    firm = {name for name in KINDS if KINDS[name].figures == "firm"}
    assert firm == {*numbers, "date_of_birth", "generation"}
    assert not kind_of("a column that was learnt").corrects
