"""The model as settings that Splink 5 loads: comparison levels, m and u, term frequency, prior.

Policy: a level is written only where SQL can decide it (levels.toml). It has our m and u, so it
weighs there what it weighs here: log2(m / u). The corrections for relatives and namesakes, the
line-up of names, nicknames and other spellings stay here. Splink's term-frequency adjustment takes
the frequency of the value in place of u; ours counts people and knows the country's commonest
names, so rare and common names weigh alike, and not the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from cohortmatch.core.accepting import a_count
from cohortmatch.core.errors import SettingsError
from cohortmatch.linkage.model import Comparison, Model
from cohortmatch.linkage.splink.shared import SharedComparison, shared

__all__ = ["to_splink"]

LINKS = ("link_only", "dedupe_only", "link_and_dedupe")
BLOCKING = ("surname", "given_name", "date_of_birth", "postcode", "pnc", "cro", "crn", "nhs_number")
"""Columns of which one must agree for Splink to compare a pair."""
DIALECT = "duckdb"


def to_splink(model: Model, *, rows: int = 100, link_type: str = "link_only") -> str:
    """The settings as JSON, for `splink.Linker(tables, settings)`.

    The prior is that of two lists, the larger of which has `rows` rows. SettingsError for a kind of
    linkage that Splink does not know, or a model without any comparison that can be shared.
    """
    larger = a_count("rows", rows)
    if link_type not in LINKS:
        raise SettingsError(f"link_type: must be one of {', '.join(LINKS)}")
    comparisons = [_comparison(model.comparison(each.name), each) for each in _both(model)]
    if not comparisons:
        raise SettingsError(f"model “{model.name}”: no comparison of it can be shared with Splink")
    columns = {column for each in _both(model) for column in each.columns}
    settings = {
        "link_type": link_type,
        "sql_dialect": DIALECT,
        "unique_id_column_name": "unique_id",
        "source_dataset_column_name": "source_dataset",
        "probability_two_random_records_match": model.prior.overlap / larger,
        "retain_intermediate_calculation_columns": True,
        "retain_matching_columns": True,
        "blocking_rules_to_generate_predictions": [
            {"blocking_rule": f'l."{each}" = r."{each}"', "sql_dialect": DIALECT}
            for each in BLOCKING
            if each in columns
        ],
        "comparisons": comparisons,
    }
    return json.dumps(settings, indent=1, ensure_ascii=False) + "\n"


def _both(model: Model) -> Iterator[SharedComparison]:
    """The comparisons that the model has and Splink can make, in the model's order."""
    return (shared()[name] for name in model.names if name in shared())


def _comparison(ours: Comparison, each: SharedComparison) -> dict[str, Any]:
    missing = {
        "sql_condition": each.missing,
        "label_for_charts": "missing",
        "is_null_level": True,
    }
    return {
        "output_column_name": ours.name,
        "comparison_description": ours.words,
        "comparison_levels": [missing, *_levels(ours, each)],
    }


def _levels(ours: Comparison, each: SharedComparison) -> Iterator[dict[str, Any]]:
    for name, sql in each.levels:
        level = ours.levels[ours.position(name)]
        told: dict[str, Any] = {
            "sql_condition": sql,
            "label_for_charts": name,
            "m_probability": level.m,
            "u_probability": level.u,
        }
        if ours.rarity and name in each.tf_levels:
            told |= {"tf_adjustment_column": each.tf, "tf_adjustment_weight": 1.0}
        yield told
