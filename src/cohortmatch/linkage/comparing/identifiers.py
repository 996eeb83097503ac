"""Comparison of identifiers of one kind: PNC ID, CRO number, probation number (CRN) and the rest.

Levels, weakest first: different; slip (one typing slip apart, or one a repair of the other);
same_unchecked (equal, though the check letter fails: copied from one source, or mistyped twice);
same. A person may have several of most kinds, so the best pair of the two sets counts.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist, cpdist

from cohortmatch.core.arrays import Int8s, Int32s
from cohortmatch.core.types import Field, Listings
from cohortmatch.linkage.comparing.kinds import Agreement, ComparisonKind
from cohortmatch.linkage.comparing.value_pairs import SetPairs, ValuePairs
from cohortmatch.values.fields import FIELDS, NUMBERS
from cohortmatch.values.identifiers import Identifier

LEVELS = ("missing", "different", "slip", "same_unchecked", "same")


def identifier_pairs(field: Field[Identifier]) -> SetPairs:
    """Levels (LEVELS) of pairs of listings by one kind of identifier."""
    texts = np.array([value.key for value in field.values], dtype=object)
    valid = np.array([value.is_valid for value in field.values], dtype=bool)
    numbers: dict[str, int] = {}
    same_as = np.array([numbers.setdefault(text, len(numbers)) for text in texts], dtype=np.int32)

    def levels(a: Int32s, b: Int32s) -> Int8s:
        out = np.full(len(a), LEVELS.index("different"), dtype=np.int8)
        equal = same_as[a] == same_as[b]
        unequal = np.flatnonzero(~equal)
        distance = cpdist(
            texts[a[unequal]],
            texts[b[unequal]],
            scorer=OSA.distance,
            score_cutoff=1,
            dtype=np.int32,
        )
        out[unequal[np.asarray(distance) <= 1]] = LEVELS.index("slip")
        out[equal] = LEVELS.index("same_unchecked")
        out[equal & valid[a] & valid[b]] = LEVELS.index("same")
        return out

    def candidates(some: Int32s) -> tuple[Int32s, Int32s]:
        a, b = _close(texts[some])
        return some[a], some[b]

    return SetPairs(field, ValuePairs(len(texts), levels, candidates=candidates))


def _kind(name: str) -> ComparisonKind:
    """The comparison of one kind of number. Arrests are numbered one after the other, so that one
    slip apart is mostly another arrest, and one person has several."""
    entry = FIELDS[name]
    is_persons = entry.whose == "person"

    def make(listings: Listings) -> SetPairs:
        return identifier_pairs(listings.field(name))

    return ComparisonKind(
        name,
        LEVELS,
        make,
        fields=(name,),
        agrees={Agreement.number: "slip" if is_persons else "same"},
        tells_apart=is_persons,
        is_unique=entry.is_unique,
        figures="firm",
        in_bound=True,
    )


KINDS = tuple(map(_kind, NUMBERS))


def _close(texts: np.ndarray[tuple[int], np.dtype[np.object_]]) -> tuple[Int32s, Int32s]:
    """All pairs of texts at most one slip apart, each text with itself included."""
    by_length: dict[int, list[int]] = defaultdict(list)
    for code, text in enumerate(texts):
        by_length[len(text)].append(code)
    lefts, rights = [np.empty(0, np.int32)], [np.empty(0, np.int32)]
    for length, codes in sorted(by_length.items()):
        own = np.array(codes)
        others = np.array(codes + by_length.get(length + 1, []))
        close = cdist(texts[own], texts[others], scorer=OSA.distance, score_cutoff=1, dtype=np.int8)
        rows, columns = np.nonzero(close <= 1)
        lefts.append(own[rows].astype(np.int32))
        rights.append(others[columns].astype(np.int32))
    return np.concatenate(lefts), np.concatenate(rights)
