"""Splink's settings as a model: m, u, prior and term frequency of what both compare.

Policy: a comparison is ours where its columns are, under our name or a usual one (first_name, dob).
A level is ours where its condition is the one that we write, or equality, one edit, or
Jaro-Winkler from 0.85. Everything else is refused by its name, all at once; `partly` leaves such
comparisons as the shipped model has them, and the model's sources name them. The settings of
versions 3, 4 and 5 say these things alike and are read alike; those of version 2 are refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path
from typing import Any

from cohortmatch.core.accepting import a_count, a_flag, refuse
from cohortmatch.core.errors import SettingsError
from cohortmatch.linkage.model import Comparison, Level, Model, shipped
from cohortmatch.linkage.splink.shared import DIFFERENT, ELSE, SharedComparison, shared

__all__ = ["from_splink"]

SIMILAR = 0.85
"""Jaro-Winkler similarity from which Splink's level is taken for ours, which begins at 0.88."""
COLUMN = re.compile(r"\b([a-z]\w*?)_[lr]\b")
EQUAL = re.compile(r"c_l=c_r")
EDIT = re.compile(r"(?:damerau_)?levenshtein\(c_l,c_r\)<=1")
JARO = re.compile(r"jaro_winkler(?:_similarity)?\(c_l,c_r\)>=(0?\.\d+|1(?:\.0)?)")
ACCEPTED = "Splink's settings: a dictionary, JSON text, or the path of a JSON file"


def from_splink(given: Any, *, rows: int = 100, partly: bool = False) -> Model:
    """The shipped model with what Splink's settings say; no calibration.

    `rows` is the size of the larger list for which their prior was meant. Comparisons that they do
    not have are left out, or with `partly` are as shipped.
    """
    larger, keep = a_count("rows", rows), a_flag("partly", partly)
    settings = _settings(given)
    base = shipped()
    found: dict[str, Comparison] = {}
    faults: list[str] = []
    for said in settings["comparisons"]:
        try:
            ours = _comparison(said, base)
            if ours.name in found:
                raise _NotOurs(f"“{ours.name}” is compared twice")
            found[ours.name] = ours
        except _NotOurs as fault:
            faults.append(f"{_title(said)}: {fault}")
    if faults and not keep:
        raise SettingsError(*(f"Splink's settings: {each}" for each in faults))
    if not found:
        why = f" ({faults[0]})" if faults else ""
        raise SettingsError(f"Splink's settings: no comparison of theirs is one of ours{why}")
    own = [found.get(each.name, each) for each in base.comparisons if keep or each.name in found]
    told = f"m, u and prior of {', '.join(found)} are those of Splink's settings"
    told += f"; not taken over: {'; '.join(faults)}" if faults else ""
    parts = {name: getattr(base, name) for name in Model.model_fields}
    return Model(
        **parts
        | {
            "name": "from-splink",
            "sources": {**base.sources, "splink": told},
            "prior": base.prior.model_copy(update={"overlap": _overlap(settings, larger)}),
            "calibration": None,
            "comparisons": tuple(own),
        }
    )


class _NotOurs(Exception):
    """A comparison that cannot be taken over, and why."""


def _settings(given: Any) -> Mapping[str, Any]:
    """The settings as a mapping with comparisons that have levels; SettingsError for anything
    else."""
    said = _parsed(given)
    if not isinstance(said, Mapping):
        refuse("settings", ACCEPTED, given)
    if "comparison_columns" in said:
        raise SettingsError(
            "Splink's settings: they are of version 2, which has no comparison levels; load and "
            "save them with Splink 3 or later"
        )
    comparisons = said.get("comparisons")
    if not isinstance(comparisons, list) or not all(isinstance(c, Mapping) for c in comparisons):
        raise SettingsError("Splink's settings: there is no list “comparisons” in them")
    return said


def _parsed(given: Any) -> Any:
    text = given
    if isinstance(given, Path) or (isinstance(given, str) and not given.lstrip().startswith("{")):
        try:
            text = Path(given).read_text(encoding="utf-8")
        except (OSError, ValueError):
            raise SettingsError("Splink's settings: the file cannot be read") from None
    if not isinstance(text, str):
        return text
    try:
        return json.loads(text)
    except ValueError:
        raise SettingsError("Splink's settings: are not JSON") from None


def _overlap(settings: Mapping[str, Any], rows: int) -> float:
    """Our prior: the share of the smaller list expected on the larger one."""
    chance = settings.get("probability_two_random_records_match", 0.0001)
    if not _is_chance(chance):
        raise SettingsError("Splink's settings: their prior is no probability above 0 and below 1")
    return min(float(chance) * rows, 0.99)


def _is_chance(value: Any, most: float = 1.0) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and isfinite(value) and 0 < value <= most


def _title(said: Mapping[str, Any]) -> str:
    name = said.get("output_column_name") or said.get("comparison_description") or "without a name"
    return f"comparison “{str(name)[:60]}”"


@dataclass
class _Found:
    """The levels of one comparison of theirs by our names: (m, u); whether the first is adjusted
    for term frequency."""

    levels: dict[str, tuple[float, float]] = field(default_factory=dict)
    tf: bool = False


def _comparison(said: Mapping[str, Any], base: Model) -> Comparison:
    levels = said.get("comparison_levels")
    if not isinstance(levels, list) or not all(isinstance(each, Mapping) for each in levels):
        raise _NotOurs("it has no comparison levels")
    mine = _mine(levels)
    if mine.name not in base.names:
        raise _NotOurs(f"the shipped model has no comparison “{mine.name}”")
    found = _Found()
    for each in levels:
        if not each.get("is_null_level"):
            _add(found, each, mine, base.comparison(mine.name))
    ours = base.comparison(mine.name)
    own = (_level(level, found) for level in ours.levels)
    return ours.model_copy(update={"levels": tuple(own), "rarity": ours.rarity and found.tf})


def _level(level: Level, found: _Found) -> Level:
    if level.name not in found.levels:
        return level
    m, u = found.levels[level.name]
    return level.model_copy(update={"m": m, "u": u, "source": "splink"})


def _mine(levels: list[Mapping[str, Any]]) -> SharedComparison:
    """The comparison of ours that compares the columns of theirs."""
    conditions = [str(each.get("sql_condition", "")) for each in levels]
    columns = {name for sql in conditions for name in COLUMN.findall(_bare(sql))}
    for each in shared().values():
        if columns and columns <= {*each.columns, *each.also}:
            return each
    if not columns:
        raise _NotOurs("it compares no column")
    raise _NotOurs(f"none of ours compares {', '.join(sorted(columns))}")


def _add(found: _Found, each: Mapping[str, Any], mine: SharedComparison, ours: Comparison) -> None:
    sql = str(each.get("sql_condition", ""))
    called = str(each.get("label_for_charts") or sql)[:80]
    name = _level_name(sql, mine)
    if name is None or name not in {level.name for level in ours.levels}:
        raise _NotOurs(f"the level “{called}” has no counterpart here")
    if name in found.levels:
        raise _NotOurs(f"two of its levels, one of them “{called}”, are “{name}” here")
    m, u = each.get("m_probability"), each.get("u_probability")
    if not _is_chance(m) or not _is_chance(u):
        raise _NotOurs(f"the level “{called}” has no m and u above 0: train the model first")
    found.levels[name] = float(m), float(u)  # type: ignore[arg-type]
    if column := each.get("tf_adjustment_column"):
        if name not in mine.tf_levels or _bare(str(column)) not in _adjustable(mine):
            raise _NotOurs(
                f"the level “{called}” is adjusted for term frequency, which ours is not"
            )
        if each.get("tf_adjustment_weight", 1.0) != 1:
            raise _NotOurs(f"the level “{called}” is adjusted for term frequency only in part")
        found.tf = True


def _adjustable(mine: SharedComparison) -> set[str]:
    """The names of the column whose term frequency adjusts ours."""
    return {mine.tf, *(mine.also if mine.columns == (mine.tf,) else ())}


def _level_name(sql: str, mine: SharedComparison) -> str | None:
    """Our name of a level, by its condition."""
    plain = _plain(sql)
    if plain == _plain(ELSE):
        return DIFFERENT
    for name, own in mine.levels:
        if plain == _plain(own):
            return name
    one = _plain(COLUMN.sub(lambda each: "c" + each[0][-2:], _bare(sql)))
    if EQUAL.fullmatch(one):
        return "postcode" if mine.name == "address" else "same"
    if EDIT.fullmatch(one):
        return "slip"
    found = JARO.fullmatch(one)
    return "similar" if found and SIMILAR <= float(found[1]) < 1 else None


def _bare(sql: str) -> str:
    """A condition without the quotation marks of columns, in lower case."""
    return re.sub(r"[\"`]", "", sql).casefold()


def _plain(sql: str) -> str:
    """The same without spaces."""
    return re.sub(r"\s", "", _bare(sql))
