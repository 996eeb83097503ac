"""People out of weighed pairs.

components.py   which listings hang together at all
resolve.py      how a component falls into people
"""

from cohortmatch.clustering.components import components, pairs_within
from cohortmatch.clustering.resolve import resolve

__all__ = ["components", "pairs_within", "resolve"]
