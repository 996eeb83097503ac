"""The Python Record Linkage Toolkit works with our listings and evidence, and we with its pairs."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

import cohortmatch as cm
from cohortmatch.core.types import Listings
from cohortmatch.extras import recordlinkage as neighbour
from cohortmatch.linkage.matcher import Matcher
from cohortmatch.linkage.model import shipped
from cohortmatch.linkage.pairs import Pairs
from cohortmatch.synthetic import Invented
from people_lists import AS_OF, a_cro, a_list, a_pnc, listings_of, strangers

ADA = {"forename": "Ada", "surname": "Pym", "date_of_birth": "03/02/1990", "sex": "F"}


@pytest.fixture(scope="module")
def found(invented: Invented) -> Listings:
    return cm.read_lists(invented.frames, as_of=AS_OF)


@pytest.fixture
def toolkit() -> object:
    return pytest.importorskip("recordlinkage", reason="recordlinkage needs pandas 2")


def index(*pairs: tuple[str, str]) -> pd.MultiIndex:
    return pd.MultiIndex.from_tuples(pairs, names=["listing_1", "listing_2"])


def positions(pairs: Pairs) -> list[tuple[int, int]]:
    return list(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True))


# Listings as records


def test_a_record_has_what_we_understood_of_the_listing() -> None:
    pnc, cro = a_pnc(1), a_cro(2)
    full = {**ADA, "middle": "Jane", "address": "3 High Street", "postcode": "rm13bd"}
    full["phone"] = "07700 900252"
    numbers = {"pnc": pnc, "cro": cro}
    table = neighbour.listing_frame(listings_of(a_list("A", {**full, **numbers}, {"surname": "X"})))
    assert table.index.tolist() == ["A:2", "A:3"] and table.index.name == "listing"
    record = table.loc["A:2"].to_dict()
    wanted = {
        "list": "A", "given_name": "ada", "surname": "pym", "middle_name": "jane",
        "date_of_birth": "1990-02-03", "sex": "F", "house_number": "3", "street": "high street",
        "postcode": "RM1 3BD", "phone": "07700900252", "pnc": pnc, "cro": cro,
        "identifiers": f"{pnc} {cro}",
    }  # fmt: skip
    assert record == wanted
    assert table.loc["A:3"].drop(["list", "surname"]).isna().all()


def test_of_several_values_a_record_has_the_first_and_all_identifiers_together() -> None:
    one, other = a_pnc(1), a_pnc(2)
    table = neighbour.listing_frame(
        listings_of(a_list("A", {**ADA, "pnc": one, "pnc 2": other}), a_list("B", ADA))
    )
    assert table.loc["A:2", "pnc"] in (one, other)
    assert set(table.loc["A:2", "identifiers"].split()) == {one, other}
    assert pd.isna(table.loc["B:2", "identifiers"])


def test_columns_that_nobody_has_explained_stand_under_their_own_names() -> None:
    rows = [{**row, "colour": f"c{i % 9}"} for i, row in enumerate(strangers(20))]
    table = neighbour.listing_frame(cm.read_lists({"A": pd.DataFrame(rows)}))
    assert table["colour"].tolist() == [row["colour"] for row in rows]


# Pairs


def test_pairs_go_there_and_back(found: Listings) -> None:
    pairs = Pairs(np.array([0, 0, 3], dtype=np.int32), np.array([1, 5, 4], dtype=np.int32))
    assert positions(neighbour.pairs_of(neighbour.index_of(pairs, found), found)) == positions(
        pairs
    )


def test_a_pair_either_way_round_counts_once_and_a_listing_with_itself_not_at_all(
    found: Listings,
) -> None:
    a, b, c = found.ids[:3]
    assert positions(neighbour.pairs_of(index((b, a), (a, b), (c, c), (c, a)), found)) == [
        (0, 1),
        (0, 2),
    ]


def test_no_pairs_are_no_pairs(found: Listings) -> None:
    nothing = pd.MultiIndex.from_arrays([[], []])
    assert not len(neighbour.pairs_of(nothing, found))
    assert neighbour.features(found, nothing).shape == (0, len(shipped().names))


def test_an_id_we_do_not_have_is_told(found: Listings) -> None:
    with pytest.raises(cm.UnknownListing, match="IOM:9999"):
        neighbour.pairs_of(index((found.ids[0], "IOM:9999")), found)


def test_an_index_of_three_levels_is_told(found: Listings) -> None:
    with pytest.raises(cm.SettingsError, match="two levels"):
        neighbour.pairs_of(pd.MultiIndex.from_tuples([("a", "b", "c")]), found)


def test_links_of_a_result_are_pairs_in_our_order(found: Listings) -> None:
    result = cm.match(found)
    same, both = neighbour.links_of(result), neighbour.links_of(result, "same", "check")
    assert len(same) == (result.links["band"] == "same").sum()
    assert len(both) == len(result.links) and same.isin(both).all()
    place = {name: at for at, name in enumerate(found.ids)}
    assert all(place[left] < place[right] for left, right in both)


# Evidence


def test_the_feature_matrix_holds_bits_levels_or_agreement(found: Listings) -> None:
    matcher = Matcher(found, shipped())
    pairs = neighbour.pairs_of(neighbour.links_of(cm.match(found)), found)
    scored = matcher.score(pairs)
    bits, levels, agreement = (
        neighbour.feature_matrix(scored, matcher.model, found, values=values)
        for values in ("bits", "levels", "agreement")
    )
    assert bits.columns.tolist() == list(matcher.model.names)
    assert positions(neighbour.pairs_of(bits.index, found)) == positions(pairs)
    np.testing.assert_array_equal(levels.to_numpy(), scored.levels)
    np.testing.assert_array_equal(agreement.to_numpy(), (bits > 0).to_numpy())
    assert (bits.to_numpy()[levels.to_numpy() == 0] == 0).all()
    prior = matcher.prior[found.list_code[pairs.left], found.list_code[pairs.right]]
    np.testing.assert_allclose(bits.sum(axis=1) + prior, scored.weight)


def test_features_are_those_of_the_plan(found: Listings) -> None:
    pairs = index((found.ids[0], found.ids[1]), (found.ids[5], found.ids[2]))
    own = cm.Plan(more={"own": lambda _: lambda pairs: np.full(len(pairs), 3, dtype=np.int8)})
    table = neighbour.features(found, pairs, plan=own, values="levels")
    assert table["own"].tolist() == [3, 3]


# Its indexers


def test_its_rules_find_our_pairs(found: Listings, toolkit: object) -> None:
    from recordlinkage import Index
    from recordlinkage.index import Block, SortedNeighbourhood

    rules = [Block("date_of_birth"), SortedNeighbourhood("surname", window=3)]
    table = neighbour.listing_frame(found)
    theirs = neighbour.pairs_of(Index(rules).index(table), found)
    for indexer in (rules, Index(rules)):
        (ours,) = neighbour.candidates(indexer)(found)
        assert positions(ours) == positions(theirs)
        result = cm.match(found, plan=cm.Plan(candidates=neighbour.candidates(indexer)))
        assert result.manifest["pairs"]["compared"] == len(theirs)


def test_a_full_index_finds_what_we_find(found: Listings, toolkit: object) -> None:
    from recordlinkage.index import Full

    full = cm.match(found, plan=cm.Plan(candidates=neighbour.candidates([Full()])))
    assert full.manifest["pairs"]["compared"] == len(found) * (len(found) - 1) // 2
    ours = neighbour.links_of(cm.match(found))
    assert neighbour.links_of(full).isin(ours).mean() > 0.98


def test_missing_values_are_no_block(toolkit: object) -> None:
    from recordlinkage.index import Block

    rows = [{**row, "date_of_birth": ""} for row in strangers(4)]
    find = neighbour.candidates([Block("date_of_birth")])
    assert not sum(map(len, find(listings_of(a_list("A", *rows)))))


def test_columns_to_block_on_can_be_added(found: Listings, toolkit: object) -> None:
    from recordlinkage.index import Block

    find = neighbour.candidates(
        [Block("initial")], prepare=lambda table: table.assign(initial=table.given_name.str[0])
    )
    (pairs,) = find(found)
    initial = neighbour.listing_frame(found)["given_name"].str[0].to_numpy()
    assert len(pairs) and (initial[pairs.left] == initial[pairs.right]).all()


def test_one_listing_has_no_pairs(toolkit: object) -> None:
    from recordlinkage.index import Full

    assert list(neighbour.candidates([Full()])(listings_of(a_list("A", ADA)))) == []


# Its features


def levels_of(listings: Listings, *pairs: tuple[int, int], **options: float) -> list[int]:
    from recordlinkage.compare import String

    left, right = np.array(pairs, dtype=np.int32).T.copy()
    make = neighbour.feature(String("surname", "surname", method="jarowinkler"), **options)
    return make(listings)(Pairs(left, right)).tolist()


def surnames(*words: str) -> Listings:
    return listings_of(a_list("A", *({"forename": "Jo", "surname": word} for word in words)))


def test_a_feature_is_cut_into_levels(toolkit: object) -> None:
    lists = surnames("Garwick", "Garwick", "Garwich", "Pym", "")
    pairs = ((0, 1), (0, 2), (0, 3), (0, 4))
    assert levels_of(lists, *pairs) == [3, 2, 1, 0]
    assert levels_of(lists, *pairs, same=0.9) == [3, 3, 1, 0]
    assert levels_of(lists, *pairs, similar=0.95) == [3, 1, 1, 0]


def test_a_feature_of_two_columns_counts_either_way_round(toolkit: object) -> None:
    from recordlinkage.compare import Exact

    lists = listings_of(
        a_list("A", {"forename": "Ada", "surname": "Pym"}, {"forename": "Bo", "surname": "Ada"})
    )
    make = neighbour.feature(Exact("given_name", "surname"))(lists)
    for left, right in ((0, 1), (1, 0)):
        pair = Pairs(np.array([left], dtype=np.int32), np.array([right], dtype=np.int32))
        assert make(pair).tolist() == [3]


def test_a_feature_is_weighed_and_explained(found: Listings, toolkit: object) -> None:
    from recordlinkage.compare import String

    street = neighbour.feature(String("street", "street", method="jarowinkler"))
    result = cm.match(found, plan=cm.Plan(more={"street": street}))
    agreeing = result.links[result.links["street"] == "same"].reset_index()
    why = result.why(agreeing["left"][0], agreeing["right"][0])
    (bits,) = [reason.bits for reason in why.reasons if reason.words == "street: same"]
    assert bits > 0
    assert why.weight == pytest.approx(sum(reason.bits for reason in why.reasons))


def test_cut_offs_out_of_order_are_told() -> None:
    with pytest.raises(cm.SettingsError, match="must not be above"):
        neighbour.feature(object(), similar=0.9, same=0.8)


# Its classifiers


@pytest.fixture(scope="module")
def result(found: Listings) -> cm.CrossReference:
    return cm.match(found)


@pytest.fixture(scope="module")
def table(found: Listings) -> pd.DataFrame:
    toolkit = pytest.importorskip("recordlinkage", reason="recordlinkage needs pandas 2")
    rules = [
        toolkit.index.Block("date_of_birth"),
        toolkit.index.SortedNeighbourhood("surname", window=5),
    ]
    return neighbour.features(found, toolkit.Index(rules).index(neighbour.listing_frame(found)))


@pytest.mark.parametrize("name", ["ECMClassifier", "KMeansClassifier"])
def test_a_classifier_of_its_own_mind_mostly_agrees(
    name: str, table: pd.DataFrame, result: cm.CrossReference, toolkit: object
) -> None:
    opinion = neighbour.second_opinion(getattr(toolkit, name)(), table)
    assert opinion.name == name and opinion.index.equals(table.index)
    assert opinion.between(0, 1).all()
    ours = neighbour.links_of(result)
    assert (opinion[opinion.index.isin(ours)] > 0.5).mean() > 0.9
    assert opinion.index[opinion > 0.5].isin(ours).mean() > 0.7


@pytest.mark.parametrize(
    "name", ["LogisticRegressionClassifier", "NaiveBayesClassifier", "SVMClassifier"]
)
def test_a_classifier_learns_from_links_whichever_way_round(
    name: str, table: pd.DataFrame, result: cm.CrossReference, toolkit: object
) -> None:
    ours = neighbour.links_of(result)
    opinions = [
        neighbour.second_opinion(getattr(toolkit, name)(), table, links)
        for links in (ours, ours.swaplevel())
    ]
    pd.testing.assert_series_equal(*opinions)
    known = opinions[0].index.isin(ours)
    assert (opinions[0][known] > 0.5).mean() > 0.9
    assert (opinions[0][~known] > 0.5).mean() < 0.05


def test_nothing_to_learn_from_is_told(table: pd.DataFrame, toolkit: object) -> None:
    from recordlinkage import ECMClassifier, LogisticRegressionClassifier

    with pytest.raises(cm.SettingsError, match="look alike"):
        neighbour.second_opinion(ECMClassifier(), table * 0)
    for links in (table.index, table.index[:0]):
        with pytest.raises(cm.SettingsError, match="some must not"):
            neighbour.second_opinion(LogisticRegressionClassifier(), table, links)


# Without it


def test_without_it_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "recordlinkage", None)
    with pytest.raises(cm.SettingsError, match=r"whl\[recordlinkage\]"):
        neighbour.candidates([])


def test_the_core_does_not_import_it() -> None:
    code = (
        "import sys, cohortmatch as cm; cm.match, cm.fit; "
        "import cohortmatch.cli, cohortmatch.extras.recordlinkage; "
        "sys.exit(int('recordlinkage' in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
