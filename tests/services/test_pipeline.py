"""The library: frames and paths in, answers out, nothing changed on the way."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

import cohortmatch as cm
from cohortmatch.core.types import Role
from cohortmatch.services.pipeline import Seconds, survey
from cohortmatch.settings.plan import ListChoice
from cohortmatch.synthetic import Invented

AS_OF = date(2026, 6, 1)
GUESTS = pd.DataFrame(
    {
        "Full name": ["Ada Pym", "Bo Quarmby", "Cy Odell"],
        "Birthday": ["1990-02-03", "", "1988-07-09"],
    },
    index=["g1", "g2", "g3"],
)
STAFF = pd.DataFrame(
    {"last": ["Pym", "Zebb"], "first": ["Ada", "Una"], "dob": ["03/02/1990", "04/05/1991"]}
)
STAFF_COLUMNS = {"staff": {"surname": "last", "forename": "first"}}


def people_of(result: cm.CrossReference) -> set[frozenset[str]]:
    memberships = result.memberships.reset_index()
    return {frozenset(own) for _, own in memberships.groupby("person_id")["listing_id"]}


def test_frames_of_any_people_work_without_settings() -> None:
    result = cm.match({"guests": GUESTS, "staff": STAFF}, as_of=AS_OF)
    assert len(result.people) == 1
    assert frozenset(("guests:g1", "staff:0")) in people_of(result)


def test_the_frames_given_are_not_changed() -> None:
    frames = {"guests": GUESTS.copy(), "staff": STAFF.copy()}
    cm.match(frames, as_of=AS_OF)
    pd.testing.assert_frame_equal(frames["guests"], GUESTS)
    pd.testing.assert_frame_equal(frames["staff"], STAFF)


def test_what_comes_back_can_be_changed_without_changing_the_result() -> None:
    result = cm.match({"guests": GUESTS, "staff": STAFF}, as_of=AS_OF)
    people, links = result.people, result.links
    people["names"] = "changed"
    del links["weight"]
    assert "changed" not in result.people.to_string()
    assert "weight" in result.links


def test_tables_have_named_indexes() -> None:
    result = cm.match({"guests": GUESTS, "staff": STAFF}, as_of=AS_OF)
    assert result.people.index.name == "person_id"
    for table in (result.people, result.links, result.review_queue()):
        assert table.index.name
        assert table.columns.is_unique


def test_one_frame_alone_is_searched_for_repeats() -> None:
    twice = pd.concat([GUESTS, GUESTS.rename(index=lambda label: f"again {label}")])
    result = cm.match(twice, as_of=AS_OF)
    assert frozenset(("list:g1", "list:again g1")) in people_of(result)
    assert "more than once" in result.headline


def test_a_list_as_the_caller_says_it_is() -> None:
    plan = cm.Plan(as_of=AS_OF, lists={"staff": ListChoice(kind="register", role=Role.associate)})
    result = cm.match({"guests": GUESTS, "staff": STAFF}, plan=plan, columns=STAFF_COLUMNS)
    kinds = {info.name: info.kind for info in result.listings.lists}
    assert kinds == {"guests": "panel", "staff": "register"}
    assert set(result.memberships.query("panel == 'staff'")["role"]) == {"associate"}
    assert result.manifest["settings"]["lists"] == {
        "staff": {"kind": "register", "role": "associate"}
    }


def test_columns_as_the_caller_says_they_are() -> None:
    odd = STAFF.set_axis(["A", "B", "C"], axis=1)
    columns = {"odd": {"surname": "A", "forename": "B", "date_of_birth": "C"}}
    result = cm.match({"guests": GUESTS, "odd": odd}, columns=columns, as_of=AS_OF)
    assert frozenset(("guests:g1", "odd:0")) in people_of(result)


def test_every_list_that_cannot_be_used_is_in_the_error(tmp_path: Path) -> None:
    (tmp_path / "IOM.csv").write_text("")
    frames = {"nobody": pd.DataFrame({"colour": ["red"]}), "IOM": tmp_path / "IOM.csv"}
    with pytest.raises(cm.ListErrors) as caught:
        cm.match(frames)  # type: ignore[arg-type]
    assert {error.list_name for error in caught.value.errors} == {"nobody", "IOM"}


def test_files_and_frames_of_the_same_list_give_the_same_people(
    lists: Path, invented: Invented
) -> None:
    from_files = cm.match(lists, as_of=AS_OF)
    from_frames = cm.match(invented.frames, as_of=AS_OF)
    assert people_of(from_files) == people_of(from_frames)


def test_the_order_of_lists_and_rows_changes_nobody(invented: Invented) -> None:
    frames = invented.frames
    backwards = {name: frames[name].iloc[::-1] for name in reversed(frames)}
    assert people_of(cm.match(frames, as_of=AS_OF)) == people_of(cm.match(backwards, as_of=AS_OF))


def test_reading_first_and_matching_after_is_the_same(lists: Path) -> None:
    listings = cm.read_lists(lists, as_of=AS_OF)
    assert people_of(cm.match(listings)) == people_of(cm.match(lists, as_of=AS_OF))


def test_people_partition_the_listings(invented: Invented) -> None:
    result = cm.match(invented.frames, as_of=AS_OF)
    people = people_of(result)
    assert sum(map(len, people)) == len(result.listings)
    assert set().union(*people) == set(result.listings.ids)


def test_blocking_finds_nearly_everything_that_every_pair_finds(invented: Invented) -> None:
    every = cm.match(invented.frames, plan=cm.Plan(as_of=AS_OF))
    some = cm.match(invented.frames, plan=cm.Plan(as_of=AS_OF, every_pair_up_to=1))
    assert every.manifest["pairs"]["every_pair"]
    assert not some.manifest["pairs"]["every_pair"]
    assert some.manifest["pairs"]["compared"] < every.manifest["pairs"]["compared"] / 2
    same = people_of(every) & people_of(some)
    assert len(same) > 0.98 * len(people_of(every))


def test_an_explanation_adds_up_to_the_weight_in_the_links(invented: Invented) -> None:
    result = cm.match(invented.frames, as_of=AS_OF)
    for left, right, weight in result.links[["left", "right", "weight"]].to_numpy()[::40]:
        why = result.why(left, right)
        assert sum(reason.bits for reason in why.reasons) == pytest.approx(why.weight)
        assert why.weight == pytest.approx(weight, abs=0.001)


def test_a_survey_keeps_what_can_be_used(lists: Path) -> None:
    found = survey([lists, lists / "absent.csv"], cm.Plan(as_of=AS_OF))
    assert len(found.raw) == len(found.listings.lists) == 9
    assert [error.list_name for error in found.errors] == ["absent.csv"]
    assert repr(found) == "<Survey: 9 lists, 1 not usable>"


def test_whoever_watches_is_told_the_stages_and_the_share_done(invented: Invented) -> None:
    told: list[tuple[str, float | None]] = []
    seconds = Seconds(watch=lambda stage, done: told.append((stage, done)))
    listings = cm.read_lists(invented.frames, as_of=AS_OF)
    from cohortmatch.services.pipeline import run

    run(listings, cm.Plan(as_of=AS_OF), seconds)
    assert [stage for stage, done in told if done is None][:2] == ["block", "compare"]
    shares = [done for stage, done in told if stage == "compare" and done is not None]
    assert shares == sorted(shares) and shares[-1] == 1.0
    assert set(seconds.stages) == {stage for stage, _ in told}


def test_a_decision_outweighs_two_entries_of_one_list_that_speak_against_each_other() -> None:
    one = {"Name": "Zebedee Quillan", "DOB": "12/05/1985"}
    entries = pd.DataFrame([{**one, "CRN": crn} for crn in ("X987001", "X123789")])
    made = pd.DataFrame({"left": ["a:0", "a:1"], "right": ["b:0", "b:0"], "answer": "same"})
    found = cm.match({"a": entries, "b": pd.DataFrame([one])}, decisions=made)
    bands = {frozenset(pair): band for *pair, band in found.links[["left", "right", "band"]].values}
    assert {bands[frozenset(("a:0", "b:0"))], bands[frozenset(("a:1", "b:0"))]} == {"same"}
