"""People out of weighed pairs.

    components.py   which listings hang together at all
    resolve.py      how a component falls into people
    verdicts.py     what is said of each pair then
"""

from cohortmatch.clustering.components import components, pairs_within
from cohortmatch.clustering.resolve import resolve
from cohortmatch.clustering.verdicts import bands

__all__ = ["bands", "components", "pairs_within", "resolve"]
