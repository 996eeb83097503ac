"""What a report needs from linkage: the people that were found, and explanations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from cohortmatch.core.arrays import Floats
from cohortmatch.core.types import Listings
from cohortmatch.linkage.explanations import Explanation
from cohortmatch.linkage.model import Model
from cohortmatch.linkage.pairs import People


class LinkageResult(Protocol):
    """The people found among listings, and explanations; listings are given by position."""

    @property
    def listings(self) -> Listings:
        """The listings that were matched."""
        ...

    @property
    def people(self) -> People:
        """The people of these listings."""
        ...

    @property
    def model(self) -> Model:
        """The model with the weights of this run."""
        ...

    def explain(self, left: int, right: int) -> Explanation:
        """The explanation of two listings, with the next best candidate."""
        ...

    def explain_each(self, pairs: Sequence[tuple[int, int]]) -> list[Explanation]:
        """The explanation of each pair."""
        ...

    def weights(self, listings: Sequence[int]) -> Floats:
        """The match weight of every pair of some listings in bits, as a square."""
        ...

    def nearest(self, listings: Sequence[int]) -> list[tuple[int, int]]:
        """The pairs of one of these listings and one of another person that weigh most."""
        ...
