"""Explanations: why a pair has its match weight, and how a person's listings hold together.

    Reason ⊂ Explanation ⊂ PersonExplanation

They print as plain words: `print(result.why("IOM:14", "MAPPA:88"))`. Listings are named by list and
row; no explanation holds a value from a list.
"""

from cohortmatch.linkage.explanations.addresses_not_used import (
    WHY_NO_EVIDENCE,
    with_addresses_aside,
)
from cohortmatch.linkage.explanations.pair import Explanation, Reason
from cohortmatch.linkage.explanations.person import Nearest, PersonExplanation, Weakest
from cohortmatch.linkage.explanations.phrases import (
    COMMON,
    RARE,
    TELLING,
    TOO_FEW,
    grouped,
    in_short,
    listed,
)
from cohortmatch.linkage.explanations.relations import Relation, perhaps, relation

__all__ = [
    "COMMON",
    "RARE",
    "TELLING",
    "TOO_FEW",
    "WHY_NO_EVIDENCE",
    "Explanation",
    "Nearest",
    "PersonExplanation",
    "Reason",
    "Relation",
    "Weakest",
    "grouped",
    "in_short",
    "listed",
    "perhaps",
    "relation",
    "with_addresses_aside",
]
