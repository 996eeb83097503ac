"""People of a panel whose address is outside our own area, as another borough's residents are.

Policy: no list of which postcodes are which borough's is shipped, so the settings say which
postcode areas, districts or sectors are ours. Where they do not, ours is the area in which more
than half of the people with a postcode live, which is wider than a borough; and where there is no
such area nobody can be told. A person counts by rows that are certainly theirs and list them as a
subject; a prison is no address, nor is an institution's. Somebody with an address in ours too is
listed but not counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from cohortmatch.core.types import OUTCODE
from cohortmatch.people.persons import Person
from cohortmatch.values.postcode_parts import area, is_within
from cohortmatch.values.postcodes import district, is_prison

if TYPE_CHECKING:
    from cohortmatch.people.view import View

__all__ = ["ELSEWHERE", "Neighbour", "Residences"]

ELSEWHERE = "Address outside our area"


class Neighbour(NamedTuple):
    """Somebody with an address outside our area: each list with the district that it gives there,
    and whether a list gives an address in ours."""

    person: Person
    places: tuple[tuple[str, str], ...]
    is_here_too: bool


class Residences:
    """Where the people on panels live, by the postcodes of a run; `ours` are the parts of postcodes
    that the settings say are ours."""

    def __init__(self, view: View, ours: tuple[str, ...]) -> None:
        self._view = view
        people = (p for p in view.everybody if p.panels and p.is_subject)
        known = {p.person_id: (p, tuple(dict.fromkeys(self._codes(p)))) for p in people}
        self.known = {each: told for each, told in known.items() if told[1]}
        """Everybody on a panel of whom a list gives a postcode, or half of one, by their id: the
        person, with each list and code."""
        self.is_set = bool(ours)
        self.ours = ours or self._commonest()
        """The parts of postcodes that are ours; none where that cannot be told."""

    @property
    def neighbours(self) -> list[Neighbour]:
        """Everybody with an address elsewhere, in the order of ids."""
        return [n for each in self.known.values() if self.ours and (n := self._neighbour(*each))]

    def _neighbour(self, person: Person, codes: tuple[tuple[str, str], ...]) -> Neighbour | None:
        away = [(name, code) for name, code in codes if not self._is_ours(code)]
        places = tuple(dict.fromkeys((name, district(code)) for name, code in away))
        return Neighbour(person, places, len(away) < len(codes)) if away else None

    def _is_ours(self, code: str) -> bool:
        return any(is_within(code, part) for part in self.ours)

    def _commonest(self) -> tuple[str, ...]:
        areas = Counter(a for _, codes in self.known.values() for a in {area(c) for _, c in codes})
        return tuple(name for name, people in areas.items() if 2 * people > len(self.known))[:1]

    def _codes(self, person: Person) -> Iterator[tuple[str, str]]:
        """Each list with a postcode, or half of one, that it gives somebody as a subject."""
        view = self._view
        postcodes, halves = view.listings.field("postcode"), view.listings.field(OUTCODE)
        for i in (i for i in view.as_subject(person) if i in person.core):
            codes = [*(c for c in postcodes.of(i) if not is_prison(c)), *halves.of(i)]
            yield from ((view.list_names[view.list_code[i]], code) for code in codes)
