"""People out of weighed pairs.

components.py   which listings hang together at all
order.py        an order of listings by what they hold, for ties
plain.py        components that need no thought
resolve.py      how a component falls into people
stacks.py       components of one size, side by side
decided.py      decisions as weights
torn.py         listings that fit two people nearly alike
chains.py       links that hold together two listings that speak against each other
hearing.py      what each pair may say beside what it weighs
asking.py       how much speaks for two people being one
verdicts.py     what is said of each pair then
"""

from cohortmatch.clustering.components import components, pairs_within, small_components
from cohortmatch.clustering.decided import DECIDED, ruled
from cohortmatch.clustering.hearing import doubtful, heard
from cohortmatch.clustering.order import content_order
from cohortmatch.clustering.resolve import contested, resolve
from cohortmatch.clustering.verdicts import bands

__all__ = [
    "DECIDED",
    "bands",
    "components",
    "content_order",
    "contested",
    "doubtful",
    "heard",
    "pairs_within",
    "resolve",
    "ruled",
    "small_components",
]
