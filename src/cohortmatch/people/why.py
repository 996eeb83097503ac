"""Why two listings are, or are not, one person, and how a person holds together, asked by ids."""

from __future__ import annotations

from functools import cached_property

from cohortmatch.core.errors import UnknownListing
from cohortmatch.linkage.explanations import Explanation, PersonExplanation
from cohortmatch.people.linkage_result import LinkageResult
from cohortmatch.people.pair_status import PairStatus
from cohortmatch.people.person_links import person_explanation
from cohortmatch.people.view import View

NOBODY = (
    "no such listing was matched, and no such person found; ids are LIST:ROW, as in links.csv, "
    "or a person's, as in people.csv"
)


class Asked:
    """Answers about the listings and people of one run, by their ids."""

    def __init__(self, view: View, found: LinkageResult) -> None:
        self._view = view
        self._found = found
        self._status = PairStatus(view, found)

    def pair(self, one: str, other: str) -> Explanation:
        """Why two listings are, or are not, taken for one person."""
        left, right = self._position(one), self._position(other)
        if left == right:
            raise UnknownListing(one, "a listing cannot be compared with itself")
        return self._status.with_status(self._found.explain(left, right), left, right)

    def person(self, one: str) -> PersonExplanation:
        """How the listings of a person hold together; `one` is their id, or any listing's."""
        listings = self._people.get(one.upper())
        if listings is None:
            person = self._view.person_ids[self._position(one)]
            listings = self._people[person.upper()]
        return person_explanation(self._status, listings)

    def _position(self, name: str) -> int:
        if name not in self._positions:
            raise UnknownListing(name, self._whole_list(name) or NOBODY)
        return self._positions[name]

    def _whole_list(self, name: str) -> str:
        """That nobody at all is matched on the list that an id is of, where that is so."""
        lists = {info.name: info for info in self._view.listings.lists}
        info = lists.get(name.rpartition(":")[0])
        return info.nobody_matched if info else ""

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(self._view.ids)}

    @cached_property
    def _people(self) -> dict[str, list[int]]:
        """Each person's listings in the order of ids, by the person's id."""
        people: dict[str, list[int]] = {}
        for listing in self._view.order:
            people.setdefault(self._view.person_ids[listing].upper(), []).append(listing)
        return people
