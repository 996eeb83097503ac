"""What a base keeps: what was learnt, what is rare, which pairs are known; and where it is kept."""

from __future__ import annotations

import json
import stat
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from unittest import mock

import numpy as np
import pandas as pd
import pytest

import cohortmatch as cm
from based import Run, afresh, with_base
from cohortmatch.core.errors import BaseError, OutputError
from cohortmatch.core.types import RawList
from cohortmatch.linkage.incremental import changed_pairs as based_blocking
from cohortmatch.linkage.incremental.state import Base
from cohortmatch.linkage.keyed_hash import hashed
from cohortmatch.linkage.listing_hashes import listing_numbers
from cohortmatch.linkage.model import CutOffs, shipped
from people_lists import Row, a_list, listings_of, strangers

KEY = "0123456789abcdef" * 2
JOHN = {"forename": "John", "surname": "Quarmby", "date_of_birth": "01/02/1985"}
JON = {"forename": "Jon", "surname": "Quarmby", "date_of_birth": "01/02/1985"}
ANNA = {"forename": "Anna", "surname": "Jones", "date_of_birth": "03/04/1990"}


def panels(*more: Row, iom: Sequence[Row] = (JOHN, ANNA)) -> tuple[RawList, RawList]:
    """Two lists that share John; `more` rows stand on the second."""
    return a_list("IOM", *iom, *strangers(6)), a_list("SGV", JON, *more, *strangers(6, 2))


def frame(rows: Sequence[Row]) -> pd.DataFrame:
    return pd.DataFrame(list(rows)).rename(columns=lambda name: name.replace("_", " ").title())


def frames(*more: Row) -> dict[str, pd.DataFrame]:
    return {"IOM": frame([JOHN, ANNA, *strangers(6)]), "SGV": frame([JON, *more, *strangers(6, 2)])}


def test_only_pairs_with_a_new_listing_are_compared() -> None:
    first = afresh(*panels())
    again = with_base(first.base, *panels(ANNA))
    n = len(again.answer.listings)
    assert again.begun.changed is not None and again.begun.changed.sum() == 1
    assert again.found.compared == n - 1
    assert again.answer.one_person("IOM:2", "SGV:2")
    assert again.answer.one_person("IOM:3", "SGV:3")


def test_a_changed_listing_is_compared_and_one_that_only_moved_is_not() -> None:
    base = afresh(*panels()).base
    moved = with_base(base, *panels(iom=[ANNA, JOHN]))
    assert moved.found.compared == 0
    assert moved.answer.one_person("IOM:3", "SGV:2")
    changed = with_base(base, *panels(iom=[{**JOHN, "date_of_birth": "07/08/1961"}, ANNA]))
    assert changed.begun.changed is not None
    assert changed.answer.listings.ids[int(np.flatnonzero(changed.begun.changed)[0])] == "IOM:2"
    assert not changed.answer.one_person("IOM:2", "SGV:2")


def test_a_row_that_stands_twice_is_new_once() -> None:
    again = with_base(afresh(*panels()).base, *panels(JON))
    assert again.begun.changed is not None and again.begun.changed.sum() == 1
    assert again.answer.one_person("IOM:2", "SGV:2", "SGV:3")


COMMON = [
    ("surname", [{**each, "surname": "Quarmby"} for each in strangers(400, "s")]),
    ("forename", [{**each, "forename": "John"} for each in strangers(400, "f")]),
    ("postcode", [{**each, "postcode": "RM1 3BD"} for each in strangers(6, "p")]),
    ("other", [{**each, "other": "green"} for each in strangers(400, "o")]),
]


@pytest.mark.parametrize(("what", "crowd"), COMMON, ids=[each for each, _ in COMMON])
def test_what_was_rare_for_the_base_stays_as_rare(what: str, crowd: list[Row]) -> None:
    both = {what: crowd[0][what]} if what in ("postcode", "other") else {}
    others = [{**each, "other": word} for each, word in zip(strangers(4), "abcd", strict=True)]
    lists = (a_list("IOM", {**JOHN, **both}, *others), a_list("SGV", {**JOHN, **both}, *others))
    first = afresh(*lists)
    again = with_base(first.base, *lists, a_list("Crowd", *crowd))
    assert weight(again) == weight(first)
    assert weight(afresh(*lists, a_list("Crowd", *crowd))) != weight(first)


def weight(run: Run) -> float:
    """The weight of John with himself, the priors of the lists left out."""
    listings, matcher = run.answer.listings, run.begun.matcher
    a, b = sorted(map(listings.ids.index, ("IOM:2", "SGV:2")))
    codes = listings.list_code
    prior = matcher.prior[codes[a], codes[b]]
    return run.begun.matcher.explain(a, b, run.answer.resolved.person).weight - float(prior)


def test_a_group_that_has_outgrown_the_base_is_left_out_for_good() -> None:
    crowd = [{**each, "surname": "Ole"} for each in strangers(8)]
    with mock.patch.object(based_blocking, "USUAL", 1):
        first = afresh(a_list("A", *crowd[:2]), budget=1_000)
        grown = with_base(first.base, a_list("A", *crowd[:7]))
        assert grown.base.groups is not None
        assert len(grown.base.groups.left_out["one surname"]) == 1
        assert "one surname" not in {rule.words for rule in grown.begun.candidates.rules}
        small = with_base(grown.base, a_list("A", *crowd[:2], crowd[7]))
        assert small.found.compared == 0
        assert with_base(first.base, a_list("A", *crowd[:2], crowd[7])).found.compared == 2


def test_a_value_never_seen_is_as_rare_as_the_rarest() -> None:
    base = afresh(*panels()).base
    figures = base.frozen.rarity["surname"]
    unseen = figures.look_up(np.array([1, 2], dtype=np.uint64))
    assert (unseen == figures.figures.max()).all()


def test_a_list_is_known_by_its_name() -> None:
    iom, sgv = panels()
    renamed = replace(sgv, info=replace(sgv.info, name="Gangs"))
    found = with_base(afresh(iom, sgv).base, iom, renamed)
    assert found.begun.changed is not None
    assert found.begun.changed.sum() == len(sgv.rows)


def test_every_listing_has_numbers_of_its_own_and_they_tell_nothing_without_the_key() -> None:
    listings = listings_of(*panels(JON, JON))
    numbers = listing_numbers(listings, KEY)
    assert len(np.unique(numbers[:, 0])) == len(np.unique(numbers[:, 1])) == len(listings)
    assert (numbers == listing_numbers(listings, KEY)).all()
    assert (numbers != listing_numbers(listings, KEY[::-1])).all()


def test_text_that_is_no_unicode_has_numbers_too() -> None:
    one, other, none = hashed(["Quar\ud800mby", "Quar\ud801mby"], KEY).tolist()
    assert len({one, other, none}) == 3


def test_a_base_goes_from_month_to_month() -> None:
    first = afresh(*panels())
    second = with_base(first.base, *panels(ANNA))
    third = with_base(second.base, *panels(ANNA))
    assert third.found.compared == 0
    assert third.answer.people == second.answer.people
    assert second.base.weights == first.base.weights


def test_match_takes_a_base_and_leaves_one(tmp_path: Path) -> None:
    first = cm.match(frames())
    path = first.base().save(tmp_path / "june.base")
    again = cm.match(frames(ANNA), base=path)
    assert again.manifest["pairs"]["compared"] == len(again.listings) - 1
    assert again.manifest["base"]["new_or_changed"] == 1
    assert again.headline == cm.match(frames(ANNA)).headline
    kept = cm.match(frames(ANNA), base=again.base())
    assert kept.manifest["pairs"]["compared"] == 0


def test_a_base_that_is_not_there_yet_is_no_mistake(tmp_path: Path) -> None:
    found = cm.match(frames(), base=tmp_path / "none.base")
    assert found.manifest["base"]["made"] is None
    assert not (tmp_path / "none.base").exists()


def test_the_file_holds_no_name_and_is_its_owner_s(tmp_path: Path) -> None:
    path = cm.match(frames()).base().save(tmp_path / "june.base")
    content = path.read_bytes().lower()
    for text in (b"quarmby", b"john", b"1985-02-01", b"01/02/1985", b"jones"):
        assert text not in content
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["june.base"]


def test_a_base_that_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    base = cm.match(frames()).base()
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(OutputError, match="Nothing was changed"):
        base.save(tmp_path / "file" / "june.base")
    assert (tmp_path / "file").read_text() == "not a folder"


@pytest.mark.parametrize("content", [b"", b"PK", b"not a base", b"PK\x03\x04" + b"0" * 100])
def test_what_is_no_base_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "june.base").write_bytes(content)
    with pytest.raises(BaseError, match="is not a base of cohortmatch"):
        Base.load(tmp_path / "june.base")


@pytest.mark.parametrize(
    "damage",
    [
        {"left": np.array([10_000], dtype=np.int32), "right": np.array([1], dtype=np.int32)},
        {"left": np.array([-1], dtype=np.int32), "right": np.array([1], dtype=np.int32)},
        {"left": np.array([1, 2, 3], dtype=np.int32)},
        {"lists": ("IOM",)},
        {"listings": np.zeros((15, 1), dtype=np.uint64)},
    ],
)
def test_a_base_whose_parts_do_not_fit_is_refused(
    tmp_path: Path, damage: dict[str, object]
) -> None:
    base = afresh(*panels()).base
    path = replace(base, **damage).save(tmp_path / "june.base")  # type: ignore[arg-type]
    with pytest.raises(BaseError, match="is damaged"):
        Base.load(path)


def test_a_base_cut_short_at_any_byte_is_refused(tmp_path: Path) -> None:
    path = afresh(*panels()).base.save(tmp_path / "june.base")
    whole = path.read_bytes()
    for end in range(0, len(whole), max(1, len(whole) // 60)):
        path.write_bytes(whole[:end])
        with pytest.raises(BaseError, match="is damaged"):
            Base.load(path)


def test_a_base_that_is_missing_says_so(tmp_path: Path) -> None:
    with pytest.raises(BaseError, match="there is no such base"):
        Base.load(tmp_path / "june.base")


def test_a_base_of_another_version_is_refused(tmp_path: Path) -> None:
    base = replace(cm.match(frames()).base(), version="0.0.0")
    with pytest.raises(BaseError, match="another version"):
        Base.load(base.save(tmp_path / "june.base"))


def test_a_base_with_other_weights_is_refused_but_cut_offs_may_differ() -> None:
    base = cm.match(frames()).base()
    model = shipped()
    first, *others = model.comparisons
    with pytest.raises(BaseError, match="other weights"):
        cm.match(frames(), base=base, plan=cm.Plan(model=model.with_comparisons((*others, first))))
    parts = {name: getattr(model, name) for name in type(model).model_fields}
    strict = type(model)(**(parts | {"cut_offs": CutOffs(same=99, check=98)}))
    links = cm.match(frames(), base=base, plan=cm.Plan(model=strict)).links
    assert set(links["band"]) == {"check"}


def test_pairs_that_the_caller_finds_leave_no_base() -> None:
    plan = cm.Plan(candidates=lambda listings: iter(()))
    with pytest.raises(BaseError, match="brought along"):
        cm.match(frames(), plan=plan).base()
    with pytest.raises(BaseError, match="brought along"):
        cm.match(frames(), plan=plan, base=cm.match(frames()).base())


def test_what_is_written_of_a_run_says_which_base_it_had(tmp_path: Path) -> None:
    result = cm.match(frames(), base=cm.match(frames()).base())
    result.write(tmp_path)
    told = json.loads((tmp_path / "run.json").read_text())["base"]
    assert told["new_or_changed"] == 0
    assert told["weights"] == result.base().weights


def test_its_repr_shows_counts() -> None:
    assert repr(afresh(*panels()).base) == "<Base of 2026-06-01: 15 listings on 2 lists>"
