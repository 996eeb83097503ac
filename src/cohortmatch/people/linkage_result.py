"""What a report is made from, as far as it must be asked for: who was found, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from cohortmatch.core.arrays import Floats
from cohortmatch.core.types import Listings
from cohortmatch.linkage.explanations import Explanation
from cohortmatch.linkage.model import Model
from cohortmatch.linkage.pairs import People


class LinkageResult(Protocol):
    """The people found among listings, and answers about these; listings by their positions."""

    @property
    def listings(self) -> Listings:
        """The listings that were matched."""
        ...

    @property
    def people(self) -> People:
        """Their people."""
        ...

    @property
    def model(self) -> Model:
        """The weights that they were found with."""
        ...

    def explain(self, left: int, right: int) -> Explanation:
        """Why two listings weigh what they weigh, with the next best candidate."""
        ...

    def explain_each(self, pairs: Sequence[tuple[int, int]]) -> list[Explanation]:
        """Why each of some pairs weighs what it weighs."""
        ...

    def weights(self, listings: Sequence[int]) -> Floats:
        """The weight of every pair of some listings in bits, as a square."""
        ...

    def nearest(self, listings: Sequence[int]) -> list[tuple[int, int]]:
        """The pairs of one of these listings and one of another person that weigh most."""
        ...
