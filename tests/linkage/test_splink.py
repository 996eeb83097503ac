"""The model as Splink's settings and back: shared levels weigh the same; the rest is refused by
name. What needs Splink itself runs it."""

from __future__ import annotations

import json
import warnings
from math import log2
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cohortmatch as cm
from cohortmatch.core.errors import SettingsError
from cohortmatch.extras import splink as ours
from cohortmatch.linkage.matcher import Matcher, pairs_of
from cohortmatch.linkage.model import Model, shipped
from cohortmatch.linkage.splink.shared import shared
from cohortmatch.synthetic import invent

MODEL = shipped()
CHANCE = st.floats(1e-9, 1, exclude_max=False)


def levels(text: str) -> dict[str, dict[str, dict[str, Any]]]:
    """The levels of settings, by comparison and label."""
    return {
        each["output_column_name"]: {
            one["label_for_charts"]: one for one in each["comparison_levels"]
        }
        for each in json.loads(text)["comparisons"]
    }


def test_every_shared_level_is_one_of_the_model() -> None:
    for name, each in shared().items():
        known = [level.name for level in MODEL.comparison(name).levels]
        strength = [known.index(level) for level, _ in each.levels]
        assert strength == sorted(strength, reverse=True), name
        assert set(each.tf_levels) <= {level for level, _ in each.levels}


@given(st.data())
@settings(max_examples=25)
def test_law_a_shared_level_weighs_there_what_it_weighs_here(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(shared())))
    comparison = MODEL.comparison(name)
    drawn = [
        level.model_copy(update={"m": data.draw(CHANCE), "u": data.draw(CHANCE)})
        for level in comparison.levels[1:]
    ]
    own = comparison.model_copy(update={"levels": (comparison.levels[0], *drawn)})
    model = MODEL.with_comparisons((own,))
    for label, level in levels(model.to_splink())[name].items():
        if label != "missing":
            bits = log2(level["m_probability"] / level["u_probability"])
            assert bits == pytest.approx(
                model.bits(name, 99)[own.position(label)]
                if False
                else own.levels[own.position(label)].bits
            )


@given(st.integers(1, 10_000), st.floats(0.001, 0.98))
@settings(max_examples=25)
def test_law_there_and_back_is_the_same_model(rows: int, overlap: float) -> None:
    model = Model(
        **{name: getattr(MODEL, name) for name in Model.model_fields}
        | {"prior": MODEL.prior.model_copy(update={"overlap": overlap})}
    )
    back = Model.from_splink(model.to_splink(rows=rows), rows=rows, partly=True)
    assert back.prior.overlap == pytest.approx(overlap)
    assert back.names == model.names
    for name in shared():
        one, other = model.comparison(name), back.comparison(name)
        assert one.rarity == other.rarity
        assert [each.bits for each in one.levels] == pytest.approx([e.bits for e in other.levels])


def test_without_partly_only_what_they_compare_is_compared() -> None:
    back = Model.from_splink(MODEL.to_splink())
    assert set(back.names) == set(shared())
    assert back.calibration is None and "splink" in back.sources
    assert cm.match(invent(seed=1, people=40).frames, plan=cm.Plan(model=back)).headline


@pytest.mark.parametrize("how", ["text", "dictionary", "path", "path as text"])
def test_settings_may_be_given_in_any_form(how: str, tmp_path: Path) -> None:
    text = MODEL.to_splink()
    file = tmp_path / "model.json"
    file.write_text(text, encoding="utf-8")
    given = {"text": text, "dictionary": json.loads(text), "path": file, "path as text": str(file)}
    assert Model.from_splink(given[how]).names


def one_comparison(*levels: dict[str, Any], **more: Any) -> dict[str, Any]:
    null = {"sql_condition": '"x_l" IS NULL'.replace("x", "first_name"), "is_null_level": True}
    return {
        "comparisons": [{"output_column_name": "first_name", "comparison_levels": [null, *levels]}],
        **more,
    }


def level(sql: str, m: Any = 0.5, u: Any = 0.1, **more: Any) -> dict[str, Any]:
    return {
        "sql_condition": sql,
        "m_probability": m,
        "u_probability": u,
        "label_for_charts": sql,
        **more,
    }


SAME = '"first_name_l" = "first_name_r"'


@pytest.mark.parametrize(
    ("sql", "name"),
    [
        (SAME, "same"),
        ("first_name_l = first_name_r", "same"),
        ("`first_name_l` = `first_name_r`", "same"),
        ('damerau_levenshtein("first_name_l", "first_name_r") <= 1', "slip"),
        ('levenshtein("first_name_l", "first_name_r") <= 1', "slip"),
        ('jaro_winkler_similarity("first_name_l", "first_name_r") >= 0.9', "similar"),
        ("jaro_winkler(first_name_l, first_name_r) >= 0.88", "similar"),
        ("ELSE", "different"),
    ],
)
def test_a_usual_level_of_theirs_is_ours(sql: str, name: str) -> None:
    others = [level(SAME)] if sql == "ELSE" else [] if name == "same" else [level(SAME, 0.9, 0.02)]
    model = Model.from_splink(one_comparison(*others, level(sql, 0.25, 0.05)))
    found = model.comparison("forename")
    assert found.levels[found.position(name)].bits == pytest.approx(log2(5))
    assert model.names == ("forename",) and not found.rarity


@pytest.mark.parametrize(
    ("settings_", "words"),
    [
        (
            one_comparison(level("soundex(first_name_l) = soundex(first_name_r)")),
            "“soundex.* has no counterpart",
        ),
        (
            one_comparison(level('jaro_winkler_similarity("first_name_l", "first_name_r") >= 0.7')),
            "no counterpart",
        ),
        (one_comparison(level(SAME), level("first_name_l = first_name_r")), "two of its levels"),
        (one_comparison(level(SAME, None)), "train the model first"),
        (one_comparison(level(SAME, 0.5, 0)), "train the model first"),
        (one_comparison(level(SAME, "0.5", True)), "train the model first"),
        (one_comparison(level('"city_l" = "city_r"')), "none of ours compares city"),
        (one_comparison(level(SAME, tf_adjustment_column="city")), "adjusted for term frequency"),
        (
            one_comparison(
                level(SAME, tf_adjustment_column="first_name", tf_adjustment_weight=0.5)
            ),
            "only in part",
        ),
        (one_comparison(level(SAME), probability_two_random_records_match=0), "their prior"),
        ({"comparisons": [{"output_column_name": "x"}]}, "“x”: it has no comparison levels"),
        ({"comparisons": []}, "no comparison of theirs"),
        ({"comparisons": 5}, "no list “comparisons”"),
        ({"comparison_columns": []}, "version 2"),
        ({}, "no list “comparisons”"),
        ("{not json", "not JSON"),
        ("no such file.json", "cannot be read"),
        (None, "must be Splink's settings"),
        (5, "must be Splink's settings"),
        ("[]", "cannot be read"),
    ],
)
def test_what_cannot_be_taken_over_is_refused_by_name(settings_: Any, words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        Model.from_splink(settings_)


def test_every_fault_is_told_at_once_and_partly_names_them_in_the_sources() -> None:
    said = json.loads(MODEL.to_splink())
    said["comparisons"] += [
        {"output_column_name": "city", "comparison_levels": [level('"city_l" = "city_r"')]},
        {"output_column_name": "email", "comparison_levels": [level('"email_l" = "email_r"')]},
    ]
    with pytest.raises(SettingsError) as refused:
        Model.from_splink(said)
    assert "city" in str(refused.value) and "email" in str(refused.value)
    model = Model.from_splink(said, partly=True)
    assert "city" in model.sources["splink"] and model.names == MODEL.names


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"rows": 0}, "rows: must be"),
        ({"rows": "x"}, "rows: must be"),
        ({"link_type": "all"}, "link_type"),
    ],
)
def test_arguments_are_refused_in_words(how: dict[str, Any], words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        MODEL.to_splink(**how)
    with pytest.raises(SettingsError, match="no comparison of it can be shared"):
        MODEL.with_comparisons((MODEL.comparison("relation"),)).to_splink()


def test_tables_have_every_column_that_the_settings_name() -> None:
    lists = cm.read_lists(invent(seed=1, people=30).frames, as_of="2026-06-01")
    found = ours.tables(lists)
    assert list(found) == [info.name for info in lists.lists]
    assert sum(map(len, found.values())) == len(lists)
    for table in found.values():
        assert {column for each in shared().values() for column in each.columns} <= set(table)


def comparing(lists: cm.Listings, text: str) -> pd.DataFrame:
    """What Splink itself says of every pair of some lists."""
    from splink import DuckDBAPI, Linker

    said = json.loads(text)
    said["blocking_rules_to_generate_predictions"] = ["1=1"]
    database = DuckDBAPI()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tables = [database.register(each) for each in ours.tables(lists).values()]
        predicted = Linker(tables, said, log_level=50).inference.predict()
        frame: pd.DataFrame = predicted.as_pandas_dataframe()
        return frame


def test_splink_loads_the_settings_and_weighs_shared_levels_as_we_do() -> None:
    """Not run without Splink; `.[test]` has it."""
    pytest.importorskip("splink", reason="splink is not installed: the law with it was NOT run")
    lists = cm.read_lists(invent(seed=5, people=45).frames, as_of="2026-06-01")
    found = comparing(lists, MODEL.to_splink(rows=50))
    assert len(found) > 1_000
    place = {name: at for at, name in enumerate(lists.ids)}
    left = [place[each] for each in found["unique_id_l"]]
    right = [place[each] for each in found["unique_id_r"]]
    scored = Matcher(lists, MODEL).score(
        pairs_of(
            [min(two) for two in zip(left, right, strict=True)],
            [max(two) for two in zip(left, right, strict=True)],
        )
    )
    compared = 0
    for name, each in shared().items():
        comparison = MODEL.comparison(name)
        known = {level for level, _ in each.levels}
        bits_of = {one.name: one.bits for one in comparison.levels}
        here = [comparison.levels[at].name for at in scored.levels[:, MODEL.index(name)]]
        there = found[f"gamma_{name}"].to_numpy()
        both = [at for at, own in enumerate(here) if own in known and there[at] >= 0]
        alike = [at for at in both if each.levels[len(each.levels) - 1 - there[at]][0] == here[at]]
        # The few others have several names or values, of which a column of Splink holds the first.
        assert len(alike) >= 0.97 * len(both), name
        compared += len(alike)
        for at in alike:
            assert found[f"mw_{name}"].iat[at] == pytest.approx(bits_of[here[at]])
    assert compared > 5_000
