"""Two records on their own: the evidence adds up, the prior is stated, lists say what is rare."""

from __future__ import annotations

from math import log2
from typing import Any

import pandas as pd
import pytest

import cohortmatch as cm
from cohortmatch.core.errors import SettingsError

DAY = "2026-06-01"
A = {"Name": "Ivor Quarmby", "DOB": "3/4/89", "PNC": None}
B = {"Surname": "Quarmby", "Forename": "Ivor", "D.O.B.": "1989-04-03", "Postcode": "RM1 3BD"}
OTHER = {"Surname": "Zebb", "Forename": "Ada", "DOB": "09/09/1971"}
LISTS = {
    "IOM": [{"Name": "Ivor Quarmby", "DOB": "03/04/1989"}, {"Name": "Una Odell", "DOB": ""}],
    "SGV": [{"Name": name, "DOB": ""} for name in ("Ivor Quarmby", "Kim Quarmby", "Jo Quarmby")],
}


def test_the_reasons_add_up_and_the_first_is_the_prior() -> None:
    told = cm.compare_records(A, B, as_of=DAY)
    assert told.weight == pytest.approx(sum(each.bits for each in told.reasons))
    assert told.reasons[0].kind == "prior" and told.before_looking == pytest.approx(
        log2(1 / 4 / 1.25)
    )
    assert told.reasons[0].words == "to start with: any two lists of one row"
    assert told.band is cm.Band.same and told.one_person
    assert "Quarmby" not in str(told)


def test_rows_of_frames_are_records() -> None:
    rows = [pd.DataFrame([each]).iloc[0] for each in (A, B)]
    assert cm.compare_records(*rows, as_of=DAY).weight == cm.compare_records(A, B, as_of=DAY).weight


def test_it_is_the_evidence_of_a_run() -> None:
    alone = cm.compare_records(A, B, as_of=DAY)
    run = cm.match({"A": [A], "B": [B]}, as_of=DAY).why("A:0", "B:0")
    assert [each.level for each in alone.reasons] == [each.level for each in run.reasons]
    assert alone.band is run.band


def test_who_is_whom_does_not_matter() -> None:
    one, other = cm.compare_records(A, B, as_of=DAY), cm.compare_records(B, A, as_of=DAY)
    assert one.weight == pytest.approx(other.weight) and (one.left, one.right) == ("A:1", "B:1")


def test_two_people_are_different() -> None:
    assert cm.compare_records(A, OTHER, as_of=DAY).band is cm.Band.different


def test_one_name_alone_is_never_certain() -> None:
    name = {"Name": "Ivor Quarmby"}
    assert cm.compare_records(name, name, prior=0.9).band is cm.Band.check


@pytest.mark.parametrize("prior", [0.001, 0.5, 0.99])
def test_the_prior_is_the_one_that_was_given(prior: float) -> None:
    told = cm.compare_records(A, B, prior=prior, as_of=DAY)
    assert told.before_looking == pytest.approx(log2(prior / (1 - prior)))
    evidence = cm.compare_records(A, B, as_of=DAY)
    assert told.weight - told.before_looking == pytest.approx(
        evidence.weight - evidence.before_looking
    )
    assert told.reasons[0].words == "to start with: the prior that was given"


def test_among_lists_a_name_is_as_rare_as_it_is_there() -> None:
    def surname(told: cm.Explanation) -> float:
        return sum(each.bits for each in told.reasons if each.comparison == "surname")

    lists = cm.read_lists(LISTS, as_of=DAY)
    among = cm.compare_records(A, B, among=lists)
    assert surname(among) < surname(cm.compare_records(A, B, as_of=DAY))
    assert among.before_looking < -1
    assert among.reasons[0].words == "to start with: any two rows of these lists"
    assert cm.compare_records(A, B, among=LISTS, as_of=DAY).weight == pytest.approx(among.weight)
    assert len(lists) == 5


def test_among_a_result_its_weights_apply() -> None:
    result = cm.match(LISTS, as_of=DAY)
    told = cm.compare_records(A, B, among=result)
    born = result.found.model.comparison("date_of_birth")
    [bits] = [e.bits for e in told.reasons if e.comparison == "date_of_birth" and e.kind == "level"]
    assert bits == pytest.approx(born.levels[born.position("same")].bits)


def test_a_list_of_the_same_name_takes_nothing_away() -> None:
    told = cm.compare_records(A, B, among={"A": LISTS["IOM"], "AA": LISTS["SGV"]}, as_of=DAY)
    assert (told.left, told.right) == ("AAA:1", "B:1")


def test_headings_can_be_said() -> None:
    odd = {"Wer": "Quarmby", "Vor": "Ivor", "Tag": "1989-04-03"}
    columns = {"surname": "Wer", "forename": "Vor", "date_of_birth": "Tag"}
    assert cm.compare_records(A, odd, columns=columns, as_of=DAY).band is cm.Band.same


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"a": None}, "record a: must be a record"),
        ({"b": "Ivor Quarmby"}, "record b: must be a record"),
        ({"prior": 1}, "prior: must be a probability"),
        ({"prior": "half"}, "prior: must be a probability"),
        ({"as_of": "Ivor"}, "as_of: must be a date"),
        ({"among": 5}, "the lists: must be"),
        ({"columns": {"surname": 5}}, "must be a heading"),
    ],
)
def test_what_cannot_be_used_is_refused_in_words(how: dict[str, Any], words: str) -> None:
    with pytest.raises(SettingsError, match=words) as refused:
        cm.compare_records(**{"a": A, "b": B, **how})
    assert "Ivor" not in str(refused.value)


@pytest.mark.parametrize(
    "record", [{}, {"Colour": "red"}, {"Name": ""}, {"Name": "Ivor Quarmby", "Role": "victim"}]
)
def test_a_record_of_nobody_is_refused_in_words(record: dict[str, str]) -> None:
    with pytest.raises(cm.ListErrors) as refused:
        cm.compare_records(record, B)
    assert "Quarmby" not in str(refused.value)


def test_listings_that_were_not_read_from_lists_are_refused() -> None:
    from cohortmatch.linkage.columns import listings_of

    with pytest.raises(SettingsError, match="were not read from lists"):
        cm.compare_records(A, B, among=listings_of({"X": {"pnc": ["02/73319Z"]}}))


def test_a_value_of_any_kind_is_read() -> None:
    born = {"Name": "Ivor Quarmby", "DOB": pd.Timestamp("1989-04-03")}
    assert cm.compare_records(A, born, as_of=DAY).band is cm.Band.same
