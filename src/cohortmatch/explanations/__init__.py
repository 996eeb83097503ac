"""Why a pair weighs what it weighs, and how the listings of a person hold together.

    Reason ⊂ Explanation ⊂ PersonExplanation

Values that say themselves in plain words: `print(result.why("IOM:14", "MAPPA:88"))`. Listings are
named by list and row; nothing in them is a value from a list.
"""

from cohortmatch.explanations.aside import WHY_NO_EVIDENCE, with_addresses_aside
from cohortmatch.explanations.pair import Explanation, Reason
from cohortmatch.explanations.person import Nearest, PersonExplanation, Weakest
from cohortmatch.explanations.phrases import TELLING, grouped, in_short, listed
from cohortmatch.explanations.relations import Relation, perhaps, relation

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
