"""Plain lists and very long tables have the shares that are said of them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cohortmatch.synthetic import flat, invent_flat, invent_plain


def test_plain_lists_are_thin() -> None:
    invented = invent_plain(1)
    rows = pd.concat(invented.frames.values())
    missing = rows.isna().mean()
    assert len(rows) == 900
    assert missing["date_of_birth"] == pytest.approx(0.2, abs=0.05)
    assert missing["postcode"] == pytest.approx(1 / 3, abs=0.06)
    assert missing["nhs_number"] == pytest.approx(8 / 9, abs=0.04)


def test_a_quarter_of_plain_people_are_on_several_lists() -> None:
    lists = invent_plain(2).truth.groupby("person")["list"].nunique()
    assert (lists > 1).mean() == pytest.approx(0.25, abs=0.06)


def test_nobody_is_twice_on_one_plain_list() -> None:
    assert not invent_plain(3).truth.duplicated(["person", "list"]).any()


def test_plain_lists_are_the_same_for_the_same_seed() -> None:
    assert invent_plain(4).truth.equals(invent_plain(4).truth)


def test_flat_rows_repeat_people_and_keep_few_numbers() -> None:
    frame, person = invent_flat(1, 20_000)
    assert len(frame) == len(person) == 20_000
    assert person.nunique() == 14_000
    assert (frame["CRN"] != "").mean() == pytest.approx(0.4, abs=0.02)


def test_flat_rows_of_one_person_mostly_agree() -> None:
    frame, person = invent_flat(2, 10_000)
    groups = frame.groupby(person.to_numpy())
    several = groups.size() > 1
    assert (groups["surname"].nunique()[several] == 1).mean() > 0.8
    assert (groups["date of birth"].nunique()[several] == 1).mean() > 0.8


def test_flat_dates_are_dates() -> None:
    frame, _ = invent_flat(3, 5_000)
    born = frame.loc[frame["date of birth"] != "", "date of birth"]
    assert pd.to_datetime(born, format="%Y-%m-%d").notna().all()


@pytest.mark.parametrize("people", [10, 400, 401, 2600])
def test_there_is_a_number_for_each_of_very_many(
    people: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The usual four letters are enough for four times the numbers of one; then all are used."""
    monkeypatch.setattr(flat, "NUMBERS_A_LETTER", 100)
    numbers = flat.draw_crns(np.random.default_rng(1), people)
    assert len(set(numbers)) == people
    assert ({each[0] for each in numbers} <= set("QVYZ")) == (people <= 400)


def test_flat_numbers_are_one_persons_only() -> None:
    frame, person = invent_flat(4, 10_000)
    shown = frame["CRN"] != ""
    assert person[shown].groupby(frame["CRN"][shown]).nunique().max() == 1
