"""The invented lists are what the documentation says of them, and the same for the same seed."""

from __future__ import annotations

import pandas as pd
import pytest

from cohortmatch.evaluation import pairs_from_people
from cohortmatch.synthetic import Invented, invent


@pytest.fixture(scope="module")
def invented() -> Invented:
    return invent(1)


def to_match(invented: Invented) -> pd.DataFrame:
    return invented.truth[invented.truth["to_match"]].reset_index(drop=True)


def test_same_seed_gives_the_same_lists(invented: Invented) -> None:
    again = invent(1)
    assert again.truth.equals(invented.truth)
    for name, frame in invented.frames.items():
        assert again.frames[name].equals(frame)


def test_another_seed_gives_other_people(invented: Invented) -> None:
    assert not invent(2).truth["identifiers"].equals(invented.truth["identifiers"])


def test_there_are_five_panels_and_four_registers(invented: Invented) -> None:
    kinds = list(invented.kinds.values())
    assert (kinds.count("panel"), kinds.count("register")) == (5, 4)


def test_sizes_are_those_of_a_borough(invented: Invented) -> None:
    assert invented.truth["person"].nunique() == 850
    assert 1280 <= len(invented.truth) <= 1350
    assert invented.truth.groupby("list").size().between(75, 335).all()


def test_a_quarter_of_true_pairs_share_no_identifier(invented: Invented) -> None:
    listed = to_match(invented)
    shown = [set(text.split(";")) - {""} for text in listed["identifiers"]]
    pairs = pairs_from_people(listed["person"])
    unshared = [not shown[a] & shown[b] for a, b in zip(pairs.left, pairs.right, strict=True)]
    assert 0.18 <= sum(unshared) / len(unshared) <= 0.35


def test_truth_stands_beside_every_row(invented: Invented) -> None:
    for name, frame in invented.frames.items():
        rows = invented.truth.loc[invented.truth["list"] == name, "row"]
        assert list(rows) == list(frame.index)


def test_families_twins_and_namesakes_are_among_them(invented: Invented) -> None:
    people = invented.truth.drop_duplicates("person")["kin"].value_counts()
    for kin in ("family", "sibling", "twin", "father and son", "namesake"):
        assert people[kin] >= 6


def test_a_severer_world_has_more_trouble(invented: Invented) -> None:
    troubled = (invented.truth["troubles"] != "").mean()
    assert (invent(1, severity=2).truth["troubles"] != "").mean() > troubled + 0.1


def test_victims_witnesses_and_blank_roles_are_not_to_be_matched(invented: Invented) -> None:
    asb = invented.truth[invented.truth["list"] == "ASB"]
    assert not asb.loc[asb["role"].isin(["Victim", "Witness", ""]), "to_match"].any()
    assert asb.loc[asb["role"].str.contains("erpetrator"), "to_match"].all()


def test_fewer_people_make_shorter_lists() -> None:
    small = invent(3, people=170)
    assert small.truth["person"].nunique() == 170
    assert len(small.truth) < 330


def test_repr_holds_no_person(invented: Invented) -> None:
    assert repr(invented) == f"<Invented: {len(invented.truth)} listings of 850 people>"
