"""Two records compared on their own, or as two rows of given lists: the evidence and the weight.

    compare_records({"Name": "Ivor Quarmby", "DOB": "3/4/89"}, {"Surname": "Quarmby", …})
    compare_records(a, b, among=result)      with the weights and the names of these lists

Each record is read as a list of one row. How rare a name is, is counted among the lists; without
any, the country's commonest names are all that is known.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from math import log2
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cohortmatch.core.accepting import a_day, a_mapping, mapping_of, refuse
from cohortmatch.core.any_frame import as_frame
from cohortmatch.core.arrays import Floats, Int64s
from cohortmatch.core.errors import ColumnsError, ListErrors, SettingsError
from cohortmatch.core.types import Listings, RawList
from cohortmatch.linkage import scoring
from cohortmatch.linkage.comparing.kinds import KINDS
from cohortmatch.linkage.explanations import Explanation
from cohortmatch.linkage.matcher import Matcher
from cohortmatch.linkage.model import Model, shipped
from cohortmatch.linkage.pairs import Band, Pairs
from cohortmatch.linkage.people import resolve
from cohortmatch.linkage.result import Outcome
from cohortmatch.normalising import Institutions
from cohortmatch.reading import read_all
from cohortmatch.reading.sources import AnySources
from cohortmatch.services.pipeline import (
    as_nominals_tell,
    normalised,
    normalised_with,
    read_lists,
)

if TYPE_CHECKING:
    from cohortmatch.reporting import CrossReference

__all__ = ["bits_of_any_two", "compare_records"]

NAMES = ("A", "B")
GIVEN, AMONG, ALONE = (
    "to start with: the prior that was given",
    "to start with: any two rows of these lists",
    "to start with: any two lists of one row",
)
Record = Mapping[str, Any] | pd.Series


def compare_records(
    a: Record,
    b: Record,
    *,
    among: CrossReference | Listings | AnySources | None = None,
    columns: Mapping[str, str] | None = None,
    prior: float | None = None,
    as_of: date | str | None = None,
) -> Explanation:
    """Compare two records: their evidence, reason by reason, and their match weight in bits.

    `a` and `b` map headings to values, as the columns of a list do, or are rows of a DataFrame;
    `columns` ({field: heading})
    says what a heading means where that is not plain. `among` are the lists that the two stand
    among (a result, `read_lists`, or anything that takes): names are as rare as they are there, and
    a result's learnt weights apply, else those of the shipped model. `prior` is the probability,
    before anything is compared, that two such records are one person's; by default that of any two
    rows of those lists, and without lists that of two lists of one row, as the model has it. The
    explanation states it, in bits: `.before_looking`, the first of `.reasons`, which add up to
    `.weight`. `.band` follows the rules of what is never certain, as in a run of the two alone.

    The two are called A:1 and B:1, or longer where a list has such a name. Ages are counted from
    `as_of` (the day of the lists, else today). Nothing is written or kept. Raises ListErrors where
    a record cannot be understood, SettingsError where an argument cannot be used.
    """
    bits = None if prior is None else _bits_of(prior)
    lists, model = _among(among)
    day = None if as_of is None else a_day("as_of", as_of)
    taken = () if lists is None else [each.name for each in lists.lists]
    names = tuple(_free(name, taken) for name in NAMES)
    raw = _raw(dict(zip(names, (a, b), strict=True)), columns, day or date.today())
    if lists is None:
        listings = normalised(raw, day or date.today(), Institutions())
    else:
        listings = normalised_with(lists, raw, day)
    sides = [_position(listings, name) for name in names]
    plain = Matcher(listings, model)
    if bits is None and lists is not None:
        bits = _of_any_two(among, lists, model)
    words = AMONG if prior is None and lists is not None else ALONE if prior is None else GIVEN
    matcher = plain if bits is None else plain.with_weights(plain.model, _with(plain, sides, bits))
    return _explained(matcher, sides, words)


def _bits_of(prior: float) -> float:
    """A probability as bits."""
    if isinstance(prior, bool) or not isinstance(prior, int | float):
        refuse("prior", "a probability above 0 and below 1", prior)
    if not 0 < prior < 1:
        raise SettingsError("prior: must be a probability above 0 and below 1")
    return log2(prior / (1 - prior))


def _among(among: Any) -> tuple[Listings | None, Model]:
    """The lists among which the records stand, and the model that applies."""
    if among is None:
        return None, shipped()
    if isinstance(among, Listings):
        return among, shipped()
    if hasattr(among, "review_queue"):
        model: Model = among.found.model
        # Columns that nobody has explained are learnt anew with the two records among them.
        return among.found.listings, model.with_comparisons(
            tuple(each for each in model.comparisons if each.name in KINDS)
        )
    return read_lists(among), shipped()


def _free(name: str, taken: Collection[str]) -> str:
    while name in taken:
        name += name[0]
    return name


def _raw(
    records: Mapping[str, Record], columns: Mapping[str, str] | None, day: date
) -> tuple[RawList, ...]:
    """Each record as a list of one row, numbered 1."""
    frames = {}
    for name, record in records.items():
        accepted = "a record, {heading: value}, or a row of a DataFrame"
        row = record.to_dict() if isinstance(record, pd.Series) else record
        frame = as_frame(name, [dict(a_mapping(f"record {name[0].lower()}", row, accepted))])
        frame.index = [1]
        frames[name] = frame
    if columns is not None:
        mapping_of("{field: heading}", _heading)("columns", columns)
    given = {name: _of_record(frames[name].columns, columns) for name in frames}
    found = read_all(frames, columns={name: each for name, each in given.items() if each})
    if found.errors:
        raise ListErrors(found.errors)
    return as_nominals_tell(found.lists, day)


def _heading(name: str, given: object) -> object:
    return given if isinstance(given, str) else refuse(name, "a heading", given)


def _of_record(headings: Any, columns: Mapping[str, str] | None) -> dict[str, str]:
    """What is said of the columns that a record has."""
    return {field: each for field, each in (columns or {}).items() if each in headings}


def _position(listings: Listings, name: str) -> int:
    code = [each.name for each in listings.lists].index(name)
    found = np.flatnonzero(listings.list_code == code)
    if len(found) != 1:
        problem = "the record is not one person who is matched"
        remedy = "give the name of one person, who is no victim or witness"
        raise ListErrors([ColumnsError(name, problem, remedy)])
    return int(found[0])


def _of_any_two(among: Any, lists: Listings, model: Model) -> float:
    """The prior of any two rows of the lists in bits: shared people expected, by pairs."""
    found = getattr(among, "found", None)
    size = np.array([each.listings for each in lists.lists], dtype=np.int64)
    bits = found.matcher.prior if isinstance(found, Outcome) else scoring.prior_bits(size, model)
    return bits_of_any_two(bits, size, model)


def bits_of_any_two(bits: Floats, size: Int64s, model: Model) -> float:
    """The prior of any two rows of lists of these sizes, in bits, from the prior of each two lists
    (`bits`): shared people expected, by pairs."""
    pairs = np.triu(np.outer(size, size), 1) + np.diag(size * (size - 1) // 2)
    chance = 1 / (1 + np.exp2(-bits))
    mean = float((pairs * chance).sum() / max(int(pairs.sum()), 1)) or model.prior.repeats
    return log2(mean / (1 - mean))


def _with(matcher: Matcher, sides: list[int], bits: float) -> Floats:
    """The matcher's prior, with this one for the lists of the two records."""
    prior: Floats = matcher.prior.copy()
    one, other = matcher.listings.list_code[sides]
    prior[one, other] = prior[other, one] = bits
    return prior


def _explained(matcher: Matcher, sides: list[int], words: str) -> Explanation:
    """The explanation, with the band that the two have as people of their own."""
    left, right = min(sides), max(sides)
    pair = Pairs(np.array([left], dtype=np.int32), np.array([right], dtype=np.int32))
    people = resolve(matcher, matcher.score(pair))
    told = Outcome(matcher, people).explain(*sides)
    first, *others = told.reasons
    band = Band(int(people.band[0])) if len(people.band) else Band.different
    reasons = (replace(first, words=words), *others)
    return replace(told, reasons=reasons, stands=band, rival="", behind=0.0)
