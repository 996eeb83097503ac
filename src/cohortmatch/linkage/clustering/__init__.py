"""Clustering: from weighed pairs to people.

components.py         listings that are connected by any pair
order.py              an order of listings by content, which breaks ties
plain.py              components in which every pair agrees
resolve.py            how a component is divided into people
batched.py            components of one size, worked out together
decisions.py          human decisions as weights
consequences.py       what follows from decisions, and what they leave open
ambiguous.py          listings that fit two people almost equally well
weak_links.py         links that join two listings which contradict each other
discounts.py          what is taken off the weight of a pair, and why
review_candidates.py  how strongly two people look like one
bands.py              the band of each pair: same, check or different
"""

from cohortmatch.linkage.clustering.bands import bands, rule_in_words
from cohortmatch.linkage.clustering.components import components, pairs_within, small_components
from cohortmatch.linkage.clustering.consequences import ToAsk, blocks, with_consequences
from cohortmatch.linkage.clustering.decisions import APART, DECIDED, ruled
from cohortmatch.linkage.clustering.discounts import doubtful, held_apart, weights_after_discounts
from cohortmatch.linkage.clustering.order import content_order
from cohortmatch.linkage.clustering.resolve import contested, resolve

__all__ = [
    "APART",
    "DECIDED",
    "ToAsk",
    "bands",
    "blocks",
    "components",
    "content_order",
    "contested",
    "doubtful",
    "held_apart",
    "pairs_within",
    "resolve",
    "rule_in_words",
    "ruled",
    "small_components",
    "weights_after_discounts",
    "with_consequences",
]
