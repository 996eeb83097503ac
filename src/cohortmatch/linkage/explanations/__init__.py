"""Why a pair weighs what it weighs, and how the listings of a person hold together.

    Reason ⊂ Explanation ⊂ PersonExplanation

Values that say themselves in plain words: `print(result.why("IOM:14", "MAPPA:88"))`. Listings are
named by list and row; nothing in them is a value from a list.
"""

from cohortmatch.linkage.explanations.addresses_not_used import (
    WHY_NO_EVIDENCE,
    with_addresses_aside,
)
from cohortmatch.linkage.explanations.pair import Explanation, Reason
from cohortmatch.linkage.explanations.person import Nearest, PersonExplanation, Weakest
from cohortmatch.linkage.explanations.phrases import TELLING, grouped, in_short, listed
from cohortmatch.linkage.explanations.relations import Relation, perhaps, relation

__all__ = [
    "TELLING",
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
